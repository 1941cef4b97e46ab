//! Uploads that go on where they were cut: into a case, or before the report is sent.
//!
//! Every acknowledged byte is durable and sealed; the last part makes the file of the case. Nobody but whoever began
//! an upload learns that it exists. An upload for a report that does not exist yet is opened by a token, and the
//! report that names the token takes the file over in the transaction that receives it.

use bytes::Bytes;
use domain::access::{Actor, Object, may};
use domain::case::{Addressees, Audience, Command, FileNote};
use domain::id::CaseNumber;
use domain::report::{FieldErrors, Reason};
use futures_core::Stream;
use serde::{Deserialize, Serialize};
use store::uploads::{self as rows, By, NewUpload, Upload};
use store::{CaseId, FileId, Tx, cases, files as file_rows};

use super::case::{At, load, load_by_id, perform_in};
use super::files::{self, SealedFile, Sealing};
use super::{read, submit};
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::error::{Error, Result};

/// An upload that is not finished after two days is forgotten.
pub const LIFE_SECONDS: i64 = 48 * 3600;
/// Bytes after which a part is made durable although more is coming (8 MiB): a server that dies loses no more.
const SEGMENT: u64 = 8 << 20;
/// Parts of one upload: many tiny ones would cost more than the file.
const PARTS_MAX: i64 = 1_000;

/// A file to be uploaded.
#[derive(Debug, Clone)]
pub struct Wish {
    pub name: String,
    pub media_type: String,
    /// In bytes; checked against the program by the door.
    pub size: u64,
    /// What the bytes must come to.
    pub sha256: Option<[u8; 32]>,
    pub audience: Audience,
}

/// What is kept, sealed, with the row.
#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    media_type: String,
    sha256: Option<String>,
    audience: Audience,
}

/// Who asks for an upload.
#[derive(Debug, Clone)]
pub enum Caller {
    /// Somebody who may see the case.
    InCase { actor: Actor, number: CaseNumber },
    /// Whoever holds the token of an upload before its report.
    Holder { token: String },
}

/// How far an upload is.
#[derive(Debug, Clone)]
pub struct Progress {
    pub id: i64,
    pub size: u64,
    /// Bytes that are durable: where to go on.
    pub offset: u64,
    pub expires_at: jiff::Timestamp,
    /// True when it has become a file.
    pub complete: bool,
    /// That file, while it is where it was put.
    pub file: Option<FileNote>,
}

/// Why bytes were not taken.
#[derive(Debug)]
pub enum Trouble {
    /// The upload goes on at another byte.
    Offset(u64),
    /// More bytes than announced, or the last ones are missing.
    Length(u64),
    /// The whole does not have the digest that was announced; the upload is gone.
    Digest,
    /// Too many small parts.
    Parts(u64),
    Other(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Other(error)
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Other(error.into())
    }
}

/// Begins an upload into a case.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not add files there, [`Error::TooMany`] when too many are on their way.
pub fn begin(app: &App, actor: &Actor, number: &CaseNumber, wish: &Wish) -> Result<Progress> {
    app.store.free_space_guard(wish.size)?;
    let now = app.now().as_microsecond();
    let most = i64::from(app.program().program.intake.files_max);
    let id = app.store.write(|tx| {
        let loaded = load(tx, number)?;
        let file = FileNote { id: String::new(), name: String::new(), size: 0, sha256: String::new() };
        let act = Command::AddFile { file, audience: wish.audience, to: Addressees::Unnamed }.act();
        if !may(actor, act, Object::Case(&loaded.case)) {
            return Err(Error::NotFound);
        }
        let by = owner(actor)?;
        if rows::count_open(tx, loaded.id, by, now)? >= most {
            return Err(Error::TooMany { retry_after: 3_600 });
        }
        Ok(rows::insert_upload(tx, &new(loaded.id, by, wish, now)?)?)
    })?;
    look(app, &Caller::InCase { actor: actor.clone(), number: number.clone() }, id)
}

/// Begins an upload for a report that is not sent yet; answers the token that opens it.
///
/// # Errors
/// When nothing can be stored.
pub fn begin_alone(app: &App, wish: &Wish) -> Result<(Progress, String)> {
    app.store.free_space_guard(wish.size)?;
    let now = app.now().as_microsecond();
    let token = draw_token(app);
    let by = By::Token(digest(&token));
    let id = app.store.write(|tx| {
        let case = cases::reserve(tx)?;
        Ok::<_, Error>(rows::insert_upload(tx, &new(case, by, wish, now)?)?)
    })?;
    Ok((look(app, &Caller::Holder { token: token.clone() }, id)?, token))
}

fn new(case: CaseId, by: By, wish: &Wish, now: i64) -> Result<NewUpload> {
    let about = About {
        name: wish.name.clone(),
        media_type: wish.media_type.clone(),
        sha256: wish.sha256.map(hex::encode),
        audience: wish.audience,
    };
    Ok(NewUpload {
        case,
        by,
        about: serde_json::to_vec(&about).map_err(Error::internal)?,
        size: i64::try_from(wish.size).map_err(Error::internal)?,
        expires_at: now + LIFE_SECONDS * 1_000_000,
    })
}

/// Whose an upload is that this actor begins.
fn owner(actor: &Actor) -> Result<By> {
    match actor {
        Actor::Reporter { report, .. } => Ok(By::Report(i64::from(report.0))),
        Actor::Staff { user, .. } => {
            user.as_str().parse().map(|id| By::User(store::UserId(id))).map_err(Error::internal)
        }
        Actor::Anonymous | Actor::System => Err(Error::NotFound),
    }
}

/// The upload, for whoever began it.
fn find(tx: &mut Tx<'_>, app: &App, caller: &Caller, id: i64) -> Result<Upload> {
    let now = app.now().as_microsecond();
    let (case, by) = match caller {
        Caller::InCase { actor, number } => (Some(read::case_in(tx, actor, number)?.id), owner(actor)?),
        Caller::Holder { token } => (None, By::Token(digest(token))),
    };
    let found = rows::find_upload(tx, id, now)?.ok_or(Error::NotFound)?;
    let is_theirs = found.by == by && case.is_none_or(|case| case == found.case);
    if is_theirs { Ok(found) } else { Err(Error::NotFound) }
}

/// How far an upload is.
///
/// # Errors
/// [`Error::NotFound`] for everybody but whoever began it.
pub fn look(app: &App, caller: &Caller, id: i64) -> Result<Progress> {
    app.store.read(|tx| {
        let upload = find(tx, app, caller, id)?;
        progress(tx, &upload)
    })
}

fn progress(tx: &mut Tx<'_>, upload: &Upload) -> Result<Progress> {
    let file = match upload.file {
        Some(file) => note_of(tx, upload.case, file)?,
        None => None,
    };
    Ok(Progress {
        id: upload.id,
        size: u64::try_from(upload.size).map_err(Error::internal)?,
        offset: u64::try_from(upload.offset).map_err(Error::internal)?,
        expires_at: jiff::Timestamp::from_microsecond(upload.expires_at).map_err(Error::internal)?,
        complete: upload.file.is_some(),
        file,
    })
}

fn note_of(tx: &mut Tx<'_>, case: CaseId, file: FileId) -> Result<Option<FileNote>> {
    Ok(file_rows::find_file(tx, case, file)?.map(|file| FileNote {
        id: file.id.to_string(),
        name: file.name,
        size: file.size.unsigned_abs(),
        sha256: hex::encode(file.sha256),
    }))
}

/// Takes bytes that begin at `start`, until the body ends or breaks off; what arrived is kept. When they are all
/// there, the file of the case is made.
///
/// # Errors
/// [`Trouble`], with the byte where the upload goes on.
pub async fn receive<E: Send>(
    app: &App,
    caller: Caller,
    (id, start): (i64, u64),
    mut body: impl Stream<Item = Result<Bytes, E>> + Unpin + Send,
) -> Result<Progress, Trouble> {
    let own = caller.clone();
    let upload = app.run(move |app| app.store.read(|tx| find(tx, app, &own, id))).await?;
    let size = upload.size.unsigned_abs();
    let mut flow = Flow { app, upload, offset: start, sealing: None, pending: 0 };
    flow.check_start()?;
    while let Some(Ok(piece)) = next(&mut body).await {
        if flow.offset + flow.pending + piece.len() as u64 > size {
            return Err(Trouble::Length(flow.offset));
        }
        flow.push(piece).await?;
    }
    flow.settle().await?;
    if flow.offset < size {
        return Ok(app.run(move |app| look(app, &caller, id)).await?);
    }
    let app = app.clone();
    tokio::task::spawn_blocking(move || finish(&app, &caller, id))
        .await
        .unwrap_or_else(|_| Err(Error::internal("a task panicked").into()))
}

async fn next<T>(stream: &mut (impl Stream<Item = T> + Unpin)) -> Option<T> {
    std::future::poll_fn(|context| std::pin::Pin::new(&mut *stream).poll_next(context)).await
}

/// An upload while bytes arrive.
struct Flow<'a> {
    app: &'a App,
    upload: Upload,
    /// Durable bytes.
    offset: u64,
    sealing: Option<Sealing>,
    /// Bytes that are not durable yet.
    pending: u64,
}

impl Flow<'_> {
    fn check_start(&self) -> Result<(), Trouble> {
        let durable = self.upload.offset.unsigned_abs();
        if self.upload.file.is_some() || self.offset != durable {
            return Err(Trouble::Offset(durable));
        }
        if self.upload.parts >= PARTS_MAX {
            return Err(Trouble::Parts(durable));
        }
        Ok(())
    }

    async fn push(&mut self, mut piece: Bytes) -> Result<(), Trouble> {
        while !piece.is_empty() {
            let room = usize::try_from(SEGMENT - self.pending).unwrap_or(usize::MAX);
            let now = piece.split_to(room.min(piece.len()));
            let sealing = self.sealing.get_or_insert_with(|| Sealing::begin(self.app, SEGMENT));
            self.pending += now.len() as u64;
            sealing.push(now).await?;
            if self.pending == SEGMENT {
                self.settle().await?;
            }
        }
        Ok(())
    }

    /// Makes what has arrived durable; only then does it count.
    async fn settle(&mut self) -> Result<(), Trouble> {
        let Some(sealing) = self.sealing.take() else { return Ok(()) };
        let part = sealing.finish().await?;
        let (upload, start) = (self.upload.clone(), self.offset);
        let append = move |app: &App| {
            let at = i64::try_from(start).map_err(Error::internal)?;
            let appended = app.store.write(|tx| rows::append_part(tx, &upload, at, &part));
            if appended.is_err() {
                files::discard(app, &part.name);
            }
            match appended {
                Ok(offset) => Ok(Ok(offset.unsigned_abs())),
                // Another request was faster.
                Err(store::Error::Stale { .. }) => {
                    let now = app.now().as_microsecond();
                    let found = app.store.read(|tx| rows::find_upload(tx, upload.id, now))?;
                    Ok(Err(found.ok_or(Error::NotFound)?.offset.unsigned_abs()))
                }
                Err(error) => Err(error.into()),
            }
        };
        self.offset = self.app.run(append).await?.map_err(Trouble::Offset)?;
        self.pending = 0;
        Ok(())
    }
}

/// Makes the file of a complete upload and enters it.
fn finish(app: &App, caller: &Caller, id: i64) -> Result<Progress, Trouble> {
    let upload = app.store.read(|tx| find(tx, app, caller, id))?;
    let about: About = serde_json::from_slice(&upload.about).map_err(Error::internal)?;
    app.store.free_space_guard(upload.size.unsigned_abs())?;
    let blob = rows::assemble(&app.store, &upload)?;
    if about.sha256.is_some_and(|wanted| wanted != hex::encode(blob.sha256)) {
        files::discard(app, &blob.name);
        delete(app, caller, id)?;
        return Err(Trouble::Digest);
    }
    let file = SealedFile::new(blob, &about.name, &about.media_type);
    let (program, now) = (app.program(), app.now());
    let entered = app.store.write(|tx| {
        let by = if matches!(upload.by, By::User(_)) { "team" } else { "reporter" };
        let note = files::enter(tx, upload.case, &file, (by, about.audience), now.as_microsecond())?;
        if let Caller::InCase { actor, .. } = caller {
            let at = At { program: &program, actor, now };
            let command =
                Command::AddFile { file: note.clone(), audience: about.audience, to: Addressees::Unnamed };
            let loaded = load_by_id(tx, upload.case)?;
            perform_in(tx, app, &at, loaded, command)?;
        }
        let row = FileId(note.id.parse().map_err(Error::internal)?);
        Ok::<_, Error>(rows::finish_upload(tx, upload.id, row)?)
    });
    app.bell.notify_one();
    match entered {
        Ok(parts) => {
            parts.iter().for_each(|blob| files::discard(app, blob));
            Ok(look(app, caller, id)?)
        }
        Err(error) => {
            files::discard(app, &file.blob.name);
            Err(error.into())
        }
    }
}

/// Gives an upload up: what came of it is deleted. A file that is part of a case stays there.
///
/// # Errors
/// [`Error::NotFound`] for everybody but whoever began it.
pub fn delete(app: &App, caller: &Caller, id: i64) -> Result<()> {
    let blobs = app.store.write(|tx| {
        let upload = find(tx, app, caller, id)?;
        Ok::<_, Error>(rows::delete_upload(tx, upload.id)?)
    })?;
    blobs.iter().for_each(|blob| files::discard(app, blob));
    Ok(())
}

/// Brings the files of these tokens together for a report that is about to be sent. May be repeated: the uploads are
/// used up only by [`take`], in the transaction that receives the report.
///
/// # Errors
/// [`Error::Invalid`] with each token that opens no finished upload.
pub fn gather(app: &App, tokens: &[String]) -> Result<(Option<submit::Upload>, Vec<[u8; 32]>)> {
    let digests: Vec<_> = tokens.iter().map(|token| digest(token)).collect();
    let Some((first, _)) = digests.split_first() else { return Ok((None, digests)) };
    let now = app.now().as_microsecond();
    let upload = app.store.write(|tx| {
        let mut errors = FieldErrors::default();
        let mut files = Vec::with_capacity(digests.len());
        let home = rows::find_home(tx, first, now)?;
        for (place, token) in digests.iter().enumerate() {
            let field = format!("attachments.{place}");
            match rows::move_upload(tx, token, now, home) {
                Ok((case, file)) => files.extend(note_of(tx, case, file)?),
                Err(store::Error::NotFound { .. }) => errors.add(&field, Reason::NoSuchUpload.into()),
                Err(store::Error::Stale { .. }) => errors.add(&field, Reason::UploadUnfinished.into()),
                Err(error) => return Err(error.into()),
            }
        }
        errors.into_result()?;
        let case = home.ok_or(Error::NotFound)?;
        Ok::<_, Error>(submit::Upload { case, files })
    })?;
    Ok((Some(upload), digests))
}

/// Uses up the uploads whose files a report has taken, in the transaction that receives it.
///
/// # Errors
/// [`Error::Conflict`] when another report was faster.
pub fn take(tx: &mut Tx<'_>, tokens: &[[u8; 32]]) -> Result<()> {
    tokens.iter().try_for_each(|token| match rows::take_upload(tx, token) {
        Err(store::Error::NotFound { .. }) => Err(Error::Conflict),
        other => Ok(other?),
    })
}

//! Files on their way in and out: sealed as they arrive, opened as they leave, never whole in memory.
//!
//! A file is durable before any row speaks of it. Who may fetch one is decided by the history of the case: a file
//! can be fetched by those who see the entry that added it.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use domain::access::Actor;
use domain::case::{Addressees, Audience, Command, Event, FileNote};
use domain::id::CaseNumber;
use store::blobs::{BlobReader, FinishedBlob};
use store::files::{self, NewFile, StoredFile};
use store::{CaseId, FileId, Tx};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::case::{At, load, perform_all_in};
use super::read;
use crate::app::App;
use crate::error::{Error, Result};

/// Pieces of a file that wait between network and disk.
const QUEUE: usize = 16;
/// Bytes of one piece on the way out.
const PIECE: usize = 64 * 1024;
/// Longest name that is kept, in characters.
const NAME_MAX: usize = 200;

/// A file that is being received.
pub struct Sealing {
    sender: mpsc::Sender<Piece>,
    task: JoinHandle<Result<FinishedBlob>>,
    size: u64,
    max: u64,
}

enum Piece {
    Bytes(Bytes),
    End,
}

/// A received file: durable, sealed, and not yet spoken of anywhere.
#[derive(Debug)]
pub struct SealedFile {
    pub blob: FinishedBlob,
    pub name: String,
    pub media_type: String,
}

impl Sealing {
    /// Begins to receive a file of at most `max` bytes. Dropped before [`Sealing::finish`], it leaves nothing.
    #[must_use]
    pub fn begin(app: &App, max: u64) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let app = app.clone();
        let task = tokio::task::spawn_blocking(move || seal(&app, receiver));
        Self { sender, task, size: 0, max }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; then nothing of the file is kept.
    pub async fn push(&mut self, piece: Bytes) -> Result<()> {
        self.size = self.size.saturating_add(piece.len() as u64);
        if self.size > self.max {
            return Err(Error::TooLarge { max: self.max });
        }
        // When the writer has given up, `finish` tells why.
        let _ = self.sender.send(Piece::Bytes(piece)).await;
        Ok(())
    }

    /// Answers when the file is durable.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub async fn finish(self) -> Result<FinishedBlob> {
        let _ = self.sender.send(Piece::End).await;
        drop(self.sender);
        self.task.await.unwrap_or_else(|_| Err(Error::internal("a task panicked")))
    }
}

fn seal(app: &App, mut pieces: mpsc::Receiver<Piece>) -> Result<FinishedBlob> {
    app.store.free_space_guard(1 << 20)?;
    let mut writer = app.store.blobs().create(app.store.vault())?;
    let mut until_check = 0_usize;
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Bytes(bytes) => {
                until_check += bytes.len();
                if until_check > 8 << 20 {
                    app.store.free_space_guard(1 << 20)?;
                    until_check = 0;
                }
                writer.write_all(&bytes).map_err(disk_error)?;
            }
            Piece::End => return Ok(writer.finish()?),
        }
    }
    Err(Error::internal("an upload was cut off"))
}

fn disk_error(error: std::io::Error) -> Error {
    match error.kind() {
        std::io::ErrorKind::StorageFull => store::Error::DiskFull.into(),
        kind => Error::internal(format!("a file cannot be written: {kind}")),
    }
}

impl SealedFile {
    /// A received file with the name it was sent with, without folders and invisible characters.
    #[must_use]
    pub fn new(blob: FinishedBlob, name: &str, media_type: &str) -> Self {
        let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name: String = base.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
        let name = if name.trim().is_empty() { "file".to_owned() } else { name };
        Self {
            blob,
            name,
            media_type: media_type.chars().filter(|c| c.is_ascii_graphic()).take(100).collect(),
        }
    }
}

/// Enters a received file for a case (or an id that may become one); answers what the history says of it.
///
/// # Errors
/// When the store refuses.
pub fn enter(
    tx: &mut Tx<'_>,
    case: CaseId,
    file: &SealedFile,
    (uploaded_by, audience): (&str, Audience),
    at: i64,
) -> Result<FileNote> {
    let new = NewFile {
        case,
        blob: &file.blob,
        name: &file.name,
        media_type: &file.media_type,
        uploaded_by,
        visible_to: word(audience),
        at,
    };
    let id = files::insert_file(tx, &new)?;
    let sha256 = hex::encode(file.blob.sha256);
    Ok(FileNote { id: id.to_string(), name: file.name.clone(), size: file.blob.size, sha256 })
}

/// Adds a received file to a case. When it is refused, the bytes are deleted.
///
/// # Errors
/// As [`super::case::perform`].
pub fn attach(
    app: &App,
    actor: &Actor,
    number: &CaseNumber,
    file: &SealedFile,
    audience: Audience,
) -> Result<FileNote> {
    let parcel =
        Parcel { message: None, files: std::slice::from_ref(file), audience, to: Addressees::Unnamed };
    let notes = send(app, actor, number, &parcel)?;
    notes.into_iter().next().ok_or_else(|| Error::internal("a file without a note"))
}

/// What is added to a case at once: a message, or an act that speaks to somebody, with its files.
#[derive(Debug, Clone)]
pub struct Parcel<'a> {
    /// None for files alone.
    pub message: Option<Command>,
    pub files: &'a [SealedFile],
    /// Who may see the files.
    pub audience: Audience,
    pub to: Addressees,
}

/// Adds a message and its files to a case: all or nothing. When it is refused, the bytes are deleted.
///
/// # Errors
/// As [`super::case::perform`].
pub fn send(app: &App, actor: &Actor, number: &CaseNumber, parcel: &Parcel<'_>) -> Result<Vec<FileNote>> {
    let program = app.program();
    let now = app.now();
    let by = if matches!(actor, Actor::Reporter { .. }) { "reporter" } else { "team" };
    let sent = app.store.write(|tx| {
        let at = At { program: &program, actor, now };
        let loaded = load(tx, number)?;
        let mut commands: Vec<_> = parcel.message.iter().cloned().collect();
        let mut notes = Vec::with_capacity(parcel.files.len());
        for file in parcel.files {
            let note = enter(tx, loaded.id, file, (by, parcel.audience), now.as_microsecond())?;
            let (file, audience, to) = (note.clone(), parcel.audience, parcel.to.clone());
            commands.push(Command::AddFile { file, audience, to });
            notes.push(note);
        }
        // Together they are one act: whoever is told of it is told once.
        perform_all_in(tx, app, &at, loaded, commands)?;
        Ok::<_, Error>(notes)
    });
    if sent.is_err() {
        parcel.files.iter().for_each(|file| discard(app, &file.blob.name));
    }
    app.bell.notify_one();
    sent
}

/// Deletes the bytes of a file that no row speaks of. What cannot be deleted now is found as an orphan later.
pub fn discard(app: &App, blob: &str) {
    if let Err(error) = app.store.blobs().delete(blob) {
        tracing::warn!(%error, "an unused file could not be deleted");
    }
}

/// Opens a file for somebody who may see the entry that added it.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or the actor may not see it.
pub fn open(app: &App, actor: &Actor, number: &CaseNumber, id: FileId) -> Result<(StoredFile, BlobReader)> {
    let wanted = id.to_string();
    let file = app.store.read(|tx| {
        let views = views(tx, actor, number)?;
        if !views.iter().flat_map(notes).any(|file| file.id == wanted) {
            return Err(Error::NotFound);
        }
        for case in stations(tx, &views)? {
            if let Some(file) = files::find_file(tx, case, id)? {
                return Ok(file);
            }
        }
        Err(Error::NotFound)
    })?;
    let reader = app.store.blobs().open(&file.blob, &file.key)?;
    Ok((file, reader))
}

/// The files of a case that somebody may see, also those that came along when reports moved.
///
/// # Errors
/// As [`read::view`].
pub fn list(app: &App, actor: &Actor, number: &CaseNumber) -> Result<Vec<FileNote>> {
    app.store.read(|tx| {
        let views = views(tx, actor, number)?;
        // The team sees the files that are here, a reporter those that were for them on their way.
        let cases = match actor {
            Actor::Reporter { .. } => stations(tx, &views)?,
            _ => views.first().map(|view| view.id).into_iter().collect(),
        };
        let mut present = Vec::new();
        for case in cases {
            present.extend(files::list_files(tx, case)?.iter().map(|file| file.id.to_string()));
        }
        let seen = views.iter().flat_map(notes).filter(|file| present.contains(&file.id));
        Ok(seen.cloned().collect())
    })
}

/// A case, and those that reports of it came from or went to: files move, the entries that added them stay.
fn views(tx: &mut Tx<'_>, actor: &Actor, number: &CaseNumber) -> Result<Vec<read::View>> {
    let here = read::view_in(tx, actor, number)?;
    let mut others: BTreeSet<CaseNumber> = here.case.reports.iter().map(|r| r.received_as.clone()).collect();
    others.extend(here.timeline.iter().filter_map(|recorded| match &recorded.event {
        Event::ReportAdopted { from, .. } => Some(from.clone()),
        Event::MergedInto { into } | Event::ReportSplitOff { into, .. } => Some(into.clone()),
        _ => None,
    }));
    others.remove(number);
    let mut views = vec![here];
    for other in others {
        match read::view_in(tx, actor, &other) {
            Ok(view) => views.push(view),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(views)
}

/// The cases whose files the entries of these views speak of. A reporter's story tells of cases that they cannot
/// open any more, and a file that was for several of them stays where it was sent.
fn stations(tx: &mut Tx<'_>, views: &[read::View]) -> Result<Vec<CaseId>> {
    let mut cases: Vec<CaseId> = views.iter().map(|view| view.id).collect();
    let told = views.iter().flat_map(|view| &view.timeline).filter_map(|recorded| match &recorded.event {
        Event::MergedInto { into } | Event::ReportSplitOff { into, .. } => Some(into),
        _ => None,
    });
    let received = views.iter().flat_map(|view| &view.case.reports).map(|record| &record.received_as);
    for number in told.chain(received).collect::<BTreeSet<_>>() {
        if let Some(row) = store::cases::find_by_number(tx, number.as_str())?
            && !cases.contains(&row.id)
        {
            cases.push(row.id);
        }
    }
    Ok(cases)
}

fn notes(view: &read::View) -> impl Iterator<Item = &FileNote> {
    view.timeline.iter().filter_map(|recorded| match &recorded.event {
        Event::FileAdded { file, .. } => Some(file),
        _ => None,
    })
}

/// The bytes of a file as a stream. A file that was changed on disk breaks the stream off.
#[must_use]
pub fn stream(mut reader: BlobReader) -> FileStream {
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        loop {
            let mut piece = vec![0; PIECE];
            let read = reader.read(&mut piece).map(|count| {
                piece.truncate(count);
                Bytes::from(piece)
            });
            let is_last = read.as_ref().map_or(true, Bytes::is_empty);
            if read.as_ref().is_ok_and(Bytes::is_empty) || sender.blocking_send(read).is_err() || is_last {
                return;
            }
        }
    });
    FileStream(receiver)
}

/// See [`stream`].
pub struct FileStream(mpsc::Receiver<std::io::Result<Bytes>>);

impl futures_core::Stream for FileStream {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn word(audience: Audience) -> &'static str {
    match audience {
        Audience::Everyone => "everyone",
        Audience::Technical => "technical",
        Audience::Team => "team",
    }
}

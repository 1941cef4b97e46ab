//! A report that is still being written, kept for a day so that nothing typed is lost between pages.
//!
//! Its token is known to the writer's browser alone; the store has its digest. The secret of the report it becomes is
//! made from the token, so that a repeated answer can show the same secret without the server keeping it.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::case::{Audience, FileNote};
use domain::id::{CaseNumber, ReportNo};
use domain::report::Report;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{CaseId, FileId, cases, drafts, files as rows};

use super::files::{self, SealedFile};
use super::submit::{self, Submission, Upload};
use crate::app::App;
use crate::auth::secret::Secret;
use crate::error::{Error, Result};

/// A draft is kept for a day.
const LIFE_SECONDS: i64 = 24 * 3600;
/// Drafts deleted in one round.
const ROUND: i64 = 50;

/// What opens a draft: 256 random bits as 64 hexadecimal digits. Never part of an address.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(..)")
    }
}

impl Token {
    /// Reads the token of a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_ascii_lowercase()))
    }

    /// For the hidden field of a form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn digest(&self) -> [u8; 32] {
        Sha256::digest(format!("tellfirst draft\0{}", self.0)).into()
    }

    fn secret(&self) -> Secret {
        Secret::of_seed(&Sha256::digest(format!("tellfirst secret of a draft\0{}", self.0)).into())
    }
}

/// What was typed so far, by field, and the files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub values: BTreeMap<String, String>,
    pub files: Vec<FileNote>,
}

impl Draft {
    /// What was typed into a field; nothing when it is blank.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str).filter(|value| !value.trim().is_empty())
    }
}

/// A draft as a token finds it.
#[derive(Debug, Clone)]
pub enum Found {
    /// Still being written.
    Open(Open),
    /// It became this case.
    Sent(Sent),
}

/// A draft that is still being written.
#[derive(Debug, Clone)]
pub struct Open {
    pub token: Token,
    pub case: CaseId,
    pub draft: Draft,
}

/// What a sent draft became.
#[derive(Debug, Clone)]
pub struct Sent {
    pub case: CaseNumber,
    pub secret: Secret,
}

impl Sent {
    /// The sender as the rules know them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Reporter { case: self.case.clone(), report: ReportNo::FIRST }
    }
}

/// Begins a draft.
///
/// # Errors
/// When the store refuses.
pub fn begin(app: &App, draft: Draft) -> Result<Open> {
    app.store.free_space_guard(1 << 20)?;
    let token = Token(hex::encode(app.store.vault().random::<32>()));
    let content = serde_json::to_vec(&draft).map_err(Error::internal)?;
    let at = app.now().as_microsecond();
    let digest = token.digest();
    let case = app.store.write(|tx| {
        let case = cases::reserve(tx)?;
        drafts::insert_draft(tx, &digest, case, &content, (at, at + LIFE_SECONDS * 1_000_000))?;
        Ok::<_, Error>(case)
    })?;
    Ok(Open { token, case, draft })
}

/// The draft of a token.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or its day is over.
pub fn find(app: &App, token: &Token) -> Result<Found> {
    let now = app.now().as_microsecond();
    let found = app.store.read(|tx| drafts::find_draft(tx, &token.digest(), now).map_err(Error::from))?;
    let found = found.ok_or(Error::NotFound)?;
    if let Some(number) = found.sent_as {
        return Ok(Found::Sent(Sent { case: CaseNumber(number), secret: token.secret() }));
    }
    let draft = serde_json::from_slice(&found.content).map_err(Error::internal)?;
    Ok(Found::Open(Open { token: token.clone(), case: found.case, draft }))
}

/// Keeps what was typed, and enters files that were received for it.
///
/// # Errors
/// When the store refuses; the received files are deleted then.
pub fn save(app: &App, open: &mut Open, received: &[SealedFile]) -> Result<()> {
    let at = app.now().as_microsecond();
    let before = open.draft.files.len();
    let saved = app.store.write(|tx| {
        let mut draft = open.draft.clone();
        for file in received {
            draft.files.push(files::enter(tx, open.case, file, ("reporter", Audience::Everyone), at)?);
        }
        let content = serde_json::to_vec(&draft).map_err(Error::internal)?;
        drafts::update_draft(tx, &open.token.digest(), open.case, &content)?;
        Ok::<_, Error>(draft)
    });
    match saved {
        Ok(draft) => {
            open.draft = draft;
            Ok(())
        }
        Err(error) => {
            open.draft.files.truncate(before);
            received.iter().for_each(|file| files::discard(app, &file.blob.name));
            Err(error)
        }
    }
}

/// Takes a file out of the draft again.
///
/// # Errors
/// When the store refuses.
pub fn remove_file(app: &App, open: &mut Open, id: &str) -> Result<()> {
    let known = open.draft.files.iter().any(|file| file.id == id);
    let (true, Ok(row)) = (known, id.parse()) else { return Ok(()) };
    let at = app.now().as_microsecond();
    let mut draft = open.draft.clone();
    draft.files.retain(|file| file.id != id);
    let content = serde_json::to_vec(&draft).map_err(Error::internal)?;
    let blob = app.store.write(|tx| {
        drafts::update_draft(tx, &open.token.digest(), open.case, &content)?;
        rows::delete_file(tx, open.case, FileId(row), at).map_err(Error::from)
    })?;
    files::discard(app, &blob);
    open.draft = draft;
    Ok(())
}

/// Sends the report a draft has become. Sent twice, it is received once, and both answers are the same.
///
/// # Errors
/// [`Error::Invalid`] with every field that cannot be accepted; the draft stays then.
pub fn send(app: &App, open: &Open, report: Report) -> Result<Sent> {
    let upload = Upload { case: open.case, files: open.draft.files.clone() };
    let submission = Submission { upload: Some(upload), ..Submission::of(report) };
    let secret = open.token.secret();
    match submit::submit_draft(app, submission, secret.clone(), open.token.digest()) {
        Ok(case) => Ok(Sent { case, secret }),
        // Somebody pressed the button twice: the other request was faster.
        Err(error) => match find(app, &open.token) {
            Ok(Found::Sent(sent)) => Ok(sent),
            _ => Err(error),
        },
    }
}

/// Deletes drafts whose day is over, with their files.
///
/// # Errors
/// When the store refuses.
pub fn forget_expired(app: &App) -> Result<()> {
    let now = app.now().as_microsecond();
    let any = app.store.read(|tx| drafts::has_expired(tx, now).map_err(Error::from))?;
    if !any {
        return Ok(());
    }
    let blobs = app.store.write(|tx| drafts::delete_expired(tx, now, ROUND).map_err(Error::from))?;
    blobs.iter().for_each(|blob| files::discard(app, blob));
    Ok(())
}

//! What a browser sends: the fields of a form, and files that are sealed while they arrive.
//!
//! Nothing is refused half-way: what was typed comes back with the problems found, so that a page can show both.

use axum::body::{Body, to_bytes};
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use domain::report::FieldErrors;
use ui::form::Filled;

use crate::action::files::{SealedFile, Sealing};
use crate::app::App;
use crate::error::{Error, Result};

/// Bytes of all fields without files together (4 MiB): far more than a report may hold.
const FIELDS_MAX: usize = 4 << 20;
/// Fields of a form at most.
const FIELDS_COUNT: usize = 300;
/// Bytes read and thrown away after a file that is too large, so that the browser gets an answer (1 GiB).
const DRAIN_MAX: u64 = 1 << 30;

/// How much may come with a form.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one file.
    pub file_max: u64,
    /// Files of this form.
    pub files_max: usize,
}

impl Limits {
    /// A form without files.
    pub const NO_FILES: Self = Self { file_max: 0, files_max: 0 };
}

/// What is wrong with the form itself, before anybody reads what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The field is not UTF-8 text.
    NotText {
        field: String,
    },
    /// All fields together are larger than any report.
    TooMuchText {
        field: String,
    },
    FileTooLarge {
        name: String,
        max: u64,
    },
    TooManyFiles {
        name: String,
        max: usize,
    },
    /// The upload broke off in this file.
    CutOff {
        name: String,
    },
    FileNotStored {
        name: String,
    },
}

/// A form as it came.
#[derive(Debug, Default)]
pub struct Incoming {
    pub values: Vec<(String, String)>,
    /// Durable and sealed; whoever drops them must delete them, see [`Incoming::discard_files`].
    pub files: Vec<SealedFile>,
    pub troubles: Vec<Trouble>,
}

impl Incoming {
    /// The value of a field; nothing when it is blank.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.raw(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The value of a field as it was typed.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field as text for the rules: line ends as the browser sends them become plain ones.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.raw(name).unwrap_or_default().replace("\r\n", "\n")
    }

    /// What a form shows again after a refusal.
    #[must_use]
    pub fn filled(&self) -> Filled {
        Filled::from_pairs(self.values.clone())
    }

    /// Deletes the files that came, because nothing will speak of them.
    pub async fn discard_files(&mut self, app: &App) -> Result<()> {
        let files = std::mem::take(&mut self.files);
        if files.is_empty() {
            return Ok(());
        }
        app.run(move |app| {
            files.iter().for_each(|file| crate::action::files::discard(app, &file.blob.name));
            Ok(())
        })
        .await
    }
}

/// Reads a form of either encoding. Files go to the disk sealed, piece by piece.
///
/// # Errors
/// [`Error::TooLarge`] when a plain form is larger than any form of ours, [`Error::Unavailable`] when nothing can
/// be stored.
pub async fn read(app: &App, request: Request, limits: Limits) -> Result<Incoming> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let multipart = Multipart::from_request(request, &());
        let multipart = multipart.await.map_err(|_| Error::Invalid(FieldErrors::default()))?;
        return Reader { app, limits, incoming: Incoming::default(), bytes: 0, drained: 0 }
            .read(multipart)
            .await;
    }
    plain(request.into_body()).await
}

async fn plain(body: Body) -> Result<Incoming> {
    let too_large = Error::TooLarge { max: FIELDS_MAX as u64 };
    let bytes = to_bytes(body, FIELDS_MAX).await.map_err(|_| too_large)?;
    let mut incoming = Incoming::default();
    for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()).take(FIELDS_COUNT) {
        let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
        let (name, value) = (decode(&pair[..at]), decode(pair.get(at + 1..).unwrap_or_default()));
        let name = String::from_utf8_lossy(&name).into_owned();
        incoming.keep(name, value);
    }
    Ok(incoming)
}

/// The bytes of a part of a plain form (URL Standard, application/x-www-form-urlencoded parsing).
fn decode(part: &[u8]) -> Vec<u8> {
    let hex =
        |byte: Option<&u8>| byte.and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
    let mut bytes = Vec::with_capacity(part.len());
    let mut at = 0;
    while let Some(byte) = part.get(at) {
        match (*byte, hex(part.get(at + 1)), hex(part.get(at + 2))) {
            (b'+', ..) => bytes.push(b' '),
            (b'%', Some(high), Some(low)) => {
                bytes.push(high * 16 + low);
                at += 2;
            }
            (other, ..) => bytes.push(other),
        }
        at += 1;
    }
    bytes
}

impl Incoming {
    fn keep(&mut self, name: String, value: Vec<u8>) {
        let value = match String::from_utf8(value) {
            Ok(value) => value,
            Err(error) => {
                self.troubles.push(Trouble::NotText { field: name.clone() });
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        };
        self.values.push((name, value));
    }
}

/// Reads the parts of a form with files.
struct Reader<'a> {
    app: &'a App,
    limits: Limits,
    incoming: Incoming,
    bytes: usize,
    drained: u64,
}

impl Reader<'_> {
    async fn read(mut self, mut multipart: Multipart) -> Result<Incoming> {
        loop {
            match multipart.next_field().await {
                Ok(Some(field)) => self.part(field).await?,
                Ok(None) => return Ok(self.incoming),
                Err(_) => {
                    self.incoming.troubles.push(Trouble::CutOff { name: String::new() });
                    return Ok(self.incoming);
                }
            }
        }
    }

    async fn part(&mut self, field: Field<'_>) -> Result<()> {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            // A browser sends an empty part when no file was chosen.
            Some(file) if file.is_empty() => self.drain(field).await,
            Some(file) => self.file(field, file).await,
            None => self.field(field, name).await,
        }
    }

    async fn field(&mut self, mut field: Field<'_>, name: String) -> Result<()> {
        let mut value = Vec::new();
        while let Ok(Some(piece)) = field.chunk().await {
            self.bytes += piece.len();
            if self.bytes > FIELDS_MAX || self.incoming.values.len() >= FIELDS_COUNT {
                self.incoming.troubles.push(Trouble::TooMuchText { field: name.clone() });
                self.drain(field).await?;
                break;
            }
            value.extend_from_slice(&piece);
        }
        self.incoming.keep(name, value);
        Ok(())
    }

    async fn file(&mut self, mut field: Field<'_>, name: String) -> Result<()> {
        if self.incoming.files.len() >= self.limits.files_max {
            let max = self.limits.files_max;
            self.incoming.troubles.push(Trouble::TooManyFiles { name, max });
            return self.drain(field).await;
        }
        let media_type = field.content_type().unwrap_or_default().to_owned();
        let mut sealing = Sealing::begin(self.app, self.limits.file_max);
        loop {
            match field.chunk().await {
                Ok(Some(piece)) => {
                    if sealing.push(piece).await.is_err() {
                        let max = self.limits.file_max;
                        self.incoming.troubles.push(Trouble::FileTooLarge { name, max });
                        return self.drain(field).await;
                    }
                }
                Ok(None) => break,
                Err(_) => {
                    self.incoming.troubles.push(Trouble::CutOff { name });
                    return Ok(());
                }
            }
        }
        match sealing.finish().await {
            Ok(blob) => self.incoming.files.push(SealedFile::new(blob, &name, &media_type)),
            Err(error) => {
                tracing::warn!(%error, "a file could not be stored");
                self.incoming.troubles.push(Trouble::FileNotStored { name });
            }
        }
        Ok(())
    }

    /// Reads the rest of a part and forgets it.
    async fn drain(&mut self, mut field: Field<'_>) -> Result<()> {
        while let Ok(Some(piece)) = field.chunk().await {
            self.drained += Bytes::len(&piece) as u64;
            if self.drained > DRAIN_MAX {
                return Err(Error::TooLarge { max: self.limits.file_max });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_plain_form_keeps_its_bytes_and_names_what_is_not_text() {
        let body = Body::from("title=a%2Bb+c%C3%BC&bad=%ff%zz&empty=&flag");
        let incoming = plain(body).await.unwrap();
        assert_eq!(incoming.raw("title"), Some("a+b cü"));
        assert_eq!(incoming.value("empty"), None);
        assert_eq!(incoming.raw("flag"), Some(""));
        assert_eq!(incoming.troubles, [Trouble::NotText { field: "bad".into() }]);
    }
}

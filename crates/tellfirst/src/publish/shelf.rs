//! The published bytes in memory, for the release in force: what nginx would do, without asking the disk.
//!
//! Invariant: one release at a time; a switch empties the memory, so an answer never mixes two releases.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use axum::http::HeaderValue;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use super::keys::{self, Level, Watched};
use super::list::{self, Listed};
use super::set::WITHDRAWN;
use super::{release, well_known};
use crate::app::App;

/// Bytes kept in memory at most (32 MiB); what does not fit is read from the disk.
const MEMORY: usize = 32 << 20;

/// What the public set depends on beside what was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    policy: u32,
    month: Date,
    /// The keys that are listed, and whether the first one needs a successor.
    keys: (Vec<String>, bool),
}

impl Made {
    /// As it is now.
    #[must_use]
    pub fn of(app: &App) -> Self {
        let now = app.now();
        // A list that cannot be read is the publication's to complain about.
        let ring = keys::read(&app.store.folder().join("keys")).unwrap_or_default();
        let listed = ring.list_at(now).map(|key| key.fingerprint.clone()).collect();
        let is_due = Watched::of(&ring, now).level >= Level::Near;
        Self { policy: app.program().number, month: well_known::month(now), keys: (listed, is_due) }
    }
}

/// A published file, ready to be sent.
#[derive(Debug)]
pub struct Held {
    pub bytes: Bytes,
    pub etag: HeaderValue,
    pub modified: HeaderValue,
    pub content_type: HeaderValue,
    /// The advisory was withdrawn: the page says so.
    pub is_gone: bool,
}

/// The release in force as it is in memory.
#[derive(Debug, Default)]
pub struct Release {
    number: Option<u64>,
    made: Option<Made>,
    root: PathBuf,
    protected: PathBuf,
    /// `None` for a language that a page does not have.
    files: RwLock<HashMap<String, Option<Arc<Held>>>>,
    used: AtomicUsize,
    listed: OnceLock<Arc<Vec<Listed>>>,
}

/// What is in force now.
#[derive(Debug, Default)]
pub struct Shelf(RwLock<Arc<Release>>);

impl Shelf {
    /// The release in force.
    #[must_use]
    pub fn release(&self) -> Arc<Release> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes a release as the one in force; the same again keeps what is in memory.
    pub fn take(&self, app: &App, number: Option<u64>) {
        let made = Some(Made::of(app));
        let now = self.release();
        if now.number == number && now.made == made {
            return;
        }
        let root = number.map(|number| release::folder(app, number)).unwrap_or_default();
        let protected = number.map(|number| release::protected(app, number)).unwrap_or_default();
        let release = Release { number, made, root, protected, ..Release::default() };
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(release);
    }

    /// Whether the release in force was made for these circumstances.
    #[must_use]
    pub fn is_made_for(&self, made: &Made) -> bool {
        self.release().made.as_ref() == Some(made)
    }
}

impl Release {
    /// Whether there is one.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.number.is_some()
    }

    /// What memory knows of a file; `None` when the disk has to be asked.
    #[must_use]
    pub fn recall(&self, path: &str) -> Option<Option<Arc<Held>>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// A file from the disk; blocks.
    #[must_use]
    pub fn load(&self, path: &str) -> Option<Arc<Held>> {
        if !self.exists() || !is_plain(path) {
            return None;
        }
        let file = self.root.join(path);
        let Some(held) = hold(&file, path) else {
            self.note_missing_language(path, &file);
            return None;
        };
        let held = Arc::new(held);
        let size = held.bytes.len();
        if self.used.fetch_add(size, Ordering::Relaxed) + size <= MEMORY {
            let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), Some(held.clone()));
        } else {
            self.used.fetch_sub(size, Ordering::Relaxed);
        }
        Some(held)
    }

    /// A protected file from the disk; blocks. Never kept in memory, where the public ones are looked up.
    #[must_use]
    pub fn load_protected(&self, path: &str) -> Option<Arc<Held>> {
        let is_there = self.exists() && is_plain(path);
        is_there.then(|| hold(&self.protected.join(path), path).map(Arc::new)).flatten()
    }

    /// Only beside pages that exist, so that nobody can fill the memory with names.
    fn note_missing_language(&self, path: &str, file: &Path) {
        let is_beside_a_page =
            path.ends_with(".html") && file.parent().is_some_and(|folder| folder.join("index.html").exists());
        let is_language = ui::Locale::all().any(|l| path.ends_with(&format!("/{}.html", l.code())));
        if is_beside_a_page && is_language {
            self.files.write().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), None);
        }
    }

    /// What the list of advisories shows; blocks at the first call.
    #[must_use]
    pub fn listed(&self) -> Arc<Vec<Listed>> {
        let read = || {
            let held = self.load(&format!("advisories/{}", list::INDEX));
            Arc::new(held.and_then(|held| serde_json::from_slice(&held.bytes).ok()).unwrap_or_default())
        };
        self.listed.get_or_init(read).clone()
    }
}

fn hold(file: &Path, path: &str) -> Option<Held> {
    let bytes = fs::read(file).ok()?;
    let modified = fs::metadata(file).and_then(|meta| meta.modified()).ok();
    let modified = modified.and_then(|at| Timestamp::try_from(at).ok()).unwrap_or(Timestamp::UNIX_EPOCH);
    Some(Held {
        etag: etag(&bytes),
        modified: http_date(modified),
        content_type: HeaderValue::from_static(content_type(path)),
        is_gone: path.ends_with(".html") && file.with_file_name(WITHDRAWN).exists(),
        bytes: bytes.into(),
    })
}

/// Only names of ours: no way out of the folder, nothing hidden but `.well-known`.
fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| {
        let is_hidden = part.starts_with('.') && part != ".well-known";
        !part.is_empty() && !is_hidden && !part.contains(['\\', '\0', ':'])
    })
}

fn etag(bytes: &[u8]) -> HeaderValue {
    let digest = hex::encode(Sha256::digest(bytes));
    let tag = format!("\"{}\"", digest.get(..32).unwrap_or(&digest));
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"-\""))
}

/// A date as HTTP writes it (RFC 9110 section 5.6.7).
fn http_date(at: Timestamp) -> HeaderValue {
    let text = at.to_zoned_datetime(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("Thu, 01 Jan 1970 00:00:00 GMT"))
}

fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name == "feed.json" {
        return formats::feed::json::MEDIA_TYPE;
    }
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "json" => "application/json",
        "atom" => formats::feed::atom::MEDIA_TYPE,
        "csv" => "text/csv; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_the_set_are_looked_up() {
        for bad in ["", "../keys", "a/../b", "a//b", ".lock", "a\\b", "a/.git", "c:a"] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert!(is_plain(".well-known/csaf/white/2026/lnk-2026-0001.json"));
    }

    #[test]
    fn dates_are_those_of_http() {
        assert_eq!(http_date(Timestamp::UNIX_EPOCH), "Thu, 01 Jan 1970 00:00:00 GMT");
    }
}

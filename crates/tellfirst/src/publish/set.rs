//! Which files make up the public set, and where their bytes come from.
//!
//! The set depends on what was published, the program and the month alone: made twice it is the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use formats::advisory::{Advisory, Language, Publisher, Tlp};
use formats::feed::{self, Feed};
use jiff::Timestamp;
use store::{CaseId, policies, publications};
use ui::Locale;

use super::list::{self, Listed};
use super::signer::Signer;
use super::{page, release, revision, well_known};
use crate::action::publication::Record;
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};

/// What stands in a file.
#[derive(Debug, Clone)]
pub enum Content {
    /// Rendered now.
    Bytes(Vec<u8>),
    /// A file that is on the disk already and never changes.
    Kept(PathBuf),
}

/// The files of a release by their path.
pub type Set = BTreeMap<String, Content>;

/// What everybody may read, and what needs a credential.
#[derive(Debug, Default)]
pub struct Sets {
    pub public: Set,
    pub protected: Set,
}

/// Advisories in feeds: the newest.
const FEED: usize = 50;
/// More advisories than any maker has.
const ADVISORIES: i64 = 1_000_000;

/// An advisory that is published.
pub struct Current {
    pub record: Record,
    /// Its kept revisions that everybody may read, by number, oldest first.
    pub revisions: Vec<(u32, PathBuf)>,
    pub documents: Documents,
}

/// The CSAF documents of the newest revision. One that the validator refuses is not there.
pub struct Documents {
    pub csaf: Vec<u8>,
    pub csaf_2_1: Option<Vec<u8>>,
    pub vex: Option<Vec<u8>>,
    pub vex_2_1: Option<Vec<u8>>,
}

impl Current {
    /// Whether everybody may read it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.record.advisory.tlp == Tlp::White
    }
}

/// An advisory that was taken back.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    pub id: String,
    pub at: Timestamp,
    /// When each public revision was published.
    pub revisions: Vec<(u32, Timestamp)>,
}

/// Everything that was published and how it stands.
pub struct Shelf {
    /// Newest change first.
    pub current: Vec<Current>,
    pub withdrawn: Vec<Withdrawn>,
}

impl Shelf {
    /// The advisories that everybody may read, newest change first.
    pub fn list_public(&self) -> impl Iterator<Item = &Current> {
        self.current.iter().filter(|current| current.is_public())
    }
}

/// Makes the set.
///
/// # Errors
/// When the store or the disk refuses.
pub(super) fn make(app: &App, signer: &Signer) -> Result<Sets> {
    make_from(app, signer, &read(app)?)
}

/// Makes the set of a shelf.
///
/// # Errors
/// As [`make`].
pub(super) fn make_from(app: &App, signer: &Signer, shelf: &Shelf) -> Result<Sets> {
    let program = app.program();
    let mut sets = Sets::default();
    let set = &mut sets.public;
    for current in shelf.list_public() {
        put_advisory(set, current, signer)?;
    }
    for withdrawn in shelf.withdrawn.iter().filter(|withdrawn| !withdrawn.revisions.is_empty()) {
        put_tombstone(set, &program, withdrawn)?;
    }
    put_lists(set, app, &program, shelf)?;
    put_feeds(set, app, &program, shelf);
    put_assets(set, app)?;
    well_known::put(&mut sets, app, shelf, signer)?;
    Ok(sets)
}

/// Everything that is published now.
///
/// # Errors
/// When the store or the disk refuses.
pub(super) fn read(app: &App) -> Result<Shelf> {
    let rows = |state| {
        app.store.read(|tx| publications::list_recent(tx, state, i64::MAX, ADVISORIES).map_err(Error::from))
    };
    let mut current = Vec::new();
    for row in rows("current")? {
        current.push(read_current(app, &row.advisory, row.revision, row.case)?);
    }
    let mut by_id: BTreeMap<String, Vec<(u32, Timestamp)>> = BTreeMap::new();
    for row in rows("withdrawn")? {
        let number = u32::try_from(row.revision).map_err(Error::internal)?;
        let at = Timestamp::from_microsecond(row.at).map_err(Error::internal)?;
        by_id.entry(row.advisory).or_default().push((number, at));
    }
    let mut withdrawn = Vec::new();
    for (id, mut revisions) in by_id {
        revisions.sort_unstable();
        let last = revisions.last().map_or(1, |(number, _)| *number);
        let at = withdrawn_at(app, &id, last)?;
        // What not everybody could read leaves nothing behind for everybody.
        revisions.retain(|(number, _)| revision::is_public(app, &id, *number));
        withdrawn.push(Withdrawn { id, at, revisions });
    }
    Ok(Shelf { current, withdrawn })
}

fn read_current(app: &App, id: &str, last: i64, case: CaseId) -> Result<Current> {
    let last = u32::try_from(last).map_err(Error::internal)?;
    let place = |number| revision::place(app, id, number);
    if (1..=last).any(|number| !place(number).join(revision::RECORD).exists()) {
        // The folder was lost: the history still knows everything.
        let _ = revision::keep(app, case)?;
    }
    let public = (1..=last).filter(|number| revision::is_public(app, id, *number));
    let revisions = public.map(|number| (number, place(number))).collect();
    read_newest(&place(last), revisions)
}

/// An advisory from the folder of its newest revision.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn read_newest(newest: &Path, revisions: Vec<(u32, PathBuf)>) -> Result<Current> {
    let record = revision::read(newest)?;
    // A revision from before these documents were written gets them now.
    revision::complete(newest, &record)?;
    let path = newest.join(revision::CSAF);
    let csaf = fs::read(&path).map_err(|e| release::failed("read", &path, &e))?;
    let find = |name: &str| fs::read(newest.join(name)).ok();
    let documents = Documents {
        csaf,
        csaf_2_1: find(revision::CSAF_2_1),
        vex: find(revision::VEX),
        vex_2_1: find(revision::VEX_2_1),
    };
    Ok(Current { record, revisions, documents })
}

fn withdrawn_at(app: &App, id: &str, last: u32) -> Result<Timestamp> {
    let path = revision::place(app, id, last).with_file_name(format!("withdrawn-{last}.json"));
    let bytes = fs::read(&path).map_err(|e| release::failed("read", &path, &e))?;
    let note: serde_json::Value = serde_json::from_slice(&bytes).map_err(Error::internal)?;
    let at = note.get("withdrawn").and_then(serde_json::Value::as_str).unwrap_or_default();
    at.parse().map_err(Error::internal)
}

/// The newest revision at the advisory's address, every revision at its own, each language as a file, and the
/// documents with their signatures.
fn put_advisory(set: &mut Set, current: &Current, signer: &Signer) -> Result<()> {
    let advisory = &current.record.advisory;
    let id = advisory.id.as_str();
    let numbered = current.revisions.iter().map(|(n, folder)| (format!("advisories/{id}/{n}"), folder));
    let newest = current.revisions.last().map(|(_, folder)| (format!("advisories/{id}"), folder));
    for (place, folder) in numbered.chain(newest) {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_document =
                revision::DOCUMENTS.contains(&name.as_str()) || super::standards::is_file(&name);
            if is_document {
                put_signature(set, &format!("{place}/{name}"), &entry.path(), signer)?;
            }
            if name.ends_with(".html") || is_document {
                set.insert(format!("{place}/{name}"), Content::Kept(entry.path()));
            }
        }
        // A revision keeps its own main language.
        let main = revision::read(folder).map(|record| record.advisory.language);
        let main = main.unwrap_or_else(|_| advisory.language.clone());
        let kept = folder.join(revision::html_name(main.as_str()));
        set.insert(format!("{place}/index.html"), Content::Kept(kept));
    }
    Ok(())
}

fn put_signature(set: &mut Set, name: &str, document: &Path, signer: &Signer) -> Result<()> {
    let bytes = fs::read(document).map_err(|e| release::failed("read", document, &e))?;
    if let Some(signature) = signer.detached(&bytes)? {
        set.insert(format!("{name}.asc"), Content::Bytes(signature));
    }
    Ok(())
}

/// At every address the advisory ever had: that it was there, when, and that it was withdrawn.
fn put_tombstone(set: &mut Set, program: &ActiveProgram, withdrawn: &Withdrawn) -> Result<()> {
    let numbers =
        withdrawn.revisions.iter().map(|(number, _)| format!("advisories/{}/{number}", withdrawn.id));
    let places: Vec<String> = numbers.chain([format!("advisories/{}", withdrawn.id)]).collect();
    for locale in Locale::all() {
        let html = page::tombstone(program, withdrawn, locale).into_string().into_bytes();
        for place in &places {
            put_page(set, place, locale, program, &html);
        }
    }
    let revisions: Vec<_> = withdrawn
        .revisions
        .iter()
        .map(|(number, at)| serde_json::json!({"number": number, "published": at.to_string()}))
        .collect();
    let note = serde_json::json!({
        "id": withdrawn.id, "withdrawn": withdrawn.at.to_string(), "revisions": revisions,
    });
    let bytes = serde_json::to_vec(&note).map_err(Error::internal)?;
    for place in places {
        set.insert(format!("{place}/{WITHDRAWN}"), Content::Bytes(bytes.clone()));
    }
    Ok(())
}

/// Marks a folder whose advisory was withdrawn.
pub const WITHDRAWN: &str = "withdrawn.json";

/// A page in one language; in the program's own also as the index of the folder.
fn put_page(set: &mut Set, place: &str, locale: Locale, program: &ActiveProgram, html: &[u8]) {
    set.insert(format!("{place}/{}", revision::html_name(locale.code())), Content::Bytes(html.to_vec()));
    if locale.code() == own_locale(program).code() {
        set.insert(format!("{place}/index.html"), Content::Bytes(html.to_vec()));
    }
}

/// The language of pages for which nobody chose one.
#[must_use]
pub fn own_locale(program: &ActiveProgram) -> Locale {
    crate::words::locale(program.program.default_language.as_str())
}

fn put_lists(set: &mut Set, app: &App, program: &ActiveProgram, shelf: &Shelf) -> Result<()> {
    let listed: Vec<Listed> = shelf.list_public().map(|current| Listed::of(&current.record)).collect();
    let bytes = serde_json::to_vec(&listed).map_err(Error::internal)?;
    set.insert(format!("advisories/{}", list::INDEX), Content::Bytes(bytes));
    let thanked = list::thanked(shelf.list_public());
    for locale in Locale::all() {
        let html = list::first_page(app, program, &listed, locale).into_string().into_bytes();
        put_page(set, "advisories", locale, program, &html);
        let html = list::thanks(program, &thanked, locale).into_string().into_bytes();
        put_page(set, "thanks", locale, program, &html);
    }
    Ok(())
}

fn put_feeds(set: &mut Set, app: &App, program: &ActiveProgram, shelf: &Shelf) {
    let base = app.config.public_url();
    let locale = own_locale(program);
    let name = program.program.name.get(&program.program.default_language, &program.program.default_language);
    let title = locale.t_with("publication-feed-title", &[("name", name.into())]);
    let feed = |file: &str| Feed {
        title: title.clone().into_owned(),
        self_url: format!("{base}/advisories/{file}"),
        page_url: format!("{base}/advisories/"),
        author: program.program.csaf.name.clone(),
        language: Language::new(locale.code()).unwrap_or_else(|_| shelf_language(shelf)),
        started: Timestamp::UNIX_EPOCH,
    };
    let newest: Vec<Advisory> =
        shelf.list_public().take(FEED).map(|current| current.record.advisory.clone()).collect();
    let atom = feed::atom::write(&feed("feed.atom"), &newest).into_bytes();
    set.insert("advisories/feed.atom".to_owned(), Content::Bytes(atom));
    let json = feed::json::write(&feed("feed.json"), &newest);
    set.insert("advisories/feed.json".to_owned(), Content::Bytes(json));
}

#[expect(clippy::expect_used, reason = "`en` has the form of a language tag")]
fn shelf_language(shelf: &Shelf) -> Language {
    let first = shelf.list_public().next().map(|current| current.record.advisory.language.clone());
    first.unwrap_or_else(|| Language::new("en").expect("a tag"))
}

/// Stylesheet, script and pictures, and those that older pages still name.
fn put_assets(set: &mut Set, app: &App) -> Result<()> {
    if let Some(before) = release::current(app) {
        let folder = release::folder(app, before).join("assets");
        let mut files = BTreeMap::new();
        if folder.exists() {
            release::list(&folder, &folder, &mut files)?;
        }
        for name in files.into_keys() {
            set.insert(format!("assets/{name}"), Content::Kept(folder.join(name)));
        }
    }
    for address in ui::assets::list() {
        let name = address.trim_start_matches('/');
        let Some(asset) = ui::assets::find(address) else { continue };
        set.insert(name.to_owned(), Content::Bytes(asset.bytes.into_owned()));
    }
    Ok(())
}

/// When anything public changed last.
///
/// # Errors
/// When the store refuses.
pub fn last_change(app: &App, program: &ActiveProgram, shelf: &Shelf) -> Result<Timestamp> {
    let policy =
        app.store.read(|tx| policies::find_latest(tx, program.program.id.as_str()).map_err(Error::from))?;
    let policy = policy.and_then(|version| Timestamp::from_microsecond(version.at).ok());
    let published = shelf.list_public().filter_map(|c| c.record.advisory.find_current_release());
    let public = shelf.withdrawn.iter().filter(|withdrawn| !withdrawn.revisions.is_empty());
    let withdrawn = public.map(|withdrawn| withdrawn.at);
    Ok(published.chain(withdrawn).chain(policy).max().unwrap_or(Timestamp::UNIX_EPOCH))
}

/// The publisher as documents and metadata name it.
#[must_use]
pub fn publisher(program: &ActiveProgram) -> Publisher {
    let csaf = &program.program.csaf;
    Publisher {
        name: csaf.name.clone(),
        namespace: csaf.namespace.to_string(),
        contact: csaf.contact.clone(),
        authority: String::new(),
    }
}

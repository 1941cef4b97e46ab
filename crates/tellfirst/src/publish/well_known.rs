//! security.txt (RFC 9116) for each brand's host, and the CSAF provider's files.

use formats::advisory::{Addresses, Language};
use formats::csaf::provider::{self, Aggregation, Document, Provider, Role};
use formats::security_txt::SecurityTxt;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::set::{Content, Set, Shelf, last_change, publisher};
use crate::action::publication::days_after;
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};
use domain::program::{Audience, Brand, ContactKind};

/// Days from the beginning of a month that a security.txt is good for; each month it is written anew.
const GOOD_FOR_DAYS: i64 = 330;

/// Adds the files below `/.well-known/`.
///
/// # Errors
/// When the store refuses or two documents have one path.
pub fn put(set: &mut Set, app: &App, program: &ActiveProgram, shelf: &Shelf) -> Result<()> {
    for (at, brand) in program.program.brands.iter().enumerate() {
        let names = brand.hosts.iter().map(|host| (host_file(host), host.as_str()));
        // The address without a brand's host shows the first brand's file.
        let main = (at == 0).then(|| (".well-known/security.txt".to_owned(), first_host(app, brand)));
        let main = main.as_ref().map(|(name, host)| (name.clone(), host.as_str()));
        for (name, host) in names.chain(main) {
            match security_txt(app, program, brand, host).write(app.now()) {
                Ok(text) => drop(set.insert(name, Content::Bytes(text.into_bytes()))),
                Err(problem) => tracing::warn!(%problem, brand = %brand.id, "no security.txt"),
            }
        }
    }
    put_csaf(set, app, program, shelf)
}

/// The file of a brand's host.
#[must_use]
pub fn host_file(host: &str) -> String {
    format!(".well-known/security.{}.txt", host.to_ascii_lowercase())
}

fn first_host(app: &App, brand: &Brand) -> String {
    let url = app.config.public_url();
    let own = url.strip_prefix("https://").map(str::to_owned);
    own.or_else(|| brand.hosts.first().cloned()).unwrap_or_default()
}

/// The first day of the month of a moment; the file changes once a month and long before it runs out.
#[must_use]
pub fn month(now: Timestamp) -> Date {
    now.to_zoned_datetime(TimeZone::UTC).date().first_of_month()
}

fn security_txt(app: &App, program: &ActiveProgram, brand: &Brand, host: &str) -> SecurityTxt {
    let begin = month(app.now()).to_zoned_datetime(TimeZone::UTC);
    let begin = begin.map_or_else(|_| app.now(), |midnight| midnight.timestamp());
    let base = format!("https://{host}");
    let mail = |contact: &&domain::program::Contact| {
        contact.kind == ContactKind::Email && contact.audience == Audience::Researcher
    };
    let mails = brand.contacts.iter().filter(mail).map(|contact| format!("mailto:{}", contact.address));
    let languages = program.program.languages.iter().filter_map(|l| Language::new(l.as_str()).ok());
    SecurityTxt {
        contact: std::iter::once(format!("{base}/report")).chain(mails).collect(),
        expires: days_after(begin, GOOD_FOR_DAYS),
        encryption: program.program.keys.iter().map(|key| key.url.to_string()).collect(),
        acknowledgments: vec![format!("{base}/thanks")],
        preferred_languages: languages.collect(),
        canonical: vec![format!("{base}/.well-known/security.txt")],
        policy: vec![format!("{base}/")],
        csaf: vec![format!("{base}/.well-known/csaf/provider-metadata.json")],
    }
}

fn put_csaf(set: &mut Set, app: &App, program: &ActiveProgram, shelf: &Shelf) -> Result<()> {
    let mut documents = Vec::with_capacity(shelf.current.len());
    for current in &shelf.current {
        let document = Document::new(&current.record.advisory, current.csaf.clone());
        documents.push(document.map_err(Error::internal)?);
    }
    let provider = Provider {
        publisher: publisher(program),
        addresses: Addresses::new(&app.config.public_url()),
        // A trusted provider signs every document; signing is not built yet.
        role: Role::Provider,
        aggregation: Aggregation::ListAndMirror,
        keys: Vec::new(),
        last_updated: last_change(app, program, shelf)?,
    };
    let tree = provider::tree(&provider, &documents).map_err(Error::internal)?;
    for (path, bytes) in tree.files {
        set.insert(format!(".well-known/csaf/{path}"), Content::Bytes(bytes));
    }
    Ok(())
}

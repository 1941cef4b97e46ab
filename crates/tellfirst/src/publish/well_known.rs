//! security.txt (RFC 9116) for each brand's host, and the CSAF provider's files.

use formats::advisory::{Addresses, Language};
use formats::csaf::build::vex;
use formats::csaf::provider::{self, Aggregation, Document, Edition, Provider, Role};
use formats::security_txt::SecurityTxt;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::set::{Content, Sets, Shelf, last_change, publisher};
use super::signer::Signer;
use crate::action::publication::days_after;
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};
use domain::case::Label;
use domain::program::terms::CsafRole;
use domain::program::{Audience, Brand, ContactKind};

const METADATA: &str = "provider-metadata.json";

/// Days from the beginning of a month that a security.txt is good for; each month it is written anew.
const GOOD_FOR_DAYS: i64 = 330;

/// Adds the files below `/.well-known/`.
///
/// # Errors
/// When the store refuses, two documents have one path, or something cannot be signed.
pub(super) fn put(sets: &mut Sets, app: &App, shelf: &Shelf, signer: &Signer) -> Result<()> {
    let program = app.program();
    for (at, brand) in program.program.brands.iter().enumerate() {
        let names = brand.hosts.iter().map(|host| (host_file(host), host.as_str()));
        // The address without a brand's host shows the first brand's file.
        let main = (at == 0).then(|| (".well-known/security.txt".to_owned(), first_host(app, brand)));
        let main = main.as_ref().map(|(name, host)| (name.clone(), host.as_str()));
        for (name, host) in names.chain(main) {
            match security_txt(app, &program, brand, host).write(app.now()) {
                Ok(text) => drop(sets.public.insert(name, Content::Bytes(signer.cleartext(&text)?))),
                Err(problem) => tracing::warn!(%problem, brand = %brand.id, "no security.txt"),
            }
        }
    }
    for edition in [Edition::V2_0, Edition::V2_1] {
        put_csaf(sets, app, shelf, (edition, signer))?;
    }
    Ok(())
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
        // The well-known address first (CSAF section 7.1.8), then the one of the newer edition.
        csaf: [Edition::V2_0, Edition::V2_1]
            .map(|edition| format!("{base}/.well-known/csaf/{}provider-metadata.json", edition.folder()))
            .into(),
    }
}

fn put_csaf(sets: &mut Sets, app: &App, shelf: &Shelf, (edition, signer): (Edition, &Signer)) -> Result<()> {
    let program = app.program();
    let mut documents = Vec::with_capacity(2 * shelf.current.len());
    for current in &shelf.current {
        let advisory = &current.record.advisory;
        let vex_advisory = vex::renamed(advisory).map_err(Error::internal)?;
        let (document, vex) = match edition {
            Edition::V2_0 => (Some(&current.documents.csaf), &current.documents.vex),
            Edition::V2_1 => (current.documents.csaf_2_1.as_ref(), &current.documents.vex_2_1),
        };
        for (advisory, bytes) in [(advisory, document), (&vex_advisory, vex.as_ref())] {
            let Some(bytes) = bytes else { continue };
            documents.push(Document::new(advisory, bytes.clone()).map_err(Error::internal)?);
        }
    }
    let provider = Provider {
        edition,
        publisher: publisher(&program),
        addresses: Addresses::new(&app.config.public_url()),
        role: role(&program, signer),
        aggregation: Aggregation::ListAndMirror,
        keys: signer.keys().map(|(key, _)| key).collect(),
        last_updated: last_change(app, &program, shelf)?.max(signer.changed()),
    };
    let mut tree = provider::tree(&provider, &documents).map_err(Error::internal)?;
    for path in tree.list_unsigned().to_vec() {
        let signature = tree.files.get(&path).map(|bytes| signer.detached(bytes)).transpose()?.flatten();
        tree.files.extend(signature.map(|signature| (format!("{path}.asc"), signature)));
    }
    tree.files.extend(signer.keys().map(|(key, armored)| (key.path(), armored.as_bytes().to_vec())));
    let root = format!(".well-known/csaf/{}", edition.folder());
    if let (Edition::V2_0, Some(bytes)) = (edition, tree.files.get(METADATA)) {
        // While two editions are served, each is also found under its own number (2.1 draft, section 7.1).
        let copy = Content::Bytes(bytes.clone());
        sets.public.insert(format!(".well-known/csaf/v2.0/{METADATA}"), copy);
    }
    for (path, bytes) in tree.files {
        let set = if is_protected(&path) { &mut sets.protected } else { &mut sets.public };
        set.insert(format!("{root}{path}"), Content::Bytes(bytes));
    }
    Ok(())
}

/// A trusted provider is one that signs; without a key that is good the files claim less, and nothing false.
fn role(program: &ActiveProgram, signer: &Signer) -> Role {
    let is_wanted = program.program.csaf.role == CsafRole::TrustedProvider;
    if is_wanted && signer.signs() { Role::TrustedProvider } else { Role::Provider }
}

/// The label that a path below `/.well-known/csaf/` belongs to, when it is not for everybody: each has a folder of
/// its own in either edition of the standard, with all documents, hashes, signatures, feeds and listings in it.
#[must_use]
pub fn find_label(path: &str) -> Option<Label> {
    let path = path.strip_prefix(Edition::V2_1.folder()).unwrap_or(path);
    let folder = path.split('/').next().unwrap_or_default();
    Label::from_word(folder).filter(|label| *label != Label::Clear)
}

fn is_protected(path: &str) -> bool {
    find_label(path).is_some()
}

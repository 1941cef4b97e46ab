//! A report comes in: checked, numbered, sealed, signed, entered in the log, and only then acknowledged.
//!
//! What needs no number is done by whoever brings the report ([`prepare`]); the reports then stand in a line
//! ([`line`]), and one of those who wait receives all of them in one transaction ([`group`]). A report that fails
//! there harms no other: the others are received again without it.

mod group;
pub mod line;

use domain::access::Actor;
use domain::case::{Command, FileNote};
use domain::catalog::Sku;
use domain::id::CaseNumber;
use domain::program::Brand;
use domain::report::{FieldErrors, FieldProblem, Product, Reason, Report};
use formats::log::Hash;
use formats::log::commitment::{Salt, report_digest};
use formats::receipt::SignedReceipt;
use formats::verify::canonical_json;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::tokens::{Token, word_tokens};
use store::{CaseId, Tx};

use super::row;
use crate::app::{ActiveProgram, App};
use crate::auth::secret::Secret;
use crate::error::{Error, Result};

/// A report on its way in.
#[derive(Debug, Clone)]
pub struct Submission {
    pub report: Report,
    /// Files that were uploaded for it and are sealed with the key of this case already.
    pub upload: Option<Upload>,
    /// Digests of the tokens of the uploads that these files were sent by; each is used up.
    pub attachments: Vec<[u8; 32]>,
    /// Lets a repeat return the first answer: a key, and the digest of what was asked with it.
    pub idempotency: Option<([u8; 32], [u8; 32])>,
}

impl Submission {
    /// A report that comes alone.
    #[must_use]
    pub fn of(report: Report) -> Self {
        Self { report, upload: None, attachments: Vec::new(), idempotency: None }
    }
}

/// Files that wait for the report they belong to.
#[derive(Debug, Clone)]
pub struct Upload {
    pub case: CaseId,
    pub files: Vec<FileNote>,
}

/// What a reporter takes home.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Submitted {
    pub case: String,
    /// Shown once.
    pub secret: String,
    pub acknowledge_by: Option<Timestamp>,
    /// The signed receipt, as its file.
    pub receipt: String,
    /// The salt that binds the receipt to the report, in hex.
    pub report_salt: String,
}

/// A report that was received and is durable.
#[derive(Debug, Clone)]
pub struct Received {
    pub case: String,
    /// Shown once.
    pub secret: String,
    pub acknowledge_by: Option<Timestamp>,
    /// With its place in the log.
    pub receipt: SignedReceipt,
    /// The salt that binds the receipt to the report, in hex.
    pub report_salt: String,
}

/// Receives a report.
///
/// # Errors
/// [`Error::Invalid`] with every field that cannot be accepted; nothing is stored then.
pub fn submit(app: &App, submission: Submission) -> Result<Submitted> {
    let secret = Secret::draw(app.store.vault());
    let received = line::receive(app, prepare(app, submission, secret, None)?)?;
    Ok(Submitted {
        case: received.case,
        secret: received.secret,
        acknowledge_by: received.acknowledge_by,
        receipt: String::from_utf8(received.receipt.to_bytes()).map_err(Error::internal)?,
        report_salt: received.report_salt,
    })
}

/// As [`submit`], for callers that must not block.
///
/// # Errors
/// As [`submit`].
pub async fn receive(app: &App, submission: Submission) -> Result<Received> {
    let secret = Secret::draw(app.store.vault());
    line::receive_later(app, prepare(app, submission, secret, None)?).await
}

/// Receives the report that a draft has become, and marks the draft as sent in the same transaction.
///
/// # Errors
/// As [`submit`]; [`Error::NotFound`] when the draft was sent already.
pub fn submit_draft(
    app: &App,
    submission: Submission,
    secret: Secret,
    draft: [u8; 32],
) -> Result<CaseNumber> {
    let received = line::receive(app, prepare(app, submission, secret, Some(draft))?)?;
    Ok(CaseNumber(received.case))
}

/// Receives many reports in one transaction, each followed by commands: for imports and benchmarks. What was done
/// long ago leaves nothing to be done: nobody is told of it.
///
/// # Errors
/// As [`submit`], or as the commands; nothing is stored then.
pub fn submit_all(app: &App, reports: Vec<(Report, Vec<(Actor, Command)>)>) -> Result<Vec<CaseNumber>> {
    let prepared = reports.into_iter().map(|(report, story)| {
        let submission = Submission::of(report);
        let prepared = prepare(app, submission, Secret::draw(app.store.vault()), None)?;
        Ok(Prepared { story, ..prepared })
    });
    let prepared = prepared.collect::<Result<Vec<_>>>()?;
    let received = app.store.write(|tx| group::receive(tx, app, &prepared))?;
    Ok(received.numbers())
}

/// Receives a report and does more in the same transaction: for imports.
///
/// # Errors
/// As [`submit`], and what `then` says; nothing is stored then.
pub fn submit_then(
    app: &App,
    report: &Report,
    mut then: impl FnMut(&mut Tx<'_>, CaseId) -> Result<()>,
) -> Result<CaseNumber> {
    app.store.free_space_guard(1 << 20)?;
    let secret = Secret::draw(app.store.vault());
    let prepared = [prepare(app, Submission::of(report.clone()), secret, None)?];
    let number = app.store.write(|tx| {
        let received = group::receive(tx, app, &prepared)?;
        let number = received.numbers().pop().ok_or_else(|| Error::internal("a report without case"))?;
        let id = super::case::load(tx, &number)?.id;
        then(tx, id)?;
        Ok::<_, Error>(number)
    })?;
    app.bell.notify_one();
    Ok(number)
}

/// A report that was checked, with everything that can be made of it before it has a number.
pub struct Prepared {
    submission: Submission,
    program: Arc<ActiveProgram>,
    brand: Brand,
    secret: Secret,
    /// The digest of the draft it was written as.
    draft: Option<[u8; 32]>,
    now: Timestamp,
    salt: Salt,
    digest: Hash,
    words: Vec<Token>,
    /// What happened to it since, when it is not new.
    story: Vec<(Actor, Command)>,
}

fn prepare(app: &App, submission: Submission, secret: Secret, draft: Option<[u8; 32]>) -> Result<Prepared> {
    let program = app.program();
    let brand = check(&submission.report, &program, app.today())?.clone();
    let canonical = canonical_json(&submission.report).map_err(Error::internal)?;
    let salt = Salt(app.store.vault().random());
    let digest = report_digest(&salt, &canonical);
    let words = word_tokens(app.store.vault(), &row::words_of_report(&submission.report));
    let (now, story) = (app.now(), Vec::new());
    Ok(Prepared { submission, program, brand, secret, draft, now, salt, digest, words, story })
}

/// Checks a report against the program.
///
/// # Errors
/// Every field that cannot be accepted, at once.
pub fn check<'p>(
    report: &Report,
    program: &'p ActiveProgram,
    today: jiff::civil::Date,
) -> Result<&'p Brand, FieldErrors> {
    let mut errors = report.check().err().unwrap_or_default();
    let brand = program.program.find_brand(&report.brand);
    if brand.is_none() {
        let did_you_mean = program.program.brands.iter().map(|b| b.name.clone()).collect();
        errors.add("brand", FieldProblem::NotInTheCatalog { did_you_mean });
    }
    let sku = match &report.product {
        Product::Listed { sku } => {
            let found = program.program.catalog.find_sku(sku);
            if found.is_none() {
                errors.add("model", FieldProblem::NotInTheCatalog { did_you_mean: Vec::new() });
            }
            found
        }
        Product::Named { .. } | Product::Unknown => None,
    };
    check_firmware(&mut errors, sku, report.firmware.as_deref());
    if report.planned_publication.is_some_and(|day| day < today) {
        errors.add("planned_publication", Reason::PlannedInThePast.into());
    }
    match brand {
        Some(brand) if errors.0.is_empty() => Ok(brand),
        _ => Err(errors),
    }
}

fn check_firmware(errors: &mut FieldErrors, sku: Option<&Sku>, firmware: Option<&str>) {
    if let Some(typed) = firmware
        && let Err(problem) = domain::catalog::judge_firmware(sku, typed)
    {
        errors.add("firmware", FieldProblem::Invalid { why: problem.to_string() });
    }
}

//! A report comes in: checked, numbered, sealed, signed, entered in the log, and only then acknowledged.

use domain::access::Actor;
use domain::case::{Case, Command, Event, Light, PolicyRef, ReportRecord, submit as begin};
use domain::catalog::Sku;
use domain::id::{CaseNumber, ReportNo, VulnerabilityNo};
use domain::program::Brand;
use domain::report::{FieldErrors, FieldProblem, Product, Reason, Report};
use formats::log::Hash;
use formats::log::commitment::{Salt, report_digest};
use formats::receipt::{Receipt, ReceivedFile};
use formats::verify::canonical_json;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::{CaseId, Tx, cases, documents, events, idempotency, reports};

use super::case::{At, record, stored};
use super::{effects, proof, row, uploads};
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
    pub files: Vec<domain::case::FileNote>,
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

/// Receives a report.
///
/// # Errors
/// [`Error::Invalid`] with every field that cannot be accepted; nothing is stored then.
pub fn submit(app: &App, submission: Submission) -> Result<Submitted> {
    let program = app.program();
    let brand = check(&submission.report, &program, app.today())?.clone();
    app.store.free_space_guard(1 << 20)?;
    let now = app.now();
    let secret = Secret::draw(app.store.vault());
    let inward = Inward {
        app,
        program: &program,
        brand: &brand,
        submission: &submission,
        secret: &secret,
        draft: None,
        now,
    };
    let stored = app.store.write(|tx| inward.receive(tx))?;
    app.bell.notify_one();
    // The proof is made after the commit and outside of the one writer: it needs no lock and takes a while.
    let receipt = app.store.read(|tx| receipt_file(tx, app, stored.id))?;
    Ok(Submitted {
        case: stored.case,
        secret: stored.secret,
        acknowledge_by: stored.acknowledge_by,
        receipt,
        report_salt: stored.report_salt,
    })
}

/// Receives the report that a draft has become, and marks the draft as sent in the same transaction.
///
/// # Errors
/// As [`submit`]; [`Error::NotFound`] when the draft was sent already.
pub fn submit_draft(
    app: &App,
    submission: &Submission,
    secret: &Secret,
    draft: &[u8; 32],
) -> Result<CaseNumber> {
    let program = app.program();
    let brand = check(&submission.report, &program, app.today())?;
    app.store.free_space_guard(1 << 20)?;
    let now = app.now();
    let draft = Some(draft);
    let inward = Inward { app, program: &program, brand, submission, secret, draft, now };
    let stored = app.store.write(|tx| inward.receive(tx))?;
    app.bell.notify_one();
    Ok(CaseNumber(stored.case))
}

/// Receives many reports in one transaction, each followed by commands: for imports and benchmarks.
///
/// # Errors
/// As [`submit`]; nothing is stored then.
pub fn submit_all(app: &App, reports: &[(Report, Vec<(Actor, Command)>)]) -> Result<Vec<CaseNumber>> {
    let program = app.program();
    let now = app.now();
    let brands = reports.iter().map(|(report, _)| check(report, &program, app.today()).cloned());
    let brands: Vec<Brand> = brands.collect::<Result<_, _>>()?;
    app.store.write(|tx| {
        let mut numbers = Vec::with_capacity(reports.len());
        for ((report, commands), brand) in reports.iter().zip(&brands) {
            let secret = Secret::draw(app.store.vault());
            let submission = Submission::of(report.clone());
            let (submission, secret) = (&submission, &secret);
            let inward = Inward { app, program: &program, brand, submission, secret, draft: None, now };
            let id = inward.receive(tx)?.id;
            for (actor, command) in commands {
                let loaded = super::case::load_by_id(tx, id)?;
                let at = At { program: &program, actor, now };
                super::case::perform_in(tx, app, &at, loaded, command.clone())?;
            }
            numbers.push(super::case::load_by_id(tx, id)?.case.number);
        }
        Ok(numbers)
    })
}

/// What is durable when a report was received, and what a repeat is answered from.
#[derive(Serialize, Deserialize)]
struct Stored {
    id: CaseId,
    case: String,
    secret: String,
    acknowledge_by: Option<Timestamp>,
    report_salt: String,
}

fn receipt_file(tx: &mut Tx<'_>, app: &App, id: CaseId) -> Result<String> {
    let kept = documents::list_documents(tx, id, 1)?;
    let kept = kept.first().ok_or_else(|| Error::internal("a report without receipt"))?;
    String::from_utf8(proof::file::<Receipt>(tx, app, kept)?).map_err(Error::internal)
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

/// A report in the middle of being received.
struct Inward<'a> {
    app: &'a App,
    program: &'a ActiveProgram,
    brand: &'a Brand,
    submission: &'a Submission,
    secret: &'a Secret,
    /// The digest of the draft it was written as.
    draft: Option<&'a [u8; 32]>,
    now: Timestamp,
}

impl Inward<'_> {
    fn receive(&self, tx: &mut Tx<'_>) -> Result<Stored> {
        if let Some(first) = self.first_answer(tx)? {
            return Ok(first);
        }
        let year = i64::from(self.now.to_zoned_datetime(TimeZone::UTC).year());
        let prefix = &self.brand.case_prefix;
        let new = match &self.submission.upload {
            Some(upload) => cases::allocate_number(tx, upload.case, prefix, year)?,
            None => cases::allocate(tx, prefix, year)?,
        };
        if let Some(draft) = self.draft {
            store::drafts::mark_sent(tx, draft, &new.number)?;
        }
        uploads::take(tx, &self.submission.attachments)?;
        let number = CaseNumber(new.number.clone());
        let report_salt = Salt(self.app.store.vault().random());
        let record = self.record_of(&number, report_salt)?;
        let actor = Actor::Reporter { case: number.clone(), report: ReportNo::FIRST };
        let at = At { program: self.program, actor: &actor, now: self.now };
        let case = self.open(tx, &new, record, &at)?;
        self.sign_receipt(tx, &case, new.id, report_salt)?;
        reports::insert_access(tx, new.id, 1, &self.secret.digest(), self.now.as_microsecond())?;
        let stored = Stored {
            id: new.id,
            case: new.number,
            secret: self.secret.shown(),
            acknowledge_by: case.clocks.first().map(|clock| clock.due_at),
            report_salt: report_salt.to_hex(),
        };
        self.keep_answer(tx, &stored)?;
        Ok(stored)
    }

    fn open(
        &self,
        tx: &mut Tx<'_>,
        new: &cases::NewCase,
        record_: ReportRecord,
        at: &At<'_>,
    ) -> Result<Case> {
        let number = CaseNumber(new.number.clone());
        let context = domain::case::Context { now: at.now, actor: at.actor, terms: &self.program.terms };
        let mut decided = begin(number, self.brand.id.clone(), record_, &context);
        let files = self.submission.upload.iter().flat_map(|upload| upload.files.iter().cloned());
        decided.extend(files.map(|file| {
            let audience = domain::case::Audience::Everyone;
            Event::FileAdded { file, audience }
        }));
        let recorded = record(0, at, &decided);
        let case = Case::from_history(&recorded).ok_or_else(|| Error::internal("a case without opening"))?;
        cases::insert_case(tx, new, &row::fields(&case, self.program)?)?;
        events::append(tx, new.id, 0, &stored(&recorded)?)?;
        row::index(tx, new.id, &case)?;
        effects::follow(tx, self.app, at, new.id, (&case, &recorded))?;
        Ok(case)
    }

    fn record_of(&self, number: &CaseNumber, salt: Salt) -> Result<ReportRecord> {
        let report = self.submission.report.clone();
        let canonical = canonical_json(&report).map_err(Error::internal)?;
        let hash = self.program.program.hash.as_str().to_owned();
        Ok(ReportRecord {
            no: ReportNo::FIRST,
            received_at: self.now,
            digest: report_digest(&salt, &canonical).to_string(),
            policy: PolicyRef { number: self.program.number, hash },
            received_as: number.clone(),
            credit: report.reporter.credit.clone(),
            concerns: [VulnerabilityNo::FIRST].into(),
            appeal: None,
            withdrawn: false,
            light: Light::default(),
            disclosed_at: Vec::new(),
            report,
        })
    }

    fn sign_receipt(&self, tx: &mut Tx<'_>, case: &Case, id: CaseId, salt: Salt) -> Result<()> {
        let record = case.reports.first().ok_or_else(|| Error::internal("a case without report"))?;
        let files = self.submission.upload.iter().flat_map(|upload| &upload.files);
        let files = files.map(|file| {
            Ok(ReceivedFile {
                name_sha256: None,
                size: file.size,
                sha256: Hash::parse(&file.sha256).map_err(Error::internal)?,
            })
        });
        let promised = case.clocks.first().map(|clock| clock.due_at);
        let receipt = Receipt {
            maker: self.program.program.maker.clone(),
            program: self.program.program.id.to_string(),
            case: case.number.to_string(),
            received_at: record.received_at.to_string(),
            report_sha256: Hash::parse(&record.digest).map_err(Error::internal)?,
            files: files.collect::<Result<_>>()?,
            policy_version: u64::from(record.policy.number),
            policy_sha256: Hash::parse(&record.policy.hash).map_err(Error::internal)?,
            acknowledge_by: promised.map(|due| due.to_string()).unwrap_or_default(),
            statement: crate::words::receipt_statement(
                &record.report.reporter.language,
                self.program,
                promised,
            ),
        };
        let signed = receipt.sign(&self.app.signer).map_err(Error::internal)?;
        let which = proof::Which { case: id, report: 1, serial: 0 };
        proof::enter(tx, self.app, which, signed, Some(salt))
    }

    fn first_answer(&self, tx: &mut Tx<'_>) -> Result<Option<Stored>> {
        let Some((key, request)) = &self.submission.idempotency else { return Ok(None) };
        let Some(first) = idempotency::find_answer(tx, key)? else { return Ok(None) };
        if first.request_hash != *request {
            let mut errors = FieldErrors::default();
            let why = "this key was used for another report".to_owned();
            errors.add("Idempotency-Key", FieldProblem::Invalid { why });
            return Err(errors.into());
        }
        serde_json::from_slice(&first.answer).map(Some).map_err(Error::internal)
    }

    fn keep_answer(&self, tx: &mut Tx<'_>, stored: &Stored) -> Result<()> {
        let Some((key_hash, request_hash)) = self.submission.idempotency else { return Ok(()) };
        let answer = serde_json::to_vec(stored).map_err(Error::internal)?;
        let case = stored.id;
        let at = self.now.as_microsecond();
        idempotency::insert_answer(
            tx,
            &idempotency::FirstAnswer { key_hash, request_hash, case, answer, at },
        )?;
        Ok(())
    }
}

//! Reports that are received together: one transaction, one draw of numbers, one signed checkpoint.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::case::{
    Audience, Case, Command, Context, Event, Light, PolicyRef, Recorded, ReportRecord, decide,
    submit as begin,
};
use domain::id::{CaseNumber, ReportNo, VulnerabilityNo};
use domain::report::{FieldErrors, FieldProblem};
use formats::log::Hash;
use formats::receipt::{Receipt, ReceivedFile, SignedReceipt};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::cases::NewCase;
use store::opening::{self, Opening};
use store::{CaseId, Tx, documents, drafts, idempotency};

use super::{Prepared, Received};
use crate::action::case::{At, record, stored};
use crate::action::{effects, proof, row, uploads};
use crate::app::App;
use crate::error::{Error, Result};

/// What is durable when a report was received, and what a repeat is answered from.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    id: CaseId,
    case: String,
    secret: String,
    acknowledge_by: Option<Timestamp>,
    report_salt: String,
}

/// What became of a report of the group.
enum Member {
    /// The request was a repeat: it gets the first answer.
    Repeated(Stored),
    /// It can never be received, and nothing was written for it.
    Refused(FieldErrors),
    New {
        stored: Stored,
        receipt: Box<proof::Entered<Receipt>>,
    },
}

/// A group that was received, in the order it was given.
pub(super) struct Group {
    members: Vec<Member>,
    tree: proof::Tree,
}

impl Group {
    /// The numbers of the new cases.
    pub(super) fn numbers(&self) -> Vec<CaseNumber> {
        let number = |member: &Member| match member {
            Member::New { stored, .. } => Some(CaseNumber(stored.case.clone())),
            Member::Repeated(_) | Member::Refused(_) => None,
        };
        self.members.iter().filter_map(number).collect()
    }
}

/// Receives reports and answers when they are durable.
///
/// # Errors
/// When the store refuses any of them; then nothing is stored.
pub(super) fn commit(app: &App, prepared: &[Prepared]) -> Result<Vec<Result<Received>>> {
    app.store.free_space_guard(1 << 20)?;
    let group = app.store.write(|tx| receive(tx, app, prepared))?;
    // Signed once for all, after the commit: nobody is shown a log that could still be taken back.
    let checkpoint = group.tree.checkpoint(app)?;
    let answer = |member| match member {
        Member::Refused(errors) => Err(errors.into()),
        Member::Repeated(stored) => {
            let receipt = app.store.read(|tx| receipt_of(tx, app, stored.id))?;
            Ok(received(stored, receipt))
        }
        Member::New { stored, receipt } => {
            Ok(received(stored, receipt.with_proof(&group.tree, app, checkpoint.clone())?))
        }
    };
    Ok(group.members.into_iter().map(answer).collect())
}

fn received(stored: Stored, receipt: SignedReceipt) -> Received {
    Received {
        case: stored.case,
        secret: stored.secret,
        acknowledge_by: stored.acknowledge_by,
        receipt,
        report_salt: stored.report_salt,
    }
}

fn receipt_of(tx: &mut Tx<'_>, app: &App, id: CaseId) -> Result<SignedReceipt> {
    let kept = documents::list_documents(tx, id, 1)?;
    let kept = kept.first().ok_or_else(|| Error::internal("a report without receipt"))?;
    proof::signed_file::<Receipt>(tx, app, kept)
}

/// Receives reports inside a transaction.
///
/// # Errors
/// When the store refuses.
pub(super) fn receive(tx: &mut Tx<'_>, app: &App, prepared: &[Prepared]) -> Result<Group> {
    let answered = prepared.iter().map(|one| first_answer(tx, one)).collect::<Result<Vec<_>>>()?;
    let new: Vec<&Prepared> =
        prepared.iter().zip(&answered).filter(|(_, first)| first.is_none()).map(|(one, _)| one).collect();
    let cases = allocate(tx, &new)?;
    let opened =
        new.iter().zip(cases).map(|(one, case)| Opened::of(one, case)).collect::<Result<Vec<_>>>()?;
    let receipts = new.iter().zip(&opened).map(|(one, opened)| {
        let which = proof::Which { case: opened.new.id, report: 1, serial: 0 };
        Ok((which, receipt(app, one, &opened.case)?, Some(one.salt)))
    });
    let (receipts, tree) = proof::enter_all(tx, app, receipts.collect::<Result<Vec<_>>>()?)?;
    let openings = new
        .iter()
        .zip(&opened)
        .zip(&receipts)
        .map(|((one, opened), receipt)| opened.opening(app, one, receipt.document(app)?));
    opening::insert_opened(tx, &openings.collect::<Result<Vec<_>>>()?)?;
    for (one, opened) in new.iter().zip(&opened) {
        opened.follow(tx, app, one)?;
    }
    let mut fresh = opened.into_iter().zip(new).zip(receipts).map(|((opened, one), receipt)| Member::New {
        stored: opened.stored(one),
        receipt: Box::new(receipt),
    });
    let members = answered.into_iter().filter_map(|first| first.or_else(|| fresh.next())).collect();
    Ok(Group { members, tree })
}

/// Ids and numbers, each kind drawn once.
fn allocate(tx: &mut Tx<'_>, new: &[&Prepared]) -> Result<Vec<NewCase>> {
    let fresh = new.iter().filter(|one| one.submission.upload.is_none()).count();
    let mut id = if fresh > 0 { opening::draw_ids(tx, fresh)? } else { CaseId(0) };
    let mut wanted: BTreeMap<(&str, i64), usize> = BTreeMap::new();
    for one in new {
        *wanted.entry((&one.brand.case_prefix, year(one))).or_default() += 1;
    }
    let mut numbers = BTreeMap::new();
    for ((prefix, year), count) in wanted {
        numbers.insert((prefix, year), opening::draw_numbers(tx, prefix, year, count)?.into_iter());
    }
    let mut cases = Vec::with_capacity(new.len());
    for one in new {
        let own = match &one.submission.upload {
            Some(upload) => upload.case,
            None => {
                let next = CaseId(id.0 + 1);
                std::mem::replace(&mut id, next)
            }
        };
        let number = numbers.get_mut(&(one.brand.case_prefix.as_str(), year(one))).and_then(Iterator::next);
        let number = number.ok_or_else(|| Error::internal("a case without number"))?;
        cases.push(NewCase { id: own, number });
    }
    Ok(cases)
}

fn year(one: &Prepared) -> i64 {
    i64::from(one.now.to_zoned_datetime(TimeZone::UTC).year())
}

/// A case that has begun.
struct Opened {
    new: NewCase,
    case: Case,
    recorded: Vec<Recorded>,
    actor: Actor,
}

impl Opened {
    fn of(one: &Prepared, new: NewCase) -> Result<Self> {
        let number = CaseNumber(new.number.clone());
        let actor = Actor::Reporter { case: number.clone(), report: ReportNo::FIRST };
        let at = At { program: &one.program, actor: &actor, now: one.now };
        let context = Context { now: one.now, actor: &actor, terms: &one.program.terms };
        let record_ = record_of(one, &number);
        let mut decided = begin(number, one.brand.id.clone(), record_, &context);
        let files = one.submission.upload.iter().flat_map(|upload| upload.files.iter().cloned());
        decided.extend(files.map(|file| Event::FileAdded {
            file,
            audience: Audience::Everyone,
            to: Vec::new(),
        }));
        let recorded = record(0, &at, &decided);
        let case = Case::from_history(&recorded).ok_or_else(|| Error::internal("a case without opening"))?;
        let mut opened = Self { new, case, recorded, actor };
        one.story.iter().try_for_each(|(actor, command)| opened.go_on(one, actor, command))?;
        Ok(opened)
    }

    fn go_on(&mut self, one: &Prepared, actor: &Actor, command: &Command) -> Result<()> {
        let context = Context { now: one.now, actor, terms: &one.program.terms };
        let decided = decide(&self.case, command.clone(), &context)?;
        let at = At { program: &one.program, actor, now: one.now };
        let recorded = record(self.case.length, &at, &decided);
        recorded.iter().for_each(|event| self.case.apply(event));
        self.recorded.extend(recorded);
        Ok(())
    }

    fn opening(&self, app: &App, one: &Prepared, receipt: documents::Document) -> Result<Opening> {
        let mut tokens = one.words.clone();
        tokens.extend(row::tokens_beyond_reports(app.store.vault(), &self.case));
        Ok(Opening {
            case: self.new.clone(),
            is_reserved: one.submission.upload.is_some(),
            fields: row::fields(&self.case, &one.program)?,
            events: stored(&self.recorded)?,
            receipt,
            secret_hash: one.secret.digest(),
            tokens,
        })
    }

    /// What follows from the opening for others, and the answer for a repeat.
    fn follow(&self, tx: &mut Tx<'_>, app: &App, one: &Prepared) -> Result<()> {
        if let Some(draft) = &one.draft {
            drafts::mark_sent(tx, draft, &self.new.number)?;
        }
        uploads::take(tx, &one.submission.attachments)?;
        let at = At { program: &one.program, actor: &self.actor, now: one.now };
        if one.story.is_empty() {
            effects::follow(tx, app, &at, self.new.id, (&self.case, &self.recorded))?;
        } else {
            store::commissions::replace_commissions(tx, self.new.id, &row::commissions(&self.case))?;
            effects::sign(tx, app, &at, self.new.id, (&self.case, &self.recorded))?;
        }
        let Some((key_hash, request_hash)) = one.submission.idempotency else { return Ok(()) };
        let answer = serde_json::to_vec(&self.stored(one)).map_err(Error::internal)?;
        let (case, at) = (self.new.id, one.now.as_microsecond());
        let first = idempotency::FirstAnswer { key_hash, request_hash, case, answer, at };
        Ok(idempotency::insert_answer(tx, &first)?)
    }

    fn stored(&self, one: &Prepared) -> Stored {
        Stored {
            id: self.new.id,
            case: self.new.number.clone(),
            secret: one.secret.shown(),
            acknowledge_by: self.case.clocks.first().map(|clock| clock.due_at),
            report_salt: one.salt.to_hex(),
        }
    }
}

fn record_of(one: &Prepared, number: &CaseNumber) -> ReportRecord {
    let report = one.submission.report.clone();
    let hash = one.program.program.hash.as_str().to_owned();
    ReportRecord {
        no: ReportNo::FIRST,
        received_at: one.now,
        digest: one.digest.to_string(),
        policy: PolicyRef { number: one.program.number, hash },
        received_as: number.clone(),
        credit: report.reporter.credit.clone(),
        concerns: [VulnerabilityNo::FIRST].into(),
        appeal: None,
        withdrawn: false,
        light: Light::default(),
        disclosed_at: Vec::new(),
        report,
    }
}

fn receipt(app: &App, one: &Prepared, case: &Case) -> Result<SignedReceipt> {
    let files = one.submission.upload.iter().flat_map(|upload| &upload.files).map(|file| {
        Ok(ReceivedFile {
            name_sha256: None,
            size: file.size,
            sha256: Hash::parse(&file.sha256).map_err(Error::internal)?,
        })
    });
    let promised = case.clocks.first().map(|clock| clock.due_at);
    let language = &one.submission.report.reporter.language;
    let receipt = Receipt {
        maker: one.program.program.maker.clone(),
        program: one.program.program.id.to_string(),
        case: case.number.to_string(),
        received_at: one.now.to_string(),
        report_sha256: one.digest,
        files: files.collect::<Result<_>>()?,
        policy_version: u64::from(one.program.number),
        policy_sha256: Hash::parse(one.program.program.hash.as_str()).map_err(Error::internal)?,
        acknowledge_by: promised.map(|due| due.to_string()).unwrap_or_default(),
        statement: crate::words::receipt_statement(language, &one.program, promised),
    };
    receipt.sign(&app.signer).map_err(Error::internal)
}

fn first_answer(tx: &mut Tx<'_>, one: &Prepared) -> Result<Option<Member>> {
    let Some((key, request)) = &one.submission.idempotency else { return Ok(None) };
    let Some(first) = idempotency::find_answer(tx, key)? else { return Ok(None) };
    if first.request_hash != *request {
        let mut errors = FieldErrors::default();
        let why = "this key was used for another report".to_owned();
        errors.add("Idempotency-Key", FieldProblem::Invalid { why });
        return Ok(Some(Member::Refused(errors)));
    }
    serde_json::from_slice(&first.answer)
        .map(|stored| Some(Member::Repeated(stored)))
        .map_err(Error::internal)
}

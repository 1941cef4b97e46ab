//! Cases and each other: duplicates, merging, splitting. What a reporter has stays theirs: their number and secret,
//! their receipt and letters, their files, their story.

use domain::access::{Act, Actor, Object, may};
use domain::case::{
    ActorRef, Case, Command, Context, Event, Recorded, Refusal, ReportRecord, State, submit as begin,
};
use domain::id::{BrandId, CaseNumber, ReportNo, VulnerabilityNo};
use domain::report::{FieldErrors, FieldProblem};
use jiff::tz::TimeZone;
use store::cases::{self, NewCase};
use store::{CaseId, FileId, Tx, documents, events, files, reports};

use super::case::{At, Loaded, load, perform_in, record, stored};
use super::{effects, row};
use crate::app::App;
use crate::error::{Error, Result};

/// Originals that stand behind one another at most.
const CHAIN_MAX: usize = 16;

/// Marks a case as a duplicate. Its reporter learns number, date and state of the original, nothing of its content,
/// and follows it from now on.
///
/// # Errors
/// As [`super::case::perform`]; an original that does not exist is a mistake in the field `of`.
pub fn mark_duplicate(
    app: &App,
    actor: &Actor,
    number: &CaseNumber,
    of: &CaseNumber,
    text: String,
) -> Result<()> {
    let program = app.program();
    let now = app.now();
    app.store.write(|tx| {
        let at = At { program: &program, actor, now };
        let loaded = load_for_triage(tx, actor, number)?;
        let original = find_original(tx, actor, of)?.ok_or_else(|| no_such_original(of))?;
        if original.number == *number {
            return Err(no_such_original(of));
        }
        let id = loaded.id;
        let command = Command::MarkDuplicate { of: original.number.clone(), text: text.clone() };
        let marked = perform_in(tx, app, &at, loaded, command)?;
        let at = At { actor: &Actor::System, ..at };
        perform_in(tx, app, &at, Loaded { id, case: marked.case }, follow(&original)).map(drop)
    })?;
    app.bell.notify_one();
    Ok(())
}

/// What a duplicate may know of its original.
#[must_use]
pub fn follow(original: &Case) -> Command {
    Command::FollowOriginal {
        state: original.state,
        light: original.reports.first().and_then(|r| r.light.given),
        received_at: Some(original.opened_at),
    }
}

/// The case that a number means as an original: behind duplicates and merged cases stands the one that is handled.
fn find_original(tx: &mut Tx<'_>, actor: &Actor, of: &CaseNumber) -> Result<Option<Case>> {
    let mut number = of.clone();
    for _ in 0..CHAIN_MAX {
        let case = match load(tx, &number) {
            Ok(loaded) => loaded.case,
            Err(Error::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        if !may(actor, Act::ReadCase, Object::Case(&case)) {
            return Ok(None);
        }
        let behind = match case.state {
            State::Duplicate => case.duplicate_of.clone(),
            State::Merged => case.merged_into.clone(),
            _ => None,
        };
        match behind {
            Some(next) => number = next,
            None => return Ok(Some(case)),
        }
    }
    Ok(None)
}

fn no_such_original(of: &CaseNumber) -> Error {
    let mut errors = FieldErrors::default();
    let why = format!("{of} cannot be the original: it does not exist, or it is this case itself");
    errors.add("of", FieldProblem::Invalid { why });
    errors.into()
}

/// Merges two cases: the reports of the younger live on in the older, or in the one whose fixes are under way.
/// Answers the number of the case that lives on.
///
/// # Errors
/// As [`super::case::perform`]; another case that does not exist is a mistake in the field `other`.
pub fn merge(app: &App, actor: &Actor, number: &CaseNumber, other: &CaseNumber) -> Result<CaseNumber> {
    let program = app.program();
    let now = app.now();
    let survivor = app.store.write(|tx| {
        let at = At { program: &program, actor, now };
        let this = load_for_triage(tx, actor, number)?;
        let other = load_for_triage(tx, actor, other).map_err(|error| match error {
            Error::NotFound => wrong_other(),
            error => error,
        })?;
        if this.id == other.id {
            return Err(wrong_other());
        }
        let (into, from) = if lives_on(&this.case, &other.case) { (this, other) } else { (other, this) };
        move_all(tx, app, &at, into, from)
    })?;
    app.bell.notify_one();
    Ok(survivor)
}

/// True when the first of two cases is the one to keep: fixes and agreed terms stay where they are, else the older.
fn lives_on(one: &Case, other: &Case) -> bool {
    let rank = |case: &Case| {
        let is_open = case.state.is_open() || case.state == State::Resolved;
        let bound = case.matrix.cells().next().is_some() || case.advisory.is_published();
        (
            is_open,
            bound,
            case.embargo.state.in_force(),
            std::cmp::Reverse((case.opened_at, case.number.clone())),
        )
    };
    rank(one) > rank(other)
}

fn move_all(tx: &mut Tx<'_>, app: &App, at: &At<'_>, into: Loaded, from: Loaded) -> Result<CaseNumber> {
    let mut into = into;
    let target = into.id;
    for record in from.case.reports.clone() {
        let no = into.case.next_report();
        // Before the report arrives: a letter that follows at once rests on its receipt.
        carry(tx, (from.id, record.no), (target, no))?;
        let report = Box::new(ReportRecord { no, ..record });
        let adopt = Command::Adopt { report, from: from.case.number.clone() };
        let case = perform_in(tx, app, at, into, adopt)?.case;
        into = Loaded { id: target, case };
    }
    for file in files::list_files(tx, from.id)? {
        files::move_file(tx, file.id, from.id, target)?;
    }
    // What the world knows of the flaw it knows of this case.
    for sighting in from.case.sightings.clone() {
        if !into.case.sightings.contains(&sighting) {
            let command = Command::RecordSighting { sighting, note: String::new() };
            into = Loaded { id: target, case: perform_in(tx, app, at, into, command)?.case };
        }
    }
    let number = into.case.number;
    perform_in(tx, app, at, from, Command::MergeInto { into: number.clone() })?;
    Ok(number)
}

/// Lets a report leave into a case of its own; answers that case's number.
///
/// # Errors
/// As [`super::case::perform`].
pub fn split(app: &App, actor: &Actor, number: &CaseNumber, report: ReportNo) -> Result<CaseNumber> {
    let program = app.program();
    let now = app.now();
    let split_off = app.store.write(|tx| {
        let at = At { program: &program, actor, now };
        let from = load_for_triage(tx, actor, number)?;
        let record = from.case.find_report(report).ok_or(Refusal::NoSuchReport(report))?.clone();
        let brand =
            program.program.find_brand(&from.case.brand).ok_or(Error::internal("a case without brand"))?;
        let year = i64::from(now.to_zoned_datetime(TimeZone::UTC).year());
        let new = cases::allocate(tx, &brand.case_prefix, year)?;
        let (from_id, was_seen) = (from.id, from.case.state != State::New);
        let files = files_of(tx, from_id, report)?;
        let into = CaseNumber(new.number.clone());
        perform_in(tx, app, &at, from, Command::SplitOff { report, into: into.clone() })?;
        open(tx, app, &at, &new, Opening { record, brand: brand.id.clone(), from: (from_id, report) })?;
        for file in files {
            files::move_file(tx, file, from_id, new.id)?;
        }
        if was_seen {
            // It was acknowledged already: its review goes on.
            let loaded = load(tx, &into)?;
            perform_in(tx, app, &at, loaded, Command::Acknowledge { text: String::new() })?;
        }
        Ok::<_, Error>(into)
    })?;
    app.bell.notify_one();
    Ok(split_off)
}

/// A case that begins with a report of another one.
struct Opening {
    record: ReportRecord,
    brand: BrandId,
    from: (CaseId, ReportNo),
}

fn open(tx: &mut Tx<'_>, app: &App, at: &At<'_>, new: &NewCase, opening: Opening) -> Result<()> {
    let number = CaseNumber(new.number.clone());
    let no = ReportNo::FIRST;
    let concerns = [VulnerabilityNo::FIRST].into();
    let report = ReportRecord { no, concerns, ..opening.record };
    let context = Context { now: at.now, actor: at.actor, terms: &at.program.terms };
    let recorded = record(0, at, &begin(number, opening.brand, report, &context));
    let case = Case::from_history(&recorded).ok_or_else(|| Error::internal("a case without opening"))?;
    cases::insert_case(tx, new, &row::fields(&case, at.program)?)?;
    events::append(tx, new.id, 0, &stored(&recorded)?)?;
    row::index(tx, new.id, &case)?;
    carry(tx, opening.from, (new.id, no))?;
    effects::follow(tx, app, at, new.id, (&case, &recorded))
}

/// Carries the way in and the signed documents of a report to where it lives on.
fn carry(tx: &mut Tx<'_>, from: (CaseId, ReportNo), to: (CaseId, ReportNo)) -> Result<()> {
    let plain = |(case, no): (CaseId, ReportNo)| (case, i64::from(no.0));
    documents::move_documents(tx, plain(from), plain(to))?;
    reports::move_access(tx, plain(from), plain(to))?;
    Ok(())
}

/// The files that the sender of a report added, or that were for them alone.
fn files_of(tx: &mut Tx<'_>, case: CaseId, report: ReportNo) -> Result<Vec<FileId>> {
    let mut ids = Vec::new();
    for stored in events::list_events(tx, case, 0, i64::MAX)? {
        if stored.kind != "file-added" {
            continue;
        }
        let recorded: Recorded = serde_json::from_slice(&stored.payload).map_err(Error::internal)?;
        let is_theirs =
            recorded.by == ActorRef::Reporter { report } || recorded.event.addressees() == [report];
        if let (true, Event::FileAdded { file, .. }) = (is_theirs, recorded.event) {
            ids.extend(file.id.parse().ok().map(FileId));
        }
    }
    let present = files::list_files(tx, case)?;
    ids.retain(|id| present.iter().any(|file| file.id == *id));
    Ok(ids)
}

fn load_for_triage(tx: &mut Tx<'_>, actor: &Actor, number: &CaseNumber) -> Result<Loaded> {
    let loaded = load(tx, number)?;
    if may(actor, Act::Triage, Object::Case(&loaded.case)) { Ok(loaded) } else { Err(Error::NotFound) }
}

fn wrong_other() -> Error {
    let mut errors = FieldErrors::default();
    let why = "this must be the number of another case".to_owned();
    errors.add("other", FieldProblem::Invalid { why });
    errors.into()
}

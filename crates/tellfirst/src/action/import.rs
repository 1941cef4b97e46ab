//! Cases of other systems are taken over: tables (CSV, JSON lines) and mailboxes (mbox).
//!
//! A file is read and checked as a whole before anything is stored. What is taken over goes the way of every report:
//! received now, with a receipt that says so; when it came there stands in an internal note. Nobody is mailed about
//! it. Each line or message is taken over once, known by its id in the other system.

mod mailbox;
mod table;

use std::collections::HashSet;

use domain::access::{Actor, Role};
use domain::case::{Audience, Command};
use domain::id::{CaseNumber, ReportNo, UserId};
use domain::report::{FieldErrors, Report};
use formats::mail::{Mail, MailFile};
use store::{CaseId, Tx, accounts, imports, outbox};
use ui::Locale;

use super::case::{At, load_by_id, perform_in};
use super::effects::kind;
use super::files::{self, SealedFile};
use super::{merge, submit};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::fields;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Comma-separated values; the first line names the columns.
    Csv,
    /// A JSON object per line, with the names of the columns as members.
    Jsonl,
    /// A mailbox (RFC 4155).
    Mbox,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Jsonl, Self::Mbox];

    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Jsonl => "jsonl",
            Self::Mbox => "mbox",
        }
    }

    /// Where ids are told apart: a table may come as CSV today and as JSON lines tomorrow.
    fn space(self) -> &'static str {
        match self {
            Self::Csv | Self::Jsonl => "table",
            Self::Mbox => "mail",
        }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: usize,
    /// The column, when it is one.
    pub field: Option<String>,
    /// A sentence that says what to do.
    pub words: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.field {
            Some(field) => write!(f, "line {}, {field}: {}", self.line, self.words),
            None => write!(f, "line {}: {}", self.line, self.words),
        }
    }
}

/// Something to take over.
#[derive(Debug, Clone)]
pub struct Item {
    /// Where it begins, counted from 1.
    pub line: usize,
    /// Its id in the other system.
    pub source: String,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Row(Box<Row>),
    Mail(Box<Mail>),
}

/// A line of a table as the rules know it.
#[derive(Debug, Clone)]
struct Row {
    report: Report,
    commands: Vec<Command>,
    duplicate_of: Option<String>,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has become a case.
    New(CaseNumber),
    /// It was added to the case of its conversation.
    Added(CaseNumber),
    /// It was taken over before.
    Known(CaseNumber),
}

/// Reads and checks a whole file.
///
/// # Errors
/// Every problem, by line and column.
pub fn read(app: &App, kind: Kind, bytes: &[u8]) -> Result<Vec<Item>, Vec<Problem>> {
    let (items, mut problems) = match kind {
        Kind::Csv => table::csv(app, bytes),
        Kind::Jsonl => table::jsonl(app, bytes),
        Kind::Mbox => mailbox::read(app, bytes),
    };
    let mut seen = HashSet::new();
    for item in &items {
        if !seen.insert(item.source.as_str()) {
            let words = format!("\"{}\" stands in the file twice", item.source);
            problems.push(Problem { line: item.line, field: Some("id".to_owned()), words });
        }
    }
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(items) } else { Err(problems) }
}

/// The problems of a report, by the names of the columns.
fn problems_of(line: usize, errors: &FieldErrors) -> Vec<Problem> {
    let one = |(field, problem): (&String, &domain::report::FieldProblem)| {
        let field = match field.as_str() {
            "reporter.credit" => "credit".to_owned(),
            other => other.replace('.', "_"),
        };
        let said = fields::problem(Locale::english(), &field, problem).into_owned();
        let words = said.strip_prefix(&format!("{field}: ")).unwrap_or(&said).to_owned();
        Problem { line, field: Some(field), words }
    };
    errors.0.iter().map(one).collect()
}

/// The member of staff in whose name the history says it was done.
///
/// # Errors
/// [`Error::NotFound`] when there is none with this address who may judge reports.
pub fn find_actor(app: &App, email: &str) -> Result<Actor> {
    let user = app.store.read(|tx| accounts::find_user_by_email(tx, email).map_err(Error::from))?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or(Error::NotFound)?;
    let roles: Vec<_> = user.roles.iter().filter_map(|word| Role::from_word(word)).collect();
    let judges = roles.iter().any(|role| matches!(role, Role::Triager | Role::Manager));
    if judges { Ok(Actor::Staff { user: UserId(user.id.to_string()), roles }) } else { Err(Error::NotFound) }
}

/// The case that an id of the other system lives on in.
///
/// # Errors
/// When the store refuses.
pub fn find_known(app: &App, kind: Kind, source: &str) -> Result<Option<CaseNumber>> {
    app.store.read(|tx| {
        let Some(id) = find_in(tx, kind, source)? else { return Ok(None) };
        Ok(store::cases::find_by_id(tx, id)?.map(|case| CaseNumber(case.number)))
    })
}

fn find_in(tx: &mut Tx<'_>, kind: Kind, source: &str) -> Result<Option<CaseId>> {
    let token = token(tx, kind, source);
    Ok(imports::find_import(tx, token)?)
}

fn token(tx: &Tx<'_>, kind: Kind, source: &str) -> i64 {
    tx.vault().token("import", &format!("{}\n{source}", kind.space()))
}

/// Takes one item over. Done twice, it is taken over once.
///
/// # Errors
/// When the rules or the store refuse; nothing of the item is stored then.
pub fn take_over(app: &App, actor: &Actor, kind: Kind, item: &Item) -> Result<Outcome> {
    if let Some(number) = find_known(app, kind, &item.source)? {
        finish_duplicate(app, actor, kind, (item, &number))?;
        return Ok(Outcome::Known(number));
    }
    match &item.what {
        What::Row(row) => {
            let number = receive(app, actor, (kind, &item.source), (&row.report, &row.commands, &[]))?;
            finish_duplicate(app, actor, kind, (item, &number))?;
            Ok(Outcome::New(number))
        }
        What::Mail(mail) => mailbox::take_over(app, actor, &item.source, mail),
    }
}

/// Receives a report, carries the commands out, adds the files, and tells nobody.
fn receive(
    app: &App,
    actor: &Actor,
    (kind, source): (Kind, &str),
    (report, commands, mail_files): (&Report, &[Command], &[MailFile]),
) -> Result<CaseNumber> {
    let sealed = seal(app, mail_files)?;
    let received = submit::submit_then(app, report, |tx, id| {
        let program = app.program();
        let at = At { program: &program, actor, now: app.now() };
        add_files(tx, app, id, &sealed)?;
        for command in commands {
            let loaded = load_by_id(tx, id)?;
            perform_in(tx, app, &at, loaded, command.clone())?;
        }
        note_done(tx, app, (kind, source), id)
    });
    keep_or_discard(app, &sealed, received)
}

fn seal(app: &App, mail_files: &[MailFile]) -> Result<Vec<SealedFile>> {
    use std::io::Write;
    let one = |file: &MailFile| {
        app.store.free_space_guard(file.bytes.len() as u64)?;
        let mut writer = app.store.blobs().create(app.store.vault())?;
        writer.write_all(&file.bytes).map_err(Error::internal)?;
        Ok(SealedFile::new(writer.finish()?, &file.name, &file.media_type))
    };
    mail_files.iter().map(one).collect()
}

fn keep_or_discard<T>(app: &App, sealed: &[SealedFile], done: Result<T>) -> Result<T> {
    if done.is_err() {
        sealed.iter().for_each(|file| files::discard(app, &file.blob.name));
    }
    done
}

/// Adds files as their sender.
fn add_files(tx: &mut Tx<'_>, app: &App, id: CaseId, sealed: &[SealedFile]) -> Result<()> {
    let (program, now) = (app.program(), app.now());
    for file in sealed {
        let loaded = load_by_id(tx, id)?;
        let sender = Actor::Reporter { case: loaded.case.number.clone(), report: ReportNo::FIRST };
        let at = At { program: &program, actor: &sender, now };
        let whose = ("reporter", Audience::Everyone);
        let file = files::enter(tx, id, file, whose, now.as_microsecond())?;
        perform_in(tx, app, &at, loaded, Command::AddFile { file, audience: Audience::Everyone })?;
    }
    Ok(())
}

/// Notes the id as taken over, and the notices that followed as sent.
fn note_done(tx: &mut Tx<'_>, app: &App, (kind, source): (Kind, &str), id: CaseId) -> Result<()> {
    let now = app.now().as_microsecond();
    let token = token(tx, kind, source);
    imports::insert_import(tx, token, id, now)?;
    outbox::finish_jobs_of_case(tx, id, kind::MAIL, now)?;
    Ok(())
}

/// Links a duplicate to its original: an id of the other system, or a number of this one.
fn finish_duplicate(
    app: &App,
    actor: &Actor,
    kind: Kind,
    (item, number): (&Item, &CaseNumber),
) -> Result<()> {
    let What::Row(row) = &item.what else { return Ok(()) };
    let Some(of) = &row.duplicate_of else { return Ok(()) };
    let case = app.store.read(|tx| super::case::load(tx, number))?.case;
    if case.duplicate_of.is_some() || !case.state.is_open() {
        return Ok(());
    }
    let original = find_known(app, kind, of)?.or_else(|| CaseNumber::parse(of)).ok_or(Error::NotFound)?;
    merge::mark_duplicate(app, actor, number, &original, String::new())?;
    app.store.write(|tx| {
        let id = super::case::load(tx, number)?.id;
        outbox::finish_jobs_of_case(tx, id, kind::MAIL, app.now().as_microsecond())?;
        Ok::<_, Error>(())
    })
}

/// An internal note that says where a case comes from.
fn origin_note(what: &str, lines: &[(&str, Option<&str>)]) -> Command {
    let mut text = format!("Taken over from {what}.");
    for (name, value) in lines {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            text.push_str(&format!("\n{name}: {value}"));
        }
    }
    let text = text.chars().filter(|c| *c != '\0').take(domain::report::TEXT_MAX).collect();
    Command::Write { text, audience: Audience::Team }
}

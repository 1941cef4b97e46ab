//! A mailbox: the first message of a conversation becomes a case, the others go into it.

use domain::access::Actor;
use domain::case::{Audience, Command};
use domain::id::{CaseNumber, ReportNo};
use domain::report::{LINE_MAX, TEXT_MAX, TITLE_MAX, looks_like_an_address};
use formats::mail::{self, Mail, MailFile};
use sha2::{Digest, Sha256};
use store::CaseId;
use ui::Locale;

use super::{
    Item, Kind, Outcome, Problem, What, add_files, find_in, keep_or_discard, note_done, origin_note,
};
use super::{problems_of, receive, seal};
use crate::action::case::{At, load_by_id, perform_in};
use crate::action::submit;
use crate::api::reports::{NewReport, NewReporter, translate};
use crate::app::App;
use crate::error::{Error, Result};

/// Reads the messages of a mailbox.
pub fn read(app: &App, bytes: &[u8]) -> (Vec<Item>, Vec<Problem>) {
    let (mut items, mut problems) = (Vec::new(), Vec::new());
    let messages = mail::mailbox(bytes);
    if messages.is_empty() {
        let words = "this is no mailbox: its first line does not begin with \"From \"".to_owned();
        problems.push(Problem { line: 1, field: None, words });
    }
    for message in messages {
        let line = message.line;
        let Some(mail) = mail::read(&message.bytes) else {
            problems.push(Problem { line, field: None, words: "this message cannot be read".to_owned() });
            continue;
        };
        match report(app, &mail) {
            Ok(_) => {}
            Err(Error::Invalid(errors)) => problems.extend(problems_of(line, &errors)),
            Err(error) => problems.push(Problem { line, field: None, words: error.to_string() }),
        }
        let source = match mail.id.as_str() {
            "" => hex::encode(Sha256::digest(&message.bytes)),
            id => id.to_owned(),
        };
        items.push(Item { line, source, what: What::Mail(Box::new(mail)) });
    }
    (items, problems)
}

/// The message as a report.
fn report(app: &App, mail: &Mail) -> Result<domain::report::Report> {
    let program = app.program();
    let all = format!("{} {}", mail.subject, mail.text).to_lowercase();
    let brand = program.program.brands.iter().find(|brand| all.contains(&brand.name.to_lowercase()));
    let new = NewReport {
        brand: brand.map(|brand| brand.name.clone()),
        model: Some("not in the list".to_owned()),
        title: Some(title(&mail.subject)),
        description: Some(body(mail)),
        reporter: Some(NewReporter {
            name: mail.name.as_deref().map(|name| line(name, LINE_MAX)),
            email: mail.address.clone().filter(|address| looks_like_an_address(address)),
            ..NewReporter::default()
        }),
        ..NewReport::default()
    };
    let report = translate(new, &program.program, Locale::english())?;
    submit::check(&report, &program, app.today())?;
    Ok(report)
}

fn line(text: &str, max: usize) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    clean.take(max).collect::<String>().trim().to_owned()
}

/// The subject without what replies put in front.
fn title(subject: &str) -> String {
    let mut rest = subject.trim();
    while let Some((head, tail)) = rest.split_once(':') {
        if !["re", "fw", "fwd", "aw", "wg"].contains(&head.trim().to_lowercase().as_str()) {
            break;
        }
        rest = tail.trim();
    }
    let title = line(rest, TITLE_MAX);
    if title.is_empty() { "(no subject)".to_owned() } else { title }
}

/// The text as far as a report takes it; a longer one is attached as well.
fn body(mail: &Mail) -> String {
    let text: String = mail.text.chars().filter(|c| *c != '\0').take(TEXT_MAX).collect();
    if text.trim().is_empty() { "(no text; see the attachments)".to_owned() } else { text }
}

/// The attachments that the program takes, and the whole text when it is longer than a report.
fn attachments(app: &App, mail: &Mail) -> (Vec<MailFile>, Vec<String>) {
    let max =
        usize::try_from(u64::from(app.program().program.intake.file_max_mib) << 20).unwrap_or(usize::MAX);
    let (mut taken, left): (Vec<_>, Vec<_>) =
        mail.files.iter().cloned().partition(|file| file.bytes.len() <= max && !file.bytes.is_empty());
    if mail.text.chars().count() > TEXT_MAX {
        let (name, media_type) = ("message.txt".to_owned(), "text/plain".to_owned());
        taken.push(MailFile { name, media_type, bytes: mail.text.clone().into_bytes() });
    }
    (taken, left.into_iter().map(|file| file.name).collect())
}

/// Takes a message over: into the case of its conversation, else as a case of its own.
pub(super) fn take_over(app: &App, actor: &Actor, source: &str, mail: &Mail) -> Result<Outcome> {
    let earlier = app.store.read(|tx| {
        for id in &mail.references {
            if let Some(case) = find_in(tx, Kind::Mbox, id)? {
                return Ok(Some(case));
            }
        }
        Ok::<_, Error>(None)
    })?;
    let (taken, left) = attachments(app, mail);
    match earlier {
        Some(case) => add(app, actor, (source, mail), (case, &taken)).map(Outcome::Added),
        None => {
            let left = (!left.is_empty()).then(|| left.join(", "));
            let note = origin_note(
                "a mailbox",
                &[
                    ("Message", Some(source)),
                    ("Received there", mail.date.as_deref()),
                    ("From", mail.address.as_deref()),
                    ("Attachments too large for this program", left.as_deref()),
                ],
            );
            let report = report(app, mail)?;
            receive(app, actor, (Kind::Mbox, source), (&report, &[note], &taken)).map(Outcome::New)
        }
    }
}

/// Adds a message to a case: as a message of its reporter, else as an internal note.
fn add(
    app: &App,
    actor: &Actor,
    (source, mail): (&str, &Mail),
    (case, taken): (CaseId, &[MailFile]),
) -> Result<CaseNumber> {
    let sealed = seal(app, taken)?;
    let program = app.program();
    let added = app.store.write(|tx| {
        let loaded = load_by_id(tx, case)?;
        let number = loaded.case.number.clone();
        let record = loaded.case.find_report(ReportNo::FIRST);
        let email = record.and_then(|record| record.report.reporter.email.clone());
        let same =
            |email: &String| mail.address.as_ref().is_some_and(|from| from.eq_ignore_ascii_case(email));
        let is_sender = email.as_ref().is_some_and(same);
        let sender = Actor::Reporter { case: number.clone(), report: ReportNo::FIRST };
        let (by, command) = match is_sender {
            true => (&sender, Command::Write { text: body(mail), audience: Audience::Everyone }),
            false => (actor, note(mail)),
        };
        perform_in(tx, app, &At { program: &program, actor: by, now: app.now() }, loaded, command)?;
        if is_sender {
            add_files(tx, app, case, &sealed)?;
        }
        note_done(tx, app, (Kind::Mbox, source), case)?;
        Ok::<_, Error>((number, is_sender))
    });
    let (number, is_sender) = keep_or_discard(app, &sealed, added)?;
    if !is_sender {
        sealed.iter().for_each(|file| super::files::discard(app, &file.blob.name));
    }
    Ok(number)
}

/// What others wrote stays inside; their attachments are only named.
fn note(mail: &Mail) -> Command {
    let names: Vec<_> = mail.files.iter().map(|file| file.name.clone()).collect();
    let names = (!names.is_empty()).then(|| names.join(", "));
    let text = body(mail);
    origin_note(
        "a mailbox",
        &[
            ("From", mail.address.as_deref()),
            ("Sent", mail.date.as_deref()),
            ("Subject", Some(&mail.subject)),
            ("Attachments there", names.as_deref()),
            ("Text", Some(&text)),
        ],
    )
}

//! Notices by mail: case number, what happened, who must act, a link. Never anything of the content.
//!
//! The address is looked up when the mail is sent, so that a changed one counts and an erased one is not used.

use domain::access::Actor;
use domain::case::{Case, State, Who, next_action};
use domain::id::UserId;
use sha2::{Digest, Sha256};
use store::outbox::Job;
use store::{CaseId, Tx, accounts};
use ui::{Locale, Value};

use crate::action::effects::{Addressee, Notice};
use crate::action::{case::load_by_id, read};
use crate::app::App;
use crate::error::{Error, Result};
use crate::mailer::{Counts, Handed, Mail, MailError};
use crate::words::locale;

/// Sends a notice, unless there is nobody to send it to.
///
/// # Errors
/// When the mail server wants another try, or the store refuses.
pub fn run(app: &App, job: &Job, payload: &[u8]) -> Result<()> {
    let notice: Notice = serde_json::from_slice(payload).map_err(Error::internal)?;
    let Some(id) = job.case else { return Ok(()) };
    let counts = &app.mail_counts;
    let Some(mail) = app.store.read(|tx| compose(tx, app, id, (&notice, &job.idempotency_key)))? else {
        Counts::add(&counts.unsent);
        return Ok(());
    };
    match app.mailer.send(&mail) {
        Ok(Handed::Over) => Counts::add(&counts.sent),
        Ok(Handed::ToNobody) => Counts::add(&counts.unsent),
        Err(MailError::Refused) => {
            tracing::warn!(case = %notice.case, what = %notice.what, "a notice was refused for good");
            Counts::add(&counts.refused);
        }
        Err(error @ MailError::Later) => return Err(Error::internal(error)),
    }
    Ok(())
}

/// Who reads a notice.
struct Reader {
    address: String,
    locale: Locale,
    side: Side,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Reporter,
    Team,
    Engineer,
}

fn compose(tx: &mut Tx<'_>, app: &App, id: CaseId, (notice, key): (&Notice, &str)) -> Result<Option<Mail>> {
    let case = load_by_id(tx, id)?.case;
    let Some(reader) = reader(tx, app, &case, &notice.addressee)? else { return Ok(None) };
    // What somebody may not see must not decide what their mail says.
    let seen = match &notice.addressee {
        Addressee::Reporter { report } if case.state != State::Merged => {
            let actor = Actor::Reporter { case: case.number.clone(), report: *report };
            read::case_in(tx, &actor, &case.number)?.case
        }
        _ => case,
    };
    let host = host(app);
    let digest = hex::encode(&Sha256::digest(key)[..20]);
    Ok(Some(Mail {
        to: reader.address.clone(),
        subject: format!("[{}] {}", notice.case, event_words(&reader, &notice.what)),
        body: body(app, &reader, notice, &seen),
        message_id: format!("<{digest}@{host}>"),
        thread: format!("<{}@{host}>", notice.case.as_str().to_lowercase()),
        list_id: format!("<cases.{host}>"),
        at: app.now(),
    }))
}

fn reader(tx: &mut Tx<'_>, app: &App, case: &Case, addressee: &Addressee) -> Result<Option<Reader>> {
    let program = app.program();
    let house = locale(program.program.default_language.as_str());
    let team = || {
        let address = app.config.team_address.clone();
        address.map(|address| Reader { address, locale: house, side: Side::Team })
    };
    Ok(match addressee {
        Addressee::Reporter { report } => {
            let record = case.find_report(*report).filter(|record| !record.withdrawn);
            let sender = record.map(|record| &record.report.reporter);
            sender.and_then(|sender| {
                let address = sender.email.clone()?;
                Some(Reader { address, locale: locale(&sender.language), side: Side::Reporter })
            })
        }
        Addressee::Assignee => {
            let assignee = match &case.assignee {
                Some(user) => staff_address(tx, user)?,
                None => None,
            };
            let assignee = assignee.map(|address| Reader { address, locale: house, side: Side::Team });
            assignee.or_else(team)
        }
        Addressee::Team => team(),
        Addressee::Engineer { user } => {
            let address = staff_address(tx, &UserId(user.clone()))?;
            address.map(|address| Reader { address, locale: house, side: Side::Engineer })
        }
    })
}

/// The address of a member of staff who still is one.
fn staff_address(tx: &mut Tx<'_>, user: &UserId) -> Result<Option<String>> {
    let Ok(id) = user.as_str().parse() else { return Ok(None) };
    let user = accounts::find_user(tx, store::UserId(id))?;
    Ok(user.filter(|user| user.disabled_at.is_none()).map(|user| user.email))
}

fn body(app: &App, reader: &Reader, notice: &Notice, case: &Case) -> String {
    let l = reader.locale;
    let number = &notice.case;
    let path = match reader.side {
        Side::Reporter => format!("/case?case={number}"),
        Side::Team => format!("/staff/cases/{number}"),
        Side::Engineer => format!("/staff/cases/{number}/matrix"),
    };
    let value = |text: String| [("value", Value::from(text))];
    let lines = [
        l.t_with("mail-line-case", &value(number.to_string())),
        l.t_with("mail-line-event", &value(event_words(reader, &notice.what))),
        l.t_with("mail-line-next", &value(next_words(reader, case))),
        l.t_with("mail-line-link", &value(format!("{}{path}", app.config.public_url()))),
    ];
    let closing = match reader.side {
        Side::Reporter => l.t("mail-closing-reporter"),
        Side::Team | Side::Engineer => l.t("mail-closing-staff"),
    };
    format!("{}\n\n{closing}\n", lines.join("\n"))
}

/// The event in words; some read differently for the reporter.
fn event_words(reader: &Reader, what: &str) -> String {
    let l = reader.locale;
    let own = format!("mail-event-{what}-reporter");
    let general = format!("mail-event-{what}");
    let key = match reader.side {
        Side::Reporter if l.has(&own) => own,
        _ if l.has(&general) => general,
        _ => "mail-event-other".to_owned(),
    };
    l.t(&key).into_owned()
}

/// Who must act next, and by when, as far as it concerns the reader.
fn next_words(reader: &Reader, case: &Case) -> String {
    let l = reader.locale;
    let next = next_action(case);
    let outside = reader.side == Side::Reporter;
    let (key, due) = match next.who {
        Who::Nobody => ("mail-next-nobody", None),
        Who::Reporter if outside => ("mail-next-you", next.by),
        Who::Reporter => ("mail-next-reporter", next.by),
        Who::Team => ("mail-next-team", next.by),
        // How the team shares its work is its own business, and so are the days it gives itself.
        _ if outside => ("mail-next-team", None),
        Who::SecondPerson => ("mail-next-second-person", next.by),
        Who::Remediation => ("mail-next-remediation", next.by),
        Who::Publisher => ("mail-next-publisher", next.by),
    };
    let who = l.t(key);
    match due {
        Some(due) => {
            let values = [("who", Value::from(who)), ("due", Value::from(ui::time::words(due, l)))];
            l.t_with("mail-next-due", &values).into_owned()
        }
        None => who.into_owned(),
    }
}

/// The host of the public address, for ids.
#[must_use]
pub fn host(app: &App) -> String {
    let url = url::Url::parse(&app.config.public_url()).ok();
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_else(|| "localhost".to_owned())
}

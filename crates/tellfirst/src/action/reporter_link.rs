//! A way in by mail for reporters who left an address: they name case and address, and get a link that works once.
//!
//! Whether number and address fit is found out by a worker, never by the request: the answer and its time are the
//! same for both. The token is drawn when the mail is written and stands nowhere but in the mail; the store keeps
//! its digest. Looking at the link uses nothing up.

use domain::case::Case;
use domain::id::{CaseNumber, ReportNo};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::accounts::links::{self, NewLink};
use store::outbox::{Job, NewJob, insert_job};
use store::{CaseId, Tx, reports};

use super::case::load_by_id;
use super::effects::kind;
use crate::app::App;
use crate::auth::session::{digest, draw_token};
use crate::error::{Error, Result};
use crate::job::mail::host;
use crate::mailer::{Counts, Handed, Mail, MailError};
use crate::words::locale;

/// What the links are for, in their table.
const PURPOSE: &str = "reporter-sign-in";
/// A link works for half an hour.
pub const LINK_MINUTES: i64 = 30;
/// Whoever came through a link stays signed in for twelve hours.
pub const SESSION_SECONDS: i64 = 12 * 3600;
/// The same wish again within ten minutes is the same mail.
const WINDOW_SECONDS: i64 = 600;

/// What somebody asks for; sealed in the outbox.
#[derive(Serialize, Deserialize)]
struct Wish {
    number: String,
    email: String,
}

/// Notes the wish for a link. Says nothing about whether number and address fit.
///
/// # Errors
/// When the store refuses.
pub fn ask(app: &App, number: &str, email: &str) -> Result<()> {
    let number = CaseNumber::parse(number).map_or_else(|| "-".to_owned(), |number| number.to_string());
    let wish = Wish { number, email: folded(email) };
    let now = app.now();
    let window = now.as_second() / WINDOW_SECONDS;
    // Keyed, because the key stands in the clear.
    let same = app.store.vault().token("link", &format!("{}\n{}\n{window}", wish.number, wish.email));
    let job = NewJob {
        kind: kind::LINK.to_owned(),
        case: None,
        payload: serde_json::to_vec(&wish).map_err(Error::internal)?,
        idempotency_key: format!("{}:{same:x}", kind::LINK),
        not_before: now.as_microsecond(),
    };
    app.store.write(|tx| insert_job(tx, &job).map(drop).map_err(Error::from))?;
    app.bell.notify_one();
    Ok(())
}

fn folded(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Sends the links of one wish: one for each report of the case that the address belongs to, none when there is none.
///
/// # Errors
/// When the mail server wants another try, or the store refuses.
pub fn send(app: &App, job: &Job, payload: &[u8]) -> Result<()> {
    let wish: Wish = serde_json::from_slice(payload).map_err(Error::internal)?;
    let found = app.store.read(|tx| find(tx, &wish))?;
    for (case, report) in found {
        let token = draw_token(app);
        let link = NewLink {
            token_hash: digest(&token),
            purpose: PURPOSE.to_owned(),
            subject: case.0.0,
            part: i64::from(report.0),
            expires_at: app.now().as_microsecond() + LINK_MINUTES * 60_000_000,
        };
        app.store.write(|tx| links::insert_link(tx, &link).map_err(Error::from))?;
        let Some(mail) = compose(app, job, (&case.1, report), &token) else { continue };
        let counts = &app.mail_counts;
        match app.mailer.send(&mail) {
            Ok(Handed::Over) => Counts::add(&counts.sent),
            Ok(Handed::ToNobody) => Counts::add(&counts.unsent),
            Err(MailError::Refused) => Counts::add(&counts.refused),
            Err(error @ MailError::Later) => return Err(Error::internal(error)),
        }
    }
    Ok(())
}

/// The reports that both number and address lead to.
fn find(tx: &mut Tx<'_>, wish: &Wish) -> Result<Vec<((CaseId, Case), ReportNo)>> {
    let mut found = Vec::new();
    for (id, report) in reports::list_access(tx, &wish.number)? {
        let case = match load_by_id(tx, id) {
            Ok(loaded) => loaded.case,
            Err(Error::NotFound) => continue,
            Err(error) => return Err(error),
        };
        let report = ReportNo(u32::try_from(report).map_err(Error::internal)?);
        let email = case.find_report(report).and_then(|record| record.report.reporter.email.as_deref());
        if email.is_some_and(|email| folded(email) == wish.email) {
            found.push(((id, case), report));
        }
    }
    Ok(found)
}

/// The mail: number, link, how long it works, and nothing of the content.
fn compose(app: &App, job: &Job, (case, report): (&Case, ReportNo), token: &str) -> Option<Mail> {
    let record = case.find_report(report)?;
    let sender = &record.report.reporter;
    let l = locale(&sender.language);
    let host = host(app);
    let number = &record.received_as;
    let address = format!("{}/case/link/{token}", app.config.public_url());
    let lines = [
        l.t_with("mail-line-case", &[("value", number.to_string().into())]),
        l.t_with("mail-line-link", &[("value", address.into())]),
    ];
    let explained = l.t_with("mail-link-explained", &[("minutes", LINK_MINUTES.into())]);
    let unasked = l.t("mail-link-unasked");
    // Another try is another link, so it is another mail.
    let key = format!("{} {} {}", job.idempotency_key, job.attempts, report.0);
    let id = hex::encode(&Sha256::digest(key)[..20]);
    Some(Mail {
        to: sender.email.clone()?,
        subject: format!("[{number}] {}", l.t("mail-link-subject")),
        body: format!("{}\n\n{explained}\n\n{unasked}\n", lines.join("\n")),
        message_id: format!("<{id}@{host}>"),
        thread: format!("<{}@{host}>", number.as_str().to_lowercase()),
        list_id: format!("<cases.{host}>"),
        at: app.now(),
    })
}

/// The number of the case that a link leads to, without using it up.
///
/// # Errors
/// [`Error::NotFound`] when it was used or is over.
pub fn look(app: &App, token: &str) -> Result<CaseNumber> {
    let now = app.now().as_microsecond();
    app.store.read(|tx| {
        let found = links::find_link(tx, &digest(token), PURPOSE, now)?.ok_or(Error::NotFound)?;
        number_of(tx, found)
    })
}

fn number_of(tx: &mut Tx<'_>, (case, report): (i64, i64)) -> Result<CaseNumber> {
    let case = load_by_id(tx, CaseId(case))?.case;
    let report = ReportNo(u32::try_from(report).map_err(Error::internal)?);
    case.find_report(report).map(|record| record.received_as.clone()).ok_or(Error::NotFound)
}

/// Uses a link up and opens a session; answers what its cookie holds.
///
/// # Errors
/// [`Error::NotFound`] when it was used or is over.
pub fn enter(app: &App, token: &str) -> Result<String> {
    let session = draw_token(app);
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let used = links::use_link(tx, &digest(token), PURPOSE, now)?.ok_or(Error::NotFound)?;
        number_of(tx, used)?;
        let whom = (CaseId(used.0), used.1);
        reports::insert_session(tx, &digest(&session), whom, now + SESSION_SECONDS * 1_000_000)?;
        Ok::<_, Error>(())
    })?;
    Ok(session)
}

/// The case and the report that a session opens.
///
/// # Errors
/// When the store refuses.
pub fn find_session(app: &App, session: &str) -> Result<Option<(CaseNumber, ReportNo)>> {
    let now = app.now().as_microsecond();
    app.store.read(|tx| {
        let Some((id, report)) = reports::find_session(tx, &digest(session), now)? else { return Ok(None) };
        let case = store::cases::find_by_id(tx, id)?.ok_or(Error::NotFound)?;
        let report = u32::try_from(report).map_err(Error::internal)?;
        Ok(Some((CaseNumber(case.number), ReportNo(report))))
    })
}

/// Ends a session.
///
/// # Errors
/// When the store refuses.
pub fn leave(app: &App, session: &str) -> Result<()> {
    app.store.write(|tx| reports::delete_session(tx, &digest(session)).map_err(Error::from))
}

//! What a reporter does on the case page. A refused form comes back with what was typed and why.

use axum::extract::Request;
use domain::case::{Addressees, Audience, Command};
use domain::id::{SkuId, VulnerabilityNo};
use domain::matrix::CellId;
use domain::report::{Credit, FieldErrors, FieldProblem};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ui::form::Filled;

use super::view;
use crate::action::case::perform;
use crate::action::files;
use crate::error::{Error, Result};
use crate::web::incoming::{self, Incoming, Limits};
use crate::web::visit::ReporterVisit;
use crate::web::{PageResult, fields, flash, refused};

/// A message, files, or both.
pub async fn message(visit: ReporterVisit, request: Request) -> PageResult {
    let intake = visit.visit.program().program.intake.clone();
    let limits = Limits {
        file_max: u64::from(intake.file_max_mib) << 20,
        files_max: usize::try_from(intake.files_max).unwrap_or(usize::MAX),
    };
    let mut sent = incoming::read(&visit.visit.app, request, limits).await?;
    let text = sent.text("message");
    if !sent.troubles.is_empty() || (text.trim().is_empty() && sent.files.is_empty()) {
        sent.discard_files(&visit.visit.app).await?;
        let mut errors = FieldErrors::default();
        if sent.troubles.is_empty() {
            errors.add("message", FieldProblem::Missing);
        }
        return refuse(&visit, &sent, &errors).await;
    }
    let (actor, number) = (visit.actor(), visit.case.clone());
    let received = std::mem::take(&mut sent.files);
    let done = visit
        .visit
        .app
        .run(move |app| {
            let (audience, to) = (Audience::Everyone, Addressees::Unnamed);
            let message =
                (!text.trim().is_empty()).then(|| Command::Write { text, audience, to: to.clone() });
            let parcel = files::Parcel { message, files: &received, audience, to };
            files::send(app, &actor, &number, &parcel).map(drop)
        })
        .await;
    answer(&visit, &sent, done, ("flash-case-message", &[("text", "message")])).await
}

/// Whether and how to be named.
pub async fn credit(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    let credit = match sent.value("credit") {
        Some("anonymous") => Credit::Anonymous,
        Some("name") => Credit::As { name: sent.value("credit_name").unwrap_or_default().to_owned() },
        _ => Credit::Undecided,
    };
    let names = &[("credit", "credit_name")];
    act(visit, sent, Command::ChangeCredit { credit }, ("flash-case-credit", names)).await
}

/// Takes the report back.
pub async fn withdraw(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    if sent.value("sure") != Some("yes") {
        let mut errors = FieldErrors::default();
        errors.add("sure", FieldProblem::Missing);
        return refuse(&visit, &sent, &errors).await;
    }
    let reason = sent.text("withdraw_reason");
    let names = &[("reason", "withdraw_reason")];
    act(visit, sent, Command::Withdraw { reason }, ("flash-case-withdrawn", names)).await
}

/// The one appeal against a negative decision.
pub async fn appeal(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    let text = sent.text("appeal_text");
    act(visit, sent, Command::Appeal { text }, ("flash-case-appeal", &[("text", "appeal_text")])).await
}

/// Proposes an end of the embargo, or answers the maker's proposal.
pub async fn embargo(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    let command = match sent.value("act") {
        Some("accept") => Command::AcceptEmbargo,
        Some("reject") => Command::RejectEmbargo,
        _ => {
            let day: Option<Date> = sent.value("embargo_end").and_then(|day| day.parse().ok());
            // The embargo lasts to the end of the day, by the clock that counts everywhere.
            let end = day
                .and_then(|day| day.tomorrow().ok())
                .and_then(|day| day.to_zoned_datetime(TimeZone::UTC).ok())
                .map(|zoned| zoned.timestamp());
            let Some(end) = end else {
                let mut errors = FieldErrors::default();
                errors.add("embargo_end", FieldProblem::Missing);
                return refuse(&visit, &sent, &errors).await;
            };
            Command::ProposeEmbargo { end, reason: sent.text("embargo_reason") }
        }
    };
    act(visit, sent, command, ("flash-case-embargo", &[("reason", "embargo_reason")])).await
}

/// Where the reporter has published.
pub async fn disclosed(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    let url = sent.value("disclosed_url").unwrap_or_default().to_owned();
    act(visit, sent, Command::NoteDisclosure { url }, ("flash-case-disclosed", &[("url", "disclosed_url")]))
        .await
}

/// What the reporter saw when trying the released firmware.
pub async fn retest(visit: ReporterVisit, request: Request) -> PageResult {
    let sent = incoming::read(&visit.visit.app, request, Limits::NO_FILES).await?;
    let cell = sent.value("cell").and_then(parse_cell);
    let gone = match sent.value("gone") {
        Some("yes") => Some(true),
        Some("no") => Some(false),
        _ => None,
    };
    let (Some(cell), Some(gone)) = (cell, gone) else {
        let mut errors = FieldErrors::default();
        errors.add("gone", FieldProblem::Missing);
        return refuse(&visit, &sent, &errors).await;
    };
    let note = sent.text("retest_note");
    let names = &[("note", "retest_note")];
    act(visit, sent, Command::Retest { cell, gone, note }, ("flash-case-retest", names)).await
}

/// A cell as the form writes it: `1/linksys.ea7500.v2`.
fn parse_cell(text: &str) -> Option<CellId> {
    let (vulnerability, sku) = text.split_once('/')?;
    Some(CellId { vulnerability: VulnerabilityNo(vulnerability.parse().ok()?), sku: SkuId::from(sku) })
}

/// The message after the act, and how the fields of the rules are called in the form.
type Told<'a> = (&'static str, &'a [(&'static str, &'static str)]);

async fn act(visit: ReporterVisit, sent: Incoming, command: Command, told: Told<'_>) -> PageResult {
    if !sent.troubles.is_empty() {
        return refuse(&visit, &sent, &FieldErrors::default()).await;
    }
    let (actor, number) = (visit.actor(), visit.case.clone());
    let done = visit.visit.app.run(move |app| perform(app, &actor, &number, command).map(drop)).await;
    answer(&visit, &sent, done, told).await
}

async fn answer(
    visit: &ReporterVisit,
    sent: &Incoming,
    done: Result<()>,
    (key, names): Told<'_>,
) -> PageResult {
    match done {
        Ok(()) => flash::done("/case", key),
        Err(Error::Invalid(errors)) => {
            let mut named = FieldErrors::default();
            for (field, problem) in errors.0 {
                let name =
                    names.iter().find(|(from, _)| *from == field).map_or(field.as_str(), |(_, to)| *to);
                named.add(name, problem);
            }
            refuse(visit, sent, &named).await
        }
        Err(error) => Err(error),
    }
}

/// The case page with the form as it was typed.
async fn refuse(visit: &ReporterVisit, sent: &Incoming, errors: &FieldErrors) -> PageResult {
    let l = visit.visit.locale;
    let mut filled: Filled = sent.filled();
    fields::mark(&mut filled, l, errors, |field| view::label(l, field));
    fields::mark_troubles(&mut filled, l, &sent.troubles, |field| view::label(l, field));
    refused(view::page(visit, &filled).await?)
}

//! Writing in a case. Who will read it is decided first, and the button repeats it.
//!
//! In a case of several reporters each message names those it is for; nobody is ticked beforehand.

mod reply;

use axum::extract::{Path, Request};
use domain::access::Act;
use domain::case::{Addressees, Audience, Command, Event, ReportRecord, State};
use domain::id::{CaseNumber, ReportNo};
use ui::composer::{Composer, Visibility, composer};
use ui::form::{Choice, Filled, Form as Fields};
use ui::{Locale, Markup, Value, content, html};

use super::{Opened, draw, mark, open};
use crate::action::files::{self, Parcel};
use crate::error::Error;
use crate::web::incoming::{self, Limits};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, fields, flash, refused};

pub(super) use reply::begin;

pub(super) fn form(visit: &StaffVisit, opened: &Opened, typed: Option<&Filled>) -> Markup {
    let l = visit.visit.locale;
    if opened.case().state == State::Merged || !opened.may(visit, Act::WriteNote) {
        return html! {};
    }
    let address = format!("{}/write", opened.address());
    let mut form = Fields::post(l, address).multipart().warn_unsaved();
    if let Some(typed) = typed {
        form = form.filled(typed);
    }
    let attached = attachments(visit, &form);
    if !opened.may(visit, Act::WriteToReporter) {
        return note_form(l, &form, &attached);
    }
    let chosen = match typed.and_then(|typed| typed.value("visibility")) {
        Some("everyone") => Visibility::Everyone,
        Some(_) => Visibility::Internal,
        None => usual(opened),
    };
    let more = html! {
        (attached)
        (form.checkbox("engineers", l.t("triage-write-engineers")))
    };
    composer(
        l,
        &Composer {
            form: form.clone(),
            visibility: chosen,
            addressees: reporters(l, opened),
            acts: acts(l, opened),
            replies: reply::choices(visit, opened),
            reply_address: format!("{}#composer", opened.address()).into(),
            more,
        },
    )
}

/// Who cannot write to the reporter has no choice to make.
fn note_form(l: Locale, form: &Fields<'_>, attached: &Markup) -> Markup {
    let fields = html! {
        (form.hidden("visibility", "internal"))
        (form.textarea("message", l.t("ui-composer-message")).rows(6).hint(l.t("ui-internal-hint")))
        (attached)
        (ui::form::button_row(&[ui::form::Button::primary(l.t("ui-composer-save"))]))
    };
    html! { section.composer id="composer" aria-labelledby="composer-title" {
        h2 id="composer-title" { (l.t("ui-composer-title")) } (form.wrap(fields))
    } }
}

/// Files that go with the message, to the same readers.
fn attachments(visit: &StaffVisit, form: &Fields<'_>) -> Markup {
    let l = visit.visit.locale;
    let limits = limits(visit);
    let values = [("count", Value::from(limits.files_max)), ("size", content::size(limits.file_max).into())];
    let field = form.file("files", l.t("triage-write-files")).multiple();
    html! { (field.hint(l.t_with("triage-write-files-hint", &values))) }
}

fn limits(visit: &StaffVisit) -> Limits {
    let intake = &visit.visit.program().program.intake;
    Limits {
        file_max: u64::from(intake.file_max_mib) << 20,
        files_max: usize::try_from(intake.files_max).unwrap_or(usize::MAX),
    }
}

/// Whom a message can be for: a question only in a case of several reporters.
pub(super) fn reporters(l: Locale, opened: &Opened) -> Vec<Choice<'_>> {
    let reports = &opened.case().reports;
    if reports.len() < 2 {
        return Vec::new();
    }
    reports.iter().map(|record| reporter(l, record)).collect()
}

fn reporter(l: Locale, record: &ReportRecord) -> Choice<'_> {
    let no = record.no.0;
    let withdrawn = if record.withdrawn { "yes" } else { "no" };
    let values = [
        ("no", Value::from(i64::from(no))),
        ("number", record.received_as.to_string().into()),
        ("title", record.report.title.clone().into()),
        ("withdrawn", withdrawn.into()),
    ];
    let about = l.t_with("triage-write-report", &values);
    Choice::new(no.to_string(), super::report::sender(l, record)).hint(about)
}

/// The reports that were ticked.
pub(super) fn ticked(filled: &Filled) -> Vec<ReportNo> {
    filled.values_of("to").filter_map(|no| no.parse().ok()).map(ReportNo).collect()
}

/// Whom a filled form names, in a case where that is a question.
pub(super) fn addressees(opened: &Opened, filled: &Filled) -> Addressees {
    match opened.case().reports.len() {
        0 | 1 => Addressees::Unnamed,
        _ => Addressees::These(ticked(filled)),
    }
}

/// What was used last in this case; internal at first, so that nothing is sent by mistake.
fn usual(opened: &Opened) -> Visibility {
    let by_staff = |r: &&domain::case::Recorded| matches!(r.by, domain::case::ActorRef::Staff { .. });
    let last = opened.view.timeline.iter().rev().filter(by_staff).find_map(|r| match &r.event {
        Event::Written { audience, .. } => Some(*audience),
        Event::InformationAsked { .. } => Some(Audience::Everyone),
        _ => None,
    });
    if last == Some(Audience::Everyone) { Visibility::Everyone } else { Visibility::Internal }
}

fn acts(l: Locale, opened: &Opened) -> Vec<Choice<'static>> {
    let state = opened.case().state;
    let mut acts = vec![Choice::new("comment", l.t("triage-write-comment"))];
    if state == State::New {
        acts.push(Choice::new("acknowledge", l.t("triage-act-acknowledge")));
    }
    if matches!(state, State::New | State::InReview | State::NeedsInfo | State::Confirmed) {
        acts.push(Choice::new("ask", l.t("triage-act-ask")));
    }
    if matches!(state, State::New | State::InReview | State::NeedsInfo) {
        acts.push(Choice::new("confirm", l.t("triage-act-confirm")));
    }
    acts
}

/// What a filled composer asks for.
struct Written {
    /// None when there are only files.
    message: Option<Command>,
    audience: Audience,
    to: Addressees,
}

pub(super) async fn write(visit: StaffVisit, Path(number): Path<String>, request: Request) -> PageResult {
    let opened = open(&visit, &number).await?;
    if !opened.may(&visit, Act::WriteNote) {
        return Err(Error::NotFound);
    }
    let l = visit.visit.locale;
    let mut sent = incoming::read(&visit.visit.app, request, limits(&visit)).await?;
    let mut filled = sent.filled();
    let has_files = !sent.files.is_empty();
    let written = read(l, &visit, &opened, (&mut filled, has_files));
    fields::mark_troubles(&mut filled, l, &sent.troubles, |_| l.t("ui-composer-message"));
    let Some(written) = written.filter(|_| sent.troubles.is_empty()) else {
        sent.discard_files(&visit.visit.app).await?;
        return refused(draw(&visit, &opened, Some(&filled)));
    };
    let is_internal = written.audience != Audience::Everyone;
    let (actor, number) = (visit.actor(), CaseNumber(opened.case().number.0.clone()));
    let received = std::mem::take(&mut sent.files);
    let send = move |app: &crate::app::App| {
        let Written { message, audience, to } = written;
        files::send(app, &actor, &number, &Parcel { message, files: &received, audience, to })
    };
    match visit.visit.app.run(send).await {
        Ok(_) => {
            let key = if is_internal { "flash-triage-noted" } else { "flash-triage-sent" };
            flash::done(&format!("{}#latest", opened.address()), key)
        }
        Err(error) => {
            let error = text_is_message(error);
            mark(l, &mut filled, error, "message")?;
            refused(draw(&visit, &opened, Some(&filled)))
        }
    }
}

/// What the form asks for; none when it is refused already.
fn read(
    l: Locale,
    visit: &StaffVisit,
    opened: &Opened,
    (filled, has_files): (&mut Filled, bool),
) -> Option<Written> {
    let text = filled.value("message").unwrap_or_default().replace("\r\n", "\n").trim().to_owned();
    let is_internal = filled.value("visibility") != Some("everyone");
    let act = filled.value("act").unwrap_or("comment").to_owned();
    let wide = filled.value("engineers") == Some("yes") || !opened.may(visit, Act::ReadInternal);
    let (audience, to) = match is_internal {
        false => (Audience::Everyone, addressees(opened, filled)),
        true if wide => (Audience::Technical, Addressees::Unnamed),
        true => (Audience::Team, Addressees::Unnamed),
    };
    if is_internal && act != "comment" {
        filled.refuse("act", l.t("triage-write-act-internal"));
    }
    if !is_internal && let Some(open) = reply::unfilled(&text) {
        filled.refuse("message", l.t_with("triage-reply-unfilled", &[("word", open.into())]));
    }
    let told_to_all = matches!(act.as_str(), "acknowledge" | "confirm");
    let misses_one = match &to {
        Addressees::These(named) => opened.case().reports.iter().any(|r| !named.contains(&r.no)),
        Addressees::Unnamed => false,
    };
    if told_to_all && !is_internal && misses_one {
        filled.refuse("to", l.t("triage-write-act-all"));
    }
    if filled.is_refused() {
        return None;
    }
    let message = match act.as_str() {
        "acknowledge" => Some(Command::Acknowledge { text }),
        "ask" => Some(Command::Ask { text, to: to.clone() }),
        "confirm" => Some(Command::Confirm { text }),
        _ if text.is_empty() && has_files => None,
        _ => Some(Command::Write { text, audience, to: to.clone() }),
    };
    Some(Written { message, audience, to })
}

/// The rules speak of `text`, the form of `message`.
fn text_is_message(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    if let Some(problem) = errors.0.remove("text") {
        errors.add("message", problem);
    }
    Error::Invalid(errors)
}

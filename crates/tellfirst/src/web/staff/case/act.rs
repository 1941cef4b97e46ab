//! The acts on a case that need a page of their own: each has an address, a form, and a command.
//!
//! A refused form comes back filled with its fields marked; the case stays as it was.

mod fields;

use axum::Form;
use axum::extract::{Path, RawQuery};
use domain::access::Act;
use domain::case::{AppealAnswer, Command, ReasonCode};
use domain::embargo::Sighting;
use domain::id::{CaseNumber, ReportNo, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use ui::content::heading;
use ui::form::{Button, Filled, Form as Fields, button_row};
use ui::{Locale, Markup, Text, html};

use super::{Opened, frame, mark, open};
use crate::action::wish::Wish;
use crate::error::{Error, Result};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

/// An act with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Acknowledge,
    Ask,
    Confirm,
    Reject,
    ApproveRejection,
    DeclineRejection,
    Duplicate,
    Reopen,
    Appeal,
    Assign,
    Label,
    Rename,
    Vulnerability,
    Merge,
    Split,
    ProposeEmbargo,
    AcceptEmbargo,
    RejectEmbargo,
    EndEmbargo,
    Sighting,
}

impl Kind {
    fn find(word: &str) -> Option<Self> {
        Some(match word {
            "acknowledge" => Self::Acknowledge,
            "ask" => Self::Ask,
            "confirm" => Self::Confirm,
            "reject" => Self::Reject,
            "approve-rejection" => Self::ApproveRejection,
            "decline-rejection" => Self::DeclineRejection,
            "duplicate" => Self::Duplicate,
            "reopen" => Self::Reopen,
            "appeal" => Self::Appeal,
            "assign" => Self::Assign,
            "label" => Self::Label,
            "rename" => Self::Rename,
            "vulnerability" => Self::Vulnerability,
            "merge" => Self::Merge,
            "split" => Self::Split,
            "propose-embargo" => Self::ProposeEmbargo,
            "accept-embargo" => Self::AcceptEmbargo,
            "reject-embargo" => Self::RejectEmbargo,
            "end-embargo" => Self::EndEmbargo,
            "sighting" => Self::Sighting,
            _ => return None,
        })
    }

    /// The right it takes, as the command behind it says.
    fn act(self) -> Act {
        match self {
            Self::ApproveRejection => Act::ApproveHiding,
            Self::ProposeEmbargo
            | Self::AcceptEmbargo
            | Self::RejectEmbargo
            | Self::EndEmbargo
            | Self::Sighting => Act::Embargo,
            _ => Act::Triage,
        }
    }

    /// The words of its button and heading.
    fn words(self, l: Locale) -> Text<'static> {
        match self {
            Self::Acknowledge => l.t("triage-act-acknowledge"),
            Self::Ask => l.t("triage-act-ask"),
            Self::Confirm => l.t("triage-act-confirm"),
            Self::Reject => l.t("triage-act-reject"),
            Self::ApproveRejection => l.t("triage-act-approve-rejection"),
            Self::DeclineRejection => l.t("triage-act-decline-rejection"),
            Self::Duplicate => l.t("triage-act-duplicate"),
            Self::Reopen => l.t("triage-act-reopen"),
            Self::Appeal => l.t("triage-act-appeal"),
            Self::Assign => l.t("triage-act-assign"),
            Self::Label => l.t("triage-act-label"),
            Self::Rename => l.t("triage-act-rename"),
            Self::Vulnerability => l.t("triage-act-vulnerability"),
            Self::Merge => l.t("triage-act-merge"),
            Self::Split => l.t("triage-act-split"),
            Self::ProposeEmbargo => l.t("triage-act-propose-embargo"),
            Self::AcceptEmbargo => l.t("triage-act-accept-embargo"),
            Self::RejectEmbargo => l.t("triage-act-reject-embargo"),
            Self::EndEmbargo => l.t("triage-act-end-embargo"),
            Self::Sighting => l.t("triage-act-sighting"),
        }
    }

    fn is_danger(self) -> bool {
        matches!(self, Self::Reject | Self::ApproveRejection | Self::EndEmbargo)
    }

    /// The field that carries what concerns no single field.
    fn general(self) -> &'static str {
        match self {
            Self::Duplicate => "of",
            Self::Merge => "other",
            Self::Split => "report",
            Self::Assign => "to",
            Self::Label => "label",
            Self::Rename | Self::Vulnerability => "title",
            Self::Reject => "reason_code",
            Self::DeclineRejection | Self::Reopen | Self::EndEmbargo => "reason",
            Self::ProposeEmbargo => "end",
            Self::Sighting => "sighting",
            _ => "text",
        }
    }
}

/// The form of an act; the query may fill it, so that advice can lead to it.
pub(super) async fn ask(
    visit: StaffVisit,
    Path((number, act)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> PageResult {
    let (opened, kind) = admit(&visit, &number, &act).await?;
    let pairs = url::form_urlencoded::parse(raw.unwrap_or_default().as_bytes()).into_owned().collect();
    page(draw(&visit, &opened, kind, &Filled::from_pairs(pairs)))
}

pub(super) async fn perform(
    visit: StaffVisit,
    Path((number, act)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let (opened, kind) = admit(&visit, &number, &act).await?;
    let mut filled = Filled::from_pairs(pairs);
    let l = visit.visit.locale;
    let wish = match read(l, &opened, kind, &mut filled) {
        Some(wish) => wish,
        None => return refused(draw(&visit, &opened, kind, &filled)),
    };
    let (actor, number) = (visit.actor(), opened.case().number.clone());
    let done = visit.visit.app.run(move |app| wish.fulfil(app, &actor, &number)).await;
    match done {
        Ok(number) => flash::done(&format!("/staff/cases/{number}"), done_key(kind)),
        Err(error) => {
            mark(l, &mut filled, error, kind.general())?;
            refused(draw(&visit, &opened, kind, &filled))
        }
    }
}

/// Who may not do it learns nothing of it.
async fn admit(visit: &StaffVisit, number: &str, act: &str) -> Result<(Opened, Kind)> {
    let kind = Kind::find(act).ok_or(Error::NotFound)?;
    let opened = open(visit, number).await?;
    if opened.may(visit, kind.act()) { Ok((opened, kind)) } else { Err(Error::NotFound) }
}

fn draw(visit: &StaffVisit, opened: &Opened, kind: Kind, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let title = kind.words(l);
    let action = format!("{}/act/{}", opened.address(), word(kind));
    let form = Fields::post(l, action).filled(filled).warn_unsaved();
    let button =
        if kind.is_danger() { Button::danger(title.clone()) } else { Button::primary(title.clone()) };
    let body = form.wrap(html! {
        (fields::fields(visit, opened, kind, &form))
        (button_row(&[button, Button::quiet(l.t("triage-cancel")).to(opened.address())]))
    });
    let main = html! { (heading(&title, None, Some(&opened.case().title))) (body) };
    frame(visit, opened, Some(&title), &main)
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Acknowledge => "acknowledge",
        Kind::Ask => "ask",
        Kind::Confirm => "confirm",
        Kind::Reject => "reject",
        Kind::ApproveRejection => "approve-rejection",
        Kind::DeclineRejection => "decline-rejection",
        Kind::Duplicate => "duplicate",
        Kind::Reopen => "reopen",
        Kind::Appeal => "appeal",
        Kind::Assign => "assign",
        Kind::Label => "label",
        Kind::Rename => "rename",
        Kind::Vulnerability => "vulnerability",
        Kind::Merge => "merge",
        Kind::Split => "split",
        Kind::ProposeEmbargo => "propose-embargo",
        Kind::AcceptEmbargo => "accept-embargo",
        Kind::RejectEmbargo => "reject-embargo",
        Kind::EndEmbargo => "end-embargo",
        Kind::Sighting => "sighting",
    }
}

fn done_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Acknowledge => "flash-triage-acknowledged",
        Kind::Ask => "flash-triage-asked",
        Kind::Confirm => "flash-triage-confirmed",
        Kind::Reject => "flash-triage-rejected",
        Kind::Duplicate => "flash-triage-duplicate",
        Kind::Merge => "flash-triage-merged",
        Kind::Split => "flash-triage-split",
        _ => "flash-triage-done",
    }
}

/// What a filled form asks for; none when it is refused.
fn read(l: Locale, opened: &Opened, kind: Kind, filled: &mut Filled) -> Option<Wish> {
    let text = |filled: &Filled, name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
    let command = match kind {
        Kind::Acknowledge => Command::Acknowledge { text: text(filled, "text") },
        Kind::Ask => {
            Command::Ask { text: text(filled, "text"), to: super::composer::addressees(opened, filled) }
        }
        Kind::Confirm => Command::Confirm { text: text(filled, "text") },
        Kind::Reject => {
            let Some(reason) = ReasonCode::from_word(&text(filled, "reason_code")) else {
                filled.refuse("reason_code", l.t("triage-field-choose"));
                return None;
            };
            Command::Reject { reason, policy_line: text(filled, "policy_line"), text: text(filled, "text") }
        }
        Kind::ApproveRejection => Command::ApproveRejection,
        Kind::DeclineRejection => Command::DeclineRejection { reason: text(filled, "reason") },
        Kind::Duplicate => {
            return Some(Wish::Duplicate { of: case_number(l, filled, "of")?, text: text(filled, "text") });
        }
        Kind::Reopen => Command::Reopen { reason: text(filled, "reason") },
        Kind::Appeal => {
            let answer = match filled.value("answer") {
                Some("upheld") => AppealAnswer::Upheld,
                Some("overturned") => AppealAnswer::Overturned,
                _ => {
                    filled.refuse("answer", l.t("triage-field-choose"));
                    return None;
                }
            };
            Command::AnswerAppeal { answer, text: text(filled, "text") }
        }
        Kind::Assign => {
            Command::Assign { to: Some(text(filled, "to")).filter(|id| !id.is_empty()).map(UserId) }
        }
        Kind::Label => match filled.value("remove") {
            Some(label) => Command::RemoveLabel { label: label.to_owned() },
            None => Command::AddLabel { label: text(filled, "label") },
        },
        Kind::Rename => Command::Rename { title: text(filled, "title") },
        Kind::Vulnerability => Command::AddVulnerability {
            title: text(filled, "title"),
            concerns: fields::chosen_reports(filled),
        },
        Kind::Merge => return Some(Wish::Merge { other: case_number(l, filled, "other")? }),
        Kind::Split => {
            let Ok(report) = text(filled, "report").parse().map(ReportNo) else {
                filled.refuse("report", l.t("triage-field-choose"));
                return None;
            };
            return Some(Wish::Split { report });
        }
        Kind::ProposeEmbargo => {
            let Some(end) = end_of(&text(filled, "end"), &text(filled, "time")) else {
                filled.refuse("end", l.t("triage-field-day"));
                return None;
            };
            Command::ProposeEmbargo { end, reason: text(filled, "reason") }
        }
        Kind::AcceptEmbargo => Command::AcceptEmbargo,
        Kind::RejectEmbargo => Command::RejectEmbargo,
        Kind::EndEmbargo => Command::EndEmbargo { reason: text(filled, "reason") },
        Kind::Sighting => {
            let sighting = match filled.value("sighting") {
                Some("public") => Sighting::Public,
                Some("exploit") => Sighting::Exploit,
                Some("attacks") => Sighting::Attacks,
                _ => {
                    filled.refuse("sighting", l.t("triage-field-choose"));
                    return None;
                }
            };
            Command::RecordSighting { sighting, note: text(filled, "note") }
        }
    };
    Some(Wish::Command(Box::new(command)))
}

fn case_number(l: Locale, filled: &mut Filled, field: &str) -> Option<CaseNumber> {
    let number = CaseNumber::parse(filled.value(field).unwrap_or_default());
    if number.is_none() {
        filled.refuse(field, l.t("triage-field-case-number"));
    }
    number
}

/// The exact end that a day and a time of day in UTC mean; midnight when no time is given.
fn end_of(day: &str, time: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    let time: jiff::civil::Time =
        if time.is_empty() { jiff::civil::Time::midnight() } else { time.parse().ok()? };
    day.to_datetime(time).in_tz("UTC").ok().map(|zoned| zoned.timestamp())
}

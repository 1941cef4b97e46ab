//! The case page as its reporter sees it: who acts next and by when, the light, the devices, the story, and every
//! act that is possible now.

use domain::case::{Case, NextAction, ReportRecord, State, Who, next_action};
use domain::green_light::{GreenLight, Obstacle, Outcome, compute};
use domain::matrix::{Cell, CellId, Status};
use domain::program::Program;
use domain::promise::Promise;
use maud::{Markup, html};
use ui::chip::Tone;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::Icon;
use ui::{Locale, Text, Value, case as frame, chip, content, green_light, matrix, notice, time};

use super::{sides, story};
use crate::action::read::{self, View};
use crate::error::{Error, Result};
use crate::web::report_form;
use crate::web::visit::ReporterVisit;
use crate::web::written::written;

/// What the parts of the page look at.
pub struct Scene<'a> {
    pub l: Locale,
    pub visit: &'a ReporterVisit,
    pub program: &'a Program,
    pub view: &'a View,
    pub record: &'a ReportRecord,
    pub filled: &'a Filled,
}

impl<'a> Scene<'a> {
    pub fn case(&self) -> &'a Case {
        &self.view.case
    }

    /// A form of this page with what was typed.
    pub fn form(&self, action: &'static str) -> Form<'a> {
        Form::post(self.l, action).filled(self.filled)
    }

    /// The device of a cell as its label says.
    pub fn device(&self, id: &CellId) -> String {
        self.program.catalog.find_sku(&id.sku).map_or_else(|| id.sku.to_string(), domain::catalog::Sku::label)
    }
}

/// The whole page.
///
/// # Errors
/// When the store refuses.
pub async fn page(visit: &ReporterVisit, filled: &Filled) -> Result<Markup> {
    let (actor, number) = (visit.actor(), visit.case.clone());
    let view = visit.visit.app.run(move |app| read::view(app, &actor, &number)).await?;
    let record = view.case.reports.first().ok_or(Error::NotFound)?;
    let active = visit.visit.program();
    let program = &active.program;
    let scene = Scene { l: visit.visit.locale, visit, program, view: &view, record, filled };
    let title = format!("{} – {}", view.case.number, record.report.title);
    let main = html! {
        @if filled.is_refused() { (Form::post(scene.l, "/case").filled(filled).error_summary()) }
        (head(&scene))
        (content::columns(story_column(&scene), side_column(&scene)))
    };
    Ok(visit.page(&title, &main))
}

fn story_column(s: &Scene<'_>) -> Markup {
    html! {
        (next(s))
        (decision(s))
        (light(s))
        (devices(s))
        (story::timeline(s))
        (composer(s))
    }
}

fn side_column(s: &Scene<'_>) -> Markup {
    html! {
        (sides::facts(s))
        (sides::documents(s))
        (sides::severity(s))
        (sides::report(s))
        (sides::embargo(s))
        (sides::retest(s))
        (sides::disclosure(s))
        (sides::credit(s))
        (sides::withdrawal(s))
    }
}

fn head(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let case = s.case();
    let mut chips = vec![chip::state(tone(case.state), state_words(l, case.state))];
    let severity = case.severity();
    chips.push(super::severity_chip(l, severity, None));
    if s.record.withdrawn {
        chips.push(chip::state(Tone::Neutral, l.t("case-withdrawn")));
    }
    for clock in &case.clocks {
        if clock.paused_at.is_none() {
            chips.push(chip::clock(l, promise_words(l, clock.promise), clock.due_at, s.visit.visit.now));
        }
    }
    let brand = s.program.find_brand(&case.brand).map_or(case.brand.as_str(), |brand| brand.name.as_str());
    frame::header(&frame::Header {
        number: case.number.as_str().into(),
        title: s.record.report.title.as_str().into(),
        chips,
        line: html! {
            (brand) " " (s.record.report.model) " · " (l.t("case-received")) " "
            (time::format_relative(s.record.received_at, s.visit.visit.now, l))
        },
    })
}

/// The colour of a state.
fn tone(state: State) -> Tone {
    match state {
        State::New => Tone::Info,
        State::InReview | State::Confirmed => Tone::Progress,
        State::NeedsInfo => Tone::Warning,
        State::Resolved => Tone::Success,
        State::Rejected | State::Duplicate | State::Merged | State::Withdrawn => Tone::Neutral,
    }
}

/// A state in the reporter's words.
pub fn state_words(l: Locale, state: State) -> Text<'static> {
    match state {
        State::New => l.t("case-state-new"),
        State::InReview => l.t("case-state-in-review"),
        State::NeedsInfo => l.t("case-state-needs-info"),
        State::Confirmed => l.t("case-state-confirmed"),
        State::Resolved => l.t("case-state-resolved"),
        State::Rejected => l.t("case-state-rejected"),
        State::Duplicate => l.t("case-state-duplicate"),
        State::Merged => l.t("case-state-merged"),
        State::Withdrawn => l.t("case-state-withdrawn"),
    }
}

fn promise_words(l: Locale, promise: Promise) -> Text<'static> {
    match promise {
        Promise::Acknowledge => l.t("case-promise-acknowledge"),
        Promise::Triage => l.t("case-promise-triage"),
        Promise::StatusUpdate => l.t("case-promise-status-update"),
        Promise::Fix => l.t("case-promise-fix"),
        Promise::Appeal => l.t("case-promise-appeal"),
        Promise::CveRecord => l.t("cve-promise-record"),
    }
}

/// Who acts next and by when.
fn next(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let NextAction { who, what, by } = next_action(s.case());
    let who = match who {
        Who::Team | Who::SecondPerson | Who::Publisher => l.t("case-who-team"),
        Who::Remediation => l.t("case-who-remediation"),
        Who::Reporter => l.t("case-who-reporter"),
        Who::Nobody => l.t("case-who-nobody"),
    };
    // One sentence for each step the rules know; a test sees to it that none is missing.
    let what = l.t(&format!("case-next-{what}"));
    frame::next_action(l, &frame::NextAction { who, what, due: by }, s.visit.visit.now)
}

/// A negative decision with its reason, the line it rests on, and the one appeal.
fn decision(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let case = s.case();
    if !matches!(case.state, State::Rejected | State::Duplicate) {
        return html! {};
    }
    let appeal = s.record.appeal.as_ref();
    html! {
        @if let (State::Rejected, Some(rejection)) = (case.state, &case.rejection) {
            (notice::notice(Tone::Warning, l.t("case-rejected"), html! {
                p { strong { (story::reason_words(l, rejection.reason)) } }
                (written(&rejection.text))
                @if !rejection.policy_line.is_empty() {
                    p { a href=(story::policy_address(&rejection.policy_line)) { (l.t("case-policy-line")) } }
                }
            }))
        }
        @if let Some(appeal) = appeal {
            p.hint {
                (l.t("case-appealed")) " " (time::format_time(appeal.at, l)) " "
                @if appeal.answer.is_none() { (l.t("case-appeal-open")) }
            }
        } @else if !s.record.withdrawn {
            @let form = s.form("/case/appeal");
            (content::panel("appeal", &l.t("case-appeal"), html! {
                p { (l.t("case-appeal-lead")) }
                (form.wrap(html! {
                    (form.textarea("appeal_text", l.t("case-appeal-text")).required().rows(5))
                    (button_row(&[Button::quiet(l.t("case-appeal-send"))]))
                }))
            }))
        }
    }
}

/// May the reporter publish?
fn light(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let record = s.record;
    let computed = compute(s.case(), record, s.visit.visit.now);
    let letter = (record.light.given.is_some() && record.light.serial > 0).then(|| {
        let address = format!("/case/letters/{}", record.light.serial);
        button_row(&[Button::quiet(l.t("case-letter")).to(address).icon(Icon::Download)])
    });
    let may = l.t("case-light-may-not-must");
    let (light, sentence, reasons) = match computed {
        GreenLight::May(Outcome::Green) => (green_light::Light::Green, l.t("case-light-green"), vec![may]),
        GreenLight::May(Outcome::LimitLifted) => {
            (green_light::Light::LimitLifted, l.t("case-light-lifted"), vec![may])
        }
        GreenLight::Red { obstacles } => {
            let reasons = obstacles.iter().map(|obstacle| obstacle_words(s, obstacle)).collect();
            (green_light::Light::Red, l.t("case-light-red"), reasons)
        }
        GreenLight::NoLimit => {
            return notice::notice(
                Tone::Info,
                l.t("case-light-none"),
                html! { p { (l.t("case-light-none-text")) } },
            );
        }
    };
    green_light::green_light(
        l,
        &green_light::GreenLight { light, sentence, reasons, more: letter.unwrap_or_default() },
    )
}

fn obstacle_words(s: &Scene<'_>, obstacle: &Obstacle) -> Text<'static> {
    let l = s.l;
    match obstacle {
        Obstacle::NotJudged => l.t("case-obstacle-not-judged"),
        Obstacle::NoDevicesYet => l.t("case-obstacle-no-devices"),
        Obstacle::FollowsOriginal => l.t("case-obstacle-follows"),
        Obstacle::OpenDevices { open, of } => {
            let values = [("open", Value::from(open.len())), ("of", Value::from(*of))];
            l.t_with("case-obstacle-devices", &values)
        }
        Obstacle::Embargo { until: Some(until) } => {
            l.t_with("case-obstacle-embargo", &[("until", time::words(*until, l).into())])
        }
        Obstacle::Embargo { until: None } => l.t("case-obstacle-embargo-open"),
    }
}

/// The fix matrix as far as it concerns the report.
fn devices(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let case = s.case();
    let skus = case.matrix.skus();
    if skus.is_empty() {
        return html! {};
    }
    let columns = case.vulnerabilities.values().map(|flaw| matrix::Heading {
        words: flaw.cve.as_ref().map_or(flaw.title.as_str(), |cve| cve.as_str()).into(),
        note: super::severity_chip(l, flaw.severity(), None),
    });
    let rows = skus.iter().map(|sku| {
        let cells = case.vulnerabilities.keys().map(|no| {
            let id = CellId { vulnerability: *no, sku: sku.clone() };
            case.matrix.find(&id).map_or_else(blank, |cell| drawn(s, cell))
        });
        let any = CellId { vulnerability: domain::id::VulnerabilityNo::FIRST, sku: sku.clone() };
        (matrix::Heading { words: s.device(&any).into(), note: html! {} }, cells.collect())
    });
    let total = case.matrix.cells().count();
    let closed = total - case.matrix.open_cells().count();
    let drawn = matrix::matrix(
        l,
        &matrix::Matrix {
            caption: l.t("case-devices"),
            columns: columns.collect(),
            rows: rows.collect(),
            closed: closed as u64,
            total: total as u64,
        },
    );
    content::panel("devices", &l.t("case-devices"), drawn)
}

fn blank<'a>() -> matrix::Cell<'a> {
    matrix::Cell { state: matrix::CellState::UnderInvestigation, detail: Text::Borrowed(""), href: None }
}

fn drawn<'a>(s: &Scene<'_>, cell: &Cell) -> matrix::Cell<'a> {
    use matrix::CellState;
    let (state, detail, href) = match &cell.status {
        Status::UnderInvestigation => (CellState::UnderInvestigation, String::new(), None),
        Status::Affected => (CellState::Affected, String::new(), None),
        Status::NotAffected { .. } => (CellState::NotAffected, String::new(), None),
        Status::Commissioned => {
            let due = cell.commission.as_ref().map(|order| order.due.to_string()).unwrap_or_default();
            (CellState::Commissioned, due, None)
        }
        Status::Released { release, evidence } => {
            let state = if evidence.is_some() { CellState::Verified } else { CellState::Released };
            let page = release.page.starts_with("https://").then(|| release.page.clone());
            (state, release.version.clone(), page)
        }
        // A proposal that a second person has not decided is the team's own business.
        Status::NoFixPlanned(no_fix) if no_fix.approved_by.is_none() => {
            (CellState::Affected, String::new(), None)
        }
        Status::NoFixPlanned(no_fix) => (CellState::NoFixPlanned, no_fix.mitigation.clone(), None),
    };
    let detail = if cell.retested { format!("{detail} · {}", s.l.t("case-retested")) } else { detail };
    matrix::Cell { state, detail: detail.into(), href: href.map(Text::Owned) }
}

/// Messages and files to the team.
fn composer(s: &Scene<'_>) -> Markup {
    let l = s.l;
    let intake = &s.program.intake;
    let form = s.form("/case/message").multipart().warn_unsaved();
    let limits = [
        ("count", Value::from(i64::from(intake.files_max))),
        ("size", Value::from(i64::from(intake.file_max_mib))),
    ];
    content::panel("write", &l.t("case-write"), form.wrap(html! {
        (form.textarea("message", l.t("case-message")).rows(6).hint(l.t("case-message-hint")))
        (form.file("files", l.t("report-files-add")).multiple().hint(l.t_with("report-files-hint", &limits)))
        (button_row(&[Button::primary(l.t("case-send")).icon(Icon::Message)]))
    }))
}

/// The name of a field as the page shows it.
pub fn label(l: Locale, field: &str) -> Text<'static> {
    match field {
        "message" => l.t("case-message"),
        "appeal_text" => l.t("case-appeal-text"),
        "withdraw_reason" => l.t("case-withdraw-reason"),
        "sure" => l.t("case-withdraw-sure"),
        "credit_name" => l.t("report-credit-name"),
        "embargo_end" => l.t("case-embargo-end"),
        "embargo_reason" => l.t("case-embargo-reason"),
        "disclosed_url" => l.t("case-disclosed-url"),
        "gone" => l.t("case-retest-gone"),
        "retest_note" => l.t("case-retest-note"),
        other => report_form::label(l, other),
    }
}

//! The page of the matrix: what is open, what can be done with the ticked cells, and what was reported.

use std::collections::HashMap;

use domain::access::{Act, Object, may};
use domain::case::{Case, ReportRecord, State, Who, next_action};
use domain::catalog::Catalog;
use domain::evidence::Doubt;
use domain::id::SkuId;
use domain::matrix::{Cell, CellId, Justification, NoFix, Status};
use domain::severity::Severity;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::chip;
use ui::content::{self, File};
use ui::form::{Button, Choice, Filled, Form, button_row};
use ui::matrix::{CellState, Heading, Matrix, Selection, selectable};
use ui::navigation::{Link, breadcrumbs};
use ui::{Locale, Text};

use super::{Opened, address, navigation};
use crate::web::visit::StaffVisit;
use crate::web::written::written;

/// The whole page; `filled` holds what was ticked and typed, and what is wrong with it.
pub fn page(visit: &StaffVisit, opened: &Opened, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let case = &opened.case;
    let title = l.t_with("fixes-matrix-title", &[("case", case.number.as_str().into())]);
    let form = Form::post(l, address(&case.number)).filled(filled).warn_unsaved();
    let main = html! {
        (breadcrumbs(l, &trail(visit, case), &l.t("fixes-matrix")))
        (content::heading(&case.title, Some(chip::label(case.number.as_str())), None))
        (next(visit, case))
        @if case.matrix.cells().next().is_none() {
            (content::empty(l.t("fixes-no-devices"), html! { (add_devices(visit, case)) }))
        } @else {
            (form.wrap(html! {
                // Return in a text field presses the first button: this one does nothing but ask what is meant.
                button.first-button type="submit" name="act" value="" tabindex="-1" aria-hidden="true" { (l.t("fixes-choose")) }
                (ticks(l, case, filled))
                (grid(visit, opened, filled))
                (add_devices(visit, case))
                (acts(visit, opened, filled, &form))
            }))
        }
        (content::panel("report", &l.t("fixes-report"), reports(visit, opened)))
    };
    visit.page(&title, &navigation::sections(visit), &main)
}

/// The pages above this one that the visitor may see.
pub fn trail(visit: &StaffVisit, case: &Case) -> Vec<Link<'static>> {
    let l = visit.visit.locale;
    let mut links = Vec::new();
    if visit.may(Act::ListCommissions) {
        links.push(Link::new("/staff/commissions", l.t("fixes-commissions")));
    }
    links.push(Link::new(format!("/staff/cases/{}", case.number), case.number.to_string()));
    links
}

fn next(visit: &StaffVisit, case: &Case) -> Markup {
    let l = visit.visit.locale;
    let next = next_action(case);
    let key = format!("fixes-todo-{}", next.what);
    let who = match next.who {
        Who::Remediation => l.t("fixes-who-remediation"),
        Who::SecondPerson => l.t("fixes-who-second-person"),
        _ => l.t("fixes-who-team"),
    };
    html! {
        @if l.has(&key) {
            (ui::case::next_action(l, &ui::case::NextAction { who, what: l.t(&key), due: next.by }, visit.visit.now))
        }
    }
}

fn add_devices(visit: &StaffVisit, case: &Case) -> Markup {
    let l = visit.visit.locale;
    let open = matches!(case.state, State::InReview | State::NeedsInfo | State::Confirmed | State::Resolved);
    html! {
        @if open && may(&visit.actor(), Act::Triage, Object::Case(case)) {
            p { a href={ "/staff/cases/" (case.number) "/devices" } { (l.t("fixes-add-devices")) } }
        }
    }
}

/// Ways to tick many cells at once; they work without script because the server fills them in.
fn ticks(l: Locale, case: &Case, filled: &Filled) -> Markup {
    html! {
        fieldset.field.choices.choices-row id="cells" aria-describedby="cells-hint" {
            legend { (l.t("fixes-select")) }
            p.hint id="cells-hint" { (l.t("fixes-select-hint")) }
            @if let Some(error) = filled.error("cells") { p.field-error { (error) } }
            div.choice {
                input type="checkbox" id="all" name="all" value="yes" checked[filled.has("all", "yes")];
                label for="all" { (l.t("fixes-select-all")) }
            }
            @if case.vulnerabilities.len() > 1 {
                @for (no, flaw) in &case.vulnerabilities {
                    @let value = no.0.to_string();
                    div.choice {
                        input type="checkbox" id={ "column-" (value) } name="column" value=(value) checked[filled.has("column", &value)];
                        label for={ "column-" (value) } { (l.t_with("fixes-select-column", &[("name", flaw_words(no.0, flaw).into())])) }
                    }
                }
            }
        }
    }
}

fn flaw_words(no: u32, flaw: &domain::case::Vulnerability) -> String {
    flaw.cve.as_ref().map_or_else(|| format!("#{no} {}", flaw.title), |cve| cve.as_str().to_owned())
}

fn grid(visit: &StaffVisit, opened: &Opened, filled: &Filled) -> Markup {
    let l = visit.visit.locale;
    let case = &opened.case;
    let program = visit.visit.program();
    let catalog = &program.program.catalog;
    let skus = sorted(case, catalog);
    let columns = case.vulnerabilities.iter().map(|(no, flaw)| Heading {
        words: flaw_words(no.0, flaw).into(),
        note: chip::severity(l, severity(flaw.severity()), None),
    });
    let columns: Vec<_> = columns.collect();
    let mut details = Details { l, today: visit.visit.app.today(), known: HashMap::new() };
    let mut rows = Vec::with_capacity(skus.len());
    for sku in &skus {
        let mut cells = Vec::with_capacity(columns.len());
        for no in case.vulnerabilities.keys() {
            let id = CellId { vulnerability: *no, sku: sku.clone() };
            cells.push(match case.matrix.find(&id) {
                Some(cell) => ui::matrix::Cell {
                    state: state(cell),
                    detail: details.of(cell),
                    href: Some(cell_address(case, &id).into()),
                },
                None => ui::matrix::Cell { state: CellState::NotListed, detail: "".into(), href: None },
            });
        }
        rows.push((device(catalog, sku), cells));
    }
    let total = case.matrix.cells().count();
    let open = case.matrix.open_cells().count();
    let matrix = Matrix {
        caption: l.t_with("fixes-matrix-title", &[("case", case.number.as_str().into())]),
        columns,
        rows,
        closed: u64::try_from(total - open).unwrap_or(0),
        total: u64::try_from(total).unwrap_or(0),
    };
    let selection = Selection {
        columns: case.vulnerabilities.keys().map(|no| no.0.to_string().into()).collect(),
        rows: skus.iter().map(|sku| sku.as_str().into()).collect(),
        cells: filled.values_of("cell").collect(),
        whole_rows: filled.values_of("row").collect(),
    };
    selectable(l, &matrix, &selection)
}

/// The devices of the matrix as people look for them.
fn sorted(case: &Case, catalog: &Catalog) -> Vec<SkuId> {
    let mut skus = case.matrix.skus();
    skus.sort_by_cached_key(|sku| {
        catalog.find_sku(sku).map_or_else(|| sku.to_string(), domain::catalog::Sku::label)
    });
    skus
}

/// How a device is named: model, then revision and region.
pub fn device(catalog: &Catalog, sku: &SkuId) -> Heading<'static> {
    match catalog.find_sku(sku) {
        Some(found) => {
            let parts = [found.hardware_revision.as_deref(), found.region.as_deref()];
            let note = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Heading { words: found.model.clone().into(), note: html! { (note) } }
        }
        None => Heading { words: sku.to_string().into(), note: html! {} },
    }
}

/// The address of a cell's own page.
pub fn cell_address(case: &Case, id: &CellId) -> String {
    format!("/staff/cases/{}/matrix/{}/{}", case.number, id.vulnerability.0, id.sku)
}

/// The state of a cell as the pages draw it.
pub fn state(cell: &Cell) -> CellState {
    match &cell.status {
        Status::UnderInvestigation => CellState::UnderInvestigation,
        Status::Affected => CellState::Affected,
        Status::NotAffected { .. } => CellState::NotAffected,
        Status::Commissioned => CellState::Commissioned,
        Status::Released { evidence: None, .. } => CellState::Released,
        Status::Released { .. } => CellState::Verified,
        Status::NoFixPlanned(_) => CellState::NoFixPlanned,
    }
}

fn severity(severity: Option<Severity>) -> chip::Severity {
    match severity {
        None => chip::Severity::Unrated,
        Some(Severity::None) => chip::Severity::None,
        Some(Severity::Low) => chip::Severity::Low,
        Some(Severity::Medium) => chip::Severity::Medium,
        Some(Severity::High) => chip::Severity::High,
        Some(Severity::Critical) => chip::Severity::Critical,
    }
}

/// The second line of cells. Dates repeat, so their words are made once.
struct Details {
    l: Locale,
    today: Date,
    known: HashMap<Date, String>,
}

impl Details {
    fn of<'c>(&mut self, cell: &'c Cell) -> Text<'c> {
        match &cell.status {
            Status::Released { release, .. } => match cell.doubt() {
                None => release.version.as_str().into(),
                Some(doubt) => format!("{} · {}", release.version, doubt_words(self.l, doubt)).into(),
            },
            Status::NotAffected { justification, .. } => justification_words(self.l, *justification),
            Status::NoFixPlanned(NoFix { approved_by: None, .. }) => self.l.t("fixes-cell-second-person"),
            // Nobody works on it any more: there is no day to be late for.
            Status::NoFixPlanned(_) => "".into(),
            _ => match &cell.commission {
                Some(commission) => self.due(commission.due).into(),
                None => "".into(),
            },
        }
    }

    fn due(&mut self, due: Date) -> String {
        let (l, today) = (self.l, self.today);
        self.known.entry(due).or_insert_with(|| due_words(l, due, today)).clone()
    }
}

/// `due 4 Dec 2026`, or `overdue since 4 Dec 2026`.
pub fn due_words(l: Locale, due: Date, today: Date) -> String {
    let key = if due < today { "fixes-overdue-since" } else { "fixes-due-on" };
    l.t_with(key, &[("day", day_words(l, due).into())]).into_owned()
}

/// A day in words.
pub fn day_words(l: Locale, day: Date) -> String {
    let midnight = day.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    midnight.map_or_else(|_| day.to_string(), |midnight| ui::time::day_words(midnight.timestamp(), l))
}

/// Why the last look is not believed.
pub fn doubt_words(l: Locale, doubt: Doubt) -> Text<'static> {
    match doubt {
        Doubt::ManyDevices => l.t("fixes-doubt-many-devices"),
        Doubt::OtherDevice => l.t("fixes-doubt-other-device"),
        Doubt::Maintenance => l.t("fixes-doubt-maintenance"),
    }
}

/// A justification in words.
pub fn justification_words(l: Locale, justification: Justification) -> Text<'static> {
    match justification {
        Justification::ComponentNotPresent => l.t("fixes-not-present"),
        Justification::VulnerableCodeNotPresent => l.t("fixes-code-not-present"),
        Justification::VulnerableCodeNotInExecutePath => l.t("fixes-code-not-executed"),
        Justification::VulnerableCodeCannotBeControlledByAdversary => l.t("fixes-code-not-controlled"),
        Justification::InlineMitigationsAlreadyExist => l.t("fixes-mitigated"),
    }
}

fn acts(visit: &StaffVisit, opened: &Opened, filled: &Filled, form: &Form<'_>) -> Markup {
    let l = visit.visit.locale;
    let case = &opened.case;
    let actor = visit.actor();
    let allowed = |act| may(&actor, act, Object::Case(case));
    let fixing = matches!(case.state, State::Confirmed | State::Resolved);
    let listing = fixing || matches!(case.state, State::InReview | State::NeedsInfo);
    let proposed = case
        .matrix
        .cells()
        .any(|(_, cell)| matches!(&cell.status, Status::NoFixPlanned(NoFix { approved_by: None, .. })));
    let doubted = case.matrix.cells().any(|(_, cell)| cell.doubt().is_some_and(Doubt::is_of_device));
    let section = |act: &str, title: Text<'static>, body: Markup| {
        html! { details.disclosure open[filled.value("act") == Some(act)] { summary { (title) } div { (body) } } }
    };
    html! {
        section.panel.act-panel id="act" aria-labelledby="act-title" {
            h2 id="act-title" { (l.t("fixes-acts")) }
            @if let Some(error) = filled.error("act") { p.field-error { (error) } }
            div {
            @if fixing && allowed(Act::Remediate) {
                (section("release", l.t("fixes-act-release"), release_fields(l, form, visit)))
                (section("not-affected", l.t("fixes-act-not-affected"), not_affected_fields(l, form)))
                (section("no-fix", l.t("fixes-act-no-fix"), no_fix_fields(l, form)))
            }
            @if fixing && doubted && allowed(Act::Remediate) {
                (section("confirm", l.t("fixes-act-confirm"), confirm_fields(l, form)))
            }
            @if fixing && allowed(Act::Commission) {
                (section("commission", l.t("fixes-act-commission"), commission_fields(l, form, opened)))
            }
            @if fixing && proposed && allowed(Act::ApproveHiding) {
                (section("decline", l.t("fixes-act-decide"), decision_fields(l, form)))
            }
            }
            @if listing && allowed(Act::Triage) {
                (button_row(&[
                    Button::quiet(l.t("fixes-act-investigate")).sends("act", "investigate"),
                    Button::quiet(l.t("fixes-act-affected")).sends("act", "affected"),
                    Button::danger(l.t("fixes-act-remove")).sends("act", "remove"),
                ]))
            }
        }
    }
}

fn release_fields(l: Locale, form: &Form<'_>, visit: &StaffVisit) -> Markup {
    let today = visit.visit.app.today().to_string();
    html! {
        p.hint { (l.t("fixes-release-hint")) }
        div.fields {
            (form.text("version", l.t("fixes-version")).required().hint(l.t("fixes-version-hint")))
            (form.date("date", l.t("fixes-date")).required().value(today))
        }
        (form.url("page", l.t("fixes-page")).required().hint(l.t("fixes-page-hint")))
        (form.text("sha256", l.t("fixes-sha256")).class("field-code"))
        (button_row(&[Button::primary(l.t("fixes-button-release")).sends("act", "release")]))
    }
}

fn not_affected_fields(l: Locale, form: &Form<'_>) -> Markup {
    let choices = Justification::ALL
        .into_iter()
        .map(|justification| Choice::new(justification.label(), justification_words(l, justification)));
    html! {
        (form.radios("justification", l.t("fixes-justification"), choices.collect()).required())
        (form.textarea("explanation", l.t("fixes-explanation")).required().rows(3).hint(l.t("fixes-explanation-hint")))
        (button_row(&[Button::quiet(l.t("fixes-button-not-affected")).sends("act", "not-affected")]))
    }
}

fn no_fix_fields(l: Locale, form: &Form<'_>) -> Markup {
    html! {
        p.hint { (l.t("fixes-no-fix-hint")) }
        (form.textarea("reason", l.t("fixes-reason")).required().rows(3))
        (form.textarea("mitigation", l.t("fixes-mitigation")).required().rows(3).hint(l.t("fixes-mitigation-hint")))
        (button_row(&[Button::quiet(l.t("fixes-button-no-fix")).sends("act", "no-fix")]))
    }
}

fn confirm_fields(l: Locale, form: &Form<'_>) -> Markup {
    html! {
        p.hint { (l.t("fixes-confirm-hint")) }
        (form.textarea("confirm-reason", l.t("fixes-confirm-reason")).required().rows(3))
        (button_row(&[Button::quiet(l.t("fixes-button-confirm")).sends("act", "confirm")]))
    }
}

fn commission_fields(l: Locale, form: &Form<'_>, opened: &Opened) -> Markup {
    let mut choices = vec![Choice::new("", l.t("fixes-nobody-yet"))];
    choices.extend(opened.engineers.iter().map(|(id, name)| Choice::new(id.as_str(), name.as_str())));
    html! {
        div.fields {
            (form.date("due", l.t("fixes-due")).required())
            (form.select("engineer", l.t("fixes-engineer"), choices))
        }
        (button_row(&[Button::primary(l.t("fixes-button-commission")).sends("act", "commission")]))
    }
}

fn decision_fields(l: Locale, form: &Form<'_>) -> Markup {
    html! {
        p.hint { (l.t("fixes-decide-hint")) }
        (button_row(&[Button::quiet(l.t("fixes-button-approve")).sends("act", "approve")]))
        (form.textarea("decline-reason", l.t("fixes-decline-reason")).rows(3))
        (button_row(&[Button::danger(l.t("fixes-button-decline")).sends("act", "decline")]))
    }
}

/// The technical content of the reports: what an engineer needs, and nobody's name.
fn reports(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    html! {
        p.hint { (l.t("fixes-report-hint")) }
        @for record in &opened.case.reports { (report(l, record)) }
        @if !opened.files.is_empty() {
            h3 { (l.t("fixes-files")) }
            (content::files(l, &opened.files.iter().map(|file| File {
                name: file.name.as_str().into(),
                href: Some(format!("/staff/cases/{}/files/{}", opened.case.number, file.id).into()),
                size: file.size,
                note: "".into(),
            }).collect::<Vec<_>>()))
        }
    }
}

fn report(l: Locale, record: &ReportRecord) -> Markup {
    let report = &record.report;
    let texts = [
        (l.t("fixes-report-steps"), &report.steps),
        (l.t("fixes-report-observed"), &report.observed),
        (l.t("fixes-report-impact"), &report.impact),
        (l.t("fixes-report-tools"), &report.tools),
    ];
    let device = [Some(&report.model), report.hardware_revision.as_ref(), report.region.as_ref()];
    let device = device.into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ");
    html! {
        h3 { (report.title) }
        p.hint {
            (device)
            @if let Some(firmware) = &report.firmware { " · " (l.t_with("fixes-report-firmware", &[("version", firmware.as_str().into())])) }
            @if let Some(cwe) = report.cwe { " · " (cwe) }
        }
        (written(&report.description))
        @for (title, text) in texts {
            @if let Some(text) = text { h4 { (title) } (written(text)) }
        }
    }
}

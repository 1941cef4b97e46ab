//! One cell: how it stands, and every look the server took at its firmware page.

use axum::extract::Path;
use domain::access::{Act, Object, may};
use domain::case::Case;
use domain::evidence::SECOND_LOOK;
use domain::id::{CaseNumber, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{Cell, CellId, Status};
use maud::{Markup, html};
use store::evidence::{Evidence, list_cell_evidence};
use ui::chip::{self, Tone};
use ui::content;
use ui::form::{Button, Form, button_row};
use ui::navigation::{Link, breadcrumbs};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, time};

use super::{Names, draw, navigation, people};
use crate::action::effects::{self, Look};
use crate::action::{case, read};
use crate::app::App;
use crate::error::{Error, Result};
use crate::job::evidence::Detail;
use crate::web::visit::StaffVisit;
use crate::web::written::written;
use crate::web::{PageResult, flash, page};

/// Looks shown at most.
const LOOKS: i64 = 100;
/// A page is not asked more often by hand than this, in microseconds.
const HAND_PAUSE: i64 = 60_000_000;

struct Opened {
    case: Case,
    id: CellId,
    cell: Cell,
    looks: Vec<(Evidence, Detail)>,
    names: Names,
}

/// Number of the case, number of the vulnerability, id of the device.
type Place = (String, u32, String);

/// The page of a cell.
///
/// # Errors
/// [`Error::NotFound`] also for who may not see the case.
pub async fn show(visit: StaffVisit, Path(place): Path<Place>) -> PageResult {
    let opened = open(&visit, place).await?;
    page(draw(&visit, &opened))
}

/// Looks at the page again at once, instead of when the next look is due.
///
/// # Errors
/// As [`show`].
pub async fn look(visit: StaffVisit, Path(place): Path<Place>) -> PageResult {
    let opened = open(&visit, place).await?;
    let address = draw::cell_address(&opened.case, &opened.id);
    if !may(&visit.actor(), Act::Remediate, Object::Case(&opened.case)) {
        return Err(Error::NotFound);
    }
    let Status::Released { release, .. } = &opened.cell.status else {
        return flash::failed(&address, "flash-fixes-nothing-released");
    };
    let now = visit.visit.now;
    let last = opened.looks.first().map(|(evidence, _)| evidence.fetched_at);
    if last.is_some_and(|last| now.as_microsecond() - last < HAND_PAUSE) {
        return flash::failed(&address, "flash-fixes-just-looked");
    }
    let look = Look { page: release.page.clone(), version: release.version.clone() };
    let number = opened.case.number.clone();
    let ask = move |app: &App| {
        app.store.write(|tx| {
            let id = case::load(tx, &number)?.id;
            effects::schedule_look(tx, id, &look, now)
        })
    };
    visit.visit.app.run(ask).await?;
    visit.visit.app.bell.notify_one();
    flash::done(&address, "flash-fixes-looking")
}

async fn open(visit: &StaffVisit, (number, vulnerability, sku): Place) -> Result<Opened> {
    let number = CaseNumber::parse(&number).ok_or(Error::NotFound)?;
    let id = CellId { vulnerability: VulnerabilityNo(vulnerability), sku: SkuId(sku) };
    let actor = visit.actor();
    let read = move |app: &App| {
        app.store.read(|tx| {
            let loaded = read::case_in(tx, &actor, &number)?;
            let cell = loaded.case.matrix.find(&id).ok_or(Error::NotFound)?.clone();
            let place = (i64::from(id.vulnerability.0), id.sku.as_str());
            let mut looks = Vec::new();
            for (_, evidence) in list_cell_evidence(tx, loaded.id, place, LOOKS)? {
                let detail = serde_json::from_slice(&evidence.detail).map_err(Error::internal)?;
                looks.push((evidence, detail));
            }
            let (names, _) = people(tx)?;
            Ok(Opened { case: loaded.case, id: id.clone(), cell, looks, names })
        })
    };
    visit.visit.app.run(read).await
}

fn draw(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let Opened { case, id, .. } = opened;
    let program = visit.visit.program();
    let device = draw::device(&program.program.catalog, &id.sku);
    let label = program
        .program
        .catalog
        .find_sku(&id.sku)
        .map_or_else(|| id.sku.to_string(), domain::catalog::Sku::label);
    let flaw = case.vulnerabilities.get(&id.vulnerability);
    let flaw = flaw.map(|flaw| flaw.cve.as_ref().map_or(flaw.title.as_str(), |cve| cve.as_str()));
    let mut trail = draw::trail(visit, case);
    trail.push(Link::new(super::address(&case.number), l.t("fixes-matrix")));
    let ticked = format!("{}?cell={}:{}#act", super::address(&case.number), id.vulnerability.0, id.sku);
    let main = html! {
        (breadcrumbs(l, &trail, &label))
        (content::heading(&label, Some(chip::label(case.number.as_str())), flaw))
        (content::panel("cell", &l.t("fixes-cell"), html! {
            (content::facts(&facts(visit, opened)))
            p { a href=(ticked) { (l.t("fixes-cell-change")) } }
        }))
        @if let Status::Released { .. } = opened.cell.status { (looks(visit, opened)) }
    };
    visit.page(&device.words, &navigation::sections(visit), &main)
}

fn facts(visit: &StaffVisit, opened: &Opened) -> Vec<(Text<'static>, Markup)> {
    let l = visit.visit.locale;
    let cell = &opened.cell;
    let name = |user: &UserId| opened.names.get(user.as_str()).cloned().unwrap_or_else(|| user.to_string());
    let mut facts: Vec<(Text<'static>, Markup)> = vec![(l.t("fixes-status"), status(l, cell))];
    let mut add = |key: &str, value: Markup| facts.push((l.t(key), value));
    if let Some(commission) = &cell.commission {
        // A cell that nobody works on any more is not late.
        let due = match cell.is_closed() {
            true => {
                l.t_with("fixes-due-on", &[("day", draw::day_words(l, commission.due).into())]).into_owned()
            }
            false => draw::due_words(l, commission.due, visit.visit.app.today()),
        };
        let who = commission.engineer.as_ref().map_or_else(|| l.t("fixes-nobody-yet").into_owned(), name);
        add("fixes-commission", html! { (due) " · " (who) });
    }
    match &cell.status {
        Status::NotAffected { justification, explanation } => {
            add("fixes-justification", html! { (draw::justification_words(l, *justification)) });
            add("fixes-explanation", written(explanation));
        }
        Status::NoFixPlanned(no_fix) => {
            add("fixes-reason", written(&no_fix.reason));
            add("fixes-mitigation", written(&no_fix.mitigation));
            add("fixes-proposed-by", html! { (name(&no_fix.proposed_by)) });
            if let Some(second) = &no_fix.approved_by {
                add("fixes-approved-by", html! { (name(second)) });
            }
        }
        Status::Released { release, evidence } => {
            add("fixes-version", html! { (release.version) });
            add("fixes-page", html! { a href=(release.page) rel="noreferrer noopener" { (release.page) } });
            add("fixes-date", html! { (draw::day_words(l, release.date)) });
            if let Some(sum) = &release.sha256 {
                add("fixes-sha256", html! { code { (sum) } });
            }
            if let Some(seen) = evidence {
                let line = seen.line.clone().unwrap_or_default();
                add("fixes-evidence", html! { (time::format_time(seen.fetched_at, l)) ": " q { (line) } });
            }
            if let Some(doubt) = cell.doubt() {
                let words = draw::doubt_words(l, doubt);
                add(
                    "fixes-doubt",
                    html! { (chip::state(Tone::Warning, words)) p.hint { (doubt_hint(l, cell)) } },
                );
            }
            if let Some(user) = &cell.confirmed_by {
                add("fixes-confirmed-by", html! { (name(user)) });
            }
            if cell.retested {
                add("fixes-retest", html! { (l.t("fixes-retested")) });
            }
        }
        Status::UnderInvestigation | Status::Affected | Status::Commissioned => {}
    }
    facts
}

/// What becomes of a doubt.
fn doubt_hint(l: Locale, cell: &Cell) -> Text<'static> {
    match cell.doubted_since.and_then(|since| since.checked_add(SECOND_LOOK).ok()) {
        Some(decides) => l.t_with("fixes-doubt-decides", &[("at", time::words(decides, l).into())]),
        None => l.t("fixes-doubt-person"),
    }
}

fn status(l: Locale, cell: &Cell) -> Markup {
    let tone = if cell.is_closed() { Tone::Success } else { Tone::Progress };
    let key = format!("fixes-state-{}", cell.word());
    chip::state(tone, l.t(&key))
}

fn looks(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("fixes-look-when")).tight(),
        Column::new(l.t("fixes-look-what")).main(),
        Column::new(l.t("fixes-look-status")).tight(),
        Column::new(l.t("fixes-look-digest")).tight(),
    ];
    let rows: Vec<_> = opened.looks.iter().map(|look| row(l, look)).collect();
    let may = may(&visit.actor(), Act::Remediate, Object::Case(&opened.case));
    let body = html! {
        p { (l.t("fixes-looks-hint")) }
        @if may {
            (Form::post(l, format!("{}/look", draw::cell_address(&opened.case, &opened.id)))
                .wrap(button_row(&[Button::quiet(l.t("fixes-look-again"))])))
        }
        @if rows.is_empty() {
            p { (l.t("fixes-no-looks")) }
        } @else {
            (Table::new(l, l.t("fixes-looks"), columns).quiet_caption().rows(&rows))
        }
    };
    content::panel("looks", &l.t("fixes-looks"), body)
}

fn row(l: Locale, (evidence, detail): &(Evidence, Detail)) -> Row<'static> {
    let seen = (200..300).contains(&evidence.status) && detail.line.is_some();
    let what = match (&detail.line, &detail.trouble) {
        (line, _) if detail.doubt.is_some() => {
            let words = detail.doubt.map(|doubt| draw::doubt_words(l, doubt)).unwrap_or_default();
            html! { (chip::state(Tone::Warning, words)) @if let Some(line) = line { p.hint { q { (line) } } } }
        }
        (Some(line), _) if seen => {
            html! { (chip::state(Tone::Success, l.t("fixes-look-offered"))) p.hint { q { (line) } } }
        }
        (_, Some(trouble)) => {
            let key = format!("fixes-trouble-{trouble}");
            html! { (chip::state(Tone::Warning, l.t("fixes-look-trouble"))) p.hint { (l.t(&key)) } }
        }
        _ if evidence.status < 400 || matches!(evidence.status, 404 | 410) => {
            html! { (chip::state(Tone::Danger, l.t("fixes-look-missing"))) }
        }
        _ => html! { (chip::state(Tone::Warning, l.t("fixes-look-no-answer"))) },
    };
    let status = if evidence.status == 0 { "–".to_owned() } else { evidence.status.to_string() };
    let whole = hex::encode(evidence.digest);
    let digest: String = whole.chars().take(12).collect();
    Row::new(vec![
        time::format_micros(evidence.fetched_at, l),
        html! { (what) p.hint { (detail.version) " · " (detail.page) } },
        html! { (status) },
        html! { @if evidence.status != 0 { code title=(whole) { (digest) } } },
    ])
}

//! The green light of a report in words: what it waits for, device by device, or since when it is given.

use domain::case::{Case, ReportRecord};
use domain::green_light::{GreenLight, Obstacle, Outcome, compute};
use domain::id::SkuId;
use jiff::Timestamp;
use ui::green_light::{Light, green_light};
use ui::{Locale, Markup, html, time};

use crate::app::ActiveProgram;

/// Devices that are named one by one; the rest is counted.
const NAMED_MAX: usize = 6;

/// The panel for one report; `more` holds what the reader may do with it, such as fetching the letter.
#[must_use]
pub fn panel(
    l: Locale,
    (case, record): (&Case, &ReportRecord),
    program: &ActiveProgram,
    now: Timestamp,
    more: Markup,
) -> Markup {
    let light = compute(case, record, now);
    let shown = match &light {
        GreenLight::Red { .. } => Light::Red,
        GreenLight::May(Outcome::Green) => Light::Green,
        GreenLight::May(Outcome::LimitLifted) | GreenLight::NoLimit => Light::LimitLifted,
    };
    let sentence = sentence(l, (case, record), program, now);
    green_light(
        l,
        &ui::green_light::GreenLight { light: shown, sentence: sentence.into(), reasons: Vec::new(), more },
    )
}

/// The light in one sentence: `Not yet: 2 of 9 waiting, EA7500 v2 (EU) and EA7500 v3 (US)`.
#[must_use]
pub fn sentence(
    l: Locale,
    (case, record): (&Case, &ReportRecord),
    program: &ActiveProgram,
    now: Timestamp,
) -> String {
    match compute(case, record, now) {
        GreenLight::May(Outcome::Green) => {
            let since = record.light.given_at.unwrap_or(now);
            l.t_with("triage-light-green", &[("day", time::day_words(since, l).into())]).into_owned()
        }
        GreenLight::May(Outcome::LimitLifted) => l.t("triage-light-lifted").into_owned(),
        GreenLight::NoLimit => l.t("triage-light-no-limit").into_owned(),
        GreenLight::Red { obstacles } => {
            let words: Vec<_> =
                obstacles.iter().map(|obstacle| obstacle_words(l, obstacle, program)).collect();
            l.t_with("triage-light-red", &[("why", words.join("; ").into())]).into_owned()
        }
    }
}

/// What stands in the way, in words.
#[must_use]
pub fn obstacle_words(l: Locale, obstacle: &Obstacle, program: &ActiveProgram) -> String {
    match obstacle {
        Obstacle::NotJudged => l.t("triage-obstacle-not-judged").into_owned(),
        Obstacle::NoDevicesYet => l.t("triage-obstacle-no-devices").into_owned(),
        Obstacle::FollowsOriginal => l.t("triage-obstacle-follows-original").into_owned(),
        Obstacle::Embargo { until: Some(until) } => {
            l.t_with("triage-obstacle-embargo", &[("until", time::words(*until, l).into())]).into_owned()
        }
        Obstacle::Embargo { until: None } => l.t("triage-obstacle-embargo-open").into_owned(),
        Obstacle::OpenDevices { open, of } => {
            let values = [
                ("n", open.len().into()),
                ("of", (*of).into()),
                ("devices", devices(l, open, program).into()),
            ];
            l.t_with("triage-obstacle-devices", &values).into_owned()
        }
    }
}

fn devices(l: Locale, open: &[SkuId], program: &ActiveProgram) -> String {
    let mut names: Vec<_> = open.iter().take(NAMED_MAX).map(|sku| sku_label(sku, program)).collect();
    if open.len() > NAMED_MAX {
        let more = l.t_with("triage-and-more", &[("n", (open.len() - NAMED_MAX).into())]);
        return format!("{} {more}", names.join(", "));
    }
    let Some(last) = names.pop() else { return String::new() };
    if names.is_empty() {
        return last;
    }
    let values = [("list", names.join(", ").into()), ("last", last.into())];
    l.t_with("triage-and", &values).into_owned()
}

/// The label of a device as people read it; its id when the catalog lost it.
#[must_use]
pub fn sku_label(sku: &SkuId, program: &ActiveProgram) -> String {
    program.program.catalog.find_sku(sku).map_or_else(|| sku.to_string(), domain::catalog::Sku::label)
}

/// The panels of every report of a case.
#[must_use]
pub fn panels(l: Locale, case: &Case, program: &ActiveProgram, now: Timestamp) -> Markup {
    html! {
        @for record in case.reports.iter().filter(|r| !r.withdrawn) {
            @let more = match case.reports.len() {
                1 => html! {},
                _ => html! { p.hint { (l.t_with("triage-report-title-n", &[("n", i64::from(record.no.0).into())])) } },
            };
            (panel(l, (case, record), program, now, more))
        }
    }
}

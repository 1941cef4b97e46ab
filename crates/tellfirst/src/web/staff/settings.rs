//! What the server is set to and where that was said, and whether it is well: for administrators.
//!
//! Invariant: no secret is shown, see [`crate::config::Config::shown`]; nothing here tells of a case.

use std::sync::atomic::Ordering;

use axum::{Router, routing::get};
use domain::access::Act;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use maud::{Markup, html};
use store::outbox::{self, JobCounts};
use ui::chip::{self, Tone};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, Value, content, time};

use crate::action::effects::kind;
use crate::action::upkeep::{self, LastBackup};
use crate::app::App;
use crate::config::Source;
use crate::error::{Error, Result};
use crate::web::staff::navigation::sections;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

/// The address of this page.
pub fn routes() -> Router<App> {
    Router::new().route("/staff/settings", get(show))
}

/// Less free space than this is worth a word, in bytes (2 GiB).
const LITTLE_SPACE: u64 = 2 << 30;
/// Work that was due so long ago is late, in microseconds (15 minutes).
const LATE: i64 = 15 * 60 * 1_000_000;
/// A backup older than this is worth a word, in days.
const OLD_BACKUP: i64 = 7;
/// Days before its end from which a key is worth a word.
const KEY_ENDS: i64 = 30;

/// How the server does.
struct Health {
    work: Vec<(&'static str, JobCounts)>,
    backup: Option<LastBackup>,
    free: Option<u64>,
}

async fn show(visit: StaffVisit) -> PageResult {
    visit.require(Act::Administer)?;
    let health = visit.visit.app.run(look).await?;
    let l = visit.visit.locale;
    let main = html! {
        (content::heading(&l.t("settings-title"), None, Some(&l.t("settings-lead"))))
        (content::panel("health", &l.t("settings-health"), content::facts(&facts(&visit, &health))))
        (content::panel("work", &l.t("settings-work"), work(&visit, &health.work)))
        (content::panel("settings", &l.t("settings-values"), values(&visit)))
    };
    page(visit.page(&l.t("settings-title"), &sections(&visit), &main))
}

fn look(app: &App) -> Result<Health> {
    let kinds = [
        kind::MAIL,
        kind::LINK,
        kind::INVITE,
        kind::EVIDENCE,
        kind::PUBLISH,
        kind::CVE,
        kind::FOLLOW,
        kind::FEATURES,
    ];
    let work = app.store.read(|tx| {
        let count = |kind| Ok((kind, outbox::count_jobs(tx, kind)?));
        kinds.into_iter().map(count).collect::<Result<Vec<_>, Error>>()
    })?;
    let free = store::store::free_space(app.store.folder()).ok();
    Ok(Health { work, backup: upkeep::find_last_backup(app.store.folder()), free })
}

type Fact = (Text<'static>, Markup);

fn facts(visit: &StaffVisit, health: &Health) -> Vec<Fact> {
    let l = visit.visit.locale;
    let app = &visit.visit.app;
    let mut facts = vec![
        (l.t("settings-version"), html! { (env!("CARGO_PKG_VERSION")) }),
        (l.t("settings-policy"), policy(visit)),
        (l.t("settings-backup"), backup(l, health.backup.as_ref(), visit.visit.now)),
        (l.t("settings-disk"), disk(l, health.free)),
        (l.t("settings-mail"), mail(visit)),
    ];
    facts.extend(visit.visit.program().program.keys.iter().map(|key| {
        let short: String =
            key.fingerprint.chars().rev().take(16).collect::<Vec<_>>().into_iter().rev().collect();
        let words = match key.expires {
            Some(end) => ends(l, end, app.today()),
            None => html! { (l.t("settings-key-without-end")) },
        };
        (l.t("settings-key"), html! { code { (short) } " " (words) })
    }));
    if app.config.evidence_from_private_addresses {
        facts.push((l.t("settings-evidence"), chip::state(Tone::Danger, l.t("settings-laboratory"))));
    }
    facts
}

fn policy(visit: &StaffVisit) -> Markup {
    let l = visit.visit.locale;
    let program = visit.visit.program();
    let version = l.t_with("triage-policy-version", &[("n", i64::from(program.number).into())]);
    let count = |key: &str, n: usize| l.t_with(key, &[("n", n.into())]);
    html! {
        a href="/staff/program" { (version) } " "
        @if !program.mistakes.is_empty() {
            (chip::state(Tone::Danger, count("settings-mistakes", program.mistakes.len())))
        } @else if !program.weaknesses.is_empty() {
            (chip::state(Tone::Warning, count("settings-weaknesses", program.weaknesses.len())))
        } @else { (good(l)) }
    }
}

fn good(l: Locale) -> Markup {
    chip::state(Tone::Success, l.t("settings-good"))
}

fn backup(l: Locale, last: Option<&LastBackup>, now: Timestamp) -> Markup {
    let Some(last) = last else {
        return html! { (chip::state(Tone::Warning, l.t("settings-no-backup"))) p.hint { (l.t("settings-no-backup-hint")) } };
    };
    let is_old = now.duration_since(last.at).as_hours() > 24 * OLD_BACKUP;
    html! {
        (time::format_relative(last.at, now, l)) " · " (content::size(last.bytes)) " "
        @if is_old { (chip::state(Tone::Warning, l.t("settings-old-backup"))) } @else { (good(l)) }
    }
}

fn disk(l: Locale, free: Option<u64>) -> Markup {
    match free {
        None => html! { (l.t("settings-unknown")) },
        Some(free) => html! {
            (l.t_with("settings-free", &[("size", content::size(free).into())])) " "
            @if free < LITTLE_SPACE { (chip::state(Tone::Danger, l.t("settings-little-space"))) } @else { (good(l)) }
        },
    }
}

fn mail(visit: &StaffVisit) -> Markup {
    let l = visit.visit.locale;
    let app = &visit.visit.app;
    if !app.mailer.reaches_people() {
        return html! { (chip::state(Tone::Warning, l.t("settings-no-mail"))) p.hint { (l.t("settings-no-mail-hint")) } };
    }
    let counts = &app.mail_counts;
    let n = |of: &std::sync::atomic::AtomicU64| Value::from(of.load(Ordering::Relaxed));
    let refused = counts.refused.load(Ordering::Relaxed);
    let words = l.t_with("settings-mails", &[("sent", n(&counts.sent)), ("refused", n(&counts.refused))]);
    html! { (words) " " @if refused > 0 { (chip::state(Tone::Warning, l.t("settings-mails-refused"))) } @else { (good(l)) } }
}

fn ends(l: Locale, end: Date, today: Date) -> Markup {
    let soon = today.checked_add(KEY_ENDS.days()).is_ok_and(|soon| end < soon);
    let words = l.t_with("settings-key-ends", &[("day", super::matrix::day_words(l, end).into())]);
    let tone = match () {
        () if end < today => Tone::Danger,
        () if soon => Tone::Warning,
        () => Tone::Success,
    };
    chip::state(tone, words)
}

/// What waits in the outbox, a row per kind.
fn work(visit: &StaffVisit, work: &[(&'static str, JobCounts)]) -> Markup {
    let l = visit.visit.locale;
    let now = visit.visit.now;
    let columns = vec![
        Column::new(l.t("settings-work-kind")).main(),
        Column::new(l.t("settings-work-due")).numeric(),
        Column::new(l.t("settings-work-failed")).numeric(),
        Column::new(l.t("settings-work-state")),
    ];
    let row = |(kind, counts): &(&'static str, JobCounts)| {
        let is_late = counts.oldest.is_some_and(|oldest| now.as_microsecond() - oldest > LATE);
        let state = match () {
            () if counts.failed > 0 => chip::state(Tone::Danger, l.t("settings-work-given-up")),
            () if is_late => chip::state(Tone::Warning, l.t("settings-work-late")),
            () => good(l),
        };
        Row::new(vec![
            html! { (kind_words(l, kind)) },
            html! { (counts.open) },
            html! { (counts.failed) },
            html! { (state) @if let Some(at) = counts.oldest.and_then(|at| Timestamp::from_microsecond(at).ok()) {
                p.hint { (l.t("settings-work-next")) " " (time::format_relative(at, now, l)) }
            } },
        ])
    };
    let rows: Vec<_> = work.iter().map(row).collect();
    html! {
        p.hint { (l.t("settings-work-hint")) }
        (Table::new(l, l.t("settings-work"), columns).quiet_caption().rows(&rows))
    }
}

fn kind_words(l: Locale, of: &str) -> Text<'static> {
    match of {
        kind::MAIL => l.t("settings-kind-mail"),
        kind::LINK => l.t("settings-kind-link"),
        kind::INVITE => l.t("settings-kind-invitation"),
        kind::EVIDENCE => l.t("settings-kind-evidence"),
        kind::PUBLISH => l.t("settings-kind-publish"),
        kind::CVE => l.t("settings-kind-cve"),
        kind::FEATURES => l.t("settings-kind-features"),
        _ => l.t("settings-kind-follow"),
    }
}

/// Every setting with its value and where it was said.
fn values(visit: &StaffVisit) -> Markup {
    let l = visit.visit.locale;
    let columns = vec![
        Column::new(l.t("settings-name")).main(),
        Column::new(l.t("settings-value")),
        Column::new(l.t("settings-source")).tight(),
    ];
    let rows: Vec<_> = visit
        .visit
        .app
        .config
        .shown()
        .into_iter()
        .map(|setting| {
            let source = match setting.source {
                Source::Default => l.t("settings-from-default"),
                Source::File => l.t("settings-from-file"),
                Source::Environment => l.t("settings-from-environment"),
                Source::Flag => l.t("settings-from-flag"),
            };
            let value = match (setting.value, setting.is_secret) {
                (None, _) => html! { span.hint { (l.t("settings-not-set")) } },
                (Some(_), true) => html! { span.hint { (l.t("settings-secret")) } },
                (Some(value), false) => html! { code { (value) } },
            };
            Row::new(vec![html! { code { (setting.name) } }, value, html! { (source) }])
        })
        .collect();
    html! {
        p.hint { (l.t("settings-values-hint")) }
        (Table::new(l, l.t("settings-values"), columns).quiet_caption().rows(&rows))
    }
}

//! The program as staff see it: the version in force, what is wrong with the files, the history and what changed.

use axum::extract::Path;
use axum::{Router, routing::get};
use domain::access::Act;
use domain::program::difference::{FileChange, FileDifference, LineChange, difference};
use domain::program::problem::Problem;
use maud::{Markup, html};
use store::policies::{self, PolicyVersion};
use ui::chip::{self, Tone};
use ui::diff::{Change, diff};
use ui::form::{Button, button_row};
use ui::navigation::{Link, breadcrumbs};
use ui::table::{Column, Row, Table};
use ui::{Locale, content, notice, time};

use super::navigation::sections;
use crate::action::program::get_files;
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};
use crate::publish::keys::{Level, Watched};
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/staff/program", get(show))
        .route("/staff/program/versions/{number}", get(show_version))
}

async fn show(visit: StaffVisit) -> PageResult {
    visit.require(Act::ReadInstance)?;
    let program = visit.visit.program();
    let id = program.program.id.to_string();
    let versions = visit.visit.app.run(move |app| list_versions(app, &id)).await?;
    let l = visit.visit.locale;
    let name = program.program.name.get(&visit.visit.language(), &program.program.default_language);
    let facts = [
        (l.t("policy-version"), html! { (program.number) }),
        (l.t("policy-hash"), html! { code { (program.program.hash.as_str()) } }),
        (l.t("policy-folder"), html! { code { (visit.visit.app.program_folder.display()) } }),
    ];
    let main = html! {
        (content::heading(name, None, Some(&l.t("policy-lead"))))
        (content::facts(&facts))
        (button_row(&[Button::quiet(l.t("policy-public")).to("/")]))
        (mistakes_panel(l, &program))
        (key_notice(l, visit.visit.app.key_watch.last().as_ref()))
        (weaknesses_panel(l, &program))
        (history_panel(l, &program, &versions))
    };
    page(visit.page(&l.t("policy-title"), &sections(&visit), &main))
}

fn list_versions(app: &App, id: &str) -> Result<Vec<PolicyVersion>> {
    app.store.read(|tx| policies::list_versions(tx, id).map_err(Error::from))
}

/// The publication key, when it needs a person's attention.
fn key_notice(l: Locale, watched: Option<&Watched>) -> Markup {
    let Some(watched) = watched.filter(|watched| watched.level != Level::Fine) else { return html! {} };
    let (tone, text) = match (watched.level, watched.days) {
        (Level::Over, _) | (_, None) => (Tone::Danger, l.t("publication-key-over")),
        (_, Some(days)) => (Tone::Warning, l.t_with("publication-key-ends", &[("days", days.into())])),
    };
    notice::notice(tone, l.t("publication-key"), html! { p { (text) } p { (l.t("publication-key-remedy")) } })
}

fn mistakes_panel(l: Locale, program: &ActiveProgram) -> Markup {
    html! {
        @if !program.mistakes.is_empty() {
            (notice::notice(Tone::Danger, l.t("policy-mistakes"), html! {
                p { (l.t_with("policy-mistakes-lead", &[("version", i64::from(program.number).into())])) }
                (problems(&program.mistakes))
            }))
        }
    }
}

fn weaknesses_panel(l: Locale, program: &ActiveProgram) -> Markup {
    content::panel(
        "weaknesses",
        &l.t("policy-weaknesses"),
        html! {
            @if program.weaknesses.is_empty() { p { (l.t("policy-weaknesses-none")) } }
            @else { p { (l.t("policy-weaknesses-lead")) } (problems(&program.weaknesses)) }
        },
    )
}

/// Where, what, and what to do; the words are those of the command line.
fn problems(problems: &[Problem]) -> Markup {
    html! {
        ul lang="en" {
            @for problem in problems {
                li {
                    code { (problem.file) ":" (problem.line) } " " (problem.message) "."
                    p.hint { (sentence(&problem.remedy)) "." }
                }
            }
        }
    }
}

/// With a capital at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn history_panel(l: Locale, program: &ActiveProgram, versions: &[PolicyVersion]) -> Markup {
    let columns = vec![
        Column::new(l.t("policy-version")).main(),
        Column::new(l.t("policy-since")),
        Column::new(l.t("policy-hash")),
    ];
    let row = |version: &PolicyVersion| {
        let is_now = version.number == i64::from(program.number);
        Row::new(vec![
            html! {
                a href=(format!("/staff/program/versions/{}", version.number)) { (version.number) }
                @if is_now { " " (chip::state(Tone::Success, l.t("policy-in-force"))) }
            },
            time::format_micros(version.at, l),
            html! { code { (version.hash.get(..16).unwrap_or(&version.hash)) "…" } },
        ])
    };
    let rows: Vec<_> = versions.iter().map(row).collect();
    content::panel(
        "versions",
        &l.t("policy-history"),
        html! {
            p { (l.t("policy-history-lead")) }
            (Table::new(l, l.t("policy-history"), columns).quiet_caption().rows(&rows))
        },
    )
}

async fn show_version(visit: StaffVisit, Path(number): Path<i64>) -> PageResult {
    visit.require(Act::ReadInstance)?;
    let id = visit.visit.program().program.id.to_string();
    let (version, changes) = visit.visit.app.run(move |app| changes(app, &id, number)).await?;
    let l = visit.visit.locale;
    let title = l.t_with("policy-version-n", &[("n", version.number.into())]);
    let facts = [
        (l.t("policy-since"), time::format_micros(version.at, l)),
        (l.t("policy-hash"), html! { code { (version.hash) } }),
    ];
    let main = html! {
        (breadcrumbs(l, &[Link::new("/staff/program", l.t("policy-title"))], &title))
        (content::heading(&title, None, None))
        (content::facts(&facts))
        @match &changes {
            None => p { (l.t("policy-first")) },
            Some(changes) if changes.is_empty() => p { (l.t("policy-no-change")) },
            Some(changes) => {
                h2 { (l.t_with("policy-changes", &[("n", (version.number - 1).into())])) }
                @for change in changes { (file_panel(l, change)) }
            }
        }
    };
    page(visit.page(&title, &sections(&visit), &main))
}

/// A version, and what changed since the one before; nothing for the first.
fn changes(app: &App, id: &str, number: i64) -> Result<(PolicyVersion, Option<Vec<FileDifference>>)> {
    app.store.read(|tx| {
        let versions = policies::list_versions(tx, id)?;
        let at = |n: i64| versions.iter().find(|version| version.number == n).cloned();
        let version = at(number).ok_or(Error::NotFound)?;
        let Some(before) = at(number - 1) else { return Ok((version, None)) };
        let (old, new) = (get_files(tx, &before)?, get_files(tx, &version)?);
        Ok((version, Some(difference(&old, &new))))
    })
}

fn file_panel(l: Locale, file: &FileDifference) -> Markup {
    let what = match file.change {
        FileChange::Added => l.t("policy-file-added"),
        FileChange::Removed => l.t("policy-file-removed"),
        FileChange::Changed => l.t("policy-file-changed"),
    };
    let id = format!("file-{}", file.file.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    content::panel(
        &id,
        &file.file,
        html! {
            p.hint { (what) }
            @for stretch in &file.stretches {
                @let lines: Vec<_> = stretch.iter().map(|line| (change(line.change), line.text.as_str())).collect();
                (diff(l, &lines))
            }
        },
    )
}

fn change(change: LineChange) -> Change {
    match change {
        LineChange::Same => Change::Same,
        LineChange::Added => Change::Added,
        LineChange::Removed => Change::Removed,
    }
}

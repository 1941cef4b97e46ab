//! What changed between two published revisions, line by line.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use domain::program::{Files, difference as compare};
use maud::html;
use serde::Deserialize;
use ui::diff::{Change, diff};
use ui::navigation::{Link, breadcrumbs};
use ui::{Value, content};

use super::{address, open};
use crate::action::publication::Record;
use crate::app::App;
use crate::error::{Error, Result};
use crate::publish::revision;
use crate::web::staff::navigation::sections;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, page};

#[derive(Deserialize)]
pub struct Wish {
    to: u32,
}

/// Compares a revision with the one before it.
pub async fn show(visit: StaffVisit, Path(number): Path<String>, Query(wish): Query<Wish>) -> PageResult {
    let desk = open(&visit, &number).await?;
    let case = desk.case.number.clone();
    let from = wish.to.checked_sub(1).filter(|from| *from > 0).ok_or(Error::NotFound)?;
    let known = desk.case.advisory.revisions.iter().any(|revision| revision.number == wish.to);
    if !known {
        return Err(Error::NotFound);
    }
    let id = case.clone();
    let (old, new) = visit
        .visit
        .app
        .run(move |app| Ok((read(app, id.as_str(), from)?, read(app, id.as_str(), wish.to)?)))
        .await?;
    let l = visit.visit.locale;
    let values = [("from", Value::from(i64::from(from))), ("to", Value::from(i64::from(wish.to)))];
    let title = l.t_with("publication-difference-title", &values);
    let ancestors = [Link::new(address(&case), l.t("publication-desk"))];
    let differences = compare(&files(&old), &files(&new));
    let main = html! {
        (breadcrumbs(l, &ancestors, &title))
        (content::heading(&title, None, None))
        @if differences.is_empty() { p { (l.t("publication-difference-none")) } }
        @for difference in &differences {
            h2 { (difference.file) }
            @for stretch in &difference.stretches {
                @let lines: Vec<_> = stretch.iter().map(|line| (change(line.change), line.text.as_str())).collect();
                (diff(l, &lines))
            }
        }
    };
    page(visit.page(&title, &sections(&visit), &main))
}

fn change(change: domain::program::difference::LineChange) -> Change {
    use domain::program::difference::LineChange;
    match change {
        LineChange::Same => Change::Same,
        LineChange::Added => Change::Added,
        LineChange::Removed => Change::Removed,
    }
}

fn read(app: &App, id: &str, number: u32) -> Result<Record> {
    revision::read(&revision::place(app, id, number)).map_err(|_| Error::NotFound)
}

/// The parts of a revision as texts that can be compared.
fn files(record: &Record) -> Files {
    let advisory = &record.advisory;
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (language, texts) in &advisory.texts {
        let text =
            format!("{}\n\n{}\n\n{}\n\n{}\n", texts.title, texts.what_to_do, texts.summary, texts.impact);
        files.insert(language.to_string(), text.into_bytes());
    }
    let mut devices = String::new();
    for flaw in &advisory.vulnerabilities {
        devices.push_str(&format!("{} {}\n", flaw.cve.as_deref().unwrap_or_default(), flaw.title));
        for vector in [&flaw.cvss40, &flaw.cvss31].into_iter().flatten() {
            devices.push_str(&format!("{vector}\n"));
        }
        for (sku, status) in &flaw.statuses {
            let status = serde_json::to_string(status).unwrap_or_default();
            devices.push_str(&format!("{sku} {status}\n"));
        }
    }
    files.insert("devices".to_owned(), devices.into_bytes());
    files
}

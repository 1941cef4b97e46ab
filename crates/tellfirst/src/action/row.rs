//! What the lists and the search know of a case, read off the case itself.

use std::collections::BTreeMap;

use domain::case::{Case, State, Who, next_action};
use domain::matrix::Status;
use domain::report::{Product, Report};
use domain::severity::Severity;
use serde::{Deserialize, Serialize};
use store::cases::CaseFields;
use store::commissions::Commission;
use store::tokens::{Token, TokenKind, replace_tokens, token, word_tokens};
use store::{CaseId, Tx, UserId, Vault};

use crate::app::ActiveProgram;
use crate::error::{Error, Result};

/// What a list shows of a case; sealed in its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub title: String,
    pub model: String,
    pub reporter: Option<String>,
    pub labels: Vec<String>,
    /// The key of the sentence that says what is to be done next.
    pub next: String,
    /// How many cells of the matrix are closed, of how many.
    pub cells: (usize, usize),
    pub reports: usize,
}

/// Bits of the flags column.
pub mod flag {
    /// A green light is in force for every report.
    pub const GREEN: i64 = 1;
    /// The advisory is public.
    pub const PUBLIC: i64 = 2;
    /// The flaw is public, exploited or attacked.
    pub const SIGHTED: i64 = 4;
    /// Something waits for a second person.
    pub const SECOND_PERSON: i64 = 8;
    /// Commissions are open.
    pub const COMMISSIONED: i64 = 16;
}

/// The row of a case.
///
/// # Errors
/// When the case does not serialise, which should not happen.
pub fn fields(case: &Case, program: &ActiveProgram) -> Result<CaseFields> {
    let next = next_action(case);
    let summary = serde_json::to_vec(&summary(case)).map_err(Error::internal)?;
    Ok(CaseFields {
        program: program.program.id.to_string(),
        brand: case.brand.to_string(),
        state: case.state.word().to_owned(),
        severity: severity_column(case.severity()),
        assignee: case.assignee.as_ref().and_then(|user| user.as_str().parse().ok().map(UserId)),
        waiting_on: waiting_on(next.who).to_owned(),
        next_due_at: next.by.map(|at| at.as_microsecond()),
        submitted_at: case.opened_at.as_microsecond(),
        updated_at: case.updated_at.as_microsecond(),
        closed_at: (!case.state.is_open()).then(|| case.updated_at.as_microsecond()),
        embargo_end: case.embargo.end.filter(|_| case.embargo.state.in_force()).map(|t| t.as_microsecond()),
        flags: flags(case, next.who),
        summary,
        snapshot: serde_json::to_vec(case).map_err(Error::internal)?,
    })
}

/// What lists show.
#[must_use]
pub fn summary(case: &Case) -> Summary {
    let first = case.reports.first();
    let cells = case.matrix.cells().count();
    Summary {
        title: case.title.clone(),
        model: first.map(|r| r.report.model.clone()).unwrap_or_default(),
        reporter: first.and_then(|r| r.report.reporter.name.clone()),
        labels: case.labels.iter().cloned().collect(),
        next: next_action(case).what.to_owned(),
        cells: (cells - case.matrix.open_cells().count(), cells),
        reports: case.reports.len(),
    }
}

/// The column's number for a severity: -1 while nobody has said.
#[must_use]
pub fn severity_column(severity: Option<Severity>) -> i64 {
    match severity {
        None => -1,
        Some(Severity::None) => 0,
        Some(Severity::Low) => 1,
        Some(Severity::Medium) => 2,
        Some(Severity::High) => 3,
        Some(Severity::Critical) => 4,
    }
}

fn waiting_on(who: Who) -> &'static str {
    match who {
        Who::Team | Who::SecondPerson | Who::Publisher => "team",
        Who::Remediation => "remediation",
        Who::Reporter => "reporter",
        Who::Nobody => "nobody",
    }
}

fn flags(case: &Case, who: Who) -> i64 {
    let mut flags = 0;
    let mut set = |bit, on: bool| flags |= if on { bit } else { 0 };
    set(flag::GREEN, !case.reports.is_empty() && case.reports.iter().all(|r| r.light.given.is_some()));
    set(flag::PUBLIC, case.advisory.is_public());
    set(flag::SIGHTED, case.is_sighted());
    set(flag::SECOND_PERSON, who == Who::SecondPerson || case.advisory.requested_by.is_some());
    set(flag::COMMISSIONED, case.matrix.open_cells().any(|(_, cell)| cell.commission.is_some()));
    flags
}

/// The open commissions of a case, by due day and engineer.
#[must_use]
pub fn commissions(case: &Case) -> Vec<Commission> {
    if !matches!(case.state, State::Confirmed | State::Resolved) {
        return Vec::new();
    }
    let mut found: BTreeMap<(i64, Option<UserId>), (i64, i64)> = BTreeMap::new();
    for (_, cell) in case.matrix.open_cells() {
        // What waits for a second person waits for nobody's work.
        if matches!(cell.status, Status::NoFixPlanned(_)) {
            continue;
        }
        let Some(commission) = &cell.commission else { continue };
        let midnight = commission.due.to_zoned_datetime(jiff::tz::TimeZone::UTC);
        let due = midnight.map_or(i64::MAX, |midnight| midnight.timestamp().as_microsecond());
        let engineer = commission.engineer.as_ref().and_then(|user| user.as_str().parse().ok().map(UserId));
        let (open, waiting) = found.entry((due, engineer)).or_default();
        match cell.status {
            Status::Released { .. } => *waiting += 1,
            _ => *open += 1,
        }
    }
    let row = |((due, engineer), (open, waiting))| Commission { due, engineer, open, waiting };
    found.into_iter().map(row).collect()
}

/// What a case can be found by besides its words: kind and value, kept as keyed digests.
#[must_use]
pub fn facets(case: &Case) -> Vec<(TokenKind, String)> {
    let mut facets: Vec<(TokenKind, String)> = Vec::new();
    facets.extend(case.labels.iter().map(|label| (TokenKind::Label, label.to_lowercase())));
    for record in &case.reports {
        facets.push((TokenKind::Model, domain::catalog::find::fold(&record.report.model)));
        if let Product::Listed { sku } = &record.report.product {
            facets.push((TokenKind::Model, sku.to_string()));
        }
        facets.extend(
            record.report.reporter.email.iter().map(|email| (TokenKind::ReporterEmail, email.to_lowercase())),
        );
    }
    for flaw in case.vulnerabilities.values() {
        facets.extend(flaw.cwe.map(|cwe| (TokenKind::Cwe, cwe.0.to_string())));
        facets.extend(flaw.cve.iter().map(|cve| (TokenKind::Cve, cve.as_str().to_lowercase())));
    }
    // Duplicates are found from their original, see `job::follow`.
    let original = case.duplicate_of.iter().map(|of| format!("duplicate of {of}"));
    facets.extend(original.map(|text| (TokenKind::Participant, text)));
    facets.extend(case.matrix.skus().into_iter().map(|sku| (TokenKind::Model, sku.to_string())));
    facets
}

/// The words a case is found by.
#[must_use]
pub fn words(case: &Case) -> String {
    let mut text = words_beyond_reports(case);
    case.reports.iter().for_each(|record| text.push_str(&words_of_report(&record.report)));
    text
}

/// The words a report is found by.
#[must_use]
pub fn words_of_report(report: &Report) -> String {
    let mut text = String::new();
    let parts = [Some(&report.title), Some(&report.model), Some(&report.description)];
    let more = [report.steps.as_ref(), report.observed.as_ref(), report.impact.as_ref()];
    let names = [report.firmware.as_ref(), report.reporter.name.as_ref()];
    for part in parts.into_iter().chain(more).chain(names).flatten() {
        text.push_str(part);
        text.push('\n');
    }
    text
}

fn words_beyond_reports(case: &Case) -> String {
    let mut text = format!("{}\n", case.number);
    let titles = std::iter::once(&case.title).chain(case.vulnerabilities.values().map(|flaw| &flaw.title));
    for title in titles {
        // Mostly the title of the report, whose words are there already.
        if case.reports.iter().all(|record| record.report.title != *title) {
            text.push_str(title);
            text.push('\n');
        }
    }
    for cve in case.vulnerabilities.values().filter_map(|flaw| flaw.cve.as_ref()) {
        text.push_str(cve.as_str());
        text.push('\n');
    }
    text
}

/// What a case is found by besides the words of its reports.
#[must_use]
pub fn tokens_beyond_reports(vault: &Vault, case: &Case) -> Vec<Token> {
    let mut found: Vec<_> = facets(case).iter().map(|(kind, value)| token(vault, *kind, value)).collect();
    found.extend(word_tokens(vault, &words_beyond_reports(case)));
    found
}

/// Brings the search index up to date with the case.
///
/// # Errors
/// When the store refuses.
pub fn index(tx: &mut Tx<'_>, id: CaseId, case: &Case) -> Result<()> {
    let vault = tx.vault();
    let mut found = tokens_beyond_reports(vault, case);
    for record in &case.reports {
        found.extend(word_tokens(vault, &words_of_report(&record.report)));
    }
    replace_tokens(tx, id, &found)?;
    Ok(())
}

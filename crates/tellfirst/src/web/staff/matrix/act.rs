//! From the form below the matrix to a command, and from a refusal back to the form.

use domain::access::Act;
use domain::case::{Case, Command};
use domain::evidence::Doubt;
use domain::id::{SkuId, UserId, VulnerabilityNo};
use domain::matrix::{Cell, CellId, Justification, NoFix, Release, Status};
use domain::report::{FieldErrors, FieldProblem};
use jiff::civil::Date;
use ui::Locale;
use ui::form::Filled;

use crate::error::Error;
use crate::web::error_page;

/// Why nothing came of the form.
pub enum Refused {
    /// The form itself is not complete: field and key of the sentence.
    Form(Vec<(&'static str, &'static str)>),
    By(Error),
}

/// Reads which cells, and what is to be done with them; answers the command and the message for afterwards.
///
/// # Errors
/// What is missing in the form.
pub fn read(pairs: &[(String, String)], case: &Case) -> Result<(Command, &'static str), Refused> {
    let value = |name: &str| {
        let found = pairs.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let act = value("act");
    let cells = cells(pairs, case, &act);
    if cells.is_empty() {
        return Err(Refused::Form(vec![("cells", "fixes-problem-no-cells")]));
    }
    let read = match act.as_str() {
        "investigate" => (Command::Investigate { cells }, "flash-fixes-investigated"),
        "affected" => (Command::MarkAffected { cells }, "flash-fixes-affected"),
        "remove" => (Command::RemoveCells { cells }, "flash-fixes-removed"),
        "commission" => {
            let due = date(&value("due"), ("due", "fixes-problem-due"))?;
            let engineer = Some(value("engineer")).filter(|id| !id.is_empty()).map(UserId);
            (Command::Commission { cells, due, engineer }, "flash-fixes-commissioned")
        }
        "not-affected" => {
            let justification = Justification::from_label(&value("justification"))
                .ok_or_else(|| Refused::Form(vec![("justification", "fixes-problem-justification")]))?;
            let explanation = value("explanation");
            (Command::MarkNotAffected { cells, justification, explanation }, "flash-fixes-not-affected")
        }
        "release" => {
            let date = date(&value("date"), ("date", "fixes-problem-date"))?;
            let sha256 = Some(value("sha256").to_lowercase()).filter(|sum| !sum.is_empty());
            let release = Release { version: value("version"), page: value("page"), date, sha256 };
            (Command::ReleaseFix { cells, release }, "flash-fixes-released")
        }
        "no-fix" => {
            let (reason, mitigation) = (value("reason"), value("mitigation"));
            (Command::ProposeNoFix { cells, reason, mitigation }, "flash-fixes-no-fix-proposed")
        }
        "confirm" => {
            let reason = value("confirm-reason");
            (Command::ConfirmEvidence { cells, reason }, "flash-fixes-confirmed")
        }
        "approve" => (Command::ApproveNoFix { cells }, "flash-fixes-no-fix-approved"),
        "decline" => {
            let reason = value("decline-reason");
            (Command::DeclineNoFix { cells, reason }, "flash-fixes-no-fix-declined")
        }
        _ => return Err(Refused::Form(vec![("act", "fixes-problem-no-act")])),
    };
    Ok(read)
}

/// The right an act takes, whether or not the rest of the form makes sense.
#[must_use]
pub fn right(pairs: &[(String, String)]) -> Act {
    let act = pairs.iter().rev().find(|(key, _)| key == "act").map(|(_, value)| value.trim());
    match act.unwrap_or_default() {
        "investigate" | "affected" | "remove" => Act::Triage,
        "commission" => Act::Commission,
        "release" | "not-affected" | "no-fix" | "confirm" => Act::Remediate,
        "approve" | "decline" => Act::ApproveHiding,
        _ => Act::ReadCase,
    }
}

fn date(text: &str, problem: (&'static str, &'static str)) -> Result<Date, Refused> {
    text.parse().map_err(|_| Refused::Form(vec![problem]))
}

/// The cells meant. Ticked ones are taken as they are; whole rows and columns mean those the act makes sense for.
fn cells(pairs: &[(String, String)], case: &Case, act: &str) -> Vec<CellId> {
    let all = |name: &'static str| {
        pairs.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    };
    let listed = case.matrix.skus();
    // Devices come into the matrix from the catalog, on a page of their own, never from a form's value.
    let mut cells: Vec<CellId> =
        all("cell").filter_map(parse).filter(|id| listed.binary_search(&id.sku).is_ok()).collect();
    let rows: Vec<&str> = all("row").collect();
    let columns: Vec<u32> = all("column").filter_map(|number| number.parse().ok()).collect();
    let everything = all("all").next().is_some();
    if everything || !rows.is_empty() || !columns.is_empty() {
        for sku in &listed {
            for vulnerability in case.vulnerabilities.keys() {
                let meant = everything || rows.contains(&sku.as_str()) || columns.contains(&vulnerability.0);
                let id = CellId { vulnerability: *vulnerability, sku: sku.clone() };
                if meant && makes_sense(act, case.matrix.find(&id)) {
                    cells.push(id);
                }
            }
        }
    }
    cells.sort();
    cells.dedup();
    cells
}

/// `2:linksys.ea7500.v2`.
fn parse(value: &str) -> Option<CellId> {
    let (vulnerability, sku) = value.split_once(':')?;
    Some(CellId { vulnerability: VulnerabilityNo(vulnerability.parse().ok()?), sku: SkuId::from(sku) })
}

fn makes_sense(act: &str, cell: Option<&Cell>) -> bool {
    let Some(cell) = cell else { return matches!(act, "investigate" | "affected") };
    let proposed = matches!(&cell.status, Status::NoFixPlanned(NoFix { approved_by: None, .. }));
    match act {
        "commission" | "not-affected" | "release" | "no-fix" => !cell.is_closed(),
        "approve" | "decline" => proposed,
        "confirm" => cell.doubt().is_some_and(Doubt::is_of_device),
        _ => true,
    }
}

/// True for errors that belong into the form rather than on a page of their own.
#[must_use]
pub fn can_be_shown(error: &Error) -> bool {
    matches!(error, Error::Invalid(_) | Error::Refused(_) | Error::Conflict)
}

/// Puts the reasons at the fields they belong to.
pub fn explain(l: Locale, filled: &mut Filled, why: &Refused) {
    let act = filled.value("act").unwrap_or_default().to_owned();
    match why {
        Refused::Form(problems) => {
            for (field, key) in problems {
                filled.refuse(field, l.t(key));
            }
        }
        Refused::By(Error::Invalid(FieldErrors(fields))) => {
            for (field, problem) in fields {
                let field = match (act.as_str(), field.as_str()) {
                    ("decline", _) => "decline-reason",
                    ("confirm", _) => "confirm-reason",
                    (_, field) => field,
                };
                filled.refuse(field, problem_words(l, field, problem));
            }
        }
        Refused::By(error) => {
            let key = error_page::key(error);
            filled.refuse("act", format!("{}. {}", l.t(key), l.t(&format!("{key}-remedy"))));
        }
    }
}

fn problem_words(l: Locale, field: &str, problem: &FieldProblem) -> String {
    match (field, problem) {
        ("due", FieldProblem::Invalid { .. }) => l.t("fixes-problem-due-past").into_owned(),
        ("date", FieldProblem::Invalid { .. }) => l.t("fixes-problem-date-future").into_owned(),
        ("page", FieldProblem::Invalid { .. }) => l.t("fixes-problem-page").into_owned(),
        ("page", _) => l.t("fixes-problem-page-address").into_owned(),
        ("sha256", _) => l.t("fixes-problem-sha256").into_owned(),
        (_, problem) => {
            let label = ("field", ui::Value::from(l.t(&format!("fixes-{field}"))));
            let words = match problem {
                FieldProblem::TooLong { max } => l.t_with("field-too-long", &[label, ("max", (*max).into())]),
                FieldProblem::Missing => l.t_with("field-missing", &[label]),
                _ => l.t_with("field-control-character", &[label]),
            };
            words.into_owned()
        }
    }
}

//! What the team does to a case, as JSON: one address, one command at a time. The rules are those of the pages.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::Path;
use domain::case::{AdvisoryText, AppealAnswer, Command, CveWish, Label, ReasonCode};
use domain::embargo::Sighting;
use domain::id::{CaseNumber, CveId, CweId, ReportNo, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Justification, Release};
use domain::program::CveRole;
use domain::report::{FieldErrors, FieldProblem};
use domain::severity::{Assessment, ScoredVector, Severity};
use formats::cvss::{Group, Vector, Version, metrics_of};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::wrong;
use crate::action::read;
use crate::action::wish::Wish;
use crate::api::bearer::Bearer;
use crate::api::body::Body;
use crate::api::cases::CaseView;
use crate::api::cases::files::addressees;
use crate::api::problem::Problem;
use crate::api::visit::Call;
use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this file.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_command))
}

/// A cell of the fix matrix.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cell {
    vulnerability: u32,
    sku: String,
}

/// What the team can do to a case.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "command", rename_all = "snake_case", deny_unknown_fields)]
enum TeamCommand {
    Acknowledge {
        text: String,
    },
    /// `to`: in a case of several reports the numbers of those whose senders are asked.
    Ask {
        text: String,
        to: Option<Vec<u32>>,
    },
    Confirm {
        text: String,
    },
    /// `reason`: `out-of-scope`, `not-a-vulnerability`, `not-reproducible`, `not-our-product`, `support-request`,
    /// `known-behaviour` or `no-usable-claim`. Most take a second person.
    Reject {
        reason: String,
        policy_line: String,
        text: String,
    },
    ApproveRejection,
    DeclineRejection {
        reason: String,
    },
    MarkDuplicate {
        of: String,
        text: String,
    },
    /// Two cases become one; the answer is the one that lives on.
    Merge {
        other: String,
    },
    /// Lets a report leave for a case of its own, which is the answer.
    Split {
        report: u32,
    },
    Reopen {
        reason: String,
    },
    /// `answer`: `upheld` or `overturned`.
    AnswerAppeal {
        #[schema(value_type = String)]
        answer: AppealAnswer,
        text: String,
    },
    /// The id of an account; null for nobody.
    Assign {
        to: Option<String>,
    },
    AddLabel {
        label: String,
    },
    RemoveLabel {
        label: String,
    },
    Rename {
        title: String,
    },
    /// A further flaw; `concerns` are the numbers of the reports that speak of it.
    AddVulnerability {
        title: String,
        #[serde(default)]
        concerns: Vec<u32>,
    },
    RenameVulnerability {
        vulnerability: u32,
        title: String,
    },
    /// The maker's view of how bad a flaw is. It takes the place of the view before.
    Assess {
        vulnerability: u32,
        /// CVSS 3.0 or 3.1.
        cvss3: Option<String>,
        /// CVSS 4.0.
        cvss4: Option<String>,
        /// `none`, `low`, `medium`, `high` or `critical`, for those who do not use vectors.
        word: Option<String>,
        /// Why a metric has its value, by its abbreviation, such as `AV`.
        #[serde(default)]
        reasons: BTreeMap<String, String>,
    },
    SetWeakness {
        vulnerability: u32,
        cwe: Option<String>,
    },
    SetCve {
        vulnerability: u32,
        cve: Option<String>,
    },
    /// Asks CVE Services, through the server: `wish` is `reserve`, `publish` or `reject`.
    AskCve {
        vulnerability: u32,
        wish: String,
        /// Why an id is rejected, in English, for the public.
        #[serde(default)]
        reason: String,
    },
    /// Says that the CVE record is out, brought there by other ways than this server.
    NoteCveRecord {
        vulnerability: u32,
    },
    Investigate {
        cells: Vec<Cell>,
    },
    MarkAffected {
        cells: Vec<Cell>,
    },
    RemoveCells {
        cells: Vec<Cell>,
    },
    Commission {
        cells: Vec<Cell>,
        #[schema(value_type = String, format = Date)]
        due: Date,
        engineer: Option<String>,
    },
    /// `justification` as CSAF names it, such as `component_not_present`.
    MarkNotAffected {
        cells: Vec<Cell>,
        justification: String,
        explanation: String,
    },
    ReleaseFix {
        cells: Vec<Cell>,
        version: String,
        page: String,
        #[schema(value_type = String, format = Date)]
        date: Date,
        sha256: Option<String>,
    },
    ProposeNoFix {
        cells: Vec<Cell>,
        reason: String,
        mitigation: String,
    },
    /// The version stands on a page of many devices, and a person found it to be for these.
    ConfirmEvidence {
        cells: Vec<Cell>,
        reason: String,
    },
    ApproveNoFix {
        cells: Vec<Cell>,
    },
    DeclineNoFix {
        cells: Vec<Cell>,
        reason: String,
    },
    /// `sighting`: `public`, `exploit` or `attacks`.
    RecordSighting {
        #[schema(value_type = String)]
        sighting: Sighting,
        note: String,
    },
    EndEmbargo {
        reason: String,
    },
    /// The words of the advisory in one language of the program, in Markdown.
    EditAdvisory {
        language: String,
        title: String,
        #[serde(default)]
        summary: String,
        #[serde(default)]
        impact: String,
        #[serde(default)]
        what_to_do: String,
    },
    /// Who may read the advisory once it is published: `clear`, `green`, `amber` or `red`.
    LabelAdvisory {
        label: String,
    },
    RequestPublication,
    ApprovePublication {
        summary: String,
    },
    DeclinePublication {
        reason: String,
    },
    RequestRemoval {
        reason: String,
    },
    ApproveRemoval,
}

/// Act on a case
///
/// The rules are those of the pages: what needs a second person there needs one here.
#[utoipa::path(
    post,
    path = "/api/v1/cases/{case}/commands",
    tag = "team",
    params(("case" = String, Path)),
    request_body = TeamCommand,
    security(("token" = [])),
    responses(
        (status = 200, description = "The case as it is now.", body = CaseView),
        (status = 409, description = "The rules do not allow it now.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn post_command(
    call: Call,
    Path(case): Path<String>,
    bearer: Bearer,
    body: Body<TeamCommand>,
) -> Result<Json<CaseView>> {
    let work = move |app: &App| {
        let actor = bearer.staff(app)?;
        let number = CaseNumber::parse(&case).ok_or(Error::NotFound)?;
        let now = translate(app, body.value)?.fulfil(app, &actor, &number)?;
        // The act may have taken the case out of the actor's sight; then it is gone for them.
        let seen = read::view(app, &actor, &now)?;
        Ok(CaseView::of(app, &actor, &seen))
    };
    call.app.run(work).await.map(Json)
}

fn cells(cells: Vec<Cell>) -> Vec<CellId> {
    let one =
        |cell: Cell| CellId { vulnerability: VulnerabilityNo(cell.vulnerability), sku: SkuId(cell.sku) };
    cells.into_iter().map(one).collect()
}

/// The wish behind a body; what it names wrongly is said by its member.
fn translate(app: &App, command: TeamCommand) -> Result<Wish> {
    use TeamCommand as T;
    let command = match command {
        T::MarkDuplicate { of, text } => return Ok(Wish::Duplicate { of: case(&of, "of")?, text }),
        T::Merge { other } => return Ok(Wish::Merge { other: case(&other, "other")? }),
        T::Split { report } => return Ok(Wish::Split { report: ReportNo(report) }),
        T::AskCve { vulnerability, wish, reason } => ask_cve(app, vulnerability, &wish, reason)?,
        T::EditAdvisory { language, title, summary, impact, what_to_do } => {
            let program = app.program();
            if !program.program.languages.iter().any(|known| known.as_str() == language) {
                return Err(wrong("language", "one of the program's languages, such as en"));
            }
            let text = AdvisoryText { title, summary, impact, what_to_do };
            Command::EditAdvisory { language, text }
        }
        command => of_one_case(command)?,
    };
    Ok(Wish::Command(Box::new(command)))
}

/// Only who numbers flaws may ask for numbers.
fn ask_cve(app: &App, vulnerability: u32, wish: &str, reason: String) -> Result<Command> {
    if app.program().program.cve.role != CveRole::Cna || app.cve_services.is_none() {
        return Err(Error::NotFound);
    }
    let wish = match wish {
        "reserve" => CveWish::Reserve { year: app.now().to_zoned_datetime(TimeZone::UTC).year() },
        "publish" => CveWish::Publish,
        "reject" => CveWish::Reject { reason },
        _ => return Err(wrong("wish", "one of reserve, publish, reject")),
    };
    Ok(Command::AskCve { vulnerability: VulnerabilityNo(vulnerability), wish })
}

fn case(text: &str, member: &str) -> Result<CaseNumber> {
    CaseNumber::parse(text).ok_or_else(|| wrong(member, "a case looks like LNK-2026-0042"))
}

fn of_one_case(command: TeamCommand) -> Result<Command> {
    use TeamCommand as T;
    Ok(match command {
        T::AddVulnerability { title, concerns } => {
            let concerns = concerns.into_iter().map(ReportNo).collect();
            Command::AddVulnerability { title, concerns }
        }
        T::RenameVulnerability { vulnerability, title } => {
            Command::RenameVulnerability { vulnerability: VulnerabilityNo(vulnerability), title }
        }
        T::Assess { vulnerability, cvss3, cvss4, word, reasons } => {
            let assessment = assessment((cvss3, cvss4), word, reasons)?;
            Command::Assess { vulnerability: VulnerabilityNo(vulnerability), assessment }
        }
        T::Acknowledge { text } => Command::Acknowledge { text },
        T::Ask { text, to } => Command::Ask { text, to: addressees(to) },
        T::Confirm { text } => Command::Confirm { text },
        T::Reject { reason, policy_line, text } => {
            let reason = ReasonCode::from_word(&reason).ok_or_else(|| wrong("reason", "no such reason"))?;
            Command::Reject { reason, policy_line, text }
        }
        T::ApproveRejection => Command::ApproveRejection,
        T::DeclineRejection { reason } => Command::DeclineRejection { reason },
        T::Reopen { reason } => Command::Reopen { reason },
        T::AnswerAppeal { answer, text } => Command::AnswerAppeal { answer, text },
        T::Assign { to } => Command::Assign { to: to.map(UserId) },
        T::AddLabel { label } => Command::AddLabel { label },
        T::RemoveLabel { label } => Command::RemoveLabel { label },
        T::Rename { title } => Command::Rename { title },
        T::SetWeakness { vulnerability, cwe } => {
            let parse = |text: String| {
                CweId::parse(&text).ok_or_else(|| wrong("cwe", "a weakness looks like CWE-79"))
            };
            let cwe = cwe.map(parse).transpose()?;
            Command::SetWeakness { vulnerability: VulnerabilityNo(vulnerability), cwe }
        }
        T::SetCve { vulnerability, cve } => {
            let cve = cve.map(|text| CveId::try_from(text).map_err(|why| wrong("cve", &why))).transpose()?;
            Command::SetCve { vulnerability: VulnerabilityNo(vulnerability), cve }
        }
        T::NoteCveRecord { vulnerability } => {
            Command::NoteCveRecord { vulnerability: VulnerabilityNo(vulnerability) }
        }
        T::Investigate { cells: list } => Command::Investigate { cells: cells(list) },
        T::MarkAffected { cells: list } => Command::MarkAffected { cells: cells(list) },
        T::RemoveCells { cells: list } => Command::RemoveCells { cells: cells(list) },
        T::Commission { cells: list, due, engineer } => {
            Command::Commission { cells: cells(list), due, engineer: engineer.map(UserId) }
        }
        T::MarkNotAffected { cells: list, justification, explanation } => {
            let justification = Justification::from_label(&justification).ok_or_else(|| {
                wrong("justification", "one of the five of CSAF, such as component_not_present")
            })?;
            Command::MarkNotAffected { cells: cells(list), justification, explanation }
        }
        T::ReleaseFix { cells: list, version, page, date, sha256 } => {
            Command::ReleaseFix { cells: cells(list), release: Release { version, page, date, sha256 } }
        }
        T::ProposeNoFix { cells: list, reason, mitigation } => {
            Command::ProposeNoFix { cells: cells(list), reason, mitigation }
        }
        T::ConfirmEvidence { cells: list, reason } => Command::ConfirmEvidence { cells: cells(list), reason },
        T::ApproveNoFix { cells: list } => Command::ApproveNoFix { cells: cells(list) },
        T::DeclineNoFix { cells: list, reason } => Command::DeclineNoFix { cells: cells(list), reason },
        T::RecordSighting { sighting, note } => Command::RecordSighting { sighting, note },
        T::EndEmbargo { reason } => Command::EndEmbargo { reason },
        // These are translated where more than one case, or the program, is looked at.
        T::MarkDuplicate { .. }
        | T::Merge { .. }
        | T::Split { .. }
        | T::AskCve { .. }
        | T::EditAdvisory { .. } => {
            return Err(Error::internal("a wish that is no single command"));
        }
        T::LabelAdvisory { label } => {
            let label =
                Label::from_word(&label).ok_or_else(|| wrong("label", "one of clear, green, amber, red"))?;
            Command::LabelAdvisory { label }
        }
        T::RequestPublication => Command::RequestPublication,
        T::ApprovePublication { summary } => Command::ApprovePublication { summary },
        T::DeclinePublication { reason } => Command::DeclinePublication { reason },
        T::RequestRemoval { reason } => Command::RequestRemoval { reason },
        T::ApproveRemoval => Command::ApproveRemoval,
    })
}

/// The maker's view, every member that is wrong named at once.
fn assessment(
    (cvss3, cvss4): (Option<String>, Option<String>),
    word: Option<String>,
    reasons: BTreeMap<String, String>,
) -> Result<Assessment> {
    let mut errors = FieldErrors::default();
    let mut refuse = |member: &str, why: String| errors.add(member, FieldProblem::Invalid { why });
    let mut vector = |member: &str, text: Option<String>, is_4: bool| {
        let text = text?;
        match Vector::parse(&text) {
            Ok(vector) if (vector.version() == Version::V4_0) == is_4 => {
                Some(ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() })
            }
            Ok(_) => {
                refuse(member, "this vector is of another version of CVSS".to_owned());
                None
            }
            Err(error) => {
                refuse(member, error.to_string());
                None
            }
        }
    };
    let (cvss3, cvss4) = (vector("cvss3", cvss3, false), vector("cvss4", cvss4, true));
    let known = word.as_deref().map(Severity::from_word);
    if known == Some(None) {
        refuse("word", "one of none, low, medium, high, critical".to_owned());
    }
    if !reasons.keys().all(|metric| is_metric(metric)) {
        refuse("reasons", "its members are base metrics by their abbreviation, such as AV".to_owned());
    }
    errors.into_result().map_err(Error::Invalid)?;
    Ok(Assessment { cvss3, cvss4, word: known.flatten(), reasons })
}

fn is_metric(name: &str) -> bool {
    let of = |version| {
        metrics_of(version).iter().any(|metric| metric.group == Group::Base && metric.abbreviation == name)
    };
    of(Version::V3_1) || of(Version::V4_0)
}

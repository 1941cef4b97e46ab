//! The team's side of the API, with API tokens: lists of cases, and commands on them.

use axum::Json;
use axum::extract::{Path, Query};
use domain::access::{Act, Actor, Object, Role, may};
use domain::case::{AppealAnswer, Command, ReasonCode, State};
use domain::embargo::Sighting;
use domain::id::{CaseNumber, CveId, CweId, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Justification, Release};
use domain::report::FieldProblem;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::cases::CaseRow;
use store::inbox::{Cursor, InboxQuery, list_cases};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::bearer::Bearer;
use super::body::Body;
use super::cases::CaseView;
use super::problem::{Problem, invalid};
use super::visit::Call;
use crate::action::case::perform;
use crate::action::row::Summary;
use crate::action::{inbox, read};
use crate::app::App;
use crate::error::{Error, Result};
use crate::query::{self, Names};

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_cases)).routes(routes!(post_command))
}

/// Which cases.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct Which {
    /// A query as in the inbox, such as `state:new severity:high brand:linksys -label:slop`; then the members
    /// `state`, `open`, `brand` and `limit` do not count.
    q: Option<String>,
    /// In this state, such as `new`; several with commas.
    state: Option<String>,
    /// Only those that are not closed.
    #[serde(default)]
    open: bool,
    /// Of this brand, by id.
    brand: Option<String>,
    /// Rows, 1 to 200 (default 50).
    limit: Option<i64>,
    /// `next` of the page before.
    after: Option<String>,
}

/// A page of cases, the last changed first.
#[derive(Debug, Serialize, ToSchema)]
struct Cases {
    cases: Vec<Listed>,
    /// Hand it in as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
struct Listed {
    case: String,
    state: String,
    brand: String,
    title: Option<String>,
    model: Option<String>,
    /// 0 none to 4 critical, -1 not rated.
    severity: i64,
    waiting_on: String,
    /// When the next promise runs out.
    due: Option<String>,
    submitted_at: Option<String>,
    updated_at: Option<String>,
    href: String,
}

/// List cases
#[utoipa::path(
    get,
    path = "/api/v1/cases",
    tag = "team",
    params(Which),
    security(("token" = [])),
    responses((status = 200, description = "A page of cases.", body = Cases))
)]
async fn get_cases(call: Call, Query(which): Query<Which>, bearer: Bearer) -> Result<Json<Cases>> {
    let work = move |app: &App| {
        let actor = bearer.staff(app)?;
        if !may(&actor, Act::ListCases, Object::Instance) {
            return Err(Error::NotFound);
        }
        if let Some(text) = &which.q {
            return search(app, &actor, text, &which);
        }
        let Some(query) = columns(&actor, &which)? else {
            return Ok(Cases { cases: Vec::new(), next: None });
        };
        let page = app.store.read(|tx| list_cases(tx, &query).map_err(Error::from))?;
        Ok(cases(app, page.rows.iter(), page.next))
    };
    call.app.run(work).await.map(Json)
}

fn cases<'r>(app: &App, rows: impl Iterator<Item = &'r CaseRow>, next: Option<Cursor>) -> Cases {
    let base = app.config.public_url();
    let cases = rows.map(|row| listed(&base, row)).collect();
    Cases { cases, next: next.map(|at| format!("{}.{}", at.value, at.id)) }
}

/// The cases that fit a query in the words of the inbox.
fn search(app: &App, actor: &Actor, text: &str, which: &Which) -> Result<Cases> {
    let me = actor.user().and_then(|user| user.as_str().parse().ok()).ok_or(Error::NotFound)?;
    let people = inbox::list_people(app)?;
    let both = people.iter().flat_map(|p| [(p.name.clone(), p.id), (p.email.clone(), p.id)]);
    let names = Names {
        now: app.now(),
        me: store::UserId(me),
        people: both.collect(),
        brands: app.program().program.brands.iter().map(|b| b.id.to_string()).collect(),
    };
    let query = query::parse(text, &names).map_err(|problems| {
        let parts: Vec<_> = problems.iter().map(words).collect();
        wrong("q", &parts.join("; "))
    })?;
    let page = inbox::list(app, actor, &query, after(which)?)?;
    Ok(cases(app, page.rows.iter().map(|listed| &listed.row), page.next))
}

/// What is wrong with a part of a query.
fn words(problem: &query::Problem) -> String {
    use query::Problem as P;
    match problem {
        P::UnknownKey { key, did_you_mean: Some(other) } => format!("no key {key}; did you mean {other}?"),
        P::UnknownKey { key, did_you_mean: None } => format!("no key {key}"),
        P::UnknownValue { key, did_you_mean, .. } => format!("{key} is one of {}", did_you_mean.join(", ")),
        P::NoValue { key } => format!("nothing stands after {key}:"),
        P::NoDate { key, .. } => format!("{key} takes a day such as >2026-10-01"),
        P::OneValue { key } => format!("{key} takes one value"),
        P::NotNegated { key } => format!("{key} cannot be left out with a minus"),
    }
}

/// Where the page before ended.
fn after(which: &Which) -> Result<Option<Cursor>> {
    let cursor = |text: &String| {
        let (value, id) = text.split_once('.')?;
        Some(Cursor { value: value.parse().ok()?, id: store::CaseId(id.parse().ok()?) })
    };
    match &which.after {
        Some(text) => cursor(text).map(Some).ok_or_else(|| wrong("after", "use `next` of the page before")),
        None => Ok(None),
    }
}

/// The query as the store runs it; `None` when the caller sees none of these cases.
fn columns(actor: &Actor, which: &Which) -> Result<Option<InboxQuery>> {
    let mut states = Vec::new();
    for word in which.state.iter().flat_map(|words| words.split(',')) {
        let state = State::from_word(word.trim()).ok_or_else(|| wrong("state", "no such state"))?;
        states.push(state);
    }
    // Who sees confirmed cases only gets no list that counts others.
    let sees_all = [Role::Triager, Role::Manager, Role::Auditor].iter().any(|role| actor.has_role(*role));
    if !sees_all {
        let seen = [State::Confirmed, State::Resolved];
        states = if states.is_empty() {
            seen.to_vec()
        } else {
            states.into_iter().filter(|s| seen.contains(s)).collect()
        };
        if states.is_empty() {
            return Ok(None);
        }
    }
    Ok(Some(InboxQuery {
        states: states.into_iter().map(|state| state.word().to_owned()).collect(),
        is_open: which.open,
        brands: which.brand.iter().cloned().collect(),
        limit: which.limit.unwrap_or(50),
        after: after(which)?,
        ..InboxQuery::default()
    }))
}

fn listed(base: &str, row: &CaseRow) -> Listed {
    let summary: Option<Summary> = row.summary.as_ref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let moment = |micros: i64| Timestamp::from_microsecond(micros).ok().map(|at| at.to_string());
    Listed {
        case: row.number.clone(),
        state: row.state.clone(),
        brand: row.brand.clone(),
        title: summary.as_ref().map(|summary| summary.title.clone()),
        model: summary.map(|summary| summary.model),
        severity: row.severity,
        waiting_on: row.waiting_on.clone(),
        due: row.next_due_at.and_then(moment),
        submitted_at: moment(row.submitted_at),
        updated_at: moment(row.updated_at),
        href: format!("{base}/api/v1/cases/{}", row.number),
    }
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
    Ask {
        text: String,
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
    SetWeakness {
        vulnerability: u32,
        cwe: Option<String>,
    },
    SetCve {
        vulnerability: u32,
        cve: Option<String>,
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
        perform(app, &actor, &number, translate(body.value)?)?;
        // The act may have taken the case out of the actor's sight; then it is gone for them.
        let seen = read::view(app, &actor, &number)?;
        Ok(CaseView::of(app, &actor, &seen))
    };
    call.app.run(work).await.map(Json)
}

fn wrong(field: &str, why: &str) -> Error {
    invalid([(field.to_owned(), FieldProblem::Invalid { why: why.to_owned() })].into())
}

fn cells(cells: Vec<Cell>) -> Vec<CellId> {
    let one =
        |cell: Cell| CellId { vulnerability: VulnerabilityNo(cell.vulnerability), sku: SkuId(cell.sku) };
    cells.into_iter().map(one).collect()
}

fn translate(command: TeamCommand) -> Result<Command> {
    use TeamCommand as T;
    Ok(match command {
        T::Acknowledge { text } => Command::Acknowledge { text },
        T::Ask { text } => Command::Ask { text },
        T::Confirm { text } => Command::Confirm { text },
        T::Reject { reason, policy_line, text } => {
            let reason = ReasonCode::from_word(&reason).ok_or_else(|| wrong("reason", "no such reason"))?;
            Command::Reject { reason, policy_line, text }
        }
        T::ApproveRejection => Command::ApproveRejection,
        T::DeclineRejection { reason } => Command::DeclineRejection { reason },
        T::MarkDuplicate { of, text } => {
            let of = CaseNumber::parse(&of).ok_or_else(|| wrong("of", "a case looks like LNK-2026-0042"))?;
            Command::MarkDuplicate { of, text }
        }
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
        T::ApproveNoFix { cells: list } => Command::ApproveNoFix { cells: cells(list) },
        T::DeclineNoFix { cells: list, reason } => Command::DeclineNoFix { cells: cells(list), reason },
        T::RecordSighting { sighting, note } => Command::RecordSighting { sighting, note },
        T::EndEmbargo { reason } => Command::EndEmbargo { reason },
        T::RequestPublication => Command::RequestPublication,
        T::ApprovePublication { summary } => Command::ApprovePublication { summary },
        T::DeclinePublication { reason } => Command::DeclinePublication { reason },
        T::RequestRemoval { reason } => Command::RequestRemoval { reason },
        T::ApproveRemoval => Command::ApproveRemoval,
    })
}

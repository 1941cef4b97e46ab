//! A report comes in as JSON, without an account.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::catalog::ModelMatch;
use domain::id::{BrandId, CweId};
use domain::program::Program;
use domain::report::{Credit, FieldErrors, FieldProblem, Product, Report, Reporter, Tested};
use domain::severity::{Assessment, ScoredVector, Severity};
use formats::cvss::{Vector, Version};
use formats::receipt::SignedReceipt;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ui::Locale;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::body::Body;
use super::problem::Problem;
use super::visit::Call;
use crate::action::submit::{self, Submission, check, receive};
use crate::action::uploads;
use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::{Rate, What};

/// What a reporter writes for a device that is not in the list.
const NOT_IN_THE_LIST: [&str; 4] = ["not in the list", "not listed", "unknown", "other"];
/// Longest key of idempotency, in characters.
const KEY_MAX: usize = 255;

/// The addresses of this file.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_report))
}

/// A report. Only `model`, `title` and `description` are required.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReport {
    /// The brand on the device, by name or id. May be left out when the model tells it.
    #[schema(example = "Linksys")]
    pub brand: Option<String>,
    /// The model as it is printed on the device, or `not in the list`.
    #[schema(example = "EA7500", max_length = 300)]
    pub model: Option<String>,
    /// The hardware revision on the label.
    #[schema(example = "v2")]
    pub hardware_revision: Option<String>,
    /// Where the device was sold.
    #[schema(example = "US")]
    pub region: Option<String>,
    /// The version of the firmware the flaw was seen in.
    #[schema(example = "2.0.8.194281")]
    pub firmware: Option<String>,
    /// How it was tested: `on_device`, `emulated` or `code_only`.
    pub tested: Option<String>,
    /// One line that names the flaw.
    #[schema(max_length = 200)]
    pub title: Option<String>,
    /// What the problem is.
    #[schema(max_length = 50000)]
    pub description: Option<String>,
    /// How to see it.
    pub steps: Option<String>,
    /// What was observed.
    pub observed: Option<String>,
    /// What an attacker gains.
    pub impact: Option<String>,
    /// A CVSS vector, version 3.0, 3.1 or 4.0.
    #[schema(example = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")]
    pub cvss: Option<String>,
    /// Instead of a vector: `low`, `medium`, `high` or `critical`.
    pub severity: Option<String>,
    /// The weakness, such as `CWE-78`.
    #[schema(example = "CWE-78")]
    pub cwe: Option<String>,
    /// Where it is public already.
    pub public_url: Option<String>,
    /// Whether attacks are seen.
    #[serde(default)]
    pub exploited: bool,
    /// The day of the planned publication, `YYYY-MM-DD`.
    #[schema(format = Date)]
    pub planned_publication: Option<String>,
    /// Other makers concerned.
    pub other_makers: Option<String>,
    /// Tools used.
    pub tools: Option<String>,
    /// Who reports. Everything in it is voluntary.
    pub reporter: Option<NewReporter>,
    /// Tokens of finished uploads (`POST /api/v1/uploads`); their files become files of the case.
    #[serde(default)]
    pub attachments: Vec<String>,
}

/// Who reports.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReporter {
    pub name: Option<String>,
    pub email: Option<String>,
    /// The name to be thanked by; `true` for `name`, `false` for nobody.
    pub credit: Option<CreditWish>,
    /// An OpenPGP public key, ASCII-armoured.
    pub pgp_key: Option<String>,
    /// The language for letters, such as `en`.
    pub language: Option<String>,
}

/// Whether and how to be named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum CreditWish {
    Named(bool),
    As(String),
}

/// What the reporter takes home. The secret is shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub struct Received {
    /// The number of the case.
    #[schema(example = "LNK-2026-0042")]
    pub case: String,
    /// Opens the case: `Authorization: Bearer SECRET`. Nobody can recover it.
    pub secret: String,
    /// The signed receipt, to be checked with `tellfirst verify`.
    #[schema(value_type = Object)]
    pub receipt: SignedReceipt,
    /// The salt that binds the receipt to the text of the report.
    pub report_salt: String,
    /// When the maker promises to acknowledge it.
    #[schema(format = DateTime)]
    pub acknowledge_by: Option<String>,
    pub links: Links,
}

/// Where to go on.
#[derive(Debug, Serialize, ToSchema)]
pub struct Links {
    /// The case in this API.
    pub case: String,
    /// The page where the reporter signs in.
    pub page: String,
    pub messages: String,
    pub files: String,
    pub receipt: String,
}

/// Send a report
///
/// Needs no account. With the header `Idempotency-Key` a repeat of the same request gives the first answer again.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    tag = "reports",
    request_body = NewReport,
    params(("Idempotency-Key" = Option<String>, Header, description = "Any text of up to 255 characters; a UUID is good.")),
    responses(
        (status = 201, description = "The report is received and safely stored.", body = Received),
        (status = 422, description = "Something cannot be accepted; nothing is stored.", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many reports from this network.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
async fn post_report(call: Call, headers: HeaderMap, body: Body<NewReport>) -> Result<Response> {
    let idempotency = idempotency(&headers, &body.bytes)?;
    let program = call.app.program();
    let mut new = body.value;
    let tokens = std::mem::take(&mut new.attachments);
    let most = usize::try_from(program.program.intake.files_max).unwrap_or(usize::MAX);
    if tokens.len() > most {
        let mut errors = FieldErrors::default();
        errors.add("attachments", FieldProblem::Invalid { why: format!("at most {most} files") });
        return Err(errors.into());
    }
    let report = translate(new, &program.program, call.locale)?;
    check(&report, &program, call.app.today())?;
    let rate = Rate { per_hour: call.app.config.reports_per_hour };
    call.app
        .limits
        .take(What::Reports, call.network, rate, call.now)
        .map_err(|retry_after| Error::TooMany { retry_after })?;
    let (upload, attachments) = match tokens.is_empty() {
        true => (None, Vec::new()),
        false => {
            let gather = move |app: &App| {
                // A repeat is answered from memory; its uploads were used up by the first.
                let is_repeat = match &idempotency {
                    Some((key, _)) => {
                        app.store.read(|tx| store::idempotency::find_answer(tx, key))?.is_some()
                    }
                    None => false,
                };
                uploads::gather(app, if is_repeat { &[] } else { &tokens })
            };
            call.app.run(gather).await?
        }
    };
    let submission = Submission { report, upload, attachments, idempotency };
    let submitted = receive(&call.app, submission).await?;
    received(&call.app, submitted)
}

fn received(app: &App, submitted: submit::Received) -> Result<Response> {
    let base = app.config.public_url();
    let case = format!("{base}/api/v1/cases/{}", submitted.case);
    let below = |part: &str| format!("{case}/{part}");
    let links = Links {
        page: format!("{base}/case"),
        messages: below("messages"),
        files: below("files"),
        receipt: below("receipt"),
        case: case.clone(),
    };
    let received = Received {
        case: submitted.case,
        secret: submitted.secret,
        receipt: submitted.receipt,
        report_salt: submitted.report_salt,
        acknowledge_by: submitted.acknowledge_by.map(|due| due.to_string()),
        links,
    };
    Ok((StatusCode::CREATED, [(header::LOCATION, case)], Json(received)).into_response())
}

/// The key of idempotency with the digest of the request.
fn idempotency(headers: &HeaderMap, body: &[u8]) -> Result<Option<([u8; 32], [u8; 32])>> {
    let Some(key) = headers.get(HeaderName::from_static("idempotency-key")) else { return Ok(None) };
    let key = key.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > KEY_MAX {
        let mut errors = FieldErrors::default();
        let why = "use 1 to 255 visible ASCII characters, a UUID for example".to_owned();
        errors.add("Idempotency-Key", FieldProblem::Invalid { why });
        return Err(errors.into());
    }
    let key = Sha256::digest(format!("POST /api/v1/reports\0{key}")).into();
    Ok(Some((key, Sha256::digest(body).into())))
}

/// The report as the rules know it.
///
/// # Errors
/// Every member that is no value of its kind, at once.
pub fn translate(new: NewReport, program: &Program, locale: Locale) -> Result<Report> {
    let language = locale.code();
    let mut errors = FieldErrors::default();
    let device = device(&new, program, &mut errors);
    let reporter = new.reporter.unwrap_or_default();
    let report = Report {
        brand: device.brand,
        product: device.product,
        model: device.model,
        hardware_revision: filled(new.hardware_revision),
        region: filled(new.region),
        firmware: filled(new.firmware),
        tested: read(&mut errors, "tested", new.tested, tested),
        title: new.title.unwrap_or_default().trim().to_owned(),
        description: new.description.unwrap_or_default(),
        steps: filled(new.steps),
        observed: filled(new.observed),
        impact: filled(new.impact),
        severity: assessment(&mut errors, locale, (new.cvss, new.severity)),
        cwe: read(&mut errors, "cwe", new.cwe, |text| {
            CweId::parse(text).ok_or_else(|| "a weakness looks like CWE-79".to_owned())
        }),
        public_url: filled(new.public_url),
        exploited: new.exploited,
        planned_publication: read(&mut errors, "planned_publication", new.planned_publication, |text| {
            text.parse().map_err(|_| "a day looks like 2026-12-31".to_owned())
        }),
        other_makers: filled(new.other_makers),
        tools: filled(new.tools),
        reporter: person(reporter, language),
    };
    // All that is wrong is told at once.
    if let (false, Err(more)) = (errors.0.is_empty(), report.check()) {
        more.0.into_iter().for_each(|(field, problem)| errors.add(&field, problem));
    }
    errors.into_result()?;
    Ok(report)
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn read<T>(
    errors: &mut FieldErrors,
    field: &str,
    text: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Option<T> {
    match parse(filled(text)?.trim()) {
        Ok(value) => Some(value),
        Err(why) => {
            errors.add(field, FieldProblem::Invalid { why });
            None
        }
    }
}

fn tested(word: &str) -> Result<Tested, String> {
    match word {
        "on_device" => Ok(Tested::OnDevice),
        "emulated" => Ok(Tested::Emulated),
        "code_only" => Ok(Tested::CodeOnly),
        _ => Err("one of on_device, emulated, code_only".to_owned()),
    }
}

/// A vector, a word, or both.
fn assessment(
    errors: &mut FieldErrors,
    locale: Locale,
    (cvss, word): (Option<String>, Option<String>),
) -> Assessment {
    let mut assessment = Assessment::default();
    let vector = read(errors, "cvss", cvss, |text| {
        Vector::parse(text).map_err(|error| crate::web::reasons::vector(locale, &error))
    });
    if let Some(vector) = vector {
        let scored = scored(&vector);
        match vector.version() {
            Version::V4_0 => assessment.cvss4 = Some(scored),
            _ => assessment.cvss3 = Some(scored),
        }
    }
    assessment.word = read(errors, "severity", word, |word| {
        Severity::from_word(&word.to_lowercase())
            .ok_or_else(|| "one of low, medium, high, critical".to_owned())
    });
    assessment
}

fn scored(vector: &Vector) -> ScoredVector {
    ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() }
}

fn person(new: NewReporter, language: &str) -> Reporter {
    let name = filled(new.name);
    let credit = match new.credit {
        None => Credit::Undecided,
        Some(CreditWish::Named(false)) => Credit::Anonymous,
        Some(CreditWish::Named(true)) => Credit::As { name: name.clone().unwrap_or_default() },
        Some(CreditWish::As(as_name)) => match as_name.trim().to_lowercase().as_str() {
            "anonymous" => Credit::Anonymous,
            "" => Credit::Undecided,
            _ => Credit::As { name: as_name.trim().to_owned() },
        },
    };
    let wished = new.language.as_deref().and_then(ui::Locale::find).map(ui::Locale::code);
    let language = wished.unwrap_or(language);
    Reporter {
        name,
        email: filled(new.email).map(|email| email.trim().to_owned()),
        pgp_key: filled(new.pgp_key),
        credit,
        language: language.to_owned(),
    }
}

struct Device {
    brand: BrandId,
    product: Product,
    model: String,
}

/// The device that is meant. Nothing is refused for being unknown: a person decides.
fn device(new: &NewReport, program: &Program, errors: &mut FieldErrors) -> Device {
    let model = new.model.as_deref().unwrap_or_default().trim().to_owned();
    let given = new.brand.as_deref().map(str::trim).filter(|brand| !brand.is_empty());
    let brand = given.map(|name| (name, program.find_brand_by_name(name)));
    if let Some((_, None)) = brand {
        let did_you_mean = program.brands.iter().map(|b| b.name.clone()).collect();
        errors.add("brand", FieldProblem::NotInTheCatalog { did_you_mean });
    }
    let brand = brand.and_then(|(_, found)| found).map(|brand| brand.id.clone());
    let unlisted = NOT_IN_THE_LIST.contains(&model.to_lowercase().as_str());
    let found =
        if unlisted { ModelMatch::Nothing } else { program.catalog.find_model(brand.as_ref(), &model) };
    match found {
        ModelMatch::Found { model: hint, skus } => {
            let (revision, region) = (new.hardware_revision.as_deref(), new.region.as_deref());
            let exact = program.catalog.find_exact(&hint.brand, &hint.model, revision, region);
            let sku = match (&skus[..], exact) {
                ([only], _) => Some(only.clone()),
                (_, Some(sku)) => Some(sku.id.clone()),
                _ => None,
            };
            let product =
                sku.map_or(Product::Named { name: hint.model.clone() }, |sku| Product::Listed { sku });
            Device { brand: hint.brand, product, model }
        }
        _ => {
            let named = brand.or_else(|| mentioned(program, &model)).or_else(|| first(program));
            let product = if unlisted { Product::Unknown } else { Product::Named { name: model.clone() } };
            Device { brand: named.unwrap_or_else(|| BrandId::from("")), product, model }
        }
    }
}

/// The brand whose name stands in the text.
fn mentioned(program: &Program, text: &str) -> Option<BrandId> {
    let text = text.to_lowercase();
    program
        .brands
        .iter()
        .find(|brand| text.contains(&brand.name.to_lowercase()))
        .map(|brand| brand.id.clone())
}

fn first(program: &Program) -> Option<BrandId> {
    program.brands.first().map(|brand| brand.id.clone())
}

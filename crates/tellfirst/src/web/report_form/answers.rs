//! From what was typed to a report: every field that cannot be accepted is named, nothing is guessed.

use domain::catalog::{ModelMatch, judge_firmware};
use domain::id::{BrandId, CweId};
use domain::program::terms::ReportField;
use domain::program::{Language, ProductTypeId, Program};
use domain::report::{Credit, FieldErrors, FieldProblem, Product, Report, Reporter, Tested};
use domain::scope::{ModelAnswer, Question, Verdict, judge};
use domain::severity::{Assessment, ScoredVector, Severity};
use formats::cvss::guided::{self, Advice, questions};
use formats::cvss::{Vector, Version};
use jiff::civil::Date;
use ui::Locale;

use crate::action::draft::Draft;
use crate::web::reasons;

/// The value of "I don't know" in every choice.
pub const UNKNOWN: &str = "unknown";

/// The program and the day a draft is judged by, and the language of its visitor.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub program: &'a Program,
    pub today: Date,
    pub locale: Locale,
    /// The brand whose site is visited.
    pub site: Option<&'a BrandId>,
}

/// A draft as a report, and what is wrong with it.
#[must_use]
pub fn report(ground: &Ground<'_>, draft: &Draft) -> (Report, FieldErrors) {
    let mut errors = FieldErrors::default();
    let device = device(ground, draft);
    if draft.value("brand").is_some_and(|id| id != UNKNOWN) && device.chosen_brand.is_none() {
        let did_you_mean = ground.program.brands.iter().map(|b| b.name.clone()).collect();
        errors.add("brand", FieldProblem::NotInTheCatalog { did_you_mean });
    }
    let own = |field: &str| draft.value(field).map(|value| value.trim().to_owned());
    let known = |field: &str| own(field).filter(|value| value != UNKNOWN);
    let text = |field: &str| draft.value(field).map(str::to_owned);
    let firmware = firmware(ground, &device, draft, &mut errors);
    let report = Report {
        brand: device.brand.clone(),
        product: device.product.clone(),
        model: device.model.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
        hardware_revision: known("hardware_revision"),
        region: known("region"),
        firmware,
        tested: tested(draft),
        title: own("title").unwrap_or_default(),
        description: text("description").unwrap_or_default(),
        steps: text("steps"),
        observed: text("observed"),
        impact: text("impact"),
        severity: severity(ground, draft, &mut errors),
        cwe: weakness(draft, &mut errors),
        public_url: own("public_url"),
        exploited: draft.value("exploited") == Some("yes"),
        planned_publication: planned(ground, draft, &mut errors),
        other_makers: text("other_makers"),
        tools: text("tools"),
        reporter: reporter(ground, draft),
    };
    if let Err(found) = report.check() {
        found.0.into_iter().for_each(|(field, problem)| errors.add(&field, problem));
    }
    check_required(ground.program, draft, &mut errors);
    check_lengths(ground.program, draft, &mut errors);
    (report, errors)
}

/// The device a draft speaks of.
pub struct Device {
    /// The brand that was chosen, when it is one of the program's.
    pub chosen_brand: Option<BrandId>,
    /// The brand whose team gets the report: of the device, chosen, or of the site.
    pub brand: BrandId,
    pub product: Product,
    pub model: Option<String>,
}

/// Finds the device in the catalog. What is not in it stays as it was typed.
#[must_use]
pub fn device(ground: &Ground<'_>, draft: &Draft) -> Device {
    let program = ground.program;
    let chosen_brand =
        draft.value("brand").and_then(|id| program.find_brand(&BrandId::from(id))).map(|b| b.id.clone());
    let site = ground.site.or(program.brands.first().map(|brand| &brand.id));
    let brand = chosen_brand.as_ref().or(site).cloned().unwrap_or_else(|| BrandId::from(""));
    let model = draft.value("model").map(|model| model.trim().to_owned()).filter(|model| model != UNKNOWN);
    let Some(typed) = model.as_deref() else {
        return Device { chosen_brand, brand, product: Product::Unknown, model: None };
    };
    let catalog = &program.catalog;
    let found = match catalog.find_model(chosen_brand.as_ref(), typed) {
        // A model of another of our brands is still ours.
        ModelMatch::Nothing => catalog.find_model(None, typed),
        found => found,
    };
    let part = |field: &str| draft.value(field).map(str::trim).filter(|value| *value != UNKNOWN);
    let named = Product::Named { name: typed.to_owned() };
    let (product, brand) = match found {
        ModelMatch::Found { model: hint, skus } => {
            let exact =
                catalog.find_exact(&hint.brand, &hint.model, part("hardware_revision"), part("region"));
            let sku = exact.map(|sku| sku.id.clone()).or_else(|| match &skus[..] {
                [only] => Some(only.clone()),
                _ => None,
            });
            (sku.map_or(named, |sku| Product::Listed { sku }), hint.brand)
        }
        _ => (named, brand),
    };
    Device { chosen_brand, brand, product, model }
}

/// What the program says about the device and what else was typed.
#[must_use]
pub fn verdict(ground: &Ground<'_>, draft: &Draft) -> Verdict {
    let device = device(ground, draft);
    let text =
        format!("{}\n{}", draft.value("part").unwrap_or_default(), draft.value("title").unwrap_or_default());
    let model = match (&device.product, &device.model) {
        (Product::Listed { sku }, _) => ModelAnswer::Catalog(sku.clone()),
        (_, Some(model)) => ModelAnswer::Named(model),
        (_, None) => ModelAnswer::Unknown,
    };
    let question = Question {
        brand: device.chosen_brand.clone(),
        product_type: draft.value("type").map(ProductTypeId::from),
        model,
        text: &text,
        today: ground.today,
    };
    judge(ground.program, &question)
}

fn firmware(ground: &Ground<'_>, device: &Device, draft: &Draft, errors: &mut FieldErrors) -> Option<String> {
    let typed = draft.value("firmware")?.trim();
    let sku = match &device.product {
        Product::Listed { sku } => ground.program.catalog.find_sku(sku),
        _ => None,
    };
    if let Err(problem) = judge_firmware(sku, typed) {
        errors
            .add("firmware", FieldProblem::Invalid { why: super::words::firmware(ground.locale, &problem) });
    }
    (typed != UNKNOWN).then(|| typed.to_owned())
}

fn tested(draft: &Draft) -> Option<Tested> {
    match draft.value("tested")? {
        "device" => Some(Tested::OnDevice),
        "emulated" => Some(Tested::Emulated),
        "code" => Some(Tested::CodeOnly),
        _ => None,
    }
}

fn weakness(draft: &Draft, errors: &mut FieldErrors) -> Option<CweId> {
    let typed = draft.value("cwe")?;
    // From the list of suggestions the name comes along: `CWE-78 OS command injection`.
    let first = typed.split_whitespace().next().unwrap_or_default();
    let found = CweId::parse(typed).or_else(|| CweId::parse(first));
    if found.is_none() {
        errors.add("cwe", FieldProblem::Invalid { why: "CWE-78".to_owned() });
    }
    found
}

fn planned(ground: &Ground<'_>, draft: &Draft, errors: &mut FieldErrors) -> Option<Date> {
    let typed = draft.value("planned_publication")?.trim();
    let day: Option<Date> = typed.parse().ok();
    let why = |key: &str| FieldProblem::Invalid { why: ground.locale.t(key).into_owned() };
    match day {
        None => errors.add("planned_publication", why("report-why-date")),
        Some(day) if day < ground.today => errors.add("planned_publication", why("report-why-past")),
        Some(_) => {}
    }
    day
}

fn reporter(ground: &Ground<'_>, draft: &Draft) -> Reporter {
    let own = |field: &str| draft.value(field).map(|value| value.trim().to_owned());
    let credit = match draft.value("credit") {
        Some("anonymous") => Credit::Anonymous,
        Some("name") => {
            let name = own("reporter.credit").or_else(|| own("reporter.name")).unwrap_or_default();
            Credit::As { name }
        }
        _ => Credit::Undecided,
    };
    let chosen = draft.value("reporter.language").map(Language::from);
    let offered = chosen.filter(|language| ground.program.languages.contains(language));
    let own_language = Language(ground.locale.code().to_owned());
    let language = offered.unwrap_or_else(|| ground.program.choose_language(&[own_language]).clone());
    Reporter {
        name: own("reporter.name"),
        email: own("reporter.email"),
        pgp_key: draft.value("reporter.pgp_key").map(str::to_owned),
        credit,
        language: language.to_string(),
    }
}

/// The severity as it was said: by questions, by vector, in a word, or not at all.
fn severity(ground: &Ground<'_>, draft: &Draft, errors: &mut FieldErrors) -> Assessment {
    let mut assessment = Assessment::default();
    match draft.value("rating") {
        Some("guided") => guided(ground, draft, errors, &mut assessment),
        Some("vector") => match Vector::parse(draft.value("vector").unwrap_or_default().trim()) {
            Ok(vector) => put(&mut assessment, &vector),
            Err(error) => {
                let problem = match draft.value("vector") {
                    None => FieldProblem::Missing,
                    Some(_) => FieldProblem::Invalid { why: reasons::vector(ground.locale, &error) },
                };
                errors.add("vector", problem);
            }
        },
        Some("word") => match draft.value("word").and_then(Severity::from_word) {
            Some(word) => assessment.word = Some(word),
            None => errors.add("word", FieldProblem::Missing),
        },
        _ => {}
    }
    assessment
}

fn guided(ground: &Ground<'_>, draft: &Draft, errors: &mut FieldErrors, assessment: &mut Assessment) {
    let answers = match questions::answers(|name| draft.value(name)) {
        Ok(answers) => answers,
        Err(error) => return errors.add(error.question, FieldProblem::Missing),
    };
    for version in [Version::V3_1, Version::V4_0] {
        if let Ok(vector) = guided::vector(version, &answers) {
            put(assessment, &vector);
        }
    }
    let advice = guided::attack_vector(answers.access, answers.sender);
    let reason = super::words::of(ground.locale, advice.v3_1.suggested.reason).to_owned();
    assessment.reasons.insert("AV".to_owned(), reason);
    if let Some(why) = draft.value("av_reason") {
        assessment.reasons.insert("AV".to_owned(), why.chars().take(2_000).collect());
    }
}

/// What the guided questions say about the attack vector, when all that matter for it are answered.
#[must_use]
pub fn advice(draft: &Draft) -> Option<Advice> {
    if draft.value("rating") != Some("guided") {
        return None;
    }
    let answers = questions::answers(|name| draft.value(name)).ok()?;
    Some(guided::attack_vector(answers.access, answers.sender))
}

fn put(assessment: &mut Assessment, vector: &Vector) {
    let scored = ScoredVector { vector: vector.to_string(), score_tenths: vector.score().tenths() };
    match vector.version() {
        Version::V3_0 | Version::V3_1 => assessment.cvss3 = Some(scored),
        Version::V4_0 => assessment.cvss4 = Some(scored),
    }
}

fn check_required(program: &Program, draft: &Draft, errors: &mut FieldErrors) {
    for field in &program.intake.required {
        let name = match field {
            ReportField::Name => "reporter.name",
            ReportField::Email => "reporter.email",
            // There is no field for them: a form that cannot be sent would turn people away.
            ReportField::Phone | ReportField::Address => continue,
            other => other.word(),
        };
        if draft.value(name).is_none() {
            errors.add(name, FieldProblem::Missing);
        }
    }
}

fn check_lengths(program: &Program, draft: &Draft, errors: &mut FieldErrors) {
    let max = usize::try_from(program.intake.text_max_chars).unwrap_or(usize::MAX);
    for field in ["description", "steps", "observed", "impact", "other_makers", "tools"] {
        if draft.value(field).is_some_and(|text| text.chars().count() > max) {
            errors.add(field, FieldProblem::TooLong { max });
        }
    }
}

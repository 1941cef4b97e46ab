//! The first words of an advisory, made from what the case already says: whoever publishes begins with sentences.

use std::collections::BTreeSet;

use domain::case::{AdvisoryText, Case};
use domain::matrix::Status;
use ui::{Locale, Value};

use crate::app::ActiveProgram;

/// A first text in a language. It is a proposal for the editor and is nowhere kept.
#[must_use]
pub fn text(case: &Case, program: &ActiveProgram, locale: Locale) -> AdvisoryText {
    let models = models(case, program, locale);
    let value = || Value::from(models.as_str());
    let (fixed, without) = counts(case);
    let summary = [
        Some(locale.t_with("publication-draft-summary", &[("models", value())])),
        (fixed > 0).then(|| locale.t("publication-draft-fix-available")),
        (without > 0).then(|| locale.t("publication-draft-no-fix")),
    ];
    let todo = [
        (fixed > 0).then(|| locale.t("publication-draft-install")),
        (without > 0).then(|| locale.t("publication-draft-instead")),
        (fixed + without == 0).then(|| locale.t("publication-draft-wait")),
    ];
    let title = [("models", value()), ("title", Value::from(case.title.as_str()))];
    AdvisoryText {
        title: locale.t_with("publication-draft-title", &title).into_owned(),
        summary: join(summary),
        impact: impact(case, locale),
        what_to_do: join(todo),
    }
}

fn join<const N: usize>(sentences: [Option<std::borrow::Cow<'_, str>>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Cells with a fix that was seen, and cells without one to come.
fn counts(case: &Case) -> (usize, usize) {
    let of = |wanted: fn(&Status) -> bool| case.matrix.cells().filter(|(_, c)| wanted(&c.status)).count();
    let fixed = of(|status| matches!(status, Status::Released { evidence: Some(_), .. }));
    let without = of(|s| matches!(s, Status::NoFixPlanned(no_fix) if no_fix.approved_by.is_some()));
    (fixed, without)
}

/// The models that are affected, in words.
fn models(case: &Case, program: &ActiveProgram, locale: Locale) -> String {
    let catalog = &program.program.catalog;
    let affected = case.matrix.cells().filter(|(_, c)| !matches!(c.status, Status::NotAffected { .. }));
    let name = |sku: &domain::catalog::Sku| {
        let brand = program.program.find_brand(&sku.brand).map_or("", |brand| brand.name.as_str());
        format!("{brand} {}", sku.model).trim().to_owned()
    };
    let names: BTreeSet<String> =
        affected.filter_map(|(id, _)| catalog.find_sku(&id.sku)).map(name).collect();
    let mut names: Vec<String> = names.into_iter().collect();
    if names.len() > 4 {
        let more = Value::from(i64::try_from(names.len() - 3).unwrap_or(i64::MAX));
        names.truncate(3);
        let list = names.join(", ");
        let values = [("list", Value::from(list)), ("n", more)];
        return locale.t_with("publication-draft-and-more", &values).into_owned();
    }
    match names.split_last() {
        None => locale.t("publication-draft-our-devices").into_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => {
            let values = [("list", Value::from(rest.join(", "))), ("last", Value::from(last.as_str()))];
            locale.t_with("publication-draft-and", &values).into_owned()
        }
    }
}

/// From where the attack comes, as the maker's vector says it.
fn impact(case: &Case, locale: Locale) -> String {
    let vector = case.vulnerabilities.values().find_map(|flaw| {
        let rating = &flaw.by_maker;
        rating.cvss4.as_ref().or(rating.cvss3.as_ref()).map(|scored| scored.vector.clone())
    });
    let reach = vector.and_then(|text| formats::cvss::Vector::parse(&text).ok());
    let key = match reach.as_ref().and_then(|vector| vector.value("AV")) {
        Some("N") => "publication-draft-reach-network",
        Some("A") => "publication-draft-reach-adjacent",
        Some("L") => "publication-draft-reach-local",
        Some("P") => "publication-draft-reach-physical",
        _ => return String::new(),
    };
    locale.t(key).into_owned()
}

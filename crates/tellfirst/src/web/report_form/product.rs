//! Which device: brand, kind, model as plain steps that need no script, or a search box; then revision, region and
//! firmware, with the verdict at once. "Not in the list" and "I don't know" are always possible.

use std::collections::HashMap;

use domain::catalog::{ModelHint, ModelMatch};
use domain::id::BrandId;
use domain::program::{Brand, Language, ProductTypeId, Program};
use domain::scope::Verdict;
use maud::{Markup, html};
use ui::form::{Button, Choice, Filled, Form, button_row};
use ui::icon::Icon;
use ui::{Locale, Text, Value, content};

use super::answers::{self, Ground, UNKNOWN};
use super::{frame, words};
use crate::action::draft::Draft;

/// The answers given so far, as they stand in the address.
pub type Ask = HashMap<String, String>;

/// What a step of the way to a device shows.
pub enum Step {
    /// The start: brand, or a model to search for.
    Brand,
    Kind(BrandId),
    Model(BrandId, ProductTypeId),
    /// The search found several, or none.
    Perhaps(String, Vec<ModelHint>),
    /// Revision, region, firmware.
    Details(Draft),
}

/// The step that follows from the answers so far.
#[must_use]
pub fn step(program: &Program, ask: &Ask) -> Step {
    let value = |name: &str| ask.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let brand = value("brand").and_then(|id| program.find_brand(&BrandId::from(id))).map(|b| b.id.clone());
    if let Some(typed) = value("search") {
        return match program.catalog.find_model(brand.as_ref(), typed) {
            ModelMatch::Found { model, .. } => details(ask, Some(&model.brand), &model.model),
            ModelMatch::Perhaps(hints) => Step::Perhaps(typed.to_owned(), hints),
            ModelMatch::Nothing => Step::Perhaps(typed.to_owned(), Vec::new()),
        };
    }
    if let Some(model) = value("model") {
        let model = if matches!(model, "other" | UNKNOWN) { "" } else { model };
        return details(ask, brand.as_ref(), model);
    }
    match (brand, value("brand"), value("type")) {
        (Some(brand), _, Some(UNKNOWN)) => details(ask, Some(&brand), ""),
        (Some(brand), _, Some(kind)) => Step::Model(brand, ProductTypeId::from(kind)),
        (Some(brand), _, None) => Step::Kind(brand),
        (None, Some(UNKNOWN), _) => details(ask, None, ""),
        (None, ..) => Step::Brand,
    }
}

fn details(ask: &Ask, brand: Option<&BrandId>, model: &str) -> Step {
    let mut draft = Draft::default();
    for name in ["type", "hardware_revision", "region", "firmware", "part"] {
        if let Some(value) = ask.get(name).filter(|value| value.len() < 500) {
            draft.values.insert(name.to_owned(), value.clone());
        }
    }
    draft.values.insert("brand".to_owned(), brand.map_or(UNKNOWN, BrandId::as_str).to_owned());
    draft.values.insert("model".to_owned(), model.chars().take(300).collect());
    Step::Details(draft)
}

fn language(l: Locale) -> Language {
    Language(l.code().to_owned())
}

/// The start: the brand as plain choices, and a search box.
#[must_use]
pub fn brand_page(l: Locale, program: &Program, number: u32) -> Markup {
    let form = Form::get(l, "/report");
    let models = program.catalog.list_skus().iter().map(|sku| sku.model.as_str());
    let mut models: Vec<&str> = models.collect();
    models.dedup();
    let version = l.t_with("report-policy", &[("number", i64::from(number).into())]);
    frame::page(
        l,
        0,
        html! {
            (content::heading(&l.t("report-which-brand"), None, Some(&l.t("report-which-brand-lead"))))
            p.hint { (version) " " a href="/" { (l.t("report-policy-read")) } }
            (choices(l.t("report-brand"), program.brands.iter().map(|brand| {
                (format!("/report?brand={}", brand.id), Text::Borrowed(brand.name.as_str()), Text::Borrowed(""))
            }).chain(std::iter::once((format!("/report?brand={UNKNOWN}"), l.t("report-brand-unknown"), l.t("report-brand-unknown-hint"))))))
            (content::panel("search-model", &l.t("report-search"), form.wrap(html! {
                (form.search("search", l.t("report-search-label")).hint(l.t("report-search-hint"))
                    .suggestions(models.into_iter().map(Text::Borrowed).collect()))
                (button_row(&[Button::quiet(l.t("report-search-go")).icon(Icon::Search)]))
            })))
            p.hint { (l.t("report-support-hint")) " " a href="/#support" { (l.t("program-support")) } }
        },
    )
}

/// Links as large choices: a step without script, with the answers in the address.
fn choices<'a>(label: Text<'_>, all: impl Iterator<Item = (String, Text<'a>, Text<'a>)>) -> Markup {
    html! {
        nav.choice-links aria-label=(label) {
            ul {
                @for (href, words, hint) in all {
                    li { a href=(href) { span { (words) } @if !hint.is_empty() { span.hint { (hint) } } } }
                }
            }
        }
    }
}

/// The kinds of device of a brand.
#[must_use]
pub fn kind_page(l: Locale, program: &Program, brand: &Brand) -> Markup {
    let mut kinds: Vec<&ProductTypeId> = program.catalog.list_product_types(&brand.id);
    kinds.extend(
        brand.in_scope.iter().filter(|kind| !program.catalog.list_product_types(&brand.id).contains(kind)),
    );
    let name = |id: &ProductTypeId| {
        let kind = program.find_product_type(id);
        kind.map_or_else(
            || id.to_string(),
            |kind| kind.name.get(&language(l), &program.default_language).to_owned(),
        )
    };
    let title = l.t_with("report-which-type", &[("brand", Value::from(brand.name.as_str()))]);
    frame::page(
        l,
        0,
        html! {
            (content::heading(&title, None, None))
            (choices(l.t("report-type"), kinds.iter().map(|kind| {
                (format!("/report?brand={}&type={kind}", brand.id), Text::Owned(name(kind)), Text::Borrowed(""))
            }).chain(std::iter::once((format!("/report?brand={}&type={UNKNOWN}", brand.id), l.t("report-type-unknown"), Text::Borrowed(""))))))
            p { a href="/report" { (l.t("report-back-to-brands")) } }
        },
    )
}

/// The models of a kind.
#[must_use]
pub fn model_page(l: Locale, program: &Program, brand: &Brand, kind: &ProductTypeId) -> Markup {
    let form = Form::get(l, "/report");
    let models = program.catalog.list_models(&brand.id, kind);
    let mut all = vec![Choice::new("", l.t("report-model-choose"))];
    all.extend(models.into_iter().map(|model| {
        let skus = program.catalog.list_model_skus(&brand.id, model);
        let shop = skus.first().map_or("", |sku| sku.name.as_str());
        let words = if shop.is_empty() { model.to_owned() } else { format!("{model} ({shop})") };
        Choice::new(model, words)
    }));
    all.push(Choice::new("other", l.t("report-model-other")));
    all.push(Choice::new(UNKNOWN, l.t("report-model-unknown")));
    let title = l.t_with("report-which-model", &[("brand", Value::from(brand.name.as_str()))]);
    let address = |model: &str| format!("/report?brand={}&type={kind}&model={model}", brand.id);
    frame::page(
        l,
        0,
        html! {
            (content::heading(&title, None, Some(&l.t("report-which-model-lead"))))
            (form.wrap(html! {
                (form.hidden("brand", brand.id.as_str()))
                (form.hidden("type", kind.as_str()))
                (form.select("model", l.t("report-model"), all).searchable())
                (button_row(&[Button::primary(l.t("report-go-on")).icon(Icon::ArrowRight)]))
            }))
            ul.plain-list {
                li { a href=(address("other")) { (l.t("report-model-other")) } }
                li { a href=(address(UNKNOWN)) { (l.t("report-model-unknown")) } }
                li { a href="/report" { (l.t("report-back-to-brands")) } }
            }
        },
    )
}

/// What a search found.
#[must_use]
pub fn perhaps_page(l: Locale, program: &Program, typed: &str, hints: &[ModelHint]) -> Markup {
    let query = |brand: &str, model: &str| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("brand", brand).append_pair("model", model);
        format!("/report?{}", query.finish())
    };
    let title = l.t_with("report-search-found", &[("typed", Value::from(typed.to_owned()))]);
    let lead = if hints.is_empty() { l.t("report-search-none") } else { l.t("report-search-perhaps") };
    let brand_name = |id: &BrandId| program.find_brand(id).map_or("", |brand| brand.name.as_str());
    frame::page(
        l,
        0,
        html! {
            (content::heading(&title, None, Some(&lead)))
            (choices(l.t("report-model"), hints.iter().map(|hint| {
                let words = format!("{} {}", brand_name(&hint.brand), hint.model);
                (query(hint.brand.as_str(), &hint.model), Text::Owned(words), Text::Borrowed(hint.name.as_str()))
            }).chain(program.brands.iter().map(|brand| {
                let words = l.t_with("report-search-as-typed", &[("brand", brand.name.clone().into()), ("typed", typed.to_owned().into())]);
                (query(brand.id.as_str(), typed), words, l.t("report-model-other"))
            }))))
            p { a href="/report" { (l.t("report-back-to-brands")) } }
        },
    )
}

/// Revision, region and firmware, with the verdict. `hidden` carries the token of a draft that exists already.
#[must_use]
pub fn details_page(ground: &Ground<'_>, filled: &Filled, draft: &Draft, hidden: Markup) -> Markup {
    let (l, program) = (ground.locale, ground.program);
    let verdict = answers::verdict(ground, draft);
    let form = Form::post(l, "/report").filled(filled);
    frame::page(
        l,
        0,
        html! {
            (content::heading(&l.t("report-details"), None, Some(&l.t("report-details-lead"))))
            (words::verdict(l, program, &verdict))
            (suggestions(l, draft, &verdict))
            (form.wrap(html! {
                (hidden)
                (form.hidden("step", "product"))
                (form.hidden("type", draft.value("type").unwrap_or_default()))
                (device_fields(ground, &form, draft))
                (form.text("part", l.t("report-part")).hint(l.t("report-part-hint")))
                (button_row(&[
                    Button::primary(l.t("report-go-on")).sends("go", "flaw").icon(Icon::ArrowRight),
                    Button::quiet(l.t("report-check-again")).sends("go", "product"),
                    match draft.value("title") {
                        Some(_) => Button::quiet(l.t("report-to-review")).sends("go", "review"),
                        None => Button::quiet(l.t("report-back-to-brands")).to("/report"),
                    },
                ]))
            }))
        },
    )
}

fn device_fields<'a>(ground: &Ground<'a>, form: &Form<'a>, draft: &'a Draft) -> Markup {
    let (l, program) = (ground.locale, ground.program);
    let device = answers::device(ground, draft);
    let model = device.model.as_deref().unwrap_or_default();
    let catalog = &program.catalog;
    let mut brands: Vec<Choice<'_>> =
        program.brands.iter().map(|b| Choice::new(b.id.as_str(), b.name.as_str())).collect();
    brands.push(Choice::new(UNKNOWN, l.t("report-brand-unknown")));
    let same =
        catalog.list_skus().iter().filter(|sku| device.chosen_brand.as_ref().is_none_or(|b| sku.brand == *b));
    let mut models: Vec<Text<'_>> = same.map(|sku| Text::Borrowed(sku.model.as_str())).collect();
    models.dedup();
    let revisions = catalog.list_revisions(&device.brand, model);
    let regions = catalog.list_regions(&device.brand, model, None);
    let firmware = catalog.list_firmware(&device.brand, model);
    html! {
        (form.select("brand", l.t("report-brand"), brands).class("field-short"))
        (form.text("model", l.t("report-model")).hint(l.t("report-model-hint")).suggestions(models))
        (part(l, form, "hardware_revision", l.t("report-revision"), l.t("report-revision-hint"), &revisions, draft))
        (part(l, form, "region", l.t("report-region"), l.t("report-region-hint"), &regions, draft))
        (form.text("firmware", l.t("report-firmware")).class("field-short field-code").hint(l.t("report-firmware-hint"))
            .suggestions(firmware.into_iter().map(|version| Text::Owned(version.to_owned())).collect()))
    }
}

/// A choice among what the catalog tells apart, with "I don't know" and what was typed before; else a line of text.
fn part<'a>(
    l: Locale,
    form: &Form<'a>,
    name: &'a str,
    label: Text<'a>,
    hint: Text<'a>,
    known: &[&str],
    draft: &'a Draft,
) -> Markup {
    let typed = draft.value(name).filter(|value| *value != UNKNOWN);
    let is_known = typed.is_none_or(|typed| known.contains(&typed));
    if known.is_empty() || !is_known {
        return html! { (form.text(name, label).class("field-short").hint(hint)) };
    }
    let mut choices = vec![Choice::new(UNKNOWN, l.t("report-unknown"))];
    choices.extend(known.iter().map(|value| Choice::new((*value).to_owned(), (*value).to_owned())));
    html! { (form.select(name, label, choices).class("field-short").hint(hint)) }
}

fn suggestions(l: Locale, draft: &Draft, verdict: &Verdict) -> Markup {
    let kind = draft.value("type").unwrap_or(UNKNOWN);
    html! {
        @if !verdict.suggestions.is_empty() {
            (choices(l.t("report-model"), verdict.suggestions.iter().map(|hint| {
                let mut query = url::form_urlencoded::Serializer::new(String::new());
                query.append_pair("brand", hint.brand.as_str()).append_pair("type", kind).append_pair("model", &hint.model);
                (format!("/report?{}", query.finish()), Text::Borrowed(hint.model.as_str()), Text::Borrowed(hint.name.as_str()))
            })))
        }
    }
}

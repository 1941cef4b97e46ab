//! The list of advisories with its search by model, and the page of thanks.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalog::ModelMatch;
use domain::catalog::find::fold;
use formats::advisory::{Language, SkuStatus};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use ui::chip;
use ui::form::{Button, Form};
use ui::navigation::{Pager, pager};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, Value, content, time};

use super::page;
use super::set::Current;
use crate::action::publication::{Record, day};
use crate::app::{ActiveProgram, App};
use crate::web::visit::public_frame;

/// The file from which lists are made; machines may read it too.
pub const INDEX: &str = "list.json";
/// Advisories on a page.
const PAGE: usize = 50;

/// What the list says of an advisory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    pub id: String,
    /// By language.
    pub titles: BTreeMap<Language, String>,
    /// The language that counts.
    pub language: Language,
    pub revision: u32,
    pub published: Timestamp,
    pub updated: Timestamp,
    /// The word of the scale and the score of the worst flaw.
    pub severity: Option<(String, f64)>,
    pub cves: Vec<String>,
    /// Brand and model of each affected device.
    pub models: BTreeSet<(String, String)>,
    pub fixed: usize,
    pub no_fix: usize,
}

impl Listed {
    /// What the list says of a record.
    #[must_use]
    pub fn of(record: &Record) -> Self {
        let advisory = &record.advisory;
        let vectors =
            advisory.vulnerabilities.iter().filter_map(|flaw| flaw.cvss40.as_ref().or(flaw.cvss31.as_ref()));
        let worst = vectors.map(|vector| vector.score()).max_by_key(|score| score.tenths());
        let statuses = || advisory.vulnerabilities.iter().flat_map(|flaw| flaw.statuses.iter());
        let affected = statuses().filter(|(_, status)| !matches!(status, SkuStatus::NotAffected { .. }));
        let models = affected.filter_map(|(id, _)| advisory.find_sku(id));
        Self {
            id: advisory.id.to_string(),
            titles: advisory.texts.iter().map(|(l, texts)| (l.clone(), texts.title.clone())).collect(),
            language: advisory.language.clone(),
            revision: advisory.revisions.last().map_or(1, |revision| revision.number),
            published: advisory.find_initial_release().unwrap_or(Timestamp::UNIX_EPOCH),
            updated: advisory.find_current_release().unwrap_or(Timestamp::UNIX_EPOCH),
            severity: worst.map(|score| (score.severity().as_str().to_lowercase(), score.value())),
            cves: advisory.vulnerabilities.iter().filter_map(|flaw| flaw.cve.clone()).collect(),
            models: models.map(|sku| (sku.brand.clone(), sku.model.clone())).collect(),
            fixed: statuses().filter(|(_, status)| matches!(status, SkuStatus::Fixed(_))).count(),
            no_fix: statuses().filter(|(_, status)| matches!(status, SkuStatus::NoFix { .. })).count(),
        }
    }

    fn title(&self, l: Locale) -> &str {
        let wanted = self.titles.iter().find(|(language, _)| language.primary() == l.code());
        wanted
            .map(|(_, title)| title.as_str())
            .or_else(|| self.titles.get(&self.language).map(String::as_str))
            .unwrap_or(&self.id)
    }

    fn band(&self) -> chip::Severity {
        match self.severity.as_ref().map(|(word, _)| word.as_str()) {
            Some("none") => chip::Severity::None,
            Some("low") => chip::Severity::Low,
            Some("medium") => chip::Severity::Medium,
            Some("high") => chip::Severity::High,
            Some("critical") => chip::Severity::Critical,
            _ => chip::Severity::Unrated,
        }
    }
}

/// What somebody looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// A model as typed, an advisory's number, a CVE id or words of a title.
    pub model: String,
    /// Counted from 1.
    pub page: usize,
}

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Found<'a> {
    pub listed: Vec<&'a Listed>,
    /// Brand and model that the typed text stands for.
    pub model: Option<(String, String)>,
    /// Models that may have been meant.
    pub perhaps: Vec<(String, String)>,
}

/// Looks for advisories of a model, however it is spelt; also by number, CVE id and title.
#[must_use]
pub fn find<'a>(program: &ActiveProgram, listed: &'a [Listed], typed: &str) -> Found<'a> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Found { listed: listed.iter().collect(), ..Found::default() };
    }
    let folded = fold(typed);
    let by_words = |one: &&Listed| {
        let names = [&one.id].into_iter().chain(&one.cves).chain(one.titles.values());
        folded.len() > 2 && names.into_iter().any(|name| fold(name).contains(&folded))
    };
    let of = |brand: &str, model: &str| -> Vec<&'a Listed> {
        let names = |one: &&Listed| {
            one.models.iter().any(|(b, m)| b.eq_ignore_ascii_case(brand) && fold(m) == fold(model))
        };
        listed.iter().filter(names).collect()
    };
    let brand_name = |hint: &domain::catalog::ModelHint| {
        let brand = program.program.find_brand(&hint.brand);
        (brand.map_or(hint.brand.to_string(), |brand| brand.name.clone()), hint.model.clone())
    };
    match program.program.catalog.find_model(None, typed) {
        ModelMatch::Found { model, .. } => {
            let (brand, model) = brand_name(&model);
            Found { listed: of(&brand, &model), model: Some((brand, model)), perhaps: Vec::new() }
        }
        ModelMatch::Perhaps(hints) => {
            let perhaps = hints.iter().map(brand_name).collect();
            Found { listed: listed.iter().filter(by_words).collect(), model: None, perhaps }
        }
        ModelMatch::Nothing => Found { listed: listed.iter().filter(by_words).collect(), ..Found::default() },
    }
}

/// The list as everybody sees it who looks for nothing.
#[must_use]
pub fn first_page(app: &App, program: &ActiveProgram, listed: &[Listed], l: Locale) -> Markup {
    let found = find(program, listed, "");
    let title = l.t("publication-advisories");
    let main = main(l, app.program().as_ref(), &found, &Wish { page: 1, ..Wish::default() });
    public_frame(l, &title, program, None)
        .path("/advisories/")
        .feed("/advisories/feed.atom")
        .wide()
        .public(&main)
}

/// Search box and table.
#[must_use]
pub fn main(l: Locale, program: &ActiveProgram, found: &Found<'_>, wish: &Wish) -> Markup {
    let form = Form::get(l, "/advisories/").inline();
    let field = form.search("model", l.t("publication-search")).hint(l.t("publication-search-hint"));
    let page = wish.page.max(1);
    let from = (page - 1) * PAGE;
    let shown: Vec<&Listed> = found.listed.iter().skip(from).take(PAGE).copied().collect();
    let maker = program.program.maker.as_str();
    html! {
        (content::heading(&l.t("publication-advisories"), None, Some(&l.t_with("publication-advisories-lead", &[("maker", maker.into())]))))
        (form.wrap(html! {
            (field.value(wish.model.as_str()).class("field-wide"))
            (Button::quiet(l.t("publication-search-button")))
        }))
        (answer(l, found, wish))
        @if !shown.is_empty() {
            (table(l, &shown))
            (pages(l, found.listed.len(), page, wish))
        }
        p.hint {
            a href="/advisories/feed.atom" { (l.t("publication-feed-atom")) } " · "
            a href="/advisories/feed.json" { "JSON Feed" } " · "
            a href="/.well-known/csaf/provider-metadata.json" { (l.t("publication-provider")) }
        }
    }
}

/// What the search came to, in words.
fn answer(l: Locale, found: &Found<'_>, wish: &Wish) -> Markup {
    let name = |(brand, model): &(String, String)| format!("{brand} {model}");
    let is_search = !wish.model.trim().is_empty();
    html! {
        @if let Some(model) = &found.model {
            @let values = [("model", Value::from(name(model))), ("n", Value::from(found.listed.len()))];
            p role="status" { strong { (l.t_with("publication-found-for", &values)) } }
            @if found.listed.is_empty() { p { (l.t("publication-none-for-model")) } }
        } @else if is_search && found.listed.is_empty() {
            (content::empty(l.t("publication-nothing-found"), html! { p { (l.t("publication-nothing-found-remedy")) } }))
        } @else if found.listed.is_empty() {
            (content::empty(l.t("publication-none-yet"), html! { p { (l.t("publication-none-yet-remedy")) } }))
        }
        @if !found.perhaps.is_empty() {
            p { (l.t("publication-did-you-mean")) }
            ul.chips {
                @for model in &found.perhaps { li { a href=(address(&name(model), 1)) { (name(model)) } } }
            }
        }
    }
}

fn address(model: &str, page: usize) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !model.trim().is_empty() {
        query.append_pair("model", model);
    }
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    match query.finish() {
        none if none.is_empty() => "/advisories/".to_owned(),
        query => format!("/advisories/?{query}"),
    }
}

fn pages(l: Locale, total: usize, page: usize, wish: &Wish) -> Markup {
    if total <= PAGE {
        return html! {};
    }
    let from = (page - 1) * PAGE;
    let links = Pager {
        from: from as u64 + 1,
        to: total.min(from + PAGE) as u64,
        total: Some(total as u64),
        previous: (page > 1).then(|| Text::from(address(&wish.model, page - 1))),
        next: (from + PAGE < total).then(|| Text::from(address(&wish.model, page + 1))),
    };
    pager(l, &links)
}

fn table(l: Locale, listed: &[&Listed]) -> Markup {
    let columns = vec![
        Column::new(l.t("publication-advisory")).main(),
        Column::new(l.t("publication-models")),
        Column::new(l.t("publication-severity")),
        Column::new(l.t("publication-fixes")),
        Column::new(l.t("publication-updated")),
    ];
    let rows: Vec<_> = listed.iter().map(|one| row(l, one)).collect();
    Table::new(l, l.t("publication-advisories"), columns).quiet_caption().rows(&rows)
}

fn row<'a>(l: Locale, one: &Listed) -> Row<'a> {
    let models: Vec<String> = one.models.iter().map(|(brand, model)| format!("{brand} {model}")).collect();
    let more = models.len().saturating_sub(4);
    Row::new(vec![
        html! {
            a href={ "/advisories/" (one.id) } { (one.title(l)) }
            div.hint { (one.id) @for cve in &one.cves { " · " (cve) } }
        },
        html! {
            (models.iter().take(4).cloned().collect::<Vec<_>>().join(", "))
            @if more > 0 { " " (l.t_with("publication-and-more-models", &[("n", Value::from(more))])) }
        },
        html! { (chip::severity(l, one.band(), one.severity.as_ref().map(|(_, score)| *score))) },
        html! { (l.t(fixes_key(one))) },
        html! { (time::format_date(one.updated, l)) },
    ])
}

fn fixes_key(one: &Listed) -> &'static str {
    match (one.fixed > 0, one.no_fix > 0) {
        (true, true) => "publication-fixes-some",
        (true, false) => "publication-fixes-all",
        (false, true) => "publication-fixes-none",
        (false, false) => "publication-fixes-open",
    }
}

/// Who is thanked, and for what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Thanked {
    /// Year and month of the first publication.
    month: (i16, i8),
    name: String,
    advisory: String,
}

/// Everybody who agreed to be named in an advisory that is public, newest month first.
#[must_use]
pub fn thanked<'a>(current: impl Iterator<Item = &'a Current>) -> Vec<Thanked> {
    let mut all: Vec<Thanked> = Vec::new();
    for one in current {
        let advisory = &one.record.advisory;
        let day = day(advisory.find_initial_release().unwrap_or(Timestamp::UNIX_EPOCH));
        all.extend(page::names(advisory).into_iter().map(|name| Thanked {
            month: (day.year(), day.month()),
            name: name.to_owned(),
            advisory: advisory.id.to_string(),
        }));
    }
    all.sort_by(|a, b| {
        b.month.cmp(&a.month).then_with(|| (&a.name, &a.advisory).cmp(&(&b.name, &b.advisory)))
    });
    all.dedup();
    all
}

/// The page of thanks.
#[must_use]
pub fn thanks(program: &ActiveProgram, thanked: &[Thanked], l: Locale) -> Markup {
    let title = l.t("publication-thanks");
    let maker = program.program.maker.as_str();
    let main = html! {
        (content::heading(&title, None, Some(&l.t_with("publication-thanks-lead", &[("maker", maker.into())]))))
        @if thanked.is_empty() {
            (content::empty(l.t("publication-thanks-none"), html! { p { (l.t("publication-thanks-none-remedy")) } }))
        }
        @for month in thanked.chunk_by(|a, b| a.month == b.month) {
            section.advisory-part {
                h2 { (month_in_words(l, month.first().map_or((1970, 1), |one| one.month))) }
                ul {
                    @for person in month.chunk_by(|a, b| a.name == b.name) {
                        li {
                            @if let Some(first) = person.first() { strong { (first.name) } }
                            @for one in person { " " a href={ "/advisories/" (one.advisory) } { (one.advisory) } }
                        }
                    }
                }
            }
        }
        @if !thanked.is_empty() { p.hint { (l.t("publication-thanks-note")) } }
    };
    public_frame(l, &title, program, None).path("/thanks").public(&main)
}

fn month_in_words(l: Locale, (year, month): (i16, i8)) -> String {
    let day = jiff::civil::Date::new(year, month, 1).ok();
    let at = day.and_then(|day| day.to_zoned_datetime(TimeZone::UTC).ok()).map(|z| z.timestamp());
    // The words for a day without the day: the order differs by language.
    let name = l.t(&format!("ui-month-{month}"));
    let values = [("month", Value::from(name)), ("year", Value::from(year.to_string()))];
    at.map(|_| l.t_with("publication-month", &values).into_owned()).unwrap_or_default()
}

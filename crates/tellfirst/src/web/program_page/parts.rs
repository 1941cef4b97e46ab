//! The sections of the program page, each from the program's own texts and data.

use domain::program::terms::{SafeHarborLevel, Strength};
use domain::program::{
    Audience, Brand, ContactKind, Language, Localized, Program, Promise, PromiseEvent, TextKind, TimeUnit,
};
use formats::markdown;
use maud::{Markup, PreEscaped, html};
use ui::chip::Tone;
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, chip, content, notice};

use crate::app::ActiveProgram;
use crate::web::visit::Visit;

/// What the sections are made of.
pub struct Parts<'a> {
    program: &'a Program,
    locale: Locale,
    language: Language,
    brand: Option<&'a Brand>,
    key: String,
}

impl<'a> Parts<'a> {
    pub fn new(visit: &Visit, active: &'a ActiveProgram) -> Self {
        let program = &active.program;
        Self {
            program,
            locale: visit.locale,
            language: visit.language(),
            brand: visit.brand.as_ref().and_then(|id| program.find_brand(id)),
            key: visit.app.signer.verifier().to_string(),
        }
    }

    pub fn maker(&self) -> &'a str {
        self.brand.map_or(&self.program.maker, |brand| &brand.name)
    }

    pub fn title(&self) -> String {
        let names: Vec<&str> = self.program.brands.iter().map(|brand| brand.name.as_str()).collect();
        let or = self.locale.t("program-or");
        let names = match (self.brand, names.split_last()) {
            (Some(brand), _) => brand.name.clone(),
            (None, Some((last, [_, ..]))) => format!("{} {or} {last}", names[..names.len() - 1].join(", ")),
            (None, _) => names.concat(),
        };
        self.locale.t_with("program-title", &[("brands", names.into())]).into_owned()
    }

    fn words<'t>(&self, text: &'t Localized) -> &'t str {
        text.get(&self.language, &self.program.default_language)
    }

    fn text(&self, kind: TextKind) -> Markup {
        let text = self.program.texts.get(kind, &self.language, &self.program.default_language);
        let is_own = self.program.texts.is_translated(kind, &self.language);
        let language = (!is_own).then(|| self.program.default_language.as_str());
        html! { div.prose lang=[language] { (PreEscaped(markdown::to_html(text))) } }
    }

    pub fn intro(&self) -> Markup {
        self.text(TextKind::Intro)
    }

    /// The sections as links: the page is long.
    pub fn contents(&self) -> Markup {
        let l = self.locale;
        let sections: [(&str, Text<'_>); 9] = [
            ("support", l.t("program-support")),
            ("scope", l.t("program-scope")),
            ("exclusions", l.t("program-exclusions")),
            ("how-to-submit", l.t("program-how-to-submit")),
            ("what-happens", l.t("program-what-happens")),
            ("disclosure", l.t("program-disclosure")),
            ("safe-harbor", l.t("program-safe-harbor")),
            ("proof", l.t("program-proof")),
            ("contact", l.t("program-contact")),
        ];
        html! {
            nav.page-contents aria-label=(l.t("program-contents")) {
                ul { @for (id, words) in sections { li { a href={ "#" (id) } { (words) } } } }
            }
        }
    }

    /// Help for those who came to the wrong place, with a way back for those who did not.
    pub fn support(&self) -> Markup {
        let l = self.locale;
        let brands = self.brands();
        let contacts = brands.iter().filter_map(|b| Some((b, b.find_contact(Audience::Support)?)));
        notice::notice(
            Tone::Info,
            l.t("program-support"),
            html! {
                div id="support" { (self.text(TextKind::Support)) }
                ul.plain-list {
                    @for (brand, contact) in contacts {
                        li { (brand.name) ": " (address(contact)) }
                    }
                }
                p { (l.t("program-support-way-back")) " " a href="/report" { (l.t("program-report")) } }
            },
        )
    }

    fn brands(&self) -> Vec<&'a Brand> {
        match self.brand {
            Some(brand) => vec![brand],
            None => self.program.brands.iter().collect(),
        }
    }

    pub fn scope(&self) -> Markup {
        let l = self.locale;
        let brands = &self.program.brands;
        let mut columns = vec![Column::new(l.t("program-device-type")).main()];
        columns.extend(brands.iter().map(|brand| Column::new(brand.name.as_str())));
        let used = self.program.product_types.iter().filter(|kind| {
            brands.iter().any(|b| b.in_scope.contains(&kind.id) || b.out_of_scope.contains(&kind.id))
        });
        let rows: Vec<Row<'_>> = used
            .map(|kind| {
                let mut cells = vec![html! { (self.words(&kind.name)) }];
                cells.extend(brands.iter().map(|brand| {
                    if brand.in_scope.contains(&kind.id) {
                        chip::state(Tone::Success, l.t("program-in-scope"))
                    } else if brand.out_of_scope.contains(&kind.id) {
                        chip::state(Tone::Warning, l.t("program-not-in-scope"))
                    } else {
                        html! { span.hint { (l.t("program-not-made")) } }
                    }
                }));
                Row::new(cells)
            })
            .collect();
        let table = Table::new(l, l.t("program-scope-table"), columns).quiet_caption().rows(&rows);
        content::panel("scope", &l.t("program-scope"), html! { (self.text(TextKind::Scope)) (table) })
    }

    pub fn exclusions(&self) -> Markup {
        let l = self.locale;
        content::panel(
            "exclusions",
            &l.t("program-exclusions"),
            html! {
                p { (l.t("program-exclusions-lead")) }
                @for exclusion in &self.program.exclusions {
                    div.policy-line id={ "exclusion-" (exclusion.id) } {
                        h3 { (self.words(&exclusion.title)) }
                        @if !exclusion.brands.is_empty() {
                            p.hint { (l.t("program-holds-for")) " " (self.names(&exclusion.brands)) }
                        }
                        div.prose { (PreEscaped(markdown::to_html(self.words(&exclusion.text)))) }
                        @if !exclusion.hosts.is_empty() {
                            p.hint { (l.t("program-hosts")) " " @for (n, host) in exclusion.hosts.iter().enumerate() { @if n > 0 { ", " } code { (host) } } }
                        }
                    }
                }
            },
        )
    }

    fn names(&self, brands: &[domain::id::BrandId]) -> String {
        let names = brands.iter().filter_map(|id| self.program.find_brand(id)).map(|b| b.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    pub fn how_to_submit(&self) -> Markup {
        let l = self.locale;
        content::panel(
            "how-to-submit",
            &l.t("program-how-to-submit"),
            html! {
                (self.text(TextKind::HowToSubmit))
                p { a.button.button-primary href="/report" { (l.t("program-report")) } }
            },
        )
    }

    pub fn what_happens(&self) -> Markup {
        let l = self.locale;
        let rows: Vec<Row<'_>> = self.program.promises.iter().map(|promise| self.promise(promise)).collect();
        let columns = vec![
            Column::new(l.t("program-promise")).main(),
            Column::new(l.t("program-promise-within")),
            Column::new(l.t("program-promise-strength")),
        ];
        let table = Table::new(l, l.t("program-promises"), columns).rows(&rows);
        content::panel(
            "what-happens",
            &l.t("program-what-happens"),
            html! {
                (self.text(TextKind::WhatHappens))
                (table)
                p { a href="/statistics" { (l.t("program-kept")) } }
            },
        )
    }

    fn promise(&self, promise: &Promise) -> Row<'static> {
        let l = self.locale;
        let event = event(l, promise.event);
        let severity = promise.severity.map(|severity| severity_word(l, severity));
        let strength = match promise.strength {
            Strength::Commitment => l.t("program-strength-commitment"),
            Strength::Goal => l.t("program-strength-goal"),
            Strength::BestEffort => l.t("program-strength-best-effort"),
        };
        let anchor = format!("promise-{}", promise.event.word());
        Row::new(vec![
            html! {
                span id=[promise.severity.is_none().then_some(anchor)] { (event) }
                @if let Some(severity) = severity { " (" (l.t("program-severity")) ": " (severity) ")" }
                @if promise.recurring { " – " (l.t("program-recurring")) }
            },
            html! { (span(l, promise)) },
            html! { (strength) },
        ])
    }

    /// The promised time of the first answer, in words.
    pub fn first_answer(&self) -> Markup {
        let l = self.locale;
        match self.program.find_promise(PromiseEvent::Acknowledge, None) {
            Some(promise) => {
                html! { (l.t_with("program-first-answer-within", &[("span", span(l, promise).into())])) }
            }
            None => html! { (l.t("program-first-answer-open")) },
        }
    }

    pub fn languages(&self) -> Markup {
        let reads = &self.program.intake.reads;
        let named = reads
            .iter()
            .map(|tag| Locale::find(tag.as_str()).map_or_else(|| Text::Owned(tag.to_string()), Locale::name));
        html! { @for (n, name) in named.enumerate() { @if n > 0 { ", " } (name) } }
    }

    pub fn disclosure(&self) -> Markup {
        let l = self.locale;
        let terms = &self.program.disclosure;
        let days = |n: u32| html! { (l.t_with("ui-days", &[("n", i64::from(n).into())])) };
        let mut facts: Vec<(Text<'_>, Markup)> = Vec::new();
        facts.extend(terms.embargo_default_days.map(|n| (l.t("program-embargo-default"), days(n))));
        facts.extend(terms.outer_limit_days.map(|n| (l.t("program-outer-limit"), days(n))));
        facts.extend(terms.extension_max_days.map(|n| (l.t("program-extension"), days(n))));
        facts.extend(terms.draft_review_days.map(|n| (l.t("program-draft-review"), days(n))));
        content::panel(
            "disclosure",
            &l.t("program-disclosure"),
            html! {
                (self.text(TextKind::Disclosure))
                h3 { (l.t("program-conditions")) }
                ol {
                    @for (n, condition) in terms.conditions.iter().enumerate() {
                        li id={ "condition-" (n + 1) } { (self.words(&condition.text)) }
                    }
                }
                (content::facts(&facts))
                p { a href="/check-draft" { (l.t("nav-check-draft")) } }
            },
        )
    }

    pub fn safe_harbor(&self) -> Markup {
        let l = self.locale;
        let harbor = &self.program.safe_harbor;
        if harbor.level == SafeHarborLevel::None {
            return html! {};
        }
        content::panel(
            "safe-harbor",
            &l.t("program-safe-harbor"),
            html! {
                (self.text(TextKind::SafeHarbor))
                h3 { (l.t("program-safe-harbor-conditions")) }
                ol { @for condition in &harbor.conditions { li id={ "safe-harbor-" (condition.id) } { (self.words(&condition.text)) } } }
                @if harbor.waives_terms { p { (l.t("program-waives-terms")) } }
                @if harbor.covers_accidents { p { (l.t("program-covers-accidents")) } }
                @if !harbor.laws.is_empty() {
                    p { (l.t("program-laws")) }
                    ul { @for law in &harbor.laws { li { (law) } } }
                }
                @if !harbor.third_parties.is_empty() { p { (self.words(&harbor.third_parties)) } }
            },
        )
    }

    pub fn credit(&self) -> Markup {
        let l = self.locale;
        content::panel(
            "credit",
            &l.t("program-credit"),
            html! {
                (self.text(TextKind::Credit))
                @if !self.program.house.reward.is_empty() { p { (self.words(&self.program.house.reward)) } }
                p { a href="/thanks" { (l.t("nav-thanks")) } }
            },
        )
    }

    /// How anybody checks a receipt or letter, with the key to do it.
    pub fn proof(&self) -> Markup {
        let l = self.locale;
        content::panel(
            "proof",
            &l.t("program-proof"),
            html! {
                p { (l.t("program-proof-lead")) }
                (content::copy_box(l, "verifier-key", l.t("program-verifier-key"), &self.key))
                ol {
                    li { (l.t("program-proof-page")) " " a href="/verify" { (l.t("nav-verify")) } }
                    li { (l.t("program-proof-offline")) " " code { "tellfirst verify " (l.t("program-proof-file")) " --key " (l.t("program-proof-key")) } }
                    li { (l.t("program-proof-log")) " " a href="/log/checkpoint" { "/log/checkpoint" } }
                }
            },
        )
    }

    pub fn contact(&self) -> Markup {
        let l = self.locale;
        content::panel(
            "contact",
            &l.t("program-contact"),
            html! {
                @for brand in self.brands() {
                    h3 { (brand.name) }
                    ul.plain-list {
                        @for contact in &brand.contacts {
                            li {
                                strong { (audience(l, contact.audience)) ": " } (address(contact))
                                @if contact.human { " " (chip::label(l.t("program-human"))) }
                                @if !contact.note.is_empty() { div.hint { (self.words(&contact.note)) } }
                            }
                        }
                    }
                }
                @if !self.program.keys.is_empty() {
                    h3 { (l.t("program-keys")) }
                    ul.plain-list { @for key in &self.program.keys { li { a href=(key.url) { code { (key.fingerprint) } } } } }
                }
                @if !self.program.house.coordinators.is_empty() {
                    h3 { (l.t("program-coordinators")) }
                    p { (l.t("program-coordinators-lead")) }
                    ul.plain-list {
                        @for coordinator in &self.program.house.coordinators {
                            li { a href=(coordinator.url) rel="noopener noreferrer" { (coordinator.name) } }
                        }
                    }
                }
            },
        )
    }
}

/// The address of a contact as a link, where it has one.
pub fn address(contact: &domain::program::Contact) -> Markup {
    match contact.link() {
        Some(link) => html! { a href=(link) rel="noopener noreferrer" { (contact.address) } },
        None if contact.kind == ContactKind::Post => html! { address { (contact.address) } },
        None => html! { (contact.address) },
    }
}

fn audience(l: Locale, audience: Audience) -> Text<'static> {
    match audience {
        Audience::Researcher => l.t("program-for-researchers"),
        Audience::Support => l.t("program-for-support"),
        Audience::Press => l.t("program-for-press"),
    }
}

fn event(l: Locale, event: PromiseEvent) -> Text<'static> {
    match event {
        PromiseEvent::Acknowledge => l.t("program-promise-acknowledge"),
        PromiseEvent::Triage => l.t("program-promise-triage"),
        PromiseEvent::StatusUpdate => l.t("program-promise-status-update"),
        PromiseEvent::FixTarget => l.t("program-promise-fix-target"),
        PromiseEvent::AdvisoryAfterFix => l.t("program-promise-advisory"),
        PromiseEvent::DraftReview => l.t("program-promise-draft-review"),
        PromiseEvent::AppealAnswer => l.t("program-promise-appeal"),
    }
}

fn span(l: Locale, promise: &Promise) -> String {
    let n = [("n", i64::from(promise.amount).into())];
    match promise.unit {
        TimeUnit::Hours => l.t_with("program-span-hours", &n),
        TimeUnit::CalendarDays => l.t_with("program-span-days", &n),
        TimeUnit::BusinessDays => l.t_with("program-span-business-days", &n),
    }
    .into_owned()
}

fn severity_word(l: Locale, severity: domain::severity::Severity) -> Text<'static> {
    use domain::severity::Severity;
    match severity {
        Severity::None => l.t("ui-severity-none"),
        Severity::Low => l.t("ui-severity-low"),
        Severity::Medium => l.t("ui-severity-medium"),
        Severity::High => l.t("ui-severity-high"),
        Severity::Critical => l.t("ui-severity-critical"),
    }
}

//! The whole document: head, header, navigation, main, footer. The public and the staff layout share all but the frame.

use maud::{DOCTYPE, Markup, html};

use crate::Text;
use crate::assets;
use crate::i18n::Locale;
use crate::icon::{Icon, icon, mark};
use crate::navigation::Link;
use crate::notice::{self, Flash};

mod keys;

/// Light, dark, or as the system says. Stored in the cookie `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// Reads the cookie; anything unknown is [`Theme::System`].
    #[must_use]
    pub fn parse(cookie: &str) -> Self {
        match cookie {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The value of the cookie and of `data-theme`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn label(self, locale: Locale) -> Text<'static> {
        match self {
            Self::System => locale.t("ui-theme-system"),
            Self::Light => locale.t("ui-theme-light"),
            Self::Dark => locale.t("ui-theme-dark"),
        }
    }
}

/// Whose page it is.
#[derive(Debug, Clone)]
pub struct Brand<'a> {
    /// The name in the header.
    pub name: Text<'a>,
    /// Where the name leads.
    pub home: Text<'a>,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn<'a> {
    /// The name shown.
    pub name: Text<'a>,
    /// What they are, in words (`Triager`, `Reporter of LNK-2026-0042`).
    pub role: Text<'a>,
    /// Where the button "Sign out" posts to.
    pub sign_out: Text<'a>,
}

/// A group of the side navigation.
#[derive(Debug, Clone)]
pub struct Section<'a> {
    /// The heading of the group.
    pub title: Text<'a>,
    /// Its places, with counts.
    pub links: Vec<Link<'a>>,
}

/// Everything around the main content.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    locale: Locale,
    title: Text<'a>,
    theme: Theme,
    brand: Brand<'a>,
    path: Text<'a>,
    csrf: Option<Text<'a>>,
    flash: Option<&'a Flash>,
    signed_in: Option<SignedIn<'a>>,
    links: Vec<Link<'a>>,
    footer: Vec<Link<'a>>,
    feed: Option<Text<'a>>,
    head: Option<Markup>,
    wide: bool,
}

impl<'a> Page<'a> {
    /// A page in a language with a title for the tab.
    #[must_use]
    pub fn new(locale: Locale, title: impl Into<Text<'a>>) -> Self {
        Self {
            locale,
            title: title.into(),
            theme: Theme::System,
            brand: Brand { name: Text::Borrowed("Tellfirst"), home: Text::Borrowed("/") },
            path: Text::Borrowed("/"),
            csrf: None,
            flash: None,
            signed_in: None,
            links: Vec::new(),
            footer: Vec::new(),
            feed: None,
            head: None,
            wide: false,
        }
    }

    /// The theme chosen.
    #[must_use]
    pub fn theme(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self
    }

    /// Whose page it is.
    #[must_use]
    pub fn brand(mut self, name: impl Into<Text<'a>>, home: impl Into<Text<'a>>) -> Self {
        self.brand = Brand { name: name.into(), home: home.into() };
        self
    }

    /// The address of this page with its query: marks the current link, and the way back after a change of language.
    #[must_use]
    pub fn path(mut self, path: impl Into<Text<'a>>) -> Self {
        self.path = path.into();
        self
    }

    /// The token for the small forms in header and footer.
    #[must_use]
    pub fn csrf(mut self, token: impl Into<Text<'a>>) -> Self {
        self.csrf = Some(token.into());
        self
    }

    /// The message about the act before.
    #[must_use]
    pub fn flash(mut self, flash: Option<&'a Flash>) -> Self {
        self.flash = flash;
        self
    }

    /// Who is signed in.
    #[must_use]
    pub fn signed_in(mut self, who: SignedIn<'a>) -> Self {
        self.signed_in = Some(who);
        self
    }

    /// Links of the public header.
    #[must_use]
    pub fn links(mut self, links: Vec<Link<'a>>) -> Self {
        self.links = links;
        self
    }

    /// Links of the footer; help and contact belong here, in the same place on every page (WCAG 3.2.6).
    #[must_use]
    pub fn footer(mut self, links: Vec<Link<'a>>) -> Self {
        self.footer = links;
        self
    }

    /// The address of an Atom feed for this page.
    #[must_use]
    pub fn feed(mut self, address: impl Into<Text<'a>>) -> Self {
        self.feed = Some(address.into());
        self
    }

    /// More links for the head, such as those to the same page in other languages.
    #[must_use]
    pub fn head(mut self, links: Markup) -> Self {
        self.head = Some(links);
        self
    }

    /// Lets the public layout use the full width, for tables.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// The document for everyone: header across, one column of text.
    #[must_use]
    pub fn public(&self, main: &Markup) -> Markup {
        let l = self.locale;
        self.document(
            "public",
            html! {
                header.site-header {
                    div.site-header-inner {
                        (self.brand_link())
                        @if !self.links.is_empty() {
                            nav.site-links aria-label=(l.t("ui-main-navigation")) {
                                ul { @for link in &self.links { li { (self.nav_link(link, self.current(self.links.iter()))) } } }
                            }
                        }
                        @if let Some(who) = &self.signed_in { (self.who(who)) }
                    }
                }
                main.wide-main[self.wide] id="main" tabindex="-1" {
                    @if let Some(f) = self.flash { (notice::flash(f)) }
                    (main)
                }
                (self.site_footer())
            },
        )
    }

    /// The document for the team: navigation with counts at the side.
    #[must_use]
    pub fn staff(&self, sections: &[Section<'_>], main: &Markup) -> Markup {
        let l = self.locale;
        let current = self.current(sections.iter().flat_map(|section| section.links.iter()));
        self.document(
            "staff",
            html! {
                header.rail {
                    (self.brand_link())
                    details.rail-menu open {
                        summary { (l.t("ui-menu")) }
                        nav aria-label=(l.t("ui-main-navigation")) {
                            @for section in sections {
                                h2 { (section.title) }
                                ul { @for link in &section.links { li { (self.nav_link(link, current)) } } }
                            }
                        }
                    }
                    (keys::opener(l))
                    @if let Some(who) = &self.signed_in { (self.who(who)) }
                }
                div.stage {
                    main id="main" tabindex="-1" {
                        @if let Some(f) = self.flash { (notice::flash(f)) }
                        (main)
                    }
                    (self.site_footer())
                }
                (keys::dialog(l))
            },
        )
    }

    fn document(&self, layout: &str, body: Markup) -> Markup {
        let theme = (self.theme != Theme::System).then(|| self.theme.name());
        html! {
            (DOCTYPE)
            html lang=(self.locale.code()) data-theme=[theme] {
                head {
                    meta charset="utf-8";
                    title { (self.title) @if self.title != self.brand.name { " – " (self.brand.name) } }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="same-origin";
                    link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                    link rel="stylesheet" href=(assets::url("app.css"));
                    @if let Some(feed) = &self.feed {
                        link rel="alternate" type="application/atom+xml" href=(feed) title=(self.title);
                    }
                    @if let Some(links) = &self.head { (links) }
                    script src=(assets::url("app.js")) defer {}
                }
                body class=(layout) {
                    a.skip-link href="#main" { (self.locale.t("ui-skip")) }
                    (body)
                }
            }
        }
    }

    fn brand_link(&self) -> Markup {
        html! { a.brand href=(self.brand.home) { (mark()) span { (self.brand.name) } } }
    }

    /// The address to mark as the current one: the link that has this page's query too, or else its path.
    fn current<'b>(&'b self, mut links: impl Iterator<Item = &'b Link<'b>>) -> &'b str {
        let bare = self.path.split(['?', '#']).next().unwrap_or_default();
        if links.any(|link| link.href == self.path) { &self.path } else { bare }
    }

    fn nav_link(&self, link: &Link<'_>, current: &str) -> Markup {
        html! {
            a href=(link.href) aria-current=[(link.href == current).then_some("page")] {
                span { (link.words) }
                @if let Some(count) = &link.count { span.count-badge { (count) } }
            }
        }
    }

    fn who(&self, who: &SignedIn<'_>) -> Markup {
        html! {
            div.who {
                p { strong { (who.name) } span { (who.role) } }
                form method="post" action=(who.sign_out) {
                    (self.token())
                    button.link-button type="submit" { (self.locale.t("ui-sign-out")) }
                }
            }
        }
    }

    fn site_footer(&self) -> Markup {
        html! {
            footer.site-footer {
                div.site-footer-inner {
                    @if !self.footer.is_empty() {
                        nav aria-label=(self.locale.t("ui-help")) {
                            ul { @for link in &self.footer { li { a href=(link.href) { (link.words) } } } }
                        }
                    }
                    (self.preferences())
                    p.colophon { (self.locale.t("ui-colophon")) }
                }
            }
        }
    }

    /// Language and theme: plain buttons that post to `/preferences`, so that they work without script.
    fn preferences(&self) -> Markup {
        let l = self.locale;
        html! {
            form.preferences method="post" action="/preferences" {
                (self.token())
                input type="hidden" name="back" value=(self.path);
                div role="group" aria-label=(l.t("ui-language")) {
                    (icon(Icon::Globe))
                    @for other in Locale::all() {
                        button.link-button type="submit" name="language" value=(other.code()) lang=(other.code())
                            aria-pressed=(if other == l { "true" } else { "false" }) { (other.name()) }
                    }
                }
                div role="group" aria-label=(l.t("ui-theme")) {
                    @for theme in [Theme::System, Theme::Light, Theme::Dark] {
                        button.link-button type="submit" name="theme" value=(theme.name())
                            aria-pressed=(if theme == self.theme { "true" } else { "false" }) { (theme.label(l)) }
                    }
                }
            }
        }
    }

    fn token(&self) -> Markup {
        html! { @if let Some(token) = &self.csrf { input type="hidden" name="csrf" value=(token); } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(path: &str) -> Vec<String> {
        let links = vec![Link::new("/staff/", "New"), Link::new("/staff/?view=mine", "Mine")];
        let html = Page::new(Locale::english(), "t")
            .path(path.to_owned())
            .links(links)
            .public(&html! {})
            .into_string();
        let parts = html.split("<a href=\"").skip(1).filter(|part| part.contains("aria-current=\"page\""));
        parts.filter_map(|part| part.split('"').next().map(str::to_owned)).collect()
    }

    #[test]
    fn exactly_the_link_that_leads_here_is_marked() {
        assert_eq!(marked("/staff/"), ["/staff/"]);
        assert_eq!(marked("/staff/?q=state:new"), ["/staff/"]);
        assert_eq!(marked("/staff/?view=mine"), ["/staff/?view=mine"]);
        assert!(marked("/elsewhere").is_empty());
    }

    #[test]
    fn an_unknown_theme_in_the_cookie_is_the_systems() {
        assert_eq!(Theme::parse("dark"), Theme::Dark);
        assert_eq!(Theme::parse("\"><script>"), Theme::System);
    }
}

//! Ways through the pages: breadcrumbs, tabs, steps, pager.

use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// A place and its words.
#[derive(Debug, Clone)]
pub struct Link<'a> {
    pub(crate) href: Text<'a>,
    pub(crate) words: Text<'a>,
    pub(crate) count: Option<Text<'a>>,
}

impl<'a> Link<'a> {
    /// A link.
    #[must_use]
    pub fn new(href: impl Into<Text<'a>>, words: impl Into<Text<'a>>) -> Self {
        Self { href: href.into(), words: words.into(), count: None }
    }

    /// The number of things there.
    #[must_use]
    pub fn count(self, count: u64) -> Self {
        self.counted(count.to_string())
    }

    /// The number of things there in words, when it is not known exactly: `999+`.
    #[must_use]
    pub fn counted(mut self, count: impl Into<Text<'a>>) -> Self {
        self.count = Some(count.into());
        self
    }
}

/// Where this page stands; the last entry is the page itself.
#[must_use]
pub fn breadcrumbs(locale: Locale, ancestors: &[Link<'_>], here: &str) -> Markup {
    html! {
        nav.breadcrumbs aria-label=(locale.t("ui-breadcrumbs")) {
            ol {
                @for link in ancestors { li { a href=(link.href) { (link.words) } } }
                li { span aria-current="page" { (here) } }
            }
        }
    }
}

/// Parts of one thing, each with its own address.
#[must_use]
pub fn tabs(label: &str, links: &[Link<'_>], current: &str) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul {
                @for link in links {
                    li {
                        a href=(link.href) aria-current=[(link.href == current).then_some("page")] {
                            (link.words)
                            @if let Some(count) = &link.count { " " span.count-badge { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// A list of links with counts; the current one is marked. For the sections of a page or settings.
#[must_use]
pub fn side_links(label: &str, links: &[Link<'_>], current: &str) -> Markup {
    html! {
        nav.side-links aria-label=(label) {
            ul {
                @for link in links {
                    li {
                        a href=(link.href) aria-current=[(link.href == current).then_some("page")] {
                            span { (link.words) }
                            @if let Some(count) = &link.count { span.count-badge { (count) } }
                        }
                    }
                }
            }
        }
    }
}

/// The steps of a long form; `current` counts from 0. Steps before it are links, those after it are not.
#[must_use]
pub fn steps(locale: Locale, steps: &[Link<'_>], current: usize) -> Markup {
    let position = locale.t_with("ui-step-of", &[("n", (current + 1).into()), ("total", steps.len().into())]);
    html! {
        nav.steps aria-label=(locale.t("ui-steps")) {
            p.steps-position { (position) }
            ol {
                @for (i, step) in steps.iter().enumerate() {
                    @if i < current {
                        li.step-done {
                            a href=(step.href) {
                                span.step-dot { (icon(Icon::Check)) } span.step-words { (step.words) }
                                span.visually-hidden { " – " (locale.t("ui-step-done")) }
                            }
                        }
                    } @else {
                        li.step-current[i == current] aria-current=[(i == current).then_some("step")] {
                            span.step-dot { (i + 1) } span.step-words { (step.words) }
                        }
                    }
                }
            }
        }
    }
}

/// Where a list stands and how to go on. Addresses are given by the caller, so that filters stay.
#[derive(Debug, Clone, Default)]
pub struct Pager<'a> {
    /// The number of the first row shown, from 1; 0 when the list is empty.
    pub from: u64,
    /// The number of the last row shown.
    pub to: u64,
    /// All rows, when known.
    pub total: Option<u64>,
    /// The page before.
    pub previous: Option<Text<'a>>,
    /// The page after.
    pub next: Option<Text<'a>>,
}

/// Draws a pager.
#[must_use]
pub fn pager(locale: Locale, pager: &Pager<'_>) -> Markup {
    let mut values = vec![("from", pager.from.into()), ("to", pager.to.into())];
    let range = match pager.total {
        Some(total) => {
            values.push(("total", total.into()));
            locale.t_with("ui-pager-range", &values)
        }
        None => locale.t_with("ui-pager-open", &values),
    };
    html! {
        nav.pager aria-label=(locale.t("ui-pager")) {
            p { (range) }
            @if let Some(href) = &pager.previous {
                a.button.button-quiet rel="prev" href=(href) { (icon(Icon::ArrowLeft)) span { (locale.t("ui-previous")) } }
            }
            @if let Some(href) = &pager.next {
                a.button.button-quiet rel="next" href=(href) { span { (locale.t("ui-next")) } (icon(Icon::ArrowRight)) }
            }
        }
    }
}

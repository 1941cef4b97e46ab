//! Buttons. The words name the effect: "Send to reporter", not "OK".

use maud::{Markup, Render, html};

use crate::Text;
use crate::icon::{self, Icon};

/// A button that submits, or a link that looks like one.
#[derive(Debug, Clone)]
pub struct Button<'a> {
    words: Text<'a>,
    class: &'static str,
    name: Option<(&'a str, Text<'a>)>,
    href: Option<Text<'a>>,
    icon: Option<Icon>,
    form_action: Option<Text<'a>>,
}

impl<'a> Button<'a> {
    /// The main act of the page; at most one per view.
    #[must_use]
    pub fn primary(words: impl Into<Text<'a>>) -> Self {
        Self::new("button button-primary", words.into())
    }

    /// Any other act.
    #[must_use]
    pub fn quiet(words: impl Into<Text<'a>>) -> Self {
        Self::new("button button-quiet", words.into())
    }

    /// An act that takes something away.
    #[must_use]
    pub fn danger(words: impl Into<Text<'a>>) -> Self {
        Self::new("button button-danger", words.into())
    }

    fn new(class: &'static str, words: Text<'a>) -> Self {
        Self { words, class, name: None, href: None, icon: None, form_action: None }
    }

    /// The name and value it submits.
    #[must_use]
    pub fn sends(mut self, name: &'a str, value: impl Into<Text<'a>>) -> Self {
        self.name = Some((name, value.into()));
        self
    }

    /// Makes it a link.
    #[must_use]
    pub fn to(mut self, href: impl Into<Text<'a>>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Submits the form to another address than its own.
    #[must_use]
    pub fn action(mut self, address: impl Into<Text<'a>>) -> Self {
        self.form_action = Some(address.into());
        self
    }

    /// An icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        let inner =
            html! { @if let Some(picture) = self.icon { (icon::icon(picture)) } span { (self.words) } };
        match &self.href {
            Some(href) => html! { a class=(self.class) href=(href) { (inner) } },
            None => html! {
                button type="submit" class=(self.class) name=[self.name.as_ref().map(|n| n.0)]
                    value=[self.name.as_ref().map(|n| &n.1)] formaction=[&self.form_action] { (inner) }
            },
        }
    }
}

/// Buttons side by side, the main one first.
#[must_use]
pub fn button_row(buttons: &[Button<'_>]) -> Markup {
    html! { div.button-row { @for button in buttons { (button) } } }
}

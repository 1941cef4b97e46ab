//! Forms: labels, hints, errors and kept values, tied together for screen readers.
//!
//! A [`Form`] knows the values typed so far and the errors found, so each field is written once, with its name and
//! label; after a refused submission the same function renders it filled and marked. The error summary comes first
//! and links to the fields.

use maud::{Markup, html};

use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

mod buttons;
mod field;

pub use buttons::{Button, button_row};
pub use field::{Choice, Choices, Field};

/// What was typed and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    values: Vec<(String, String)>,
    errors: Vec<(String, String)>,
}

impl Filled {
    /// The decoded pairs of a submitted form, in order; a name may repeat (checkboxes).
    #[must_use]
    pub fn from_pairs(values: Vec<(String, String)>) -> Self {
        Self { values, errors: Vec::new() }
    }

    /// Adds a value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// Adds an error to a field: what is wrong and what to do, one sentence.
    pub fn refuse(&mut self, name: &str, error: impl Into<String>) {
        self.errors.push((name.to_owned(), error.into()));
    }

    /// Whether there is any error.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The first value with this name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether a value is among those with this name.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(n, v)| n == name && v == value)
    }

    /// All values with this name.
    pub fn values_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The first error of this field.
    #[must_use]
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(n, _)| n == name).map(|(_, e)| e.as_str())
    }
}

/// A form around its fields.
#[derive(Debug, Clone)]
pub struct Form<'a> {
    locale: Locale,
    method: &'static str,
    action: Text<'a>,
    csrf: Option<Text<'a>>,
    filled: Option<&'a Filled>,
    multipart: bool,
    guarded: bool,
    class: &'a str,
}

impl<'a> Form<'a> {
    /// A form that changes something. Add the token with [`Form::csrf`].
    #[must_use]
    pub fn post(locale: Locale, action: impl Into<Text<'a>>) -> Self {
        Self::new(locale, "post", action.into())
    }

    /// A form that only asks.
    #[must_use]
    pub fn get(locale: Locale, action: impl Into<Text<'a>>) -> Self {
        Self::new(locale, "get", action.into())
    }

    fn new(locale: Locale, method: &'static str, action: Text<'a>) -> Self {
        Self {
            locale,
            method,
            action,
            csrf: None,
            filled: None,
            multipart: false,
            guarded: false,
            class: "form",
        }
    }

    /// The token against forged requests, sent as the hidden field `csrf`.
    #[must_use]
    pub fn csrf(mut self, token: impl Into<Text<'a>>) -> Self {
        self.csrf = Some(token.into());
        self
    }

    /// Values and errors to show.
    #[must_use]
    pub fn filled(mut self, filled: &'a Filled) -> Self {
        self.filled = Some(filled);
        self
    }

    /// Lets the form carry files.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.multipart = true;
        self
    }

    /// Warns before leaving the page with unsent text (with script only).
    #[must_use]
    pub fn warn_unsaved(mut self) -> Self {
        self.guarded = true;
        self
    }

    /// One row instead of a column, for filters and small acts.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.class = "form form-inline";
        self
    }

    /// The form element with its error summary and token around the fields.
    #[must_use]
    pub fn wrap(&self, fields: Markup) -> Markup {
        html! {
            form class=(self.class) method=(self.method) action=(self.action)
                enctype=[self.multipart.then_some("multipart/form-data")]
                data-guard[self.guarded] data-upload[self.multipart]
                data-uploading=[self.multipart.then(|| self.locale.t("ui-uploading"))]
                data-failed=[self.multipart.then(|| self.locale.t("ui-upload-failed"))] novalidate {
                (self.error_summary())
                @if let Some(token) = &self.csrf { input type="hidden" name="csrf" value=(token); }
                (fields)
            }
        }
    }

    /// The list of errors with links to their fields; nothing when there are none. Part of [`Form::wrap`].
    #[must_use]
    pub fn error_summary(&self) -> Markup {
        let errors = self.filled.map(|f| f.errors.as_slice()).unwrap_or_default();
        html! {
            @if !errors.is_empty() {
                div.error-summary role="alert" tabindex="-1" id="errors" autofocus {
                    h2 { (icon(Icon::Alert)) (self.locale.t_with("ui-errors-title", &[("n", errors.len().into())])) }
                    ul { @for (name, error) in errors { li { a href={ "#" (name) } { (error) } } } }
                }
            }
        }
    }

    /// A hidden value.
    #[must_use]
    pub fn hidden(&self, name: &str, value: &str) -> Markup {
        html! { input type="hidden" name=(name) value=(value); }
    }

    /// One line of text.
    #[must_use]
    pub fn text(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("text", name, label.into())
    }

    /// Several lines of text.
    #[must_use]
    pub fn textarea(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("textarea", name, label.into())
    }

    /// An e-mail address.
    #[must_use]
    pub fn email(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("email", name, label.into()).autocomplete("email")
    }

    /// A password; never kept after a refused submission. Pasting and password managers work.
    #[must_use]
    pub fn password(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("password", name, label.into()).autocomplete("current-password")
    }

    /// A day.
    #[must_use]
    pub fn date(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("date", name, label.into())
    }

    /// A web address.
    #[must_use]
    pub fn url(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("url", name, label.into())
    }

    /// A search box.
    #[must_use]
    pub fn search(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("search", name, label.into())
    }

    /// A number.
    #[must_use]
    pub fn number(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("number", name, label.into())
    }

    /// One or more files. Say what is accepted and how large in the hint, before the choice.
    #[must_use]
    pub fn file(&self, name: &'a str, label: impl Into<Text<'a>>) -> Field<'a> {
        self.field("file", name, label.into())
    }

    /// A list to choose one from.
    #[must_use]
    pub fn select(&self, name: &'a str, label: impl Into<Text<'a>>, choices: Vec<Choice<'a>>) -> Choices<'a> {
        Choices::select(self.locale, name, label.into(), choices).filled(self.filled)
    }

    /// Radio buttons: exactly one of a few.
    #[must_use]
    pub fn radios(
        &self,
        name: &'a str,
        legend: impl Into<Text<'a>>,
        choices: Vec<Choice<'a>>,
    ) -> Choices<'a> {
        Choices::radios(self.locale, name, legend.into(), choices).filled(self.filled)
    }

    /// Checkboxes: any of a few.
    #[must_use]
    pub fn checkboxes(
        &self,
        name: &'a str,
        legend: impl Into<Text<'a>>,
        choices: Vec<Choice<'a>>,
    ) -> Choices<'a> {
        Choices::checkboxes(self.locale, name, legend.into(), choices).filled(self.filled)
    }

    /// A single checkbox with the value `yes`.
    #[must_use]
    pub fn checkbox(&self, name: &'a str, label: impl Into<Text<'a>>) -> Choices<'a> {
        Choices::checkboxes(self.locale, name, Text::Borrowed(""), vec![Choice::new("yes", label)])
            .filled(self.filled)
    }

    fn field(&self, kind: &'static str, name: &'a str, label: Text<'a>) -> Field<'a> {
        Field::new(self.locale, kind, name, label).filled(self.filled)
    }
}

/// A group of fields with a heading.
#[must_use]
pub fn fieldset<'a>(legend: impl Into<Text<'a>>, fields: Markup) -> Markup {
    html! { fieldset.fieldset { legend { h2 { (legend.into()) } } (fields) } }
}

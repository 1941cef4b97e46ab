//! The fields themselves. The element carrying the id is the one an error link leads to.

use maud::{Markup, Render, html};

use super::Filled;
use crate::Text;
use crate::i18n::Locale;
use crate::icon::{Icon, icon};

/// What every kind of field has around it.
#[derive(Debug, Clone)]
struct Frame<'a> {
    locale: Locale,
    name: &'a str,
    label: Text<'a>,
    hint: Option<Markup>,
    error: Option<Text<'a>>,
    required: bool,
    class: &'a str,
}

impl<'a> Frame<'a> {
    fn new(locale: Locale, name: &'a str, label: Text<'a>) -> Self {
        Self { locale, name, label, hint: None, error: None, required: false, class: "" }
    }

    fn fill(&mut self, filled: Option<&'a Filled>) {
        self.error = filled.and_then(|f| f.error(self.name)).map(Text::Borrowed);
    }

    /// The ids of hint, error and count, for `aria-describedby`; `None` when there is nothing to point to.
    fn described_by(&self, counted: Option<usize>) -> Option<String> {
        let parts = [
            self.hint.as_ref().map(|_| "hint"),
            self.error.as_ref().map(|_| "error"),
            counted.map(|_| "count"),
        ];
        let ids: Vec<_> = parts.into_iter().flatten().map(|part| format!("{}-{part}", self.name)).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn label_words(&self) -> Markup {
        html! {
            (self.label)
            @if self.required { span.required { (self.locale.t("ui-required")) } }
        }
    }

    fn notes(&self) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { div.hint id={ (self.name) "-hint" } { (hint) } }
            @if let Some(error) = &self.error {
                p.field-error id={ (self.name) "-error" } {
                    (icon(Icon::Alert)) span.visually-hidden { (self.locale.t("ui-error-prefix")) " " } (error)
                }
            }
        }
    }

    fn class(&self) -> String {
        let wrong = if self.error.is_some() { " field-wrong" } else { "" };
        let space = if self.class.is_empty() { "" } else { " " };
        format!("field{wrong}{space}{}", self.class)
    }
}

/// A field one types into, or a file.
#[derive(Debug, Clone)]
pub struct Field<'a> {
    frame: Frame<'a>,
    kind: &'static str,
    value: Option<Text<'a>>,
    rows: u8,
    max: Option<usize>,
    autocomplete: Option<&'a str>,
    list: Option<Vec<Text<'a>>>,
    accept: Option<&'a str>,
    multiple: bool,
    placeholder: Option<Text<'a>>,
}

impl<'a> Field<'a> {
    pub(super) fn new(locale: Locale, kind: &'static str, name: &'a str, label: Text<'a>) -> Self {
        Self {
            frame: Frame::new(locale, name, label),
            kind,
            value: None,
            rows: 6,
            max: None,
            autocomplete: None,
            list: None,
            accept: None,
            multiple: false,
            placeholder: None,
        }
    }

    pub(super) fn filled(mut self, filled: Option<&'a Filled>) -> Self {
        self.frame.fill(filled);
        // Secrets and files are never sent back.
        if !matches!(self.kind, "password" | "file") {
            self.value = filled.and_then(|f| f.value(self.frame.name)).map(Text::Borrowed);
        }
        self
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn hint(self, hint: impl Into<Text<'a>>) -> Self {
        let hint = hint.into();
        self.hint_markup(html! { (hint) })
    }

    /// The same with markup, for examples and links.
    #[must_use]
    pub fn hint_markup(mut self, hint: Markup) -> Self {
        self.frame.hint = Some(hint);
        self
    }

    /// Marks it as required, in words.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.frame.required = true;
        self
    }

    /// The value when nothing was typed yet.
    #[must_use]
    pub fn value(mut self, value: impl Into<Text<'a>>) -> Self {
        self.value.get_or_insert_with(|| value.into());
        self
    }

    /// An error that does not come from the form's [`Filled`].
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into).or(self.frame.error);
        self
    }

    /// The height of a text area in lines.
    #[must_use]
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// The greatest length in characters, shown as a hint and counted down by the script. The server decides.
    #[must_use]
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max = Some(characters);
        self
    }

    /// The `autocomplete` token of the HTML standard (WCAG 1.3.5).
    #[must_use]
    pub fn autocomplete(mut self, token: &'a str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Suggestions while typing; anything else may be typed too.
    #[must_use]
    pub fn suggestions(mut self, suggestions: Vec<Text<'a>>) -> Self {
        self.list = Some(suggestions);
        self
    }

    /// File types offered first (`.png,.pcap`).
    #[must_use]
    pub fn accept(mut self, types: &'a str) -> Self {
        self.accept = Some(types);
        self
    }

    /// Several files at once.
    #[must_use]
    pub fn multiple(mut self) -> Self {
        self.multiple = true;
        self
    }

    /// An example shown in the empty search box; never in place of a label.
    #[must_use]
    pub fn placeholder(mut self, example: impl Into<Text<'a>>) -> Self {
        self.placeholder = Some(example.into());
        self
    }

    /// A class on the frame: `field-short`, `field-wide`, `field-quiet` (label for screen readers only), `field-code`.
    #[must_use]
    pub fn class(mut self, class: &'a str) -> Self {
        self.frame.class = class;
        self
    }

    fn control(&self) -> Markup {
        let f = &self.frame;
        let described = f.described_by(self.max);
        let invalid = f.error.as_ref().map(|_| "true");
        if self.kind == "textarea" {
            return html! {
                textarea id=(f.name) name=(f.name) rows=(self.rows) required[f.required] aria-invalid=[invalid]
                    aria-describedby=[described] data-max=[self.max] {
                    // The parser drops the first line break of a text area; this one is for it.
                    "\n" (self.value.as_deref().unwrap_or_default())
                }
            };
        }
        let list = self.list.as_ref().map(|_| format!("{}-list", f.name));
        html! {
            input id=(f.name) name=(f.name) type=(self.kind) value=[self.value.as_deref()] required[f.required]
                aria-invalid=[invalid] aria-describedby=[described] autocomplete=[self.autocomplete] list=[&list]
                accept=[self.accept] multiple[self.multiple] placeholder=[self.placeholder.as_deref()]
                data-max=[self.max];
            @if let Some(suggestions) = &self.list {
                datalist id=[&list] { @for suggestion in suggestions { option value=(suggestion) {} } }
            }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let f = &self.frame;
        html! {
            div class=(f.class()) {
                label for=(f.name) { (f.label_words()) }
                (f.notes())
                (self.control())
                @if let Some(max) = self.max {
                    p.count id={ (f.name) "-count" }
                        data-left=(f.locale.t("ui-characters-left")) data-over=(f.locale.t("ui-characters-over")) {
                        (f.locale.t_with("ui-max-characters", &[("n", max.into())]))
                    }
                }
            }
        }
    }
}

/// One entry of a list, radio group or checkbox group.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    value: Text<'a>,
    label: Text<'a>,
    hint: Option<Text<'a>>,
    group: Option<Text<'a>>,
    chosen: bool,
}

impl<'a> Choice<'a> {
    /// A value and the words for it.
    #[must_use]
    pub fn new(value: impl Into<Text<'a>>, label: impl Into<Text<'a>>) -> Self {
        Self { value: value.into(), label: label.into(), hint: None, group: None, chosen: false }
    }

    /// A line below the label (radio buttons and checkboxes).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The heading it stands under in a list; entries of one group must follow each other.
    #[must_use]
    pub fn group(mut self, group: impl Into<Text<'a>>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Chosen when nothing was submitted yet.
    #[must_use]
    pub fn chosen(mut self) -> Self {
        self.chosen = true;
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Select,
    Radio,
    Checkbox,
}

/// A list, a radio group or a checkbox group.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    frame: Frame<'a>,
    kind: Kind,
    choices: Vec<Choice<'a>>,
    filled: Option<&'a Filled>,
    searchable: bool,
}

impl<'a> Choices<'a> {
    pub(super) fn select(locale: Locale, name: &'a str, label: Text<'a>, choices: Vec<Choice<'a>>) -> Self {
        Self::new(Frame::new(locale, name, label), Kind::Select, choices)
    }

    pub(super) fn radios(locale: Locale, name: &'a str, label: Text<'a>, choices: Vec<Choice<'a>>) -> Self {
        Self::new(Frame::new(locale, name, label), Kind::Radio, choices)
    }

    pub(super) fn checkboxes(
        locale: Locale,
        name: &'a str,
        label: Text<'a>,
        choices: Vec<Choice<'a>>,
    ) -> Self {
        Self::new(Frame::new(locale, name, label), Kind::Checkbox, choices)
    }

    fn new(frame: Frame<'a>, kind: Kind, choices: Vec<Choice<'a>>) -> Self {
        Self { frame, kind, choices, filled: None, searchable: false }
    }

    pub(super) fn filled(mut self, filled: Option<&'a Filled>) -> Self {
        self.frame.fill(filled);
        self.filled = filled.filter(|f| !f.values.is_empty());
        self
    }

    /// Chooses the entry with this value when nothing was submitted yet.
    #[must_use]
    pub fn choose(mut self, value: &str) -> Self {
        for choice in &mut self.choices {
            choice.chosen = choice.value == value;
        }
        self
    }

    /// What helps to choose.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text<'a>>) -> Self {
        let hint = hint.into();
        self.frame.hint = Some(html! { (hint) });
        self
    }

    /// Marks it as required, in words.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.frame.required = true;
        self
    }

    /// An error that does not come from the form's [`Filled`].
    #[must_use]
    pub fn error(mut self, error: Option<impl Into<Text<'a>>>) -> Self {
        self.frame.error = error.map(Into::into).or(self.frame.error);
        self
    }

    /// Lets the script put a search box above a long list.
    #[must_use]
    pub fn searchable(mut self) -> Self {
        self.searchable = true;
        self
    }

    /// A class on the frame: `field-short`, `field-wide`, `choices-row` (side by side), `choices-cards`.
    #[must_use]
    pub fn class(mut self, class: &'a str) -> Self {
        self.frame.class = class;
        self
    }

    fn is_chosen(&self, choice: &Choice<'_>) -> bool {
        self.filled.map_or(choice.chosen, |f| f.has(self.frame.name, &choice.value))
    }

    fn render_select(&self) -> Markup {
        let f = &self.frame;
        let search = self.searchable.then(|| f.locale.t("ui-type-to-search"));
        html! {
            div class=(f.class()) {
                label for=(f.name) { (f.label_words()) }
                (f.notes())
                select id=(f.name) name=(f.name) required[f.required] data-search=[search]
                    aria-invalid=[f.error.as_ref().map(|_| "true")] aria-describedby=[f.described_by(None)] {
                    @for run in self.choices.chunk_by(|a, b| a.group == b.group) {
                        @match run.first().and_then(|c| c.group.as_ref()) {
                            Some(group) => optgroup label=(group) { (self.options(run)) },
                            None => (self.options(run)),
                        }
                    }
                }
            }
        }
    }

    fn options(&self, choices: &[Choice<'a>]) -> Markup {
        html! {
            @for choice in choices {
                option value=(choice.value) selected[self.is_chosen(choice)] { (choice.label) }
            }
        }
    }

    fn render_group(&self) -> Markup {
        let f = &self.frame;
        let kind = if self.kind == Kind::Radio { "radio" } else { "checkbox" };
        html! {
            fieldset class={ (f.class()) " choices" } aria-describedby=[f.described_by(None)] {
                @if !f.label.is_empty() { legend { (f.label_words()) } }
                (f.notes())
                @for (i, choice) in self.choices.iter().enumerate() {
                    // The first one carries the plain name, so that links from the error summary find it.
                    @let id = if i == 0 { f.name.to_owned() } else { format!("{}-{i}", f.name) };
                    div.choice {
                        input type=(kind) id=(id) name=(f.name) value=(choice.value) checked[self.is_chosen(choice)]
                            aria-describedby=[choice.hint.as_ref().map(|_| format!("{id}-note"))];
                        label for=(id) { (choice.label) }
                        @if let Some(hint) = &choice.hint { p.hint id={ (id) "-note" } { (hint) } }
                    }
                }
            }
        }
    }
}

impl Render for Choices<'_> {
    fn render(&self) -> Markup {
        if self.kind == Kind::Select { self.render_select() } else { self.render_group() }
    }
}

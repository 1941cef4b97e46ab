//! The look and the language of every page: markup functions, message files, stylesheet, script and icons.
//!
//! Pure: no input or output, no clock. Whoever calls hands in the time, the texts and the data. Everything
//! works without script and under a Content-Security-Policy that forbids inline script and inline style;
//! a test reads all generated markup for violations.
//!
//! A page is written like this; `examples/gallery` shows every component and four whole pages.
//!
//! ```
//! use ui::form::{Button, Filled, Form, button_row};
//! use ui::{Locale, content, html, page::Page};
//!
//! let l = Locale::negotiate("de-AT, en;q=0.5");
//! let mut filled = Filled::default().with("title", "Command injection");
//! filled.refuse("steps", "Tell us how to see it.");
//! let form = Form::post(l, "/report").csrf("token").filled(&filled);
//! let main = html! {
//!     (content::heading("What did you find?", None, None))
//!     (form.wrap(html! {
//!         (form.text("title", "Title").required().max_length(120))
//!         (form.textarea("steps", "Steps").hint("One per line."))
//!         (button_row(&[Button::primary("Save and continue")]))
//!     }))
//! };
//! let html = Page::new(l, "What did you find?").path("/report").public(&main).into_string();
//! assert!(html.contains("href=\"#steps\"") && html.contains("value=\"Command injection\""));
//! ```

pub mod assets;
pub mod case;
pub mod chip;
pub mod composer;
pub mod content;
pub mod cvss;
pub mod diff;
pub mod draft;
pub mod form;
pub mod green_light;
pub mod i18n;
pub mod icon;
pub mod inbox;
pub mod matrix;
pub mod navigation;
pub mod notice;
pub mod page;
pub mod table;
pub mod time;
pub mod timeline;

pub use i18n::{Locale, Value};
pub use maud::{Markup, PreEscaped, Render, html};

/// A text handed to a component: borrowed or owned, always escaped when it is rendered.
pub type Text<'a> = std::borrow::Cow<'a, str>;

//! The look and the language of every page: markup functions, message files, stylesheet, script and icons.
//!
//! Pure: no input or output, no clock. Whoever calls hands in the time, the texts and the data. Everything
//! works without script and under a Content-Security-Policy that forbids inline script and inline style;
//! a test reads all generated markup for violations.

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

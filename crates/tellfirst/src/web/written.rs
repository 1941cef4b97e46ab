//! What people wrote, on the pages of a case: their Markdown, harmless. Nothing in it can be followed or loads.

use ui::{Markup, html};

/// The text, formatted as its writer meant it.
pub fn written(text: &str) -> Markup {
    html! { div.prose.written { (maud::PreEscaped(formats::markdown::received_to_html(text))) } }
}

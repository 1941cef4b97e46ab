//! The list of keyboard shortcuts. The script opens it with `?`; without script there are no shortcuts and no list.

use maud::{Markup, html};

use crate::i18n::Locale;

/// The button that opens the list; shown by the script.
pub(super) fn opener(locale: Locale) -> Markup {
    html! { button.link-button.keys-open type="button" hidden data-keys-open { (locale.t("ui-keys-title")) } }
}

pub(super) fn dialog(locale: Locale) -> Markup {
    let keys = [
        ("j", locale.t("ui-key-next")),
        ("k", locale.t("ui-key-previous")),
        ("x", locale.t("ui-key-select")),
        ("o", locale.t("ui-key-open")),
        ("/", locale.t("ui-key-search")),
        ("?", locale.t("ui-key-help")),
    ];
    html! {
        dialog.keys id="keys" aria-labelledby="keys-title" {
            h2 id="keys-title" { (locale.t("ui-keys-title")) }
            dl { @for (key, words) in keys { div { dt { kbd { (key) } } dd { (words) } } } }
            p.choice {
                input type="checkbox" id="keys-off" data-keys-off;
                label for="keys-off" { (locale.t("ui-keys-off")) }
            }
            form method="dialog" { button.button.button-quiet type="submit" { (locale.t("ui-close")) } }
        }
    }
}

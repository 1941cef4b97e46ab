//! Icons as inline SVG, drawn on a 16 × 16 grid with the colour of the text around them.
//!
//! An icon never stands alone: the words beside it carry the meaning, so it is hidden from screen readers.

use maud::{Markup, html};

/// The pictures there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the pictures")]
pub enum Icon {
    Alert,
    ArrowLeft,
    ArrowRight,
    Bell,
    Check,
    CheckCircle,
    Clock,
    Copy,
    Cross,
    Diamond,
    Dot,
    Download,
    File,
    Globe,
    Inbox,
    Info,
    Key,
    Lock,
    Machine,
    Message,
    Minus,
    Question,
    Ring,
    Search,
    Shield,
    Sort,
    SortDown,
    SortUp,
    Square,
    Team,
    Triangle,
    Wrench,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2 1.5 13.5h13ZM8 6.5v3.2M8 11.6v.2",
            Self::ArrowLeft => "M13 8H3m4-4L3 8l4 4",
            Self::ArrowRight => "M3 8h10M9 4l4 4-4 4",
            Self::Bell => "M4 11V7a4 4 0 0 1 8 0v4l1 1.2H3zM6.7 14.2h2.6",
            Self::Check => "m3 8.5 3.2 3.2L13 4.8",
            Self::CheckCircle => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM5.2 8.2l2 2 3.6-4",
            Self::Clock => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.6V8l2.4 1.5",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Cross => "m4 4 8 8m0-8-8 8",
            Self::Diamond => "M8 1 15 8 8 15 1 8Z",
            Self::Dot => "M8 3.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Z",
            Self::Download => "M8 2v8m-3.2-3L8 10.2 11.2 7M2.5 13.5h11",
            Self::File => "M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2",
            Self::Globe => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM1.8 8h12.4M8 1.8c3.4 3.8 3.4 8.6 0 12.4-3.4-3.8-3.4-8.6 0-12.4Z"
            }
            Self::Inbox => "M2 9.5 4 3h8l2 6.5v4H2zM2 9.5h3.5l1 1.8h3l1-1.8H14",
            Self::Info => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.3v4M8 4.8V5",
            Self::Key => "M5 4.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4ZM8.2 8H14v2.6M11.4 8v2",
            Self::Lock => "M3.5 7.2h9v6.6h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2",
            Self::Machine => "M2.5 5.5h11v8h-11zM8 2.2v3.3M5.8 9v.8M10.2 9v.8",
            Self::Message => "M2 2.8h12v8.4H7.4L4 14v-2.8H2z",
            Self::Minus => "M3 8h10",
            Self::Question => {
                "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.3M8 11.3v.2"
            }
            Self::Ring => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
            Self::Search => "M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6Zm3.5 8.3L14 14",
            Self::Shield => "M8 1.5 13.5 3.6v4c0 3.4-2.3 5.7-5.5 6.9-3.2-1.2-5.5-3.5-5.5-6.9v-4Z",
            Self::Sort => "M5 6.5 8 3.2l3 3.3M5 9.5l3 3.3 3-3.3",
            Self::SortDown => "M8 3v10M4.5 9.5 8 13l3.5-3.5",
            Self::SortUp => "M8 13V3M4.5 6.5 8 3l3.5 3.5",
            Self::Square => "M3 3h10v10H3z",
            Self::Team => {
                "M6 8a2.6 2.6 0 1 0-.1 0zM1.5 13.8a4.5 4.5 0 0 1 9 0M10.5 2.9a2.6 2.6 0 0 1 0 5M12 9.9a4.5 4.5 0 0 1 2.5 3.9"
            }
            Self::Triangle => "M8 2 15 14H1Z",
            Self::Wrench => {
                "M13.8 4.4a3.7 3.7 0 0 1-5 4.3l-4.6 5.1-2-2 5.1-4.6a3.7 3.7 0 0 1 4.3-5L9.4 4.4l.3 1.9 1.9.3z"
            }
        }
    }

    fn filled(self) -> bool {
        matches!(self, Self::Diamond | Self::Dot | Self::Square | Self::Triangle)
    }
}

/// Draws an icon.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    let class = if icon.filled() { "icon icon-filled" } else { "icon" };
    html! {
        svg class=(class) viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false" {
            path d=(icon.path()) {}
        }
    }
}

/// The mark of the product: a speech bubble whose first line is lit.
#[must_use]
pub fn mark() -> Markup {
    html! {
        svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false" {
            path class="mark-bubble" d="M7 2h18a5 5 0 0 1 5 5v13a5 5 0 0 1-5 5H14l-7 6v-6a5 5 0 0 1-5-5V7a5 5 0 0 1 5-5Z" {}
            path class="mark-first" d="M8.5 9h15" {}
            path class="mark-rest" d="M8.5 14h11M8.5 19h7" {}
        }
    }
}

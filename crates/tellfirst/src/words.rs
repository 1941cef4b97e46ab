//! Sentences that go into signed documents and mails, in the reader's language.

use jiff::Timestamp;
use ui::Locale;
use ui::Value;

use crate::app::ActiveProgram;

/// The locale for a language tag; English when it is not one of ours.
#[must_use]
pub fn locale(language: &str) -> Locale {
    Locale::find(language).unwrap_or_else(Locale::english)
}

/// What a receipt promises, in a sentence.
#[must_use]
pub fn receipt_statement(language: &str, program: &ActiveProgram, promised: Option<Timestamp>) -> String {
    let locale = locale(language);
    let maker = Value::from(program.program.maker.as_str());
    let version = Value::from(i64::from(program.number));
    match promised {
        Some(due) => {
            let due = Value::from(ui::time::words(due, locale));
            let values = [("maker", maker), ("version", version), ("due", due)];
            locale.t_with("receipt-statement", &values).into_owned()
        }
        None => {
            locale.t_with("receipt-statement-undated", &[("maker", maker), ("version", version)]).into_owned()
        }
    }
}

/// What a green-light letter says, in a sentence.
#[must_use]
pub fn letter_statement(language: &str, maker: &str, lifted: LetterKind) -> String {
    let locale = locale(language);
    let values = [("maker", Value::from(maker))];
    match lifted {
        LetterKind::Green => locale.t_with("letter-statement-green", &values),
        LetterKind::LimitLifted => locale.t_with("letter-statement-lifted", &values),
        LetterKind::Revoked => locale.t_with("letter-statement-revoked", &values),
    }
    .into_owned()
}

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterKind {
    Green,
    LimitLifted,
    Revoked,
}

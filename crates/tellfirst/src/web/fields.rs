//! What is wrong with a field, in the visitor's language: one sentence that names the field and says what to do.

use domain::report::{FieldErrors, FieldProblem};
use ui::form::Filled;
use ui::{Locale, Text, Value};

use super::incoming::Trouble;

/// The sentence for a problem of the field with this label.
#[must_use]
pub fn problem(locale: Locale, label: &str, problem: &FieldProblem) -> Text<'static> {
    let field = ("field", Value::from(label.to_owned()));
    match problem {
        FieldProblem::Missing => locale.t_with("field-missing", &[field]),
        FieldProblem::TooLong { max } => locale.t_with("field-too-long", &[field, ("max", (*max).into())]),
        FieldProblem::ControlCharacter => locale.t_with("field-control-character", &[field]),
        FieldProblem::NotAnAddress => locale.t_with("field-not-an-address", &[field]),
        FieldProblem::NotAUrl => locale.t_with("field-not-a-url", &[field]),
        FieldProblem::NotInTheCatalog { did_you_mean } if did_you_mean.is_empty() => {
            locale.t_with("field-not-in-catalog", &[field])
        }
        FieldProblem::NotInTheCatalog { did_you_mean } => {
            let hints = did_you_mean.join(", ");
            locale.t_with("field-not-in-catalog-hints", &[field, ("hints", hints.into())])
        }
        FieldProblem::Because { reason } => {
            locale.t_with("field-invalid", &[field, ("why", locale.t(reason.key()).into())])
        }
        FieldProblem::Invalid { why } => {
            locale.t_with("field-invalid", &[field, ("why", why.clone().into())])
        }
    }
}

/// Marks the fields with problems. `label` names a field as the form does.
pub fn mark<'l>(filled: &mut Filled, locale: Locale, errors: &FieldErrors, label: impl Fn(&str) -> Text<'l>) {
    for (field, wrong) in &errors.0 {
        filled.refuse(field, problem(locale, &label(field), wrong));
    }
}

/// Marks what was wrong with the form itself; troubles with files stand at the field `files`.
pub fn mark_troubles<'l>(
    filled: &mut Filled,
    locale: Locale,
    troubles: &[Trouble],
    label: impl Fn(&str) -> Text<'l>,
) {
    for trouble in troubles {
        let (field, words) = match trouble {
            Trouble::NotText { field } => {
                (field.as_str(), locale.t_with("field-not-text", &[("field", label(field).into())]))
            }
            Trouble::TooMuchText { field } => {
                (field.as_str(), locale.t_with("field-too-much", &[("field", label(field).into())]))
            }
            Trouble::FileTooLarge { name, max } => {
                let max = ui::content::size(*max);
                let values = [("name", name.clone().into()), ("max", max.into())];
                ("files", locale.t_with("field-file-too-large", &values))
            }
            Trouble::TooManyFiles { name, max } => {
                let values = [("name", name.clone().into()), ("max", (*max).into())];
                ("files", locale.t_with("field-too-many-files", &values))
            }
            Trouble::CutOff { name } if name.is_empty() => ("files", locale.t("field-form-cut-off")),
            Trouble::CutOff { name } => {
                ("files", locale.t_with("field-file-cut-off", &[("name", name.clone().into())]))
            }
            Trouble::FileNotStored { name } => {
                ("files", locale.t_with("field-file-not-stored", &[("name", name.clone().into())]))
            }
        };
        filled.refuse(field, words);
    }
}

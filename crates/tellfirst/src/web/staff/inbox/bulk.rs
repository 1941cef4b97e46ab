//! One act on many cases: chosen in the list, confirmed with their number, each for itself, refusals with reasons.

use axum::Form;
use domain::access::Act;
use domain::id::{CaseNumber, UserId};
use ui::chip::Tone;
use ui::content::heading;
use ui::form::{Button, Choice, Filled, Form as Fields, button_row};
use ui::inbox::bulk_bar;
use ui::notice::notice;
use ui::{Locale, Markup, html};

use super::super::navigation;
use super::address;
use crate::action::inbox::{self, BULK_MAX, Bulk, Outcome, Person};
use crate::error::Error;
use crate::web::error_page;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, page, refused};

/// The acts there are, by the value of the field `act`.
const ACTS: [&str; 5] = ["assign", "label", "ask", "duplicate", "approve-rejections"];

/// The table with its acts; without them for who can change nothing.
pub(super) fn form(visit: &StaffVisit, q: &str, table: Markup) -> Markup {
    if !visit.may(Act::Triage) {
        return table;
    }
    let l = visit.visit.locale;
    let form = Fields::post(l, "/staff/bulk");
    let buttons: Vec<_> =
        ACTS.iter().map(|act| Button::quiet(act_words(l, act)).sends("act", *act)).collect();
    form.wrap(html! { (form.hidden("back", q)) (table) (bulk_bar(l, &buttons)) })
}

fn act_words(l: Locale, act: &str) -> ui::Text<'static> {
    match act {
        "assign" => l.t("triage-bulk-assign"),
        "label" => l.t("triage-bulk-label"),
        "ask" => l.t("triage-bulk-ask"),
        "duplicate" => l.t("triage-bulk-duplicate"),
        _ => l.t("triage-bulk-approve-rejections"),
    }
}

pub(super) async fn act(visit: StaffVisit, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    visit.require(Act::Triage)?;
    let filled = Filled::from_pairs(pairs.clone());
    let q = filled.value("back").unwrap_or(super::START).to_owned();
    let back = address(&q);
    let numbers: Vec<_> = pairs
        .iter()
        .filter(|(key, _)| key == "case")
        .filter_map(|(_, value)| CaseNumber::parse(value))
        .take(BULK_MAX)
        .collect();
    let Some(act) = ACTS.into_iter().find(|act| filled.value("act") == Some(act)) else {
        return Err(Error::NotFound);
    };
    if numbers.is_empty() {
        return flash::failed(&back, "flash-triage-none-chosen");
    }
    let people = visit.visit.app.run(inbox::list_people).await?;
    let asked = Asked { act, numbers, q, back, people };
    if filled.value("confirmed") != Some("yes") {
        // What came from the list are choices, not answers: the questions start empty.
        let fresh = Filled::default().with("to", visit.staff.id.to_string());
        return page(asked.page(&visit, &fresh));
    }
    match asked.read(visit.visit.locale, &filled) {
        Ok(bulk) => {
            let (actor, numbers) = (visit.actor(), asked.numbers.clone());
            let outcome =
                visit.visit.app.run(move |app| Ok(inbox::apply(app, &actor, &numbers, &bulk))).await?;
            asked.answer(&visit, &outcome)
        }
        Err(filled) => refused(asked.page(&visit, &filled)),
    }
}

struct Asked {
    act: &'static str,
    numbers: Vec<CaseNumber>,
    /// The query of the list, and its address.
    q: String,
    back: String,
    people: Vec<Person>,
}

impl Asked {
    /// The act with its answers, or the form with what is missing.
    fn read(&self, l: Locale, filled: &Filled) -> Result<Bulk, Filled> {
        let value = |name: &str| filled.value(name).unwrap_or_default().trim().to_owned();
        let required = |name: &str| {
            let text = value(name);
            if !text.is_empty() {
                return Ok(text);
            }
            let mut filled = filled.clone();
            filled.refuse(name, l.t("triage-field-missing"));
            Err(filled)
        };
        Ok(match self.act {
            "assign" => Bulk::Assign { to: Some(value("to")).filter(|id| !id.is_empty()).map(UserId) },
            "label" => Bulk::Label { label: required("label")? },
            "ask" => Bulk::Ask { text: required("text")? },
            "duplicate" => {
                let Some(of) = CaseNumber::parse(&required("of")?) else {
                    let mut filled = filled.clone();
                    filled.refuse("of", l.t("triage-field-case-number"));
                    return Err(filled);
                };
                Bulk::Duplicate { of, text: value("text") }
            }
            _ => Bulk::ApproveRejections,
        })
    }

    fn page(&self, visit: &StaffVisit, filled: &Filled) -> Markup {
        let l = visit.visit.locale;
        let title = act_words(l, self.act);
        let form = Fields::post(l, "/staff/bulk").filled(filled);
        let count = l.t_with("triage-bulk-count", &[("n", self.numbers.len().into())]);
        let fields = html! {
            @for number in &self.numbers { (form.hidden("case", number.as_str())) }
            (form.hidden("act", self.act))
            (form.hidden("back", &self.q))
            (form.hidden("confirmed", "yes"))
            (self.fields(l, &form))
            (button_row(&[Button::primary(title.clone()), Button::quiet(l.t("triage-cancel")).to(self.back.as_str())]))
        };
        let main = html! {
            (heading(&title, None, Some(&count)))
            p { @for number in &self.numbers { a href={ "/staff/cases/" (number) } { (number) } " " } }
            (form.wrap(fields))
        };
        visit.page(&title, &navigation::sections(visit), &main)
    }

    fn fields(&self, l: Locale, form: &Fields<'_>) -> Markup {
        match self.act {
            "assign" => {
                html! { (form.select("to", l.t("triage-assign-to"), people_choices(l, &self.people))) }
            }
            "label" => {
                html! { (form.text("label", l.t("triage-label")).hint(l.t("triage-label-hint")).required()) }
            }
            "ask" => html! {
                (form.textarea("text", l.t("triage-ask-text")).hint(l.t("triage-bulk-ask-hint")).required())
            },
            "duplicate" => html! {
                (form.text("of", l.t("triage-duplicate-of")).hint(l.t("triage-duplicate-hint")).required().class("field-short"))
                (form.textarea("text", l.t("triage-reporter-text")).rows(4))
            },
            _ => html! { p { (l.t("triage-bulk-approve-hint")) } },
        }
    }

    fn answer(&self, visit: &StaffVisit, outcome: &Outcome) -> PageResult {
        let failed: Vec<_> =
            outcome.iter().filter_map(|(number, done)| Some((number, done.as_ref().err()?))).collect();
        if failed.is_empty() {
            return flash::done(&self.back, "flash-triage-bulk-done");
        }
        let l = visit.visit.locale;
        let title = act_words(l, self.act);
        let done = outcome.len() - failed.len();
        let body = html! {
            ul { @for (number, error) in failed {
                li { a href={ "/staff/cases/" (number) } { (number) } ": " (l.t(error_page::key(error))) }
            } }
        };
        let main = html! {
            (heading(&title, None, Some(&l.t_with("triage-bulk-done", &[("n", done.into()), ("total", outcome.len().into())]))))
            (notice(Tone::Warning, l.t("triage-bulk-refused"), body))
            p { a href=(self.back) { (l.t("triage-back-to-list")) } }
        };
        page(visit.page(&title, &navigation::sections(visit), &main))
    }
}

/// Everybody a case can be assigned to, and nobody.
pub(in crate::web::staff) fn people_choices<'a>(l: Locale, people: &'a [Person]) -> Vec<Choice<'a>> {
    let able = people.iter().filter(|person| !person.disabled && can_handle(person));
    let people = able.map(|person| Choice::new(person.id.to_string(), person.name.as_str()));
    std::iter::once(Choice::new("", l.t("triage-nobody"))).chain(people).collect()
}

/// Cases are handled by who can judge them.
fn can_handle(person: &Person) -> bool {
    let roles = person.roles.iter().filter_map(|word| domain::access::Role::from_word(word));
    roles.into_iter().any(|role| Act::Triage.roles().contains(&role))
}

//! Writing in a case. Who will read it is decided first, and the button repeats it.

use axum::Form;
use axum::extract::Path;
use domain::access::Act;
use domain::case::{Audience, Command, Event, State};
use domain::id::CaseNumber;
use ui::composer::{Composer, Visibility, composer};
use ui::form::{Choice, Filled, Form as Fields};
use ui::{Locale, Markup, html};

use super::{Opened, draw, mark, open};
use crate::action::case::perform;
use crate::error::Error;
use crate::web::visit::StaffVisit;
use crate::web::{PageResult, flash, refused};

pub(super) fn form(visit: &StaffVisit, opened: &Opened, typed: Option<&Filled>) -> Markup {
    let l = visit.visit.locale;
    if opened.case().state == State::Merged || !opened.may(visit, Act::WriteNote) {
        return html! {};
    }
    let address = format!("{}/write", opened.address());
    let mut form = Fields::post(l, address).warn_unsaved();
    if let Some(typed) = typed {
        form = form.filled(typed);
    }
    if !opened.may(visit, Act::WriteToReporter) {
        return note_form(l, &form);
    }
    let chosen = match typed.and_then(|typed| typed.value("visibility")) {
        Some("everyone") => Visibility::Everyone,
        Some(_) => Visibility::Internal,
        None => usual(opened),
    };
    let readers = opened.case().reports.iter().filter(|r| !r.withdrawn).count();
    let more = html! {
        (form.checkbox("engineers", l.t("triage-write-engineers")))
        @if readers > 1 { p.hint { (l.t_with("triage-write-readers", &[("n", readers.into())])) } }
    };
    composer(
        l,
        &Composer {
            form: form.clone(),
            visibility: chosen,
            acts: acts(l, opened),
            replies: Vec::new(),
            more,
        },
    )
}

/// Who cannot write to the reporter has no choice to make.
fn note_form(l: Locale, form: &Fields<'_>) -> Markup {
    let fields = html! {
        (form.hidden("visibility", "internal"))
        (form.textarea("message", l.t("ui-composer-message")).rows(6).hint(l.t("ui-internal-hint")))
        (ui::form::button_row(&[ui::form::Button::primary(l.t("ui-composer-save"))]))
    };
    html! { section.composer id="composer" aria-labelledby="composer-title" {
        h2 id="composer-title" { (l.t("ui-composer-title")) } (form.wrap(fields))
    } }
}

/// What was used last in this case; internal at first, so that nothing is sent by mistake.
fn usual(opened: &Opened) -> Visibility {
    let by_staff = |r: &&domain::case::Recorded| matches!(r.by, domain::case::ActorRef::Staff { .. });
    let last = opened.view.timeline.iter().rev().filter(by_staff).find_map(|r| match &r.event {
        Event::Written { audience, .. } => Some(*audience),
        Event::InformationAsked { .. } => Some(Audience::Everyone),
        _ => None,
    });
    if last == Some(Audience::Everyone) { Visibility::Everyone } else { Visibility::Internal }
}

fn acts(l: Locale, opened: &Opened) -> Vec<Choice<'static>> {
    let state = opened.case().state;
    let mut acts = vec![Choice::new("comment", l.t("triage-write-comment"))];
    if state == State::New {
        acts.push(Choice::new("acknowledge", l.t("triage-act-acknowledge")));
    }
    if matches!(state, State::New | State::InReview | State::NeedsInfo | State::Confirmed) {
        acts.push(Choice::new("ask", l.t("triage-act-ask")));
    }
    if matches!(state, State::New | State::InReview | State::NeedsInfo) {
        acts.push(Choice::new("confirm", l.t("triage-act-confirm")));
    }
    acts
}

pub(super) async fn write(
    visit: StaffVisit,
    Path(number): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> PageResult {
    let opened = open(&visit, &number).await?;
    if !opened.may(&visit, Act::WriteNote) {
        return Err(Error::NotFound);
    }
    let l = visit.visit.locale;
    let mut filled = Filled::from_pairs(pairs);
    let Some(command) = command(l, &visit, &opened, &mut filled) else {
        return refused(draw(&visit, &opened, Some(&filled)));
    };
    let is_internal = matches!(&command, Command::Write { audience, .. } if *audience != Audience::Everyone);
    let (actor, number) = (visit.actor(), CaseNumber(opened.case().number.0.clone()));
    let done = visit.visit.app.run(move |app| perform(app, &actor, &number, command)).await;
    match done {
        Ok(_) => {
            let key = if is_internal { "flash-triage-noted" } else { "flash-triage-sent" };
            flash::done(&format!("{}#latest", opened.address()), key)
        }
        Err(error) => {
            let error = text_is_message(error);
            mark(l, &mut filled, error, "message")?;
            refused(draw(&visit, &opened, Some(&filled)))
        }
    }
}

fn command(l: Locale, visit: &StaffVisit, opened: &Opened, filled: &mut Filled) -> Option<Command> {
    let text = filled.value("message").unwrap_or_default().trim().to_owned();
    let is_internal = filled.value("visibility") != Some("everyone");
    let act = filled.value("act").unwrap_or("comment").to_owned();
    if is_internal && act != "comment" {
        filled.refuse("act", l.t("triage-write-act-internal"));
        return None;
    }
    Some(match act.as_str() {
        "acknowledge" => Command::Acknowledge { text },
        "ask" => Command::Ask { text },
        "confirm" => Command::Confirm { text },
        _ => {
            let wide = filled.value("engineers") == Some("yes") || !opened.may(visit, Act::ReadInternal);
            let audience = match is_internal {
                false => Audience::Everyone,
                true if wide => Audience::Technical,
                true => Audience::Team,
            };
            Command::Write { text, audience }
        }
    })
}

/// The rules speak of `text`, the form of `message`.
fn text_is_message(error: Error) -> Error {
    let Error::Invalid(mut errors) = error else { return error };
    if let Some(problem) = errors.0.remove("text") {
        errors.add("message", problem);
    }
    Error::Invalid(errors)
}

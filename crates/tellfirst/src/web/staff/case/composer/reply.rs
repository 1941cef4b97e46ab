//! Saved replies: chosen here, filled into the composer, never sent unseen.

use domain::case::{ReportRecord, next_action};
use domain::program::reply::{fill, open_placeholders};
use domain::program::{Language, Placeholder, Reply};
use ui::form::{Choice, Filled};
use ui::{Locale, time};

use super::Opened;
use crate::web::visit::StaffVisit;

/// The replies to choose from, those in the reporters' languages first.
pub(super) fn choices(visit: &StaffVisit, opened: &Opened) -> Vec<Choice<'static>> {
    let program = visit.visit.program();
    let program = &program.program;
    if program.replies.is_empty() {
        return Vec::new();
    }
    let spoken = |language: &Language| {
        opened.case().reports.iter().any(|r| r.report.reporter.language == language.as_str())
    };
    let mut languages: Vec<&Language> = program.languages.iter().collect();
    languages.sort_by_key(|language| !spoken(language));
    let mut choices = vec![Choice::new("", visit.visit.locale.t("triage-reply-none"))];
    for language in languages {
        let name = Locale::find(language.as_str())
            .map_or_else(|| language.to_string(), |locale| locale.name().into_owned());
        let of_language = program.replies.iter().filter_map(|reply| {
            let title = reply.title.0.get(language)?;
            Some(Choice::new(format!("{}.{language}", reply.id), title.clone()).group(name.clone()))
        });
        choices.extend(of_language);
    }
    choices
}

/// The composer with the reply that the address asks for; nothing for one that does not exist.
pub fn begin(visit: &StaffVisit, opened: &Opened, wanted: &str) -> Option<Filled> {
    let program = visit.visit.program();
    let (id, language) = wanted.split_once('.')?;
    let language = Language::from(language);
    let reply: &Reply = program.program.replies.iter().find(|reply| reply.id == id)?;
    let text = reply.text.0.get(&language)?;
    let locale = Locale::find(language.as_str()).unwrap_or(visit.visit.locale);
    let text = fill(text, |placeholder| fact(visit, opened, placeholder, locale));
    Some(Filled::default().with("message", text))
}

/// The first placeholder that stands in a text, as it is written.
pub(super) fn unfilled(text: &str) -> Option<String> {
    open_placeholders(text).first().map(|placeholder| format!("{{{}}}", placeholder.word()))
}

fn fact(visit: &StaffVisit, opened: &Opened, placeholder: Placeholder, locale: Locale) -> Option<String> {
    let case = opened.case();
    let program = visit.visit.program();
    let base = visit.visit.app.config.public_url();
    // What is true of one report only is left open where several read it.
    let only: Option<&ReportRecord> = match case.reports.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    match placeholder {
        Placeholder::CaseNumber => Some(case.number.to_string()),
        Placeholder::Title => Some(case.title.clone()),
        Placeholder::Model => only.map(|record| record.report.model.clone()),
        Placeholder::Brand => program.program.find_brand(&case.brand).map(|brand| brand.name.clone()),
        Placeholder::Maker => Some(program.program.maker.clone()),
        Placeholder::Reporter => only?.report.reporter.name.clone(),
        Placeholder::NextDate => {
            let due = case.next_clock().map(|clock| clock.due_at).or_else(|| next_action(case).by)?;
            Some(time::day_words(due, locale))
        }
        Placeholder::CasePage => Some(format!("{base}/case")),
        Placeholder::PolicyPage => Some(format!("{base}/")),
    }
}

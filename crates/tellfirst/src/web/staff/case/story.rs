//! The story of a case, oldest first. Messages, internal notes, changes and the server's own acts look and read
//! differently, so that a note is never taken for a message.

use domain::case::{ActorRef, AppealAnswer, Audience, CveAnswer, CveWish, Event, Recorded};
use domain::id::ReportNo;
use domain::matrix::CellId;
use domain::report::Credit;
use ui::timeline::{Entry, Kind, timeline};
use ui::{Locale, Markup, Text, Value, content, html, time};

use super::light::sku_label;
use super::{Opened, embargo, head, words};
use crate::app::ActiveProgram;
use crate::web::visit::StaffVisit;
use crate::web::written::written;

/// Devices that are named in one entry; the rest is counted.
const NAMED_MAX: usize = 4;

pub(super) fn story(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    let program = visit.visit.program();
    let teller = Teller { l, opened, program: &program };
    let entries: Vec<_> = opened.view.timeline.iter().filter_map(|recorded| teller.entry(recorded)).collect();
    content::panel("story", &l.t("triage-story"), timeline(l, &entries))
}

/// Tells events in words.
struct Teller<'a> {
    l: Locale,
    opened: &'a Opened,
    program: &'a ActiveProgram,
}

impl Teller<'_> {
    fn entry(&self, recorded: &Recorded) -> Option<Entry<'_>> {
        // The promises have a panel of their own.
        if matches!(recorded.event, Event::ClockStarted { .. } | Event::ClockStopped { .. }) {
            return None;
        }
        let (what, body) = self.told(&recorded.event);
        Some(Entry { kind: kind(recorded), who: self.who(&recorded.by), what, at: recorded.at, body })
    }

    fn who(&self, by: &ActorRef) -> Text<'_> {
        match by {
            ActorRef::System => "Tellfirst".into(),
            ActorRef::Staff { user } => self.opened.name(user).into(),
            ActorRef::Reporter { report } => match self.opened.case().find_report(*report) {
                Some(record) => super::report::sender(self.l, record),
                None => self.l.t("triage-who-reporter"),
            },
        }
    }

    fn told(&self, event: &Event) -> (Text<'static>, Markup) {
        let l = self.l;
        match event {
            Event::Opened { .. } => (l.t("triage-did-opened"), html! {}),
            Event::Written { text, audience, to } => (
                match audience {
                    Audience::Everyone => self.did_for(("triage-did-wrote", "triage-did-wrote-to"), to),
                    Audience::Technical => l.t("triage-did-noted-technical"),
                    Audience::Team => l.t("triage-did-noted"),
                },
                written(text),
            ),
            Event::FileAdded { file, to, .. } => (
                self.did_for(("triage-did-file", "triage-did-file-to"), to),
                html! { a href={ (self.opened.address()) "/files/" (file.id) } download { (file.name) } " " (content::size(file.size)) },
            ),
            Event::InformationAsked { text, to } => {
                (self.did_for(("triage-did-asked", "triage-did-asked-of"), to), written(text))
            }
            Event::StateChanged { to, text } => {
                let state = words::state_words(l, *to);
                (l.t_with("triage-did-state", &[("state", state.into())]), written(text))
            }
            Event::Assigned { to: Some(user) } => {
                self.with("triage-did-assigned", "name", self.opened.name(user).to_owned())
            }
            Event::Assigned { to: None } => (l.t("triage-did-unassigned"), html! {}),
            Event::LabelAdded { label } => self.with("triage-did-label", "label", label.clone()),
            Event::LabelRemoved { label } => self.with("triage-did-unlabel", "label", label.clone()),
            Event::Renamed { title } => self.with("triage-did-renamed", "title", title.clone()),
            Event::ReportAdopted { from, .. } => self.case_link("triage-did-adopted", from.as_str()),
            Event::MergedInto { into } => self.case_link("triage-did-merged", into.as_str()),
            Event::ReportSplitOff { into, .. } => self.case_link("triage-did-split", into.as_str()),
            Event::ClockStarted { .. } | Event::ClockStopped { .. } => (Text::Borrowed(""), html! {}),
            other => self.told_of_judgement(other),
        }
    }

    /// What was done for every reporter, or for those it names.
    fn did_for(&self, (all, some): (&str, &str), to: &[ReportNo]) -> Text<'static> {
        if to.is_empty() {
            return self.l.t(all);
        }
        let name = |no: &ReportNo| match self.opened.case().find_report(*no) {
            Some(record) => format!("{} ({})", super::report::sender(self.l, record), record.received_as),
            None => format!("{} {}", self.l.t("triage-report-title"), no.0),
        };
        let names: Vec<_> = to.iter().map(name).collect();
        self.l.t_with(some, &[("names", names.join(", ").into())])
    }

    fn told_of_judgement(&self, event: &Event) -> (Text<'static>, Markup) {
        let l = self.l;
        let rejection = |key: &str, reason, line: &str, text: &str| {
            let values =
                [("reason", Value::from(words::reason_words(l, reason))), ("line", line.to_owned().into())];
            (l.t_with(key, &values), written(text))
        };
        match event {
            Event::RejectionProposed { reason, policy_line, text } => {
                rejection("triage-did-proposed-rejection", *reason, policy_line, text)
            }
            Event::Rejected { reason, policy_line, text } => {
                rejection("triage-did-rejected", *reason, policy_line, text)
            }
            Event::RejectionApproved => (l.t("triage-did-approved-rejection"), html! {}),
            Event::RejectionDeclined { reason } => (l.t("triage-did-declined-rejection"), written(reason)),
            Event::MarkedDuplicate { of, text } => {
                let (what, link) = self.case_link("triage-did-duplicate", of.as_str());
                (what, html! { (link) (written(text)) })
            }
            Event::OriginalChanged { state, .. } => {
                self.with("triage-did-original", "state", words::state_words(l, *state).into_owned())
            }
            Event::Appealed { text, .. } => (l.t("triage-did-appealed"), written(text)),
            Event::AppealAnswered { answer, text, .. } => {
                let key = match answer {
                    AppealAnswer::Upheld => "triage-did-upheld",
                    AppealAnswer::Overturned => "triage-did-overturned",
                };
                (l.t(key), written(text))
            }
            Event::Withdrawn { reason, .. } => (l.t("triage-did-withdrew"), written(reason)),
            Event::CreditChanged { credit, .. } => {
                let wish = match credit {
                    Credit::Undecided => l.t("triage-credit-undecided").into_owned(),
                    Credit::Anonymous => l.t("triage-credit-anonymous").into_owned(),
                    Credit::As { name } => name.clone(),
                };
                self.with("triage-did-credit", "wish", wish)
            }
            Event::Disclosed { url, .. } => (l.t("triage-did-disclosed"), html! { p { code { (url) } } }),
            Event::VulnerabilityAdded { title, .. } => self.with("triage-did-flaw", "title", title.clone()),
            Event::VulnerabilityRenamed { title, .. } => {
                self.with("triage-did-flaw-renamed", "title", title.clone())
            }
            Event::Assessed { assessment, .. } => {
                (l.t("triage-did-assessed"), super::report::assessment(l, assessment))
            }
            Event::WeaknessSet { cwe, .. } => self.with(
                "triage-did-weakness",
                "cwe",
                cwe.map_or_else(|| "–".to_owned(), |cwe| cwe.to_string()),
            ),
            Event::CveSet { cve, .. } => {
                let cve = cve.as_ref().map_or("–", |cve| cve.as_str());
                self.with("triage-did-cve", "cve", cve.to_owned())
            }
            Event::CveAsked { wish, .. } => match wish {
                CveWish::Reserve { year } => self.with("cve-did-ask-reserve", "year", year.to_string()),
                CveWish::Publish => (l.t("cve-did-ask-publish"), html! {}),
                CveWish::Reject { reason } => (l.t("cve-did-ask-reject"), html! { p { (reason) } }),
            },
            Event::CveAnswered { answer, .. } => match answer {
                CveAnswer::Reserved { cve } => self.with("cve-did-reserve", "cve", cve.as_str().to_owned()),
                CveAnswer::Published { revision } => {
                    self.with("cve-did-publish", "revision", revision.to_string())
                }
                CveAnswer::Rejected => (l.t("cve-did-reject"), html! {}),
                CveAnswer::Refused { code, text } => {
                    (l.t("cve-did-refuse"), html! { p { code { (code) } " " (text) } })
                }
            },
            other => self.told_of_fixes(other),
        }
    }

    fn told_of_fixes(&self, event: &Event) -> (Text<'static>, Markup) {
        let l = self.l;
        match event {
            Event::CellsInvestigated { cells } => self.cells("triage-did-investigate", cells, html! {}),
            Event::CellsAffected { cells } => self.cells("triage-did-affected", cells, html! {}),
            Event::CellsRemoved { cells } => self.cells("triage-did-removed", cells, html! {}),
            Event::Commissioned { cells, due, .. } => self.cells(
                "triage-did-commissioned",
                cells,
                html! { p { (l.t_with("triage-due-day", &[("day", due.to_string().into())])) } },
            ),
            Event::FoundNotAffected { cells, explanation, .. } => {
                self.cells("triage-did-not-affected", cells, written(explanation))
            }
            Event::FixReleased { cells, release } => self.cells(
                "triage-did-released",
                cells,
                html! { p { (release.version) " · " code { (release.page) } } },
            ),
            Event::NoFixProposed { cells, reason, .. } => {
                self.cells("triage-did-no-fix-proposed", cells, written(reason))
            }
            Event::NoFixApproved { cells } => self.cells("triage-did-no-fix-approved", cells, html! {}),
            Event::NoFixDeclined { cells, reason } => {
                self.cells("triage-did-no-fix-declined", cells, written(reason))
            }
            Event::EvidenceFound { cells, .. } => self.cells("triage-did-evidence", cells, html! {}),
            Event::EvidenceDoubted { cells, .. } => {
                self.cells("triage-did-evidence-doubted", cells, html! {})
            }
            Event::EvidenceConfirmed { cells, reason } => {
                self.cells("triage-did-evidence-confirmed", cells, written(reason))
            }
            Event::EvidenceMissing { cells, observation } if observation.doubt.is_some() => {
                self.cells("triage-did-evidence-unclear", cells, html! {})
            }
            Event::EvidenceMissing { cells, .. } => self.cells("triage-did-no-evidence", cells, html! {}),
            Event::EvidenceLost { cells, .. } => self.cells("triage-did-evidence-lost", cells, html! {}),
            Event::Retested { cell, gone, note } => {
                let key = if *gone { "triage-did-retested-gone" } else { "triage-did-retested-there" };
                self.cells(key, std::slice::from_ref(cell), written(note))
            }
            other => self.told_of_disclosure(other),
        }
    }

    fn told_of_disclosure(&self, event: &Event) -> (Text<'static>, Markup) {
        let l = self.l;
        match event {
            Event::EmbargoProposed { end, reason, .. } => {
                let (what, _) = self.with("triage-did-embargo-proposed", "end", time::words(*end, l));
                (what, written(reason))
            }
            Event::EmbargoAccepted { .. } => (l.t("triage-did-embargo-accepted"), html! {}),
            Event::EmbargoRejected { .. } => (l.t("triage-did-embargo-rejected"), html! {}),
            Event::EmbargoEnded { reason, note } => {
                let why = embargo::exit_words(l, *reason).into_owned();
                let (what, _) = self.with("triage-did-embargo-ended", "why", why);
                (what, written(note))
            }
            Event::Sighted { sighting, note } => {
                let (what, _) =
                    self.with("triage-did-sighted", "what", head::sighting_words(l, *sighting).into_owned());
                (what, written(note))
            }
            Event::GreenLightGiven { .. } => (l.t("triage-did-light"), html! {}),
            Event::GreenLightRevoked { .. } => (l.t("triage-did-light-revoked"), html! {}),
            Event::AdvisoryEdited { language, .. } => {
                self.with("triage-did-advisory", "language", language.clone())
            }
            Event::AdvisoryLabelled { label } => {
                self.with("triage-did-advisory-label", "label", label.word().to_uppercase())
            }
            Event::PublicationRequested => (l.t("triage-did-publication-requested"), html! {}),
            Event::PublicationDeclined { reason } => {
                (l.t("triage-did-publication-declined"), written(reason))
            }
            Event::Published { summary, .. } => (l.t("triage-did-published"), written(summary)),
            Event::RemovalRequested { reason } => (l.t("triage-did-removal-requested"), written(reason)),
            Event::Removed => (l.t("triage-did-removed-advisory"), html! {}),
            other => (other.kind().to_owned().into(), html! {}),
        }
    }

    fn with(&self, key: &str, name: &'static str, value: String) -> (Text<'static>, Markup) {
        (self.l.t_with(key, &[(name, value.into())]), html! {})
    }

    fn case_link(&self, key: &str, number: &str) -> (Text<'static>, Markup) {
        let what = self.l.t_with(key, &[("number", number.to_owned().into())]);
        (what, html! { p { a href={ "/staff/cases/" (number) } { (number) } } })
    }

    fn cells(&self, key: &str, cells: &[CellId], more: Markup) -> (Text<'static>, Markup) {
        let mut skus: Vec<_> = cells.iter().map(|cell| &cell.sku).collect();
        skus.dedup();
        let named: Vec<_> = skus.iter().take(NAMED_MAX).map(|sku| sku_label(sku, self.program)).collect();
        let rest = skus.len().saturating_sub(NAMED_MAX);
        let body = html! {
            p { (named.join(", "))
                @if rest > 0 { " " (self.l.t_with("triage-and-more", &[("n", rest.into())])) }
            }
            (more)
        };
        (self.l.t(key), body)
    }
}

fn kind(recorded: &Recorded) -> Kind {
    let is_text = matches!(recorded.event, Event::Written { .. } | Event::InformationAsked { .. });
    match (&recorded.by, recorded.event.audience()) {
        (ActorRef::System, _) => Kind::Machine,
        (ActorRef::Reporter { .. }, Audience::Everyone) if is_text => Kind::Reporter,
        (ActorRef::Staff { .. }, Audience::Everyone) if is_text => Kind::Team,
        _ if is_text => Kind::Internal,
        _ => Kind::Change,
    }
}

//! Carries out what people ask of CVE Services.
//!
//! The wish is in the history before anything is sent. What may have happened already, because an answer was lost or
//! the server died, is read first: an id that was reserved since the wish is taken, a record that is there is
//! changed instead of made. So a piece of work can be done twice without harm.

use domain::access::Actor;
use domain::case::{Case, Command, CveAnswer, CveWish};
use domain::id::{CveId, VulnerabilityNo};
use formats::cve;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::CaseId;
use store::outbox::Job;
use store::tokens::{self, TokenKind};

use crate::action::case::{At, load_by_id, perform_in};
use crate::action::publication;
use crate::app::App;
use crate::cve_services::{Client, IdState, Reserved, Trouble};
use crate::error::{Error, Result};

/// Tries after which a person is told; the pauses between them add up to about a day.
const TRIES: i64 = 9;
/// How much our clock and theirs may differ.
const SKEW: SignedDuration = SignedDuration::from_secs(30);
/// How old the known quota may get.
const QUOTA_AGE: SignedDuration = SignedDuration::from_hours(1);

/// Which flaw has the wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Errand {
    pub vulnerability: VulnerabilityNo,
}

/// Carries a wish out and notes the answer.
///
/// # Errors
/// When there is no answer yet, or the store refuses; then it is tried again.
pub fn run(app: &App, job: &Job, payload: &[u8]) -> Result<()> {
    let Some(id) = job.case else { return Ok(()) };
    let errand: Errand = serde_json::from_slice(payload).map_err(Error::internal)?;
    let case = app.store.read(|tx| load_by_id(tx, id))?.case;
    let no = errand.vulnerability;
    let Some((wish, asked_at)) = open_wish(&case, no) else { return Ok(()) };
    let outcome = match &app.cve_services {
        Some(client) => {
            let work = Work { app, client, id, case: &case, no, asked_at, is_retry: job.attempts > 1 };
            work.carry_out(&wish)
        }
        None => Err(refused("settings", "this server has no access to CVE Services; see cve_services_url")),
    };
    let answer = match outcome {
        Ok(answer) => answer,
        Err(Trouble::Refused { code, text }) => CveAnswer::Refused { code, text },
        Err(Trouble::Later(text)) if job.attempts >= TRIES => {
            CveAnswer::Refused { code: "no-answer".to_owned(), text }
        }
        Err(Trouble::Later(text)) => return Err(Error::internal(text)),
    };
    note(app, id, no, answer)
}

fn open_wish(case: &Case, no: VulnerabilityNo) -> Option<(CveWish, Timestamp)> {
    let record = &case.vulnerabilities.get(&no)?.cve_record;
    record.asked.clone().zip(record.asked_at)
}

fn note(app: &App, id: CaseId, no: VulnerabilityNo, answer: CveAnswer) -> Result<()> {
    let program = app.program();
    let actor = Actor::System;
    app.store.write(|tx| {
        let at = At { program: &program, actor: &actor, now: app.now() };
        let loaded = load_by_id(tx, id)?;
        let command = Command::NoteCve { vulnerability: no, answer: answer.clone() };
        match perform_in(tx, app, &at, loaded, command) {
            Ok(_) | Err(Error::Refused(_)) => Ok(()),
            Err(error) => Err(error),
        }
    })
}

fn refused(code: &str, text: &str) -> Trouble {
    Trouble::Refused { code: code.to_owned(), text: text.to_owned() }
}

struct Work<'a> {
    app: &'a App,
    client: &'a Client,
    id: CaseId,
    case: &'a Case,
    no: VulnerabilityNo,
    asked_at: Timestamp,
    /// An earlier try may have gone through without our hearing of it.
    is_retry: bool,
}

impl Work<'_> {
    fn carry_out(&self, wish: &CveWish) -> std::result::Result<CveAnswer, Trouble> {
        match wish {
            CveWish::Reserve { year } => self.reserve(*year),
            CveWish::Publish => self.publish(),
            CveWish::Reject { reason } => self.reject(reason),
        }
    }

    fn reserve(&self, year: i16) -> std::result::Result<CveAnswer, Trouble> {
        if self.is_retry
            && let Some(cve) = self.find_lost(year)?
        {
            return Ok(CveAnswer::Reserved { cve });
        }
        let (reserved, remaining) = self.client.reserve(year)?;
        if let Some(available) = remaining {
            self.app.cve_quota.note(available, self.app.now());
        }
        Ok(CveAnswer::Reserved { cve: reserved.id })
    }

    /// An id that was reserved for this wish, when the answer was lost.
    fn find_lost(&self, year: i16) -> std::result::Result<Option<CveId>, Trouble> {
        let since = self.asked_at.checked_sub(SKEW).unwrap_or(self.asked_at);
        let ours = |one: &Reserved| {
            one.user == self.client.user()
                && one.org == self.client.org()
                && one.id.as_str().starts_with(&format!("CVE-{year}-"))
        };
        let mut lost = Vec::new();
        for one in self.client.list_reserved_since(since)?.into_iter().filter(ours) {
            if !self.is_used(&one.id)? {
                lost.push(one.id);
            }
        }
        match lost.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.clone())),
            several => {
                let ids: Vec<&str> = several.iter().map(CveId::as_str).collect();
                let text =
                    format!("several ids were reserved since then: {}; enter the right one", ids.join(", "));
                Err(refused("several-ids", &text))
            }
        }
    }

    /// Whether a case of ours has this id already.
    fn is_used(&self, id: &CveId) -> std::result::Result<bool, Trouble> {
        let counted = self.app.store.read(|tx| {
            let token = tokens::token(tx.vault(), TokenKind::Cve, &id.as_str().to_lowercase());
            tokens::count_cases_with(tx, token, 1).map_err(Error::from)
        });
        counted.map(|count| count > 0).map_err(|_| Trouble::Later("the store did not answer".to_owned()))
    }

    fn cve(&self) -> std::result::Result<&CveId, Trouble> {
        let flaw = self.case.vulnerabilities.get(&self.no);
        flaw.and_then(|flaw| flaw.cve.as_ref())
            .ok_or_else(|| refused("no-id", "the flaw has no CVE id any more"))
    }

    fn publish(&self) -> std::result::Result<CveAnswer, Trouble> {
        let cve = self.cve()?;
        let (revision, body) = self.body(cve)?;
        match self.client.find_record(cve)? {
            Some(record) if says(&record, &body) => {}
            Some(record)
                if record.pointer("/cveMetadata/state").and_then(Value::as_str) == Some("REJECTED") =>
            {
                return Err(refused("rejected", "the record is rejected; publishing would bring it back"));
            }
            Some(_) => self.client.update_record(cve, &body)?,
            None => match self.client.create_record(cve, &body) {
                Err(Trouble::Refused { code, .. }) if code == "CVE_RECORD_EXISTS" => {
                    self.client.update_record(cve, &body)?;
                }
                outcome => outcome?,
            },
        }
        Ok(CveAnswer::Published { revision })
    }

    /// What the newest published revision says, as the service takes it.
    fn body(&self, cve: &CveId) -> std::result::Result<(u32, Value), Trouble> {
        let story = self.app.store.read(|tx| publication::story(tx, self.app, self.id));
        let story = story.map_err(|_| Trouble::Later("the store did not answer".to_owned()))?;
        let published = story.revisions.last().filter(|_| story.removed.is_none());
        let published = published.ok_or_else(|| refused("not-public", "no advisory is public"))?;
        let advisory = &published.record.advisory;
        let index =
            advisory.vulnerabilities.iter().position(|flaw| flaw.cve.as_deref() == Some(cve.as_str()));
        let index = index.ok_or_else(|| {
            refused("not-named", "the published advisory does not name this id; publish a new revision first")
        })?;
        let body = cve::build::body(advisory, index).map_err(|why| refused("record", &why.to_string()))?;
        Ok((published.revision, body))
    }

    fn reject(&self, reason: &str) -> std::result::Result<CveAnswer, Trouble> {
        let cve = self.cve()?;
        let body = cve::build::rejection(reason).map_err(|why| refused("record", &why.to_string()))?;
        match self.client.find_id(cve)? {
            Some(IdState::Rejected) => {}
            Some(IdState::Reserved) => match self.client.reject_id(cve, &body) {
                Err(Trouble::Refused { code, .. }) if code == "CVE_RECORD_EXISTS" => {
                    self.client.reject_record(cve, &body)?;
                }
                outcome => outcome?,
            },
            Some(IdState::Published) => {
                return Err(refused("published", "the id has a published record; talk to its readers first"));
            }
            None => return Err(refused("CVEID_DNE", "CVE Services do not know the id")),
        }
        Ok(CveAnswer::Rejected)
    }
}

/// Whether a record says already what a body would make it say; who wrote it and when are theirs to fill in.
fn says(record: &Value, body: &Value) -> bool {
    let bare = |container: Option<&Value>| {
        let mut container = container.cloned().unwrap_or(Value::Null);
        if let Some(members) = container.as_object_mut() {
            members.remove("providerMetadata");
        }
        container
    };
    bare(record.pointer("/containers/cna")) == bare(body.get("cnaContainer"))
        && record.pointer("/cveMetadata/state").and_then(Value::as_str) == Some("PUBLISHED")
}

/// Asks for the quota when what is known of it is old. It is shown to people and nothing rests on it.
pub fn refresh_quota(app: &App) {
    let Some(client) = &app.cve_services else { return };
    let now = app.now();
    if app.cve_quota.asked_within(QUOTA_AGE, now) {
        return;
    }
    match client.quota() {
        Ok(quota) => app.cve_quota.put(quota, now),
        Err(error) => tracing::warn!(%error, "the quota of CVE ids is not known"),
    }
}

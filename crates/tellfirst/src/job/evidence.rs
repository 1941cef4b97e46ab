//! Looks at firmware pages: released cells are closed by what the server itself saw, and looked at again for ever.
//!
//! There is one chain of looks per case and release (page and version), kept as one row of the outbox that is put
//! off again and again, so that no cell is ever looked at by two chains. A chain ends by itself when no cell of the
//! case was released with it any more.

pub mod offer;

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::case::{Case, Command};
use domain::catalog::find::fold;
use domain::catalog::{Catalog, Sku};
use domain::evidence::{Absence, Device, Doubt, absence, line_for};
use domain::matrix::{CellId, Observation, Status};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::evidence::{Evidence, insert_evidence, list_cell_evidence};
use store::outbox::{self, Job};
use store::{CaseId, Tx};

use crate::action::case::{At, Loaded, load_by_id, perform_in};
use crate::action::effects::{self, Look, Notice};
use crate::app::{ActiveProgram, App};
use crate::error::{Error, Result};
use crate::fetch::{Fetcher, Page};

use offer::Offer;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// Looks that are read to find out how long a page has not offered its version.
const LOOKS: i64 = 60;
/// People are told when so many looks in a row, over at least a day, did not find the version.
const MISSES: usize = 3;

/// What is kept of a look besides time, status and digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub page: String,
    pub version: String,
    pub line: Option<String>,
    pub trouble: Option<String>,
    #[serde(default)]
    pub doubt: Option<Doubt>,
}

/// Looks at the page of a release, notes what it saw, and puts the next look off.
///
/// # Errors
/// When the store refuses.
pub fn run(app: &App, job: &Job, payload: &[u8]) -> Result<()> {
    let Some(id) = job.case else { return finish(app, job) };
    let look: Look = serde_json::from_slice(payload).map_err(Error::internal)?;
    let case = match app.store.read(|tx| load_by_id(tx, id)) {
        Ok(loaded) => loaded.case,
        Err(Error::NotFound) => return finish(app, job),
        Err(error) => return Err(error),
    };
    if released_with(&case, &look).is_empty() {
        return end_if_unused(app, job, (id, &look));
    }
    let program = app.program();
    let hosts = program.program.find_brand(&case.brand).map(|b| b.firmware_hosts.clone()).unwrap_or_default();
    let seen = Seen::fetch(&app.fetcher, &look, &hosts, app.now());
    let actor = Actor::System;
    app.store.write(|tx| {
        let at = At { program: &program, actor: &actor, now: app.now() };
        let loaded = load_by_id(tx, id)?;
        let cells = released_with(&loaded.case, &look);
        let Some(first) = cells.first().cloned() else {
            return outbox::finish_job(tx, job.id, app.now().as_microsecond()).map_err(Error::from);
        };
        let case = loaded.case.clone();
        let mut loaded = loaded;
        for (cells, observation) in seen.by_cell(&case, &cells, &program) {
            note(tx, id, &cells, (&look, &observation))?;
            loaded = take_notice(tx, app, &at, loaded, (cells, observation))?;
        }
        let misses = misses(tx, id, &first, &look)?;
        if is_worth_a_word(&misses) {
            tell(tx, app, (id, &case), &cells, seen.observation.fetched_at)?;
        }
        let pause = pause(misses.len(), app.config.evidence_interval);
        let next = app.now().as_microsecond().saturating_add(pause.saturating_mul(1_000_000));
        outbox::postpone_job(tx, job.id, next)?;
        Ok(())
    })
}

fn finish(app: &App, job: &Job) -> Result<()> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| outbox::finish_job(tx, job.id, now).map_err(Error::from))
}

/// Ends the chain, unless the release came back in the meantime.
fn end_if_unused(app: &App, job: &Job, (id, look): (CaseId, &Look)) -> Result<()> {
    let now = app.now().as_microsecond();
    app.store.write(|tx| {
        let loaded = load_by_id(tx, id)?;
        if released_with(&loaded.case, look).is_empty() {
            outbox::finish_job(tx, job.id, now)?;
        } else {
            outbox::postpone_job(tx, job.id, now)?;
        }
        Ok(())
    })
}

/// The cells that were released with this page and version.
fn released_with(case: &Case, look: &Look) -> Vec<CellId> {
    let released = case.matrix.cells().filter(|(_, cell)| match &cell.status {
        Status::Released { release, .. } => release.page == look.page && release.version == look.version,
        _ => false,
    });
    released.map(|(id, _)| id.clone()).collect()
}

/// What came of a look, before it is read for each device.
struct Seen {
    /// Without the line: which one counts depends on the device.
    observation: Observation,
    offer: Offer,
}

impl Seen {
    /// Fetches the page and looks for the version.
    fn fetch(fetcher: &Fetcher, look: &Look, hosts: &[String], now: Timestamp) -> Self {
        let digest = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
        let (offer, status, bytes, trouble) = match fetcher.fetch(&look.page, hosts) {
            Ok(Page { status, bytes, kind, trouble }) => {
                let offer = match status {
                    200..=299 => Offer::read(&bytes, kind, &look.version),
                    _ => Offer::default(),
                };
                // What was cut off does not matter once the version was found before the cut.
                let trouble = trouble.filter(|_| offer.hits.is_empty()).map(crate::fetch::Trouble::word);
                (offer, status, bytes, trouble)
            }
            Err(trouble) => (Offer::default(), 0, Vec::new(), Some(trouble.word())),
        };
        let size = u64::try_from(bytes.len()).ok();
        let digest = digest(&bytes);
        let observation =
            Observation { fetched_at: now, status, digest, line: None, trouble, size, doubt: None };
        Self { observation, offer }
    }

    /// The cells with what the look says of each, those of which it says the same together.
    fn by_cell(
        &self,
        case: &Case,
        cells: &[CellId],
        program: &ActiveProgram,
    ) -> Vec<(Vec<CellId>, Observation)> {
        let mut groups: Vec<(Vec<CellId>, Observation)> = Vec::new();
        let models = models(case, program);
        for id in cells {
            let observation = self.of_cell(case, id, (program, &models));
            match groups.iter_mut().find(|(_, same)| *same == observation) {
                Some((group, _)) => group.push(id.clone()),
                None => groups.push((vec![id.clone()], observation)),
            }
        }
        groups
    }

    fn of_cell(
        &self,
        case: &Case,
        id: &CellId,
        (program, models): (&ActiveProgram, &BTreeSet<&str>),
    ) -> Observation {
        let mut observation = self.observation.clone();
        if !self.offer.hits.is_empty() {
            let (line, doubt) = self.line_for(case, id, (program, models));
            observation.line = Some(self.offer.kept(line));
            observation.doubt = doubt;
            return observation;
        }
        let cell = case.matrix.find(id);
        let before = cell.and_then(|cell| match &cell.status {
            Status::Released { evidence, .. } => evidence.as_ref(),
            _ => None,
        });
        if let Some(before) = before
            && absence(&observation, Some(before), None) == Absence::Doubtful
        {
            observation.doubt = Some(Doubt::Maintenance);
        }
        observation
    }

    /// The line that is for the device, or the first with the doubt about it.
    fn line_for(
        &self,
        case: &Case,
        id: &CellId,
        (program, models): (&ActiveProgram, &BTreeSet<&str>),
    ) -> (usize, Option<Doubt>) {
        let catalog = &program.program.catalog;
        let sku = catalog.find_sku(&id.sku);
        // A device that has left the catalog is known by its id: brand, model, revision.
        let mut parts = id.sku.as_str().split('.').skip(1);
        let (named, revision) = (parts.next().unwrap_or_default(), parts.next());
        let by_id = || models.iter().copied().find(|model| fold(model) == fold(named));
        let Some(model) = sku.map(|sku| sku.model.as_str()).or_else(by_id) else {
            return (self.offer.hits.first().copied().unwrap_or(0), Some(Doubt::ManyDevices));
        };
        let release = case.matrix.find(id).and_then(|cell| match &cell.status {
            Status::Released { release, .. } => Some(release),
            _ => None,
        });
        let device = Device {
            model,
            revision: sku.map_or(revision, |sku| sku.hardware_revision.as_deref()),
            version: release.map(|release| release.version.as_str()).unwrap_or_default(),
            has_own_page: release
                .zip(sku)
                .is_some_and(|(release, sku)| is_own_page(catalog, sku, &release.page)),
            models,
        };
        match line_for(&self.offer.lines, &self.offer.hits, &device) {
            Ok(line) => (line, None),
            Err((line, doubt)) => (line, Some(doubt)),
        }
    }
}

/// The models of the brand whose devices are in the case.
fn models<'p>(case: &Case, program: &'p ActiveProgram) -> BTreeSet<&'p str> {
    let skus = program.program.catalog.list_skus().iter();
    skus.filter(|sku| sku.brand == case.brand).map(|sku| sku.model.as_str()).collect()
}

/// Whether the catalog gives this page to the model and revision alone.
fn is_own_page(catalog: &Catalog, sku: &Sku, page: &str) -> bool {
    let plain = |page: &str| page.split('#').next().unwrap_or_default().trim_end_matches('/').to_owned();
    let wanted = plain(page);
    let has_it = |other: &&Sku| other.page.as_ref().is_some_and(|page| plain(page.as_str()) == wanted);
    let same = |other: &Sku| (&other.model, &other.hardware_revision) == (&sku.model, &sku.hardware_revision);
    let mut with_it = catalog.list_skus().iter().filter(has_it).peekable();
    with_it.peek().is_some() && with_it.all(same)
}

/// Enters the look in the table that keeps each one.
fn note(tx: &mut Tx<'_>, id: CaseId, cells: &[CellId], (look, seen): (&Look, &Observation)) -> Result<()> {
    let detail = Detail {
        page: look.page.clone(),
        version: look.version.clone(),
        line: seen.line.clone(),
        trouble: seen.trouble.clone(),
        doubt: seen.doubt,
    };
    let mut digest = [0; 32];
    hex::decode_to_slice(&seen.digest, &mut digest).map_err(Error::internal)?;
    for cell in cells {
        let evidence = Evidence {
            case: id,
            vulnerability: i64::from(cell.vulnerability.0),
            sku: cell.sku.to_string(),
            fetched_at: seen.fetched_at.as_microsecond(),
            status: i64::from(seen.status),
            digest,
            detail: serde_json::to_vec(&detail).map_err(Error::internal)?,
        };
        insert_evidence(tx, &evidence)?;
    }
    Ok(())
}

/// Lets the case take notice, and answers how it stands; most looks tell it nothing new.
fn take_notice(
    tx: &mut Tx<'_>,
    app: &App,
    at: &At<'_>,
    loaded: Loaded,
    (cells, observation): (Vec<CellId>, Observation),
) -> Result<Loaded> {
    let before = loaded.clone();
    match perform_in(tx, app, at, loaded, Command::Observe { cells, observation }) {
        Ok(performed) => Ok(Loaded { id: before.id, case: performed.case }),
        Err(Error::Refused(_)) => Ok(before),
        Err(error) => Err(error),
    }
}

/// The times of the last looks in a row that did not see this release offered, newest first.
fn misses(tx: &mut Tx<'_>, id: CaseId, cell: &CellId, look: &Look) -> Result<Vec<i64>> {
    let place = (i64::from(cell.vulnerability.0), cell.sku.as_str());
    let mut misses = Vec::new();
    for (_, evidence) in list_cell_evidence(tx, id, place, LOOKS)? {
        let detail: Detail = serde_json::from_slice(&evidence.detail).map_err(Error::internal)?;
        let same = detail.page == look.page && detail.version == look.version;
        let offered = (200..300).contains(&evidence.status) && detail.line.is_some();
        if !same || offered {
            break;
        }
        misses.push(evidence.fetched_at);
    }
    Ok(misses)
}

/// True at the one look with which a row of misses gets long enough to tell people.
fn is_worth_a_word(misses: &[i64]) -> bool {
    let long = |row: &[i64]| match (row.first(), row.last()) {
        (Some(last), Some(first)) => row.len() >= MISSES && last - first >= DAY * 1_000_000,
        _ => false,
    };
    long(misses) && !long(misses.get(1..).unwrap_or_default())
}

/// Seconds until the next look: soon after a release, then ever more rarely.
fn pause(misses: usize, interval: u64) -> i64 {
    let interval = i64::try_from(interval).unwrap_or(DAY).max(1);
    let wished = match misses {
        0 => interval,
        1 => 5 * MINUTE,
        2 => 30 * MINUTE,
        3..=27 => HOUR,
        _ => DAY,
    };
    wished.min(interval)
}

/// Tells those who handle the case, and the engineers asked for these cells.
fn tell(
    tx: &mut Tx<'_>,
    app: &App,
    (id, case): (CaseId, &Case),
    cells: &[CellId],
    at: Timestamp,
) -> Result<()> {
    for addressee in effects::keepers(case, cells) {
        let key = format!("look:{}", at.as_microsecond());
        let what = "evidence-still-missing".to_owned();
        let notice = Notice { case: case.number.clone(), addressee, what };
        effects::notify(tx, id, &notice, (&key, app.now()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_get_rarer_the_longer_a_page_does_not_offer_the_version() {
        let day = 86_400;
        let pauses: Vec<_> = [0, 1, 2, 3, 27, 28, 500].into_iter().map(|n| pause(n, day)).collect();
        assert_eq!(pauses, [DAY, 300, 1_800, 3_600, 3_600, DAY, DAY]);
        assert_eq!((pause(0, 5), pause(1, 5), pause(0, 0)), (5, 5, 1), "a laboratory looks more often");
    }

    #[test]
    fn people_are_told_once_per_row_of_misses_and_not_before_a_day_is_over() {
        let hours = |hours: &[i64]| hours.iter().map(|h| h * HOUR * 1_000_000).collect::<Vec<_>>();
        assert!(!is_worth_a_word(&hours(&[])));
        assert!(!is_worth_a_word(&hours(&[30, 0])), "two looks are not enough");
        assert!(!is_worth_a_word(&hours(&[23, 10, 0])));
        assert!(is_worth_a_word(&hours(&[24, 10, 0])));
        assert!(!is_worth_a_word(&hours(&[25, 24, 10, 0])), "told already");
        assert!(is_worth_a_word(&hours(&[48, 24, 0])), "daily looks");
    }
}

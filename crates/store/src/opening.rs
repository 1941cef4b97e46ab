//! New cases, many at a time: every row of a report that is received, written with few statements.
//!
//! Reports that arrive together share a transaction, and with it the look-up of each statement and the pages it
//! touches. Invariant: what is written is the same as case by case; see [`crate::cases`], [`crate::events`],
//! [`crate::documents`], [`crate::reports`] and [`crate::tokens`] for what the rows mean.

use crate::cases::{self, CaseFields, NewCase};
use crate::counters;
use crate::documents::{self, Document};
use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::events::{self, NewEvent};
use crate::ids::CaseId;
use crate::seal::{self, CaseKey, Owner, Vault};
use crate::tokens::{self, Token};

/// A case with its first report.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Id and number.
    pub case: NewCase,
    /// Whether the id was reserved with [`cases::reserve`], so that its data key is there.
    pub is_reserved: bool,
    /// The row.
    pub fields: CaseFields,
    /// Its first events.
    pub events: Vec<NewEvent>,
    /// The receipt.
    pub receipt: Document,
    /// SHA-256 of the reporter's secret.
    pub secret_hash: [u8; 32],
    /// What it is found by.
    pub tokens: Vec<Token>,
}

/// Draws `count` ids for cases whose data keys [`insert_opened`] makes; answers the first of them.
///
/// # Errors
/// When the engine refuses.
pub fn draw_ids(tx: &mut Tx<'_>, count: usize) -> Result<CaseId> {
    counters::draw(tx, "cases", count).map(CaseId)
}

/// Draws the numbers of `count` cases. Numbers count without a gap per prefix and year.
///
/// # Errors
/// When the engine refuses.
pub fn draw_numbers(tx: &mut Tx<'_>, prefix: &str, year: i64, count: usize) -> Result<Vec<String>> {
    let first = counters::draw(tx, &format!("cases {prefix}-{year}"), count)?;
    Ok((first..).take(count).map(|sequence| format!("{prefix}-{year}-{sequence:04}")).collect())
}

/// Inserts new cases with everything that belongs to them.
///
/// # Errors
/// [`crate::Error::Unique`] when a number is taken.
pub fn insert_opened(tx: &mut Tx<'_>, opened: &[Opening]) -> Result<()> {
    tx.note_case();
    let mut rows = Rows::default();
    for opening in opened {
        let key = match opening.is_reserved {
            true => seal::get_key(tx, Owner::Case(opening.case.id))?,
            false => CaseKey::random(tx.vault()),
        };
        rows.add(tx.vault(), opening, &key)?;
        tx.cache_key(Owner::Case(opening.case.id), &key);
    }
    tx.insert_many(seal::KEYS, "", rows.keys)?;
    tx.insert_many(cases::INTO, "", rows.cases)?;
    tx.insert_many(cases::CONTENT, "", rows.contents)?;
    tx.insert_many(events::INTO, "", rows.events)?;
    tx.insert_many(documents::INTO, "", rows.documents)?;
    tx.insert_many("reports (case_id, report, secret_hash, created_at)", "", rows.reports)?;
    tokens::insert_unposted(tx, opened.iter().map(|opening| (opening.case.id, opening.tokens.as_slice())))
}

/// Rows by table.
#[derive(Default)]
struct Rows<'v> {
    keys: Vec<[Value<'v>; 4]>,
    cases: Vec<[Value<'v>; 16]>,
    contents: Vec<[Value<'v>; 3]>,
    events: Vec<[Value<'v>; 9]>,
    documents: Vec<[Value<'v>; 7]>,
    reports: Vec<[Value<'v>; 4]>,
}

impl<'v> Rows<'v> {
    fn add(&mut self, vault: &Vault, opening: &'v Opening, key: &CaseKey) -> Result<()> {
        let id = opening.case.id;
        if !opening.is_reserved {
            self.keys.push(seal::wrapped(vault, Owner::Case(id), key)?);
        }
        let reporter = Owner::Reporter(id, opening.receipt.report);
        self.keys.push(seal::wrapped(vault, reporter, &CaseKey::random(vault))?);
        let (mut seq, mut head) = (0, [0; 32]);
        for event in &opening.events {
            seq += 1;
            let link = events::link(vault, key, id, (seq, &head), event)?;
            head = link.hash;
            self.events.push(link.values(id, event));
        }
        self.cases.push(cases::values(&opening.case, &opening.fields, (seq, &head)));
        self.contents.push(cases::content_values(vault, key, id, &opening.fields)?);
        self.documents.push(documents::values(vault, key, id, &opening.receipt)?);
        let report = opening.receipt.report;
        let created_at = opening.fields.submitted_at;
        self.reports.push([id.into(), report.into(), (&opening.secret_hash).into(), created_at.into()]);
        Ok(())
    }
}

//! Open commissions: which fixes are ordered, of whom and until when. A reading of the cases, kept for the list.

use crate::engine::{Tx, Value};
use crate::error::Result;
use crate::ids::{CaseId, UserId};
use crate::params;

/// The most rows one call answers.
pub const PAGE: i64 = 200;

/// What one engineer (or nobody yet) owes to one case on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commission {
    /// The start of the day it is due, in microseconds since 1970 in UTC.
    pub due: i64,
    /// Who was asked.
    pub engineer: Option<UserId>,
    /// Cells that wait for the engineer.
    pub open: i64,
    /// Cells that wait for a page to be seen.
    pub waiting: i64,
}

/// Whose commissions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's.
    #[default]
    All,
    /// Those nobody is named for.
    Nobody,
    /// Those of one person.
    User(UserId),
}

/// The position of a row: due, case, and engineer as in [`number`].
pub type Cursor = (i64, CaseId, i64);

/// Which commissions, by due day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommissionQuery {
    /// Whose.
    pub whose: Whose,
    /// Only those with something left to do for the engineer.
    pub to_do: bool,
    /// Only those due before this time.
    pub due_before: Option<i64>,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Rows, 1 to [`PAGE`].
    pub limit: i64,
}

/// Brings the rows of a case up to date; `now` must be sorted and without repetition. Writes only what changed.
///
/// # Errors
/// When the engine refuses.
pub fn replace_commissions(tx: &mut Tx<'_>, case: CaseId, now: &[Commission]) -> Result<()> {
    let before = list_of_case(tx, case)?;
    if before == now {
        return Ok(());
    }
    tx.execute("delete from commissions where case_id = $1", params![case])?;
    for one in now {
        let sql =
            "insert into commissions (case_id, due, engineer, open, waiting) values ($1, $2, $3, $4, $5)";
        tx.execute(sql, params![case, one.due, number(one.engineer), one.open, one.waiting])?;
    }
    Ok(())
}

/// The open commissions of one case, by due day.
///
/// # Errors
/// When the engine refuses.
pub fn list_of_case(tx: &mut Tx<'_>, case: CaseId) -> Result<Vec<Commission>> {
    let sql =
        "select due, engineer, open, waiting from commissions where case_id = $1 order by due, engineer";
    tx.query(sql, params![case], |row| {
        let engineer = row.int(1)?;
        Ok(Commission {
            due: row.int(0)?,
            engineer: (engineer != 0).then_some(UserId(engineer)),
            open: row.int(2)?,
            waiting: row.int(3)?,
        })
    })
}

/// A page of the open commissions, the earliest due first.
///
/// # Errors
/// When the engine refuses.
pub fn list_commissions(tx: &mut Tx<'_>, query: &CommissionQuery) -> Result<Vec<(CaseId, Commission)>> {
    let mut values: Vec<Value<'_>> = Vec::new();
    let mut conditions: Vec<String> = Vec::new();
    let mut bind = |value: i64| {
        values.push(value.into());
        format!("${}", values.len())
    };
    match query.whose {
        Whose::All => {}
        Whose::Nobody => conditions.push(format!("engineer = {}", bind(0))),
        Whose::User(user) => conditions.push(format!("engineer = {}", bind(user.0))),
    }
    if query.to_do {
        conditions.push("open > 0".to_owned());
    }
    if let Some(due) = query.due_before {
        conditions.push(format!("due < {}", bind(due)));
    }
    if let Some((due, case, engineer)) = query.after {
        let (due, case, engineer) = (bind(due), bind(case.0), bind(engineer));
        conditions.push(format!("(due, case_id, engineer) > ({due}, {case}, {engineer})"));
    }
    let limit = bind(query.limit.clamp(1, PAGE));
    let condition =
        if conditions.is_empty() { String::new() } else { format!("where {}", conditions.join(" and ")) };
    let sql = format!(
        "select case_id, due, engineer, open, waiting from commissions {condition} \
         order by due, case_id, engineer limit {limit}"
    );
    tx.query(&sql, &values, |row| {
        let engineer = row.int(2)?;
        let commission = Commission {
            due: row.int(1)?,
            engineer: (engineer != 0).then_some(UserId(engineer)),
            open: row.int(3)?,
            waiting: row.int(4)?,
        };
        Ok((CaseId(row.int(0)?), commission))
    })
}

/// How the engineer stands in the table.
#[must_use]
pub fn number(engineer: Option<UserId>) -> i64 {
    engineer.map_or(0, |user| user.0)
}

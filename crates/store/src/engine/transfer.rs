//! Carries every row from one database to another, whichever engines they are: one moment of the first becomes the
//! whole content of the second. Content stays sealed on the way.
//!
//! Invariant: tables and columns are those of the schema, in the spelling of SQLite, which one of the two always is.

use std::path::Path;
use std::sync::Arc;

use super::{Engine, Kind, Row, Tx, Value};
use crate::error::{Error, Result};
use crate::migrations;
use crate::params;
use crate::seal::Vault;

/// Rows read and written at once.
const PAGE: usize = 200;

/// A table as the schema has it.
struct Table {
    name: String,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    kind: ColumnKind,
    /// The place in the primary key, from 1; 0 for others.
    key: i64,
}

#[derive(Clone, Copy)]
enum ColumnKind {
    Int,
    Text,
    Blob,
}

/// Writes one moment of a PostgreSQL database as an embedded one to `target`, which must not exist yet.
///
/// # Errors
/// When either database refuses; then `target` may be there and is of no use.
pub(crate) fn into_file(from: &Engine, target: &Path) -> Result<()> {
    let work = target.with_extension("copying");
    let done = copy_into(from, &work, target);
    for end in ["", "-wal", "-shm"] {
        let mut name = work.clone().into_os_string();
        name.push(end);
        let _ = std::fs::remove_file(name);
    }
    done
}

fn copy_into(from: &Engine, work: &Path, target: &Path) -> Result<()> {
    let to = Engine::open_sqlite(work, from.vault().clone())?;
    migrations::run(&to)?;
    let tables = to.read(tables)?;
    from.read(|source| {
        for table in &tables {
            to.write(|tx| tx.execute(&format!("delete from {}", table.name), &[]))?;
            let mut after = None;
            loop {
                let rows = page(source, table, after.as_deref())?;
                let Some(last) = rows.last() else { break };
                after = Some(key(table, last));
                to.write(|tx| rows.iter().try_for_each(|row| insert(tx, table, row)))?;
            }
        }
        Ok::<_, Error>(())
    })?;
    to.snapshot_database(target)
}

/// Fills an empty PostgreSQL database with the content of an embedded one, all or nothing.
///
/// # Errors
/// [`Error::Schema`] when there is something in it already.
pub(crate) fn from_file(file: &Path, url: &str, vault: Arc<Vault>) -> Result<()> {
    let from = Engine::open_sqlite(file, vault.clone())?;
    // A backup of an older version is brought up to date before it is carried over.
    migrations::run(&from)?;
    let to = Engine::open_postgres(url, vault)?;
    migrations::run(&to)?;
    debug_assert!(to.kind() == Kind::Postgres, "an address of a server leads to one");
    let tables = from.read(tables)?;
    to.write(|tx| {
        let taken = "select count(*) from (select id from cases union all select id from users) as taken";
        if tx.query_one(taken, &[], |row| row.int(0))?.unwrap_or(0) > 0 {
            let problem =
                "the PostgreSQL database has cases or accounts already; restore into an empty one".into();
            return Err(Error::Schema { problem });
        }
        from.read(|source| tables.iter().try_for_each(|table| fill(source, tx, table)))
    })
}

fn fill(source: &mut Tx<'_>, to: &mut Tx<'_>, table: &Table) -> Result<()> {
    to.execute(&format!("delete from {}", table.name), &[])?;
    let mut after = None;
    loop {
        let rows = page(source, table, after.as_deref())?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(key(table, last));
        rows.iter().try_for_each(|row| insert(to, table, row))?;
    }
}

/// The tables of the schema, read from an embedded database. The steps that made it are its own.
fn tables(tx: &mut Tx<'_>) -> Result<Vec<Table>> {
    let sql = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' \
               and name <> 'schema_versions' order by name";
    let names = tx.query(sql, &[], |row| row.text(0))?;
    names.into_iter().map(|name| table(tx, name)).collect()
}

fn table(tx: &mut Tx<'_>, name: String) -> Result<Table> {
    let sql = "select name, type, pk from pragma_table_info($1) order by cid";
    let columns = tx.query(sql, params![&name], |row| {
        let kind = match row.text(1)?.as_str() {
            "TEXT" => ColumnKind::Text,
            "BLOB" => ColumnKind::Blob,
            _ => ColumnKind::Int,
        };
        Ok(Column { name: row.text(0)?, kind, key: row.int(2)? })
    })?;
    Ok(Table { name, columns })
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The columns of the key, in its order, with their places in a row.
    fn key(&self) -> Vec<(usize, &Column)> {
        let mut key: Vec<_> = self.columns.iter().enumerate().filter(|(_, column)| column.key > 0).collect();
        key.sort_by_key(|(_, column)| column.key);
        key
    }
}

/// The next rows in the order of the key.
fn page(
    tx: &mut Tx<'_>,
    table: &Table,
    after: Option<&[Value<'static>]>,
) -> Result<Vec<Vec<Value<'static>>>> {
    let key: Vec<_> = table.key().into_iter().map(|(_, column)| column.name.as_str()).collect();
    let key = key.join(", ");
    let places: Vec<_> = (1..=after.map_or(0, <[_]>::len)).map(|n| format!("${n}")).collect();
    let beyond = match after {
        Some(_) => format!("where ({key}) > ({})", places.join(", ")),
        None => String::new(),
    };
    let sql = format!("select {} from {} {beyond} order by {key} limit {PAGE}", table.names(), table.name);
    tx.query(&sql, after.unwrap_or_default(), |row| read(table, row))
}

fn read(table: &Table, row: &Row<'_>) -> Result<Vec<Value<'static>>> {
    let value = |(at, column): (usize, &Column)| {
        Ok(match column.kind {
            ColumnKind::Int => row.opt_int(at)?.map_or(Value::Null, Value::from),
            ColumnKind::Text => row.opt_text(at)?.map_or(Value::Null, Value::from),
            ColumnKind::Blob => row.opt_blob(at)?.map_or(Value::Null, Value::from),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

fn key(table: &Table, row: &[Value<'static>]) -> Vec<Value<'static>> {
    table.key().into_iter().filter_map(|(at, _)| row.get(at).cloned()).collect()
}

fn insert(tx: &mut Tx<'_>, table: &Table, row: &[Value<'static>]) -> Result<()> {
    let places: Vec<_> = (1..=row.len()).map(|n| format!("${n}")).collect();
    let sql = format!("insert into {} ({}) values ({})", table.name, table.names(), places.join(", "));
    tx.execute(&sql, row).map(drop)
}

//! One connection to either engine: the place where the two meet.

use super::value::{Row, Value};
use super::{postgres, sqlite};
use crate::error::Result;

/// The row that writers on PostgreSQL lock first: it puts writing transactions in one line, as the file does on
/// SQLite, so that they neither deadlock nor fail to serialise.
const QUEUE: &str = "select value from counters where name = 'writers' for update";

/// Rows of one insert on PostgreSQL: many parameters, far below its limit of 65,535.
const POSTGRES_ROWS: [usize; 3] = [128, 16, 1];

/// The text of an insert of so many rows.
fn insert_text((into, rest): (&str, &str), width: usize, rows: usize) -> String {
    let mut sql = format!("insert into {into} values ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=width {
            if column > 1 {
                sql.push_str(", ");
            }
            sql.push('$');
            sql.push_str(&(row * width + column).to_string());
        }
        sql.push(')');
    }
    sql.push(' ');
    sql.push_str(rest);
    sql
}

pub(crate) enum Connection {
    Sqlite(rusqlite::Connection),
    Postgres(Box<postgres::Connection>),
}

impl Connection {
    pub(super) fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        match self {
            Connection::Sqlite(conn) => sqlite::execute(conn, sql, params),
            Connection::Postgres(conn) => conn.execute(sql, params),
        }
    }

    pub(super) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: &mut dyn FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        match self {
            Connection::Sqlite(conn) => sqlite::query(conn, sql, params, read),
            Connection::Postgres(conn) => conn.query(sql, params, read),
        }
    }

    /// Inserts rows of `width` values each.
    pub(super) fn insert_many(
        &mut self,
        (into, rest): (&str, &str),
        values: &[Value<'_>],
        width: usize,
    ) -> Result<u64> {
        let width = width.max(1);
        match self {
            Connection::Sqlite(conn) => {
                sqlite::execute_each(conn, &insert_text((into, rest), width, 1), values, width)
            }
            Connection::Postgres(conn) => {
                let (mut changed, mut left) = (0, values);
                // Three lengths of statement stay prepared; each takes as many rows as it can.
                for rows in POSTGRES_ROWS {
                    let sql = insert_text((into, rest), width, rows);
                    while let Some((now, later)) = left.split_at_checked(rows * width) {
                        changed += conn.execute(&sql, now)?;
                        left = later;
                    }
                }
                Ok(changed)
            }
        }
    }

    fn control(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, sql),
            Connection::Postgres(conn) => conn.control(sql),
        }
    }

    fn end(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, sql),
            Connection::Postgres(conn) => conn.end(sql),
        }
    }

    /// Begins a transaction that may write.
    pub(super) fn begin_write(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, "begin immediate"),
            Connection::Postgres(conn) => {
                conn.control("begin isolation level read committed")?;
                conn.query(QUEUE, &[], &mut |row| row.int(0)).map(drop)
            }
        }
    }

    /// Begins a transaction for changes of the schema, before any table is there.
    pub(super) fn begin_schema(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, "begin immediate"),
            Connection::Postgres(conn) => conn.control("begin isolation level serializable"),
        }
    }

    /// Begins a transaction that sees one moment and cannot write.
    pub(super) fn begin_read(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, "begin"),
            Connection::Postgres(conn) => conn.control("begin isolation level repeatable read read only"),
        }
    }

    pub(super) fn savepoint(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => sqlite::control(conn, "savepoint member"),
            Connection::Postgres(conn) => conn.savepoint(),
        }
    }

    /// Releases the savepoint of a member without any failed statement; PostgreSQL does so with its next command.
    pub(super) fn release_sound(&mut self) -> Result<()> {
        match self {
            Connection::Sqlite(_) => self.release(),
            Connection::Postgres(conn) => {
                conn.release_later();
                Ok(())
            }
        }
    }

    pub(super) fn release(&mut self) -> Result<()> {
        self.control("release savepoint member")
    }

    pub(super) fn undo_member(&mut self) -> Result<()> {
        self.control("rollback to savepoint member")?;
        self.release()
    }

    pub(super) fn commit(&mut self) -> Result<()> {
        self.end("commit")
    }

    pub(super) fn rollback(&mut self) -> Result<()> {
        self.end("rollback")
    }

    /// Runs one statement of a migration.
    pub(super) fn change_schema(&mut self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(conn) => conn.execute_batch(&sqlite::spell_schema(sql)).map_err(sqlite::error),
            Connection::Postgres(conn) => conn.control(sql),
        }
    }

    /// Whether the engine has ended the transaction on its own (out of disk or memory, connection lost).
    pub(super) fn has_lost_transaction(&self) -> bool {
        match self {
            Connection::Sqlite(conn) => conn.is_autocommit(),
            Connection::Postgres(conn) => conn.is_closed(),
        }
    }

    /// Whether the connection is of no more use and a new one must be made.
    pub(super) fn is_broken(&self) -> bool {
        match self {
            Connection::Sqlite(_) => false,
            Connection::Postgres(conn) => conn.is_closed(),
        }
    }
}

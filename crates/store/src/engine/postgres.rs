//! PostgreSQL behind the facade: connection, prepared statements, what its errors mean.

use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

use ::postgres::config::SslMode;
use ::postgres::error::SqlState;
use ::postgres::types::ToSql;
use ::postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::tls;
use super::value::{Row, Value};
use crate::error::{Error, Result};

/// Statements kept prepared per connection; beyond this all are forgotten, which only costs time.
const PREPARED_LIMIT: usize = 256;

/// A connection with its prepared statements.
pub(crate) struct Connection {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// A savepoint that is to be released with the next command, to save a round trip.
    unreleased: bool,
}

/// Where the server is, and how the way to it is protected.
#[derive(Clone)]
pub(super) struct Server {
    config: Config,
    /// With it the server must show a certificate for its name; without it nothing is encrypted.
    tls: Option<MakeRustlsConnect>,
}

impl Server {
    /// Reads a connection address.
    pub(super) fn read(url: &str) -> Result<Self> {
        let (url, protection) = tls::read(url)?;
        let mut config = Config::from_str(&url)
            .map_err(|_| Error::Unavailable { reason: "the database address does not parse".into() })?;
        config.connect_timeout(Duration::from_secs(10)).application_name("tellfirst");
        let tls = protection.as_ref().map(tls::connector).transpose()?;
        if tls.is_some() {
            config.ssl_mode(SslMode::Require);
        }
        Ok(Self { config, tls })
    }

    pub(super) fn connect(&self) -> Result<Connection> {
        let client = match &self.tls {
            Some(tls) => self.config.connect(tls.clone()),
            None => self.config.connect(NoTls),
        };
        let client = client.map_err(error)?;
        Ok(Connection { client, prepared: HashMap::new(), unreleased: false })
    }
}

impl Connection {
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub(super) fn savepoint(&mut self) -> Result<()> {
        let sql = if std::mem::take(&mut self.unreleased) {
            "release savepoint member; savepoint member"
        } else {
            "savepoint member"
        };
        self.control(sql)
    }

    pub(super) fn release_later(&mut self) {
        self.unreleased = true;
    }

    /// Ends the transaction, with all its savepoints.
    pub(super) fn end(&mut self, sql: &str) -> Result<()> {
        self.unreleased = false;
        self.control(sql)
    }

    pub(super) fn control(&mut self, sql: &str) -> Result<()> {
        self.client.batch_execute(sql).map_err(error)
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql).map_err(error)?;
        if self.prepared.len() >= PREPARED_LIMIT {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub(super) fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64> {
        let statement = self.prepare(sql)?;
        self.client.execute(&statement, &bind(params)).map_err(error)
    }

    pub(super) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        read: &mut dyn FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let statement = self.prepare(sql)?;
        let rows = self.client.query(&statement, &bind(params)).map_err(error)?;
        rows.iter().map(|row| read(&Row::Postgres(row))).collect()
    }
}

fn bind<'a>(params: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Translates an error of PostgreSQL. Its message and detail may hold values and are dropped; the code and the
/// name of the constraint remain.
pub(super) fn error(error: ::postgres::Error) -> Error {
    let Some(db) = error.as_db_error() else {
        return Error::Unavailable { reason: kind(&error).into() };
    };
    let code = db.code();
    if *code == SqlState::UNIQUE_VIOLATION {
        return Error::Unique { constraint: db.constraint().unwrap_or_default().to_owned() };
    }
    if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED {
        return Error::Busy;
    }
    match &code.code()[..2] {
        "08" | "57" => Error::Unavailable { reason: format!("SQLSTATE {}", code.code()) },
        "53" if *code == SqlState::DISK_FULL => Error::DiskFull,
        _ => Error::Database { code: format!("SQLSTATE {}", code.code()), detail: String::new() },
    }
}

fn kind(error: &::postgres::Error) -> &'static str {
    if error.is_closed() { "the connection is closed" } else { "no connection, or a broken one" }
}

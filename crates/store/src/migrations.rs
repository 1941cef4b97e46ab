//! The schema, as a row of numbered steps in `migrations/`.
//!
//! Each step runs in one transaction with the row that records it, so a crash leaves the old or the new schema.
//! A step that was released is never edited: its digest is checked at every start.

use sha2::{Digest, Sha256};

use crate::engine::Engine;
use crate::error::{Error, Result};

/// One step.
struct Migration {
    version: i64,
    name: &'static str,
    sql: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "start", sql: include_str!("../../../migrations/0001_start.sql") },
    Migration { version: 2, name: "documents", sql: include_str!("../../../migrations/0002_documents.sql") },
    Migration { version: 3, name: "drafts", sql: include_str!("../../../migrations/0003_drafts.sql") },
    Migration {
        version: 4,
        name: "open cases",
        sql: include_str!("../../../migrations/0004_open_cases.sql"),
    },
    Migration {
        version: 5,
        name: "commissions",
        sql: include_str!("../../../migrations/0005_commissions.sql"),
    },
    Migration { version: 6, name: "moves", sql: include_str!("../../../migrations/0006_moves.sql") },
    Migration { version: 7, name: "uploads", sql: include_str!("../../../migrations/0007_uploads.sql") },
    Migration {
        version: 8,
        name: "reporter sessions",
        sql: include_str!("../../../migrations/0008_reporter_sessions.sql"),
    },
    Migration {
        version: 9,
        name: "statistics",
        sql: include_str!("../../../migrations/0009_statistics.sql"),
    },
    Migration { version: 10, name: "imports", sql: include_str!("../../../migrations/0010_imports.sql") },
    Migration { version: 11, name: "postings", sql: include_str!("../../../migrations/0011_postings.sql") },
    Migration {
        version: 12,
        name: "advisory readers",
        sql: include_str!("../../../migrations/0012_advisory_readers.sql"),
    },
    Migration {
        version: 13,
        name: "report features",
        sql: include_str!("../../../migrations/0013_report_features.sql"),
    },
];

const VERSIONS: &str = "create table if not exists schema_versions \
     (version BIGINT PRIMARY KEY, name TEXT not null, digest TEXT not null)";

/// Brings the schema up to date; answers the version it has now.
///
/// # Errors
/// [`Error::Schema`] when the database was made by a newer program or a released step was edited.
pub fn run(engine: &Engine) -> Result<i64> {
    let done = match applied(engine) {
        Ok(done) => done,
        Err(_) => {
            engine.migrate(&[VERSIONS.to_owned()])?;
            applied(engine)?
        }
    };
    check(&done)?;
    for step in MIGRATIONS.iter().filter(|step| !done.iter().any(|(version, _)| *version == step.version)) {
        apply(engine, step)?;
    }
    Ok(MIGRATIONS.last().map_or(0, |step| step.version))
}

/// Refuses a database whose schema is not exactly the one of this program.
///
/// # Errors
/// [`Error::Schema`].
pub fn check_current(engine: &Engine) -> Result<()> {
    let done = applied(engine)?;
    check(&done)?;
    if done.len() < MIGRATIONS.len() {
        let problem =
            "the database is of an older version; start the server once to bring it up to date".into();
        return Err(Error::Schema { problem });
    }
    Ok(())
}

fn applied(engine: &Engine) -> Result<Vec<(i64, String)>> {
    let sql = "select version, digest from schema_versions order by version";
    engine.read(|tx| tx.query(sql, &[], |row| Ok((row.int(0)?, row.text(1)?))))
}

fn check(done: &[(i64, String)]) -> Result<()> {
    for (version, digest) in done {
        let Some(step) = MIGRATIONS.iter().find(|step| step.version == *version) else {
            let problem = format!(
                "the database has version {version}, this program knows up to {}; start a newer tellfirst",
                MIGRATIONS.len()
            );
            return Err(Error::Schema { problem });
        };
        if *digest != step.digest() {
            let problem = format!("step {version} ({}) is not the one that was applied", step.name);
            return Err(Error::Schema { problem });
        }
    }
    Ok(())
}

fn apply(engine: &Engine, step: &Migration) -> Result<()> {
    let mut statements: Vec<String> = vec![format!(
        // Both are our own constants, so there is nothing to escape.
        "insert into schema_versions (version, name, digest) values ({}, '{}', '{}')",
        step.version,
        step.name,
        step.digest()
    )];
    statements.extend(statements_of(step.sql));
    match engine.migrate(&statements) {
        // Another server was faster: its step is the same as this one.
        Err(Error::Unique { .. } | Error::Busy)
            if applied(engine)?.iter().any(|(v, _)| *v == step.version) =>
        {
            Ok(())
        }
        other => other,
    }
}

/// Splits at semicolons that end a line; comment lines are dropped.
fn statements_of(sql: &str) -> Vec<String> {
    let text: String = sql.lines().filter(|line| !line.trim_start().starts_with("--")).fold(
        String::new(),
        |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        },
    );
    text.split(";\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl Migration {
    fn digest(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }
}

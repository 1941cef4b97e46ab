//! The running server: everything an action needs, handed to it as one value.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use domain::program::Program;
use domain::program::problem::Problem;
use domain::promise::Terms;
use formats::note::{KeyName, SignerKey};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::{Database, Options, Store};

use crate::action;
use crate::clock::{Clock, system_random};
use crate::config::Config;
use crate::cve_services;
use crate::error::{Error, Result};
use crate::fetch::{Fetcher, Reach};
use crate::mailer::{self, Mailer};

/// The program in force: its rules, its version, and what the last look at its files found.
#[derive(Debug)]
pub struct ActiveProgram {
    pub program: Program,
    /// The number of the policy version, from 1.
    pub number: u32,
    pub terms: Terms,
    /// What is allowed and not wise.
    pub weaknesses: Vec<Problem>,
    /// Mistakes in the files as they are now; then the rules are those of the last good version.
    pub mistakes: Vec<Problem>,
}

/// A handle to the running server; cheap to copy.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What the handle leads to.
pub struct Inner {
    pub store: Store,
    pub clock: Box<dyn Clock>,
    pub config: Config,
    /// Signs receipts, letters and checkpoints.
    pub signer: SignerKey,
    /// The files that hold the program.
    pub program_folder: PathBuf,
    program: RwLock<Arc<ActiveProgram>>,
    /// Reports that wait to be received.
    pub line: action::submit::line::Line,
    /// How many cases the lists of the team hold.
    pub counts: action::inbox::Counts,
    /// Rung when there is work in the outbox.
    pub bell: tokio::sync::Notify,
    /// Pages that look the same to everybody.
    pub pages: crate::web::pages::Pages,
    pub limits: crate::limit::Limits,
    /// Passwords are checked a few at a time.
    pub places: crate::auth::password::Places,
    /// Documents are checked a few at a time.
    pub validator: crate::validation::Places,
    pub metrics: crate::metrics::Metrics,
    pub mailer: Box<dyn Mailer>,
    pub mail_counts: mailer::Counts,
    pub fetcher: Fetcher,
    /// The maker's account at CVE Services.
    pub cve_services: Option<cve_services::Client>,
    pub cve_quota: cve_services::LastQuota,
    /// The published bytes in memory.
    pub shelf: crate::publish::shelf::Shelf,
    /// How long the publication key is still good for.
    pub key_watch: crate::publish::keys::Watch,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens a data folder: store, keys, program. Makes what is missing.
    ///
    /// # Errors
    /// What a person must mend before the server can start.
    pub fn open(folder: PathBuf, config: Config, clock: Box<dyn Clock>) -> Result<Self, StartError> {
        let mailer = mailer::open(config.smtp.as_ref()).map_err(StartError::Other)?;
        Self::open_with(folder, config, clock, mailer)
    }

    /// As [`App::open`], with another way for mail.
    ///
    /// # Errors
    /// What a person must mend before the server can start.
    pub fn open_with(
        folder: PathBuf,
        config: Config,
        clock: Box<dyn Clock>,
        mailer: Box<dyn Mailer>,
    ) -> Result<Self, StartError> {
        let store = Store::open(options(&folder, &config)?)?;
        let program_folder = folder.join("program");
        action::program::write_sample_if_missing(&program_folder)?;
        Self::assemble(store, program_folder, config, clock, mailer)
    }

    /// Opens a data folder next to the server that may be running on it: for commands that read, or write a row or
    /// two. SQLite lets one process write at a time and the others wait, so that both see whole transactions only.
    ///
    /// # Errors
    /// When there is no store in the folder yet, or it belongs to another version of the program.
    pub fn open_beside(folder: PathBuf, config: Config, clock: Box<dyn Clock>) -> Result<Self, StartError> {
        let store = Store::open_beside(options(&folder, &config)?)?;
        let mailer = mailer::open(config.smtp.as_ref()).map_err(StartError::Other)?;
        Self::assemble(store, folder.join("program"), config, clock, mailer)
    }

    fn assemble(
        store: Store,
        program_folder: PathBuf,
        config: Config,
        clock: Box<dyn Clock>,
        mailer: Box<dyn Mailer>,
    ) -> Result<Self, StartError> {
        let active = action::program::load(&store, &program_folder, clock.now())?;
        let origin = action::proof::settled_origin(&store, &log_origin(&config))?;
        let name = KeyName::new(&origin).map_err(|e| StartError::Other(e.to_string()))?;
        let signer = SignerKey::new(name, store.vault().keys().signing_seed());
        let reach = if config.evidence_from_private_addresses { Reach::Laboratory } else { Reach::Public };
        let cve_services =
            cve_services::Client::from_config(&config).map_err(|e| StartError::Other(e.to_string()))?;
        let app = Inner {
            store,
            clock,
            config,
            signer,
            program_folder,
            program: RwLock::new(Arc::new(active)),
            line: action::submit::line::Line::default(),
            counts: action::inbox::Counts::default(),
            bell: tokio::sync::Notify::new(),
            limits: crate::limit::Limits::default(),
            pages: crate::web::pages::Pages::default(),
            shelf: crate::publish::shelf::Shelf::default(),
            key_watch: crate::publish::keys::Watch::default(),
            places: crate::auth::password::Places::default(),
            validator: crate::validation::Places::default(),
            metrics: crate::metrics::Metrics::default(),
            mailer,
            mail_counts: mailer::Counts::default(),
            fetcher: Fetcher::new(reach),
            cve_services,
            cve_quota: cve_services::LastQuota::default(),
        };
        Ok(Self(Arc::new(app)))
    }

    /// The program in force.
    #[must_use]
    pub fn program(&self) -> Arc<ActiveProgram> {
        self.program.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another program in force.
    pub fn set_program(&self, program: ActiveProgram) {
        *self.program.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(program);
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today, in UTC.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.now().to_zoned_datetime(TimeZone::UTC).date()
    }

    /// Runs blocking work (everything that touches the store) away from the threads that serve connections.
    ///
    /// # Errors
    /// The work's own.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let app = self.clone();
        tokio::task::spawn_blocking(move || work(&app))
            .await
            .unwrap_or_else(|_| Err(Error::internal("a task panicked")))
    }
}

/// Why the server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    #[error("{}", list(.0))]
    Program(Vec<Problem>),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{0}")]
    Other(String),
}

fn list(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
    format!("the program cannot be used:\n{}", lines.join("\n"))
}

fn options(folder: &Path, config: &Config) -> Result<Options, crate::config::ConfigError> {
    let database = config.database.clone().map_or(Database::Embedded, Database::Postgres);
    let blobs = config.blob_place()?;
    Ok(Options { folder: folder.to_owned(), database, blobs, random: Arc::new(system_random) })
}

/// The first line of the log's checkpoints: the host of the public address, as C2SP tlog-checkpoint advises.
#[must_use]
pub fn log_origin(config: &Config) -> String {
    let url = config.public_url();
    let host = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    format!("{}/log", host.trim_end_matches('/'))
}

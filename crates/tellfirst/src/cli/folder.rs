//! The data folder that a command works on, next to the server that may be running on it.

use std::path::PathBuf;
use std::sync::Arc;

use server::app::{App, StartError};
use server::clock::{SystemClock, system_random};
use server::config::Config;
use store::store::DATABASE;
use store::{Database, Options, Store};

/// The argument that names the folder.
#[derive(Debug, clap::Args)]
pub struct Folder {
    /// The folder with database, files, keys and program
    #[arg(long, value_name = "DIR", default_value = "tellfirst-data", env = "TELLFIRST_DATA")]
    pub data: PathBuf,
}

impl Folder {
    /// The settings of the server of this folder.
    ///
    /// # Errors
    /// When the file or a variable cannot be read.
    pub fn config(&self) -> Result<Config, StartError> {
        Ok(Config::load(&self.data.join("tellfirst.toml"), std::env::vars())?)
    }

    /// The embedded database of this folder.
    ///
    /// # Errors
    /// When there is none.
    pub fn find_database(&self) -> Result<PathBuf, StartError> {
        let path = self.data.join(DATABASE);
        let problem =
            format!("{}: there is no {DATABASE} in this folder; choose it with --data", self.data.display());
        if path.is_file() { Ok(path) } else { Err(StartError::Other(problem)) }
    }

    /// Opens the store beside a server that may be running.
    ///
    /// # Errors
    /// When there is none, or it belongs to another version.
    pub fn open(&self) -> Result<Store, StartError> {
        let config = self.config()?;
        let blobs = config.blob_place()?;
        let database = match config.database {
            Some(url) => Database::Postgres(url),
            None => self.find_database().map(|_| Database::Embedded)?,
        };
        let options = Options { folder: self.data.clone(), database, blobs, random: Arc::new(system_random) };
        Ok(Store::open_beside(options)?)
    }
}

impl Folder {
    /// Opens the server's rooms beside a server that may be running, for commands that write a row or two.
    ///
    /// # Errors
    /// When there is no store, or it belongs to another version, in words for the terminal.
    pub fn open_beside(&self) -> Result<App, String> {
        let config = self.config().map_err(|error| error.to_string())?;
        if config.database.is_none() {
            self.find_database().map_err(|error| error.to_string())?;
        }
        App::open_beside(self.data.clone(), config, Box::new(SystemClock)).map_err(|error| error.to_string())
    }
}

/// A number of bytes for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..10_000 => format!("{bytes} bytes"),
        10_000..10_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{} MB", bytes / 1_000_000),
    }
}

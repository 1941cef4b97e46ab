//! `tellfirst serve`: opens the data folder, starts the jobs and answers requests until it is told to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use server::app::{App, StartError};
use server::clock::SystemClock;
use server::config::{Config, Source};

/// The arguments of `serve`.
#[derive(clap::Args)]
pub struct ServeArgs {
    /// The folder with database, files, keys and program.
    #[arg(long, value_name = "DIR", default_value = "tellfirst-data", env = "TELLFIRST_DATA")]
    pub data: PathBuf,
    /// The address to listen on (default 127.0.0.1:8080).
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// The address for metrics; only the machine itself should reach it.
    #[arg(long, value_name = "ADDR")]
    pub admin_listen: Option<SocketAddr>,
    /// The settings (default tellfirst.toml in the data folder).
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Serves until a signal says to stop.
pub fn run(args: &ServeArgs) -> ExitCode {
    match open(args) {
        Ok(app) => listen(app, server::serve::announce),
        Err(error) => failed(&error),
    }
}

/// Says why the server does not start.
#[expect(clippy::print_stderr, reason = "this is the command line")]
pub fn failed(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("tellfirst: {error}");
    ExitCode::from(2)
}

fn open(args: &ServeArgs) -> Result<App, StartError> {
    let path = args.config.clone().unwrap_or_else(|| args.data.join("tellfirst.toml"));
    let mut config = Config::load(&path, std::env::vars())?;
    if let Some(listen) = args.listen {
        config.listen = listen;
        config.note("listen", Source::Flag);
    }
    if args.admin_listen.is_some() {
        config.admin_listen = args.admin_listen;
        config.note("admin_listen", Source::Flag);
    }
    App::open(args.data.clone(), config, Box::new(SystemClock))
}

/// Starts the runtime and serves; `announce` tells people where.
pub fn listen(app: App, announce: impl FnOnce(&App, SocketAddr) + Send) -> ExitCode {
    server::serve::start_log();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    match runtime.block_on(server::serve::run(app, announce)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

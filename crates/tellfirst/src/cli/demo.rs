//! `tellfirst demo`: `serve` on a fresh folder filled with sample cases, with a ready way in for each role.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use server::action::accounts::demo_link;
use server::app::App;
use server::clock::SeedClock;
use server::config::Config;
use server::demo::{Way, fill};

use super::serve::{failed, listen};

/// The arguments of `demo`.
#[derive(clap::Args)]
pub struct DemoArgs {
    /// The address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// A folder to keep; without it a new one that is gone when the demo ends.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Fills a folder and serves it.
pub fn run(args: &DemoArgs) -> ExitCode {
    // Held until the end: the folder goes away with it.
    let throw_away = match args.data {
        Some(_) => None,
        None => match tempfile::Builder::new().prefix("tellfirst-demo-").tempdir() {
            Ok(folder) => Some(folder),
            Err(error) => return failed(&error),
        },
    };
    let chosen = args.data.clone().or_else(|| throw_away.as_ref().map(|folder| folder.path().to_owned()));
    let Some(folder) = chosen else { return failed(&"no folder") };
    let clock = SeedClock::default();
    let config = Config { listen: args.listen, ..Config::default() };
    let app = match App::open(folder, config, Box::new(clock.clone())) {
        Ok(app) => app,
        Err(error) => return failed(&error),
    };
    let ways = match filled(&app, &clock) {
        Ok(ways) => ways,
        Err(error) => return failed(&error),
    };
    listen(app, |app, address| announce(app, address, &ways))
}

/// A folder that was kept from an earlier demo is not filled twice.
fn filled(app: &App, clock: &SeedClock) -> server::error::Result<Vec<Way>> {
    let users = app.store.read(|tx| store::accounts::count_users(tx).map_err(server::error::Error::from))?;
    if users > 0 { Ok(Vec::new()) } else { fill(app, clock) }
}

#[expect(clippy::print_stdout, reason = "the command line says where to look")]
fn announce(app: &App, address: SocketAddr, ways: &[Way]) {
    println!("Tellfirst demo, with invented handling of real, public flaws. Stop it with Ctrl-C.\n");
    println!("  Public pages      http://{address}/");
    println!("\nSign in as (each link works as long as the demo runs):");
    for (name, role) in server::demo::STAFF {
        match demo_link(app, role, name) {
            Ok(link) => println!("  {:<14} {link}", role.word()),
            Err(error) => println!("  {:<14} no link: {error}", role.word()),
        }
    }
    println!("\nReporters sign in at http://{address}/case with a number and a secret:");
    for way in ways.iter().take(6) {
        println!("  {}  {}  {}", way.case, way.secret, way.title);
    }
}

//! The running server: listener, jobs, an orderly end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::Router;
use axum::extract::ConnectInfo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tracing::Level;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::action::accounts;
use crate::app::App;
use crate::{job, web};

/// Our own crates, as they name themselves in the log.
const OURS: [&str; 7] = ["server", "tellfirst", "store", "domain", "checks", "formats", "ui"];

/// Lines of the log go to standard error; `TELLFIRST_LOG` chooses how many.
pub fn start_log() {
    let wanted = EnvFilter::try_from_env("TELLFIRST_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let _ = log_lines(wanted, std::io::stderr).try_init();
}

/// What becomes of a line of the log. Other people's crates only get to warn, whatever was wished: parsers and
/// clients write down what they read when they are asked for more, and that is content here.
pub fn log_lines<W>(wanted: EnvFilter, to: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let discreet = filter_fn(|line| {
        let crate_name = line.target().split(':').next().unwrap_or_default();
        *line.level() <= Level::WARN || OURS.contains(&crate_name)
    });
    let in_colour = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let lines = tracing_subscriber::fmt::layer().with_writer(to).with_ansi(in_colour);
    tracing_subscriber::registry().with(lines).with(discreet).with(wanted)
}

/// Listens, starts the jobs, and serves until a signal says to stop.
///
/// # Errors
/// When the address cannot be used.
pub async fn run(app: App, announce: impl FnOnce(&App, SocketAddr)) -> std::io::Result<()> {
    let address = app.config.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|e| std::io::Error::new(e.kind(), format!("cannot listen on {address}: {e}")))?;
    let bound = listener.local_addr()?;
    let jobs = job::start(app.clone());
    let admin = start_admin(&app).await?;
    if let Err(error) = app.run(move |app| accounts::links::note_address(app, bound)).await {
        tracing::warn!(%error, "the address could not be noted");
    }
    // It reads the store, and a client of PostgreSQL blocks.
    tokio::task::block_in_place(|| announce(&app, bound));
    serve(listener, web::router(app)).await?;
    jobs.abort();
    admin.iter().for_each(JoinHandle::abort);
    Ok(())
}

/// Where metrics are answered when nothing else was said.
const ADMIN: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 9464);

/// Starts the admin listener. An address that was asked for must work; the usual one may be taken by another server.
async fn start_admin(app: &App) -> std::io::Result<Option<JoinHandle<()>>> {
    let address = app.config.admin_listen.unwrap_or(ADMIN);
    let listener = match (TcpListener::bind(address).await, app.config.admin_listen) {
        (Ok(listener), _) => listener,
        (Err(error), Some(_)) => {
            let text = format!("cannot listen on {address} for metrics: {error}");
            return Err(std::io::Error::new(error.kind(), text));
        }
        (Err(_), None) => {
            tracing::info!(%address, "no metrics: another program uses the address");
            return Ok(None);
        }
    };
    let router = crate::metrics::routes(app.clone());
    Ok(Some(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the admin listener has stopped");
        }
    })))
}

/// Answers requests on a listener until a signal says to stop; requests under way are finished.
///
/// # Errors
/// When the listener fails.
pub async fn serve(listener: TcpListener, router: Router) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop_signal()).await
}

async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Tells the person at the terminal where the server is and how to get in.
#[expect(clippy::print_stdout, reason = "the command line says where to look")]
pub fn announce(app: &App, address: SocketAddr) {
    let url = app.config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    println!("Tellfirst is ready: {url}");
    println!("Data folder: {}", app.store.folder().display());
    match accounts::links::first_manager(app) {
        Ok(Some(token)) => {
            println!("Nobody has an account yet. Make the first one here, within 24 hours:");
            println!("  {}/staff/welcome/{token}", url.trim_end_matches('/'));
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the link for the first account could not be made"),
    }
}

/// The address of the peer, for tests that call the router without a listener.
#[must_use]
pub fn test_peer() -> ConnectInfo<SocketAddr> {
    ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 0)))
}

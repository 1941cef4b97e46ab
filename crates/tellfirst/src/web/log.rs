//! The transparency log as tiles and checkpoint (C2SP tlog-tiles, <https://c2sp.org/tlog-tiles>).

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect};
use axum::{Router, routing::get};
use formats::log::Hash;
use formats::log::tile::{Content, Tile, entry_bundle, hash_tile};
use maud::html;
use store::log;
use ui::{Text, Value, content};

use super::PageResult;
use super::visit::Visit;
use crate::action::proof;
use crate::app::App;
use crate::error::{Error, Result};

/// The addresses of this page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/log", get(async || Redirect::permanent("/log/")))
        .route("/log/", get(about))
        .route("/log/checkpoint", get(checkpoint))
        .route("/log/key", get(key))
        .route("/log/tile/{*path}", get(tile))
}

const TEXT: &str = "text/plain; charset=utf-8";
/// A tile never changes: its path names how full it is.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn checkpoint(State(app): State<App>) -> PageResult {
    let note = app
        .run(|app| {
            app.store.read(|tx| {
                let size = log::log_size(tx)?;
                proof::checkpoint(tx, app, size)
            })
        })
        .await?;
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "public, max-age=5")];
    Ok((headers, EVERYBODY, note).into_response())
}

/// Read by programs, from pages of others too.
const EVERYBODY: [(header::HeaderName, HeaderValue); 1] =
    [(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"))];

async fn key(State(app): State<App>) -> PageResult {
    let headers = [(header::CONTENT_TYPE, TEXT), (header::CACHE_CONTROL, "public, max-age=3600")];
    Ok((headers, EVERYBODY, format!("{}\n", app.signer.verifier())).into_response())
}

async fn tile(State(app): State<App>, Path(path): Path<String>) -> PageResult {
    let tile = Tile::parse(&format!("tile/{path}")).ok_or(Error::NotFound)?;
    let bytes = app.run(move |app| bytes(app, tile)).await?;
    let headers = [(header::CONTENT_TYPE, "application/octet-stream"), (header::CACHE_CONTROL, FOR_EVER)];
    Ok((headers, EVERYBODY, bytes).into_response())
}

fn bytes(app: &App, tile: Tile) -> Result<Vec<u8>> {
    app.store.read(|tx| {
        // What lies beyond the checkpoint does not exist yet.
        if !tile.is_covered_by(log::log_size(tx)?) {
            return Err(Error::NotFound);
        }
        match tile.content() {
            Content::Hashes { .. } => proof::with_reader(tx, |read| hash_tile(tile, read)),
            Content::Entries => {
                let from = tile.index() * u64::from(formats::log::tile::FULL_WIDTH);
                let leaves = log::list_leaves(tx, from, u64::from(tile.width()))?;
                let hashes: Vec<Hash> = leaves.into_iter().map(Hash).collect();
                Ok(entry_bundle(&hashes))
            }
        }
    })
}

async fn about(visit: Visit) -> PageResult {
    let app = visit.app.clone();
    let size = app.run(|app| app.store.read(|tx| log::log_size(tx).map_err(Error::from))).await?;
    let l = visit.locale;
    let title = l.t("publication-log");
    let verifier = app.signer.verifier();
    let checkpoint = html! { a href="/log/checkpoint" { "/log/checkpoint" } };
    let facts: [(Text<'_>, maud::Markup); 3] = [
        (l.t("publication-log-name"), html! { (verifier.name().as_str()) }),
        (
            l.t("publication-log-size"),
            html! { (l.t_with("publication-log-entries", &[("n", Value::from(size))])) },
        ),
        (l.t("publication-log-head"), checkpoint),
    ];
    let main = html! {
        (content::heading(&title, None, Some(&l.t("publication-log-lead"))))
        div.prose { p { (l.t("publication-log-what")) } p { (l.t("publication-log-blind")) } }
        (content::facts(&facts))
        (content::copy_box(l, "key", l.t("publication-log-key"), &verifier.to_string()))
        div.prose {
            h2 { (l.t("publication-log-verify")) }
            p { (l.t("publication-log-verify-how")) " " a href="/verify" { (l.t("nav-verify")) } }
            pre { code { "tellfirst verify receipt.json" } }
            p { (l.t("publication-log-tiles")) " " a href="https://c2sp.org/tlog-tiles" rel="noopener" { "C2SP tlog-tiles" } }
        }
    };
    super::page(visit.public(&title, &main))
}

//! Figures for those who run the server, in the text format of Prometheus (version 0.0.4), on the admin listener only.
//!
//! Addresses stand as templates (`/staff/cases/{case}`): no case number, no content, no name.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use store::outbox;

use crate::action::effects::kind;
use crate::app::App;
use crate::error::{Error, Result};

/// Upper ends of the classes of duration, in microseconds.
const CLASSES: [u64; 10] =
    [500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 500_000, 2_500_000, 10_000_000];

/// Requests of one route with one status.
#[derive(Debug, Default)]
struct Series {
    classes: [AtomicU64; CLASSES.len()],
    count: AtomicU64,
    micros: AtomicU64,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    method: &'static str,
    route: String,
    status: u16,
}

/// What was counted since the start.
#[derive(Debug, Default)]
pub struct Metrics(RwLock<BTreeMap<Key, Arc<Series>>>);

impl Metrics {
    fn series(&self, key: &Key) -> Arc<Series> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        known.unwrap_or_else(|| {
            self.0.write().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_default().clone()
        })
    }

    fn note(&self, key: &Key, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let series = self.series(key);
        if let Some(class) = CLASSES.iter().position(|end| micros <= *end) {
            series.classes[class].fetch_add(1, Ordering::Relaxed);
        }
        series.count.fetch_add(1, Ordering::Relaxed);
        series.micros.fetch_add(micros, Ordering::Relaxed);
    }
}

/// Counts a request and how long it took until the answer began.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = method(&request);
    let began = Instant::now();
    let response = next.run(request).await;
    let key = Key { method, route, status: response.status().as_u16() };
    app.metrics.note(&key, began.elapsed());
    response
}

/// Methods are few; a made-up one must not make a series of its own.
fn method(request: &Request) -> &'static str {
    match request.method().as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        _ => "other",
    }
}

/// What the admin listener answers.
pub fn routes(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

async fn show(State(app): State<App>) -> Response {
    match app.run(text).await {
        Ok(text) => {
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// All figures as text.
///
/// # Errors
/// When the store refuses to count.
pub fn text(app: &App) -> Result<String> {
    let mut text = String::new();
    requests(&mut text, &app.metrics).map_err(Error::internal)?;
    store(&mut text, app).map_err(Error::internal)?;
    let kinds = [kind::MAIL, kind::LINK, kind::INVITE, kind::EVIDENCE, kind::PUBLISH, kind::FOLLOW];
    let counts = app.store.read(|tx| {
        kinds
            .map(|kind| outbox::count_jobs(tx, kind).map(|counts| (kind, counts)))
            .into_iter()
            .collect::<store::Result<Vec<_>>>()
    });
    for (kind, counts) in counts.map_err(|error: store::Error| Error::from(error))? {
        let line = format!(
            "tellfirst_outbox_open{{kind=\"{kind}\"}} {}\ntellfirst_outbox_failed{{kind=\"{kind}\"}} {}\n",
            counts.open, counts.failed
        );
        text.push_str(&line);
    }
    if let Some(bytes) = resident_bytes() {
        text.push_str("# TYPE process_resident_memory_bytes gauge\n");
        text.push_str(&format!("process_resident_memory_bytes {bytes}\n"));
    }
    Ok(text)
}

fn requests(text: &mut String, metrics: &Metrics) -> std::fmt::Result {
    writeln!(
        text,
        "# HELP tellfirst_requests Requests by route and status, and seconds until the answer began."
    )?;
    writeln!(text, "# TYPE tellfirst_requests histogram")?;
    for (key, series) in metrics.0.read().unwrap_or_else(PoisonError::into_inner).iter() {
        let Key { method, route, status } = key;
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
        let mut below = 0;
        for (class, end) in CLASSES.iter().enumerate() {
            below += series.classes[class].load(Ordering::Relaxed);
            writeln!(text, "tellfirst_requests_bucket{{{labels},le=\"{}\"}} {below}", seconds(*end))?;
        }
        let count = series.count.load(Ordering::Relaxed);
        writeln!(text, "tellfirst_requests_bucket{{{labels},le=\"+Inf\"}} {count}")?;
        writeln!(
            text,
            "tellfirst_requests_sum{{{labels}}} {}",
            seconds(series.micros.load(Ordering::Relaxed))
        )?;
        writeln!(text, "tellfirst_requests_count{{{labels}}} {count}")?;
    }
    Ok(())
}

fn store(text: &mut String, app: &App) -> std::fmt::Result {
    let counts = app.store.engine().write_counts();
    let (writes, micros) = app.store.write_times();
    writeln!(text, "# TYPE tellfirst_store_commits_total counter")?;
    writeln!(text, "tellfirst_store_commits_total {}", counts.commits)?;
    writeln!(
        text,
        "# HELP tellfirst_store_write_seconds Seconds from asking for a write until it was durable."
    )?;
    writeln!(text, "# TYPE tellfirst_store_write_seconds summary")?;
    writeln!(text, "tellfirst_store_write_seconds_sum {}", seconds(micros))?;
    writeln!(text, "tellfirst_store_write_seconds_count {writes}")?;
    let degraded = u8::from(app.store.engine().degraded().is_some());
    writeln!(text, "# TYPE tellfirst_store_degraded gauge\ntellfirst_store_degraded {degraded}")?;
    writeln!(text, "# TYPE tellfirst_outbox_open gauge\n# TYPE tellfirst_outbox_failed gauge")
}

/// Microseconds as seconds, exactly.
fn seconds(micros: u64) -> String {
    format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

/// Memory of this process that is in use; known on Linux only.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_counted_in_every_class_above_its_duration() {
        let metrics = Metrics::default();
        let key = Key { method: "GET", route: "/case/{file}".to_owned(), status: 200 };
        metrics.note(&key, Duration::from_micros(700));
        metrics.note(&key, Duration::from_secs(60));
        let mut text = String::new();
        requests(&mut text, &metrics).unwrap();
        let line = |le: &str, count: u32| {
            format!("_bucket{{method=\"GET\",route=\"/case/{{file}}\",status=\"200\",le=\"{le}\"}} {count}\n")
        };
        assert!(text.contains(&line("0.000500", 0)), "{text}");
        assert!(text.contains(&line("0.001000", 1)) && text.contains(&line("10.000000", 1)), "{text}");
        assert!(text.contains(&line("+Inf", 2)), "{text}");
    }
}

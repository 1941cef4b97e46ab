//! The line of reports that wait to be received.
//!
//! Whoever finds nobody at work receives everything that waits, their own and those that arrive meanwhile, a group
//! at a time; the others only wait for their answer. So no thread is woken for each report, and the reports of a
//! group share one transaction. Invariant: an entry is answered exactly once, and after its commit.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};

use super::{Prepared, Received, group};
use crate::app::App;
use crate::error::{Error, Result};

/// Reports of one transaction at most.
const GROUP: usize = 64;
/// Reports in line at most; one more is told to come back.
const LIMIT: usize = 4096;

type Answer = Box<dyn FnOnce(Result<Received>) + Send>;

struct Entry {
    prepared: Prepared,
    answer: Answer,
}

/// See the module.
#[derive(Default)]
pub struct Line(Mutex<Waiting>);

#[derive(Default)]
struct Waiting {
    entries: VecDeque<Entry>,
    is_served: bool,
}

/// Receives a report and blocks until it is durable.
pub(super) fn receive(app: &App, prepared: Prepared) -> Result<Received> {
    let (sender, receiver) = mpsc::sync_channel(1);
    // The receiver waits below and is there as long as the sender.
    let answer = Box::new(move |answer| drop(sender.send(answer)));
    if app.line.enter(Entry { prepared, answer })? {
        serve(app);
    }
    receiver.recv().unwrap_or_else(|_| Err(Error::internal("a task panicked")))
}

/// Receives a report without blocking.
pub(super) async fn receive_later(app: &App, prepared: Prepared) -> Result<Received> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    // Nobody listens any more when the connection is gone; the report is received all the same.
    let answer = Box::new(move |answer| drop(sender.send(answer)));
    if app.line.enter(Entry { prepared, answer })? {
        let app = app.clone();
        tokio::task::spawn_blocking(move || serve(&app));
    }
    receiver.await.unwrap_or_else(|_| Err(Error::internal("a task panicked")))
}

impl Line {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether reports are being received at this moment.
    pub fn is_served(&self) -> bool {
        self.lock().is_served
    }

    /// Joins the line; answers whether the caller has to serve it.
    fn enter(&self, entry: Entry) -> Result<bool> {
        let mut waiting = self.lock();
        if waiting.entries.len() >= LIMIT {
            return Err(store::Error::Busy.into());
        }
        waiting.entries.push_back(entry);
        Ok(!std::mem::replace(&mut waiting.is_served, true))
    }

    /// The next group; none ends the service. A key of idempotency is in a group once, so that a repeat finds the
    /// first answer.
    fn next_group(&self) -> Vec<Entry> {
        let mut waiting = self.lock();
        let (mut group, mut keys) = (Vec::new(), HashSet::new());
        while group.len() < GROUP
            && let Some(next) = waiting.entries.front()
        {
            let key = next.prepared.submission.idempotency.map(|(key, _)| key);
            if key.is_some_and(|key| !keys.insert(key)) {
                break;
            }
            group.extend(waiting.entries.pop_front());
        }
        waiting.is_served = !group.is_empty();
        group
    }
}

/// Lets somebody else serve when this one ends too early.
struct Service<'a>(&'a Line);

impl Drop for Service<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let mut waiting = self.0.lock();
            waiting.is_served = false;
            // Their answers are lost with them, which tells those who wait.
            waiting.entries.clear();
        }
    }
}

fn serve(app: &App) {
    let _service = Service(&app.line);
    loop {
        let (prepared, answers): (Vec<_>, Vec<_>) =
            app.line.next_group().into_iter().map(|entry| (entry.prepared, entry.answer)).unzip();
        if prepared.is_empty() {
            return;
        }
        for (answer, received) in answers.into_iter().zip(receive_group(app, &prepared)) {
            answer(received);
        }
        app.bell.notify_one();
    }
}

/// Receives a group, or each of it alone when together they fail.
fn receive_group(app: &App, prepared: &[Prepared]) -> Vec<Result<Received>> {
    match group::commit(app, prepared) {
        Ok(received) => received,
        Err(error) if prepared.len() == 1 => vec![Err(error)],
        Err(_) => prepared.iter().flat_map(|one| receive_group(app, std::slice::from_ref(one))).collect(),
    }
}

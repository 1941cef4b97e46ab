//! Group commit: writers that arrive while a commit is on its way to the disk share the next one.
//!
//! Each caller runs its own closure, on its own thread, in a savepoint of the transaction that is open; the last
//! one in line commits for all, and nobody is answered before that commit is durable. A closure that fails is
//! undone alone. When the commit fails, everybody in the group gets an error and nothing of the group is kept.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::connection::Connection;
use super::{Tx, sqlite};
use Ended::{Kept, Panicked, Undone};

use crate::error::{Error, Result};
use crate::seal::Vault;

/// Members of one commit at most.
const GROUP_LIMIT: usize = 256;
/// A transaction is committed after this time even when more writers wait.
const GROUP_TIME: Duration = Duration::from_millis(50);
/// Writers in line at most; one more is told to come back.
const LINE_LIMIT: usize = 4096;
/// How often a write is tried again after a collision or a lost connection.
const ATTEMPTS: u32 = 8;

type Connect = Box<dyn Fn() -> Result<Connection> + Send + Sync>;

pub(super) struct Writer {
    state: Mutex<State>,
    waiting: AtomicUsize,
    connect: Connect,
    commits: AtomicU64,
    members: AtomicU64,
}

struct State {
    conn: Option<Connection>,
    group: Option<OpenGroup>,
    degraded: Option<String>,
}

struct OpenGroup {
    shared: Arc<Group>,
    members: usize,
    began: Instant,
}

/// What the members of a group wait for.
#[derive(Default)]
struct Group {
    outcome: Mutex<Option<Outcome>>,
    decided: Condvar,
}

#[derive(Clone)]
enum Outcome {
    Durable,
    Full,
    Degraded(String),
    Unknown(String),
    Collision,
}

/// How one member's closure ended.
enum Ended<T, E> {
    Kept(T),
    Undone(E),
    Panicked(Box<dyn std::any::Any + Send>),
}

/// How many transactions were made durable by how many commits, since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WriteCounts {
    /// Commits, each with its own wait for the disk.
    pub commits: u64,
    /// Transactions in them.
    pub transactions: u64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic inside a closure is caught before it can leave the state half changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Writer {
    pub(super) fn new(conn: Connection, connect: Connect) -> Self {
        Writer {
            state: Mutex::new(State { conn: Some(conn), group: None, degraded: None }),
            waiting: AtomicUsize::new(0),
            connect,
            commits: AtomicU64::new(0),
            members: AtomicU64::new(0),
        }
    }

    pub(super) fn counts(&self) -> WriteCounts {
        WriteCounts {
            commits: self.commits.load(Ordering::Relaxed),
            transactions: self.members.load(Ordering::Relaxed),
        }
    }

    pub(super) fn degraded(&self) -> Option<String> {
        lock(&self.state).degraded.clone()
    }

    /// Runs `work` on the connection outside any group (migrations, snapshots).
    pub(super) fn alone<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        let mut state = lock(&self.state);
        self.finish(&mut state);
        work(self.connection(&mut state)?)
    }

    pub(super) fn write<T, E: From<Error>>(
        &self,
        vault: &Vault,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut pause = Duration::from_millis(2);
        for attempt in 1.. {
            let error = match self.try_write(vault, &mut work)? {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            if attempt >= ATTEMPTS {
                return Err(error.into());
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(250));
        }
        Err(Error::Busy.into())
    }

    /// One try. The inner error asks for another one.
    fn try_write<T, E: From<Error>>(
        &self,
        vault: &Vault,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<Result<T>, E> {
        if self.waiting.fetch_add(1, Ordering::SeqCst) >= LINE_LIMIT {
            self.waiting.fetch_sub(1, Ordering::SeqCst);
            return Err(Error::Busy.into());
        }
        let mut state = lock(&self.state);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        let group = match self.join(&mut state) {
            Ok(group) => group,
            Err(error) if error.is_transient() => return Ok(Err(error)),
            Err(error) => return Err(error.into()),
        };
        let (ended, collided) = self.run(&mut state, vault, work);
        if self.is_last(&state) {
            self.finish(&mut state);
        }
        drop(state);
        let outcome = group.wait();
        match (ended, outcome) {
            (Panicked(panic), _) => resume_unwind(panic),
            (_, Outcome::Full) => Err(Error::DiskFull.into()),
            (_, Outcome::Degraded(reason)) => Err(Error::Degraded { reason }.into()),
            (_, Outcome::Unknown(reason)) => Err(Error::Unavailable { reason }.into()),
            (_, Outcome::Collision) => Ok(Err(Error::Busy)),
            (Undone(_), Outcome::Durable) if collided => Ok(Err(Error::Busy)),
            (Undone(error), Outcome::Durable) => Err(error),
            (Kept(answer), Outcome::Durable) => Ok(Ok(answer)),
        }
    }

    /// Enters the open group, or opens one.
    fn join(&self, state: &mut State) -> Result<Arc<Group>> {
        if let Some(reason) = &state.degraded {
            return Err(Error::Degraded { reason: reason.clone() });
        }
        if state.group.is_none() {
            self.connection(state)?.begin_write()?;
            let shared = Arc::new(Group::default());
            state.group = Some(OpenGroup { shared, members: 0, began: Instant::now() });
        }
        let Some(group) = &mut state.group else { return Err(Error::Busy) };
        group.members += 1;
        Ok(group.shared.clone())
    }

    fn connection<'s>(&self, state: &'s mut State) -> Result<&'s mut Connection> {
        if state.conn.as_ref().is_none_or(Connection::is_broken) {
            state.conn = Some((self.connect)()?);
        }
        state.conn.as_mut().ok_or(Error::Busy)
    }

    /// Runs one closure in its savepoint. The flag tells whether it failed by a collision.
    fn run<T, E: From<Error>>(
        &self,
        state: &mut State,
        vault: &Vault,
        work: &mut impl FnMut(&mut Tx<'_>) -> Result<T, E>,
    ) -> (Ended<T, E>, bool) {
        let Some(conn) = &mut state.conn else { return (Undone(Error::Busy.into()), true) };
        if let Err(error) = conn.savepoint() {
            self.give_up(state, &error);
            return (Undone(error.into()), true);
        }
        let mut tx = Tx::new(conn, vault);
        let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
        let noted = tx.end();
        let ended = match result {
            Ok(Ok(answer)) => {
                let released = if noted.has_failures { conn.release() } else { conn.release_sound() };
                match released {
                    Ok(()) => return (Kept(answer), false),
                    Err(error) => Undone(error.into()),
                }
            }
            Ok(Err(error)) => Undone(error),
            Err(panic) => Panicked(panic),
        };
        if conn.has_lost_transaction() {
            self.abort(state, lost(&noted));
        } else if let Err(error) = conn.undo_member() {
            self.give_up(state, &error);
        }
        (ended, noted.collided)
    }

    /// A failure of transaction control leaves no safe way on: the whole group is given up.
    fn give_up(&self, state: &mut State, error: &Error) {
        self.abort(
            state,
            match outcome(error) {
                // Nobody has tried to commit yet, so trying again repeats nothing.
                Outcome::Unknown(_) => Outcome::Collision,
                other => other,
            },
        );
    }

    /// Whether nobody is in line behind this member, or the group is big or old enough.
    fn is_last(&self, state: &State) -> bool {
        self.waiting.load(Ordering::SeqCst) == 0
            || state
                .group
                .as_ref()
                .is_some_and(|group| group.members >= GROUP_LIMIT || group.began.elapsed() >= GROUP_TIME)
    }

    /// Commits the open group, if there is one, and tells its members.
    fn finish(&self, state: &mut State) {
        let (Some(_), Some(conn)) = (&state.group, &mut state.conn) else { return };
        match conn.commit() {
            Ok(()) => {
                if let Some(group) = state.group.take() {
                    self.commits.fetch_add(1, Ordering::Relaxed);
                    self.members.fetch_add(group.members as u64, Ordering::Relaxed);
                    group.shared.decide(Outcome::Durable);
                }
            }
            Err(error) => self.abort(state, outcome(&error)),
        }
    }

    /// Rolls the open group back and tells its members.
    fn abort(&self, state: &mut State, outcome: Outcome) {
        if let Some(conn) = &mut state.conn
            && !conn.has_lost_transaction()
            && conn.rollback().is_err()
        {
            state.conn = None;
        }
        if let Outcome::Degraded(reason) = &outcome {
            tracing::error!(code = %reason, "a write could not be made durable; writes are refused from now on");
            state.degraded = Some(reason.clone());
        }
        if let Some(group) = state.group.take() {
            group.shared.decide(outcome);
        }
    }
}

/// What the failure of a commit means for the members of its group.
fn outcome(error: &Error) -> Outcome {
    match error {
        Error::DiskFull => Outcome::Full,
        Error::Busy => Outcome::Collision,
        Error::Unavailable { reason } => Outcome::Unknown(reason.clone()),
        other => match sqlite::is_fatal(other) {
            Some(code) => Outcome::Degraded(code),
            None => Outcome::Unknown(other.to_string()),
        },
    }
}

/// Why the engine gave up a transaction that nobody had tried to commit: all of it may be tried again, unless
/// there is no space or the disk has failed.
fn lost(noted: &super::Ended) -> Outcome {
    match &noted.fatal {
        Some(code) => Outcome::Degraded(code.clone()),
        None if noted.is_full => Outcome::Full,
        None => Outcome::Collision,
    }
}

impl Group {
    fn wait(&self) -> Outcome {
        let mut outcome = lock(&self.outcome);
        loop {
            if let Some(decided) = &*outcome {
                return decided.clone();
            }
            outcome = self.decided.wait(outcome).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn decide(&self, decided: Outcome) {
        *lock(&self.outcome) = Some(decided);
        self.decided.notify_all();
    }
}

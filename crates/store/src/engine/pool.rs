//! A small pool of connections for reading.

use std::ops::{Deref, DerefMut};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::connection::Connection;
use crate::error::{Error, Result};

/// How long a reader waits for a connection before it is told that the server is too busy.
const PATIENCE: Duration = Duration::from_secs(10);

type Connect = Box<dyn Fn() -> Result<Connection> + Send + Sync>;

pub(super) struct Pool {
    state: Mutex<State>,
    freed: Condvar,
    connect: Connect,
    limit: usize,
}

struct State {
    idle: Vec<Connection>,
    lent: usize,
}

/// A connection on loan; it goes back when dropped, unless it was kept from going back.
pub(super) struct Lease<'p> {
    pool: &'p Pool,
    conn: Option<Connection>,
}

impl Pool {
    pub(super) fn new(limit: usize, connect: Connect) -> Self {
        Pool { state: Mutex::new(State { idle: Vec::new(), lent: 0 }), freed: Condvar::new(), connect, limit }
    }

    pub(super) fn take(&self) -> Result<Lease<'_>> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut state, waited) = self
            .freed
            .wait_timeout_while(state, PATIENCE, |state| state.lent >= self.limit)
            .unwrap_or_else(PoisonError::into_inner);
        if waited.timed_out() && state.lent >= self.limit {
            return Err(Error::Busy);
        }
        state.lent += 1;
        let idle = state.idle.pop();
        drop(state);
        let mut lease = Lease { pool: self, conn: idle };
        if lease.conn.as_ref().is_none_or(Connection::is_broken) {
            lease.conn = Some((self.connect)()?);
        }
        Ok(lease)
    }
}

impl Lease<'_> {
    /// Closes the connection instead of giving it back.
    pub(super) fn discard(mut self) {
        self.conn = None;
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.lent -= 1;
        if let Some(conn) = self.conn.take()
            && !std::thread::panicking()
        {
            state.idle.push(conn);
        }
        drop(state);
        self.pool.freed.notify_one();
    }
}

#[expect(clippy::expect_used, reason = "a lease is without a connection only while it is made or dropped")]
impl Deref for Lease<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        self.conn.as_ref().expect("a lease holds a connection")
    }
}

#[expect(clippy::expect_used, reason = "a lease is without a connection only while it is made or dropped")]
impl DerefMut for Lease<'_> {
    fn deref_mut(&mut self) -> &mut Connection {
        self.conn.as_mut().expect("a lease holds a connection")
    }
}

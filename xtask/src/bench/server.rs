//! A server of ours in a process of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::client::Client;
use crate::shell::{Failure, Result, root};

/// A running server; it stops when this is dropped.
pub struct Server {
    process: Child,
    pub address: SocketAddr,
    /// From the start of the process until `/readyz` said yes.
    pub ready_after: Duration,
}

/// A program of the release build.
pub fn binary(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    target.join("release").join(name)
}

/// An address nobody listens on.
pub fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

impl Server {
    /// Starts one on a folder and waits until it is ready.
    pub fn start(folder: &Path) -> Result<Self> {
        Self::start_as("serve", folder)
    }

    /// Starts one with the cases of the demo.
    pub fn start_demo(folder: &Path) -> Result<Self> {
        Self::start_as("demo", folder)
    }

    fn start_as(command: &str, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let started = Instant::now();
        let name = command;
        let mut command = Command::new(binary("tellfirst"));
        command.args([name, "--listen", &address.to_string(), "--data"]).arg(folder);
        command.env("TELLFIRST_REPORTS_PER_HOUR", "100000000").env("TELLFIRST_LOG", "warn");
        let process = command.stdout(Stdio::null()).spawn()?;
        let mut server = Self { process, address, ready_after: Duration::ZERO };
        while started.elapsed() < Duration::from_secs(120) {
            let ready = Client::connect(address).and_then(|mut client| client.get("/readyz", ""));
            if ready.is_ok_and(|answer| answer.status == 200) {
                server.ready_after = started.elapsed();
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        Err(Failure("the server was not ready within two minutes".to_owned()))
    }

    /// Memory that the process holds now, in MB.
    pub fn memory(&self) -> f64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace()
            .nth(1)
            .and_then(|kb| kb.parse::<f64>().ok())
            .map_or(f64::NAN, |kb| kb / 1024.0)
    }

    /// Processor time it has used, in seconds.
    pub fn processor_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks: f64 =
            after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
        ticks / 100.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

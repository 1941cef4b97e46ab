//! The disk fails a sync once, and the disk runs full: the server refuses, goes on reading, and loses nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Row;
use super::ground::Ground;
use crate::bench::client::Client;
use crate::bench::server::free_address;
use crate::shell::{Failure, Result, run as call};

/// A server of the build under test.
struct Server {
    process: Child,
    address: std::net::SocketAddr,
}

impl Server {
    fn start(ground: &Ground, folder: &Path) -> Result<Self> {
        let address = free_address()?;
        let mut command = Command::new(&ground.tellfirst);
        command.args(["serve", "--listen", &address.to_string(), "--data"]).arg(folder);
        command.env("TELLFIRST_LOG", "off").env("TELLFIRST_REPORTS_PER_HOUR", "1000000");
        let server = Self { process: command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?, address };
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(60) {
            if server.get("/readyz") == 200 {
                return Ok(server);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(Failure("the server was not ready within a minute".to_owned()))
    }

    /// The status of a page; 0 when there is no answer.
    fn get(&self, path: &str) -> u16 {
        let answer = Client::connect(self.address).and_then(|mut client| client.get(path, ""));
        answer.map_or(0, |answer| answer.status)
    }

    /// Whether pages that need the database are still shown.
    fn reads(&self) -> bool {
        ["/", "/report", "/advisories/"].iter().all(|path| self.get(path) == 200)
    }

    /// Sends a report; answers the status and, when it was received, the acknowledgement as `acts check` reads it.
    fn submit(&self) -> (u16, Option<String>) {
        let text = "The ping page hands the address to a shell. ".repeat(400).trim().to_owned();
        let body = format!(
            "{{\"brand\":\"Linksys\",\"model\":\"E5600\",\"title\":\"Command injection\",\"description\":\"{text}\"}}"
        );
        let send = |mut client: Client| {
            client.send("POST", "/api/v1/reports", "Content-Type: application/json\r\n", body.as_bytes())
        };
        let Ok(answer) = Client::connect(self.address).and_then(send) else { return (0, None) };
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        let field = |name: &str| body.split(&format!("\"{name}\":\"")).nth(1)?.split('"').next();
        let ack = field("case").zip(field("secret")).map(|(case, secret)| {
            format!(
                "{{\"kind\":\"report\",\"case\":\"{case}\",\"secret\":\"{secret}\",\"text\":\"{text}\"}}\n"
            )
        });
        (answer.status, ack)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What went otherwise than promised.
#[derive(Default)]
struct Findings(Vec<String>);

impl Findings {
    fn expect(&mut self, holds: bool, promise: &str) {
        println!("{} {promise}", if holds { "holds: " } else { "BROKEN:" });
        if !holds {
            self.0.push(promise.to_owned());
        }
    }

    /// Compares what is stored with what was acknowledged.
    fn compare(&mut self, ground: &Ground, folder: &Path, acks: &[String]) -> Result {
        let problems = ground.compare(folder, &acks.concat())?;
        problems.iter().for_each(|problem| println!("        {problem}"));
        self.expect(problems.is_empty(), "everything acknowledged is there, whole, and the store is sound");
        Ok(())
    }

    fn into_row(self, what: &str, acknowledged: usize) -> Row {
        let holds = self.0.is_empty();
        let found = if holds {
            "refused cleanly, reading went on, nothing lost".to_owned()
        } else {
            self.0.join("; ")
        };
        Row { what: what.to_owned(), trials: 1, acknowledged, found, holds }
    }
}

fn is_refusal(status: u16) -> bool {
    status == 503 || status == 507
}

/// Every sync fails with EIO for a moment.
pub fn fsync_error(ground: &Ground) -> Result<Vec<Row>> {
    let folder = ground.copy("fsync")?;
    let server = Server::start(ground, &folder)?;
    let mut findings = Findings::default();
    let mut acks: Vec<_> = (0..5).filter_map(|_| server.submit().1).collect();
    findings.expect(acks.len() == 5, "reports are received before the failure");
    let pid = server.process.id().to_string();
    let mut strace = Command::new(&ground.strace);
    strace.args(["-qq", "-f", "-o", "/dev/null", "-e", "inject=fsync,fdatasync:error=EIO", "-p", &pid]);
    let mut strace = strace.stderr(Stdio::null()).spawn()?;
    std::thread::sleep(Duration::from_secs(2));
    findings.expect(is_refusal(server.submit().0), "a report whose sync fails is not acknowledged");
    let _ = call(Command::new("kill").arg("-INT").arg(strace.id().to_string()));
    let _ = strace.wait();
    findings.expect(is_refusal(server.submit().0), "afterwards writes stay refused until a restart");
    findings.expect(server.get("/readyz") == 503, "/readyz says that it is not ready");
    findings.expect(server.reads(), "reading goes on");
    drop(server);
    let server = Server::start(ground, &folder)?;
    let again = server.submit();
    findings.expect(again.0 == 201, "after a restart reports are received again");
    acks.extend(again.1);
    drop(server);
    findings.compare(ground, &folder, &acks)?;
    Ok(vec![findings.into_row("fsync answers EIO", acks.len())])
}

/// A small disk runs full.
pub fn disk_full(ground: &Ground) -> Result<Vec<Row>> {
    let point = ground.folder.path().join("small");
    fs::create_dir_all(&point)?;
    if call(Command::new("mount").args(["-t", "tmpfs", "-o", "size=144m", "tmpfs"]).arg(&point)).is_err() {
        println!("skipped: nothing can be mounted here");
        return Ok(Vec::new());
    }
    let mount = Small(point);
    let folder = mount.0.join("data");
    call(Command::new("cp").arg("-a").arg(ground.prepared()).arg(&folder))?;
    let mut findings = Findings::default();
    let server = Server::start(ground, &folder)?;
    let mut acks: Vec<_> = (0..5).filter_map(|_| server.submit().1).collect();
    findings.expect(acks.len() == 5, "reports are received while there is space");
    let mut last = 201;
    for _ in 0..3_000 {
        let (status, ack) = server.submit();
        acks.extend(ack);
        last = status;
        if status != 201 {
            break;
        }
        // Something else on the disk grows too.
        fs::write(mount.0.join(format!("filler-{}", acks.len())), vec![0; 1_000_000])?;
    }
    println!("refused with {last} after {} reports", acks.len());
    findings.expect(is_refusal(last), "intake is refused with 503 or 507");
    findings.expect(free(&mount.0) > 32 << 20, "and before the disk is full");
    findings.expect(server.reads(), "reading goes on");
    clear(&mount.0)?;
    let again = server.submit();
    findings.expect(again.0 == 201, "with space again, reports are received without a restart");
    acks.extend(again.1);
    fs::write(
        mount.0.join("filler"),
        vec![0; usize::try_from(free(&mount.0)).unwrap_or(0).saturating_sub(8_192)],
    )?;
    findings.expect(is_refusal(server.submit().0), "on a full disk too nothing is acknowledged");
    clear(&mount.0)?;
    let again = server.submit();
    findings.expect(again.0 == 201, "and it recovers from that as well");
    acks.extend(again.1);
    drop(server);
    findings.compare(ground, &folder, &acks)?;
    Ok(vec![findings.into_row("the disk runs full", acks.len())])
}

fn clear(folder: &Path) -> Result {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("filler")) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

fn free(folder: &Path) -> u64 {
    let output = Command::new("df").args(["--output=avail", "-B1"]).arg(folder).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    text.lines().nth(1).and_then(|line| line.trim().parse().ok()).unwrap_or(0)
}

/// A small disk in memory; unmounted when dropped.
struct Small(PathBuf);

impl Drop for Small {
    fn drop(&mut self) {
        let _ = call(Command::new("umount").arg("--lazy").arg(&self.0));
    }
}

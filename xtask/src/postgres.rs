//! A PostgreSQL of our own for the tests: a fresh cluster on a private socket, gone when the tests are.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::shell::{Failure, Result, find, run};

/// A running server; it stops when this is dropped.
pub struct Server {
    process: Child,
    folder: TempDir,
}

/// The folder with `initdb` and `postgres`.
pub fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<_> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.filter_map(|e| e.ok().map(|e| e.path().join("bin"))).collect())
        .unwrap_or_default();
    versions.sort();
    let known = versions.into_iter().rev().find(|folder| folder.join("initdb").exists());
    known.or_else(|| find(&["initdb"])?.parent().map(Path::to_owned))
}

impl Server {
    /// Starts one, or says why not.
    pub fn start() -> Result<Self> {
        let binaries = binaries().ok_or_else(|| Failure("PostgreSQL is not installed".to_owned()))?;
        let folder = tempfile::Builder::new().prefix("tellfirst-pg-").tempdir()?;
        let data = folder.path().join("data");
        let user = owner(folder.path())?;
        let mut init = user.command(&binaries.join("initdb"));
        init.args(["--auth=trust", "--encoding=UTF8", "--no-locale", "--username=tellfirst", "--pgdata"]);
        run(init.arg(&data).stdout(Stdio::null()).stderr(Stdio::null()))?;
        let mut server = user.command(&binaries.join("postgres"));
        server.arg("-D").arg(&data).arg("-k").arg(folder.path());
        server.args(["-c", "listen_addresses=", "-c", "max_connections=400"]);
        let process = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let server = Self { process, folder };
        server.wait_until_ready()?;
        Ok(server)
    }

    /// The address for `TELLFIRST_TEST_POSTGRES`.
    pub fn url(&self) -> String {
        let socket = self.folder.path().to_string_lossy().replace('/', "%2F");
        format!("postgres://tellfirst@{socket}/postgres")
    }

    fn wait_until_ready(&self) -> Result {
        let socket = self.folder.path().join(".s.PGSQL.5432");
        let deadline = Instant::now() + Duration::from_secs(30);
        while Instant::now() < deadline {
            if std::os::unix::net::UnixStream::connect(&socket).is_ok() {
                // The socket answers a moment before the server takes connections.
                std::thread::sleep(Duration::from_millis(300));
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(Failure("PostgreSQL did not start within 30 seconds".to_owned()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// As whom the server runs: it refuses to run as root.
enum Owner {
    Ourselves,
    Postgres,
}

impl Owner {
    fn command(&self, program: &Path) -> Command {
        match self {
            Self::Ourselves => Command::new(program),
            Self::Postgres => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]).arg(program);
                // Otherwise the folder of whoever called, which that user may not read.
                command.current_dir("/");
                command
            }
        }
    }
}

fn owner(folder: &Path) -> Result<Owner> {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata(folder)?.uid() != 0 {
        return Ok(Owner::Ourselves);
    }
    run(Command::new("chown").arg("postgres:postgres").arg(folder))?;
    Ok(Owner::Postgres)
}

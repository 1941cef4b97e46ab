//! P3 (and P4 when something is published): pages per second beside nginx with the same bytes as a file.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Row;
use super::client::Client;
use super::server::{Server, free_address};
use crate::shell::{Failure, Result, find, read};

/// Measures the report form.
pub fn run() -> Result<Vec<Row>> {
    if find(&["wrk"]).is_none() || find(&["nginx", "/usr/sbin/nginx"]).is_none() {
        return Err(Failure(
            "the page benchmark needs wrk and nginx: apt-get install wrk nginx-light".to_owned(),
        ));
    }
    let folder = tempfile::tempdir()?;
    let server = Server::start(&folder.path().join("data"))?;
    let path = "/report";
    let page = Client::connect(server.address)?.get(path, "")?;
    if page.status != 200 {
        return Err(Failure(format!("{path} answered {}", page.status)));
    }
    let nginx = Nginx::start(folder.path(), &page.body)?;
    let before = requests_per_second(nginx.address, "/page")?;
    let cpu = server.processor_seconds();
    let ours = requests_per_second(server.address, path)?;
    let cpu = (server.processor_seconds() - cpu) / (ours * SECONDS as f64) * 1000.0;
    let after = requests_per_second(nginx.address, "/page")?;
    let reference = f64::midpoint(before, after);
    Ok(vec![Row {
        name: "P3",
        what: format!("report form page, {} bytes", page.body.len()),
        ours: format!("{ours:.0}/s; {cpu:.3} ms CPU each"),
        reference: format!("nginx {reference:.0}/s"),
        ratio: format!("{:.2}", ours / reference),
        goal: "≥ 0.5 ×, ≤ 0.2 ms CPU",
    }])
}

const SECONDS: u32 = 5;

fn requests_per_second(address: SocketAddr, path: &str) -> Result<f64> {
    let url = format!("http://{address}{path}");
    let duration = format!("-d{SECONDS}s");
    let output = read(Command::new("wrk").args(["-t1", "-c16", &duration, &url]))?;
    let line = output.lines().find(|line| line.starts_with("Requests/sec:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .ok_or_else(|| Failure("wrk printed no rate".to_owned()))
}

/// nginx that serves one file.
struct Nginx {
    process: Child,
    address: SocketAddr,
}

impl Nginx {
    fn start(folder: &Path, page: &[u8]) -> Result<Self> {
        use std::os::unix::fs::PermissionsExt;
        let root = folder.join("nginx");
        std::fs::create_dir_all(&root)?;
        for open in [folder, root.as_path()] {
            std::fs::set_permissions(open, std::fs::Permissions::from_mode(0o755))?;
        }
        std::fs::write(root.join("page"), page)?;
        let address = free_address()?;
        let shown = root.display();
        let config = format!(
            "daemon off; worker_processes 1; pid {shown}/pid; error_log /dev/null;\nevents {{ worker_connections 512; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;\n\
             server {{ listen {address}; root {shown}; default_type text/html; }} }}\n"
        );
        let path = root.join("nginx.conf");
        std::fs::write(&path, config)?;
        let binary = find(&["nginx", "/usr/sbin/nginx"]).unwrap_or_default();
        let process = Command::new(binary).arg("-c").arg(&path).stderr(Stdio::null()).spawn()?;
        let nginx = Self { process, address };
        for _ in 0..200 {
            if Client::connect(address).and_then(|mut c| c.get("/page", "")).is_ok_and(|a| a.status == 200) {
                return Ok(nginx);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(Failure("nginx did not start".to_owned()))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // The master ends its worker when it is told to, not when it is killed.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

//! P3 (and P4 when something is published): pages per second beside nginx with the same bytes as a file.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::Row;
use super::client::Client;
use super::server::{Server, free_address};
use crate::shell::{Failure, Result, find, read};

/// Measures the report form, an advisory and its CSAF document.
pub fn run() -> Result<Vec<Row>> {
    if find(&["wrk"]).is_none() || find(&["nginx", "/usr/sbin/nginx"]).is_none() {
        return Err(Failure(
            "the page benchmark needs wrk and nginx: apt-get install wrk nginx-light".to_owned(),
        ));
    }
    let folder = tempfile::tempdir()?;
    let server = Server::start_demo(&folder.path().join("data"))?;
    let advisory =
        first_link(&server, "/advisories/", "/advisories/", |path| path.ends_with(char::is_numeric))?;
    let document = first_link(&server, &advisory, "/.well-known/csaf/", |path| {
        path.rsplit('.').next().is_some_and(|end| end == "json")
    })?;
    [
        ("P3", "report form page", "/report", "≥ 0.5 ×, ≤ 0.2 ms CPU"),
        ("P4", "advisory page", advisory.as_str(), "≥ 0.7 ×"),
        ("P4", "CSAF document", document.as_str(), "≥ 0.7 ×"),
    ]
    .into_iter()
    .map(|(name, what, path, goal)| beside_nginx(&server, folder.path(), (name, what, goal), path))
    .collect()
}

fn beside_nginx(
    server: &Server,
    folder: &Path,
    (name, what, goal): (&'static str, &str, &'static str),
    path: &str,
) -> Result<Row> {
    let page = Client::connect(server.address)?.get(path, "")?;
    if page.status != 200 {
        return Err(Failure(format!("{path} answered {}", page.status)));
    }
    let nginx = Nginx::start(folder, &page.body)?;
    let before = requests_per_second(nginx.address, "/page")?;
    let cpu = server.processor_seconds();
    let ours = requests_per_second(server.address, path)?;
    let cpu = (server.processor_seconds() - cpu) / (ours * f64::from(SECONDS)) * 1000.0;
    let after = requests_per_second(nginx.address, "/page")?;
    let reference = f64::midpoint(before, after);
    Ok(Row {
        name,
        what: format!("{what}, {} bytes", page.body.len()),
        ours: format!("{ours:.0}/s; {cpu:.3} ms CPU each"),
        reference: format!("nginx {reference:.0}/s"),
        ratio: format!("{:.2}", ours / reference),
        goal,
    })
}

/// The first link on a page that begins so and fits.
fn first_link(server: &Server, page: &str, begins: &str, fits: impl Fn(&str) -> bool) -> Result<String> {
    let body = Client::connect(server.address)?.get(page, "")?.body;
    let body = String::from_utf8_lossy(&body);
    let links = body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let path = links.map(|link| link.find(begins).map_or("", |at| &link[at..])).find(|path| fits(path));
    path.map(str::to_owned).ok_or_else(|| Failure(format!("{page} has no link to {begins}")))
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

//! What the tests need besides Rust: installed from the system's packages when that is allowed, named when not.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::{Failure, Result, find, read, root, run};

/// axe-core finds violations of WCAG in a page (MPL-2.0; only the tests use it, nothing of it is shipped).
const AXE: &str = "axe-core@4.14.1";

/// Something the tests need.
struct Need {
    what: &'static str,
    packages: &'static [&'static str],
    found: fn() -> Option<PathBuf>,
}

const NEEDS: [Need; 3] = [
    Need { what: "PostgreSQL", packages: &["postgresql"], found: crate::postgres::binaries },
    Need { what: "Chromium", packages: &["chromium"], found: chromium },
    Need { what: "ChromeDriver", packages: &["chromium-driver"], found: chromedriver },
];

/// The browser.
pub fn chromium() -> Option<PathBuf> {
    find(&["chromium", "chromium-browser", "google-chrome"])
}

/// The program that steers the browser.
pub fn chromedriver() -> Option<PathBuf> {
    find(&["chromedriver", "/usr/lib/chromium-browser/chromedriver"])
}

/// The script of axe-core, fetched once with npm into the folder of the build.
///
/// # Errors
/// When npm is missing or its registry cannot be reached.
pub fn axe() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = target.join(AXE);
    let script = folder.join("package/axe.min.js");
    if script.exists() {
        return Ok(script);
    }
    let npm = find(&["npm"]).ok_or_else(|| Failure("npm is not installed".to_owned()))?;
    std::fs::create_dir_all(&folder)?;
    let package = read(Command::new(npm).current_dir(&folder).args(["pack", "--silent", AXE]))?;
    run(Command::new("tar").current_dir(&folder).args(["-xzf", package.trim(), "package/axe.min.js"]))?;
    Ok(script)
}

/// Installs what is missing, when this machine lets us; answers what is still missing, as sentences.
pub fn provide() -> Vec<String> {
    let missing: Vec<_> = NEEDS.iter().filter(|need| (need.found)().is_none()).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let packages: Vec<_> = missing.iter().flat_map(|need| need.packages).copied().collect();
    if let Err(why) = install(&packages) {
        println!("not installed: {why}");
    }
    let left = NEEDS.iter().filter(|need| (need.found)().is_none());
    left.map(|need| {
        let packages = need.packages.join(" ");
        format!("{} is missing; its tests are skipped. On Debian: apt-get install {packages}", need.what)
    })
    .collect()
}

fn install(packages: &[&str]) -> Result<(), String> {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|meta| {
        use std::os::unix::fs::MetadataExt;
        meta.uid() == 0
    });
    if find(&["apt-get"]).is_none() {
        return Err("this system has no apt-get".to_owned());
    }
    if !is_root {
        return Err(format!(
            "only root may install packages; run: sudo apt-get install {}",
            packages.join(" ")
        ));
    }
    println!("installing {}", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(arguments);
        run(command.stdout(std::process::Stdio::null())).map_err(|failure| failure.to_string())
    };
    apt(&["update"])?;
    let mut all = vec!["install", "--yes", "--no-install-recommends"];
    all.extend(packages);
    apt(&all)
}

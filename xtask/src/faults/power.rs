//! The power goes out: the disk keeps what was synced and nothing else.
//!
//! The folder lies in an image of its own that is mounted with long commit times. The writer is frozen, the image is
//! copied as the power cut leaves it, and the copy is mounted and compared. The trial proves itself: with fsync
//! turned into nothing, losses must be found.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Row;
use super::ground::{Ground, chosen, count, words};
use crate::shell::{Result, run as call};

const SIZE: &str = "256M";

/// Cuts the power at different moments; `TELLFIRST_TEST_CUTS` chooses how often.
pub fn run(ground: &Ground) -> Result<Vec<Row>> {
    let base = ground.folder.path().join("base.img");
    if let Err(why) = image(ground, &base) {
        println!("skipped: no image can be mounted here ({why})");
        return Ok(Vec::new());
    }
    let cuts = chosen("TELLFIRST_TEST_CUTS", 20);
    let sound = series(ground, &base, cuts, &["-e", "trace=none"])?;
    let unsafe_ = series(ground, &base, 3, &["-e", "inject=fsync,fdatasync:retval=0"])?;
    let holds = sound.problems.is_empty() && sound.acknowledged > 0;
    let lost = unsafe_.problems.len();
    Ok(vec![
        Row {
            what: "power cut at a moment of the load".to_owned(),
            trials: cuts,
            acknowledged: sound.acknowledged,
            found: words(&sound.problems),
            holds,
        },
        Row {
            what: "the same with fsync switched off: losses must be found".to_owned(),
            trials: 3,
            acknowledged: unsafe_.acknowledged,
            found: words(&unsafe_.problems),
            holds: lost > 0,
        },
    ])
}

/// An image with the prepared folder in it.
fn image(ground: &Ground, path: &Path) -> Result {
    call(Command::new("truncate").args(["-s", SIZE]).arg(path))?;
    call(Command::new("mkfs.ext4").arg("-q").arg(path))?;
    let mount = Mount::new(ground, path, "base")?;
    call(Command::new("cp").arg("-a").arg(ground.prepared()).arg(mount.0.join("data")))
}

/// A mounted image; unmounted when dropped.
struct Mount(PathBuf);

impl Mount {
    fn new(ground: &Ground, image: &Path, name: &str) -> Result<Self> {
        let point = ground.folder.path().join(format!("mount-{name}"));
        fs::create_dir_all(&point)?;
        call(Command::new("mount").args(["-o", "loop,commit=300"]).arg(image).arg(&point))?;
        Ok(Self(point))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let unmounted = call(Command::new("umount").arg(&self.0));
        if unmounted.is_err() {
            // Somebody is still on his way out of it.
            let _ = call(Command::new("umount").arg("--lazy").arg(&self.0));
        }
    }
}

struct Series {
    acknowledged: usize,
    problems: Vec<String>,
}

fn series(ground: &Ground, base: &Path, cuts: usize, strace: &[&str]) -> Result<Series> {
    let mut series = Series { acknowledged: 0, problems: Vec::new() };
    for cut in 0..cuts {
        let after = Duration::from_millis(300 + 137 * u64::try_from(cut % 20).unwrap_or(0));
        let (image, acks) = cut_power(ground, base, after, strace)?;
        let mount = Mount::new(ground, &image, "cut")?;
        let found = ground.compare(&mount.0.join("data"), &acks)?;
        println!("cut {after:?} after the first sign: {} acknowledged, {}", count(&acks), words(&found));
        series.acknowledged += count(&acks);
        series.problems.extend(found);
    }
    Ok(series)
}

/// Lets the load run for a while and answers what is on the disk then, and what was acknowledged by then.
fn cut_power(ground: &Ground, base: &Path, after: Duration, strace: &[&str]) -> Result<(PathBuf, String)> {
    let live = ground.folder.path().join("live.img");
    let cut = ground.folder.path().join("cut.img");
    copy_image(base, &live)?;
    let mount = Mount::new(ground, &live, "live")?;
    // With -D the writer itself is our child, not strace.
    let words: Vec<&str> = ["-D"].into_iter().chain(strace.iter().copied()).collect();
    let mut command = ground.traced(&words, &mount.0.join("data"), "100000");
    let mut writer = Writer::start(&mut command)?;
    writer.wait_for_first();
    std::thread::sleep(after);
    writer.freeze()?;
    let acks = writer.said();
    copy_image(&live, &cut)?;
    writer.kill();
    Ok((cut, acks))
}

fn copy_image(from: &Path, to: &Path) -> Result {
    call(Command::new("cp").arg("--sparse=always").arg(from).arg(to))
}

/// The process under load and what it has said so far.
struct Writer {
    child: Child,
    lines: Arc<Mutex<String>>,
}

impl Writer {
    fn start(command: &mut Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let lines = Arc::new(Mutex::new(String::new()));
        if let Some(stdout) = child.stdout.take() {
            let lines = lines.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(std::io::Result::ok) {
                    let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                    lines.push_str(&line);
                    lines.push('\n');
                }
            });
        }
        Ok(Self { child, lines })
    }

    fn said(&self) -> String {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn wait_for_first(&mut self) {
        for _ in 0..2_000 {
            if !self.said().is_empty() || self.child.try_wait().is_ok_and(|ended| ended.is_some()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops it in its tracks; whatever it said before has arrived afterwards.
    fn freeze(&self) -> Result {
        call(Command::new("kill").arg("-STOP").arg(self.child.id().to_string()))?;
        std::thread::sleep(Duration::from_millis(300));
        Ok(())
    }

    fn kill(mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

//! The process is killed at its n-th fsync, for n over the whole of submit, reply, upload and publish, and over the
//! whole of a first start.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Row;
use super::ground::{Ground, chosen, count, words};
use crate::shell::{Failure, Result, read};

/// No new point is begun after this time.
const TIME: Duration = Duration::from_secs(900);

/// What is killed.
struct Course {
    what: &'static str,
    /// Begins without a folder instead of with the prepared one.
    is_first_start: bool,
    /// Rounds of submit, reply, upload and publish.
    rounds: &'static str,
}

const COURSES: [Course; 2] = [
    Course { what: "submit, reply, upload, publish", is_first_start: false, rounds: "2" },
    Course { what: "the first start", is_first_start: true, rounds: "0" },
];

/// Kills at evenly spread points; `TELLFIRST_TEST_POINTS` chooses how many.
pub fn run(ground: &Ground) -> Result<Vec<Row>> {
    COURSES.iter().map(|course| sweep(ground, course)).collect()
}

fn sweep(ground: &Ground, course: &Course) -> Result<Row> {
    let all = count_syncs(ground, course)?;
    let points = chosen("TELLFIRST_TEST_POINTS", 60).clamp(1, all);
    let started = Instant::now();
    let (mut problems, mut acknowledged, mut trials) = (Vec::new(), 0, 0);
    for point in 0..points {
        if started.elapsed() > TIME {
            println!("stopped after {} minutes", TIME.as_secs() / 60);
            break;
        }
        let at = 1 + point * all / points;
        let folder = begin(ground, course)?;
        let inject = format!("inject=fsync,fdatasync:signal=KILL:when={at}");
        let output =
            ground.traced(&["-e", &inject], &folder, course.rounds).stdout(Stdio::piped()).output()?;
        if output.status.success() {
            return Err(Failure(format!("nothing was killed at sync {at} of {all}")));
        }
        let acks = String::from_utf8_lossy(&output.stdout).into_owned();
        let found = ground.compare(&folder, &acks)?;
        println!("killed at sync {at} of {all}: {} acknowledged, {}", count(&acks), words(&found));
        acknowledged += count(&acks);
        problems.extend(found);
        trials += 1;
    }
    let what = format!("killed at a sync: {trials} of {all} points of {}", course.what);
    let holds = problems.is_empty();
    Ok(Row { what, trials, acknowledged, found: words(&problems), holds })
}

fn begin(ground: &Ground, course: &Course) -> Result<PathBuf> {
    if !course.is_first_start {
        return ground.copy("crash");
    }
    let folder = ground.folder.path().join("first");
    let _ = std::fs::remove_dir_all(&folder);
    Ok(folder)
}

/// The syncs of a run that is not killed.
fn count_syncs(ground: &Ground, course: &Course) -> Result<usize> {
    let folder = begin(ground, course)?;
    let log = ground.folder.path().join("syncs");
    let mut command = std::process::Command::new(&ground.strace);
    command.args(["-qq", "-f", "-e", "trace=fsync,fdatasync", "-o"]).arg(&log);
    read(command.arg(&ground.acts).arg("run").arg(&folder).arg(course.rounds))?;
    Ok(std::fs::read_to_string(log)?.lines().filter(|line| line.contains("sync(")).count())
}

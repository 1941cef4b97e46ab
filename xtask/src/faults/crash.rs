//! The process is killed at its n-th fsync, for n over the whole of submit, reply, upload and publish.

use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Row;
use super::ground::{Ground, chosen, count, words};
use crate::shell::{Failure, Result, read};

/// Rounds of submit, reply, upload, publish in a run that is not killed.
const ROUNDS: &str = "2";
/// No new point is begun after this time.
const TIME: Duration = Duration::from_secs(900);

/// Kills at evenly spread points; `TELLFIRST_TEST_POINTS` chooses how many.
pub fn run(ground: &Ground) -> Result<Vec<Row>> {
    let all = count_syncs(ground)?;
    let points = chosen("TELLFIRST_TEST_POINTS", 60).clamp(1, all);
    let started = Instant::now();
    let (mut problems, mut acknowledged, mut trials) = (Vec::new(), 0, 0);
    for point in 0..points {
        if started.elapsed() > TIME {
            println!("stopped after {} minutes", TIME.as_secs() / 60);
            break;
        }
        let at = 1 + point * all / points;
        let folder = ground.copy("crash")?;
        let inject = format!("inject=fsync,fdatasync:signal=KILL:when={at}");
        let output = ground.traced(&["-e", &inject], &folder, ROUNDS).stdout(Stdio::piped()).output()?;
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
    let what = format!("killed at a sync ({trials} of {all} points of submit, reply, upload, publish)");
    let holds = problems.is_empty();
    Ok(vec![Row { what, trials, acknowledged, found: words(&problems), holds }])
}

/// The syncs of a run that is not killed.
fn count_syncs(ground: &Ground) -> Result<usize> {
    let folder = ground.copy("crash")?;
    let log = ground.folder.path().join("syncs");
    let mut command = std::process::Command::new(&ground.strace);
    command.args(["-qq", "-f", "-e", "trace=fsync,fdatasync", "-o"]).arg(&log);
    read(command.arg(&ground.acts).arg("run").arg(&folder).arg(ROUNDS))?;
    Ok(std::fs::read_to_string(log)?.lines().filter(|line| line.contains("sync(")).count())
}

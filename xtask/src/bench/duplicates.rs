//! P5, duplicate candidates: the look-up of keyed features with many reports beside the same with few.

use super::Row;
use crate::shell::{Failure, Result, cargo, read};

const SIZES: [&str; 3] = ["10000", "100000", "1000000"];

/// Measures the look-up at every size, in the store alone.
pub fn run() -> Result<Vec<Row>> {
    let mut arguments =
        vec!["bench", "--quiet", "--package", "store", "--bench", "store", "--", "duplicates"];
    arguments.extend(SIZES);
    let printed = read(&mut cargo(&arguments))?;
    println!("{printed}");
    let times: Vec<f64> = printed.lines().filter_map(high).collect();
    let [few, rest @ ..] = times.as_slice() else {
        return Err(Failure("the benchmark of the store printed no times".to_owned()));
    };
    let row = |(size, time): (&&str, &f64)| Row {
        name: "P5",
        what: format!("duplicate candidates among {size} reports, p95"),
        ours: format!("{time:.1} ms"),
        reference: format!("among {} {few:.1} ms", SIZES[0]),
        ratio: format!("{:.2}", time / few),
        goal: "≤ 2 ×, ≤ 50 ms",
    };
    Ok(SIZES.iter().skip(1).zip(rest).map(row).collect())
}

/// The 95th of a hundred times, from a line of the store's benchmark.
fn high(line: &str) -> Option<f64> {
    line.trim().strip_prefix("look-up median")?.split("p95 ").nth(1)?.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_from_its_line() {
        assert_eq!(high("  look-up median 1.20 ms, p95 2.34 ms; the repeated report"), Some(2.34));
        assert_eq!(high("10000 reports: filled in 1 s"), None);
    }
}

//! How many drafts of about 300 words the draft check reads in a second of processor time: prints
//! `drafts/s words` and, as a yardstick of the same run, how often the same draft is folded to small letters.

#![expect(clippy::print_stdout, reason = "an example that prints a figure")]

use std::time::{Duration, Instant};

use checks::draft::{Facts, Format, check};

const ROUNDS: u32 = 2_000;
/// The yardstick is so quick that it is done more often, for the clock to see it.
const FOLDS: u32 = 200 * ROUNDS;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let facts = Facts::from_json(
        r#"{"cve": ["CVE-2025-11111"], "cvss": {"vector": "CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:H", "score": 8.0},
        "vendor": "Northwind", "model": ["NW-R500"], "affected": ["2.4.1 and earlier"], "fixed": ["2.4.3"],
        "fix_url": ["https://www.northwind.example/support/nw-r500"], "vendor_domains": ["northwind.example"],
        "embargoed_products": ["NW-R700", "Aurora Mesh X3"]}"#,
    )?;
    let paragraph = "The page hands the name of a host to a shell, and an attacker on the same network who is logged in can add a \
        command of his own. The score is 8.0 (High), versions 2.4.1 and earlier are affected, and nobody on the internet can reach \
        the page.\n\n";
    let draft = format!(
        "# NW-R500: command injection, fixed in 2.4.3\n\nNorthwind has released firmware 2.4.3. \
        [Download](https://www.northwind.example/support/nw-r500).\n\n{}",
        paragraph.repeat(6)
    );
    let _ = check(&draft, Format::Markdown, &facts)?;
    let start = spent();
    for _ in 0..ROUNDS {
        std::hint::black_box(check(std::hint::black_box(&draft), Format::Markdown, &facts)?);
    }
    let checked = spent().saturating_sub(start);
    let start = spent();
    for _ in 0..FOLDS {
        std::hint::black_box(std::hint::black_box(&draft).to_lowercase());
    }
    let folded = spent().saturating_sub(start);
    let per_second = |rounds: u32, time: Duration| f64::from(rounds) / time.as_secs_f64().max(1e-9);
    println!(
        "{:.0} {} {:.0}",
        per_second(ROUNDS, checked),
        draft.split_whitespace().count(),
        per_second(FOLDS, folded)
    );
    Ok(())
}

/// Time this thread has had on a processor, where the system tells; else time on the wall.
fn spent() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split_whitespace().next()?.parse().ok())
        .map_or_else(|| START.elapsed(), Duration::from_nanos)
}

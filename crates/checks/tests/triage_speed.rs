//! How fast features are extracted and how a look-up grows with the number of reports. Run by hand:
//! `cargo test --release -p checks --test triage_speed -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use checks::triage::{Features, Index, Kind, Knowledge, ReportText, Token, features};

/// A small generator with a fixed seed: the same reports in every run.
struct Seed(u64);

impl Seed {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// Small numbers often, large ones rarely, as words and parts occur.
    fn skewed(&mut self, below: u64) -> u64 {
        let bound = self.next(below) + 1;
        self.next(bound)
    }
}

fn synthetic(seed: &mut Seed) -> Features {
    let mut tokens = Vec::new();
    let family = seed.skewed(40);
    let mut add = |kind, value: String| tokens.push((Token::new(kind, value), 1));
    add(Kind::Family, format!("f{family}"));
    add(Kind::Model, format!("f{family}m{}", seed.next(20)));
    add(Kind::Weakness, format!("w{}", seed.skewed(10)));
    for _ in 0..2 {
        let name = format!("name{}", seed.skewed(200_000));
        add(Kind::Handler, name.clone());
        add(Kind::Name, name);
    }
    for _ in 0..8 {
        let part = seed.skewed(150);
        add(Kind::Part, format!("p{part}"));
        add(Kind::Pair, format!("f{family} p{part}"));
    }
    for _ in 0..35 {
        add(Kind::Word, format!("t{}", seed.skewed(30_000)));
    }
    tokens.sort();
    tokens.dedup();
    Features { tokens, ..Features::default() }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

#[test]
#[ignore = "a measurement, run by hand in release"]
fn a_lookup_among_a_million_reports_costs_little_more_than_among_ten_thousand() {
    let mut seed = Seed(7);
    let mut index = Index::new();
    let mut medians = Vec::new();
    for step in [10_000_u32, 100_000, 1_000_000] {
        let start = u32::try_from(index.len()).unwrap();
        for number in start..step {
            index.insert(number, &synthetic(&mut seed));
        }
        let queries: Vec<Features> = (0..200).map(|_| synthetic(&mut seed)).collect();
        let stored: Vec<Features> = (0..500).map(|_| synthetic(&mut seed)).collect();
        let times: Vec<Duration> = queries
            .iter()
            .map(|q| {
                let begin = Instant::now();
                let found = index.find_alike(q, 10, &index, |n| stored.get(n as usize % stored.len()));
                assert!(found.len() <= 10);
                begin.elapsed()
            })
            .collect();
        let worst = times.iter().max().copied().unwrap_or_default();
        let median = median(times);
        println!("{step:>9} reports: look-up median {median:?}, worst {worst:?}");
        medians.push(median);
    }
    assert!(medians[2] <= Duration::from_millis(50));
    assert!(medians[2] < medians[0] * 10, "grows with the number of reports");
}

#[test]
#[ignore = "a measurement, run by hand in release"]
fn features_of_a_report_take_less_than_a_millisecond() {
    let knowledge = Knowledge::built_in();
    let body = "The handler setDeviceURL copies the value of DeviceURL to a shell. Requires a login.\n\n```http\nPOST /goform/setDeviceURL HTTP/1.1\nHost: 192.168.1.1\n\nDeviceURL=$(reboot)\n```\nThe friendly local address of the extender can be chosen by the owner and is evaluated.\n".repeat(4);
    let report = ReportText {
        title: "setDeviceURL injection on RE 6500".into(),
        body,
        model: "RE6500".into(),
        ..ReportText::default()
    };
    let begin = Instant::now();
    for _ in 0..500 {
        assert!(!features(&report, &knowledge).tokens.is_empty());
    }
    let each = begin.elapsed() / 500;
    println!("features of {} bytes: {each:?}", report.body.len());
    assert!(each < Duration::from_millis(1));
}

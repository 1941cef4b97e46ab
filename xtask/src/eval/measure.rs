//! Shares and means with what they are worth: intervals, reliability of stated confidence, a table of labels.

use std::collections::BTreeMap;
use std::fmt;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub part: usize,
    pub all: usize,
}

impl Share {
    /// Counts one more, and whether it is in the part.
    pub fn count(&mut self, is_part: bool) {
        self.part += usize::from(is_part);
        self.all += 1;
    }

    /// The share, from 0 to 1; 1 of nothing.
    pub fn value(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.part as f64 / self.all as f64 }
    }

    /// Wilson's score interval, 95 %.
    pub fn interval(self) -> (f64, f64) {
        if self.all == 0 {
            return (0.0, 1.0);
        }
        let (n, p, z) = (self.all as f64, self.value(), 1.959_964_f64);
        let denominator = 1.0 + z * z / n;
        let middle = (p + z * z / (2.0 * n)) / denominator;
        let half = z / denominator * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        ((middle - half).max(0.0), (middle + half).min(1.0))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = self.interval();
        write!(f, "{:.3} [{low:.3}, {high:.3}] ({} of {})", self.value(), self.part, self.all)
    }
}

/// What was said against what is true, for one label or rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Said and true.
    pub hits: usize,
    /// Said, not true.
    pub false_alarms: usize,
    /// True, not said.
    pub missed: usize,
}

impl Tally {
    /// How much of what was said is true.
    pub fn precision(self) -> Share {
        Share { part: self.hits, all: self.hits + self.false_alarms }
    }

    /// How much of what is true was said.
    pub fn recall(self) -> Share {
        Share { part: self.hits, all: self.hits + self.missed }
    }

    /// The harmonic mean of precision and recall; 1 when there was nothing to say and nothing was said.
    pub fn f1(self) -> f64 {
        let all = 2 * self.hits + self.false_alarms + self.missed;
        if all == 0 { 1.0 } else { (2 * self.hits) as f64 / all as f64 }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            hits: self.hits + other.hits,
            false_alarms: self.false_alarms + other.false_alarms,
            missed: self.missed + other.missed,
        }
    }
}

/// How often the sample is drawn again.
const DRAWS: usize = 2_000;

/// F1 over all samples with its 95 % interval, found by drawing the samples again with replacement. The draws are
/// the same in every run.
pub fn f1_interval(samples: &[Tally]) -> (f64, f64, f64) {
    let sum = |list: &mut dyn Iterator<Item = Tally>| list.fold(Tally::default(), Tally::plus).f1();
    let f1 = sum(&mut samples.iter().copied());
    if samples.is_empty() {
        return (f1, 0.0, 1.0);
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = || {
        // xorshift64*: good enough to draw again, and the same everywhere.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        let drawn = state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        let place = usize::try_from(drawn).unwrap_or(0) % samples.len();
        samples.get(place).copied().unwrap_or_default()
    };
    let mut values: Vec<f64> = (0..DRAWS).map(|_| sum(&mut (0..samples.len()).map(|_| draw()))).collect();
    values.sort_by(f64::total_cmp);
    (f1, crate::bench::quantile(&values, 0.025), crate::bench::quantile(&values, 0.975))
}

/// Whether stated confidence is met.
#[derive(Debug)]
pub struct Reliability(Vec<(Share, f64)>);

/// Bins of stated confidence, all equally wide.
const BINS: usize = 10;
/// Bins with fewer answers say little and do not count for the largest gap.
const ENOUGH: usize = 10;

impl Default for Reliability {
    fn default() -> Self {
        Self(vec![(Share::default(), 0.0); BINS])
    }
}

impl Reliability {
    /// Counts an answer of this confidence.
    pub fn count(&mut self, confidence: f64, is_right: bool) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index of a bin")]
        let bin = ((confidence.clamp(0.0, 1.0) * BINS as f64) as usize).min(BINS - 1);
        if let Some((share, sum)) = self.0.get_mut(bin) {
            share.count(is_right);
            *sum += confidence;
        }
    }

    fn filled(&self) -> impl Iterator<Item = (Share, f64)> {
        self.0.iter().filter(|(share, _)| share.all > 0).map(|(share, sum)| (*share, sum / share.all as f64))
    }

    /// The mean gap between stated and met, weighted by how often a bin occurs.
    pub fn expected_error(&self) -> f64 {
        let all: usize = self.0.iter().map(|(share, _)| share.all).sum();
        let gap = |(share, stated): (Share, f64)| (share.value() - stated).abs() * share.all as f64;
        self.filled().map(gap).sum::<f64>() / all.max(1) as f64
    }

    /// Prints the bins.
    pub fn print(&self) {
        println!("\nstated   right");
        let mut largest = 0.0_f64;
        for (share, stated) in self.filled() {
            let few = if share.all < ENOUGH { "  (few)" } else { "" };
            println!("{stated:.3}    {share}{few}");
            if share.all >= ENOUGH {
                largest = largest.max((share.value() - stated).abs());
            }
        }
        println!(
            "largest gap of a bin with at least {ENOUGH}: {largest:.3}; mean gap {:.3}",
            self.expected_error()
        );
    }
}

/// Tallies by label or rule.
#[derive(Debug, Default)]
pub struct Labels(BTreeMap<String, Tally>);

impl Labels {
    /// Counts an answer of one label where one is right.
    pub fn count(&mut self, right: &str, said: &str) {
        if right == said {
            self.of(right).hits += 1;
        } else {
            self.of(right).missed += 1;
            self.of(said).false_alarms += 1;
        }
    }

    /// The tally of a label.
    pub fn of(&mut self, label: &str) -> &mut Tally {
        self.0.entry(label.to_owned()).or_default()
    }

    /// The mean of the labels' F1.
    pub fn macro_f1(&self) -> f64 {
        self.0.values().map(|tally| tally.f1()).sum::<f64>() / self.0.len().max(1) as f64
    }

    /// Prints a row for each label.
    pub fn print(&self, heading: &str) {
        println!("\n{heading:22} precision                        recall                           F1");
        for (label, tally) in &self.0 {
            let (precision, recall) = (tally.precision().to_string(), tally.recall().to_string());
            println!("{label:22} {precision:32} {recall:32} {:.3}", tally.f1());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_surrounds_its_share() {
        let (low, high) = Share { part: 8, all: 10 }.interval();
        assert!((low - 0.490).abs() < 0.001 && (high - 0.943).abs() < 0.001, "{low} {high}");
        assert_eq!(Share { part: 0, all: 0 }.interval(), (0.0, 1.0));
    }

    #[test]
    fn drawing_again_surrounds_f1() {
        let good = Tally { hits: 1, ..Tally::default() };
        let bad = Tally { missed: 1, ..Tally::default() };
        let samples: Vec<Tally> = (0..100).map(|n| if n % 5 == 0 { bad } else { good }).collect();
        let (f1, low, high) = f1_interval(&samples);
        assert!(low < f1 && f1 < high && high - low < 0.2, "{low} {f1} {high}");
    }

    #[test]
    fn confidence_that_is_met_has_no_gap() {
        let mut reliability = Reliability::default();
        (0..20).for_each(|n| reliability.count(0.75, n % 4 != 0));
        assert!(reliability.expected_error() < 1e-9);
    }
}

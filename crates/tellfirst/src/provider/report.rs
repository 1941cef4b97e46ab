//! What a check comes to: a verdict and a sentence for each requirement, and whether the role is deserved.

use std::collections::BTreeMap;

use formats::csaf::provider::Edition;
use serde::Serialize;

/// The requirements that are checked, by number, in short.
const TITLES: [(u8, &str); 22] = [
    (1, "Valid CSAF documents"),
    (2, "File names"),
    (3, "TLS"),
    (4, "TLP:WHITE freely accessible"),
    (5, "TLP:AMBER and TLP:RED protected"),
    (6, "No redirects"),
    (7, "provider-metadata.json"),
    (8, "security.txt"),
    (9, "Well-known URL"),
    (10, "DNS path"),
    (11, "One folder per year"),
    (12, "index.txt"),
    (13, "changes.csv"),
    (14, "Directory listings"),
    (15, "ROLIE feed"),
    (16, "ROLIE service document"),
    (17, "ROLIE category document"),
    (18, "Integrity"),
    (19, "Signatures"),
    (20, "Public OpenPGP key"),
    (24, "HTTP User-Agent"),
    (25, "Access-Control-Allow-Origin"),
];

/// Lines of one kind that are kept for a requirement.
const LINES: usize = 20;

/// How a requirement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Pass,
    Fail,
    /// It could not be asked here.
    Skipped,
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    pub requirement: u8,
    pub title: &'static str,
    pub state: State,
    /// One sentence.
    pub sentence: String,
    pub errors: Vec<String>,
    pub warnings: Vec<String>,
}

/// The whole of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The address of the metadata.
    pub metadata: String,
    /// `2.0` or `2.1`.
    pub version: &'static str,
    /// The role that the metadata claim.
    pub role: String,
    /// Whether everything that the role asks for is fulfilled.
    pub fulfilled: bool,
    /// How many documents were found.
    pub documents: usize,
    pub requirements: Vec<Item>,
}

impl Report {
    /// A requirement by its number.
    #[must_use]
    pub fn find(&self, number: u8) -> Option<&Item> {
        self.requirements.iter().find(|item| item.requirement == number)
    }
}

/// What is noted while looking.
#[derive(Debug, Default)]
pub(super) struct Book(BTreeMap<u8, Page>);

#[derive(Debug, Default)]
struct Page {
    checks: usize,
    errors: Vec<String>,
    warnings: Vec<String>,
    left_out: usize,
    skipped: Option<String>,
}

impl Book {
    /// Something was looked at.
    pub fn checked(&mut self, number: u8) {
        self.0.entry(number).or_default().checks += 1;
    }

    /// Something is wrong.
    pub fn error(&mut self, number: u8, what: String) {
        let page = self.0.entry(number).or_default();
        if page.errors.len() < LINES { page.errors.push(what) } else { page.left_out += 1 }
    }

    /// Something could be better.
    pub fn warn(&mut self, number: u8, what: String) {
        let page = self.0.entry(number).or_default();
        if page.warnings.len() < LINES && !page.warnings.contains(&what) {
            page.warnings.push(what);
        }
    }

    /// It cannot be asked here.
    pub fn skip(&mut self, number: u8, why: &str) {
        self.0.entry(number).or_default().skipped = Some(why.to_owned());
    }

    /// Everything that nothing is known about yet cannot be asked.
    pub fn skip_open(&mut self, why: &str) {
        for (number, _) in TITLES {
            let page = self.0.entry(number).or_default();
            if page.checks == 0 && page.errors.is_empty() {
                page.skipped = Some(why.to_owned());
            }
        }
    }

    pub fn has_error(&self, number: u8) -> bool {
        self.0.get(&number).is_some_and(|page| !page.errors.is_empty())
    }

    /// Draws the line.
    pub fn close(mut self, metadata: &str, edition: Edition, role: &str, documents: usize) -> Report {
        let items = TITLES
            .iter()
            .filter(|(number, _)| *number <= 20 || edition == Edition::V2_1)
            .map(|(number, title)| self.0.remove(number).unwrap_or_default().into_item(*number, title));
        let requirements: Vec<Item> = items.collect();
        let fulfilled = is_fulfilled(&requirements, role);
        let version = if edition == Edition::V2_1 { "2.1" } else { "2.0" };
        let (metadata, role) = (metadata.to_owned(), role.to_owned());
        Report { metadata, version, role, fulfilled, documents, requirements }
    }
}

impl Page {
    fn into_item(self, requirement: u8, title: &'static str) -> Item {
        let (state, sentence) = match (self.errors.first(), self.skipped) {
            (Some(first), _) => {
                let more = self.errors.len() - 1 + self.left_out;
                let more = if more == 0 { String::new() } else { format!(" (and {more} more)") };
                (State::Fail, format!("{first}{more}."))
            }
            (None, Some(why)) => (State::Skipped, format!("Not checked: {why}.")),
            (None, None) if self.checks == 0 => {
                (State::Pass, "There is nothing that it applies to.".to_owned())
            }
            (None, None) => (State::Pass, format!("Right in all of {} checks.", self.checks)),
        };
        Item { requirement, title, state, sentence, errors: self.errors, warnings: self.warnings }
    }
}

/// What each role asks for (CSAF 2.0 section 7.2; 2.1 adds 24 and 25).
fn is_fulfilled(items: &[Item], role: &str) -> bool {
    let state = |number: u8| items.iter().find(|item| item.requirement == number).map(|item| item.state);
    let fails = |number: u8| state(number) == Some(State::Fail);
    let all = |mut numbers: std::ops::RangeInclusive<u8>| !numbers.any(fails);
    let found = [8, 9, 10].into_iter().any(|number| !fails(number));
    let is_provider = all(5..=7) && found && (all(11..=14) || all(15..=17)) && !fails(24) && !fails(25);
    match role {
        "csaf_publisher" => all(1..=4),
        "csaf_provider" => all(1..=4) && is_provider,
        "csaf_trusted_provider" => all(1..=4) && is_provider && all(18..=20),
        _ => false,
    }
}

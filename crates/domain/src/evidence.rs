//! What a look at a firmware page says: whether the version stands there for this very device, and whether a look
//! that does not show it is a removal or only a page that is being mended.
//!
//! Closing too early and opening too early both mislead people, so what is not clear is a [`Doubt`], which people see:
//! about the device a person decides, about the page a second look after [`SECOND_LOOK`] does.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::matrix::Observation;

/// A page that answers as if it were being mended is believed when it still does so this much later.
pub const SECOND_LOOK: SignedDuration = SignedDuration::from_hours(24);
/// A page with less than a quarter of the bytes it had when it offered the version is not the page it was.
const SHORTER: u64 = 4;
/// Lines above the version in which a heading names the device it is for.
const ABOVE: usize = 40;
/// Lines below it, for pages that name the device after the version.
const BELOW: usize = 3;

/// Why a look is not believed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The version stands there, and nothing near it names the device.
    ManyDevices,
    /// The version stands there for another model or hardware revision.
    OtherDevice,
    /// The page has failed (5xx), is empty, or much shorter than when it offered the version.
    Maintenance,
}

impl Doubt {
    /// The word used in machine output and keys of texts.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ManyDevices => "many-devices",
            Self::OtherDevice => "other-device",
            Self::Maintenance => "maintenance",
        }
    }

    /// True when a person can settle it by looking at the page.
    #[must_use]
    pub fn is_of_device(self) -> bool {
        matches!(self, Self::ManyDevices | Self::OtherDevice)
    }
}

/// What a look without the version says about a page that offered it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Nothing: no answer came, or not to us.
    Silent,
    /// The page is not what it was; a second look decides.
    Doubtful,
    /// The version is gone.
    Removed,
}

/// Reads the absence of the version off a look. `before` is the look that last offered it, `doubted` the moment the
/// present doubt began.
#[must_use]
pub fn absence(now: &Observation, before: Option<&Observation>, doubted: Option<Timestamp>) -> Absence {
    let is_mending = match now.status {
        500..=599 => true,
        200..=299 if now.trouble.is_none() => is_stump(now.size, before.and_then(|seen| seen.size)),
        _ => false,
    };
    if is_mending {
        let is_over = doubted.is_some_and(|since| now.fetched_at.duration_since(since) >= SECOND_LOOK);
        return if is_over { Absence::Removed } else { Absence::Doubtful };
    }
    if now.lacks_the_version() { Absence::Removed } else { Absence::Silent }
}

/// Empty, or much shorter than it was. Of looks from before sizes were kept nothing can be said.
fn is_stump(size: Option<u64>, before: Option<u64>) -> bool {
    match (size, before) {
        (Some(0), _) => true,
        (Some(now), Some(before)) => now.saturating_mul(SHORTER) < before,
        _ => false,
    }
}

/// The device a version is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Device<'a> {
    pub model: &'a str,
    pub revision: Option<&'a str>,
    /// The firmware version looked for, so that `Ver. 1.1` is not taken for a hardware revision.
    pub version: &'a str,
    /// The page belongs to this model and revision alone, as the catalog says.
    pub has_own_page: bool,
    /// All models of the brand, to tell headings apart.
    pub models: &'a BTreeSet<&'a str>,
}

/// Which of the lines that name the version is the one for the device. `hits` are the indexes of those lines.
///
/// # Errors
/// The line to show with the doubt, when none is clearly for it.
pub fn line_for(lines: &[String], hits: &[usize], device: &Device<'_>) -> Result<usize, (usize, Doubt)> {
    let first = hits.first().copied().unwrap_or(0);
    if device.has_own_page {
        return Ok(first);
    }
    let page = Page::read(lines, device);
    let mut doubt = Doubt::ManyDevices;
    for hit in hits {
        match page.belongs(*hit, device) {
            Some(true) => return Ok(*hit),
            Some(false) => doubt = Doubt::OtherDevice,
            None => {}
        }
    }
    Err((first, doubt))
}

/// What each line of a page names.
struct Page<'a> {
    lines: Vec<Named<'a>>,
    /// All models that stand anywhere on it.
    models: BTreeSet<&'a str>,
}

#[derive(Default)]
struct Named<'a> {
    models: BTreeSet<&'a str>,
    revisions: BTreeSet<String>,
}

impl<'a> Page<'a> {
    fn read(lines: &[String], device: &Device<'a>) -> Self {
        let all = words(&lines.join("\n"));
        // Most of a catalog does not stand on a page: what does is looked for line by line.
        let present: Vec<_> =
            device.models.iter().copied().filter(|model| names(&all, &words(model))).collect();
        let version = revision(device.version);
        let lines: Vec<_> = lines.iter().map(|line| Named::read(line, &present, &version)).collect();
        let models = lines.iter().flat_map(|line| line.models.iter().copied()).collect();
        Self { lines, models }
    }

    /// Whether a line is for the device; nothing when the page does not say.
    fn belongs(&self, hit: usize, device: &Device<'_>) -> Option<bool> {
        let model = match self.nearest(hit, |line| !line.models.is_empty()) {
            Some(line) => line.models.contains(device.model),
            // A page that names one model only is about that model.
            None if self.models.len() == 1 => self.models.contains(device.model),
            None => return None,
        };
        Some(model && self.revision_fits(hit, device))
    }

    fn revision_fits(&self, hit: usize, device: &Device<'_>) -> bool {
        let Some(wanted) = device.revision.map(revision) else { return true };
        let named = self.nearest(hit, |line| !line.revisions.is_empty());
        named.is_none_or(|line| line.revisions.contains(&wanted))
    }

    /// The line itself, else the nearest above it, else one right below.
    fn nearest(&self, hit: usize, says: impl Fn(&Named<'a>) -> bool) -> Option<&Named<'a>> {
        let above = (hit.saturating_sub(ABOVE)..=hit).rev();
        let below = hit + 1..=hit + BELOW;
        above.chain(below).filter_map(|at| self.lines.get(at)).find(|line| says(line))
    }
}

impl<'a> Named<'a> {
    fn read(line: &str, models: &[&'a str], version: &str) -> Self {
        let text = words(line);
        let found = models.iter().copied().filter(|model| names(&text, &words(model)));
        let mut revisions = revisions(line);
        revisions.remove(version);
        Self { models: found.collect(), revisions }
    }
}

/// Letters and digits in lower case, everything else as single spaces, with a space at both ends.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in text.chars() {
        if c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// Whether a text names a model as a whole: `EA7500`, `EA7500v2`, `FW_EA7500_2.0.9.img`, but not `EA75000`.
fn names(text: &str, model: &str) -> bool {
    let bare = model.trim();
    if bare.is_empty() {
        return false;
    }
    text.match_indices(bare).any(|(at, _)| {
        let before = text[..at].ends_with(' ');
        let after = &text[at + bare.len()..];
        let is_revision =
            after.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        before && (after.starts_with(' ') || is_revision)
    })
}

/// The hardware revisions that a line names: `v2`, `Version 2.0`, `rev. B1`. Versions of firmware have more parts.
fn revisions(line: &str) -> BTreeSet<String> {
    const MARKS: [&str; 6] = ["v", "ver", "version", "rev", "revision", "hw"];
    let low = line.to_ascii_lowercase();
    let mut found = BTreeSet::new();
    for (at, _) in low.char_indices() {
        let Some(rest) =
            MARKS.iter().filter_map(|mark| low[at..].strip_prefix(mark)).min_by_key(|rest| rest.len())
        else {
            continue;
        };
        // `EA7500v2` names one, `rev` inside of a word does not.
        let last = low[..at].chars().next_back();
        let begins = last.is_none_or(|c| !c.is_ascii_alphabetic());
        let rest = rest.trim_start_matches(['.', ':', ' ']);
        let value: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let value = revision(&value);
        if begins && is_revision(&value) {
            found.insert(value);
        }
    }
    found
}

/// A revision as it is compared: without its mark, and `2.0` as `2`.
fn revision(text: &str) -> String {
    let low = text.trim().to_ascii_lowercase();
    let bare = ["version", "ver", "rev", "v"].iter().find_map(|mark| low.strip_prefix(mark)).unwrap_or(&low);
    let bare = bare.trim_matches(['.', ' ', ':']);
    bare.strip_suffix(".0").unwrap_or(bare).to_owned()
}

/// One or two short groups: `2`, `1.1`, `b1`.
fn is_revision(value: &str) -> bool {
    let groups: Vec<_> = value.split('.').collect();
    let is_short = |group: &&str| (1..=2).contains(&group.len());
    let has_digit = value.bytes().any(|b| b.is_ascii_digit());
    has_digit && groups.len() <= 2 && groups.iter().all(is_short)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    fn judge(text: &str, revision: Option<&str>, has_own_page: bool) -> Result<usize, (usize, Doubt)> {
        let models = BTreeSet::from(["EA7500", "EA7300", "RE6500", "RE6500HG", "F5D5230-4"]);
        let device = Device { model: "EA7500", revision, version: "2.0.9", has_own_page, models: &models };
        let lines = page(text);
        let hits: Vec<_> =
            lines.iter().enumerate().filter(|(_, line)| line.contains("2.0.9")).map(|(at, _)| at).collect();
        line_for(&lines, &hits, &device)
    }

    #[test]
    fn a_version_counts_for_a_device_that_its_line_or_its_heading_names() {
        for (text, revision) in [
            ("EA7500 firmware\nVer. 2.0.9", None),
            ("FW_EA7500_2.0.9.212345_prod.img", Some("v2")),
            ("EA7500v2: 2.0.9", Some("v2")),
            ("Linksys EA7500\nVersion 2.0\nVer. 2.0.9\nVersion 1.0\nVer. 1.1.4", Some("v2")),
            ("EA7300\nVer. 2.0.9\nEA7500\nVer. 2.0.9", None),
            ("Ver. 2.0.9\nfor the EA7500", None),
            ("EA7500 and EA7300\nVer. 2.0.9", None),
            ("EA7500\nHardware revision: v3\n2.0.9", Some("v3")),
            ("EA7500\nv1.1\n2.0.9", Some("v1.1")),
        ] {
            assert!(judge(text, revision, false).is_ok(), "{text}");
        }
        let far = format!("EA7500 downloads\n{}Ver. 2.0.9", "text\n".repeat(100));
        assert!(judge(&far, None, false).is_ok(), "a page of one model is about it");
    }

    #[test]
    fn a_version_without_a_device_or_for_another_one_is_a_doubt() {
        for (text, revision, doubt) in [
            ("Ver. 2.0.9", None, Doubt::ManyDevices),
            ("All downloads\nVer. 2.0.9\nVer. 1.0.1", None, Doubt::ManyDevices),
            ("EA7300\nVer. 2.0.9", None, Doubt::OtherDevice),
            ("EA7500\nVer. 1.0.1\nEA7300\nVer. 2.0.9", None, Doubt::OtherDevice),
            ("EA7500\nVersion 1.0\nVer. 2.0.9\nVersion 2.0\nVer. 2.0.8", Some("v2"), Doubt::OtherDevice),
            ("EA75000\nVer. 2.0.9", None, Doubt::ManyDevices),
            ("RE6500HG\nVer. 2.0.9", None, Doubt::OtherDevice),
        ] {
            assert_eq!(judge(text, revision, false).unwrap_err().1, doubt, "{text}");
        }
        let far = format!("EA7500\nEA7300\n{}Ver. 2.0.9", "text\n".repeat(100));
        assert_eq!(judge(&far, None, false).unwrap_err().1, Doubt::ManyDevices);
        assert!(judge("Ver. 2.0.9", Some("v2"), true).is_ok(), "the page is the device's own");
    }

    #[test]
    fn only_a_page_that_is_what_it_was_removes_a_version_at_once() {
        let at = |hours: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        let look = |status, size: Option<u64>, trouble: Option<&str>| Observation {
            fetched_at: at(24),
            status,
            digest: String::new(),
            line: None,
            trouble: trouble.map(str::to_owned),
            size,
            doubt: None,
        };
        let offered = Observation { line: Some("2.0.9".into()), ..look(200, Some(40_000), None) };
        for (status, size, trouble, expected) in [
            (200, Some(39_000), None, Absence::Removed),
            (200, Some(10_000), None, Absence::Removed),
            (200, Some(9_999), None, Absence::Doubtful),
            (200, Some(0), None, Absence::Doubtful),
            (200, None, None, Absence::Removed),
            (200, Some(39_000), Some("too-large"), Absence::Silent),
            (500, Some(400), None, Absence::Doubtful),
            (503, Some(0), None, Absence::Doubtful),
            (404, Some(400), None, Absence::Removed),
            (410, Some(0), None, Absence::Removed),
            (403, Some(400), None, Absence::Silent),
            (429, Some(400), None, Absence::Silent),
            (0, Some(0), Some("no-answer"), Absence::Silent),
        ] {
            let look = look(status, size, trouble);
            assert_eq!(absence(&look, Some(&offered), None), expected, "{status} {size:?}");
            // A day after the doubt began a page that is still being mended has removed the version.
            let later = if expected == Absence::Doubtful { Absence::Removed } else { expected };
            assert_eq!(absence(&look, Some(&offered), Some(at(0))), later, "{status} {size:?}, a day later");
            assert_eq!(
                absence(&look, Some(&offered), Some(at(1))),
                expected,
                "{status} {size:?}, 23 hours later"
            );
        }
        let old = Observation { size: None, ..offered };
        assert_eq!(absence(&look(200, Some(10), None), Some(&old), None), Absence::Removed);
    }
}

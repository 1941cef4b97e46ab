//! The green-light letter: the maker's signed word that a reporter may disclose, with the evidence it rests on,
//! and the revocation that takes a letter back.

use serde::{Deserialize, Serialize};

use crate::log::Hash;
use crate::note::SignerKey;
use crate::verify::{Document, Kind, SignError, Signed};

/// What a letter says. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Name of the maker.
    pub maker: String,
    /// The maker's program.
    pub program: String,
    /// The case number.
    pub case: String,
    /// Number of the letter within its case, from 1.
    pub serial: u64,
    /// [`Signed::digest`] of the receipt of the report the letter is for.
    pub receipt_sha256: Hash,
    /// When the letter was given.
    pub given_at: String,
    /// Why disclosure is free.
    pub outcome: Outcome,
    /// The flaws it covers.
    pub vulnerabilities: Vec<CoveredVulnerability>,
    /// The cells of the fix matrix closed by a fix.
    pub fixed: Vec<FixedCell>,
    /// The cells closed in another way.
    pub closed_otherwise: Vec<ClosedCell>,
    /// What the disclosure has to contain.
    pub conditions: Vec<String>,
    /// The maker's sentence, in the report's language.
    pub statement: String,
}

/// Why disclosure is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Every cell is closed by evidence.
    Green,
    /// The flaw or an exploit is public, or attacks are seen.
    LimitLifted,
}

impl Outcome {
    /// As in the file.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Green => "green",
            Outcome::LimitLifted => "limit-lifted",
        }
    }
}

/// One flaw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredVulnerability {
    /// Its CVE id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cve: Option<String>,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A device for which the fix is out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedCell {
    /// The model.
    pub model: String,
    /// The hardware revision.
    pub hardware_revision: String,
    /// The sales region.
    pub region: String,
    /// The fixed firmware.
    pub version: String,
    /// The page that offers it.
    pub page: String,
    /// What was seen there.
    pub evidence: Evidence,
}

/// The fetched page on which a cell rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// When it was fetched.
    pub fetched_at: String,
    /// SHA-256 of what came.
    pub sha256: Hash,
}

/// A device that needs or gets no fix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedCell {
    /// The model.
    pub model: String,
    /// The hardware revision.
    pub hardware_revision: String,
    /// The sales region.
    pub region: String,
    /// `not-affected` or `no-fix-planned`.
    pub status: String,
    /// The justification.
    pub reason: String,
}

/// A letter with its signature.
pub type SignedLetter = Signed<Letter>;

impl Letter {
    /// Signs the letter.
    ///
    /// # Errors
    /// A number beyond 2^53 - 1.
    pub fn sign(self, key: &SignerKey) -> Result<SignedLetter, SignError> {
        Signed::new(self, key)
    }
}

impl Document for Letter {
    const TYPE: &'static str = "tellfirst-green-light/v1";
    const KIND: Kind = Kind::Letter;

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("maker", self.maker.clone()),
            ("program", self.program.clone()),
            ("case", self.case.clone()),
            ("serial", self.serial.to_string()),
            ("given", self.given_at.clone()),
            ("outcome", self.outcome.as_str().to_owned()),
            ("fixed devices", self.fixed.len().to_string()),
            ("otherwise closed", self.closed_otherwise.len().to_string()),
            ("statement", self.statement.clone()),
        ]
    }
}

/// Takes a letter back, because a cell was reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Name of the maker.
    pub maker: String,
    /// The maker's program.
    pub program: String,
    /// The case number.
    pub case: String,
    /// Serial of the letter taken back.
    pub serial: u64,
    /// [`Signed::digest`] of that letter.
    pub letter_sha256: Hash,
    /// From when it no longer counts.
    pub revoked_at: String,
    /// Why, in the report's language.
    pub statement: String,
}

/// A revocation with its signature.
pub type SignedRevocation = Signed<Revocation>;

impl Revocation {
    /// Signs the revocation.
    ///
    /// # Errors
    /// A number beyond 2^53 - 1.
    pub fn sign(self, key: &SignerKey) -> Result<SignedRevocation, SignError> {
        Signed::new(self, key)
    }

    /// Whether it names this very letter.
    pub fn takes_back(&self, letter: &SignedLetter) -> bool {
        self.letter_sha256 == letter.digest()
    }
}

impl Document for Revocation {
    const TYPE: &'static str = "tellfirst-revocation/v1";
    const KIND: Kind = Kind::Revocation;

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("maker", self.maker.clone()),
            ("program", self.program.clone()),
            ("case", self.case.clone()),
            ("serial of the letter", self.serial.to_string()),
            ("revoked", self.revoked_at.clone()),
            ("statement", self.statement.clone()),
        ]
    }
}

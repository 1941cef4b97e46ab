//! The receipt a reporter gets: what was received when, under which policy, and what was promised.
//!
//! It reveals nothing of the report: that is named by a salted digest, and the reporter gets the salt beside it.

use serde::{Deserialize, Serialize};

use crate::log::Hash;
use crate::log::commitment::{self, Salt};
use crate::note::SignerKey;
use crate::verify::{Document, Kind, SignError, Signed};

/// What a receipt says. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Name of the maker.
    pub maker: String,
    /// The maker's program.
    pub program: String,
    /// The case number, such as `LNK-2026-0042`.
    pub case: String,
    /// When the report was safely stored.
    pub received_at: String,
    /// [`commitment::report_digest`] of the report.
    pub report_sha256: Hash,
    /// The files that came with it.
    pub files: Vec<ReceivedFile>,
    /// Number of the policy version the reporter saw.
    pub policy_version: u64,
    /// Content hash of that version.
    pub policy_sha256: Hash,
    /// Until when the maker has promised to acknowledge.
    pub acknowledge_by: String,
    /// What was promised, in the report's language.
    pub statement: String,
}

/// One file of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceivedFile {
    /// SHA-256 of the file's name, if it is to be named at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_sha256: Option<Hash>,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the content.
    pub sha256: Hash,
}

/// A receipt with its signature.
pub type SignedReceipt = Signed<Receipt>;

impl Receipt {
    /// Signs the receipt.
    ///
    /// # Errors
    /// A number beyond 2^53 - 1.
    pub fn sign(self, key: &SignerKey) -> Result<SignedReceipt, SignError> {
        Signed::new(self, key)
    }

    /// Whether this receipt is for that report: `report` is its canonical JSON, `salt` what the reporter was given.
    pub fn covers_report(&self, salt: &Salt, report: &[u8]) -> bool {
        commitment::report_digest(salt, report) == self.report_sha256
    }
}

impl Document for Receipt {
    const TYPE: &'static str = "tellfirst-receipt/v1";
    const KIND: Kind = Kind::Receipt;

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("maker", self.maker.clone()),
            ("program", self.program.clone()),
            ("case", self.case.clone()),
            ("received", self.received_at.clone()),
            ("files", self.files.len().to_string()),
            ("policy version", self.policy_version.to_string()),
            ("acknowledge by", self.acknowledge_by.clone()),
            ("statement", self.statement.clone()),
        ]
    }
}

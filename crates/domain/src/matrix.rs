//! The fix matrix: vulnerability × SKU, each cell closed only by evidence.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::evidence::Doubt;
use crate::id::{SkuId, UserId, VulnerabilityNo};

/// Where in the matrix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellId {
    pub vulnerability: VulnerabilityNo,
    pub sku: SkuId,
}

/// Why a product is not affected (the five justifications of VEX, as CSAF flags name them).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Justification {
    ComponentNotPresent,
    VulnerableCodeNotPresent,
    VulnerableCodeNotInExecutePath,
    VulnerableCodeCannotBeControlledByAdversary,
    InlineMitigationsAlreadyExist,
}

impl Justification {
    /// Every justification, in the order the standard lists them.
    pub const ALL: [Self; 5] = [
        Self::ComponentNotPresent,
        Self::VulnerableCodeNotPresent,
        Self::VulnerableCodeNotInExecutePath,
        Self::VulnerableCodeCannotBeControlledByAdversary,
        Self::InlineMitigationsAlreadyExist,
    ];

    /// The label that CSAF 2.0 (section 3.2.3.5.2) uses.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ComponentNotPresent => "component_not_present",
            Self::VulnerableCodeNotPresent => "vulnerable_code_not_present",
            Self::VulnerableCodeNotInExecutePath => "vulnerable_code_not_in_execute_path",
            Self::VulnerableCodeCannotBeControlledByAdversary => {
                "vulnerable_code_cannot_be_controlled_by_adversary"
            }
            Self::InlineMitigationsAlreadyExist => "inline_mitigations_already_exist",
        }
    }

    /// The justification that a label names.
    #[must_use]
    pub fn from_label(label: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|j| j.label() == label)
    }
}

/// A firmware that was published for a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    pub version: String,
    /// The maker's page that offers it.
    pub page: String,
    pub date: Date,
    /// SHA-256 of the firmware file in lower-case hex, when the maker states it.
    pub sha256: Option<String>,
}

/// What the server saw when it fetched a firmware page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    pub fetched_at: Timestamp,
    /// The HTTP status, 0 when no answer came.
    pub status: u16,
    /// SHA-256 of the bytes that came, lower-case hex.
    pub digest: String,
    /// The line of the page that names the version; `None` when no line does.
    pub line: Option<String>,
    /// What went wrong, in a few words without content.
    pub trouble: Option<String>,
    /// Bytes that came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Why the look is not believed at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}

impl Observation {
    /// True when the page answered and offers the version.
    #[must_use]
    pub fn offers_the_version(&self) -> bool {
        (200..300).contains(&self.status) && self.line.is_some()
    }

    /// True when the page answered, was read to its end, and does not offer the version.
    ///
    /// An outage, a busy server or a refused robot says nothing about what the page offers.
    #[must_use]
    pub fn lacks_the_version(&self) -> bool {
        let answered = (200..300).contains(&self.status) || matches!(self.status, 404 | 410);
        answered && self.line.is_none() && self.trouble.is_none()
    }

    /// True when both looks tell people the same.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let told = |look: &Self| (look.status, look.line.clone(), look.trouble.clone(), look.doubt);
        told(self) == told(other)
    }
}

/// Why there will be no fix, and what owners can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoFix {
    pub reason: String,
    pub mitigation: String,
    pub proposed_by: UserId,
    /// A second person, because hiding risk takes two.
    pub approved_by: Option<UserId>,
}

/// How far a cell has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Status {
    UnderInvestigation,
    Affected,
    NotAffected { justification: Justification, explanation: String },
    Commissioned,
    Released { release: Release, evidence: Option<Observation> },
    NoFixPlanned(NoFix),
}

/// One cell: its status and the commission that goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub status: Status,
    pub commission: Option<Commission>,
    /// The last look at the page, whether it offered the version or not.
    pub last_look: Option<Observation>,
    /// The reporter tried the released firmware and says the flaw is gone.
    pub retested: bool,
    /// When the page of a closed cell began to answer as if it were being mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubted_since: Option<Timestamp>,
    /// Who looked at a page of many devices and found the version to be for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<UserId>,
}

/// The order to the remediation team for a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commission {
    pub given_at: Timestamp,
    pub due: Date,
    pub engineer: Option<UserId>,
}

impl Cell {
    /// A cell about which nothing is known yet.
    #[must_use]
    pub fn new(status: Status) -> Self {
        let (commission, last_look) = (None, None);
        Self { status, commission, last_look, retested: false, doubted_since: None, confirmed_by: None }
    }

    /// Closed means: nobody has to wait for this device any more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        match &self.status {
            Status::NotAffected { .. } => true,
            Status::Released { evidence, .. } => evidence.is_some(),
            Status::NoFixPlanned(no_fix) => no_fix.approved_by.is_some(),
            Status::UnderInvestigation | Status::Affected | Status::Commissioned => false,
        }
    }

    /// What keeps the last look from being believed: about a page that answers oddly while the cell is closed, or
    /// about the device while it is open.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        let Status::Released { evidence, .. } = &self.status else { return None };
        let doubt = self.last_look.as_ref().and_then(|look| look.doubt);
        match evidence {
            Some(_) => self.doubted_since.and(Some(Doubt::Maintenance)),
            None => doubt.filter(|doubt| doubt.is_of_device()),
        }
    }

    /// The key of the word that names the status to people.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match &self.status {
            Status::UnderInvestigation => "under-investigation",
            Status::Affected => "affected",
            Status::NotAffected { .. } => "not-affected",
            Status::Commissioned => "commissioned",
            Status::Released { evidence: None, .. } => "released",
            Status::Released { .. } => "verified",
            Status::NoFixPlanned(NoFix { approved_by: None, .. }) => "no-fix-proposed",
            Status::NoFixPlanned(_) => "no-fix",
        }
    }
}

/// The matrix of one case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Matrix {
    // A list of pairs in JSON: the key is not a string.
    #[serde(with = "pairs")]
    cells: BTreeMap<CellId, Cell>,
}

impl Matrix {
    /// Sets a cell.
    pub fn set(&mut self, id: CellId, cell: Cell) {
        self.cells.insert(id, cell);
    }

    /// Takes a cell out, because the product was listed by mistake.
    pub fn remove(&mut self, id: &CellId) {
        self.cells.remove(id);
    }

    /// The cell at a place.
    #[must_use]
    pub fn find(&self, id: &CellId) -> Option<&Cell> {
        self.cells.get(id)
    }

    /// The cell at a place, to be changed.
    pub fn find_mut(&mut self, id: &CellId) -> Option<&mut Cell> {
        self.cells.get_mut(id)
    }

    /// Every cell, by vulnerability and then by product.
    pub fn cells(&self) -> impl Iterator<Item = (&CellId, &Cell)> {
        self.cells.iter()
    }

    /// The cells that still keep somebody waiting.
    pub fn open_cells(&self) -> impl Iterator<Item = (&CellId, &Cell)> {
        self.cells().filter(|(_, cell)| !cell.is_closed())
    }

    /// The products that stand in it.
    #[must_use]
    pub fn skus(&self) -> Vec<SkuId> {
        let mut skus: Vec<_> = self.cells.keys().map(|id| id.sku.clone()).collect();
        skus.sort();
        skus.dedup();
        skus
    }
}

mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Cell, CellId};

    pub fn serialize<S: Serializer>(cells: &BTreeMap<CellId, Cell>, to: S) -> Result<S::Ok, S::Error> {
        cells.iter().collect::<Vec<_>>().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<CellId, Cell>, D::Error> {
        Ok(Vec::<(CellId, Cell)>::deserialize(from)?.into_iter().collect())
    }
}

//! Names of things as types, so that a case number is never taken for a user id.

use serde::{Deserialize, Serialize};

/// Defines a text id that is opaque to the rules and compares by its text.
macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    };
}
pub(crate) use text_id;

text_id! {
    /// The public number of a case, for example `LNK-2026-0042`.
    CaseNumber
}
text_id! {
    /// A member of the maker's staff.
    UserId
}
text_id! {
    /// A brand of the program, by its id in `program.toml`, for example `linksys`.
    BrandId
}

text_id! {
    /// A product as sold and updated: model × hardware revision × region, by its stable slug.
    SkuId
}

impl CaseNumber {
    /// Composes a number from the brand's prefix, the year and the running count of both.
    #[must_use]
    pub fn compose(prefix: &str, year: i16, count: i64) -> Self {
        Self(format!("{prefix}-{year}-{count:04}"))
    }

    /// Reads what a person typed: any case, spaces around it, missing leading zeros are fine.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_ascii_uppercase();
        let mut parts = typed.split('-');
        let (prefix, year, count) = (parts.next()?, parts.next()?, parts.next()?);
        let well_formed = parts.next().is_none()
            && (1..=8).contains(&prefix.len())
            && prefix.bytes().all(|b| b.is_ascii_alphanumeric())
            && year.len() == 4
            && (1..=12).contains(&count.len())
            && count.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = year.parse().ok()?;
        let count: i64 = count.parse().ok()?;
        well_formed.then(|| Self::compose(prefix, year, count))
    }
}

/// A report within its case, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReportNo(pub u32);

/// A vulnerability within its case, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VulnerabilityNo(pub u32);

impl ReportNo {
    /// The report that opened the case.
    pub const FIRST: Self = Self(1);
}

impl VulnerabilityNo {
    /// The vulnerability every new case begins with.
    pub const FIRST: Self = Self(1);
}

/// A CVE id such as `CVE-2026-12345` (CVE Record Format 5.x: year, then four to nineteen digits).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CveId(String);

impl CveId {
    /// The id as text, in upper case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CveId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let id = text.trim().to_ascii_uppercase().replace(['\u{2010}', '\u{2011}', '\u{2013}'], "-");
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        match id.split('-').collect::<Vec<_>>()[..] {
            ["CVE", year, count]
                if year.len() == 4 && digits(year) && (4..=19).contains(&count.len()) && digits(count) =>
            {
                Ok(Self(id))
            }
            _ => Err("a CVE id looks like CVE-2026-12345".to_owned()),
        }
    }
}

impl From<CveId> for String {
    fn from(id: CveId) -> Self {
        id.0
    }
}

/// A weakness by its number in the CWE list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CweId(pub u32);

impl CweId {
    /// Reads `CWE-79`, `cwe 79` or `79`.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let lower = typed.trim().to_ascii_lowercase();
        let digits = lower.strip_prefix("cwe").unwrap_or(&lower).trim_start_matches(['-', ' ', '_', ':']);
        let number: u32 = digits.parse().ok()?;
        (1..=9999).contains(&number).then_some(Self(number))
    }
}

impl std::fmt::Display for CweId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CWE-{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_number_is_read_as_people_type_it() {
        for typed in ["LNK-2026-0042", " lnk-2026-42 ", "lnk-2026-00042"] {
            assert_eq!(CaseNumber::parse(typed), Some(CaseNumber::from("LNK-2026-0042")), "{typed}");
        }
        for typed in ["", "LNK-26-1", "LNK-2026", "LNK-2026-1-2", "LNK-2026-x", "-2026-1", "L K-2026-1"] {
            assert_eq!(CaseNumber::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_cve_id_is_checked_and_weaknesses_are_read_in_common_spellings() {
        assert!(CveId::try_from("cve\u{2011}2026\u{2011}12345".to_owned()).is_ok());
        assert!(CveId::try_from("CVE-2026-123".to_owned()).is_err());
        assert_eq!(CweId::parse("cwe-078"), Some(CweId(78)));
        assert_eq!(CweId::parse("CWE-abc"), None);
    }
}

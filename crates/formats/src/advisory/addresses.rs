//! Where an advisory is served. Invariant: every address is below one `https` origin and is built here alone.

use serde::{Deserialize, Serialize};

use super::Advisory;
use crate::csaf::build::file_name;

/// The origin under which a maker's public files are served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addresses {
    /// Scheme and host without a final slash: `https://security.example.com`.
    pub base: String,
}

impl Addresses {
    /// Takes an origin, with or without a final slash.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self { base: base.trim_end_matches('/').to_owned() }
    }

    /// The page of an advisory.
    #[must_use]
    pub fn page(&self, advisory: &Advisory) -> String {
        format!("{}/advisories/{}", self.base, percent_encoded(advisory.id.as_str()))
    }

    /// The folder that holds the metadata of the CSAF provider, with a final slash.
    #[must_use]
    pub fn csaf_root(&self) -> String {
        format!("{}/.well-known/csaf/", self.base)
    }

    /// The CSAF 2.0 document of an advisory; none while it has no revision.
    #[must_use]
    pub fn find_csaf(&self, advisory: &Advisory) -> Option<String> {
        let year = super::utc_year(advisory.find_initial_release()?);
        let folder = advisory.tlp.folder();
        Some(format!("{}{folder}/{year}/{}", self.csaf_root(), file_name(&advisory.id)))
    }
}

impl Addresses {
    /// The CSAF 2.1 document of an advisory, in the folder for the time in which both versions are served (2.1
    /// draft, section 7.1); none while it has no revision.
    #[must_use]
    pub fn find_csaf_2_1(&self, advisory: &Advisory) -> Option<String> {
        let year = super::utc_year(advisory.find_initial_release()?);
        let folder = advisory.tlp.label_2().to_lowercase();
        Some(format!("{}v2.1/{folder}/{year}/{}", self.csaf_root(), file_name(&advisory.id)))
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986 section 2.3.
pub(crate) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

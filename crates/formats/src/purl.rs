//! Package URLs (purl): the name of a software package as one line of text, by the specification of package-url.
//!
//! Invariant: a [`Purl`] obeys the rules of its type, so that what it prints is canonical and reads back as itself.
//! [`Purl::parse`] is strict about what people must not write; [`canonical`] also takes qualifier names in capitals,
//! as the specification wants of a program that cleans purls up.

use std::collections::BTreeMap;
use std::fmt;

mod text;
mod types;

/// Why a text or a set of parts is no purl.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PurlError {
    /// It does not begin with `pkg:`.
    #[error("a purl begins with \"pkg:\"")]
    Scheme,
    /// The type is missing or holds other characters.
    #[error("a purl has a type of letters, digits, '.', '+' and '-' that begins with a letter, then '/'")]
    Type,
    /// The name is missing.
    #[error("a purl has a name")]
    Name,
    /// A part is no UTF-8 after decoding.
    #[error("the {0} is no UTF-8 when percent-decoded")]
    NotUtf8(&'static str),
    /// A segment of namespace or subpath holds a slash after decoding.
    #[error("a segment of the {0} is empty, dots alone, or holds an encoded slash")]
    Segment(&'static str),
    /// A qualifier's name is not of the allowed form.
    #[error("a qualifier name is of lower-case letters, digits, '.', '-' and '_' and begins with a letter")]
    QualifierName,
    /// A qualifier stands twice.
    #[error("a qualifier of one name stands there twice")]
    QualifierTwice,
    /// A rule of the type is broken.
    #[error("{0}")]
    OfType(&'static str),
}

/// The parts of a purl, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purl {
    kind: String,
    namespace: Option<String>,
    name: String,
    version: Option<String>,
    qualifiers: BTreeMap<String, String>,
    subpath: Option<String>,
}

/// The parts to build a purl from, decoded; empty texts are missing parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// The type, like `npm`.
    pub kind: String,
    /// Segments joined by `/`.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// The version.
    pub version: String,
    /// Pairs of name and value.
    pub qualifiers: Vec<(String, String)>,
    /// Segments joined by `/`.
    pub subpath: String,
}

impl Purl {
    /// Reads a purl.
    ///
    /// # Errors
    /// When the text breaks a rule of the specification or of the purl's type.
    pub fn parse(text: &str) -> Result<Self, PurlError> {
        Self::build(text::split(text, text::Case::Kept)?)
    }

    /// Builds a purl and brings its parts into canonical form.
    ///
    /// # Errors
    /// When the parts break a rule of the specification or of the type.
    pub fn build(parts: Parts) -> Result<Self, PurlError> {
        if !text::is_type(&parts.kind) {
            return Err(PurlError::Type);
        }
        if parts.name.is_empty() {
            return Err(PurlError::Name);
        }
        let mut qualifiers = BTreeMap::new();
        for (name, value) in parts.qualifiers {
            let name = name.to_ascii_lowercase();
            if !text::is_qualifier_name(&name) {
                return Err(PurlError::QualifierName);
            }
            if !value.is_empty() && qualifiers.insert(name, value).is_some() {
                return Err(PurlError::QualifierTwice);
            }
        }
        let mut purl = Self {
            kind: parts.kind.to_ascii_lowercase(),
            namespace: text::segments(&parts.namespace),
            name: parts.name,
            version: Some(parts.version).filter(|version| !version.is_empty()),
            qualifiers,
            subpath: text::segments(&parts.subpath),
        };
        types::apply(&mut purl)?;
        Ok(purl)
    }

    /// The type, in lower case.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The namespace, segments joined by `/`.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The qualifiers by name.
    #[must_use]
    pub fn qualifiers(&self) -> &BTreeMap<String, String> {
        &self.qualifiers
    }

    /// The path inside the package.
    #[must_use]
    pub fn subpath(&self) -> Option<&str> {
        self.subpath.as_deref()
    }

    /// The same package without a version.
    #[must_use]
    pub fn without_version(&self) -> Self {
        Self { version: None, ..self.clone() }
    }
}

impl fmt::Display for Purl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "pkg:{}/", self.kind)?;
        if let Some(namespace) = &self.namespace {
            write!(f, "{}/", text::encode_segments(namespace))?;
        }
        if types::name_has_segments(&self.kind) {
            f.write_str(&text::encode_segments(&self.name))?;
        } else {
            f.write_str(&text::encode(&self.name))?;
        }
        if let Some(version) = &self.version {
            write!(f, "@{}", text::encode(version))?;
        }
        for (index, (name, value)) in self.qualifiers.iter().enumerate() {
            write!(f, "{}{name}={}", if index == 0 { '?' } else { '&' }, text::encode(value))?;
        }
        if let Some(subpath) = &self.subpath {
            write!(f, "#{}", text::encode_segments(subpath))?;
        }
        Ok(())
    }
}

/// The canonical form of a purl that may have qualifier names in capitals.
///
/// # Errors
/// As [`Purl::parse`].
pub fn canonical(text: &str) -> Result<String, PurlError> {
    Ok(Purl::build(text::split(text, text::Case::Folded)?)?.to_string())
}

/// What CVE Services refuse of a `packageURL` (since October 2025), beyond a purl that cannot be read: a version, a
/// `vers` qualifier, an empty subpath. None when they take it.
#[must_use]
pub fn find_fault_for_cve(text: &str) -> Option<String> {
    let purl = match Purl::parse(text) {
        Ok(purl) => purl,
        Err(error) => return Some(error.to_string()),
    };
    if purl.version.is_some() {
        return Some(
            "the package URL must not have a version; versions stand in the list of versions".to_owned(),
        );
    }
    if purl.qualifiers.contains_key("vers") {
        return Some("the package URL must not have a vers qualifier".to_owned());
    }
    if text.contains('#') && purl.subpath.is_none() {
        return Some("the package URL has an empty subpath; leave out the '#'".to_owned());
    }
    text.get(..text.find(['?', '#']).unwrap_or(text.len()))
        .filter(|path| path.to_ascii_lowercase().contains("%3a"))
        .map(|_| "a colon in a package URL stands unencoded".to_owned())
}

#[cfg(test)]
mod tests;

//! An advisory as a CSAF 2.0 document of the profile "security advisory" (section 4.4).
//!
//! Invariant: the bytes depend on the advisory alone, so that a document rendered twice has one hash.

use serde_json::{Value, json};

use super::canonical;
use crate::advisory::{Acknowledgment, Advisory, AdvisoryId, Reference, SkuId, Texts};

pub mod draft_2_1;
mod products;
pub mod vex;
mod vulnerabilities;

/// Why an advisory cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The advisory's own language has no texts or no title.
    #[error("the advisory has no title in its own language; write one")]
    NoTitle,
    /// There is no revision.
    #[error("the advisory has no revision; a published document needs at least one")]
    NoRevision,
    /// Numbers have gaps or dates go back.
    #[error("revision {number} is out of order: numbers run from 1 without gaps and dates never go back")]
    RevisionOrder {
        /// The first revision that does not fit.
        number: u32,
    },
    /// The profile needs at least one vulnerability.
    #[error("the advisory has no vulnerability; add one or publish it in another form")]
    NoVulnerability,
    /// A vulnerability says nothing about any SKU.
    #[error("vulnerability {index} has no status for any SKU; fill in its row of the fix matrix")]
    NoStatus {
        /// Counted from 0.
        index: usize,
    },
    /// A status names a SKU that is not among the advisory's.
    #[error("vulnerability {index} speaks of SKU {sku}, which the advisory does not list")]
    UnknownSku {
        /// Counted from 0.
        index: usize,
        /// The SKU.
        sku: SkuId,
    },
    /// A CVSS vector of one version stands in the place of another.
    #[error(
        "vulnerability {index} has a vector of another version in the place of its CVSS {version} vector"
    )]
    Cvss {
        /// Counted from 0.
        index: usize,
        /// `3.1` or `4.0`.
        version: &'static str,
    },
}

/// The document as canonical bytes.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn to_bytes(advisory: &Advisory) -> Result<Vec<u8>, BuildError> {
    Ok(canonical::to_bytes(&document(advisory)?))
}

/// The document as JSON.
///
/// # Errors
/// When the advisory lacks what the profile requires; see [`BuildError`].
pub fn document(advisory: &Advisory) -> Result<Value, BuildError> {
    let texts = advisory.texts.get(&advisory.language).ok_or(BuildError::NoTitle)?;
    if texts.title.trim().is_empty() {
        return Err(BuildError::NoTitle);
    }
    check_revisions(advisory)?;
    let mut products = products::Products::default();
    let vulnerabilities = vulnerabilities::list(advisory, &mut products)?;
    let mut document = json!({
        "category": "csaf_security_advisory",
        "csaf_version": "2.0",
        "title": texts.title.trim(),
        "lang": advisory.language.as_str(),
        "distribution": {"tlp": {"label": advisory.tlp.label(), "url": "https://www.first.org/tlp/"}},
        "publisher": publisher(advisory),
        "tracking": tracking(advisory),
        "references": references(advisory),
    });
    put_list(&mut document, "notes", notes(advisory, texts));
    put_list(&mut document, "acknowledgments", acknowledgments(&advisory.acknowledgments));
    Ok(json!({
        "document": document,
        "product_tree": products.into_tree(),
        "vulnerabilities": vulnerabilities,
    }))
}

/// The file name of a document (CSAF 2.0 section 5.1): lower case, every run of other characters than
/// letters, digits, `+` and `-` one underscore, then `.json`.
#[must_use]
pub fn file_name(id: &AdvisoryId) -> String {
    file_name_of(id.as_str())
}

/// The same for any text that a document gives as its id.
#[must_use]
pub fn file_name_of(id: &str) -> String {
    let mut name = String::with_capacity(id.len() + 5);
    let mut in_run = false;
    for c in id.to_lowercase().chars() {
        let kept = c.is_ascii_lowercase() || c.is_ascii_digit() || c == '+' || c == '-';
        if kept {
            name.push(c);
        } else if !in_run {
            name.push('_');
        }
        in_run = !kept;
    }
    name.push_str(".json");
    name
}

fn check_revisions(advisory: &Advisory) -> Result<(), BuildError> {
    if advisory.revisions.is_empty() {
        return Err(BuildError::NoRevision);
    }
    let mut before = None;
    for (expected, revision) in (1..).zip(&advisory.revisions) {
        if revision.number != expected || before.is_some_and(|date| revision.date < date) {
            return Err(BuildError::RevisionOrder { number: revision.number });
        }
        before = Some(revision.date);
    }
    Ok(())
}

fn publisher(advisory: &Advisory) -> Value {
    let publisher = &advisory.publisher;
    let mut out = json!({
        "category": "vendor",
        "name": publisher.name,
        "namespace": publisher.namespace,
    });
    put_text(&mut out, "contact_details", &publisher.contact);
    put_text(&mut out, "issuing_authority", &publisher.authority);
    out
}

fn tracking(advisory: &Advisory) -> Value {
    let history: Vec<Value> = advisory
        .revisions
        .iter()
        .map(|revision| {
            json!({
                "date": revision.date.to_string(),
                "number": revision.number.to_string(),
                "summary": text_or(&revision.summary, "Revised."),
            })
        })
        .collect();
    let current = advisory.revisions.last();
    let date = current.map(|revision| revision.date.to_string());
    json!({
        "id": advisory.id.as_str(),
        "status": advisory.status.label(),
        "version": current.map(|revision| revision.number.to_string()),
        "initial_release_date": advisory.find_initial_release().map(|date| date.to_string()),
        "current_release_date": date,
        "revision_history": history,
        // The date of the revision and not of the rendering: the bytes must not depend on the clock.
        "generator": {"date": date, "engine": {"name": "Tellfirst", "version": env!("CARGO_PKG_VERSION")}},
    })
}

fn references(advisory: &Advisory) -> Vec<Value> {
    let own = advisory.addresses.find_csaf(advisory).map(|url| ("Canonical URL", url));
    let page = ("Advisory on the publisher's site", advisory.addresses.page(advisory));
    own.into_iter()
        .chain([page])
        .map(|(summary, url)| json!({"category": "self", "summary": summary, "url": url}))
        .chain(external(&advisory.references))
        .collect()
}

fn external(references: &[Reference]) -> impl Iterator<Item = Value> {
    references.iter().map(|reference| {
        json!({
            "category": "external",
            "summary": text_or(&reference.summary, &reference.url),
            "url": reference.url,
        })
    })
}

fn notes(advisory: &Advisory, texts: &Texts) -> Vec<Value> {
    let disclaimer = advisory.legal_disclaimer.as_deref().unwrap_or_default();
    let timeline: Vec<String> =
        advisory.timeline.iter().map(|entry| format!("- {}: {}", entry.date, entry.event.trim())).collect();
    [
        ("summary", "Summary", texts.summary.as_str()),
        ("details", "Impact", texts.impact.as_str()),
        ("general", "What to do", texts.what_to_do.as_str()),
        ("other", "Timeline", timeline.join("\n").as_str()),
        ("legal_disclaimer", "Terms of use", disclaimer),
    ]
    .into_iter()
    .filter_map(|(category, title, text)| note(category, title, text))
    .collect()
}

fn note(category: &str, title: &str, text: &str) -> Option<Value> {
    let text = text.trim();
    (!text.is_empty()).then(|| json!({"category": category, "title": title, "text": text}))
}

fn acknowledgments(thanks: &[Acknowledgment]) -> Vec<Value> {
    thanks.iter().filter_map(acknowledgment).collect()
}

fn acknowledgment(thanks: &Acknowledgment) -> Option<Value> {
    let mut out = json!({});
    let texts = |list: &[String]| -> Vec<Value> {
        list.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(Value::from).collect()
    };
    put_list(&mut out, "names", texts(&thanks.names));
    put_list(&mut out, "urls", texts(&thanks.urls));
    put_text(&mut out, "organization", thanks.organization.as_deref().unwrap_or_default());
    put_text(&mut out, "summary", thanks.summary.as_deref().unwrap_or_default());
    out.as_object().is_some_and(|members| !members.is_empty()).then_some(out)
}

/// Sets a member unless the list is empty: the schema allows no empty lists.
fn put_list(object: &mut Value, name: &str, list: Vec<Value>) {
    if let (Some(members), false) = (object.as_object_mut(), list.is_empty()) {
        members.insert(name.to_owned(), Value::Array(list));
    }
}

/// Sets a member unless the text is blank: the schema allows no empty texts.
fn put_text(object: &mut Value, name: &str, text: &str) {
    let text = text.trim();
    if let (Some(members), false) = (object.as_object_mut(), text.is_empty()) {
        members.insert(name.to_owned(), Value::from(text));
    }
}

fn text_or<'a>(text: &'a str, fallback: &'a str) -> &'a str {
    let text = text.trim();
    if text.is_empty() { fallback } else { text }
}

#[cfg(test)]
mod tests;

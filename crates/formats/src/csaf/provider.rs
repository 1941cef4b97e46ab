//! What a CSAF trusted provider serves beside its documents (CSAF 2.0 section 7): metadata, ROLIE feeds, index,
//! changes, listings and hashes.
//!
//! Invariants: everything is made from one list of documents in one go, so that feed, index, changes and listings
//! always name the same ones; a document stands only below the folder of its own TLP label. Detached signatures
//! (`.asc`) and the public key are added by the caller, at the paths that [`Tree::list_unsigned`] and
//! [`OpenPgpKey::path`] name.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sha2::{Digest, Sha256, Sha512};

use super::build::file_name;
use crate::advisory::{Addresses, Advisory, AdvisoryId, DocumentStatus, Publisher, Tlp, utc_year};

mod directory;
mod metadata;
mod rolie;
pub mod schema;

/// Which edition of the standard a tree follows. Both may be served side by side while readers change over (2.1
/// draft, section 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// CSAF 2.0, at the well-known place.
    V2_0,
    /// The draft of CSAF 2.1, in a folder of its own below it.
    V2_1,
}

impl Edition {
    /// The folder below `/.well-known/csaf/`, with a final slash unless it is that folder itself.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::V2_0 => "",
            Self::V2_1 => "v2.1/",
        }
    }

    fn label(self, tlp: Tlp) -> &'static str {
        match self {
            Self::V2_0 => tlp.label(),
            Self::V2_1 => tlp.label_2(),
        }
    }

    /// The folder of a label, below that of the edition.
    #[must_use]
    pub fn label_folder(self, tlp: Tlp) -> &'static str {
        match (self, tlp) {
            (Self::V2_1, Tlp::White) => "clear",
            _ => tlp.folder(),
        }
    }
}

/// What the provider promises (CSAF 2.0 section 7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Documents and metadata.
    Provider,
    /// And hashes, signatures and a public key. Feeds then name a signature for each document.
    TrustedProvider,
}

/// Whether aggregators may name or copy the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aggregation {
    /// Neither.
    None,
    /// They may list it.
    List,
    /// They may list it and keep copies.
    ListAndMirror,
}

/// A public key that documents are signed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPgpKey {
    /// 40 or more hex digits.
    pub fingerprint: String,
}

impl OpenPgpKey {
    /// Where the armored key is to be put, below the root of the tree.
    #[must_use]
    pub fn path(&self) -> String {
        format!("openpgp/{}.asc", self.fingerprint.to_uppercase())
    }
}

/// The provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Which edition of the standard the tree follows.
    pub edition: Edition,
    /// Who publishes; the same as in the documents.
    pub publisher: Publisher,
    /// Where the tree is served.
    pub addresses: Addresses,
    /// What is promised.
    pub role: Role,
    /// What aggregators may do.
    pub aggregation: Aggregation,
    /// The keys that verify the signatures, newest first.
    pub keys: Vec<OpenPgpKey>,
    /// When anything in the tree changed last.
    pub last_updated: Timestamp,
}

impl Provider {
    /// Where the tree begins, with a final slash.
    fn root(&self) -> String {
        format!("{}{}", self.addresses.csaf_root(), self.edition.folder())
    }
}

/// A published document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    id: AdvisoryId,
    title: String,
    summary: String,
    categories: Vec<String>,
    tlp: Tlp,
    initial: Timestamp,
    current: Timestamp,
    bytes: Vec<u8>,
}

/// Why a tree cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// The advisory is a draft or has no revision.
    #[error("{id} is not published yet: it is a draft or has no revision")]
    NotPublished {
        /// Which.
        id: AdvisoryId,
    },
    /// Two ids give the same file name in the same folder.
    #[error("two documents would have the path {path}; give one of them another tracking id")]
    SamePath {
        /// Which path.
        path: String,
    },
    /// A trusted provider signs.
    #[error("a trusted provider needs a public key; add one or take the role of a provider")]
    NoKey,
    /// A fingerprint that is none.
    #[error("an OpenPGP fingerprint has 40 hex digits or more")]
    Fingerprint,
}

impl Document {
    /// Takes a rendered document for publication.
    ///
    /// # Errors
    /// When the advisory is a draft or has no revision.
    pub fn new(advisory: &Advisory, bytes: Vec<u8>) -> Result<Self, ProviderError> {
        let not_published = || ProviderError::NotPublished { id: advisory.id.clone() };
        let texts = advisory.find_texts(&advisory.language).ok_or_else(not_published)?;
        let dates = advisory.find_initial_release().zip(advisory.find_current_release());
        let (initial, current) =
            dates.filter(|_| advisory.status != DocumentStatus::Draft).ok_or_else(not_published)?;
        let mut categories: Vec<String> =
            advisory.skus.iter().map(|sku| format!("{} {}", sku.brand, sku.model)).collect();
        categories.sort();
        categories.dedup();
        Ok(Self {
            id: advisory.id.clone(),
            title: texts.title.trim().to_owned(),
            summary: crate::markdown::excerpt(&texts.summary, 300),
            categories,
            tlp: advisory.tlp,
            initial,
            current,
            bytes,
        })
    }

    /// The path below the folder of the label: `2026/lnk-2026-0042.json`.
    fn path_in_label(&self) -> String {
        format!("{}/{}", utc_year(self.initial), file_name(&self.id))
    }
}

/// All files below the folder of the edition, by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Path without a leading slash, and content. A path that ends in `index.html` is the listing of its folder.
    pub files: BTreeMap<String, Vec<u8>>,
    documents: Vec<String>,
}

impl Tree {
    /// The paths of the documents, each of which needs a detached signature at its path + `.asc`.
    #[must_use]
    pub fn list_unsigned(&self) -> &[String] {
        &self.documents
    }
}

/// Renders the whole tree.
///
/// # Errors
/// When two documents have one path, or a key is missing or has no fingerprint.
pub fn tree(provider: &Provider, documents: &[Document]) -> Result<Tree, ProviderError> {
    check_keys(provider)?;
    let mut labels: BTreeMap<Tlp, Vec<&Document>> = BTreeMap::from([(Tlp::White, Vec::new())]);
    for document in documents {
        labels.entry(document.tlp).or_default().push(document);
    }
    let mut tree = Tree { files: BTreeMap::new(), documents: Vec::new() };
    for (label, documents) in &mut labels {
        documents.sort_by(|a, b| {
            b.current.cmp(&a.current).then_with(|| a.path_in_label().cmp(&b.path_in_label()))
        });
        put_label(provider, *label, documents, &mut tree)?;
    }
    let labels: BTreeMap<Tlp, Timestamp> = labels
        .into_iter()
        .map(|(label, documents)| (label, last_change(provider, label, &documents)))
        .collect();
    tree.files.insert("provider-metadata.json".to_owned(), metadata::write(provider, &labels));
    tree.files.insert("service.json".to_owned(), rolie::service(provider, &labels));
    directory::put_listings(&mut tree, provider);
    Ok(tree)
}

/// When a feed changed last. Of the documents that not everybody may see, only their own feed tells anything.
fn last_change(provider: &Provider, label: Tlp, documents: &[&Document]) -> Timestamp {
    let newest = documents.iter().map(|document| document.current).max();
    newest.filter(|_| label != Tlp::White).unwrap_or(provider.last_updated)
}

fn check_keys(provider: &Provider) -> Result<(), ProviderError> {
    if provider.role == Role::TrustedProvider && provider.keys.is_empty() {
        return Err(ProviderError::NoKey);
    }
    let fits = |key: &OpenPgpKey| {
        key.fingerprint.len() >= 40 && key.fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    if provider.keys.iter().all(fits) { Ok(()) } else { Err(ProviderError::Fingerprint) }
}

fn put_label(
    provider: &Provider,
    label: Tlp,
    documents: &[&Document],
    tree: &mut Tree,
) -> Result<(), ProviderError> {
    let folder = provider.edition.label_folder(label);
    for document in documents {
        let path = format!("{folder}/{}", document.path_in_label());
        let name = file_name(&document.id);
        let bytes = &document.bytes;
        if tree.files.insert(path.clone(), bytes.clone()).is_some() {
            return Err(ProviderError::SamePath { path });
        }
        tree.files.insert(format!("{path}.sha256"), hash_file(&Sha256::digest(bytes), &name));
        tree.files.insert(format!("{path}.sha512"), hash_file(&Sha512::digest(bytes), &name));
        tree.documents.push(path);
    }
    let mut put = |name: String, bytes: Vec<u8>| tree.files.insert(format!("{folder}/{name}"), bytes);
    put("index.txt".to_owned(), directory::index(documents));
    put("changes.csv".to_owned(), directory::changes(provider.edition, documents));
    put(rolie::feed_name(folder), rolie::feed(provider, label, documents));
    put(format!("category-{folder}.json"), rolie::category(documents));
    Ok(())
}

/// A hash file as `sha256sum -c` reads it (CSAF 2.0 section 7.1.18).
fn hash_file(digest: &[u8], name: &str) -> Vec<u8> {
    format!("{}  {name}\n", hex::encode(digest)).into_bytes()
}

#[cfg(test)]
mod tests;

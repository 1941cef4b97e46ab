//! Signed documents and their place in the transparency log.
//!
//! A document enters the log in the transaction of the act it proves. Its inclusion proof is made when
//! somebody takes the document home, against the log as it is then.

use std::cell::RefCell;
use std::collections::BTreeMap;

use formats::log::checkpoint::Checkpoint;
use formats::log::commitment::Salt;
use formats::log::{Hash, LogError, Node, leaf_hash, tree};
use formats::verify::{Document as Body, LogProof, Signed};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::documents::{self, Document};
use store::{CaseId, Tx, log};

use crate::app::App;
use crate::error::{Error, Result};

/// What the store keeps of a document.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "D: DeserializeOwned", serialize = "D: Serialize"))]
pub struct Kept<D> {
    /// The signed document without its place in the log.
    pub document: D,
    /// Blinds the entry in the log.
    pub log_salt: Salt,
    /// Makes the digest of the report impossible to guess; the reporter gets it. Only receipts have one.
    pub report_salt: Option<Salt>,
}

/// Which document of a case.
#[derive(Debug, Clone, Copy)]
pub struct Which {
    pub case: CaseId,
    pub report: u32,
    /// 0 is the receipt, letters and revocations count on.
    pub serial: u32,
}

/// Enters a signed document into the log and keeps it.
///
/// # Errors
/// When the store refuses.
pub fn enter<D: Body>(
    tx: &mut Tx<'_>,
    app: &App,
    which: Which,
    signed: Signed<D>,
    report_salt: Option<Salt>,
) -> Result<()> {
    let (entered, _) = enter_all(tx, app, vec![(which, signed, report_salt)])?;
    for one in &entered {
        documents::insert_document(tx, which.case, &one.document(app)?)?;
    }
    Ok(())
}

/// A signed document that has its place in the log.
pub struct Entered<D> {
    which: Which,
    kept: Kept<Signed<D>>,
    position: u64,
}

/// The log after documents were entered together: its size and the hashes their proofs are made of.
pub struct Tree {
    size: u64,
    nodes: BTreeMap<Node, Hash>,
}

/// Enters signed documents into the log, in this order. The caller keeps them, see [`Entered::document`].
///
/// # Errors
/// When the store refuses.
pub fn enter_all<D: Body>(
    tx: &mut Tx<'_>,
    app: &App,
    signed: Vec<(Which, Signed<D>, Option<Salt>)>,
) -> Result<(Vec<Entered<D>>, Tree)> {
    let before = log::log_size(tx)?;
    if signed.is_empty() {
        return Ok((Vec::new(), Tree { size: before, nodes: BTreeMap::new() }));
    }
    let entered: Vec<_> = (before..)
        .zip(signed)
        .map(|(position, (which, document, report_salt))| {
            let log_salt = Salt(app.store.vault().random());
            Entered { which, kept: Kept { document, log_salt, report_salt }, position }
        })
        .collect();
    let entries: Vec<Hash> = entered.iter().map(|one| one.kept.document.entry(&one.kept.log_salt)).collect();
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry.as_bytes())).collect();
    let mut nodes = BTreeMap::new();
    for node in tree::append_nodes(before) {
        nodes.insert(node, Hash(log::get_node(tx, u64::from(node.level), node.index)?));
    }
    let fresh = tree::append(before, &leaves, |node| nodes.get(&node).copied()).map_err(Error::internal)?;
    let rows: Vec<_> = fresh.iter().map(|(node, hash)| (u64::from(node.level), node.index, hash.0)).collect();
    let commitments: Vec<_> = entries.iter().map(|entry| (entry.0, signed_kind::<D>())).collect();
    log::append_leaves(tx, before, &commitments, &rows)?;
    nodes.extend(fresh);
    Ok((entered, Tree { size: before + commitments.len() as u64, nodes }))
}

impl<D: Body> Entered<D> {
    /// The document as the store keeps it.
    ///
    /// # Errors
    /// Never for documents of this program; a serialiser may fail in principle.
    pub fn document(&self, app: &App) -> Result<Document> {
        Ok(Document {
            report: i64::from(self.which.report),
            serial: i64::from(self.which.serial),
            kind: signed_kind::<D>().to_owned(),
            position: self.position,
            at: app.now().as_microsecond(),
            content: serde_json::to_vec(&self.kept).map_err(Error::internal)?,
        })
    }

    /// The document with its proof, as it is handed out.
    ///
    /// # Errors
    /// When the tree is not the one the document was entered with.
    pub fn with_proof(self, tree: &Tree, app: &App, checkpoint: String) -> Result<Signed<D>> {
        let (index, size, salt) = (self.position, tree.size, self.kept.log_salt);
        let read = |node: Node| tree.nodes.get(&node).copied();
        let proof = tree::inclusion_proof(index, size, read).map_err(Error::internal)?;
        let origin = app.signer.verifier().name().as_str().to_owned();
        Ok(self.kept.document.with_log(LogProof { origin, salt, index, size, proof, checkpoint }))
    }
}

impl Tree {
    /// The signed checkpoint of the log at this size; empty when nothing was entered.
    ///
    /// # Errors
    /// When a hash is missing.
    pub fn checkpoint(&self, app: &App) -> Result<String> {
        if self.nodes.is_empty() {
            return Ok(String::new());
        }
        let root = tree::root(self.size, |node| self.nodes.get(&node).copied()).map_err(Error::internal)?;
        signed_checkpoint(app, self.size, root)
    }
}

fn signed_checkpoint(app: &App, size: u64, root: Hash) -> Result<String> {
    let origin = app.signer.verifier().name().clone();
    Checkpoint { origin, size, root }.sign(&app.signer).map_err(Error::internal)
}

fn signed_kind<D: Body>() -> &'static str {
    D::KIND.as_str()
}

/// The file of a kept document, with its proof.
///
/// # Errors
/// When the store refuses or the log lacks a hash.
pub fn file<D: Body>(tx: &mut Tx<'_>, app: &App, kept: &Document) -> Result<Vec<u8>> {
    Ok(signed_file::<D>(tx, app, kept)?.to_bytes())
}

/// A kept document, with its proof.
///
/// # Errors
/// When the store refuses or the log lacks a hash.
pub fn signed_file<D: Body>(tx: &mut Tx<'_>, app: &App, kept: &Document) -> Result<Signed<D>> {
    let content: Kept<Signed<D>> = serde_json::from_slice(&kept.content).map_err(Error::internal)?;
    let size = log::log_size(tx)?;
    let (index, salt) = (kept.position, content.log_salt);
    let proof = with_reader(tx, |read| tree::inclusion_proof(index, size, read))?;
    let checkpoint = checkpoint(tx, app, size)?;
    let origin = app.signer.verifier().name().as_str().to_owned();
    let log = LogProof { origin, salt, index, size, proof, checkpoint };
    Ok(content.document.with_log(log))
}

/// The signed checkpoint of the log at a size.
///
/// # Errors
/// When the store refuses or the log lacks a hash.
pub fn checkpoint(tx: &mut Tx<'_>, app: &App, size: u64) -> Result<String> {
    let root = with_reader(tx, |read| tree::root(size, read))?;
    signed_checkpoint(app, size, root)
}

/// The setting that holds the name of the log.
const ORIGIN: &str = "log origin";

/// The name of the log and its key: what it was when the first document was signed, whatever the public address is
/// today. Receipts and letters name it, so it must never change.
///
/// # Errors
/// When the store refuses.
pub fn settled_origin(store: &store::Store, of_today: &str) -> store::Result<String> {
    let known = store.read(|tx| {
        let is_begun = log::log_size(tx)? > 0;
        Ok::<_, store::Error>((store::settings::find_setting(tx, ORIGIN)?, is_begun))
    })?;
    match known {
        (Some(origin), true) => Ok(origin),
        (Some(origin), false) if origin == of_today => Ok(origin),
        _ => {
            store.write(|tx| store::settings::put_setting(tx, ORIGIN, of_today))?;
            Ok(of_today.to_owned())
        }
    }
}

/// Lets the pure tree functions read stored hashes.
///
/// # Errors
/// The store's failure before the tree's.
pub fn with_reader<T>(
    tx: &mut Tx<'_>,
    work: impl FnOnce(&dyn Fn(Node) -> Option<Hash>) -> Result<T, LogError>,
) -> Result<T> {
    let tx = RefCell::new(tx);
    let failure = RefCell::new(None);
    let read = |node: Node| {
        let hash = log::get_node(&mut tx.borrow_mut(), u64::from(node.level), node.index);
        hash.map(Hash).map_err(|error| failure.replace(Some(error))).ok()
    };
    let result = work(&read);
    match failure.into_inner() {
        Some(error) => Err(error.into()),
        None => result.map_err(Error::internal),
    }
}

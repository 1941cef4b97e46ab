//! Signed documents and their place in the transparency log.
//!
//! A document enters the log in the transaction of the act it proves. Its inclusion proof is made when
//! somebody takes the document home, against the log as it is then.

use std::cell::RefCell;

use formats::log::checkpoint::Checkpoint;
use formats::log::commitment::Salt;
use formats::log::{Hash, LogError, Node, tree};
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
    let log_salt = Salt(app.store.vault().random());
    let size = log::log_size(tx)?;
    let kind = signed_kind::<D>();
    log::insert_leaf(tx, size, signed.entry(&log_salt).as_bytes(), kind)?;
    let nodes = with_reader(tx, |read| tree::append(size, &[signed.leaf(&log_salt)], read))?;
    for (node, hash) in nodes {
        log::put_node(tx, u64::from(node.level), node.index, hash.as_bytes())?;
    }
    let kept = Kept { document: signed, log_salt, report_salt };
    let document = Document {
        report: i64::from(which.report),
        serial: i64::from(which.serial),
        kind: kind.to_owned(),
        position: size,
        at: app.now().as_microsecond(),
        content: serde_json::to_vec(&kept).map_err(Error::internal)?,
    };
    documents::insert_document(tx, which.case, &document)?;
    Ok(())
}

fn signed_kind<D: Body>() -> &'static str {
    D::KIND.as_str()
}

/// The file of a kept document, with its proof.
///
/// # Errors
/// When the store refuses or the log lacks a hash.
pub fn file<D: Body>(tx: &mut Tx<'_>, app: &App, kept: &Document) -> Result<Vec<u8>> {
    let content: Kept<Signed<D>> = serde_json::from_slice(&kept.content).map_err(Error::internal)?;
    let size = log::log_size(tx)?;
    let (index, salt) = (kept.position, content.log_salt);
    let proof = with_reader(tx, |read| tree::inclusion_proof(index, size, read))?;
    let checkpoint = checkpoint(tx, app, size)?;
    let origin = app.signer.verifier().name().as_str().to_owned();
    let log = LogProof { origin, salt, index, size, proof, checkpoint };
    Ok(content.document.with_log(log).to_bytes())
}

/// The signed checkpoint of the log at a size.
///
/// # Errors
/// When the store refuses or the log lacks a hash.
pub fn checkpoint(tx: &mut Tx<'_>, app: &App, size: u64) -> Result<String> {
    let root = with_reader(tx, |read| tree::root(size, read))?;
    let origin = app.signer.verifier().name().clone();
    Checkpoint { origin, size, root }.sign(&app.signer).map_err(Error::internal)
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

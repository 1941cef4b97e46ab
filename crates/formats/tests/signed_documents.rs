//! Receipts and letters: what was issued verifies, and nothing that differs from it by a byte.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;

use formats::letter::{
    ClosedCell, CoveredVulnerability, Evidence, FixedCell, Letter, Outcome as Light, Revocation, SignedLetter,
};
use formats::log::checkpoint::Checkpoint;
use formats::log::commitment::{self, Salt};
use formats::log::{Hash, leaf_hash, tree};
use formats::note::{KeyName, SignerKey};
use formats::receipt::{Receipt, ReceivedFile, SignedReceipt};
use formats::verify::{Document, LogProof, Outcome, Signed, Subject, Unreadable, verify};
use proptest::prelude::{any, prop_assert_eq, proptest};
use proptest::test_runner::Config;

const ORIGIN: &str = "security.example.com/log";

fn key() -> SignerKey {
    SignerKey::new(KeyName::new(ORIGIN).unwrap(), &[5; 32])
}

fn receipt() -> Receipt {
    Receipt {
        maker: "Example Networks".to_owned(),
        program: "example".to_owned(),
        case: "EXN-2026-0042".to_owned(),
        received_at: "2026-11-23T14:00:00Z".to_owned(),
        report_sha256: commitment::report_digest(&Salt([1; 32]), b"{\"title\":\"Overflow\"}"),
        files: vec![ReceivedFile { name_sha256: None, size: 4096, sha256: Hash::of(b"file") }],
        policy_version: 3,
        policy_sha256: Hash::of(b"policy"),
        acknowledge_by: "2026-11-25T14:00:00Z".to_owned(),
        statement: "Wir bestätigen den Eingang \"bis\" zum 25. November.\n".to_owned(),
    }
}

fn letter() -> Letter {
    Letter {
        maker: "Example Networks".to_owned(),
        program: "example".to_owned(),
        case: "EXN-2026-0042".to_owned(),
        serial: 1,
        receipt_sha256: Hash::of(b"receipt"),
        given_at: "2027-01-10T09:00:00Z".to_owned(),
        outcome: Light::Green,
        vulnerabilities: vec![CoveredVulnerability { cve: Some("CVE-2026-1234".to_owned()), title: None }],
        fixed: vec![FixedCell {
            model: "EX100".to_owned(),
            hardware_revision: "v2".to_owned(),
            region: "EU".to_owned(),
            version: "1.0.8".to_owned(),
            page: "https://example.com/ex100".to_owned(),
            evidence: Evidence { fetched_at: "2027-01-10T08:00:00Z".to_owned(), sha256: Hash::of(b"page") },
        }],
        closed_otherwise: vec![ClosedCell {
            model: "EX50".to_owned(),
            hardware_revision: "v1".to_owned(),
            region: "EU".to_owned(),
            status: "not-affected".to_owned(),
            reason: "vulnerable code not present".to_owned(),
        }],
        conditions: vec!["Link to the page with the fixed firmware".to_owned()],
        statement: "You may disclose.".to_owned(),
    }
}

/// Enters a document as the 12th of 20 entries.
fn entered<D: Document>(document: Signed<D>, key: &SignerKey) -> Signed<D> {
    let salt = Salt([2; 32]);
    let leaves: Vec<_> =
        (0..20_u8).map(|n| if n == 11 { document.leaf(&salt) } else { leaf_hash(&[n]) }).collect();
    let store: BTreeMap<_, _> = tree::append(0, &leaves, |_| None).unwrap().into_iter().collect();
    let read = |node| store.get(&node).copied();
    let root = tree::root(20, read).unwrap();
    let checkpoint = Checkpoint { origin: key.verifier().name().clone(), size: 20, root };
    document.with_log(LogProof {
        origin: key.verifier().name().to_string(),
        salt,
        index: 11,
        size: 20,
        proof: tree::inclusion_proof(11, 20, read).unwrap(),
        checkpoint: checkpoint.sign(key).unwrap(),
    })
}

fn entered_receipt() -> SignedReceipt {
    entered(receipt().sign(&key()).unwrap(), &key())
}

fn entered_letter() -> SignedLetter {
    entered(letter().sign(&key()).unwrap(), &key())
}

/// Without a key to compare with, which is the more lenient reading.
fn is_true(bytes: &[u8]) -> bool {
    verify(bytes, None).is_ok_and(|verdict| verdict.is_true())
}

fn failing(bytes: &[u8]) -> Vec<Subject> {
    let verdict = verify(bytes, Some(key().verifier())).unwrap();
    verdict.checks.iter().filter(|check| check.outcome == Outcome::Fails).map(|check| check.subject).collect()
}

#[test]
fn what_was_issued_is_true() {
    let revocation = Revocation {
        maker: "Example Networks".to_owned(),
        program: "example".to_owned(),
        case: "EXN-2026-0042".to_owned(),
        serial: 1,
        letter_sha256: entered_letter().digest(),
        revoked_at: "2027-02-01T00:00:00Z".to_owned(),
        statement: "The page no longer offers the fix.".to_owned(),
    };
    assert!(revocation.takes_back(&entered_letter()));
    let revocation = entered(revocation.sign(&key()).unwrap(), &key());
    for bytes in [entered_receipt().to_bytes(), entered_letter().to_bytes(), revocation.to_bytes()] {
        let verdict = verify(&bytes, Some(key().verifier())).unwrap();
        assert!(verdict.is_true(), "{:#?}", verdict.checks);
        assert!(verdict.is_signer_known());
    }
}

#[test]
fn without_a_key_the_verdict_says_that_the_signer_is_unproved() {
    let verdict = verify(&entered_receipt().to_bytes(), None).unwrap();
    assert!(verdict.is_true() && !verdict.is_signer_known());
    let check = verdict.checks.iter().find(|check| check.subject == Subject::Key).unwrap();
    assert!(
        check
            .words
            .starts_with("signed by the key inside the file; compare it with the maker's published key")
    );
}

#[test]
fn another_key_fails_even_if_everything_else_holds() {
    let stranger = SignerKey::new(KeyName::new(ORIGIN).unwrap(), &[6; 32]);
    let forged = entered(receipt().sign(&stranger).unwrap(), &stranger).to_bytes();
    assert_eq!(failing(&forged), [Subject::Key]);
}

#[test]
fn a_signature_added_to_the_checkpoint_is_found() {
    let document = entered_receipt();
    let log = document.log().unwrap().clone();
    let text = log.checkpoint.split_inclusive('\n').take(3).collect::<String>();
    let stranger =
        SignerKey::new(KeyName::new("witness.example").unwrap(), &[6; 32]).sign_note(&text).unwrap();
    let checkpoint = format!("{}{}\n", log.checkpoint, stranger.lines().last().unwrap());
    let bytes = document.with_log(LogProof { checkpoint, ..log }).to_bytes();
    assert_eq!(failing(&bytes), [Subject::Checkpoint, Subject::Inclusion]);
}

#[test]
fn a_receipt_outlives_a_new_address_of_the_server() {
    let moved = SignerKey::new(KeyName::new("psirt.example.net/log").unwrap(), &[5; 32]);
    let bytes = entered(receipt().sign(&key()).unwrap(), &moved).to_bytes();
    for expected in [key(), moved] {
        let verdict = verify(&bytes, Some(expected.verifier())).unwrap();
        assert!(verdict.is_true(), "{:#?}", verdict.checks);
    }
}

/// The JSON value of bytes; white space between its parts is no part of it.
fn value(bytes: &[u8]) -> Option<serde_json::Value> {
    serde_json::from_slice(bytes).ok()
}

#[test]
fn every_changed_byte_of_a_receipt_is_found() {
    let bytes = entered_receipt().to_bytes();
    assert!(is_true(&bytes));
    for at in 0..bytes.len() {
        for mask in [0x01, 0x20, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= mask;
            assert!(!is_true(&changed), "byte {at} with bit {mask}");
        }
        let mut shorter = bytes.clone();
        shorter.remove(at);
        assert_eq!(is_true(&shorter), value(&shorter) == value(&bytes), "byte {at} removed");
        for extra in [b' ', b'0'] {
            let mut longer = bytes.clone();
            longer.insert(at, extra);
            assert_eq!(is_true(&longer), value(&longer) == value(&bytes), "{extra} before byte {at}");
        }
    }
}

proptest! {
    #![proptest_config(Config::with_cases(256))]

    #[test]
    fn any_changed_byte_of_a_letter_is_found(at in any::<usize>(), change in 1_u8..) {
        let issued = entered_letter().to_bytes();
        let mut bytes = issued.clone();
        let at = at % bytes.len();
        bytes[at] ^= change;
        prop_assert_eq!(is_true(&bytes), value(&bytes) == value(&issued));
    }
}

#[test]
fn other_contents_are_not_true_and_other_spellings_of_the_same_are() {
    let text = String::from_utf8(entered_receipt().to_bytes()).unwrap();
    let hash = Hash::of(b"policy").to_string();
    for (what, holds, changed) in [
        ("trailing space", true, format!("{text} ")),
        ("no final newline", true, text.trim_end().to_owned()),
        ("windows lines", true, text.replace('\n', "\r\n")),
        ("one line, members sorted", true, value(text.as_bytes()).unwrap().to_string()),
        ("escape", true, text.replace("Example", "\\u0045xample")),
        ("byte order mark", false, format!("\u{feff}{text}")),
        ("capital hash", false, text.replace(&hash, &hash.to_uppercase())),
        ("exponent", false, text.replace("\"size\": 4096", "\"size\": 4.096e3")),
        ("null", false, text.replacen("\"size\": 4096", "\"name_sha256\": null,\n      \"size\": 4096", 1)),
        ("unknown member", false, text.replacen("\"maker\"", "\"note\": 1,\n  \"maker\"", 1)),
        ("member twice", false, text.replacen("\"case\"", "\"case\": \"X\",\n  \"case\"", 1)),
        (
            "type twice",
            false,
            text.replacen("\"maker\"", "\"type\": \"tellfirst-receipt/v1\",\n  \"maker\"", 1),
        ),
        ("second document", false, format!("{text}{text}")),
    ] {
        assert_ne!(changed, text, "{what}");
        assert_eq!(is_true(changed.as_bytes()), holds, "{what}");
    }
}

#[test]
fn verdicts_name_what_is_wrong() {
    let text = String::from_utf8(entered_receipt().to_bytes()).unwrap();
    let changed = |from: &str, to: &str| failing(text.replacen(from, to, 1).as_bytes());
    assert_eq!(changed("EXN-2026-0042", "EXN-2026-0043"), [Subject::Signature, Subject::Inclusion]);
    assert_eq!(changed("\"index\": 11", "\"index\": 12"), [Subject::Inclusion]);
    assert_eq!(changed("\"size\": 20", "\"size\": 21"), [Subject::Checkpoint, Subject::Inclusion]);
    assert_eq!(changed("{\n", "{ \n"), []);
    assert_eq!(changed("\"index\": 11", "\"index\": -1"), [Subject::Form]);
    assert_eq!(changed(&Hash::of(b"policy").to_string(), "?"), [Subject::Form]);
    assert_eq!(failing(b"{\"type\":\"tellfirst-receipt/v1\"}"), [Subject::Form]);
    let words =
        &verify(text.replacen("\"index\": 11", "\"index\": -1", 1).as_bytes(), None).unwrap().checks[0].words;
    assert!(
        words.starts_with(
            "the file is not as it was issued: a part is missing, given twice or malformed (line"
        ),
        "{words}"
    );
    let unlogged = receipt().sign(&key()).unwrap().to_bytes();
    assert_eq!(failing(&unlogged), [Subject::Checkpoint, Subject::Inclusion]);
}

#[test]
fn a_signature_of_one_type_of_document_counts_for_no_other() {
    let text = String::from_utf8(entered_receipt().to_bytes()).unwrap();
    let renamed = text.replace("tellfirst-receipt/v1", "tellfirst-receipt/v2");
    assert!(
        matches!(verify(renamed.as_bytes(), None), Err(Unreadable::Kind(kind)) if kind == "tellfirst-receipt/v2")
    );
    let renamed = text.replace("tellfirst-receipt/v1", "tellfirst-green-light/v1");
    assert_eq!(failing(renamed.as_bytes()), [Subject::Form]);
}

#[test]
fn unreadable_files_are_told_apart_from_false_ones_without_quoting_them() {
    for bytes in [&b""[..], b"{}", b"[]", b"secret words", b"\xff\xfe", b"{\"type\": 5}"] {
        let error = verify(bytes, None).unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    let deep = "[".repeat(100_000);
    assert!(verify(deep.as_bytes(), None).is_err());
    assert!(matches!(verify(&vec![b' '; 9 << 20], None), Err(Unreadable::TooLarge(_))));
}

#[test]
fn a_reporter_can_prove_which_report_the_receipt_is_for() {
    let receipt = receipt();
    assert!(receipt.covers_report(&Salt([1; 32]), b"{\"title\":\"Overflow\"}"));
    assert!(!receipt.covers_report(&Salt([1; 32]), b"{\"title\":\"Other\"}"));
    assert!(!receipt.covers_report(&Salt([2; 32]), b"{\"title\":\"Overflow\"}"));
}

#[test]
fn the_file_form_does_not_change_between_versions() {
    // Letters are kept for years: whoever changes this digest makes a new document type.
    let digest = |bytes: &[u8]| Hash::of(bytes).to_string();
    assert_eq!(
        digest(&entered_receipt().to_bytes()),
        "ab74598939e17cc32b25857dfd9675c942cb00ede15ba8bb4df80f8313fd91e0"
    );
    assert_eq!(
        digest(&entered_letter().to_bytes()),
        "9d89e483942b774c12d60b10fba6f145e60699d65b44430ca4a825d33b668959"
    );
}

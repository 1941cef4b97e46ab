//! The Merkle log: proofs of any size verify, and nothing else does.

#![expect(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::collections::BTreeMap;

use formats::log::checkpoint::Checkpoint;
use formats::log::commitment::{self, Salt};
use formats::log::proof::{self, Head};
use formats::log::tile::{self, Content, Tile};
use formats::log::{Hash, LogError, Node, leaf_hash, node_hash, tree};
use formats::note::{KeyName, NoteError, SignerKey, VerifierKey};
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_assume, proptest};
use proptest::test_runner::Config;

type Store = BTreeMap<Node, Hash>;

fn leaf(number: u64) -> Hash {
    leaf_hash(&number.to_be_bytes())
}

/// A log of `size` entries, appended in groups of three.
fn log(size: u64) -> Store {
    let mut store = Store::new();
    let mut at = 0;
    while at < size {
        let group: Vec<_> = (at..size.min(at + 3)).map(leaf).collect();
        let fresh = tree::append(at, &group, |node| store.get(&node).copied()).unwrap();
        at += group.len() as u64;
        store.extend(fresh);
    }
    store
}

/// The root straight from the definition in RFC 6962 section 2.1.
fn defined_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&defined_root(left), &defined_root(right))
        }
    }
}

fn read(store: &Store) -> impl Fn(Node) -> Option<Hash> {
    |node| store.get(&node).copied()
}

fn head(store: &Store, size: u64) -> Head {
    Head { size, root: tree::root(size, read(store)).unwrap() }
}

fn flipped(hash: &Hash, bit: usize) -> Hash {
    let mut bytes = hash.0;
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash(bytes)
}

#[test]
fn roots_are_those_of_the_definition() {
    let store = log(300);
    let leaves: Vec<_> = (0..300).map(leaf).collect();
    for size in 0..=300 {
        assert_eq!(tree::root(size as u64, read(&store)).unwrap(), defined_root(&leaves[..size]), "{size}");
    }
}

#[test]
fn the_known_tree_of_eight_entries_has_its_known_root() {
    // The test tree of the first Certificate Transparency programs.
    let entries =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    let leaves: Vec<_> = entries.iter().map(|entry| leaf_hash(&hex::decode(entry).unwrap())).collect();
    let store: Store = tree::append(0, &leaves, |_| None).unwrap().into_iter().collect();
    let root = tree::root(8, read(&store)).unwrap().to_string();
    assert_eq!(root, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

#[test]
fn every_proof_of_every_small_tree_verifies_and_for_no_other_place() {
    let store = log(40);
    for size in 1..=40 {
        let new = head(&store, size);
        for index in 0..size {
            let path = tree::inclusion_proof(index, size, read(&store)).unwrap();
            for other in 0..size + 2 {
                assert_eq!(
                    proof::includes(&leaf(index), other, size, &path, &new.root),
                    other == index,
                    "{index}/{size}"
                );
            }
        }
        for old in 0..=size {
            let path = tree::consistency_proof(old, size, read(&store)).unwrap();
            assert!(proof::consistent(&head(&store, old), &new, &path), "{old}/{size}");
            if old > 1 {
                let forged = Head { size: old, root: flipped(&head(&store, old).root, 3) };
                assert!(!proof::consistent(&forged, &new, &path), "{old}/{size}");
            }
        }
    }
}

#[test]
fn the_reader_is_asked_for_exactly_the_announced_nodes() {
    let store = log(101);
    for nodes in [tree::root_nodes(101), tree::inclusion_nodes(77, 101), tree::consistency_nodes(50, 101)] {
        assert!(nodes.iter().all(|node| store.contains_key(node)));
    }
    let few: Store = tree::append_nodes(101).into_iter().map(|node| (node, store[&node])).collect();
    let fresh = tree::append(101, &[leaf(101), leaf(102), leaf(103)], read(&few)).unwrap();
    let mut grown = store.clone();
    grown.extend(fresh);
    assert_eq!(grown, log(104));
}

#[test]
fn questions_beyond_the_end_and_missing_hashes_are_errors() {
    let mut store = log(10);
    assert_eq!(tree::inclusion_proof(10, 10, read(&store)), Err(LogError::Range { asked: 10, size: 10 }));
    assert_eq!(tree::consistency_proof(11, 10, read(&store)), Err(LogError::Range { asked: 11, size: 10 }));
    assert!(tree::root(u64::MAX, read(&store)).is_err());
    let gone = Node { level: 3, index: 0 };
    store.remove(&gone);
    assert_eq!(tree::root(10, read(&store)), Err(LogError::Missing(gone)));
}

fn size_and_index() -> impl Strategy<Value = (u64, u64)> {
    (1_u64..2000).prop_flat_map(|size| (proptest::strategy::Just(size), 0..size))
}

proptest! {
    #![proptest_config(Config::with_cases(96))]

    #[test]
    fn any_inclusion_proof_verifies_and_any_flipped_bit_fails((size, index) in size_and_index(), bit in any::<usize>(), at in any::<usize>()) {
        let store = log(size);
        let root = head(&store, size).root;
        let path = tree::inclusion_proof(index, size, read(&store)).unwrap();
        prop_assert!(proof::includes(&leaf(index), index, size, &path, &root));
        prop_assert!(!proof::includes(&flipped(&leaf(index), bit), index, size, &path, &root));
        prop_assert!(!proof::includes(&leaf(index), index, size, &path, &flipped(&root, bit)));
        prop_assert!(!proof::includes(&leaf(index), index ^ (1 << (bit % 63)), size, &path, &root));
        let mut longer = path.clone();
        longer.push(root);
        prop_assert!(!proof::includes(&leaf(index), index, size, &longer, &root));
        prop_assume!(!path.is_empty());
        let mut forged = path.clone();
        let at = at % path.len();
        forged[at] = flipped(&path[at], bit);
        prop_assert!(!proof::includes(&leaf(index), index, size, &forged, &root));
        prop_assert!(!proof::includes(&leaf(index), index, size, &path[1..], &root));
    }

    #[test]
    fn any_consistency_proof_verifies_and_any_flipped_bit_fails((new, old) in size_and_index(), bit in any::<usize>(), at in any::<usize>()) {
        let store = log(new);
        let path = tree::consistency_proof(old, new, read(&store)).unwrap();
        let (before, after) = (head(&store, old), head(&store, new));
        prop_assert!(proof::consistent(&before, &after, &path));
        let other_old = Head { root: flipped(&before.root, bit), ..before };
        let other_new = Head { root: flipped(&after.root, bit), ..after };
        prop_assert!(!proof::consistent(&other_old, &after, &path));
        prop_assert_eq!(proof::consistent(&before, &other_new, &path), old == 0);
        prop_assume!(!path.is_empty());
        let mut forged = path.clone();
        let at = at % path.len();
        forged[at] = flipped(&path[at], bit);
        prop_assert!(!proof::consistent(&before, &after, &forged));
        prop_assert!(!proof::consistent(&before, &after, &path[1..]));
    }

    #[test]
    fn any_tile_path_reads_back(level in 0_u8..8, index in 0_u64..1 << 54, width in 1_u16..=256) {
        for content in [Content::Hashes { level }, Content::Entries] {
            let tile = Tile::new(content, index, width).unwrap();
            prop_assert_eq!(Tile::parse(&tile.to_string()), Some(tile));
        }
    }

    #[test]
    fn no_text_makes_the_readers_panic(text in "\\PC{0,80}", path in "tile/[0-9ex/.p]{0,40}") {
        let _ = Tile::parse(&text);
        let _ = VerifierKey::parse(&text);
        let _ = key().verifier().open(&text);
        prop_assert!(Tile::parse(&path).is_none_or(|tile| tile.to_string() == path));
    }
}

#[test]
fn tile_paths_have_one_spelling() {
    assert_eq!(
        Tile::new(Content::Hashes { level: 0 }, 1_234_067, 256).unwrap().to_string(),
        "tile/0/x001/x234/067"
    );
    assert_eq!(Tile::parse("tile/0/x001/234.p/5").map(|tile| (tile.index(), tile.width())), Some((1234, 5)));
    for wrong in [
        "tile/0/1",
        "tile/0/0001",
        "tile/0/001/234",
        "tile/00/001",
        "tile/+0/001",
        "tile/0/x000/001",
        "tile/0/001.p/0",
        "tile/0/001.p/256",
        "tile/0/001.p/05",
        "tile/8/000",
        "tile/0/",
        "tile/0/x001",
        "tile/entries/001/",
        "/tile/0/001",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
    ] {
        assert_eq!(Tile::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn tiles_of_a_large_log_are_those_the_specification_counts() {
    // The example of c2sp.org/tlog-tiles: 70,000 entries.
    let count = |level: u8, full: bool| {
        let of = |tile: &&Tile| tile.content() == Content::Hashes { level } && (tile.width() == 256) == full;
        Tile::new_between(0, 70_000).iter().filter(of).map(|tile| tile.width()).collect::<Vec<_>>()
    };
    assert_eq!((count(0, true).len(), count(0, false)), (273, vec![112]));
    assert_eq!((count(1, true).len(), count(1, false)), (1, vec![17]));
    assert_eq!((count(2, true).len(), count(2, false)), (0, vec![1]));
    let grown: Vec<_> = Tile::new_between(255, 257).iter().map(Tile::to_string).collect();
    assert_eq!(
        grown,
        ["tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]
    );
}

#[test]
fn a_tile_holds_the_roots_of_full_tiles_below() {
    let store = log(600);
    let upper = tile::hash_tile(Tile::parse("tile/1/000.p/2").unwrap(), read(&store)).unwrap();
    let lower = tile::hash_tile(Tile::parse("tile/0/001").unwrap(), read(&store)).unwrap();
    let leaves: Vec<_> = lower.chunks(32).map(|hash| Hash(hash.try_into().unwrap())).collect();
    assert_eq!(upper[32..], defined_root(&leaves).0);
    assert!(tile::hash_tile(Tile::parse("tile/0/002.p/89").unwrap(), read(&store)).is_err());
    assert!(Tile::parse("tile/0/002.p/88").unwrap().is_covered_by(600));
    assert!(!Tile::parse("tile/0/002.p/89").unwrap().is_covered_by(600));
    assert!(!Tile::parse("tile/1/000.p/3").unwrap().is_covered_by(600));
}

#[test]
fn an_entry_bundle_hashes_to_the_leaves() {
    let salt = Salt([7; 32]);
    let entry = commitment::entry(&salt, b"document");
    let bundle = tile::entry_bundle([&entry, &entry]);
    assert_eq!(bundle.len(), 2 * 34);
    assert_eq!(bundle[..2], [0, 32]);
    assert_eq!(leaf_hash(&bundle[2..34]), commitment::leaf(&salt, b"document"));
    assert_ne!(entry, commitment::entry(&Salt([8; 32]), b"document"));
    assert_ne!(entry, commitment::report_digest(&salt, b"document"));
    assert!(!format!("{salt:?}").contains("07"));
}

fn key() -> SignerKey {
    SignerKey::new(KeyName::new("log.example.com").unwrap(), &[9; 32])
}

#[test]
fn the_note_of_the_reference_implementation_opens() {
    let key =
        VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let note = format!(
        "{text}\n\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    );
    assert_eq!(key.to_string(), "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    assert_eq!(key.open(&note), Ok(text));
    let secret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    let signer = SignerKey::parse_secret(secret).unwrap();
    assert_eq!(signer.sign_note(text), Ok(note.clone()));
    assert_eq!(signer.to_secret_text(), secret);
    assert!(SignerKey::parse_secret(&secret.replace("Peter", "Paul")).is_err());
    assert!(SignerKey::parse_secret(&key.to_string()).is_err());
    assert!(key.open(&note.replace("problem", "Problem")).is_err());
}

#[test]
fn keys_of_public_logs_are_read_and_damaged_ones_refused() {
    let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
    assert_eq!(VerifierKey::parse(text).unwrap().to_string(), text);
    assert_eq!(VerifierKey::parse(&text.replace("sum.", "sun.")), Err(NoteError::KeyHash));
    assert_eq!(VerifierKey::parse(&text.replace("033de0ae", "033DE0AE")), Err(NoteError::KeyHash));
    assert_eq!(VerifierKey::parse("sum.golang.org"), Err(NoteError::KeyForm));
    assert_eq!(VerifierKey::parse("a b+00000000+AA=="), Err(NoteError::Name));
    assert_eq!(VerifierKey::parse("a+00000000+"), Err(NoteError::Key));
    // The neutral element: anything would verify under it.
    let weak = "a+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(VerifierKey::parse(weak), Err(NoteError::Key));
}

#[test]
fn a_checkpoint_opens_with_its_key_and_with_no_byte_changed() {
    let store = log(11);
    let checkpoint =
        Checkpoint { origin: key().verifier().name().clone(), size: 11, root: head(&store, 11).root };
    let note = checkpoint.sign(&key()).unwrap();
    assert_eq!(Checkpoint::open(&note, key().verifier()).map(|read| read.head()), Ok(head(&store, 11)));
    assert_eq!(Checkpoint::open_sole(&note, key().verifier()), Ok(checkpoint.clone()));
    for at in 0..note.len() {
        for mask in [1, 2, 4, 32] {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= mask;
            let Ok(forged) = String::from_utf8(bytes) else { continue };
            assert!(Checkpoint::open(&forged, key().verifier()).is_err(), "byte {at}");
        }
    }
    let other = SignerKey::new(KeyName::new("log.example.com").unwrap(), &[10; 32]);
    assert!(Checkpoint::open(&note, other.verifier()).is_err());
    // A witness may add its signature; a document may not carry such a note.
    let witness = other.sign_note(&checkpoint.to_text()).unwrap();
    let both = format!("{note}{}\n", witness.lines().last().unwrap());
    assert_eq!(Checkpoint::open(&both, key().verifier()), Ok(checkpoint));
    assert!(Checkpoint::open_sole(&both, key().verifier()).is_err());
}

#[test]
fn checkpoint_texts_have_one_spelling() {
    for text in ["o\n01\nAAAA\n", "o\n1\n", "\n1\nAAAA\n", "o\n+1\nAAAA\n", "o\n1\nAAAA\n\nx\n"] {
        let note = key().sign_note(text).unwrap();
        assert!(Checkpoint::open(&note, key().verifier()).is_err(), "{text:?}");
    }
    assert_eq!(key().sign_note("no newline"), Err(NoteError::Text));
    assert_eq!(key().sign_note("tab\there\n"), Err(NoteError::Text));
}

#[test]
fn a_private_key_is_never_shown() {
    assert!(!format!("{:?}", key()).contains("0909"));
    assert!(format!("{:?}", key()).starts_with("SignerKey(log.example.com+"));
}

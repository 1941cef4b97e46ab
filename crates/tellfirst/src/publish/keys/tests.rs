//! The life of a key in a folder.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::*;

fn wish(seed: u8) -> Wish {
    Wish {
        name: "Example <psirt@example.com>".into(),
        valid_days: VALID_DAYS,
        overlap_days: 90,
        seed: [seed; 32],
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn secrets(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".key")).collect()
}

#[test]
fn a_replaced_key_stays_listed_for_its_overlap_and_loses_its_secret_part() {
    let folder = tempfile::tempdir().unwrap();
    let chest = Chest::open(folder.path()).unwrap();
    let first = chest.make(&wish(1), at("2026-01-01T00:00:00Z")).unwrap();
    assert!(matches!(chest.make(&wish(2), at("2026-01-02T00:00:00Z")), Err(KeyError::Exists)));
    let second = chest.rotate(&wish(2), at("2026-06-01T00:00:00Z")).unwrap();
    let ring = chest.ring().unwrap();
    assert_eq!(ring.find_current().unwrap().fingerprint, second.fingerprint);
    let listed = |when: &str| ring.list_at(at(when)).map(|key| key.fingerprint.clone()).collect::<Vec<_>>();
    assert_eq!(listed("2026-06-02T00:00:00Z"), [second.fingerprint.clone(), first.fingerprint.clone()]);
    assert_eq!(listed("2026-08-31T00:00:00Z").len(), 1);
    assert_eq!(secrets(folder.path()), [format!("publication-{}.key", second.fingerprint)]);
    assert!(matches!(chest.retire(&second.fingerprint), Err(KeyError::InUse)));
    assert_eq!(chest.retire(&first.fingerprint.to_uppercase()).unwrap().fingerprint, first.fingerprint);
    assert!(matches!(chest.retire(&first.fingerprint), Err(KeyError::Unknown)));
    assert_eq!(chest.ring().unwrap().keys.len(), 1);
}

#[test]
fn key_files_are_for_the_server_alone() {
    let folder = tempfile::tempdir().unwrap();
    let chest = Chest::open(folder.path()).unwrap();
    chest.make(&wish(1), at("2026-01-01T00:00:00Z")).unwrap();
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().mode() & 0o777, 0o600, "{:?}", entry.path());
    }
    let list = folder.path().join(RING);
    assert!(!fs::read_to_string(&list).unwrap().contains("PRIVATE"));
    fs::set_permissions(&list, fs::Permissions::from_mode(0o644)).unwrap();
    let refusal = chest.ring().unwrap_err().to_string();
    assert!(refusal.contains("chmod 600"), "{refusal}");
}

#[test]
fn the_end_of_a_key_is_announced_90_and_30_days_ahead() {
    let folder = tempfile::tempdir().unwrap();
    let chest = Chest::open(folder.path()).unwrap();
    assert_eq!(Watched::of(&chest.ring().unwrap(), at("2026-01-01T00:00:00Z")).level, Level::Over);
    chest.make(&wish(1), at("2026-01-01T00:00:00Z")).unwrap();
    let ring = chest.ring().unwrap();
    let level = |when: &str| Watched::of(&ring, at(when)).level;
    assert_eq!(level("2026-01-01T00:00:00Z"), Level::Fine);
    assert_eq!(level("2027-10-01T23:59:59Z"), Level::Fine);
    assert_eq!(level("2027-10-03T00:00:00Z"), Level::Soon);
    assert_eq!(level("2027-12-02T00:00:00Z"), Level::Near);
    assert_eq!(level("2028-01-01T00:00:01Z"), Level::Over);
    assert!(Watched::of(&ring, at("2027-12-12T00:00:00Z")).warning().unwrap().contains("20 days"));
}

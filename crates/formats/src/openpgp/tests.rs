//! Keys that are made and imported, what they sign, what is refused, and what gpg says of it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::Timestamp;

use super::{Problem, PublicKey, SecretKey};

const NAME: &str = "Example PSIRT <psirt@example.com>";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn made() -> SecretKey {
    SecretKey::make([7; 32], NAME, at("2026-01-01T00:00:00Z"), 730).unwrap()
}

fn now() -> Timestamp {
    at("2026-06-01T12:00:00Z")
}

#[test]
fn the_same_chance_and_time_make_the_same_key() {
    let (one, other) = (made(), made());
    assert_eq!(one.public().fingerprint(), other.public().fingerprint());
    assert_eq!(one.to_armored().unwrap(), other.to_armored().unwrap());
    assert_eq!(one.public().fingerprint().len(), 40);
    assert_eq!(one.public().name(), NAME);
    assert_eq!(one.public().expires(), Some(at("2028-01-01T00:00:00Z")));
    let later = SecretKey::make([8; 32], NAME, at("2026-01-01T00:00:00Z"), 730).unwrap();
    assert_ne!(one.public().fingerprint(), later.public().fingerprint());
}

#[test]
fn a_key_comes_back_from_its_file_and_its_public_part_has_no_secret_packets() {
    let key = made();
    let secret = key.to_armored().unwrap();
    let again = SecretKey::import(secret.as_bytes(), now()).unwrap();
    assert_eq!(again.public().fingerprint(), key.public().fingerprint());
    let public = key.public().to_armored().unwrap();
    assert!(public.starts_with("-----BEGIN PGP PUBLIC KEY BLOCK-----"), "{public}");
    assert!(matches!(SecretKey::import(public.as_bytes(), now()), Err(Problem::PublicOnly)));
    let from_secret = PublicKey::parse(secret.as_bytes()).unwrap();
    assert_eq!(from_secret.to_armored().unwrap(), public, "the secret is dropped");
    assert!(!format!("{key:?}").contains("secret: "), "{key:?}");
}

#[test]
fn a_signature_holds_for_its_bytes_its_key_and_its_time_alone() {
    let key = made();
    let public = PublicKey::parse(key.public().to_armored().unwrap().as_bytes()).unwrap();
    let signature = key.sign_detached(b"{}\n", now()).unwrap();
    let check = |bytes: &[u8], when: &str| public.verify_detached(signature.as_bytes(), bytes, at(when));
    check(b"{}\n", "2026-06-01T12:00:00Z").unwrap();
    check(b"{}\n", "2027-12-31T23:59:59Z").unwrap();
    assert_eq!(check(b"{}", "2026-06-02T00:00:00Z"), Err(Problem::Wrong));
    assert!(matches!(check(b"{}\n", "2026-05-01T00:00:00Z"), Err(Problem::NotNow { .. })));
    assert_eq!(
        check(b"{}\n", "2028-01-01T00:00:00Z"),
        Err(Problem::Expired { at: at("2028-01-01T00:00:00Z") })
    );
    let stranger = SecretKey::make([9; 32], NAME, at("2026-01-01T00:00:00Z"), 730).unwrap();
    assert_eq!(
        stranger.public().verify_detached(signature.as_bytes(), b"{}\n", now()),
        Err(Problem::OtherKey)
    );
}

#[test]
fn a_signed_text_opens_to_what_was_signed() {
    let key = made();
    let text = "Contact: https://a.example/report\n- dash\nExpires: 2027-01-01T00:00:00Z\n";
    let signed = key.sign_cleartext(text, now()).unwrap();
    assert!(signed.starts_with("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nContact: "), "{signed}");
    assert!(signed.contains("\n- - dash\n"), "{signed}");
    assert_eq!(key.public().open_cleartext(&signed, now()).unwrap(), text.trim_end());
    let altered = signed.replace("a.example", "b.example");
    assert_eq!(key.public().open_cleartext(&altered, now()), Err(Problem::Wrong));
}

#[test]
fn keys_that_cannot_sign_are_refused_in_words() {
    let expired = made().to_armored().unwrap();
    let refusal = SecretKey::import(expired.as_bytes(), at("2028-02-01T00:00:00Z")).unwrap_err();
    assert_eq!(refusal, Problem::Expired { at: at("2028-01-01T00:00:00Z") });
    for nonsense in
        ["", "hello", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----\n"]
    {
        let refusal = SecretKey::import(nonsense.as_bytes(), now()).unwrap_err();
        assert!(matches!(refusal, Problem::Unreadable { .. }), "{nonsense:?}: {refusal}");
    }
}

/// A keyring of gpg that is thrown away.
struct Gpg(PathBuf);

impl Gpg {
    fn find(name: &str) -> Option<Self> {
        if Command::new("gpg").arg("--version").output().is_err() {
            println!("skipped: there is no gpg on this machine");
            return None;
        }
        let home = std::env::temp_dir().join(format!("openpgp-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&home);
        std::fs::create_dir_all(&home).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        Some(Self(home))
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut gpg = Command::new("gpg");
        gpg.args(["--batch", "--no-tty", "--pinentry-mode", "loopback", "--trust-model", "always"]);
        // Keys are made before they sign, and signatures are read after they were made.
        let is_reading = arguments.contains(&"--verify") || arguments.contains(&"--decrypt");
        gpg.args(["--faked-system-time", if is_reading { "20260601T121000" } else { "20260601T120000" }]);
        gpg.env("GNUPGHOME", &self.0).args(arguments).output().unwrap()
    }

    fn does(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_string_lossy().into_owned()
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf").env("GNUPGHOME", &self.0).args(["--kill", "all"]).output();
        let _ = std::fs::remove_dir_all(Path::new(&self.0));
    }
}

#[test]
fn gpg_verifies_what_was_signed_with_the_published_key_alone() {
    let Some(gpg) = Gpg::find("verify") else { return };
    let key = made();
    gpg.does(&["--import", &gpg.put("public.asc", key.public().to_armored().unwrap())]);
    let document = gpg.put("a.json", "{\"a\": 1}\n");
    let signature = gpg.put("a.json.asc", key.sign_detached(b"{\"a\": 1}\n", now()).unwrap());
    gpg.does(&["--verify", &signature, &document]);
    let altered = gpg.put("b.json", "{\"a\": 2}\n");
    assert!(!gpg.run(&["--verify", &signature, &altered]).status.success());
    let text = "Contact: https://a.example/\nExpires: 2027-01-01T00:00:00Z\n";
    let signed = gpg.put("security.txt", key.sign_cleartext(text, now()).unwrap());
    gpg.does(&["--verify", &signed]);
    assert_eq!(String::from_utf8(gpg.does(&["--decrypt", &signed])).unwrap().trim_end(), text.trim_end());
    let listing = String::from_utf8(gpg.does(&["--with-colons", "--list-keys"])).unwrap();
    assert!(listing.contains(&key.public().fingerprint().to_uppercase()), "{listing}");
}

#[test]
fn a_key_of_gpg_with_a_signing_subkey_is_taken_and_a_locked_one_is_not() {
    let Some(gpg) = Gpg::find("import") else { return };
    gpg.does(&["--passphrase", "", "--quick-gen-key", NAME, "ed25519", "cert", "2y"]);
    let listing = String::from_utf8(gpg.does(&["--with-colons", "--list-keys"])).unwrap();
    let print =
        listing.lines().find_map(|line| line.strip_prefix("fpr:")).unwrap().trim_matches(':').to_owned();
    let export = |gpg: &Gpg| gpg.does(&["--armor", "--passphrase", "", "--export-secret-keys", &print]);
    assert!(matches!(SecretKey::import(&export(&gpg), now()), Err(Problem::CannotSign)));
    gpg.does(&["--passphrase", "", "--quick-add-key", &print, "ed25519", "sign", "1y"]);
    let key = SecretKey::import(&export(&gpg), at("2026-06-01T12:06:00Z")).unwrap();
    assert_eq!(key.public().fingerprint(), print.to_lowercase());
    let ends = key.public().expires().unwrap();
    assert!(ends > at("2027-05-31T00:00:00Z") && ends < at("2027-06-03T00:00:00Z"), "{ends}");
    let signature = gpg.put("x.asc", key.sign_detached(b"x", at("2026-06-01T12:06:00Z")).unwrap());
    gpg.does(&["--verify", &signature, &gpg.put("x", "x")]);
    key.public()
        .verify_detached(&std::fs::read(&signature).unwrap(), b"x", at("2026-06-01T12:06:00Z"))
        .unwrap();
    gpg.does(&[
        "--passphrase",
        "locked",
        "--quick-gen-key",
        "Locked <l@example.com>",
        "ed25519",
        "sign",
        "2y",
    ]);
    let locked = gpg.does(&["--armor", "--passphrase", "locked", "--export-secret-keys", "l@example.com"]);
    assert!(matches!(SecretKey::import(&locked, at("2026-06-01T12:06:00Z")), Err(Problem::Locked)));
    let both = [export(&gpg), locked].concat();
    assert!(SecretKey::import(&both, now()).is_err());
    gpg.does(&["--passphrase", "", "--quick-gen-key", "Rsa <r@example.com>", "rsa3072", "sign", "2y"]);
    let rsa = gpg.does(&["--armor", "--passphrase", "", "--export-secret-keys", "r@example.com"]);
    let rsa = SecretKey::import(&rsa, at("2026-06-01T12:06:00Z")).unwrap();
    let signature = gpg.put("r.asc", rsa.sign_detached(b"r", at("2026-06-01T12:06:00Z")).unwrap());
    gpg.does(&["--verify", &signature, &gpg.put("r", "r")]);
}

//! The secret a reporter gets once: 130 random bits in letters that can be read aloud and typed.
//!
//! It is long enough that a fast digest is enough to keep it (OWASP ASVS 5.0, 11.4.2 and 6.5.2).

use sha2::{Digest, Sha256};
use store::Vault;

/// Crockford's alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 26;

/// A secret as the reporter writes it: `7K2MQ-…`, groups of five.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// Draws a new secret.
    #[must_use]
    pub fn draw(vault: &Vault) -> Self {
        Self::of_seed(&vault.random())
    }

    /// The secret that belongs to 32 random bytes.
    #[must_use]
    pub fn of_seed(seed: &[u8; 32]) -> Self {
        Self(seed[..LETTERS].iter().map(|byte| char::from(ALPHABET[usize::from(byte & 31)])).collect())
    }

    /// Reads what a person typed: any case, spaces and dashes anywhere, the look-alikes O, I and L.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let mut letters = String::with_capacity(LETTERS);
        for letter in typed.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            if !letter.is_ascii() || !ALPHABET.contains(&u8::try_from(letter).unwrap_or(0)) {
                return None;
            }
            letters.push(letter);
            if letters.len() > LETTERS {
                return None;
            }
        }
        (letters.len() == LETTERS).then_some(Self(letters))
    }

    /// As it is shown: groups of five.
    #[must_use]
    pub fn shown(&self) -> String {
        let groups: Vec<_> = self.0.as_bytes().chunks(5).map(String::from_utf8_lossy).collect();
        groups.join("-")
    }

    /// What the store keeps of it.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(format!("tellfirst reporter secret\0{}", self.0)).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_however_it_was_written_down() {
        let secret = Secret("0123456789ABCDEFGHJKMNPQRS".to_owned());
        let shown = secret.shown();
        assert_eq!(shown, "01234-56789-ABCDE-FGHJK-MNPQR-S");
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "o")] {
            assert_eq!(Secret::parse(&typed), Some(secret.clone()), "{typed}");
        }
        for wrong in ["", "0123", "0123456789ABCDEFGHJKMNPQRSX", "ü123456789ABCDEFGHJKMNPQRS"] {
            assert_eq!(Secret::parse(wrong), None, "{wrong}");
        }
    }
}

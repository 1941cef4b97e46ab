//! The second factor: a code of six digits from an app, new every thirty seconds (RFC 6238).

use jiff::Timestamp;
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Totp};

use crate::error::{Error, Result};

/// Bytes of the shared secret, as RFC 4226, section 4, advises.
pub const SECRET_BYTES: usize = 20;

/// The secret offered to somebody who sets the second factor up. It follows from the token in their cookie, so it is
/// kept nowhere until they have shown that their app has it.
#[must_use]
pub fn candidate(token: &str) -> [u8; SECRET_BYTES] {
    let digest = Sha256::digest(format!("tellfirst second factor\0{token}"));
    let mut secret = [0; SECRET_BYTES];
    secret.copy_from_slice(&digest[..SECRET_BYTES]);
    secret
}

fn generator(secret: &[u8]) -> Result<Totp> {
    Builder::new().with_secret(secret).build().map_err(Error::internal)
}

/// The time step a code belongs to, if it is right now or was or will be one step away.
///
/// # Errors
/// When the kept secret is none.
pub fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.as_second()).map_err(Error::internal)?;
    let step = generator(secret)?.check(&digits, time);
    step.map(i64::try_from).transpose().map_err(Error::internal)
}

/// The code of a moment, for tests and for the demo.
///
/// # Errors
/// When the secret is none.
pub fn code_at(secret: &[u8], now: Timestamp) -> Result<String> {
    let time = u64::try_from(now.as_second()).map_err(Error::internal)?;
    Ok(generator(secret)?.generate(time).to_string())
}

/// What a person needs to put the secret into an app.
#[derive(Debug)]
pub struct Offer {
    /// To be typed, in groups of four letters.
    pub typed: String,
    /// To be scanned.
    pub picture: Markup,
}

/// Offers a secret.
///
/// # Errors
/// When the address cannot be put into a picture.
pub fn offer(secret: &[u8], issuer: &str, account: &str) -> Result<Offer> {
    let plain = |text: &str| text.replace(':', " ");
    let totp = Builder::new()
        .with_secret(secret)
        .with_account_name(plain(account))
        .with_issuer(Some(plain(issuer)))
        .build()
        .map_err(Error::internal)?;
    let address = totp.to_url().map_err(Error::internal)?;
    let letters = totp.secret().to_base32();
    let groups: Vec<_> = letters.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    Ok(Offer { typed: groups.join(" "), picture: picture(&address)? })
}

/// A QR code as one path on a white ground, with the quiet zone of four modules that readers need.
fn picture(address: &str) -> Result<Markup> {
    use std::fmt::Write as _;
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(Error::internal)?;
    let width = code.width();
    let mut path = String::new();
    for (at, color) in code.to_colors().iter().enumerate() {
        if *color == Color::Dark {
            let (x, y) = (at % width + 4, at / width + 4);
            write!(path, "M{x} {y}h1v1h-1z").map_err(Error::internal)?;
        }
    }
    let side = width + 8;
    Ok(html! {
        svg.qr-code viewBox=(format!("0 0 {side} {side}")) width="240" height="240" aria-hidden="true"
            shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_counts_one_step_early_or_late_and_not_two() {
        // RFC 6238, appendix B, for SHA-1: the last six of eight digits at 59 seconds are 287082.
        let secret = b"12345678901234567890";
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(code_at(secret, at(59)).unwrap(), "287082");
        assert_eq!(step_of(secret, "287 082", at(59)).unwrap(), Some(1));
        assert_eq!(step_of(secret, "287082", at(89)).unwrap(), Some(1));
        assert_eq!(step_of(secret, "287082", at(29)).unwrap(), Some(1));
        assert_eq!(step_of(secret, "287082", at(90)).unwrap(), None);
        for wrong in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert_eq!(step_of(secret, wrong, at(59)).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn an_offer_can_be_typed_and_scanned() {
        let offer = offer(&candidate("abc"), "Belkin: International", "ada@maker.example").unwrap();
        assert_eq!(offer.typed.len(), 39);
        let picture = offer.picture.into_string();
        assert!(picture.starts_with("<svg") && picture.contains("M4 4h1v1h-1z"), "{picture}");
        assert!(!picture.contains("style="));
    }
}

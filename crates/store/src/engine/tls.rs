//! TLS to PostgreSQL: who the server must be, from the address of the database.
//!
//! Invariant: encrypted means checked. With `sslmode=require` (or `verify-ca`, `verify-full`) the server shows a
//! certificate for the name in the address, signed by an authority of `sslrootcert` or by a public one; there is no
//! encryption without that check, which would protect from nobody in between.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Error, Result};

/// Whom to trust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trust {
    /// The authorities that browsers trust.
    Public,
    /// Those of a file in PEM form.
    File(PathBuf),
}

/// Takes `sslmode` and `sslrootcert` out of an address; answers the rest, and whom to trust when the way is to be
/// protected.
///
/// # Errors
/// [`Error::Unavailable`] for another mode.
pub(super) fn read(url: &str) -> Result<(String, Option<Trust>)> {
    let Some((base, query)) = url.split_once('?') else { return Ok((url.to_owned(), None)) };
    let (mut rest, mut mode, mut file) = (Vec::new(), "", None);
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = value,
            Some(("sslrootcert", value)) => file = Some(PathBuf::from(decoded(value))),
            _ => rest.push(pair),
        }
    }
    let protect = match mode {
        "require" | "verify-ca" | "verify-full" => true,
        // Without a word the way is as it was: in the clear, for a socket or a private network.
        "" | "disable" | "allow" | "prefer" => false,
        _ => {
            let reason = "sslmode is one of disable, require, verify-ca, verify-full".to_owned();
            return Err(Error::Unavailable { reason });
        }
    };
    let trust = file.map_or(Trust::Public, Trust::File);
    let url = if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
    Ok((url, protect.then_some(trust)))
}

/// A path with its percent signs resolved.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        match after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(b'%');
                rest = after;
            }
        }
    }
    bytes.extend(rest.bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What makes a protected connection.
///
/// # Errors
/// When the file of authorities cannot be used.
pub(super) fn connector(trust: &Trust) -> Result<MakeRustlsConnect> {
    let roots = match trust {
        Trust::Public => webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect(),
        Trust::File(path) => authorities(path)?,
    };
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| Error::Unavailable { reason: "no protocol version is left".into() })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn authorities(path: &Path) -> Result<RootCertStore> {
    let wrong = |what: &str| Error::Unavailable { reason: format!("{}: {what}", path.display()) };
    let mut roots = RootCertStore::empty();
    let file = CertificateDer::pem_file_iter(path).map_err(|_| wrong("cannot be read"))?;
    for certificate in file {
        let certificate = certificate.map_err(|_| wrong("is not in PEM form"))?;
        roots.add(certificate).map_err(|_| wrong("holds what is no certificate"))?;
    }
    if roots.is_empty() { Err(wrong("holds no certificate")) } else { Ok(roots) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whether_the_way_is_protected_and_by_whom() {
        let file = |path: &str| Some(Trust::File(path.into()));
        for (url, rest, trust) in [
            ("postgres://a@b/c", "postgres://a@b/c", None),
            ("postgres://a@b/c?sslmode=disable", "postgres://a@b/c", None),
            ("postgres://a@b/c?sslmode=require", "postgres://a@b/c", Some(Trust::Public)),
            ("postgres://a@b/c?x=1&sslmode=verify-full&y=2", "postgres://a@b/c?x=1&y=2", Some(Trust::Public)),
            (
                "postgres://b/c?sslmode=verify-ca&sslrootcert=/etc/a%20b.pem",
                "postgres://b/c",
                file("/etc/a b.pem"),
            ),
            ("postgres://b/c?sslrootcert=%2Fca.pem", "postgres://b/c", None),
        ] {
            assert_eq!(read(url).unwrap(), (rest.to_owned(), trust), "{url}");
        }
        assert!(read("postgres://b/c?sslmode=maybe").is_err());
    }

    #[test]
    fn a_file_of_authorities_must_hold_some() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        assert!(connector(&Trust::File(path.clone())).is_err());
        std::fs::write(&path, "nothing").unwrap();
        assert!(connector(&Trust::File(path)).is_err());
        assert!(connector(&Trust::Public).is_ok());
    }
}

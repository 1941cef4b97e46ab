//! The stylesheet, the script and the pictures, embedded, each under an address that holds a hash of its content:
//! a browser may keep it for ever, and a changed file has a new address.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rust_embed::RustEmbed;

/// Where the server hands out the files.
pub const PREFIX: &str = "/assets/";

#[derive(RustEmbed)]
#[folder = "../../assets"]
struct Files;

/// A file to serve. Its address changes with its content, so answer with
/// `Cache-Control: public, max-age=31536000, immutable`.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
    /// The value of the `Content-Type` header.
    pub content_type: &'static str,
}

/// The address of a file by its plain name (`app.css` → `/assets/app.1f2e3d4c5b6a7988.css`).
/// A name that does not exist yields an address that answers 404; a test checks the ones pages use.
#[must_use]
pub fn url(name: &str) -> &'static str {
    table().urls.get(name).map_or("/assets/missing", String::as_str)
}

/// The file at an address below [`PREFIX`], given with or without the prefix.
#[must_use]
pub fn find(path: &str) -> Option<Asset> {
    let hashed = path.strip_prefix(PREFIX).unwrap_or(path);
    let name = table().names.get(hashed)?;
    let file = Files::get(name)?;
    Some(Asset { bytes: file.data, content_type: content_type(name) })
}

/// All addresses, for the gallery and for tests.
pub fn list() -> impl Iterator<Item = &'static str> {
    table().urls.values().map(String::as_str)
}

struct Table {
    urls: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { urls: BTreeMap::new(), names: BTreeMap::new() };
        for name in Files::iter() {
            let Some(file) = Files::get(&name) else { continue };
            let hash = hex::encode(&file.metadata.sha256_hash()[..8]);
            let hashed = match name.rsplit_once('.') {
                Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
                None => format!("{name}.{hash}"),
            };
            table.urls.insert(name.to_string(), format!("{PREFIX}{hashed}"));
            table.names.insert(hashed, name.to_string());
        }
        table
    })
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_carries_a_hash_and_leads_to_the_file() {
        for (name, kind) in [
            ("app.css", "text/css; charset=utf-8"),
            ("app.js", "text/javascript; charset=utf-8"),
            ("favicon.svg", "image/svg+xml"),
        ] {
            let asset = find(url(name)).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(asset.content_type, kind);
            assert!(!asset.bytes.is_empty());
            assert_eq!(url(name).len(), PREFIX.len() + name.len() + 17);
        }
    }

    #[test]
    fn other_addresses_lead_nowhere() {
        for path in ["/assets/app.css", "/assets/../Cargo.toml", "", "/assets/missing"] {
            assert!(find(path).is_none(), "{path}");
        }
    }
}

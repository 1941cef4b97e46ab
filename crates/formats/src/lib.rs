//! Bytes to types and back, pure: one module per format.

pub mod advisory;
pub mod csaf;
pub mod cve;
pub mod cvss;
pub mod feed;
pub mod finding;
pub mod letter;
pub mod log;
pub mod mail;
pub mod markdown;
pub mod note;
pub mod openpgp;
pub mod openvex;
pub mod osv;
pub mod purl;
pub mod receipt;
pub mod schema_gate;
pub mod security_txt;
pub mod strict_json;
pub mod verify;

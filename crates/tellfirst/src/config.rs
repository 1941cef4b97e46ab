//! Settings: `tellfirst.toml` in the data folder, each also as `TELLFIRST_...` in the environment, some as flags.
//!
//! Everything has a default that is right for one machine behind a reverse proxy.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::blobs::{BucketOptions, Place};
use url::Url;

use crate::cve_services::Secret;

/// The settings of a server.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The address the server listens on.
    pub listen: SocketAddr,
    /// The address for metrics; only the machine itself should reach it.
    pub admin_listen: Option<SocketAddr>,
    /// How the world reaches the server, such as `https://security.example.com`. Without it, the listening address.
    pub public_url: Option<String>,
    /// `postgres://...`; without it the database is in the data folder.
    pub database: Option<String>,
    /// `s3://BUCKET` or `s3://BUCKET/PREFIX`; without it sealed files are in the data folder.
    pub blobs: Option<String>,
    /// How the bucket is reached.
    pub s3: Option<S3>,
    /// Where mail is handed over.
    pub smtp: Option<Smtp>,
    /// Who is told of reports that nobody is assigned to yet.
    pub team_address: Option<String>,
    /// The header in which a trusted proxy names the client, such as `x-forwarded-for`. Without it the peer counts.
    pub client_header: Option<String>,
    /// Seconds between looks at a firmware page that offers the fix.
    pub evidence_interval: u64,
    /// Lets the server fetch firmware pages from private addresses and without TLS: for a test laboratory only.
    pub evidence_from_private_addresses: bool,
    /// Reports and drafts one network may send in an hour.
    pub reports_per_hour: u32,
    /// The programming interface of CVE Services, such as `https://cveawg.mitre.org/api`. Without it, CVE ids are
    /// entered by hand.
    pub cve_services_url: Option<String>,
    /// The short name of the organisation there.
    pub cve_services_org: Option<String>,
    /// The account there.
    pub cve_services_user: Option<String>,
    /// The account's key; better in the environment or in a file.
    pub cve_services_key: Option<Secret>,
    /// A file that holds the key and nothing else.
    pub cve_services_key_file: Option<PathBuf>,
    /// Lets the server ask a CVE service at a private address and without TLS: for a test laboratory only.
    pub cve_services_at_private_address: bool,
    /// Where each setting was said that is not as it comes.
    #[serde(skip)]
    pub sources: BTreeMap<String, Source>,
}

/// Where a setting was said; the later ones outweigh the earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Default,
    File,
    Environment,
    Flag,
}

/// A setting as people may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// As in the file, such as `smtp.host`.
    pub name: String,
    /// None when it is not set; empty for a secret.
    pub value: Option<String>,
    pub is_secret: bool,
    pub source: Source,
}

/// A service that speaks the protocol of Amazon S3.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// Its address, such as `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: String,
    #[serde(default = "first_region")]
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
}

/// A mail server that takes mail from us.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    pub host: String,
    #[serde(default = "submission_port")]
    pub port: u16,
    /// The sender's address.
    pub from: String,
    pub user: Option<String>,
    pub password: Option<String>,
    /// `starttls` (default), `tls` or `none` (a relay on the same machine).
    #[serde(default)]
    pub security: SmtpSecurity,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpSecurity {
    #[default]
    Starttls,
    Tls,
    None,
}

fn submission_port() -> u16 {
    587
}

/// What services without regions call theirs.
fn first_region() -> String {
    "us-east-1".to_owned()
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            admin_listen: None,
            public_url: None,
            database: None,
            blobs: None,
            s3: None,
            smtp: None,
            team_address: None,
            client_header: None,
            evidence_interval: 86_400,
            evidence_from_private_addresses: false,
            reports_per_hour: 60,
            cve_services_url: None,
            cve_services_org: None,
            cve_services_user: None,
            cve_services_key: None,
            cve_services_key_file: None,
            cve_services_at_private_address: false,
            sources: BTreeMap::new(),
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{path}: {problem}")]
    File { path: PathBuf, problem: String },
    #[error("setting {name}: {problem}")]
    Setting { name: &'static str, problem: &'static str },
    #[error("{name}: {problem}")]
    Variable { name: String, problem: String },
}

impl Config {
    /// Reads the file, then lets the environment override it.
    ///
    /// # Errors
    /// What cannot be read, by file and line or by variable.
    pub fn load(
        path: &Path,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = match std::fs::read_to_string(path) {
            Ok(text) => text.parse::<toml::Table>().map_err(|error| file_error(path, &error))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => toml::Table::new(),
            Err(error) => {
                return Err(ConfigError::File { path: path.to_owned(), problem: error.to_string() });
            }
        };
        let mut sources = BTreeMap::new();
        names("", &table, &mut sources);
        for (name, value) in environment {
            let key = name.strip_prefix("TELLFIRST_").map(str::to_lowercase);
            if let Some(key) = key.filter(|key| !is_for_others(key)) {
                set(&mut table, &key, &value);
                let name = group_of(&key).map(|(group, inner)| format!("{group}.{inner}"));
                sources.insert(name.unwrap_or(key), Source::Environment);
            }
        }
        let config: Self = toml::Value::Table(table).try_into().map_err(|error| file_error(path, &error))?;
        Ok(Self { sources, ..config })
    }

    /// Notes where a setting was said.
    pub fn note(&mut self, name: &str, source: Source) {
        self.sources.insert(name.to_owned(), source);
    }

    /// Every setting by name, secrets without their value.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        let all = serde_json::to_value(self).unwrap_or_default();
        show("", &all, &self.sources, &mut shown);
        shown
    }

    /// Where sealed files are kept.
    ///
    /// # Errors
    /// When the address of the bucket is none, or nothing says how to reach it.
    pub fn blob_place(&self) -> Result<Place, ConfigError> {
        let Some(address) = &self.blobs else { return Ok(Place::Folder) };
        let wrong = |name, problem| ConfigError::Setting { name, problem };
        let address = Url::parse(address).ok().filter(|url| url.scheme() == "s3");
        let address = address.ok_or(wrong("blobs", "expected s3://BUCKET or s3://BUCKET/PREFIX"))?;
        let name = address.host_str().filter(|name| !name.is_empty());
        let name = name.ok_or(wrong("blobs", "the name of the bucket is missing"))?;
        let s3 =
            self.s3.as_ref().ok_or(wrong("s3", "blobs are in a bucket: endpoint and keys are needed"))?;
        let endpoint = Url::parse(&s3.endpoint).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let prefix = address.path().trim_matches('/');
        Ok(Place::Bucket(Box::new(BucketOptions {
            name: name.to_owned(),
            prefix: if prefix.is_empty() { String::new() } else { format!("{prefix}/") },
            endpoint: endpoint
                .ok_or(wrong("s3.endpoint", "expected an address such as https://s3.example.com"))?,
            region: s3.region.clone(),
            access_key: s3.access_key.clone(),
            secret_key: s3.secret_key.clone(),
        })))
    }

    /// How the world reaches the server, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        let url = self.public_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        url.trim_end_matches('/').to_owned()
    }
}

fn file_error(path: &Path, error: &toml::de::Error) -> ConfigError {
    ConfigError::File { path: path.to_owned(), problem: error.message().to_owned() }
}

/// The names of all values of a file.
fn names(above: &str, table: &toml::Table, sources: &mut BTreeMap<String, Source>) {
    for (key, value) in table {
        let name = format!("{above}{key}");
        match value {
            toml::Value::Table(inner) => names(&format!("{name}."), inner, sources),
            _ => _ = sources.insert(name, Source::File),
        }
    }
}

fn show(above: &str, values: &Value, sources: &BTreeMap<String, Source>, shown: &mut Vec<Shown>) {
    for (key, value) in values.as_object().into_iter().flatten() {
        let name = format!("{above}{key}");
        if value.is_object() {
            show(&format!("{name}."), value, sources, shown);
            continue;
        }
        let is_secret = ["password", "secret", "token", "seed", "_key"].iter().any(|word| key.contains(word))
            && value.is_string();
        let text = match value {
            Value::Null => None,
            _ if is_secret => Some(String::new()),
            Value::String(text) => Some(without_secrets(text)),
            other => Some(other.to_string()),
        };
        let source = sources.get(&name).copied().unwrap_or(Source::Default);
        shown.push(Shown { name, value: text, is_secret, source });
    }
}

/// An address without what lets somebody in: no user, no password, no query.
fn without_secrets(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// Variables of the same prefix that are no settings: the folder, the log, and those of tests and benchmarks.
fn is_for_others(key: &str) -> bool {
    ["data", "log"].contains(&key) || key.starts_with("test_") || key.starts_with("bench_")
}

/// The table a variable speaks of, and the name in it: `smtp_host`.
fn group_of(key: &str) -> Option<(&'static str, &str)> {
    ["smtp", "s3"].into_iter().find_map(|group| Some((group, key.strip_prefix(group)?.strip_prefix('_')?)))
}

/// `smtp_host` sets `host` in the table `smtp`, `s3_region` `region` in `s3`; numbers and yes/no keep their type.
fn set(table: &mut toml::Table, key: &str, value: &str) {
    let typed = value
        .parse::<i64>()
        .map(toml::Value::Integer)
        .or_else(|_| value.parse::<bool>().map(toml::Value::Boolean))
        .unwrap_or_else(|_| toml::Value::String(value.to_owned()));
    if let Some((group, inner)) = group_of(key) {
        let group = table.entry(group).or_insert_with(|| toml::Value::Table(toml::Table::new()));
        if let toml::Value::Table(group) = group {
            group.insert(inner.to_owned(), typed);
        }
        return;
    }
    table.insert(key.to_owned(), typed);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_shown_with_where_it_was_said_and_without_secrets() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tellfirst.toml");
        let text = "database = \"postgres://me:hush@db.example/tf?password=hush\"\nreports_per_hour = 5\n\
                    [smtp]\nhost = \"mail\"\nfrom = \"a@b.example\"\npassword = \"hush\"\n";
        std::fs::write(&path, text).unwrap();
        let environment = [("TELLFIRST_SMTP_HOST".to_owned(), "other".to_owned())];
        let mut config = Config::load(&path, environment.into_iter()).unwrap();
        config.note("listen", Source::Flag);
        let shown = config.shown();
        let find = |name: &str| {
            let found = shown.iter().find(|setting| setting.name == name).unwrap();
            (found.value.as_deref(), found.is_secret, found.source)
        };
        assert_eq!(find("database"), (Some("postgres://db.example/tf"), false, Source::File));
        assert_eq!(find("reports_per_hour"), (Some("5"), false, Source::File));
        assert_eq!(find("smtp.host"), (Some("other"), false, Source::Environment));
        assert_eq!(find("smtp.password"), (Some(""), true, Source::File));
        assert_eq!(find("listen").2, Source::Flag);
        assert_eq!(find("public_url"), (None, false, Source::Default));
        assert!(!format!("{shown:?}").contains("hush"), "{shown:?}");
    }

    #[test]
    fn the_environment_overrides_the_file_and_unknown_names_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tellfirst.toml");
        std::fs::write(&path, "public_url = \"https://a.example/\"\nevidence_interval = 60\n").unwrap();
        let environment =
            [("TELLFIRST_EVIDENCE_INTERVAL", "5"), ("TELLFIRST_LOG", "x"), ("TELLFIRST_SMTP_HOST", "mail")]
                .into_iter()
                .chain([("TELLFIRST_SMTP_FROM", "psirt@a.example")])
                .map(|(k, v)| (k.to_owned(), v.to_owned()));
        let config = Config::load(&path, environment).unwrap();
        assert_eq!(config.public_url(), "https://a.example");
        assert_eq!(config.evidence_interval, 5);
        assert_eq!(config.smtp.unwrap().port, 587);
        std::fs::write(
            &path,
            "blobs = \"s3://files/a\"\n[s3]\nendpoint = \"https://s3.example\"\naccess_key = \"a\"\n",
        )
        .unwrap();
        let key = [("TELLFIRST_S3_SECRET_KEY".to_owned(), "b".to_owned())];
        let config = Config::load(&path, key.into_iter()).unwrap();
        let Ok(Place::Bucket(bucket)) = config.blob_place() else { panic!("no bucket") };
        assert_eq!((bucket.name.as_str(), bucket.prefix.as_str()), ("files", "a/"));
        let config = Config { blobs: Some("files".to_owned()), ..config };
        assert!(config.blob_place().is_err_and(|error| error.to_string().contains("s3://BUCKET")));
        std::fs::write(&path, "publicurl = \"x\"\n").unwrap();
        let error = Config::load(&path, std::iter::empty()).unwrap_err().to_string();
        assert!(error.contains("publicurl"), "{error}");
    }
}

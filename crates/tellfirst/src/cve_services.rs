//! The client of CVE Services (2.3): reserve an id, read, publish, change and reject records, ask for the quota.
//!
//! Invariant: the key leaves this file in one header to one host and is in no log, no error and no `Debug`. Nothing
//! is retried here: whoever calls reads before acting again. The rules for what may be asked outside are those of
//! [`crate::fetch`]: https, public addresses, no redirects, no proxy, bounded time and size.

use std::fmt;
use std::io::Read;
use std::time::Duration;

use domain::id::CveId;
use jiff::Timestamp;
use serde_json::Value;
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body};
use url::Url;

use crate::config::Config;
use crate::fetch::{self, Reach};

mod answer;

pub use answer::{IdState, LastQuota, Quota, Reserved};

/// For one request with everything.
const TOTAL: Duration = Duration::from_secs(30);
/// The most bytes of an answer that are read; records have at most 3.8 MB.
const BYTES_MAX: u64 = 8 << 20;
/// Pages of a list that are read.
const PAGES_MAX: u32 = 20;

/// A word that must not be shown.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Takes a word; blanks around it are no part of it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Says that there is one, never which.
impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("set")
    }
}

/// Why a request came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Asked again later, it may go well: no connection, a time-out, too many requests, an error of the service.
    #[error("{0}")]
    Later(String),
    /// They refuse; a person has to do something.
    #[error("{code}: {text}")]
    Refused {
        /// The name of the error, like `CVEID_DNE`.
        code: String,
        /// Their words.
        text: String,
    },
}

/// An account at CVE Services.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    base: Url,
    org: String,
    user: String,
    key: Secret,
}

/// What is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSettings {
    #[error("cve_services_url is no address of the form https://HOST/PATH")]
    Address,
    #[error("cve_services_org, cve_services_user and a key are needed with cve_services_url")]
    Incomplete,
    #[error("cve_services_key_file cannot be read: {0}")]
    KeyFile(String),
}

impl Client {
    /// The client that the settings describe; none when they name no service.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn from_config(config: &Config) -> Result<Option<Self>, BadSettings> {
        let Some(address) = &config.cve_services_url else { return Ok(None) };
        let laboratory = config.cve_services_at_private_address;
        let base =
            Url::parse(&format!("{}/", address.trim_end_matches('/'))).map_err(|_| BadSettings::Address)?;
        if base.host_str().is_none() || !(base.scheme() == "https" || (laboratory && base.scheme() == "http"))
        {
            return Err(BadSettings::Address);
        }
        let key = match (&config.cve_services_key, &config.cve_services_key_file) {
            (Some(key), _) => key.clone(),
            (None, Some(file)) => {
                let text = std::fs::read_to_string(file).map_err(|e| BadSettings::KeyFile(e.to_string()))?;
                Secret::new(&text)
            }
            (None, None) => Secret::default(),
        };
        let (Some(org), Some(user)) = (&config.cve_services_org, &config.cve_services_user) else {
            return Err(BadSettings::Incomplete);
        };
        if key.0.is_empty() || org.is_empty() || user.is_empty() {
            return Err(BadSettings::Incomplete);
        }
        let reach = if laboratory { Reach::Laboratory } else { Reach::Public };
        let agent = fetch::guarded_agent(reach, AGENT, "application/json");
        Ok(Some(Self { agent, base, org: org.clone(), user: user.clone(), key }))
    }

    /// The account's name at the service.
    #[must_use]
    pub fn user(&self) -> &str {
        &self.user
    }

    /// The organisation's short name.
    #[must_use]
    pub fn org(&self) -> &str {
        &self.org
    }

    /// Reserves one id. The remaining quota comes with the answer.
    ///
    /// # Errors
    /// Why there is none.
    pub fn reserve(&self, year: i16) -> Result<(Reserved, Option<i64>), Trouble> {
        let query = format!("cve-id?amount=1&cve_year={year}&short_name={}", encoded(&self.org));
        let answer = self.ask(Method::POST, &query, None)?;
        let reserved = answer.reserved().into_iter().next().ok_or_else(|| strange("no id in the answer"))?;
        Ok((reserved, answer.remaining_quota()))
    }

    /// The ids that were reserved after a moment and have no record yet.
    ///
    /// # Errors
    /// Why they cannot be told.
    pub fn list_reserved_since(&self, since: Timestamp) -> Result<Vec<Reserved>, Trouble> {
        let mut all = Vec::new();
        for page in 1..=PAGES_MAX {
            let since = encoded(&since.to_string());
            let query = format!("cve-id?state=RESERVED&time_reserved.gt={since}&page={page}");
            let answer = self.ask(Method::GET, &query, None)?;
            all.extend(answer.reserved());
            if !answer.has_next_page() {
                return Ok(all);
            }
        }
        Err(strange("the list of reserved ids does not end"))
    }

    /// How an id stands; none when the service does not know it.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn find_id(&self, id: &CveId) -> Result<Option<IdState>, Trouble> {
        let answer = self.find(&format!("cve-id/{}", id.as_str()))?;
        answer.map(|answer| answer.id_state().ok_or_else(|| strange("an id without a state"))).transpose()
    }

    /// The record of an id; none when there is none yet.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn find_record(&self, id: &CveId) -> Result<Option<Value>, Trouble> {
        Ok(self.find(&format!("cve/{}", id.as_str()))?.map(|answer| answer.body))
    }

    /// Publishes the first record of an id.
    ///
    /// # Errors
    /// Why it is not taken; `CVE_RECORD_EXISTS` when there is one already.
    pub fn create_record(&self, id: &CveId, body: &Value) -> Result<(), Trouble> {
        self.ask(Method::POST, &format!("cve/{}/cna", id.as_str()), Some(body)).map(drop)
    }

    /// Changes the record of an id.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn update_record(&self, id: &CveId, body: &Value) -> Result<(), Trouble> {
        self.ask(Method::PUT, &format!("cve/{}/cna", id.as_str()), Some(body)).map(drop)
    }

    /// Rejects an id that has no record.
    ///
    /// # Errors
    /// Why it is not taken; `CVE_RECORD_EXISTS` when it has one.
    pub fn reject_id(&self, id: &CveId, body: &Value) -> Result<(), Trouble> {
        self.ask(Method::POST, &format!("cve/{}/reject", id.as_str()), Some(body)).map(drop)
    }

    /// Rejects an id whose record is there already.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn reject_record(&self, id: &CveId, body: &Value) -> Result<(), Trouble> {
        self.ask(Method::PUT, &format!("cve/{}/reject", id.as_str()), Some(body)).map(drop)
    }

    /// How many ids the organisation may still reserve.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn quota(&self) -> Result<Quota, Trouble> {
        let answer = self.ask(Method::GET, &format!("org/{}/id_quota", encoded(&self.org)), None)?;
        answer.quota().ok_or_else(|| strange("an answer without a quota"))
    }

    /// As [`Client::ask`] with GET, where "there is no such thing" is an answer.
    fn find(&self, path: &str) -> Result<Option<answer::Answer>, Trouble> {
        match self.ask(Method::GET, path, None) {
            Ok(answer) => Ok(Some(answer)),
            Err(Trouble::Refused { code, .. })
                if ["CVEID_DNE", "CVE_RECORD_DNE", "NOT_FOUND", "404"].contains(&code.as_str()) =>
            {
                Ok(None)
            }
            Err(trouble) => Err(trouble),
        }
    }

    fn ask(&self, method: Method, path: &str, body: Option<&Value>) -> Result<answer::Answer, Trouble> {
        let url = self.base.join(path).map_err(|_| strange("an address that cannot be built"))?;
        let bytes = body.map(ToString::to_string).unwrap_or_default().into_bytes();
        let request = Request::builder()
            .method(method)
            .uri(url.as_str())
            .header("CVE-API-ORG", &self.org)
            .header("CVE-API-USER", &self.user)
            .header("CVE-API-KEY", &self.key.0)
            .header("content-type", "application/json")
            .body(bytes)
            .map_err(|_| {
                refused("settings", "organisation, user or key hold characters that cannot be sent")
            })?;
        let request = self.agent.configure_request(request).timeout_global(Some(TOTAL)).build();
        let response = self.agent.run(request).map_err(|error| {
            let word = fetch::trouble(&error).word();
            if word == "private-address" { refused("settings", &word) } else { Trouble::Later(word) }
        })?;
        answer::read(response)
    }
}

/// Who we are, so that the service can ask us.
const AGENT: &str = concat!("Tellfirst/", env!("CARGO_PKG_VERSION"), " (CVE Services client)");

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn strange(what: &str) -> Trouble {
    Trouble::Later(format!("CVE Services gave {what}"))
}

fn refused(code: &str, text: &str) -> Trouble {
    Trouble::Refused { code: code.to_owned(), text: text.to_owned() }
}

/// The first bytes of a body.
fn bytes_of(response: &mut Response<Body>) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let outcome = response.body_mut().as_reader().take(BYTES_MAX + 1).read_to_end(&mut bytes);
    match outcome {
        Ok(_) if u64::try_from(bytes.len()).unwrap_or(u64::MAX) <= BYTES_MAX => Ok(bytes),
        Ok(_) => Err(strange("an answer that is too long")),
        Err(_) => Err(Trouble::Later("interrupted".to_owned())),
    }
}

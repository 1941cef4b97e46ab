//! Sealed files in a bucket that speaks the protocol of Amazon S3, for several servers that share them.
//!
//! Invariant: [`Bucket::put`] answers only after the bucket has acknowledged the whole object. Object names are
//! random and written once, so a repeat can only write the same bytes again.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use url::Url;

use crate::error::{Error, Result};

/// How long a signed request may be on its way.
const SIGNED_FOR: Duration = Duration::from_secs(600);
/// Requests are repeated after a failure of the network or of the bucket itself.
const TRIES: u32 = 3;
/// Bytes of one page of a listing (a thousand names need about 300 kB).
const MAX_LISTING: u64 = 8 << 20;

/// Where a bucket is and how to enter it.
#[derive(Clone)]
pub struct BucketOptions {
    /// Name of the bucket.
    pub name: String,
    /// What the names of the objects begin with; empty or ending in `/`.
    pub prefix: String,
    /// Address of the service, such as `https://s3.eu-central-1.amazonaws.com`.
    pub endpoint: Url,
    /// Region, as the signature names it.
    pub region: String,
    /// The access key.
    pub access_key: String,
    /// The secret key.
    pub secret_key: String,
}

/// An open bucket.
pub(super) struct Bucket {
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
    agent: ureq::Agent,
}

impl std::fmt::Debug for Bucket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bucket({})", self.bucket.name())
    }
}

impl Bucket {
    pub(super) fn open(options: &BucketOptions) -> Result<Self> {
        let bucket = rusty_s3::Bucket::new(
            options.endpoint.clone(),
            UrlStyle::Path,
            options.name.clone(),
            options.region.clone(),
        )
        .map_err(|error| unavailable(error.to_string()))?;
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(300)));
        Ok(Bucket {
            bucket,
            credentials: Credentials::new(options.access_key.clone(), options.secret_key.clone()),
            prefix: options.prefix.clone(),
            agent: config.build().into(),
        })
    }

    /// Stores a file under a name.
    pub(super) fn put(&self, name: &str, path: &Path) -> Result<()> {
        let key = self.key(name);
        let address = || self.bucket.put_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
        self.repeat(|| {
            let file = File::open(path).map_err(Error::io("open", path))?;
            expect(self.agent.put(address().as_str()).send(file), &[200]).map(drop)
        })
    }

    /// The bytes under a name.
    pub(super) fn get(&self, name: &str) -> Result<Box<dyn Read + Send>> {
        let key = self.key(name);
        let address = || self.bucket.get_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
        let answer = self.repeat(|| expect(self.agent.get(address().as_str()).call(), &[200]))?;
        Ok(Box::new(answer.into_body().into_reader()))
    }

    pub(super) fn exists(&self, name: &str) -> Result<bool> {
        let key = self.key(name);
        let address = || self.bucket.head_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
        match self.repeat(|| expect(self.agent.head(address().as_str()).call(), &[200])) {
            Ok(_) => Ok(true),
            Err(Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Deletes an object; one that is not there is no error.
    pub(super) fn delete(&self, name: &str) -> Result<()> {
        let key = self.key(name);
        let address = || self.bucket.delete_object(Some(&self.credentials), &key).sign(SIGNED_FOR);
        match self.repeat(|| expect(self.agent.delete(address().as_str()).call(), &[200, 204])) {
            Ok(_) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Names of the objects written before `moment` (microseconds since 1970 in UTC).
    pub(super) fn list_older_than(&self, moment: i64) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let mut next = None;
        loop {
            let page = self.page(next.as_deref())?;
            for object in page.contents {
                let written = object.last_modified.and_then(|at| at.parse::<Timestamp>().ok());
                let written = written.ok_or(Error::Malformed { what: "list of a bucket" })?;
                if written.as_microsecond() < moment
                    && let Some(name) = object.key.strip_prefix(&self.prefix)
                {
                    names.push(name.rsplit('/').next().unwrap_or(name).to_owned());
                }
            }
            next = page.next_continuation_token;
            if next.is_none() {
                names.sort();
                return Ok(names);
            }
        }
    }

    fn page(&self, after: Option<&str>) -> Result<rusty_s3::actions::ListObjectsV2Response> {
        let address = || {
            let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
            list.with_prefix(self.prefix.as_str());
            if let Some(token) = after {
                list.with_continuation_token(token);
            }
            list.sign(SIGNED_FOR)
        };
        let answer = self.repeat(|| expect(self.agent.get(address().as_str()).call(), &[200]))?;
        let text = answer
            .into_body()
            .with_config()
            .limit(MAX_LISTING)
            .read_to_string()
            .map_err(|_| Error::Malformed { what: "list of a bucket" })?;
        ListObjectsV2::parse_response(&text).map_err(|_| Error::Malformed { what: "list of a bucket" })
    }

    /// `ab/abcdef..` below the prefix, as in a folder.
    fn key(&self, name: &str) -> String {
        format!("{}{}/{name}", self.prefix, &name[..2])
    }

    fn repeat<T>(&self, mut work: impl FnMut() -> Result<T>) -> Result<T> {
        let mut tried = 1;
        loop {
            match work() {
                Err(error) if error.is_transient() && tried < TRIES => tried += 1,
                answer => return answer,
            }
        }
    }
}

type Answer = ureq::http::Response<ureq::Body>;

/// The answer when its status is one of `statuses`. Addresses carry the signature and stay out of every error.
fn expect(answer: Result<Answer, ureq::Error>, statuses: &[u16]) -> Result<Answer> {
    let answer = answer.map_err(|error| match error {
        ureq::Error::Timeout(_) => unavailable("the bucket did not answer in time".to_owned()),
        ureq::Error::HostNotFound => unavailable("the host of the bucket is not known".to_owned()),
        ureq::Error::Io(error) => unavailable(format!("bucket: {}", error.kind())),
        _ => unavailable("the bucket did not answer as expected".to_owned()),
    })?;
    match answer.status().as_u16() {
        status if statuses.contains(&status) => Ok(answer),
        404 => Err(Error::NotFound { what: "file" }),
        status @ (401 | 403) => Err(Error::Refused { status }),
        status => Err(unavailable(format!("the bucket answered {status}"))),
    }
}

fn unavailable(reason: String) -> Error {
    Error::Unavailable { reason }
}

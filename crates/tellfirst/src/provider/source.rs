//! Where a provider's files are fetched from: a server, or a folder that a server would serve.

use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask<'a> {
    Anonymous,
    WithCredential,
    /// With this user agent; none when it is empty.
    As(&'a str),
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub allow_origin: Option<String>,
    pub bytes: Vec<u8>,
    /// Where it was redirected to, step by step.
    pub redirects: Vec<String>,
    /// It was only given with a credential.
    pub was_refused: bool,
}

impl Answer {
    /// Whether a credential is asked for.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(self.status, 401 | 403)
    }
}

/// Somewhere to fetch from.
pub trait Source {
    /// Fetches an address. Every status is an answer.
    ///
    /// # Errors
    /// When there is no answer, in words for a person.
    fn get(&self, url: &str, ask: Ask<'_>) -> Result<Answer, String>;

    /// Whether [`Ask::WithCredential`] makes a difference.
    fn has_credential(&self) -> bool;

    /// Why nothing can be said about connections and headers, if so.
    fn is_silent_about_headers(&self) -> Option<&'static str>;
}

/// A credential for what is not for everybody.
#[derive(Clone)]
pub enum Credential {
    Bearer(String),
    /// Name and password.
    Basic(String, String),
}

/// A server.
pub struct Http {
    agent: ureq::Agent,
    credential: Option<Credential>,
    via: Option<Url>,
}

/// Redirects followed; more than any reader does.
const REDIRECTS: usize = 20;

impl Http {
    /// Asks servers as they are called; with `via`, that server (scheme, host and port) in place of all of them.
    #[must_use]
    pub fn new(credential: Option<Credential>, via: Option<Url>) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(Duration::from_secs(60)))
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self { agent: config.into(), credential, via }
    }

    fn once(&self, url: &str, ask: Ask<'_>) -> Result<(Answer, Option<String>), String> {
        let mut target = Url::parse(url).map_err(|error| format!("{url}: {error}"))?;
        let host = target.host_str().unwrap_or_default().to_owned();
        if let Some(via) = &self.via {
            let moved = target.set_scheme(via.scheme()).is_ok() && target.set_host(via.host_str()).is_ok();
            if !moved || target.set_port(via.port()).is_err() {
                return Err(format!("{url}: cannot be asked of {via}"));
            }
        }
        let mut request = self.agent.get(target.as_str());
        if self.via.is_some() {
            request = request.header("host", &host);
        }
        request = match (ask, &self.credential) {
            (Ask::As(agent), _) => request.header("user-agent", agent),
            (Ask::WithCredential, Some(Credential::Bearer(token))) => {
                request.header("authorization", format!("Bearer {token}"))
            }
            (Ask::WithCredential, Some(Credential::Basic(name, password))) => {
                use base64::Engine as _;
                let pair = base64::engine::general_purpose::STANDARD.encode(format!("{name}:{password}"));
                request.header("authorization", format!("Basic {pair}"))
            }
            _ => request,
        };
        let mut response = request.call().map_err(|error| format!("{url}: {error}"))?;
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let (content_type, allow_origin) = (header("content-type"), header("access-control-allow-origin"));
        let location = header("location");
        let status = response.status().as_u16();
        let bytes = response.body_mut().with_config().limit(super::MAX_BYTES as u64).read_to_vec();
        let bytes = bytes.map_err(|error| format!("{url}: {error}"))?;
        let next = location.filter(|_| (300..400).contains(&status) && status != 304);
        Ok((Answer { status, content_type, allow_origin, bytes, ..Answer::default() }, next))
    }
}

impl Source for Http {
    fn get(&self, url: &str, ask: Ask<'_>) -> Result<Answer, String> {
        let mut here = url.to_owned();
        let mut redirects = Vec::new();
        loop {
            let (answer, next) = self.once(&here, ask)?;
            let Some(next) = next else { return Ok(Answer { redirects, ..answer }) };
            let next = Url::parse(&here).and_then(|base| base.join(&next));
            here = next.map_err(|error| format!("{url}: {error}"))?.to_string();
            redirects.push(here.clone());
            if redirects.len() > REDIRECTS {
                return Err(format!("{url}: more than {REDIRECTS} redirects"));
            }
        }
    }

    fn has_credential(&self) -> bool {
        self.credential.is_some()
    }

    fn is_silent_about_headers(&self) -> Option<&'static str> {
        None
    }
}

/// A folder whose files a server would serve below an origin.
pub struct Folder {
    root: PathBuf,
    origin: Url,
}

impl Folder {
    /// Takes a folder that is served at the root of `origin`.
    #[must_use]
    pub fn new(root: &Path, origin: Url) -> Self {
        Self { root: root.to_owned(), origin }
    }
}

impl Source for Folder {
    fn get(&self, url: &str, _: Ask<'_>) -> Result<Answer, String> {
        let target = Url::parse(url).map_err(|error| format!("{url}: {error}"))?;
        if target.origin() != self.origin.origin() {
            return Err(format!("{url} is outside of the folder"));
        }
        // The parser has resolved every `..`; what is left cannot leave the folder.
        let mut path = target.path().trim_start_matches('/').to_owned();
        if path.is_empty() || path.ends_with('/') {
            path.push_str("index.html");
        }
        let Ok(bytes) = std::fs::read(self.root.join(&path)) else {
            // What needs a credential lies elsewhere.
            let is_guarded =
                path.split('/').any(|part| ["green", "amber", "amber+strict", "red"].contains(&part));
            return Ok(Answer { status: if is_guarded { 401 } else { 404 }, ..Answer::default() });
        };
        let content_type = match path.rsplit('.').next().unwrap_or_default() {
            "json" => "application/json",
            "html" => "text/html",
            _ => "text/plain",
        };
        let allow_origin = Some("*".to_owned());
        Ok(Answer {
            status: 200,
            content_type: Some(content_type.to_owned()),
            allow_origin,
            bytes,
            ..Answer::default()
        })
    }

    fn has_credential(&self) -> bool {
        false
    }

    fn is_silent_about_headers(&self) -> Option<&'static str> {
        Some("a folder has no connections and no headers")
    }
}

//! The only place that fetches anything from the outside: firmware pages, as evidence; and, when a person at the
//! command line asks for it, whether the addresses in an advisory answer.
//!
//! What keeps it from being turned against the maker's own network: https on port 443 only, only hosts that the
//! program lists for the brand (exactly these, no hosts below them), redirects only among them, and addresses
//! checked after the name was resolved, on the very addresses that are then connected to, so that a name cannot
//! mean one machine to the check and another to the connection. No proxy, no cookies, no compression; ten seconds
//! and two mebibytes at most. The laboratory setting lifts https, the port and the kind of address, nothing else;
//! with it the machine itself needs no entry in the list.

pub mod address;

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::{Host, Url};

/// For everything together: name, connections, redirects, body.
const TOTAL: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);
const REDIRECTS: usize = 3;
/// The most bytes of a page that are read.
pub const BYTES_MAX: usize = 2 << 20;

/// Who we are, so that the owner of a page can ask us.
const AGENT: &str =
    concat!("Tellfirst/", env!("CARGO_PKG_VERSION"), " (checks that a firmware page offers a security fix)");

/// Which addresses may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The public internet, over https.
    Public,
    /// A test laboratory: private addresses, any port, without TLS too.
    Laboratory,
}

/// Why a page was not, or not wholly, seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("bad-address")]
    BadAddress,
    #[error("not-https")]
    NotHttps,
    #[error("host-not-listed")]
    HostNotListed,
    #[error("host-not-found")]
    HostNotFound,
    #[error("private-address")]
    PrivateAddress,
    #[error("timeout")]
    Timeout,
    #[error("certificate")]
    Certificate,
    #[error("no-connection")]
    NoConnection,
    #[error("too-many-redirects")]
    TooManyRedirects,
    #[error("interrupted")]
    Interrupted,
    #[error("too-large")]
    TooLarge,
    #[error("encoded")]
    Encoded,
    #[error("not-a-page")]
    NotAPage,
}

impl Trouble {
    /// The word that is stored and that the message files explain.
    #[must_use]
    pub fn word(self) -> String {
        self.to_string()
    }
}

/// What kind of text came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Html,
    Text,
    Other,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub status: u16,
    pub bytes: Vec<u8>,
    pub kind: Kind,
    /// When the bytes are not the whole page, or cannot be read as text.
    pub trouble: Option<Trouble>,
}

/// An agent that asks public addresses only, over https, and follows no redirect by itself.
#[must_use]
pub fn guarded_agent(reach: Reach, name: &str, kinds: &str) -> Agent {
    let config = Config::builder()
        .http_status_as_error(false)
        .https_only(reach == Reach::Public)
        // Redirects are for the caller to follow, because each step is checked.
        .max_redirects(0)
        // A proxy would resolve names itself and so undo the check of addresses.
        .proxy(None)
        .user_agent(name)
        .accept(kinds)
        .accept_encoding("identity")
        .max_response_header_size(64 << 10)
        .max_idle_connections(0)
        .timeout_connect(Some(CONNECT))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Guard { reach })
}

/// Fetches pages.
#[derive(Debug, Clone)]
pub struct Fetcher {
    agent: Agent,
    reach: Reach,
}

impl Fetcher {
    /// A fetcher that reaches this far.
    #[must_use]
    pub fn new(reach: Reach) -> Self {
        let kinds = "text/html, text/plain;q=0.9, application/json;q=0.8, */*;q=0.1";
        Self { agent: guarded_agent(reach, AGENT, kinds), reach }
    }

    /// Checks an address before anything is sent: the same rules as for each step of [`Fetcher::fetch`].
    ///
    /// # Errors
    /// Why it may not be asked.
    pub fn check(&self, address: &str, hosts: &[String]) -> Result<Url, Trouble> {
        let url = Url::parse(address).map_err(|_| Trouble::BadAddress)?;
        let laboratory = self.reach == Reach::Laboratory;
        match url.scheme() {
            "https" => {}
            "http" if laboratory => {}
            _ => return Err(Trouble::NotHttps),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Trouble::BadAddress);
        }
        if !laboratory && url.port().is_some() {
            return Err(Trouble::HostNotListed);
        }
        let own_machine = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(four)) => four.is_loopback(),
            Some(Host::Ipv6(six)) => six.is_loopback(),
            None => return Err(Trouble::BadAddress),
        };
        let host = url.host_str().unwrap_or_default().trim_end_matches('.');
        if hosts.iter().any(|listed| listed.eq_ignore_ascii_case(host)) || (laboratory && own_machine) {
            Ok(url)
        } else {
            Err(Trouble::HostNotListed)
        }
    }

    /// Fetches a page from one of these hosts.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn fetch(&self, address: &str, hosts: &[String]) -> Result<Page, Trouble> {
        let started = Instant::now();
        let mut url = self.check(address, hosts)?;
        for _ in 0..=REDIRECTS {
            let left = TOTAL.checked_sub(started.elapsed()).ok_or(Trouble::Timeout)?;
            let request = self.agent.get(url.as_str()).config().timeout_global(Some(left)).build();
            let mut response = request.call().map_err(|error| trouble(&error))?;
            let status = response.status();
            let location = response.headers().get("location").and_then(|value| value.to_str().ok());
            if status.is_redirection()
                && let Some(location) = location
            {
                let next = url.join(location).map_err(|_| Trouble::BadAddress)?;
                url = self.check(next.as_str(), hosts)?;
                continue;
            }
            let kind = kind(&response);
            let encoded = response.headers().get("content-encoding").is_some_and(|value| value != "identity");
            let (bytes, short) = read(&mut response);
            let unreadable = if encoded { Some(Trouble::Encoded) } else { None };
            let strange = (kind == Kind::Other && status.is_success()).then_some(Trouble::NotAPage);
            return Ok(Page {
                status: status.as_u16(),
                bytes,
                kind,
                trouble: unreadable.or(strange).or(short),
            });
        }
        Err(Trouble::TooManyRedirects)
    }
}

impl Fetcher {
    /// The status with which any host answers, redirects not followed and the body not read. The rules are those
    /// of [`Fetcher::fetch`] except the list of hosts; only for addresses that a person chose to have asked.
    ///
    /// # Errors
    /// Why there is no answer.
    pub fn status(&self, address: &str) -> Result<u16, Trouble> {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        let url = self.check(address, &[host.ok_or(Trouble::BadAddress)?])?;
        let request = self.agent.get(url.as_str()).config().timeout_global(Some(TOTAL)).build();
        request.call().map(|response| response.status().as_u16()).map_err(|error| trouble(&error))
    }
}

fn kind(response: &ureq::http::Response<ureq::Body>) -> Kind {
    let header = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let kind =
        header.unwrap_or("text/html").split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "" | "text/html" | "application/xhtml+xml" => Kind::Html,
        "application/json" | "application/xml" => Kind::Text,
        other if other.starts_with("text/") || other.ends_with("+json") || other.ends_with("+xml") => {
            Kind::Text
        }
        _ => Kind::Other,
    }
}

/// The first bytes of the body, and why there are no more.
fn read(response: &mut ureq::http::Response<ureq::Body>) -> (Vec<u8>, Option<Trouble>) {
    let mut bytes = Vec::new();
    let limit = u64::try_from(BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let outcome = response.body_mut().as_reader().take(limit).read_to_end(&mut bytes);
    if bytes.len() > BYTES_MAX {
        bytes.truncate(BYTES_MAX);
        return (bytes, Some(Trouble::TooLarge));
    }
    (bytes, outcome.err().map(|_| Trouble::Interrupted))
}

/// Why a request got no answer.
#[must_use]
pub fn trouble(error: &ureq::Error) -> Trouble {
    use ureq::Error as E;
    match error {
        E::HostNotFound => Trouble::HostNotFound,
        E::Timeout(_) => Trouble::Timeout,
        E::Tls(_) | E::Rustls(_) => Trouble::Certificate,
        E::RequireHttpsOnly(_) => Trouble::NotHttps,
        E::BadUri(_) => Trouble::BadAddress,
        E::Io(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Trouble::PrivateAddress,
        E::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => Trouble::Certificate,
        _ => Trouble::NoConnection,
    }
}

/// Resolves names and hands out public addresses only.
#[derive(Debug)]
struct Guard {
    reach: Reach,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.reach == Reach::Laboratory {
            return Ok(found);
        }
        let mut kept = self.empty();
        for at in found.iter().filter(|at| address::is_public(at.ip())) {
            kept.push(*at);
        }
        if kept.is_empty() {
            let refused = std::io::Error::new(std::io::ErrorKind::PermissionDenied, "not a public address");
            return Err(ureq::Error::Io(refused));
        }
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed() -> Vec<String> {
        vec!["www.maker.example".to_owned(), "downloads.maker.example".to_owned()]
    }

    #[test]
    fn only_listed_hosts_over_https_on_the_usual_port_are_asked() {
        let fetcher = Fetcher::new(Reach::Public);
        let table = [
            ("https://www.maker.example/fw", None),
            ("https://WWW.Maker.Example:443/fw?a=b#c", None),
            ("https://www.maker.example./fw", None),
            ("http://www.maker.example/fw", Some(Trouble::NotHttps)),
            ("ftp://www.maker.example/fw", Some(Trouble::NotHttps)),
            ("file:///etc/passwd", Some(Trouble::NotHttps)),
            ("https://www.maker.example:8443/fw", Some(Trouble::HostNotListed)),
            ("https://evil.www.maker.example/fw", Some(Trouble::HostNotListed)),
            ("https://www.maker.example.evil.example/", Some(Trouble::HostNotListed)),
            ("https://www.maker.example@evil.example/", Some(Trouble::BadAddress)),
            ("https://user:word@www.maker.example/", Some(Trouble::BadAddress)),
            ("https://127.0.0.1/", Some(Trouble::HostNotListed)),
            ("https://2130706433/", Some(Trouble::HostNotListed)),
            ("https://0x7f.1/", Some(Trouble::HostNotListed)),
            ("https://[::1]/", Some(Trouble::HostNotListed)),
            ("https://localhost/", Some(Trouble::HostNotListed)),
            ("https:///fw", Some(Trouble::HostNotListed)),
            ("not an address", Some(Trouble::BadAddress)),
        ];
        for (address, why) in table {
            assert_eq!(fetcher.check(address, &listed()).err(), why, "{address}");
        }
    }

    #[test]
    fn a_listed_name_that_means_a_private_address_is_not_asked() {
        // `localhost` is listed here, and still leads to the machine itself.
        let hosts = vec!["localhost".to_owned()];
        assert_eq!(
            Fetcher::new(Reach::Public).fetch("https://localhost/", &hosts),
            Err(Trouble::PrivateAddress)
        );
    }

    #[test]
    fn an_address_that_a_document_names_is_held_to_the_same_rules() {
        let fetcher = Fetcher::new(Reach::Public);
        assert_eq!(fetcher.status("http://www.maker.example/"), Err(Trouble::NotHttps));
        assert_eq!(fetcher.status("https://www.maker.example:8443/"), Err(Trouble::HostNotListed));
        assert_eq!(fetcher.status("https://localhost/"), Err(Trouble::PrivateAddress));
        assert_eq!(fetcher.status("https://169.254.169.254/"), Err(Trouble::PrivateAddress));
    }
}

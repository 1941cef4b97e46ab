//! Finding the metadata as readers do: the well-known address, security.txt, the host of its own (requirements 8
//! to 10).

use formats::security_txt;
use jiff::Timestamp;
use url::Url;

use super::report::Book;
use super::source::{Answer, Ask, Source};

/// What is known of the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// The address of its metadata; then nobody asks how it is found.
    Metadata(Url),
    /// Its domain, as an origin.
    Domain(Url),
}

/// The metadata and where they were found.
pub(super) struct Metadata {
    pub url: Url,
    pub answer: Answer,
}

const PATH: &str = "/.well-known/csaf/provider-metadata.json";

pub(super) fn metadata(
    source: &dyn Source,
    start: &Start,
    now: Timestamp,
    book: &mut Book,
) -> Result<Metadata, String> {
    let domain = match start {
        Start::Metadata(url) => {
            [8, 9, 10].into_iter().for_each(|n| book.skip(n, "the address of the metadata was given"));
            let answer = source.get(url.as_str(), Ask::Anonymous)?;
            return match answer.status {
                200 => Ok(Metadata { url: url.clone(), answer }),
                status => Err(format!("{url} answers {status}")),
            };
        }
        Start::Domain(domain) => domain,
    };
    let at = |path: &str| domain.join(path).map_err(|error| format!("{domain}: {error}"));
    let mut all: Vec<Metadata> = Vec::new();
    book.checked(9);
    let well_known = at(PATH)?;
    match ask(source, &well_known) {
        Ok(answer) => {
            if !answer.redirects.is_empty() {
                book.error(9, format!("{well_known} is redirected"));
            }
            all.push(Metadata { url: well_known, answer });
        }
        Err(error) => book.error(9, error),
    }
    book.checked(8);
    match by_security_txt(source, domain, now, book) {
        Ok(found) => all.push(found),
        Err(error) => book.error(8, error),
    }
    match (source.is_silent_about_headers(), by_host(source, domain)) {
        (Some(why), _) => book.skip(10, why),
        (None, Ok(found)) => {
            book.checked(10);
            all.push(found);
        }
        (None, Err(error)) => book.error(10, error),
    }
    compare(&all, book);
    let mut all = all.into_iter();
    all.next().ok_or_else(|| format!("{domain}: no provider-metadata.json is found there"))
}

fn by_host(source: &dyn Source, domain: &Url) -> Result<Metadata, String> {
    let host = domain.host_str().unwrap_or_default().trim_start_matches("www.");
    let url =
        Url::parse(&format!("https://csaf.data.security.{host}/")).map_err(|error| error.to_string())?;
    let answer = ask(source, &url)?;
    Ok(Metadata { url, answer })
}

fn ask(source: &dyn Source, url: &Url) -> Result<Answer, String> {
    let answer = source.get(url.as_str(), Ask::Anonymous)?;
    if answer.status == 200 { Ok(answer) } else { Err(format!("{url} answers {}", answer.status)) }
}

/// All copies are one and the same byte string; the first one counts.
fn compare(all: &[Metadata], book: &mut Book) {
    let Some((first, others)) = all.split_first() else { return };
    for other in others {
        if other.answer.bytes != first.answer.bytes {
            let number = if other.url.path() == "/" { 10 } else { 8 };
            book.error(number, format!("{} is not the same, byte for byte, as {}", other.url, first.url));
        }
    }
}

fn by_security_txt(
    source: &dyn Source,
    domain: &Url,
    now: Timestamp,
    book: &mut Book,
) -> Result<Metadata, String> {
    let at = |path: &str| domain.join(path).map_err(|error| format!("{domain}: {error}"));
    let (url, answer) = match at(security_txt::PATH).and_then(|url| Ok((ask(source, &url)?, url))) {
        Ok((answer, url)) => (url, answer),
        Err(first) => {
            let old = at("/security.txt")?;
            let answer = ask(source, &old).map_err(|_| first)?;
            book.warn(8, format!("it stands at {old} only"));
            (old, answer)
        }
    };
    let file = security_txt::read(&answer.bytes, now).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        format!("{url}: {}", faults.join("; "))
    })?;
    let addresses = file.list("csaf");
    let first = addresses.first().ok_or_else(|| format!("{url} has no CSAF field"))?;
    let first = Url::parse(first).map_err(|error| format!("{first}: {error}"))?;
    if addresses.iter().any(|one| one.ends_with(PATH)) && !first.as_str().ends_with(PATH) {
        book.warn(8, "the well-known address should come first".to_owned());
    }
    if !file.is_signed {
        book.warn(8, format!("{url} is not signed"));
    }
    let answer = ask(source, &first)?;
    Ok(Metadata { url: first, answer })
}

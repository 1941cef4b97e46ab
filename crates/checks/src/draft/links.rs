//! `fix-link-missing` and `fix-link-wrong`: does the draft lead its readers to the fixed firmware?

use url::Url;

use super::reader::Reader;
use super::{Found, Rule, Scope, Where};

pub(super) fn check(reader: &Reader<'_>, out: &mut Vec<Found>) {
    let facts = reader.case.facts;
    if facts.has_fix() != Some(true) || (facts.vendor_domains.is_empty() && facts.fix_url.is_empty()) {
        return;
    }
    let wanted: Vec<Url> = facts.fix_url.iter().filter_map(|url| parse(url)).collect();
    let mut vendor_link = None;
    for link in &reader.document.links {
        let Some(url) = parse(&link.target) else { continue };
        if wanted.iter().any(|wanted| matches(&url, wanted)) {
            return;
        }
        if vendor_link.is_none() && is_vendor(&url, &facts.vendor_domains, &wanted) {
            vendor_link = Some(link);
        }
    }
    match vendor_link {
        None => out.push(Found::new(Rule::FixLinkMissing, Where::Absent(Scope::Document))),
        Some(link) if !wanted.is_empty() => {
            out.push(Found::new(Rule::FixLinkWrong, Where::Source(link.source.clone())));
        }
        Some(_) => {}
    }
}

fn parse(target: &str) -> Option<Url> {
    let target = target.trim();
    let url = if target.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
        Url::parse(&format!("https://{target}"))
    } else if target.starts_with("//") {
        Url::parse(&format!("https:{target}"))
    } else if is_bare_host(target) {
        Url::parse(&format!("https://{target}"))
    } else {
        Url::parse(target)
    };
    url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// "maker.example/support": an address without its scheme, as people write it.
fn is_bare_host(target: &str) -> bool {
    let host = target.split('/').next().unwrap_or_default();
    !target.contains("://")
        && target.contains('/')
        && host.contains('.')
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'))
}

fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), ToOwned::to_owned)
}

/// The path equal or below; the query equal if the wanted address has one.
fn matches(url: &Url, wanted: &Url) -> bool {
    let path = url.path().trim_end_matches('/');
    let wanted_path = wanted.path().trim_end_matches('/');
    let below = path.strip_prefix(wanted_path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let query = match wanted.query() {
        None | Some("") => true,
        Some(query) => url.query().is_some_and(|own| sorted(own) == sorted(query)),
    };
    host(url) == host(wanted) && url.port() == wanted.port() && below && query
}

fn sorted(query: &str) -> Vec<&str> {
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    pairs
}

fn is_vendor(url: &Url, domains: &[String], wanted: &[Url]) -> bool {
    let host = host(url);
    let under = |domain: &str| {
        let domain = domain.trim().trim_start_matches("www.").to_ascii_lowercase();
        !domain.is_empty()
            && (host == domain || host.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.')))
    };
    domains.iter().any(|domain| under(domain))
        || (domains.is_empty() && wanted.iter().any(|url| self::host(url) == host))
}

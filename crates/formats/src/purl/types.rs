//! What the types of purls ask for, by the type definitions of package-url/purl-spec.

use super::{Purl, PurlError};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Namespace {
    Optional,
    Required,
    Prohibited,
}

/// Which parts a type writes in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lower {
    Nothing,
    Namespace,
    Name,
    Both,
}

use Lower::{Both, Name, Namespace as Space, Nothing};
use Namespace::{Optional, Prohibited, Required};

const TYPES: [(&str, Namespace, Lower); 45] = [
    ("alpm", Required, Both),
    ("apk", Required, Both),
    ("bazel", Prohibited, Nothing),
    ("bitbucket", Required, Both),
    ("bitnami", Prohibited, Name),
    ("brew", Optional, Both),
    ("cargo", Prohibited, Nothing),
    ("chrome-extension", Prohibited, Name),
    ("cocoapods", Prohibited, Nothing),
    ("composer", Required, Both),
    ("conan", Optional, Nothing),
    ("conda", Prohibited, Nothing),
    ("cpan", Optional, Nothing),
    ("cran", Prohibited, Nothing),
    ("deb", Required, Both),
    ("docker", Optional, Nothing),
    ("gem", Prohibited, Nothing),
    ("generic", Optional, Nothing),
    ("git", Required, Nothing),
    ("github", Required, Both),
    ("golang", Optional, Both),
    ("hackage", Prohibited, Nothing),
    ("hex", Optional, Both),
    ("huggingface", Optional, Nothing),
    ("julia", Prohibited, Nothing),
    ("luarocks", Optional, Both),
    ("maven", Required, Nothing),
    ("mlflow", Prohibited, Nothing),
    ("npm", Optional, Both),
    ("nuget", Prohibited, Nothing),
    ("oci", Prohibited, Name),
    ("opam", Prohibited, Nothing),
    ("otp", Prohibited, Name),
    ("pub", Prohibited, Name),
    ("pypi", Prohibited, Name),
    ("qpkg", Required, Space),
    ("rpm", Optional, Space),
    ("swid", Optional, Nothing),
    ("swift", Required, Nothing),
    ("vcpkg", Prohibited, Nothing),
    ("vscode-extension", Required, Both),
    ("yocto", Optional, Space),
    ("openvsx", Required, Both),
    ("gitee", Required, Both),
    ("edge-extension", Prohibited, Name),
];

/// Whether the name of a type goes over several segments: in `git` the host is the namespace, the path the name.
pub(super) fn name_has_segments(kind: &str) -> bool {
    kind == "git"
}

/// Brings the parts into the form of the type and checks its rules. An unknown type has none.
pub(super) fn apply(purl: &mut Purl) -> Result<(), PurlError> {
    let Some((_, namespace, lower)) = TYPES.iter().find(|(kind, ..)| *kind == purl.kind) else {
        return Ok(());
    };
    match (namespace, &purl.namespace) {
        (Required, None) => return Err(PurlError::OfType("a purl of this type has a namespace")),
        (Prohibited, Some(_)) => return Err(PurlError::OfType("a purl of this type has no namespace")),
        _ => {}
    }
    if matches!(lower, Space | Both) {
        purl.namespace = purl.namespace.as_ref().map(|text| text.to_lowercase());
    }
    if matches!(lower, Name | Both) {
        purl.name = purl.name.to_lowercase();
    }
    fold_by_type(purl);
    check_by_type(purl)
}

fn fold_by_type(purl: &mut Purl) {
    match purl.kind.as_str() {
        "pypi" => purl.name = purl.name.replace('_', "-"),
        "pub" => purl.name = purl.name.replace('-', "_"),
        "huggingface" => purl.version = purl.version.as_ref().map(|text| text.to_lowercase()),
        // Names are case-insensitive on Databricks servers and case-sensitive on others.
        "mlflow" if purl.qualifiers.get("repository_url").is_some_and(|url| url.contains("databricks")) => {
            purl.name = purl.name.to_lowercase();
        }
        // These hosts do not tell capitals from small letters.
        "git"
            if purl.namespace.as_deref().is_some_and(|host| {
                ["github", "github.com", "bitbucket", "bitbucket.org"].contains(&host.to_lowercase().as_str())
            }) =>
        {
            purl.namespace = purl.namespace.as_ref().map(|text| text.to_lowercase());
            purl.name = purl.name.to_lowercase();
        }
        _ => {}
    }
}

fn check_by_type(purl: &Purl) -> Result<(), PurlError> {
    let version_parts = || purl.version.iter().flat_map(|version| version.split('.'));
    let wrong = match purl.kind.as_str() {
        "chrome-extension"
            if purl.name.len() != 32 || !purl.name.bytes().all(|b| (b'a'..=b'p').contains(&b)) =>
        {
            "a Chrome extension is named by 32 letters from a to p"
        }
        "chrome-extension"
            if version_parts().count() > 4
                || version_parts()
                    .any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            "the version of a Chrome extension is one to four numbers"
        }
        "cpan" if purl.name.contains("::") => "a CPAN purl names a distribution, not a module",
        "julia" if !purl.qualifiers.contains_key("uuid") => "a Julia purl has a uuid qualifier",
        "swid" if !purl.qualifiers.contains_key("tag_id") => "a SWID purl has a tag_id qualifier",
        _ => return Ok(()),
    };
    Err(PurlError::OfType(wrong))
}

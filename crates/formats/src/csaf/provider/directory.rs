//! The directory-based form of distribution: index, changes and listings (CSAF 2.0 sections 7.1.12 to 7.1.14).

use std::collections::{BTreeMap, BTreeSet};

use super::{Document, Edition, OpenPgpKey, Provider, Role, Tree};

/// One path a line, in order of the names.
pub(super) fn index(documents: &[&Document]) -> Vec<u8> {
    let paths: BTreeSet<String> = documents.iter().map(|document| document.path_in_label()).collect();
    paths.into_iter().map(|path| path + "\n").collect::<String>().into_bytes()
}

/// Path and time of the last change, newest first; 2.0 wants every field quoted, 2.1 none. Paths need no escaping:
/// see `file_name`.
pub(super) fn changes(edition: Edition, documents: &[&Document]) -> Vec<u8> {
    let line = |document: &&Document| match edition {
        Edition::V2_0 => format!("\"{}\",\"{}\"\n", document.path_in_label(), document.current),
        Edition::V2_1 => format!("{},{}\n", document.path_in_label(), document.current),
    };
    documents.iter().map(line).collect::<String>().into_bytes()
}

/// A page for each folder, with a link to each file and folder in it, those that the caller adds among them.
pub(super) fn put_listings(tree: &mut Tree, provider: &Provider) {
    let mut folders: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let signed = tree.documents.iter().filter(|_| provider.role == Role::TrustedProvider);
    let signatures = signed.map(|path| format!("{path}.asc"));
    let added: Vec<String> = signatures.chain(provider.keys.iter().map(OpenPgpKey::path)).collect();
    for path in tree.files.keys().chain(&added) {
        let (mut folder, mut name) = split(path);
        folders.entry(folder.to_owned()).or_default().insert(name.to_owned());
        while !folder.is_empty() {
            (folder, name) = split(folder);
            folders.entry(folder.to_owned()).or_default().insert(format!("{name}/"));
        }
    }
    for (folder, names) in folders {
        let path = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        tree.files.insert(path, listing(&folder, &names));
    }
}

fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Names are made of lower-case letters, digits and `+ - _ .` (and hex digits for keys), so nothing in them has
/// to be escaped.
fn listing(folder: &str, names: &BTreeSet<String>) -> Vec<u8> {
    let items: String =
        names.iter().map(|name| format!("<li><a href=\"{name}\">{name}</a></li>\n")).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>CSAF documents: /{folder}</title>\n\
         <h1>CSAF documents: /{folder}</h1>\n<ul>\n{items}</ul>\n</html>\n"
    )
    .into_bytes()
}

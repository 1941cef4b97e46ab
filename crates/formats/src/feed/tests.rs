//! Both feeds of the sample advisory, and hostile texts in them.

use super::{Feed, atom, json};
use crate::advisory::{AdvisoryId, DocumentStatus, Language, Tlp, sample};

fn feed() -> Feed {
    Feed {
        title: "Advisories of Linksys & others".to_owned(),
        self_url: "https://security.example.com/advisories/feed.atom".to_owned(),
        page_url: "https://security.example.com/advisories/".to_owned(),
        author: "Linksys Product Security".to_owned(),
        language: Language::new("en-GB").unwrap(),
        started: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}

/// The texts of all elements of one name, read back by an independent reader, which fails on ill-formed XML.
fn read_back(document: &str, name: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(document).unwrap();
    let named = tree.descendants().filter(|node| node.tag_name().name() == name);
    named.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_sample_advisory_as_atom() {
    insta::assert_snapshot!(atom::write(&feed(), &[sample::advisory()]));
}

#[test]
fn the_sample_advisory_as_json_feed() {
    let bytes = json::write(&feed(), &[sample::advisory()]);
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap());
}

#[test]
fn every_text_comes_back_from_atom_as_it_went_in() {
    for hostile in ["</title><script>", "a & b &amp; c", "]]>", "\"'", "é\u{1F600}", "&#0;", "<!-- -->"] {
        let mut advisory = sample::advisory();
        for texts in advisory.texts.values_mut() {
            texts.title = hostile.to_owned();
        }
        let titles = read_back(&atom::write(&feed(), &[advisory]), "title");
        assert_eq!(titles[1], format!("LNK-2026-0042: {hostile}"));
    }
}

#[test]
fn characters_that_xml_forbids_are_replaced() {
    let mut advisory = sample::advisory();
    for texts in advisory.texts.values_mut() {
        texts.title = "a\u{0}b\u{8}c\u{FFFE}d".to_owned();
    }
    let document = atom::write(&feed(), &[advisory]);
    assert_eq!(read_back(&document, "title")[1], "LNK-2026-0042: a\u{FFFD}b\u{FFFD}c\u{FFFD}d");
}

#[test]
fn the_newest_change_comes_first_and_dates_the_feed() {
    let old = sample::advisory();
    let mut new = sample::advisory();
    new.id = AdvisoryId::new("LNK-2026-0043").unwrap();
    new.revisions[1].date = "2026-06-01T00:00:00Z".parse().unwrap();
    let document = atom::write(&feed(), &[old, new]);
    assert_eq!(
        read_back(&document, "updated"),
        ["2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z", "2026-03-01T08:30:00Z"]
    );
    assert_eq!(read_back(&atom::write(&feed(), &[]), "updated"), ["2026-01-01T00:00:00Z"]);
}

#[test]
fn the_html_of_an_entry_is_clean() {
    let mut advisory = sample::advisory();
    for texts in advisory.texts.values_mut() {
        texts.summary = "<script>alert(1)</script> ![x](https://evil.example/p.png)".to_owned();
    }
    let content = read_back(&atom::write(&feed(), &[advisory]), "content").concat();
    assert!(
        content.contains("&lt;script&gt;") && !content.contains("<script") && !content.contains("<img"),
        "{content}"
    );
}

#[test]
fn what_is_not_for_everybody_is_in_no_feed() {
    let (mut draft, mut amber) = (sample::advisory(), sample::advisory());
    draft.status = DocumentStatus::Draft;
    amber.tlp = Tlp::Amber;
    let advisories = [draft, amber];
    assert!(!atom::write(&feed(), &advisories).contains("LNK-2026-0042"));
    assert!(!String::from_utf8(json::write(&feed(), &advisories)).unwrap().contains("LNK-2026-0042"));
}

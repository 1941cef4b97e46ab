//! Everything the pages can do the API can do: each command of the rules and each form of the pages has a door in the
//! description of the API, or a reason why not.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Method;
use domain::access::Role;
use domain::case::Command;
use serde_json::{Value, json};
use server::action::accounts::tokens::{self, Wish};

use super::harness::{Page, Test, number};
use super::routes;

/// Where something is asked for.
#[derive(Debug, Clone, Copy)]
enum Door {
    /// A method and path of the API.
    Address(&'static str, &'static str),
    /// A word of the member `command` of the team's commands.
    Command(&'static str),
    /// There is none, and why.
    None(&'static str),
}

use Door::{Address, Command as Word};

/// The doors of all commands; a new command does not compile until it has one.
macro_rules! doors {
    ($($command:ident => $door:expr,)+) => {
        const COMMANDS: &[(&str, Door)] = &[$((stringify!($command), $door)),+];

        fn is_listed(command: &Command) {
            match command { $(Command::$command { .. } => (),)+ }
        }
    };
}

doors! {
    Write => Address("post", "/api/v1/cases/{case}/messages"),
    AddFile => Address("post", "/api/v1/cases/{case}/files"),
    ProposeEmbargo => Address("post", "/api/v1/cases/{case}/embargo"),
    AcceptEmbargo => Address("post", "/api/v1/cases/{case}/embargo"),
    RejectEmbargo => Address("post", "/api/v1/cases/{case}/embargo"),
    ChangeCredit => Address("put", "/api/v1/cases/{case}/credit"),
    Withdraw => Address("post", "/api/v1/cases/{case}/withdrawal"),
    Appeal => Address("post", "/api/v1/cases/{case}/appeal"),
    NoteDisclosure => Address("post", "/api/v1/cases/{case}/disclosures"),
    Retest => Address("post", "/api/v1/cases/{case}/retests"),
    Acknowledge => Word("acknowledge"),
    Ask => Word("ask"),
    Confirm => Word("confirm"),
    Reject => Word("reject"),
    ApproveRejection => Word("approve_rejection"),
    DeclineRejection => Word("decline_rejection"),
    MarkDuplicate => Word("mark_duplicate"),
    Reopen => Word("reopen"),
    AnswerAppeal => Word("answer_appeal"),
    Assign => Word("assign"),
    AddLabel => Word("add_label"),
    RemoveLabel => Word("remove_label"),
    Rename => Word("rename"),
    AddVulnerability => Word("add_vulnerability"),
    RenameVulnerability => Word("rename_vulnerability"),
    Assess => Word("assess"),
    SetWeakness => Word("set_weakness"),
    SetCve => Word("set_cve"),
    AskCve => Word("ask_cve"),
    NoteCveRecord => Word("note_cve_record"),
    Adopt => Word("merge"),
    MergeInto => Word("merge"),
    SplitOff => Word("split"),
    RecordSighting => Word("record_sighting"),
    EndEmbargo => Word("end_embargo"),
    Investigate => Word("investigate"),
    MarkAffected => Word("mark_affected"),
    RemoveCells => Word("remove_cells"),
    Commission => Word("commission"),
    MarkNotAffected => Word("mark_not_affected"),
    ReleaseFix => Word("release_fix"),
    ProposeNoFix => Word("propose_no_fix"),
    ApproveNoFix => Word("approve_no_fix"),
    DeclineNoFix => Word("decline_no_fix"),
    EditAdvisory => Word("edit_advisory"),
    LabelAdvisory => Word("label_advisory"),
    RequestPublication => Word("request_publication"),
    ApprovePublication => Word("approve_publication"),
    DeclinePublication => Word("decline_publication"),
    RequestRemoval => Word("request_removal"),
    ApproveRemoval => Word("approve_removal"),
    FollowOriginal => Door::None("the server follows originals by itself"),
    Observe => Door::None("evidence is what the server saw, never what somebody says it saw"),
    NoteCve => Door::None("what CVE Services said, the server heard by itself"),
    ConfirmEvidence => Word("confirm_evidence"),
    Tick => Door::None("time passes by itself"),
}

/// The forms of the pages, by the path of their route. A path that ends in `*` stands for all that begin like it.
const FORMS: &[(&str, Door)] = &[
    ("/report", Address("post", "/api/v1/reports")),
    ("/case", Door::None("a bearer takes the place of signing in")),
    ("/case/link*", Door::None("a bearer takes the place of signing in")),
    ("/case/leave", Door::None("a bearer takes the place of signing in")),
    ("/case/message", Address("post", "/api/v1/cases/{case}/messages")),
    ("/case/files", Address("post", "/api/v1/cases/{case}/files")),
    ("/case/credit", Address("put", "/api/v1/cases/{case}/credit")),
    ("/case/withdraw", Address("post", "/api/v1/cases/{case}/withdrawal")),
    ("/case/appeal", Address("post", "/api/v1/cases/{case}/appeal")),
    ("/case/embargo", Address("post", "/api/v1/cases/{case}/embargo")),
    ("/case/disclosed", Address("post", "/api/v1/cases/{case}/disclosures")),
    ("/case/retest", Address("post", "/api/v1/cases/{case}/retests")),
    ("/check-draft", Address("post", "/api/v1/check-draft")),
    ("/check-csaf", Address("post", "/api/v1/csaf/validate")),
    ("/verify", Door::None("`tellfirst verify` checks a document without asking any server")),
    ("/preferences", Door::None("colours and language of pages")),
    ("/staff/sign-in*", Door::None("a token takes the place of signing in")),
    ("/staff/sign-out*", Door::None("a token takes the place of signing in")),
    ("/staff/welcome*", Door::None("accounts are people's, with a second factor; a token cannot make any")),
    ("/staff/accounts*", Door::None("accounts are people's, with a second factor; a token cannot make any")),
    ("/staff/me*", Door::None("a person's own password, factor and sessions; a token cannot change them")),
    ("/staff/views*", Door::None("a person's own queries; over the API a query is a parameter")),
    ("/staff/bulk", Address("post", "/api/v1/cases/{case}/commands")),
    ("/staff/cases/{number}/write", Address("post", "/api/v1/cases/{case}/messages")),
    ("/staff/cases/{number}/act/{act}", Address("post", "/api/v1/cases/{case}/commands")),
    ("/staff/cases/{number}/vulnerabilities/{no}", Word("assess")),
    ("/staff/cases/{number}/vulnerabilities/{no}/cve*", Word("ask_cve")),
    ("/staff/cases/{number}/vulnerabilities/{no}/cve/noted", Word("note_cve_record")),
    ("/staff/cases/{number}/devices", Word("mark_affected")),
    ("/staff/cases/{number}/matrix", Word("release_fix")),
    ("/staff/cases/{number}/matrix/{vulnerability}/{sku}/confirm", Word("confirm_evidence")),
    (
        "/staff/cases/{number}/matrix/{vulnerability}/{sku}/look",
        Door::None("looks are made by the clock and after a release"),
    ),
    ("/staff/cases/{number}/advisory", Word("edit_advisory")),
    ("/staff/cases/{number}/advisory/label", Word("label_advisory")),
    ("/staff/cases/{number}/advisory/request", Word("request_publication")),
    ("/staff/cases/{number}/advisory/approve", Word("approve_publication")),
    ("/staff/cases/{number}/advisory/decline", Word("decline_publication")),
    ("/staff/cases/{number}/advisory/remove", Word("request_removal")),
    ("/staff/cases/{number}/advisory/approve-removal", Word("approve_removal")),
];

/// The description of the API: its addresses with their methods, and the words of the team's commands.
struct Described {
    addresses: BTreeSet<(String, String)>,
    words: BTreeSet<String>,
}

impl Described {
    async fn read(t: &Test) -> Self {
        let document = t.visitor().get("/api/v1/openapi.json").await.is(200).json();
        let paths = document["paths"].as_object().unwrap();
        let addresses = paths.iter().flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (method.clone(), path.clone()))
        });
        let mut words = BTreeSet::new();
        command_words(&document["components"]["schemas"]["TeamCommand"], &mut words);
        Self { addresses: addresses.collect(), words }
    }

    fn has(&self, door: Door) -> bool {
        match door {
            Address(method, path) => self.addresses.contains(&(method.to_owned(), path.to_owned())),
            Word(word) => self.words.contains(word),
            Door::None(why) => !why.is_empty(),
        }
    }
}

/// The values that a schema allows for its member `command`.
fn command_words(schema: &Value, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(command) = members.get("properties").and_then(|p| p.get("command")) {
                let values = command["enum"].as_array().into_iter().flatten().chain(command.get("const"));
                words.extend(values.filter_map(Value::as_str).map(str::to_owned));
            }
            members.values().for_each(|value| command_words(value, words));
        }
        Value::Array(values) => values.iter().for_each(|value| command_words(value, words)),
        _ => {}
    }
}

#[tokio::test]
async fn each_command_has_a_door_in_the_api_or_a_reason() {
    let described = Described::read(&Test::new()).await;
    assert!(described.words.len() > 30, "the words can be read: {:?}", described.words);
    let missing: Vec<_> = COMMANDS.iter().filter(|(_, door)| !described.has(*door)).collect();
    assert!(missing.is_empty(), "not in the description: {missing:?}");
    let known: BTreeSet<_> = COMMANDS
        .iter()
        .filter_map(|(_, door)| match door {
            Word(word) => Some(*word),
            _ => None,
        })
        .collect();
    let unknown: Vec<_> = described.words.iter().filter(|word| !known.contains(word.as_str())).collect();
    assert!(unknown.is_empty(), "commands of the API that no rule has: {unknown:?}");
    is_listed(&Command::Tick);
}

#[tokio::test]
async fn each_form_of_the_pages_has_a_door_in_the_api_or_a_reason() {
    let t = Test::new();
    let described = Described::read(&t).await;
    let fits = |listed: &str, path: &str| match listed.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => listed == path,
    };
    let mut wrong = Vec::new();
    for (method, path) in routes::routes(&t).await {
        if method != "POST" || path.starts_with("/api/") {
            continue;
        }
        match FORMS.iter().find(|(listed, _)| fits(listed, &path)) {
            None => wrong.push(format!("{path} is not listed")),
            Some((_, door)) if !described.has(*door) => wrong.push(format!("{path}: {door:?} is not there")),
            Some(_) => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Sends a command of the team over the API.
async fn tell(t: &Test, token: &str, case: &str, command: &Value) -> Page {
    let address = format!("/api/v1/cases/{case}/commands");
    t.visitor().json(Method::POST, &address, &[("authorization", token)], command).await
}

fn token(t: &Test, role: Role) -> String {
    let (_, user) = t.staff_with(&[role]);
    let wish = Wish { name: "a tool".into(), roles: Vec::new(), days: None };
    format!("Bearer {}", tokens::make(&t.app, user, &wish).unwrap())
}

#[tokio::test]
async fn a_flaw_is_judged_over_the_api_as_on_its_page() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let token = token(&t, Role::Triager);
    let vector = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    let assess = json!({
        "command": "assess", "vulnerability": 1, "cvss3": vector, "reasons": {"AV": "Only on the local network."},
    });
    let case = tell(&t, &token, &sent.case, &assess).await.is(200).json();
    let flaw = &case["vulnerabilities"][0];
    assert_eq!(flaw["by_maker"]["cvss3"]["score"], "8.8");
    assert_eq!(flaw["by_maker"]["reasons"]["AV"], "Only on the local network.");
    let wrong = json!({
        "command": "assess", "vulnerability": 1, "cvss3": "CVSS:3.1/AV:X", "cvss4": vector, "word": "dire",
        "reasons": {"XX": "y"},
    });
    let problem = tell(&t, &token, &sent.case, &wrong).await.is(422).json();
    let mut named: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["pointer"].as_str().unwrap().to_owned())
        .collect();
    named.sort();
    assert_eq!(named, ["/cvss3", "/cvss4", "/reasons", "/word"]);
    let more = json!({"command": "add_vulnerability", "title": "A second flaw", "concerns": [1]});
    let case = tell(&t, &token, &sent.case, &more).await.is(200).json();
    assert_eq!(case["vulnerabilities"][1]["title"], "A second flaw");
    let rename = json!({"command": "rename_vulnerability", "vulnerability": 2, "title": "Another name"});
    let case = tell(&t, &token, &sent.case, &rename).await.is(200).json();
    assert_eq!(case["vulnerabilities"][1]["title"], "Another name");
}

#[tokio::test]
async fn duplicates_merges_and_splits_over_the_api_follow_the_rules_of_the_pages() {
    let t = Test::new();
    let (first, second) = (t.submit(|_| {}), t.submit(|report| report.title = "Another".into()));
    let (token, manager) = (token(&t, Role::Triager), token(&t, Role::Manager));
    let unknown = json!({"command": "mark_duplicate", "of": "LNK-2026-0999", "text": "Known."});
    tell(&t, &token, &second.case, &unknown).await.is(422);
    let known = json!({"command": "mark_duplicate", "of": first.case, "text": "Known."});
    let case = tell(&t, &token, &second.case, &known).await.is(200).json();
    assert_eq!(case["state"], "duplicate");
    assert!(t.case(&number(&second)).original.is_some(), "it follows its original from the first moment");
    let reopen = json!({"command": "reopen", "reason": "Not the same after all."});
    tell(&t, &token, &second.case, &reopen).await.is(200);
    let merge = json!({"command": "merge", "other": first.case});
    let case = tell(&t, &token, &second.case, &merge).await.is(200).json();
    assert_eq!((case["case"].as_str(), case["reports"].as_array().unwrap().len()), (Some(&*first.case), 2));
    let split = json!({"command": "split", "report": 2});
    let case = tell(&t, &token, &first.case, &split).await.is(200).json();
    assert_ne!(case["case"], first.case.as_str());
    let text = json!({"command": "edit_advisory", "language": "xx", "title": "T"});
    tell(&t, &manager, &first.case, &text).await.is(422);
}

#[tokio::test]
async fn commissions_and_advisories_are_lists_of_the_api() {
    let t = Test::new();
    let sent = t.submit(|_| {});
    let token = token(&t, Role::Manager);
    for command in [
        json!({"command": "confirm", "text": ""}),
        json!({"command": "mark_affected", "cells": [{"vulnerability": 1, "sku": "linksys.ea7500.v2"}]}),
        json!({"command": "commission", "cells": [{"vulnerability": 1, "sku": "linksys.ea7500.v2"}], "due": "2026-12-04"}),
    ] {
        tell(&t, &token, &sent.case, &command).await.is(200);
    }
    let late = json!({"command": "commission", "cells": [{"vulnerability": 1, "sku": "linksys.ea7500.v2"}], "due": "2026-11-01"});
    tell(&t, &token, &sent.case, &late).await.is(422).shows("/due");
    let headers = [("authorization", token.as_str())];
    let list = t
        .visitor()
        .request(Method::GET, "/api/v1/commissions?engineer=nobody", &headers, Body::empty())
        .await;
    let list = list.is(200).json();
    assert_eq!(list["commissions"][0]["case"], sent.case.as_str());
    assert_eq!(list["commissions"][0]["due"], "2026-12-04");
    t.work().await;
    let advisories = t.visitor().get("/api/v1/advisories").await.is(200).json();
    assert_eq!(advisories["total"], 0);
    t.visitor().get(&format!("/api/v1/advisories/{}", sent.case)).await.is(404);
}

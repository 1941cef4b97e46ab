//! The draft check on phrases of many writers: each stands in a draft that is otherwise right, and
//! exactly the named rules may apply.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "what fails here fails the test, and the tables are for people"
)]

use checks::draft::{Facts, Format, Rule, check};

const FIX_URL: &str = "https://www.northwind.example/support/nw-r500";

/// Vector, score and severity of the kinds of cases.
fn rating(kind: &str) -> (&'static str, &'static str, &'static str) {
    match kind {
        "near" => ("CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "8.8", "High"),
        "near-login" => ("CVSS:3.1/AV:A/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", "6.8", "Medium"),
        "local" => ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", "5.5", "Medium"),
        "touch" => ("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "6.8", "Medium"),
        "far" => ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "9.8", "Critical"),
        "far-login" => ("CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H", "7.2", "High"),
        "click" => ("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", "8.8", "High"),
        "four" => ("CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "7.1", "High"),
        other => panic!("no such kind of case: {other}"),
    }
}

fn facts(kind: &str) -> Facts {
    let (vector, score, severity) = rating(kind);
    Facts::from_json(&format!(
        r#"{{"cve": ["CVE-2025-11111"], "cvss": {{"vector": "{vector}", "score": {score}, "severity": "{severity}"}},
        "vendor": "Northwind", "model": ["NW-R500"], "affected": ["2.4.1 and earlier"], "fixed": ["2.4.3"],
        "fix_available": true, "fix_url": ["{FIX_URL}"], "vendor_domains": ["northwind.example"],
        "embargoed_products": ["NW-R700", "Aurora Mesh X3"]}}"#
    ))
    .unwrap()
}

fn draft(kind: &str, phrase: &str) -> String {
    let (vector, score, severity) = rating(kind);
    format!(
        "# NW-R500: command injection in the diagnostics page, fixed in 2.4.3\n\n\
        Northwind has released firmware 2.4.3 for the NW-R500, which fixes this problem. [Download it]({FIX_URL}).\n\n\
        The page hands the name of a host to a shell and forgets the quotes around it, so the shell sees more than a name.\n\n\
        - CVE-2025-11111, CWE-78\n- {score} {severity}, {vector}\n- Affected: 2.4.1 and earlier\n\n\
        {phrase}\n\n\
        Thanks to the team for the quick answers.\n"
    )
}

fn rules(draft: &str, facts: &Facts) -> Vec<String> {
    rules_as(draft, Format::Markdown, facts)
}

fn rules_as(draft: &str, format: Format, facts: &Facts) -> Vec<String> {
    let report = check(draft, format, facts).unwrap();
    let mut rules: Vec<String> = report.findings.iter().map(|finding| name(finding.rule)).collect();
    rules.sort();
    rules
}

fn name(rule: Rule) -> String {
    serde_json::to_value(rule).unwrap().as_str().unwrap().to_owned()
}

fn judge(cases: &[(&str, &str, &[&str])]) {
    let mut wrong = Vec::new();
    for (kind, phrase, expected) in cases {
        let mut expected: Vec<&str> = expected.to_vec();
        expected.sort_unstable();
        let found = rules(&draft(kind, phrase), &facts(kind));
        if found != expected {
            wrong.push(format!("{kind}: {phrase}\n    expected {expected:?}, found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

const REMOTE: &[&str] = &["remote-claim"];
const NONE: &[&str] = &[];

#[test]
fn attacks_from_afar_are_claims_when_the_bug_is_near() {
    judge(&[
        ("near", "A remote attacker can take the router over with one request.", REMOTE),
        ("near", "The vulnerability allows remote, unauthenticated attackers to run commands.", REMOTE),
        ("near", "This bug can be exploited remotely by sending a crafted packet.", REMOTE),
        ("near", "Remotely exploitable: yes", REMOTE),
        ("near", "Attack type: remote", REMOTE),
        ("near", "An attacker on the internet sends one packet and owns the household.", REMOTE),
        ("near", "The service is reachable from the WAN, so anybody can talk to it.", REMOTE),
        ("near", "Hackers on the other side of the world could listen in.", REMOTE),
        ("near", "You do not even have to be near the house to use it.", REMOTE),
        ("near", "Hundreds of thousands of devices are exposed to the internet and can be attacked.", REMOTE),
        ("near", "It may be triggered from anywhere.", REMOTE),
        ("near", "The attack works over the Internet, no matter which provider you have.", REMOTE),
        ("near", "Not only neighbours, but also criminals from abroad can abuse this hole.", REMOTE),
        ("near", "Without any password, an attacker can run commands over the internet.", REMOTE),
        ("near", "The attacker can be located in a different country.", REMOTE),
        ("near", "Successful exploitation gives a remote adversary full control.", REMOTE),
        ("near", "The flaw is exploitable via the WAN interface.", REMOTE),
        ("near", "Can this be done from the internet? Yes, with a single request.", REMOTE),
        ("local", "A remote user may crash the process and keep the household offline.", REMOTE),
        ("touch", "Spies could do this from thousands of kilometres away.", REMOTE),
        ("near", "The hacker can attack from far place by internet.", REMOTE),
        ("near", "**Reach:** remote attackers", REMOTE),
    ]);
}

#[test]
fn other_senses_and_denials_are_no_claims_from_afar() {
    judge(&[
        ("near", "The remote control of the television is not affected.", NONE),
        ("near", "This is not remotely exploitable.", NONE),
        ("near", "The bug cannot be reached from the internet.", NONE),
        ("near", "From the internet, nobody can reach the service.", NONE),
        ("near", "An attacker on the internet, however, cannot send this packet.", NONE),
        ("near", "Several news sites wrote that hackers can do this from the internet. That is wrong.", NONE),
        ("near", "Some feeds call this a remote attack, which is incorrect.", NONE),
        (
            "near",
            "If the owner has enabled remote management, the page is also reachable from the internet.",
            NONE,
        ),
        ("near", "Only when port forwarding is switched on can an attacker come from the WAN.", NONE),
        ("near", "Our remote team met every week to discuss the results.", NONE),
        ("near", "My remote colleague in Lisbon wrote the fuzzer.", NONE),
        ("near", "Nothing about this is remotely new.", NONE),
        ("near", "The router downloads its configuration from the internet.", NONE),
        ("near", "I ordered the router over the internet and opened it the same evening.", NONE),
        ("near", "Remote management is off by default and does not matter here.", NONE),
        ("near", "Can a stranger on the internet do this? No.", NONE),
        ("near", "There is no way to trigger it remotely or over the internet.", NONE),
        (
            "near",
            "After the compromise, the attacker keeps access from anywhere through a reverse tunnel.",
            NONE,
        ),
        ("near", "The service listens neither on the WAN port nor on the guest network.", NONE),
        ("near", "The string does not appear anywhere else in the code.", NONE),
        ("near", "An earlier version of this post called the attacker remote; that was a mistake.", NONE),
        ("near", "The lamp can be switched remotely with the app.", NONE),
        ("touch", "There is no remote attack path; one has to hold the device.", NONE),
        ("near", "The function lives in a file called remote.c and handles remote logging.", NONE),
        (
            "near",
            "Attackers must be within radio range, for instance in a car on the street outside the house.",
            NONE,
        ),
        ("far", "A remote attacker can take the router over with one request.", NONE),
    ]);
}

#[test]
fn the_term_rce_needs_a_network_bug_or_a_qualification() {
    let rce: &[&str] = &["rce-term"];
    judge(&[
        ("near", "This gives RCE as root.", rce),
        ("near", "The result is remote code execution on the router.", rce),
        ("near", "The result is remote command execution with the highest rights.", rce),
        ("near", "The overflow was turned into a stable remote-code-execution exploit.", rce),
        ("near", "It is a LAN-side RCE.", NONE),
        ("near", "This is not an RCE.", NONE),
        ("near", "Remote code execution is only possible for somebody on the same network.", NONE),
        ("near", "See https://blog.example/remote-code-execution-in-a-router for the background.", NONE),
        ("near", "The scanner reports RCE, but that is incorrect.", NONE),
        ("far", "This gives RCE as root.", NONE),
    ]);
}

#[test]
fn a_network_bug_must_not_be_made_small() {
    let small: &[&str] = &["reach-underclaim"];
    judge(&[
        ("far", "The attack is only possible from the local network.", small),
        ("far", "An attacker must be on the same LAN.", small),
        ("far", "Physical access to the device is required.", small),
        ("far", "This is a LAN-only issue.", small),
        ("far", "A network-adjacent attacker can use this.", small),
        ("far", "It cannot be exploited from the internet.", small),
        (
            "far",
            "By default the firewall drops these packets, so in most homes only the LAN can reach it.",
            NONE,
        ),
        ("far", "The attacker does not have to be on the same network.", NONE),
        ("far", "Physical access is not required.", NONE),
        ("far", "The packets are sent to the LAN side of the router.", NONE),
        ("far", "Some reports say that one must be on the same LAN. That is wrong.", NONE),
        ("far", "Not only neighbours on the local network can do this, everybody can.", NONE),
        ("near", "The attack is only possible from the local network.", NONE),
    ]);
}

#[test]
fn a_login_that_is_needed_must_be_told() {
    let over: &[&str] = &["auth-overclaim"];
    judge(&[
        ("near-login", "No authentication is required.", over),
        ("near-login", "An unauthenticated attacker on the LAN can run commands.", over),
        ("near-login", "The page is served pre-auth.", over),
        ("near-login", "Authentication: none", over),
        ("near-login", "Neither a password nor an account is needed.", over),
        ("near-login", "Anyone on the Wi-Fi can do this without logging in.", over),
        ("near-login", "You don't need to know the password for it.", over),
        ("near-login", "The request is handled before any login.", over),
        ("near-login", "The attacker doesn't need credentials.", over),
        ("near-login", "The device is not asking for the password.", over),
        ("near-login", "The attacker must be logged in as administrator.", NONE),
        ("near-login", "This is not a pre-auth bug.", NONE),
        ("near-login", "An unauthenticated attacker cannot reach the page.", NONE),
        ("near-login", "Chained with CVE-2025-22222, it works without authentication.", NONE),
        ("near-login", "The other bug, CVE-2025-22222, needs no authentication.", NONE),
        ("near-login", "The app can be used without a cloud account.", NONE),
        ("near-login", "Some scanners list it as unauthenticated, which is wrong.", NONE),
        ("near-login", "Without authentication the request is rejected.", NONE),
        ("near-login", "Authentication is required.", NONE),
        ("near", "No authentication is required.", NONE),
    ]);
}

#[test]
fn a_login_that_is_not_needed_must_not_be_told() {
    let under: &[&str] = &["auth-underclaim"];
    judge(&[
        ("near", "The attacker must be logged in as administrator.", under),
        ("near", "Valid credentials are required.", under),
        ("near", "An authenticated attacker can run commands.", under),
        ("near", "After logging in, one request is enough.", under),
        ("near", "Authentication: required", under),
        ("near", "The attacker needs to know the administrator's password.", under),
        ("near", "This is a post-auth command injection.", under),
        ("near", "No login is needed, nobody has to be logged in.", NONE),
        ("near", "The attacker does not need an account.", NONE),
        ("near", "CVE-2025-22222, another bug of this series, requires authentication.", NONE),
        ("near", "After the update, log in to the router and change the password.", NONE),
        ("near", "The check that should stop users who are not logged in is missing.", NONE),
        ("near-login", "The attacker must be logged in as administrator.", NONE),
    ]);
}

#[test]
fn clicks_are_told_as_they_are() {
    judge(&[
        ("click", "This is a zero-click attack.", &["ui-overclaim"]),
        ("click", "No user interaction is required.", &["ui-overclaim"]),
        ("click", "It works without any action of the owner.", &["ui-overclaim"]),
        ("click", "The victim does not have to do anything.", &["ui-overclaim"]),
        ("four", "The attack needs no user interaction.", &["ui-overclaim"]),
        ("click", "The owner has to open a link; after that, no further interaction is needed.", NONE),
        ("click", "This is not a zero-click attack.", NONE),
        ("click", "The update installs itself, no interaction is needed.", NONE),
        ("far", "The victim must click on a link.", &["ui-underclaim"]),
        ("far", "User interaction is required.", &["ui-underclaim"]),
        ("far", "An attacker has to trick the owner into opening a web page.", &["ui-underclaim"]),
        ("far", "It only works if the user can be persuaded to visit a page.", &["ui-underclaim"]),
        ("far", "Nobody has to click anything.", NONE),
        ("far", "Owners must open the app and press Update.", NONE),
        ("click", "The victim must click on a link.", NONE),
    ]);
}

#[test]
fn ratings_agree_with_the_case() {
    judge(&[
        ("near", "NVD would give 9.8, but we disagree: the attacker has to be in the LAN.", NONE),
        ("near", "We rate it 9.8.", &["score-mismatch"]),
        ("near", "The CVSS score of this issue is 9.6 (Critical).", &["score-mismatch"]),
        ("near", "Severity: Critical", &["severity-mismatch"]),
        ("near", "We classify this issue as critical.", &["severity-mismatch"]),
        ("near", "Severity: Medium (8.8)", &["severity-mismatch"]),
        ("near", "It is critical to update soon, and the high number of devices worries us.", NONE),
        ("near", "Attack complexity: low", NONE),
        ("near", "CVSS 3.1 was used for the score of 8.8.", NONE),
        ("near", "Attack Vector: Network", &["vector-mismatch"]),
        ("near", "Attack Vector: Adjacent Network", NONE),
        ("near", "Attack Vector (AV): Local", &["vector-mismatch"]),
        (
            "near",
            "| Metric | Value |\n|---|---|\n| Attack Vector | Network |\n| Attack Complexity | Low |",
            &["vector-mismatch"],
        ),
        ("near", "Privileges Required: None, User Interaction: None, Scope: Changed", &["vector-mismatch"]),
        ("near", "The vector is AV:A/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H.", &["vector-mismatch"]),
        ("near", "The vector is A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:A in another order.", NONE),
        ("near", "A scanner shows CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H, which is wrong.", NONE),
        ("near", "The related CVE-2025-22222 has 5.3.", NONE),
        ("near", "Version 1.1 of the UPnP standard and kernel 3.4 are in use.", NONE),
        ("near", "The older standard gives CVSS v2 score 7.9.", NONE),
        ("four", "CVSS-B 7.1 (High)", NONE),
        ("four", "CVSS-B: 8.6", &["score-mismatch"]),
        ("near", "The score is 8.8 out of 10.", NONE),
        ("near", "We give it a perfect 10.", &["score-mismatch"]),
    ]);
}

#[test]
fn versions_are_called_what_they_are() {
    let wrong: &[&str] = &["version-contradiction"];
    judge(&[
        ("near", "Users of 2.4.0 are safe.", wrong),
        ("near", "The fix is in version 2.4.2.", wrong),
        ("near", "Fixed in 2.4.1.", wrong),
        ("near", "Version 2.4.3 is still vulnerable.", wrong),
        ("near", "Affected versions: 2.5.0 and earlier", wrong),
        ("near", "Fixed in 2.4.3.", NONE),
        ("near", "Versions before 2.4.3 are affected.", NONE),
        ("near", "Versions 2.4.3 and later are not affected.", NONE),
        ("near", "We tested 2.3.9, 2.4.0 and 2.4.1.", NONE),
        ("near", "The kernel is 3.10.14 and the web server is 1.4.39, both old.", NONE),
        ("near", "The router has the address 192.168.0.1.", NONE),
        ("near", "2.4.0 was supposed to fix this, but did not.", NONE),
        ("near", "Update to 2.4.3 or newer.", NONE),
        ("near", "CVE-2025-22222, another bug, was fixed in 2.3.0.", NONE),
        ("near", "All firmware up to and including 2.4.1 is vulnerable, 2.4.3 is not.", NONE),
    ]);
}

#[test]
fn only_the_products_of_the_case_are_affected() {
    let wide: &[&str] = &["scope-overclaim"];
    judge(&[
        ("near", "All Northwind routers are affected.", wide),
        ("near", "Every router of the maker has the same bug.", wide),
        ("near", "The entire Northwind product line is vulnerable.", wide),
        ("near", "Each and every Northwind device should be considered compromised.", wide),
        ("near", "We assume that all devices of this vendor share the flaw.", wide),
        ("near", "All NW-R500 routers with the old firmware are affected.", NONE),
        ("near", "Not all Northwind routers are affected.", NONE),
        ("near", "All devices on the same network can reach the page.", NONE),
        ("near", "All routers get the update automatically.", NONE),
        ("near", "The vendor is checking whether all its routers are affected.", NONE),
        ("near", "All affected devices have been updated.", NONE),
    ]);
}

#[test]
fn products_under_embargo_are_found_in_every_disguise() {
    let leak: &[&str] = &["embargoed-product"];
    judge(&[
        ("near", "The NW-R700 has the same code.", leak),
        ("near", "The nw r700 has the same code.", leak),
        ("near", "The NWR700s have the same code.", leak),
        ("near", "The **NW**-R700 has the same code.", leak),
        ("near", "The NW\u{2011}R\u{200b}700 has the same code.", leak),
        ("near", "See [this](https://www.northwind.example/support/nw-r700).", leak),
        ("near", "See [this](https://www.northwind.example/support/NW%2DR700).", leak),
        ("near", "<!-- NW-R700 next -->", leak),
        ("near", "```\nmodel=NW-R700\n```", leak),
        ("near", "The aurora-mesh x3 is next.", leak),
        ("near", "Northwind NW-R700v2 is next.", NONE),
        ("near", "The NW-R700X and the NW-R7000 are other products.", NONE),
        ("near", "The XNW-R700 is made by somebody else.", NONE),
        ("near", "The R-700 from another maker is fine.", NONE),
    ]);
}

#[test]
fn the_status_of_the_fix_is_told_right() {
    let wrong: &[&str] = &["fix-status-wrong"];
    judge(&[
        ("near", "There is no patch available.", wrong),
        ("near", "The vendor has not released a fix yet.", wrong),
        ("near", "The issue remains unpatched.", wrong),
        ("near", "Patch: none", wrong),
        ("near", "The maker will not fix this.", wrong),
        ("near", "For three months there was no fix.", NONE),
        ("near", "There is no patch for the NW-R100, which is end of life.", NONE),
        ("near", "There is no workaround.", NONE),
        ("near", "Devices that have not been patched remain open.", NONE),
        ("near", "I will not publish the exploit before everybody had time for the update.", NONE),
        ("near", "Many routers are still waiting for an update because their owners never log in.", NONE),
    ]);
}

fn lead(title: &str, first: &str) -> Vec<String> {
    let (vector, score, severity) = rating("near");
    let text = format!(
        "# {title}\n\n{first}\n\nThe page hands the name of a host to a shell and forgets the quotes around it.\n\n\
        CVE-2025-11111, {score} {severity}, {vector}. Affected: 2.4.1 and earlier. Fixed: 2.4.3, see {FIX_URL} .\n"
    );
    rules(&text, &facts("near"))
}

#[test]
fn a_released_fix_is_recognised_in_title_and_lead() {
    let plain = "Northwind builds a small router for the home, and this text describes a mistake in it.";
    for (title, first) in [
        ("NW-R500 command injection (fixed)", plain),
        ("Update your NW-R500 now", plain),
        ("Patched: a hole in the NW-R500", plain),
        (
            "A hole in the NW-R500",
            "A patch is available from the vendor, and every owner should install it soon.",
        ),
        ("A hole in the NW-R500", "Owners are advised to upgrade to firmware 2.4.3 as soon as they can."),
        (
            "A hole in the NW-R500",
            "The vendor addressed this vulnerability in firmware 2.4.3, which came out in May.",
        ),
        (
            "A hole in the NW-R500",
            "Firmware 2.4.3 resolves the issue described in the rest of this long text.",
        ),
        (
            "A hole in the NW-R500",
            "The maker rolled out a new firmware last week that takes care of the problem.",
        ),
        (
            "A hole in the NW-R500",
            "The good news is that the security update is already out and installs by itself.",
        ),
        (
            "A hole in the NW-R500",
            "The corrected firmware can be downloaded from the support page of the maker today.",
        ),
    ] {
        assert_eq!(lead(title, first), Vec::<String>::new(), "{title} / {first}");
    }
}

#[test]
fn a_fix_to_come_or_a_fixed_buffer_is_no_released_fix() {
    for (title, first) in [
        (
            "A hole in the NW-R500",
            "Northwind will release a fix for this problem in the course of the next month.",
        ),
        (
            "A hole in the NW-R500",
            "The vendor is working on a patch that is expected in the summer of this year.",
        ),
        (
            "A fixed buffer in the NW-R500",
            "The name of a host is copied to a fixed-size buffer on the stack of the process.",
        ),
        (
            "A hole in the NW-R500",
            "We will update this text as soon as we learn more about the state of things.",
        ),
        (
            "The update check of the NW-R500",
            "The firmware update page of the router does not look at the certificate of the server.",
        ),
        (
            "A hole in the NW-R500",
            "We published a tool that shows whether a router in your home has this problem.",
        ),
    ] {
        assert_eq!(lead(title, first), ["fix-not-stated-early"], "{title} / {first}");
    }
}

#[test]
fn links_are_read_as_each_format_has_them() {
    let facts = facts("near");
    let body = "CVE-2025-11111 is fixed in 2.4.3 of the NW-R500 firmware. Affected: 2.4.1 and earlier.";
    let none = Vec::<String>::new();
    let markdown = |link: &str| rules(&format!("# NW-R500, fixed\n\n{body} {link}\n"), &facts);
    assert_eq!(markdown("<https://northwind.example/support/nw-r500/#download>"), none);
    assert_eq!(markdown("http://NORTHWIND.example/support/nw-r500/."), none);
    assert_eq!(markdown("[here][1]\n\n[1]: https://www.northwind.example/support/nw-r500/v2"), none);
    assert_eq!(markdown("See[^1].\n\n[^1]: https://www.northwind.example/support/nw-r500"), none);
    assert_eq!(markdown("<a href=\"https://www.northwind.example/support/nw-r500\">x</a>"), none);
    assert_eq!(markdown("\n\n[1]: https://www.northwind.example/support/nw-r500"), ["fix-link-missing"]);
    assert_eq!(markdown("\n\n[^1]: https://www.northwind.example/support/nw-r500"), ["fix-link-missing"]);
    assert_eq!(markdown("`https://www.northwind.example/support/nw-r500`"), ["fix-link-missing"]);
    assert_eq!(markdown("<!-- https://www.northwind.example/support/nw-r500 -->"), ["fix-link-missing"]);
    assert_eq!(markdown("https://northwind.example.evil.test/support/nw-r500"), ["fix-link-missing"]);
    assert_eq!(markdown("https://mirror.test/www.northwind.example/support/nw-r500"), ["fix-link-missing"]);
    assert_eq!(markdown("https://www.northwind.example/support/nw-r5000"), ["fix-link-wrong"]);
    assert_eq!(
        markdown("[https://www.northwind.example/support/nw-r500](https://www.northwind.example/)"),
        ["fix-link-wrong"]
    );
    let html =
        |link: &str| rules_as(&format!("<h1>NW-R500, fixed</h1><p>{body} {link}</p>"), Format::Html, &facts);
    assert_eq!(
        html("<a class=x href='https://www.northwind.example/support/nw-r500?a=1&amp;b=2'>x</a>"),
        none
    );
    assert_eq!(html("https://www.northwind.example/support/nw-r500"), ["fix-link-missing"]);
    let plain = |link: &str| rules_as(&format!("NW-R500, fixed\n\n{body}\n{link}\n"), Format::Plain, &facts);
    assert_eq!(plain("www.northwind.example/support/nw-r500"), none);
    assert_eq!(plain("(https://www.northwind.example/support/nw-r500)."), none);
}

#[test]
fn ids_and_versions_must_be_there_and_right() {
    let facts = facts("near");
    let with = |text: &str| {
        rules(
            &format!(
                "# NW-R500, fixed in 2.4.3\n\nNorthwind has released 2.4.3 for the NW-R500, see {FIX_URL} .\n\n{text}\n"
            ),
            &facts,
        )
    };
    let none = Vec::<String>::new();
    assert_eq!(with("CVE\u{2011}2025\u{2011}11111. Affected: 2.4.1 and earlier."), none);
    assert_eq!(with("CVE-2025-1111. Affected: 2.4.1 and earlier."), ["cve-wrong"]);
    assert_eq!(with("CVE-2025-XXXX. Affected: 2.4.1 and earlier."), ["cve-missing"]);
    assert_eq!(with("CVE-2025-11111."), ["affected-versions-missing"]);
    assert_eq!(with("CVE-2025-11111. Everything before 2.4.3 is affected."), none);
    assert_eq!(with("CVE-2025-11111. I tested 2.4.1."), none);
    assert_eq!(with("CVE-2025-11111. Firmware <= 2.4.1 is vulnerable."), none);
    assert_eq!(with("CVE-2025-11111. Vulnerable: v2.3.0 through v2.4.1."), none);
    assert_eq!(with("CVE-2025-11111. Versions older than 2.4.3."), none);
}

#[test]
fn a_case_without_a_fix_is_told_so() {
    let mut facts = facts("near");
    facts.fix_available = Some(false);
    facts.fixed.clear();
    facts.fix_url.clear();
    let with = |text: &str| {
        rules(
            &format!(
                "# NW-R500: command injection\n\n{text}\n\nCVE-2025-11111. Affected: 2.4.1 and earlier.\n"
            ),
            &facts,
        )
    };
    let none = Vec::<String>::new();
    assert_eq!(with("There is no fix and there will be none. Replace the router."), none);
    assert_eq!(with("The vendor does not build firmware for it any longer."), none);
    assert_eq!(with("A patch has been released, please install it."), ["fix-status-wrong"]);
    assert_eq!(with("The vendor fixed the problem in 2.4.3."), ["fix-status-wrong"]);
    assert_eq!(with("The successor was fixed, this model was not."), none);
}

#[test]
fn a_draft_in_another_language_is_told_and_still_checked_for_structure() {
    let text = "# Befehlseinschleusung im NW-R500\n\nDer Hersteller hat eine neue Firmware für den NW-R500 veröffentlicht, die das Problem behebt. \
        Ein Angreifer im selben Netz kann Befehle ausführen, ohne dass er ein Kennwort kennt. Auch der NW-R700 ist betroffen. \
        Wir danken dem Hersteller für die schnelle Antwort und empfehlen allen Nutzern, das Gerät zu aktualisieren.";
    let report = check(text, Format::Markdown, &facts("near")).unwrap();
    assert!(report.notice.is_some());
    let rules: Vec<String> = report.findings.iter().map(|finding| name(finding.rule)).collect();
    assert!(rules.contains(&"embargoed-product".to_owned()));
    assert!(rules.contains(&"cve-missing".to_owned()));
}

#[test]
fn missing_facts_keep_their_rules_silent() {
    let report = check("# A hole\n\nA remote attacker wins.", Format::Markdown, &Facts::default()).unwrap();
    assert_eq!(report.findings.len(), 0);
    assert!(Facts::from_json(r#"{"cve": null, "cvss": {"version": 3.1, "score": null}}"#).is_ok());
    assert!(Facts::from_json("[1]").is_err());
}

#[test]
fn other_writers_are_understood_too() {
    let rce: &[&str] = &["rce-term"];
    let small: &[&str] = &["reach-underclaim"];
    let over: &[&str] = &["auth-overclaim"];
    let under: &[&str] = &["auth-underclaim"];
    judge(&[
        // News and marketing.
        ("near", "Cyber criminals in any corner of the world could turn the box into a spy.", REMOTE),
        ("near", "Over the web, intruders were able to take control of the devices.", REMOTE),
        (
            "near",
            "\"A hacker sitting in a cafe in another country could have done this,\" said the founder.",
            REMOTE,
        ),
        (
            "near",
            "One click from a keyboard half a world away, and your router belongs to a stranger.",
            REMOTE,
        ),
        ("near", "It is the perfect entry point for internet-based attackers.", REMOTE),
        ("near", "No physical proximity is needed: the attack travels through the Internet.", REMOTE),
        ("near", "Millions of internet-facing routers are vulnerable to attack.", REMOTE),
        // Academic.
        (
            "near",
            "Our threat model assumes a remote adversary without prior knowledge of the device.",
            REMOTE,
        ),
        (
            "near",
            "We consider an adversary who is connected to the same network; a remote adversary is out of scope.",
            NONE,
        ),
        (
            "near",
            "Prior work considered remote attackers [3], whereas our adversary is on the local link.",
            NONE,
        ),
        (
            "near",
            "Contrary to earlier reports, the vulnerability is not exploitable from the Internet.",
            NONE,
        ),
        (
            "near",
            "An attacker who has compromised another device in the home can also send the packet.",
            NONE,
        ),
        // Non-native.
        ("near", "Attacker can from internet to send the packet and get the root.", REMOTE),
        (
            "near",
            "The bad people from other country is able to enter by the internet in your router.",
            REMOTE,
        ),
        ("near", "It is not possible to make this attack by the internet, only in the house.", NONE),
        ("near", "The remote controller of my TV did broke while the test.", NONE),
        // Lists, fields, tables.
        ("near", "- Exploitable remotely: No\n- Exploitable locally: Yes", NONE),
        ("near", "| Property | Value |\n|---|---|\n| Remote | yes |\n| Vendor | Northwind |", REMOTE),
        ("near", "Access: remote (internet)", REMOTE),
        ("near", "Remote exploitation: not possible", NONE),
        // Conditions and features.
        ("near", "Unless you have exposed the panel to the WAN, nobody outside can reach it.", NONE),
        ("near", "Users who forwarded port 80 to the router are attackable from the internet as well.", NONE),
        ("near", "Please disable remote administration if you do not need it.", NONE),
        ("near", "The remote access feature of the app is not involved.", NONE),
        (
            "near",
            "The cloud service lets owners watch the picture from anywhere in the world; it is not affected.",
            NONE,
        ),
        ("near", "We performed the tests remotely, on a router in the lab of our partner.", NONE),
        ("near", "Disconnect the router from the internet until it is updated.", NONE),
        ("near", "The botnet that later used the implant was controlled over the internet.", NONE),
        ("near", "While the bug is not remotely exploitable on its own, it is serious.", NONE),
        ("near", "Neither remote attackers nor guests can use it.", NONE),
        ("near", "We found no remote attack vector.", NONE),
        ("near", "It was wrongly described as a remote attack in the press.", NONE),
        (
            "near",
            "In contrast to CVE-2025-22222, which is exploitable remotely, this one needs the LAN.",
            NONE,
        ),
        // RCE.
        ("near", "Pre-auth RCE! In a home router! In this decade!", rce),
        ("near", "We turned this into remote code execution (RCE) within a day.", rce),
        ("near", "The bug gives code execution to somebody on the same Wi-Fi.", NONE),
        ("near", "Calling it RCE would be wrong, as the attacker must be near.", NONE),
        ("near", "It is no remote code execution, only a crash.", NONE),
        ("near", "An adjacent attacker obtains remote code execution.", NONE),
        // Reach of network bugs.
        ("far", "Luckily the bug is reachable exclusively from the local network.", small),
        ("far", "Attack prerequisites: access to the home network", small),
        ("far", "Somebody has to sit in your house to do this.", small),
        ("far", "The intruder needs to be connected to the Wi-Fi of the victim.", small),
        ("far", "This requires hands-on access to the hardware.", small),
        ("far", "Remote exploitation is not possible.", small),
        ("far", "The attacker need not be in the house.", NONE),
        (
            "far",
            "In a typical home the port is only reachable from the LAN, but nothing in the protocol enforces it.",
            NONE,
        ),
        ("far", "From the router, the attacker can go on to devices that are only on the LAN.", NONE),
        ("far", "The researcher had physical access to the device to read the flash.", NONE),
        // Login.
        ("near-login", "Attackers do not need to be authenticated.", over),
        ("near-login", "It can be triggered by unauthenticated users on the LAN.", over),
        ("near-login", "The handler skips authentication, so no credentials whatsoever are required.", over),
        ("near-login", "Password required: no", over),
        ("near-login", "All this works without the need for a password.", over),
        ("near-login", "Login is not needed for do the attack.", over),
        (
            "near-login",
            "The pre-authentication attack surface is small, and this bug is not part of it.",
            NONE,
        ),
        ("near-login", "There is no way to reach the page without a login.", NONE),
        ("near-login", "This needs the administrator's password, so it is no unauthenticated attack.", NONE),
        ("near-login", "The page with the version number is visible without logging in.", NONE),
        ("near-login", "The firmware can be downloaded without an account.", NONE),
        ("near", "A valid user account on the device is a precondition.", under),
        ("near", "Only administrators who have logged in can trigger it.", under),
        ("near", "The attacker first needs to authenticate.", under),
        ("near", "For the attack you must have the admin password.", under),
        ("near", "The exploit works with low privileges.", NONE),
        ("near", "You do not have to be logged in.", NONE),
        ("near", "The attacker gets the session of an authenticated administrator.", NONE),
        ("near", "The bypass means that the request is treated as if the user was logged in.", NONE),
        // Clicks.
        ("click", "Nobody needs to click on anything for the attack to work.", &["ui-overclaim"]),
        (
            "click",
            "The attack is fully automatic and requires no involvement of the user.",
            &["ui-overclaim"],
        ),
        (
            "far",
            "The attacker sends a link, and as soon as the owner opens it, the router is lost.",
            &["ui-underclaim"],
        ),
        ("far", "It needs a careless user who opens an attachment.", &["ui-underclaim"]),
        ("far", "No clicks, no user interaction.", NONE),
        ("far", "The owner does not have to visit a page.", NONE),
        // Ratings.
        ("near", "CVSS: 9.8", &["score-mismatch"]),
        ("near", "Base score 7.5", &["score-mismatch"]),
        ("near", "We computed a score of 8.8 for it.", NONE),
        ("near", "The vendor first scored it 6.5, which we think is too low.", NONE),
        ("near", "Rating: critical", &["severity-mismatch"]),
        ("near", "This critical vulnerability was found in spring.", &["severity-mismatch"]),
        ("near", "This is a high-severity vulnerability.", NONE),
        ("near", "The impact on availability is low, the complexity is low.", NONE),
        ("near", "The most critical part of the work was the heap layout.", NONE),
        ("near", "AV: Network", &["vector-mismatch"]),
        ("near", "Attack vector: local network", NONE),
        ("near", "Attack complexity is high.", &["vector-mismatch"]),
        ("near", "AV:A, AC:L, PR:L, UI:N", &["vector-mismatch"]),
        // Versions and products.
        ("near", "Anyone on 2.4.2 or newer can relax, as they are protected.", &["version-contradiction"]),
        ("near", "Firmware 2.4.1 closes the hole.", &["version-contradiction"]),
        ("near", "Vulnerable: 2.4.3", &["version-contradiction"]),
        ("near", "2.4.3 is not vulnerable.", NONE),
        ("near", "The bug was introduced in 1.9.0.", NONE),
        ("near", "Versions lower than 2.4.3 are vulnerable and should be updated to 2.4.3.", NONE),
        ("near", "The library is the 1.2.11 release, which fixed an older bug of its own.", NONE),
        ("near", "Northwind's whole router portfolio is affected.", &["scope-overclaim"]),
        ("near", "Any router from Northwind is vulnerable.", &["scope-overclaim"]),
        ("near", "We looked at all models of the maker and found the bug only in this one.", NONE),
        ("near", "All users of the router should update.", NONE),
        ("near", "An official patch is not yet available.", &["fix-status-wrong"]),
        ("near", "So far the manufacturer has not provided any update.", &["fix-status-wrong"]),
        ("near", "The maker had no fix in spring, and released it in May.", NONE),
        ("near", "No patch is perfect, and this one has rough edges.", NONE),
    ]);
}

#[test]
fn whole_drafts_of_other_kinds_are_judged() {
    let facts = facts("near");
    let vector = "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    let none = Vec::<String>::new();
    // An advisory in plain text, wrapped, with a metadata block.
    let advisory = format!(
        "Subject: [SECURITY] Northwind NW-R500: OS command injection\n\nHi all,\n\nNorthwind has fixed an OS command injection in the NW-R500. The new\n        firmware, 2.4.3, can be had from\n\n    {FIX_URL}\n\nID:        CVE-2025-11111\nCWE:       CWE-78\nCVSSv3.1:  8.8 (High)\n        Vector:    {vector}\nAffected:  <= 2.4.1\nFixed:     2.4.3\n\nThe attacker must be on the same network. It is not possible to reach\n        the page from the internet. No password is required.\n\nBye\nA.\n"
    );
    assert_eq!(rules_as(&advisory, Format::Plain, &facts), none);
    assert_eq!(
        rules_as(&advisory.replace("8.8 (High)", "9.8 (Critical)"), Format::Plain, &facts),
        ["score-mismatch"]
    );
    assert_eq!(rules_as(&advisory.replace("AV:A", "AV:N"), Format::Plain, &facts), ["vector-mismatch"]);
    assert_eq!(
        rules_as(
            &advisory
                .replace("has fixed", "will soon fix")
                .replace("The new\nfirmware, 2.4.3, can be had from", "See"),
            Format::Plain,
            &facts
        ),
        ["fix-not-stated-early"]
    );
    assert_eq!(
        rules_as(&advisory.replace("<= 2.4.1", "NW-R500"), Format::Plain, &facts),
        ["affected-versions-missing"]
    );
    // A page of HTML with a table.
    let page = format!(
        "<!doctype html><html><head><title>NW-R500</title><style>p {{ color: red }}</style></head><body><h1>A shell in the NW-R500</h1>\
        <p>Northwind has published <b>2.4.3</b>, which <a href=\"{FIX_URL}\">fixes</a> this command injection in the NW-R500.</p>\
        <table><tr><th>CVE</th><td>CVE-2025-11111</td></tr><tr><th>Score</th><td>8.8</td><td>High</td></tr><tr><th>Attack Vector</th><td>Adjacent</td></tr>\
        <tr><th>Affected</th><td>2.4.1 and earlier</td></tr></table><p>Anybody in the Wi-Fi can send the request &mdash; no login&nbsp;needed.</p></body></html>"
    );
    assert_eq!(rules_as(&page, Format::Html, &facts), none);
    assert_eq!(
        rules_as(&page.replace("<td>Adjacent", "<td>Network"), Format::Html, &facts),
        ["vector-mismatch"]
    );
    assert_eq!(
        rules_as(&page.replace("<td>High", "<td>Critical"), Format::Html, &facts),
        ["severity-mismatch"]
    );
    assert_eq!(
        rules_as(&page.replace("in the Wi-Fi", "on the <i>inter</i>net"), Format::Html, &facts),
        ["remote-claim"]
    );
    assert_eq!(rules_as(&page.replace("color", "NW-R700"), Format::Html, &facts), ["embargoed-product"]);
}

#[test]
fn a_third_round_of_writers_is_understood() {
    judge(&[
        ("near", "Attackers could launch this assault from outside your home.", REMOTE),
        (
            "near",
            "The daemon answers on all interfaces including WAN, so everybody on the internet can talk to it.",
            REMOTE,
        ),
        ("near", "**Attack surface**: Internet", REMOTE),
        ("near", "No VPN, no proximity, no luck: the hole can be exploited across the globe.", REMOTE),
        (
            "near",
            "An unauthenticated, remote attacker could exploit this vulnerability by sending a crafted request.",
            REMOTE,
        ),
        ("near", "This allows attackers to remotely gain a root shell.", REMOTE),
        (
            "near",
            "A successful exploit could allow a remote, unprivileged attacker to reboot the device.",
            REMOTE,
        ),
        ("near", "We believe the vulnerability to be exploitable remotely.", REMOTE),
        (
            "near",
            "It has been reported that the issue is remotely exploitable; our tests do not support this.",
            NONE,
        ),
        ("near", "As the interface is bound to br0, requests arriving over the WAN are dropped.", NONE),
        ("near", "An attack over the internet is impossible.", NONE),
        ("near", "Whoever is outside of the house stays outside.", NONE),
        ("near", "The firewall blocks every packet from the internet before it reaches the daemon.", NONE),
        ("near", "I worked remotely that week and had time.", NONE),
        ("near", "Do not expose the router to the internet.", NONE),
        ("near", "Remote syslog is not affected by this.", NONE),
        ("near", "Is this dangerous from the internet? Not at all.", NONE),
        ("near", "You cannot attack it from a distance; you must be in the Wi-Fi.", NONE),
        ("near", "The vendor's first notice spoke of a remote attacker, but has been corrected since.", NONE),
        ("near", "The attacker must already be in the network; without that, distance does not help.", NONE),
        ("near", "The certificate of the update server is fetched over the internet by the router.", NONE),
        ("near", "Owners can reach their router from the internet with the app.", NONE),
        ("far", "To exploit the bug one has to be a guest in the Wi-Fi.", &["reach-underclaim"]),
        (
            "far",
            "The hole can only be used by someone who is inside the home network.",
            &["reach-underclaim"],
        ),
        ("far", "It does not matter whether the attacker is on the LAN or not.", NONE),
        ("far", "Only users in the LAN see the status page.", NONE),
        ("near-login", "Zero authentication, one request, full control.", &["auth-overclaim"]),
        ("near-login", "There is no authentication on this endpoint.", &["auth-overclaim"]),
        ("near-login", "Privileges required: High", NONE),
        ("near-login", "You need the admin password; without it there is nothing to see.", NONE),
        ("near-login", "Unlike CVE-2025-22222, which needs no login, this one is for administrators.", NONE),
        ("near", "Privileges required: None", NONE),
        ("near", "Anybody, logged in or not, can send it.", NONE),
        ("near", "A session cookie is not necessary.", NONE),
        ("near", "It requires an authenticated session.", &["auth-underclaim"]),
        ("near", "Only a user with admin rights can do this.", &["auth-underclaim"]),
        ("click", "User interaction: none", &["vector-mismatch"]),
        ("click", "0-click! You do nothing and lose everything.", &["ui-overclaim"]),
        ("far", "UI: none needed.", NONE),
        ("near", "It got a CVSS score of 8.8 from the CNA.", NONE),
        ("near", "The National Vulnerability Database lists 9.8, which is not correct for a LAN bug.", NONE),
        ("near", "Score: 9.8, should be 8.8 in our view.", &["score-mismatch"]),
        ("near", "EPSS 0.4, KEV no.", NONE),
        ("near", "The router costs 8.9 euros more than the old one, which is a high price.", NONE),
        ("near", "The risk is low for most homes.", NONE),
        ("near", "Severity High", NONE),
        ("near", "It is a medium severity issue.", &["severity-mismatch"]),
        ("near", "Please check that your router shows 2.4.3.", NONE),
        ("near", "2.4.2 was never released.", NONE),
        ("near", "The beta 2.4.2 did not fix the bug.", NONE),
        ("near", "On 2.4.3 the request is answered with an error.", NONE),
        ("near", "Routers that run 2.4.2 are no longer vulnerable.", &["version-contradiction"]),
        ("near", "Fixed version: 2.4.0", &["version-contradiction"]),
        ("near", "| Affected | Fixed |\n|---|---|\n| 2.4.1 and earlier | 2.4.3 |", NONE),
        ("near", "The NW-R500 and all other routers of Northwind are affected.", &["scope-overclaim"]),
        ("near", "Northwind says that no other router is affected.", NONE),
        ("near", "Every device in your home can reach the daemon.", NONE),
        ("near", "Vendor status: no response, no patch.", &["fix-status-wrong"]),
        ("near", "This is still an unpatched zero-day.", &["fix-status-wrong"]),
        ("near", "Since the patch is out, there is no reason to wait.", NONE),
    ]);
}

#[test]
fn leads_of_many_writers_are_read() {
    let none = Vec::<String>::new();
    let late = ["fix-not-stated-early".to_owned()];
    let mut wrong = Vec::new();
    let mut judge = |title: &str, first: &str, expected: &[String]| {
        let found = lead(title, first);
        if found != expected {
            wrong.push(format!("{title} / {first}: {found:?}"));
        }
    };
    let neutral = "Northwind builds a small router for the home, and this text describes a mistake in it.";
    for title in [
        "Northwind patches a hole in the NW-R500",
        "NW-R500: update available",
        "NW-R500 (patched in 2.4.3)",
        "Fix released for the NW-R500",
        "Now closed: the shell in the NW-R500",
        "NW-R500 command injection - upgrade to 2.4.3",
        "Security update for the NW-R500 is out",
        "The NW-R500 had a hole until 2.4.3",
    ] {
        judge(title, neutral, if title.contains("until") { &late } else { &none });
    }
    for first in [
        "Firmware 2.4.3 for the NW-R500 has been available since the third of May and repairs what follows.",
        "If you own one, stop reading and install version 2.4.3, which takes the faulty page out.",
        "All owners of this router should update to the newest firmware before they continue to read here.",
        "The bug that we describe here was fixed by the manufacturer some weeks ago, in version 2.4.3.",
        "Thanks to a quick vendor, there already is a patch for the problem that we are going to describe.",
        "The vendor responded within a week and the corrected version, 2.4.3, is on its download page.",
        "Northwind confirmed the issue and made a firmware with the repair, you can get it with the button below.",
        "Users running 2.4.3 or later are not affected by the problem that is described in this post.",
        "As of firmware 2.4.3 this vulnerability no longer exists, so please bring your router up to date.",
        "Status: resolved by the vendor in firmware 2.4.3, which every owner should install without delay.",
        "The problem is solved with the new software 2.4.3 and everybody can download it since yesterday.",
        "This advisory covers a weakness that Northwind addressed in its May maintenance release of the software.",
        "A software update that removes the vulnerability can be obtained from the maker free of charge.",
    ] {
        judge("A hole in the NW-R500", first, &none);
    }
    for first in [
        "The vendor has promised a fix, and we hope to see it in one of the next versions.",
        "We reported the issue in March and the vendor told us that a new firmware is in preparation.",
        "The router copies the name into a buffer of fixed length, and nobody checks whether it fits.",
        "No firmware that fixes the problem has been released so far, as far as we know today.",
        "Once the patch has been released, we will update this page and add the missing details.",
        "We asked the manufacturer for an update on several occasions but did not get any answer.",
        "The function is called when the router looks for an update, which it does every night at three.",
        "I opened the firmware with the usual tools and found a private key next to an account.",
        "A fix should be released in the course of June, the manufacturer told us in its last mail.",
        "This post was updated on Monday to correct the name of the function that has the bug.",
        "Our patch for the emulator makes it possible to run the firmware of this router on a laptop.",
    ] {
        judge("A hole in the NW-R500", first, &late);
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_finding_says_where_why_and_what_instead_in_both_languages() {
    let report =
        check(&draft("near", "Ein \u{e9}: a remote attacker wins."), Format::Markdown, &facts("near"))
            .unwrap();
    let english = report.to_json(checks::draft::Language::English);
    let finding = &english["findings"][0];
    assert_eq!(finding["rule"], "remote-claim");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["where"]["scope"], "body");
    assert_eq!(finding["where"]["quote"], "remote attacker");
    assert_eq!(
        finding["message"],
        "\"remote attacker\" claims an attack from afar, but the attack vector of the case is Adjacent."
    );
    assert_eq!(finding["suggestion"], "Write instead: \"The attacker has to be on the same local network.\"");
    let start = usize::try_from(finding["edit"]["byte"].as_u64().unwrap()).unwrap();
    assert!(draft("near", "Ein \u{e9}: a remote attacker wins.")[start..].starts_with("Ein \u{e9}"));
    let german = report.to_json(checks::draft::Language::German);
    assert!(
        german["findings"][0]["message"].as_str().unwrap().contains("behauptet einen Angriff aus der Ferne")
    );
    assert!(english.get("notice").is_none());
}

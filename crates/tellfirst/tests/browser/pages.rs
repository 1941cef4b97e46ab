//! Every page: no violation of WCAG 2.2 AA that a machine can find, in light and dark, wide and at 320 pixels; no
//! sideways scrolling; nothing in the console, so no violation of the content security policy either.

use domain::access::Role;
use domain::case::{Case, State};
use serde_json::Value;

use super::driver::{Driver, Script, Window};
use super::site::Site;

/// Who looks at a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who<'a> {
    Nobody,
    Sender(&'a Case),
    Staff(Role),
}

/// A page to look at.
pub struct Sight<'a> {
    pub who: Who<'a>,
    pub address: String,
}

/// How pages are looked at: width in CSS pixels and colour scheme.
const LOOKS: [(u32, &str); 3] = [(1280, "light"), (1280, "dark"), (320, "light")];

/// The rules that are checked, by axe-core's tags.
const RULES: &str = r#"["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]"#;

#[test]
fn every_page_can_be_used_by_everybody_at_any_width_in_light_and_dark() {
    let Some(driver) = Driver::start() else { return };
    let axe = axe();
    let site = Site::start();
    let window = driver.window(Script::On);
    let fixing = site.case_with_devices(State::Confirmed);
    let published = site.case(|case| case.advisory.is_public());
    let fresh = site.case(|case| case.state == State::New);
    let mut found = Vec::new();
    let mut signed_in = None;
    for sight in sights(&fresh, &fixing, &published) {
        if signed_in != Some(sight.who) {
            enter(&site, &window, sight.who);
            signed_in = Some(sight.who);
        }
        for (width, scheme) in LOOKS {
            window.look(width, scheme);
            window.open(&site.at(&sight.address));
            let problems = look(&window, axe.as_deref());
            let place = format!("{} at {width} px, {scheme}, as {}", sight.address, name(sight.who));
            found.extend(problems.into_iter().map(|problem| format!("{place}: {problem}")));
        }
    }
    assert!(found.is_empty(), "{} problems:\n{}", found.len(), found.join("\n"));
}

#[test]
fn the_check_finds_what_is_wrong() {
    let Some(driver) = Driver::start() else { return };
    let axe = axe();
    let site = Site::start();
    let window = driver.window(Script::On);
    window.look(320, "light");
    window.open(&site.at("/"));
    let _ = window.console();
    window.run(
        "const wrong = document.createElement('div');
         wrong.innerHTML = '<p style=\"color: #777\">faint</p><img src=\"/nothing.png\">';
         wrong.style.width = '900px';
                  document.querySelector('main').append(wrong);",
    );
    let found = look(&window, axe.as_deref()).join("\n");
    for expected in ["916 px wide", "Content Security Policy"] {
        assert!(found.contains(expected), "{expected} is not in:\n{found}");
    }
    assert!(axe.is_none() || found.contains("image-alt"), "{found}");
}

/// The pages, those of one person together.
fn sights<'a>(fresh: &'a Case, fixing: &'a Case, published: &'a Case) -> Vec<Sight<'a>> {
    let public = [
        "/",
        "/report",
        "/case",
        "/check-draft",
        "/verify",
        "/check-csaf",
        "/thanks",
        "/statistics",
        "/advisories/",
        "/nowhere",
        "/staff/sign-in",
    ];
    let mut all: Vec<_> =
        public.iter().map(|address| Sight { who: Who::Nobody, address: (*address).to_owned() }).collect();
    let mut add = |who, address: String| all.push(Sight { who, address });
    add(Who::Nobody, format!("/advisories/{}", published.number));
    add(Who::Sender(fixing), "/case".into());
    add(Who::Sender(published), "/case".into());
    let triager = Who::Staff(Role::Triager);
    add(triager, "/staff/".into());
    add(triager, "/staff/?q=ea7500".into());
    for case in [fresh, fixing, published] {
        add(triager, format!("/staff/cases/{}", case.number));
    }
    add(triager, format!("/staff/cases/{}/matrix", fixing.number));
    add(triager, "/staff/me".into());
    add(triager, "/staff/program".into());
    let remediator = Who::Staff(Role::Remediator);
    add(remediator, "/staff/commissions".into());
    add(remediator, format!("/staff/cases/{}", fixing.number));
    add(Who::Staff(Role::Publisher), format!("/staff/cases/{}/advisory", published.number));
    add(Who::Staff(Role::Administrator), "/staff/accounts".into());
    add(Who::Staff(Role::Administrator), "/staff/settings".into());
    all
}

/// Signs in as somebody else.
pub fn enter(site: &Site, window: &Window<'_>, who: Who<'_>) {
    window.open(&site.at("/assets/nothing"));
    window.forget_cookies();
    match who {
        Who::Nobody => {}
        Who::Sender(case) => {
            let way = site.way(&case.number);
            window.set_cookie(server::web::visit::REPORTER_COOKIE, &format!("{}.{}", way.case, way.secret));
        }
        Who::Staff(role) => window.open(&site.door(role)),
    }
    let _ = window.console();
}

fn name(who: Who<'_>) -> &'static str {
    match who {
        Who::Nobody => "nobody",
        Who::Sender(_) => "reporter",
        Who::Staff(role) => role.word(),
    }
}

/// The script of axe-core, when there is one.
fn axe() -> Option<String> {
    let path = std::env::var("TELLFIRST_TEST_AXE").ok();
    if path.is_none() {
        println!("skipped: the rules of accessibility (set TELLFIRST_TEST_AXE to axe.min.js)");
    }
    path.map(|path| std::fs::read_to_string(path).expect("axe-core can be read"))
}

/// What is wrong with the page that is shown.
fn look(window: &Window<'_>, axe: Option<&str>) -> Vec<String> {
    let console = window.console();
    let status = window.run("return performance.getEntriesByType('navigation')[0].responseStatus");
    let expected = if window.address().ends_with("/nowhere") { 404 } else { 200 };
    if status != expected {
        return vec![format!("answers {status}")];
    }
    let mut problems: Vec<_> = too_wide(window).into_iter().collect();
    if let Some(axe) = axe {
        problems.extend(violations(window, axe));
    }
    for (level, message) in console {
        if level != "INFO" && level != "DEBUG" && !(expected == 404 && message.contains("/nowhere")) {
            problems.push(format!("console: {message}"));
        }
    }
    problems
}

/// The element that makes the page scroll sideways, when one does.
fn too_wide(window: &Window<'_>) -> Option<String> {
    let found = window.run(
        "const page = document.scrollingElement;
         if (page.scrollWidth <= page.clientWidth) return null;
         const isWide = element => element.getBoundingClientRect().right > page.clientWidth + 1;
         const inner = [...document.body.querySelectorAll('*')].filter(element =>
             isWide(element) && ![...element.children].some(isWide));
         const path = element => element === document.body ? '' : path(element.parentElement) + ' > '
             + [element.localName, ...element.classList].join('.') + Math.round(element.getBoundingClientRect().width);
         return page.scrollWidth + ' px wide: ' + inner.slice(0, 3).map(e => path(e) + e.outerHTML.slice(0, 80)).join(' … ');",
    );
    found.as_str().map(str::to_owned)
}

/// What axe-core finds, a line per rule and place.
fn violations(window: &Window<'_>, axe: &str) -> Vec<String> {
    let script = format!(
        "{axe};
         const done = arguments[arguments.length - 1];
         const options = {{runOnly: {{type: 'tag', values: {RULES}}}, resultTypes: ['violations']}};
         axe.run(document, options).then(
             found => done(found.violations.flatMap(rule => rule.nodes.slice(0, 4).map(
                 node => rule.id + ': ' + node.html.slice(0, 200) + ' (' + node.failureSummary + ')'))),
             error => done(['axe: ' + error]));"
    );
    let found = window.run_later(&script);
    let lines = found.as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().filter_map(Value::as_str).map(|line| line.replace('\n', " ")).collect()
}

//! The whole way of a researcher with script switched off: from the policy over the report to the own case, a message
//! and the draft check.

use domain::access::{Actor, Role};
use domain::case::{Addressees, Case, Command};
use domain::id::{CaseNumber, UserId};
use server::action::case::perform;
use server::action::read;

use super::driver::{Driver, Script, Window};
use super::site::Site;

#[test]
fn a_researcher_reports_and_follows_a_flaw_with_script_switched_off() {
    let Some(driver) = Driver::start() else { return };
    let site = Site::start();
    let window = driver.window(Script::Off);
    window.look(1000, "light");
    choose_device(&site, &window);
    describe(&window);
    let (number, secret) = send(&window);
    window.forget_cookies();
    sign_in(&site, &window, (&number, &secret));
    acknowledge(&site, &number);
    write(&site, &window);
    check_a_draft(&site, &window);
}

/// From the policy to a device of the catalog.
fn choose_device(site: &Site, window: &Window<'_>) {
    window.open(&site.at("/"));
    window.get("main a[href='/report']").click();
    window.get("main a[href*='brand=linksys']").click();
    window.get("main a[href*='type=router']").click();
    window.get("option[value='EA7500']").click();
    window.get("main form .button-row button").click();
    window.shows("In scope");
    window.get("[name=firmware]").type_in("1.1.8.172465");
    window.get("button[name=go][value=flaw]").click();
}

fn describe(window: &Window<'_>) {
    window.shows("What did you find?");
    window.get("[name=title]").type_in("Injection in the ping page");
    window.get("[name=description]").type_in("The ping page runs what it is given.");
    window.get("button[name=go][value=severity]").click();
    window.shows("How bad is it?");
    window.get("button[name=go][value=person]").click();
    window.shows("About you");
    window.get("[name='reporter.name']").type_in("nightjar");
    window.get("button[name=go][value=review]").click();
    window.shows("Injection in the ping page");
    window.shows("nightjar");
}

/// Sends the report; answers number and secret.
fn send(window: &Window<'_>) -> (String, String) {
    window.get(".button-row button[name=go][value=send]").click();
    window.shows("Thank you");
    let words = |selector: &str| window.get(selector).text().trim().to_owned();
    (words("#number"), words("#secret"))
}

fn sign_in(site: &Site, window: &Window<'_>, (number, secret): (&str, &str)) {
    window.open(&site.at("/case"));
    window.shows("Open your case");
    window.get("[name=number]").type_in(number);
    window.get("[name=secret]").type_in(secret);
    window.get("main form[action='/case'] button").click();
    window.shows("Injection in the ping page");
}

/// Meanwhile the team answers.
fn acknowledge(site: &Site, number: &str) {
    let number = CaseNumber::parse(number).unwrap();
    let triager = Actor::Staff { user: UserId::from("1"), roles: vec![Role::Triager] };
    perform(
        &site.app,
        &triager,
        &number,
        Command::Ask { text: "Which build is it?".into(), to: Addressees::Unnamed },
    )
    .unwrap();
    let case: Case = read::view(&site.app, &Actor::System, &number).unwrap().case;
    assert_eq!(case.reports.len(), 1);
}

fn write(site: &Site, window: &Window<'_>) {
    window.open(&site.at("/case"));
    window.shows("Which build is it?");
    window.get("[name=message]").type_in("It is build 172465.");
    window.get("form[action='/case/message'] button[type=submit]").click();
    window.shows("It is build 172465.");
}

fn check_a_draft(site: &Site, window: &Window<'_>) {
    window.open(&site.at("/check-draft"));
    window.get("[name=draft]").type_in("A remote attacker on the Internet can take over the EA7500.");
    window.get("main form button[type=submit]").click();
    window.shows("EA7500");
    assert!(window.find("main").is_some());
}

/// The way in by mail: asked for, looked at, used; the browser sends no address of the link anywhere.
#[test]
fn a_reporter_without_the_code_comes_in_by_a_mailed_link() {
    let Some(driver) = Driver::start() else { return };
    let site = Site::start();
    let window = driver.window(Script::Off);
    window.look(1000, "light");
    let case = site.case(|case| {
        let sender = case.reports.first().map(|record| &record.report.reporter);
        case.state.is_open() && sender.is_some_and(|sender| sender.email.is_some())
    });
    let email = case.reports[0].report.reporter.email.clone().unwrap();
    window.open(&site.at("/case"));
    window.get("[name=link_number]").type_in(case.number.as_str());
    window.get("[name=link_email]").type_in(&email);
    window.get("form[action='/case/link'] button[type=submit]").click();
    window.shows("a link is on its way");
    server::job::work_once(&site.app).unwrap();
    let mails = site.mails.mails();
    let body = mails.iter().map(|mail| &mail.body).find(|body| body.contains("/case/link/")).unwrap();
    let link = body.split_whitespace().find(|word| word.contains("/case/link/")).unwrap();
    for _ in 0..2 {
        window.open(link);
        window.shows("Your way into the case");
    }
    window.get("main form button").click();
    window.shows(&case.reports[0].report.title);
    assert!(window.address().ends_with("/case"));
    window.forget_cookies();
    window.open(link);
    window.shows("does not work any more");
}

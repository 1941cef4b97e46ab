//! From a confirmed flaw to closed cells: commissions, releases, evidence, and what leaves the server.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use domain::access::{Actor, Role};
use domain::case::{Case, Command};
use domain::green_light::Outcome;
use domain::id::{CaseNumber, SkuId, UserId, VulnerabilityNo};
use domain::matrix::{CellId, Release};
use server::action::submit::Submitted;
use server::config::Config;

use super::harness::{Client, Test, number};

/// A firmware page on this machine, whose answer the story sets.
struct Site {
    address: String,
    answer: Arc<Mutex<(u16, String)>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Site {
    fn open(text: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/fw.html", listener.local_addr().unwrap());
        let answer = Arc::new(Mutex::new((200, text.to_owned())));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (mine, seen) = (answer.clone(), asked.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                let n = stream.read(&mut request).unwrap_or(0);
                seen.lock().unwrap().push(String::from_utf8_lossy(&request[..n]).into_owned());
                let (status, body) = mine.lock().unwrap().clone();
                let more = if (300..400).contains(&status) {
                    format!("Location: {body}\r\n")
                } else {
                    String::new()
                };
                let head = format!(
                    "HTTP/1.1 {status} x\r\nContent-Type: text/html\r\n{more}Content-Length: {}\r\nConnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes()));
            }
        });
        Self { address, answer, asked }
    }

    fn shows(&self, status: u16, text: &str) {
        *self.answer.lock().unwrap() = (status, text.to_owned());
    }

    fn times_asked(&self) -> usize {
        self.asked.lock().unwrap().len()
    }
}

fn laboratory(config: &mut Config) {
    config.evidence_from_private_addresses = true;
    config.team_address = Some("psirt@maker.example".to_owned());
    config.public_url = Some("https://psirt.maker.example".to_owned());
}

fn cell(sku: &str) -> CellId {
    CellId { vulnerability: VulnerabilityNo::FIRST, sku: SkuId::from(sku) }
}

fn release(page: &str, version: &str) -> Release {
    Release {
        version: version.to_owned(),
        page: page.to_owned(),
        date: "2026-11-20".parse().unwrap(),
        sha256: None,
    }
}

/// A confirmed flaw in these devices, reported by somebody with an address.
struct Story {
    t: Test,
    sent: Submitted,
    case: CaseNumber,
    triager: Actor,
    engineer: Actor,
}

impl Story {
    fn new(skus: &[&str], change: impl FnOnce(&mut Config)) -> Self {
        let t = Test::with(change);
        let sent = t.submit(|report| {
            report.title = "Command injection by ANA-TITLE".into();
            report.description = "ANA-TEXT: the ping page runs what it is given.".into();
            report.reporter.name = Some("Ana Hidden".into());
            report.reporter.email = Some("ana@reporter.example".into());
        });
        let case = number(&sent);
        let (triager, engineer) = (t.actor(Role::Triager), t.actor(Role::Remediator));
        t.perform(&triager, &case, Command::Acknowledge { text: "Dear Ana Hidden, thank you.".into() });
        t.perform(&triager, &case, Command::Confirm { text: "Dear Ana Hidden, we can see it.".into() });
        let story = Self { t, sent, case, triager, engineer };
        story
            .act(&story.triager, Command::MarkAffected { cells: skus.iter().map(|sku| cell(sku)).collect() });
        story
    }

    fn act(&self, actor: &Actor, command: Command) -> Case {
        self.t.perform(actor, &self.case, command)
    }

    fn release(&self, skus: &[&str], page: &str, version: &str) {
        let cells = skus.iter().map(|sku| cell(sku)).collect();
        self.act(&self.engineer, Command::ReleaseFix { cells, release: release(page, version) });
    }

    fn stands(&self) -> Case {
        self.t.case(&self.case)
    }

    fn is_closed(&self, sku: &str) -> bool {
        self.stands().matrix.find(&cell(sku)).unwrap().is_closed()
    }

    fn light(&self) -> Option<Outcome> {
        self.stands().reports[0].light.given
    }

    async fn look(&self) {
        self.t.work().await;
    }
}

#[tokio::test]
async fn a_released_fix_is_closed_by_what_the_server_saw_and_turns_the_light_green() {
    let site = Site::open("<h1>EA7500</h1><p>Ver. 2.0.8</p>");
    let story = Story::new(&["linksys.ea7500.v2", "linksys.ea7500.v3"], laboratory);
    story.release(&["linksys.ea7500.v2", "linksys.ea7500.v3"], &site.address, "2.0.9");
    story.look().await;
    assert!(!story.is_closed("linksys.ea7500.v2"), "the page still offers the old one");
    assert_eq!(site.times_asked(), 1, "one look for all cells of a release");
    story.look().await;
    assert_eq!(site.times_asked(), 1, "the next look is due in five minutes");
    site.shows(200, "<p>Ver. 12.0.9</p><a href='/FW_EA7500_2.0.90.212345_prod.img'>x</a>");
    story.t.advance(jiff::SignedDuration::from_mins(6));
    story.look().await;
    assert!(!story.is_closed("linksys.ea7500.v2"), "other versions are not this one");
    site.shows(200, "<a href='/FW_EA7500_2.0.9.212345_prod.img'>Download</a>");
    story.t.advance(jiff::SignedDuration::from_mins(31));
    story.t.mails.take();
    story.look().await;
    assert!(story.is_closed("linksys.ea7500.v2") && story.is_closed("linksys.ea7500.v3"));
    assert_eq!(story.light(), Some(Outcome::Green));
    let mails = story.t.mails.take();
    let mail = mails.iter().find(|mail| mail.to == "ana@reporter.example").unwrap();
    assert_eq!(mail.subject, format!("[{}] Green light: you may disclose", story.case));
    let request = site.asked.lock().unwrap()[0].to_lowercase();
    assert!(request.contains("user-agent: tellfirst/") && !request.contains("cookie"));
}

#[tokio::test]
async fn a_page_that_loses_the_version_reopens_the_cell_and_people_are_told() {
    let site = Site::open("Ver. 2.0.9");
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
    story.look().await;
    assert_eq!(story.light(), Some(Outcome::Green));
    site.shows(503, "down");
    for _ in 0..3 {
        story.t.advance_days(1);
        story.look().await;
    }
    assert_eq!(story.light(), Some(Outcome::Green), "an outage reopens nothing");
    let told: Vec<_> =
        story.t.mails.take().into_iter().filter(|m| m.subject.contains("not offered the fix")).collect();
    assert_eq!(told.len(), 1, "but after a day the team is told, once: {told:?}");
    site.shows(200, "Ver. 2.0.10");
    story.t.advance_days(1);
    story.look().await;
    assert!(!story.is_closed("linksys.ea7500.v2"));
    assert_eq!(story.light(), None);
    let mails = story.t.mails.take();
    let to = |who: &str| mails.iter().filter(|m| m.to == who).map(|m| m.subject.clone()).collect::<Vec<_>>();
    assert!(to("ana@reporter.example")[0].contains("please wait"), "{mails:?}");
    assert_eq!(to("psirt@maker.example").len(), 1, "one act, one mail: {mails:?}");
}

#[tokio::test]
async fn a_refused_robot_or_a_redirect_elsewhere_is_no_answer() {
    let site = Site::open("Ver. 2.0.9");
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
    story.look().await;
    for (status, text) in
        [(403, "no robots"), (429, "slow down"), (302, "https://evil.example/"), (302, "/again")]
    {
        site.shows(status, text);
        story.t.advance_days(1);
        story.look().await;
        assert!(story.is_closed("linksys.ea7500.v2"), "{status} {text}");
    }
    assert_eq!(site.times_asked(), 4 + 4, "a redirect is followed three times at most");
    site.shows(404, "gone");
    story.t.advance_days(1);
    story.look().await;
    assert!(!story.is_closed("linksys.ea7500.v2"), "a page that is gone offers nothing");
}

#[tokio::test]
async fn a_second_release_ends_the_looks_for_the_first() {
    let (old, new) = (Site::open("Ver. 2.0.9"), Site::open("Ver. 2.0.10"));
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    story.release(&["linksys.ea7500.v2"], &old.address, "2.0.9");
    story.look().await;
    story.release(&["linksys.ea7500.v2"], &new.address, "2.0.10");
    for _ in 0..3 {
        story.t.advance_days(1);
        story.look().await;
    }
    assert_eq!((old.times_asked(), new.times_asked()), (1, 3));
    story.release(&["linksys.ea7500.v2"], &old.address, "2.0.9");
    story.look().await;
    assert_eq!(old.times_asked(), 2, "a release that comes back is looked at again");
    assert!(story.is_closed("linksys.ea7500.v2"));
}

#[tokio::test]
async fn pages_on_other_hosts_and_private_addresses_are_refused_before_anything_is_sent() {
    let story = Story::new(&["linksys.ea7500.v2"], |_| {});
    let site = Site::open("Ver. 2.0.9");
    for page in [
        site.address.as_str(),
        "https://127.0.0.1/fw.html",
        "https://evil.example/",
        "http://www.linksys.com/",
        "https://www.linksys.com.evil.example/",
        "https://sub.www.linksys.com/",
    ] {
        let command =
            Command::ReleaseFix { cells: vec![cell("linksys.ea7500.v2")], release: release(page, "2.0.9") };
        let refused = server::action::case::perform(&story.t.app, &story.engineer, &story.case, command);
        assert!(matches!(refused, Err(server::error::Error::Invalid(_))), "{page}");
    }
    assert_eq!(site.times_asked(), 0);
}

#[tokio::test]
async fn mails_hold_number_event_next_step_and_link_and_nothing_of_the_case() {
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    let (_, engineer) = story.t.staff_with(&[Role::Remediator]);
    let due = "2026-12-04".parse().unwrap();
    let engineer = Some(UserId(engineer.to_string()));
    story.act(&story.triager, Command::Commission { cells: vec![cell("linksys.ea7500.v2")], due, engineer });
    story.look().await;
    let mails = story.t.mails.take();
    assert!(mails.iter().any(|m| m.to.starts_with("remediator") && m.body.contains("/matrix")));
    assert!(
        mails.iter().any(|m| m.to == "psirt@maker.example" && m.subject.contains("A report has come in"))
    );
    let receipt = mails.iter().find(|m| m.subject.contains("received your report")).unwrap();
    assert!(receipt.body.contains("Next: the security team"), "{}", receipt.body);
    assert!(receipt.body.contains("Open it: https://psirt.maker.example/case\n"));
    for mail in &mails {
        let all = format!("{} {}", mail.subject, mail.body);
        assert!(all.contains(story.case.as_str()), "{all}");
        for word in ["ANA-TITLE", "ANA-TEXT", "Ana", "EA7500", "ea7500", "injection", &story.sent.secret] {
            assert!(!all.contains(word), "{word} in {all}");
        }
        assert!(
            mail.message_id.ends_with("@psirt.maker.example>")
                && mail.list_id.contains("psirt.maker.example")
        );
    }
    let mut ids: Vec<_> = mails.iter().map(|m| &m.message_id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), mails.len());
    story.look().await;
    assert!(story.t.mails.take().is_empty(), "nothing is sent twice");
}

#[tokio::test]
async fn people_read_mail_in_their_own_language_and_without_a_mail_server_work_goes_on() {
    let t = Test::with(|config| config.team_address = None);
    let sent = t.submit(|report| {
        report.reporter.email = Some("ben@reporter.example".into());
        report.reporter.language = "de".into();
    });
    t.work().await;
    let mails = t.mails.take();
    assert_eq!(mails.len(), 1, "no team address, no mail to the team");
    assert_eq!(mails[0].subject, format!("[{}] Wir haben Ihre Meldung erhalten", sent.case));
}

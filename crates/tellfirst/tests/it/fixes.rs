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
    let site = Site::open("EA7500: Ver. 2.0.9");
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
    story.look().await;
    assert_eq!(story.light(), Some(Outcome::Green));
    story.t.mails.take();
    site.shows(200, "EA7500: Ver. 2.0.10");
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
async fn a_page_out_of_order_opens_nothing_at_once_shows_the_doubt_and_is_believed_after_a_day() {
    let whole = format!("EA7500: Ver. 2.0.9 {}", "words ".repeat(500));
    for (status, body) in [(503, "down"), (500, ""), (200, ""), (200, "<p>Back soon</p>")] {
        let site = Site::open(&whole);
        let story = Story::new(&["linksys.ea7500.v2"], laboratory);
        story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
        story.look().await;
        assert_eq!(story.light(), Some(Outcome::Green));
        site.shows(status, body);
        story.t.advance_days(1);
        story.look().await;
        assert_eq!(story.light(), Some(Outcome::Green), "{status} {body}: not at once");
        let mut engineer = story.t.staff(Role::Remediator);
        let address = format!("/staff/cases/{}/matrix", story.case);
        engineer.get(&address).await.shows("page out of order");
        engineer.get(&format!("{address}/1/linksys.ea7500.v2")).await.shows("stays closed for now");
        story.t.reporter(&story.sent).open("/case").await.hides("page out of order");
        // The page comes back, and goes for good.
        site.shows(200, &whole);
        story.t.advance(jiff::SignedDuration::from_mins(6));
        story.look().await;
        engineer.get(&address).await.hides("page out of order");
        site.shows(status, body);
        story.t.advance_days(1);
        story.look().await;
        story.t.mails.take();
        story.t.advance(jiff::SignedDuration::from_hours(23));
        story.look().await;
        assert!(story.is_closed("linksys.ea7500.v2"), "{status} {body}: not before the day is over");
        story.t.advance(jiff::SignedDuration::from_hours(2));
        story.look().await;
        assert_eq!(story.light(), None, "{status} {body}");
        let mails = story.t.mails.take();
        assert!(mails.iter().any(|mail| mail.to == "ana@reporter.example"), "{mails:?}");
        assert!(mails.iter().any(|mail| mail.to == "psirt@maker.example"), "{mails:?}");
    }
}

#[tokio::test]
async fn a_version_on_a_page_of_many_devices_waits_for_a_person_who_has_seen_it() {
    let skus = ["linksys.ea7500.v2", "linksys.ea7500.v3"];
    let site = Site::open("<h1>All firmware</h1><p>Ver. 2.0.9</p><p>Ver. 1.0</p>");
    let story = Story::new(&skus, laboratory);
    story.release(&skus, &site.address, "2.0.9");
    story.look().await;
    assert!(!story.is_closed(skus[0]), "found, and for whom?");
    let mut engineer = story.t.staff(Role::Remediator);
    let address = format!("/staff/cases/{}/matrix", story.case);
    engineer.get(&address).await.shows("found on a page of many devices").shows("Confirm what stands");
    let empty = [("act", "confirm"), ("cell", "1:linksys.ea7500.v2"), ("confirm-reason", "")];
    engineer.post(&address, &empty).await.is(422);
    let reason = [("act", "confirm"), ("cell", "1:linksys.ea7500.v2"), ("confirm-reason", "Second row.")];
    engineer.send(&address, &reason).await.shows("Confirmed");
    assert!(story.is_closed(skus[0]) && !story.is_closed(skus[1]));
    // A page that tells them apart closes the one it is for, and not the other.
    site.shows(
        200,
        "<h1>EA7500</h1><h2>Version 2.0</h2><p>Ver. 2.0.9</p><h2>Version 3.0</h2><p>Ver. 1.9</p>",
    );
    story.t.advance_days(1);
    story.look().await;
    assert!(story.is_closed(skus[0]) && !story.is_closed(skus[1]));
    // Sessions do not last a day.
    let mut engineer = story.t.staff(Role::Remediator);
    engineer.get(&address).await.shows("found there for another device");
    site.shows(
        200,
        "<h1>EA7500</h1><h2>Version 2.0</h2><p>Ver. 2.0.9</p><h2>Version 3.0</h2><p>Ver. 2.0.9</p>",
    );
    story.t.advance_days(1);
    story.look().await;
    assert!(story.is_closed(skus[0]) && story.is_closed(skus[1]));
    assert_eq!(story.light(), Some(Outcome::Green));
}

#[tokio::test]
async fn a_refused_robot_or_a_redirect_elsewhere_is_no_answer() {
    let site = Site::open("EA7500: Ver. 2.0.9");
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
    let (old, new) = (Site::open("EA7500: Ver. 2.0.9"), Site::open("EA7500: Ver. 2.0.10"));
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
    let site = Site::open("EA7500: Ver. 2.0.9");
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
    let link = format!("Open it: https://psirt.maker.example/case?case={}\n", story.case);
    assert!(receipt.body.contains(&link), "{}", receipt.body);
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

#[tokio::test]
async fn an_engineer_sees_the_flaw_and_never_the_reporter_or_the_letters() {
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    let reporter = story.t.reporter_actor(&story.sent);
    let write = |text: &str| Command::Write {
        text: text.into(),
        audience: domain::case::Audience::Everyone,
        to: domain::case::Addressees::Unnamed,
    };
    story.act(&reporter, write("LETTER-TO-TEAM"));
    story.act(&story.triager, write("LETTER-TO-REPORTER"));
    story.act(&reporter, Command::NoteDisclosure { url: "https://ana.example/blog".into() });
    let mut engineer = story.t.staff(Role::Remediator);
    let page = engineer.get(&format!("/staff/cases/{}/matrix", story.case)).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for word in ["ANA-TITLE", "ANA-TEXT", "Ping <code>; reboot</code>", "EA7500"] {
        assert!(text.contains(word), "{word}");
    }
    let view = server::action::read::view(&story.t.app, &story.engineer, &story.case).unwrap();
    let all = format!("{text} {view:?}");
    for word in ["Ana Hidden", "reporter.example", "LETTER-TO", "ana.example", "Dear Ana"] {
        assert!(!all.contains(word), "{word}");
    }
    assert!(!text.contains("Remove from the matrix") && text.contains("Note the release"), "acts by role");
}

#[tokio::test]
async fn a_form_that_cannot_be_accepted_comes_back_with_everything_in_it() {
    let story = Story::new(&["linksys.ea7500.v2", "linksys.ea7500.v3"], |_| {});
    let mut engineer = story.t.staff(Role::Remediator);
    let address = format!("/staff/cases/{}/matrix", story.case);
    let page = engineer
        .post(
            &address,
            &[
                ("act", "release"),
                ("cell", "1:linksys.ea7500.v2"),
                ("row", "linksys.ea7500.v3"),
                ("version", " "),
                ("page", "https://evil.example/fw"),
                ("date", "2026-11-20"),
                ("sha256", "abc"),
            ],
        )
        .await;
    assert_eq!(page.status, 422);
    let text = page.text();
    assert!(text.contains("value=\"1:linksys.ea7500.v2\" checked"), "the cell stays ticked");
    assert!(text.contains("value=\"linksys.ea7500.v3\" checked"), "the row stays ticked");
    assert!(text.contains("value=\"https://evil.example/fw\"") && text.contains("value=\"abc\""));
    assert!(text.contains("href=\"#version\"") && text.contains("href=\"#sha256\""));
    assert!(text.contains("<details class=\"disclosure\" open"), "the act stays open");
    let release = [
        ("act", "release"),
        ("version", "2.0.9"),
        ("page", "https://evil.example/fw"),
        ("date", "2026-11-20"),
    ];
    let page = engineer.post(&address, &[&release[..], &[("all", "yes")]].concat()).await;
    assert!(page.status == 422 && page.text().contains("on a host that the program lists"));
    let page = engineer.post(&address, &release).await;
    assert!(page.status == 422 && page.text().contains("Tick the cells"));
    let page = engineer.post(&address, &[("act", ""), ("all", "yes")]).await;
    assert!(page.status == 422 && page.text().contains("Choose what to do"));
    let page = engineer.post(&address, &[("act", "remove"), ("all", "yes")]).await;
    assert_eq!(page.status, 404, "what one may not do does not exist");
    let stranger = [("act", "affected"), ("cell", "1:not-in-the-matrix")];
    let page = story.t.staff(Role::Triager).post(&address, &stranger).await;
    assert_eq!(page.status, 422, "devices come from the catalog, not from a form's value");
}

#[tokio::test]
async fn many_cells_are_acted_on_at_once_and_hiding_takes_a_second_person() {
    let story = Story::new(&["linksys.ea7500.v2", "linksys.ea7500.v3", "linksys.e2500.v4"], |_| {});
    let address = format!("/staff/cases/{}/matrix", story.case);
    let (mut both, _) = story.t.staff_with(&[Role::Remediator, Role::Triager]);
    let explained = [
        ("act", "not-affected"),
        ("row", "linksys.e2500.v4"),
        ("justification", "component_not_present"),
        ("explanation", "It has no such page."),
    ];
    assert_eq!(both.post(&address, &explained).await.status, 303);
    let no_fix =
        [("act", "no-fix"), ("all", "yes"), ("reason", "Out of support."), ("mitigation", "Switch it off.")];
    assert_eq!(both.post(&address, &no_fix).await.status, 303);
    let word = |sku: &str| story.stands().matrix.find(&cell(sku)).unwrap().word();
    assert_eq!(word("linksys.ea7500.v2"), "no-fix-proposed");
    assert_eq!(word("linksys.e2500.v4"), "not-affected", "all means the open cells");
    let own = both.post(&address, &[("act", "approve"), ("all", "yes")]).await;
    assert!(own.status == 422 && own.text().contains("Another person has to decide this"));
    let mut second = story.t.staff(Role::Manager);
    let one = [("act", "decline"), ("cell", "1:linksys.ea7500.v3"), ("decline-reason", "")];
    let page = second.post(&address, &one).await;
    assert!(page.status == 422 && page.text().contains("href=\"#decline-reason\""));
    let one = [("act", "decline"), ("cell", "1:linksys.ea7500.v3"), ("decline-reason", "Still sold.")];
    assert_eq!(second.post(&address, &one).await.status, 303);
    assert_eq!(second.post(&address, &[("act", "approve"), ("all", "yes")]).await.status, 303);
    assert_eq!((word("linksys.ea7500.v2"), word("linksys.ea7500.v3")), ("no-fix", "affected"));
}

#[tokio::test]
async fn commissions_are_listed_by_due_day_for_the_engineer_and_for_all() {
    let story = Story::new(&["linksys.ea7500.v2", "linksys.ea7500.v3"], laboratory);
    let (mut engineer, id) = story.t.staff_with(&[Role::Remediator]);
    let commission = |sku: &str, due: &str, engineer: Option<store::UserId>| Command::Commission {
        cells: vec![cell(sku)],
        due: due.parse().unwrap(),
        engineer: engineer.map(|id| UserId(id.to_string())),
    };
    story.act(&story.triager, commission("linksys.ea7500.v2", "2026-11-24", Some(id)));
    story.act(&story.triager, commission("linksys.ea7500.v3", "2026-11-29", None));
    story.t.advance_days(4);
    // Sessions do not last as long.
    let cookie = server::auth::session::open(&story.t.app, id, "a test").unwrap();
    engineer.set_cookie(server::auth::session::COOKIE, &cookie);
    let mine = engineer.get("/staff/commissions").await.text();
    assert!(mine.contains("3 days late") && !mine.contains("in 2 days"), "{mine}");
    let all = engineer.get("/staff/commissions?whose=all").await.text();
    assert!(all.find("3 days late") < all.find("in 2 days"), "the earliest comes first");
    let late = engineer.get("/staff/commissions?whose=all&when=late").await.text();
    assert!(late.contains("3 days late") && !late.contains("in 2 days"));
    let nobody = engineer.get("/staff/commissions?whose=nobody&when=week").await.text();
    assert!(!nobody.contains("3 days late") && nobody.contains("in 2 days"));
    assert!(!all.contains("Ana"));
    let site = Site::open("EA7500: Ver. 2.0.9");
    story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
    assert!(!engineer.get("/staff/commissions").await.text().contains("3 days late"), "nothing left to do");
    let waiting = engineer.get("/staff/commissions?what=all").await.text();
    assert!(waiting.contains("1 waits for a page"));
    story.look().await;
    assert!(!engineer.get("/staff/commissions?what=all").await.text().contains("1 waits"), "closed");
    assert_eq!(story.t.staff(Role::Publisher).get("/staff/commissions").await.status, 404);
    assert_eq!(engineer.get("/staff/commissions?after=x.y&when=%F0&whose=q").await.status, 200);
}

#[tokio::test]
async fn commissions_of_before_the_list_was_kept_enter_it_while_the_server_works() {
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    let due = "2026-12-04".parse().unwrap();
    story.act(
        &story.triager,
        Command::Commission { cells: vec![cell("linksys.ea7500.v2")], due, engineer: None },
    );
    // As a server of before left it: no row of the list, and nothing noted.
    let forget = |tx: &mut store::Tx<'_>| {
        tx.execute("delete from commissions", &[])?;
        tx.execute("delete from settings where key like 'commissions made anew%'", &[])
    };
    story.t.app.store.write(forget).unwrap();
    let mut engineer = story.t.staff(Role::Remediator);
    let all = "/staff/commissions?whose=all";
    engineer.get(all).await.hides(story.case.as_str());
    story.look().await;
    engineer.get(all).await.shows(story.case.as_str());
    story.look().await;
    story.look().await;
    let kept =
        |tx: &mut store::Tx<'_>| tx.query_one("select count(*) from commissions", &[], |row| row.int(0));
    assert_eq!(story.t.app.store.read(kept).unwrap(), Some(1), "doing it again changes nothing");
}

#[tokio::test]
async fn a_case_whose_devices_are_settled_is_not_late() {
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    let cells = || vec![cell("linksys.ea7500.v2")];
    let due = "2026-12-04".parse().unwrap();
    story.act(&story.triager, Command::Commission { cells: cells(), due, engineer: None });
    let (reason, mitigation) = ("Out of support.".to_owned(), "Switch it off.".to_owned());
    story.act(&story.engineer, Command::ProposeNoFix { cells: cells(), reason, mitigation });
    story.t.advance_days(200);
    let mut engineer = story.t.staff(Role::Remediator);
    engineer.get("/staff/commissions?whose=all&what=all").await.hides(story.case.as_str());
    let manager = story.t.actor(Role::Manager);
    story.act(&manager, Command::ApproveNoFix { cells: cells() });
    assert_eq!(story.light(), Some(Outcome::Green));
    assert!(story.stands().clock(domain::promise::Promise::Fix).is_none(), "the promise of a fix is settled");
    let next = domain::case::next_action(&story.stands());
    assert_eq!((next.what, next.by), ("publish", None));
    engineer.get(&format!("/staff/cases/{}/matrix", story.case)).await.hides("overdue since");
    story.t.reporter(&story.sent).open("/case").await.hides("overdue since");
}

#[tokio::test]
async fn a_cell_shows_every_look_and_can_be_looked_at_again() {
    let site = Site::open("<p>EA7500 Ver. 2.0.8</p>");
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    let mut engineer = story.t.staff(Role::Remediator);
    let address = format!("/staff/cases/{}/matrix/1/linksys.ea7500.v2", story.case);
    let look = format!("{address}/look");
    assert!(engineer.get(&address).await.text().contains("Affected"));
    story.release(&["linksys.ea7500.v2"], &site.address, "2.0.9");
    story.look().await;
    assert!(engineer.get(&address).await.text().contains("Does not offer the version"));
    assert_eq!(engineer.post(&look, &[]).await.status, 303);
    story.look().await;
    assert_eq!(site.times_asked(), 1, "not twice within a minute");
    site.shows(200, "<p>EA7500 Ver. <b>2.0.9</b></p>");
    story.t.advance(jiff::SignedDuration::from_mins(2));
    assert_eq!(engineer.post(&look, &[]).await.status, 303);
    story.look().await;
    let text = engineer.get(&address).await.text();
    assert!(
        text.contains("Offers the version")
            && text.contains("<q>EA7500 Ver. 2.0.9</q>")
            && text.contains("Fix seen")
    );
    let auditor = story.t.staff(Role::Auditor).post(&look, &[]).await;
    assert_eq!(auditor.status, 404);
    assert_eq!(engineer.get(&format!("{address}x")).await.status, 404);
}

#[tokio::test]
#[ignore = "a measurement"]
async fn a_large_matrix_is_drawn_quickly() {
    let story = Story::new(&["linksys.ea7500.v2"], laboratory);
    for n in 1..20 {
        let title = format!("Flaw {n}");
        story.act(&story.triager, Command::AddVulnerability { title, concerns: Vec::new() });
    }
    let case = story.stands();
    let cells: Vec<_> = case
        .vulnerabilities
        .keys()
        .flat_map(|no| (0..200).map(|n| CellId { vulnerability: *no, sku: SkuId(format!("linksys.sku{n}")) }))
        .collect();
    story.act(&story.triager, Command::MarkAffected { cells: cells.clone() });
    let due = "2026-12-04".parse().unwrap();
    story.act(&story.triager, Command::Commission { cells: cells.clone(), due, engineer: None });
    let mut engineer = story.t.staff(Role::Remediator);
    let address = format!("/staff/cases/{}/matrix", story.case);
    for _ in 0..5 {
        let started = Instant::now();
        let page = engineer.get(&address).await;
        println!("{} bytes in {:?}", page.bytes.len(), started.elapsed());
    }
    let site = Site::open("EA7500: Ver. 2.0.9");
    let started = Instant::now();
    story.act(&story.engineer, Command::ReleaseFix { cells, release: release(&site.address, "2.0.9") });
    println!("release of all: {:?}", started.elapsed());
    let started = Instant::now();
    story.look().await;
    println!("look for all: {:?}", started.elapsed());
    assert!(story.light().is_none(), "the first device is still open");
}

//! Who gets in: the first manager, sign-in with two factors, guesses, sessions, and the team's accounts.

use domain::access::Role;
use jiff::SignedDuration;
use server::action::accounts::links;
use server::auth::second_factor::code_at;
use store::accounts;

use crate::it::harness::{Client, Page, Test};

const PASSWORD: &str = "seven quiet rivers";

/// The secret that the page for setting up shows to be typed.
fn typed_secret(page: &Page) -> Vec<u8> {
    let text = page.text();
    let letters = text.split("id=\"secret\"").nth(1).unwrap();
    let letters = letters.split('>').nth(1).unwrap().split('<').next().unwrap();
    let bits: String = letters
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| format!("{:05b}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).unwrap()))
        .collect();
    bits.as_bytes()
        .chunks(8)
        .map(|b| u8::from_str_radix(std::str::from_utf8(b).unwrap(), 2).unwrap())
        .collect()
}

/// A manager who came by the first link and has set up both factors.
struct Manager {
    browser: Client,
    secret: Vec<u8>,
}

const ADA: &str = "ada@maker.example";

async fn first_manager(t: &Test) -> Manager {
    let token = links::first_manager(&t.app).unwrap().unwrap();
    let mut browser = t.visitor();
    let address = format!("/staff/welcome/{token}");
    browser.get(&address).await.is(200).shows("make the first account");
    let fields = [("name", "Ada Lovelace"), ("email", ADA), ("password", PASSWORD), ("again", PASSWORD)];
    let page = browser.post(&address, &fields).await;
    page.leads_to("/staff/sign-in/code");
    let page = browser.follow(page).await;
    page.is(200).shows("Set up the second factor").shows("<svg");
    let secret = typed_secret(&page);
    let code = code_at(&secret, t.now()).unwrap();
    browser.post("/staff/sign-in/code", &[("code", &code)]).await.leads_to("/staff/");
    browser.get("/staff/me").await.is(200).shows("Ada Lovelace");
    browser.get(&address).await.is(404);
    Manager { browser, secret }
}

async fn sign_in(t: &Test, browser: &mut Client, email: &str, secret: &[u8]) -> Page {
    // The next step, because each code counts once.
    t.advance(SignedDuration::from_secs(30));
    browser
        .post("/staff/sign-in", &[("email", email), ("password", PASSWORD)])
        .await
        .leads_to("/staff/sign-in/code");
    let code = code_at(secret, t.now()).unwrap();
    browser.post("/staff/sign-in/code", &[("code", &code)]).await
}

#[tokio::test]
async fn the_first_manager_comes_by_a_link_and_signs_in_with_two_factors_ever_after() {
    let t = Test::new();
    let Manager { mut browser, secret } = first_manager(&t).await;
    assert!(links::first_manager(&t.app).unwrap().is_none(), "there is a manager now");
    browser.post("/staff/sign-out", &[]).await.leads_to("/staff/sign-in");
    let page = browser.get("/staff/me?x=1").await;
    page.leads_to("/staff/sign-in?next=%2Fstaff%2Fme%3Fx%3D1");
    sign_in(&t, &mut browser, " ADA@maker.example ", &secret).await.leads_to("/staff/");
    browser.get("/staff/me").await.is(200);
}

#[tokio::test]
async fn a_code_counts_once_even_with_the_right_password() {
    let t = Test::new();
    let Manager { browser: _, secret } = first_manager(&t).await;
    let code = code_at(&secret, t.now()).unwrap();
    let mut thief = t.visitor();
    thief.post("/staff/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.is(303);
    thief.post("/staff/sign-in/code", &[("code", &code)]).await.is(422).shows("used before");
    thief.get("/staff/me").await.is(303);
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_answered_alike() {
    let t = Test::new();
    first_manager(&t).await;
    let mut stranger = t.visitor();
    let wrong = stranger.post("/staff/sign-in", &[("email", ADA), ("password", "another password")]).await;
    let nobody = stranger
        .post("/staff/sign-in", &[("email", "eve@maker.example"), ("password", "another password")])
        .await;
    wrong.is(422).hides("another password");
    nobody.is(422);
    assert_eq!(wrong.text().replace(ADA, "X"), nobody.text().replace("eve@maker.example", "X"));
}

#[tokio::test]
async fn guesses_slow_down_the_guesser_and_nobody_else() {
    let t = Test::new();
    let Manager { mut browser, secret } = first_manager(&t).await;
    let mut guesser = t.visitor();
    let mut refused = 0;
    for n in 0..12 {
        let password = format!("guess number {n}");
        let page = guesser.post("/staff/sign-in", &[("email", ADA), ("password", &password)]).await;
        refused += usize::from(page.status.as_u16() == 429);
    }
    assert!(refused >= 6, "{refused} of 12");
    // Not even the right password helps the guesser now; the owner comes in at once, from a new network too.
    guesser.post("/staff/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.is(429);
    let mut elsewhere = t.visitor();
    sign_in(&t, &mut elsewhere, ADA, &secret).await.leads_to("/staff/");
    browser.get("/staff/me").await.is(200);
}

#[tokio::test]
async fn a_known_browser_comes_in_although_its_own_network_is_slowed_down() {
    let t = Test::new();
    let Manager { mut browser, secret } = first_manager(&t).await;
    browser.post("/staff/sign-out", &[]).await.is(303);
    // The colleague who forgot a password sits behind the same address.
    let mut colleague = browser.clone();
    colleague.forget_cookies();
    for n in 0..10 {
        let password = format!("guess number {n}");
        colleague.post("/staff/sign-in", &[("email", ADA), ("password", &password)]).await;
    }
    colleague.post("/staff/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.is(429);
    sign_in(&t, &mut browser, ADA, &secret).await.leads_to("/staff/");
}

#[tokio::test]
async fn a_session_ends_after_two_hours_of_silence_and_after_twelve_in_any_case() {
    let t = Test::new();
    let Manager { mut browser, .. } = first_manager(&t).await;
    for _ in 0..11 {
        t.advance(SignedDuration::from_mins(60));
        browser.get("/staff/me").await.is(200);
    }
    t.advance(SignedDuration::from_mins(61));
    browser.get("/staff/me").await.is(303);
    let mut idle = t.staff(Role::Manager);
    idle.get("/staff/me").await.is(200);
    t.advance(SignedDuration::from_mins(121));
    idle.get("/staff/me").await.is(303);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let t = Test::new();
    let Manager { mut browser, secret } = first_manager(&t).await;
    let mut other = t.visitor();
    sign_in(&t, &mut other, ADA, &secret).await.is(303);
    let new = "nine loud mountains";
    let fields = |current| [("current", current), ("password", new), ("again", new)];
    browser
        .post("/staff/me/password", &fields("not this one"))
        .await
        .is(422)
        .shows("not your current password");
    other.get("/staff/me").await.is(200);
    browser.post("/staff/me/password", &fields(PASSWORD)).await.leads_to("/staff/me");
    browser.get("/staff/me").await.is(200);
    other.get("/staff/me").await.is(303);
    let mut third = t.visitor();
    third.post("/staff/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.is(422);
    third.post("/staff/sign-in", &[("email", ADA), ("password", new)]).await.is(303);
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let t = Test::new();
    let Manager { mut browser, secret } = first_manager(&t).await;
    let mut other = t.visitor();
    sign_in(&t, &mut other, ADA, &secret).await.is(303);
    other.post("/staff/me/sign-out-everywhere", &[]).await.leads_to("/staff/sign-in");
    for one in [&mut browser, &mut other] {
        one.get("/staff/me").await.is(303);
    }
}

#[tokio::test]
async fn one_session_of_several_can_be_ended_and_foreign_ones_cannot() {
    let t = Test::new();
    let (mut mine, id) = t.staff_with(&[Role::Triager]);
    let (mut theirs, _) = t.staff_with(&[Role::Triager]);
    let cookie = server::auth::session::open(&t.app, id, "Another browser").unwrap();
    let page = mine.get("/staff/me").await;
    page.shows("Another browser");
    let hash = hex::encode(server::auth::session::digest(&cookie));
    theirs.post(&format!("/staff/me/sessions/{hash}"), &[]).await.is(404);
    mine.post(&format!("/staff/me/sessions/{hash}"), &[]).await.leads_to("/staff/me");
    mine.get("/staff/me").await.is(200).hides("Another browser");
    theirs.get("/staff/me").await.is(200);
}

#[tokio::test]
async fn a_weak_first_password_is_explained_and_everything_else_stays_typed() {
    let t = Test::new();
    let token = links::first_manager(&t.app).unwrap().unwrap();
    let mut browser = t.visitor();
    let address = format!("/staff/welcome/{token}");
    let fields = [("name", "Ada"), ("email", ADA), ("password", "short"), ("again", "short")];
    let page = browser.post(&address, &fields).await;
    page.is(422).shows("at least 12 characters").hides("\"short\"");
    assert_eq!(page.field("email").as_deref(), Some(ADA));
    let fields = [("name", "Ada"), ("email", ADA), ("password", PASSWORD), ("again", "something else")];
    browser.post(&address, &fields).await.is(422).shows("two passwords differ");
}

#[tokio::test]
async fn a_demo_link_signs_in_as_often_as_wanted() {
    let t = Test::new();
    let link = server::action::accounts::demo_link(&t.app, Role::Triager, "Tom Triager").unwrap();
    let address = link.strip_prefix("http://127.0.0.1:8080").unwrap().to_owned();
    for _ in 0..2 {
        let mut browser = t.visitor();
        browser.get(&address).await.leads_to("/staff/");
        browser.get("/staff/me").await.is(200).shows("Tom Triager");
    }
    t.visitor().get("/staff/demo/0000").await.is(404);
}

#[tokio::test]
async fn nothing_of_passwords_codes_and_links_is_kept_in_the_clear() {
    let t = Test::new();
    let token = links::first_manager(&t.app).unwrap().unwrap();
    let Manager { secret, browser } = first_manager(&t).await;
    let stolen = t.stolen_bytes();
    let session = browser.cookie("tf_session").unwrap().to_owned();
    let known = browser.cookie("tf_known").unwrap().to_owned();
    for text in [PASSWORD, ADA, "Ada Lovelace", token.as_str(), session.as_str(), known.as_str()] {
        assert!(!crate::it::harness::contains(&stolen, text.as_bytes()), "{text}");
    }
    assert!(!crate::it::harness::contains(&stolen, &secret));
}

#[tokio::test]
async fn an_invited_person_chooses_a_password_and_comes_in() {
    let t = Test::new();
    let Manager { mut browser, .. } = first_manager(&t).await;
    let fields = [("name", "Tim"), ("email", "tim@maker.example"), ("roles", "triager")];
    let page = browser.post("/staff/accounts/invite", &fields).await;
    page.is(200).shows("A link for Tim");
    let address = page.text().split("/staff/welcome/").nth(1).unwrap()[..64].to_owned();
    let address = format!("/staff/welcome/{address}");
    browser.get("/staff/accounts").await.is(200).shows("tim@maker.example").shows("invited");
    let mut tim = t.visitor();
    tim.get(&address).await.is(200).shows("Welcome, Tim");
    tim.post(&address, &[("password", PASSWORD), ("again", PASSWORD)]).await.is(303);
    let page = tim.get("/staff/sign-in/code").await;
    let code = code_at(&typed_secret(&page), t.now()).unwrap();
    tim.post("/staff/sign-in/code", &[("code", &code)]).await.leads_to("/staff/");
    tim.get("/staff/accounts").await.is(404);
    browser.post("/staff/accounts/invite", &fields).await.is(422);
    browser.post("/staff/accounts/invite", &[("name", "Eve"), ("email", "eve@maker.example")]).await.is(422);
    browser.get("/staff/accounts/events").await.is(200).shows("Invited").shows("Signed in").shows("tim");
}

#[tokio::test]
async fn an_invitation_goes_by_mail_works_once_is_sent_again_revoked_and_ends() {
    let t = Test::new();
    let Manager { mut browser, .. } = first_manager(&t).await;
    let fields = [("name", "Tim"), ("email", "tim@maker.example"), ("roles", "triager"), ("way", "mail")];
    let page = browser.post("/staff/accounts/invite", &fields).await;
    let account = page.is(303).location().unwrap().to_owned();
    browser.get(&account).await.shows("A link is open until").hides("/staff/welcome/");
    let stolen = t.stolen_bytes();
    t.work().await;
    let link = |t: &Test| {
        let mails = t.mails.take();
        let [mail] = &mails[..] else { panic!("{mails:?}") };
        assert_eq!(mail.to, "tim@maker.example");
        assert!(mail.body.contains("Hello Tim,"), "{}", mail.body);
        format!("/staff/welcome/{}", &mail.body.split("/staff/welcome/").nth(1).unwrap()[..64])
    };
    let first = link(&t);
    let token = first.rsplit('/').next().unwrap().as_bytes();
    assert!(!crate::it::harness::contains(&stolen, token), "it waits sealed");
    let mut tim = t.visitor();
    tim.get(&first).await.is(200).shows("Welcome, Tim");
    // Sent again: the earlier one opens nothing any more.
    browser.post(&format!("{account}/link"), &[("way", "mail")]).await.leads_to(&account);
    t.work().await;
    let second = link(&t);
    tim.get(&first).await.is(404);
    tim.get(&second).await.is(200);
    browser.send(&format!("{account}/revoke"), &[]).await.hides("A link is open until");
    tim.get(&second).await.is(404);
    // Revoked before it left: nothing leaves.
    browser.post(&format!("{account}/link"), &[("way", "mail")]).await.is(303);
    browser.post(&format!("{account}/revoke"), &[]).await.is(303);
    t.work().await;
    assert!(t.mails.take().is_empty());
    browser.post(&format!("{account}/link"), &[("way", "mail")]).await.is(303);
    t.work().await;
    let third = link(&t);
    t.advance_days(8);
    tim.get(&third).await.is(404);
}

#[tokio::test]
async fn nobody_takes_the_last_manager_away_or_changes_their_own_roles() {
    let t = Test::new();
    let (mut manager, id) = t.staff_with(&[Role::Manager]);
    let (mut admin, own) = t.staff_with(&[Role::Administrator]);
    let at = |id: store::UserId, act: &str| format!("/staff/accounts/{id}/{act}");
    let page = admin.send(&at(id, "disable"), &[]).await;
    assert!(page.flash().unwrap().contains("nobody would be left"), "{:?}", page.flash());
    let page = admin.send(&at(id, "roles"), &[("roles", "triager")]).await;
    assert!(page.flash().unwrap().contains("nobody would be left"));
    let page = admin.send(&at(own, "roles"), &[("roles", "manager")]).await;
    assert!(page.flash().unwrap().contains("own account"));
    let page = manager.send(&at(own, "roles"), &[("roles", "triager")]).await;
    assert!(page.flash().unwrap().contains("changed"));
    // The roles count at once, in the session that is open.
    admin.get("/staff/accounts").await.is(404);
    manager.send(&at(own, "disable"), &[]).await.shows("disabled");
    admin.get("/staff/me").await.is(303);
    manager.post(&at(own, "roles"), &[]).await.is(422).shows("at least one role");
}

#[tokio::test]
async fn a_reset_second_factor_is_set_up_anew_at_the_next_sign_in() {
    let t = Test::new();
    let Manager { mut browser, .. } = first_manager(&t).await;
    let (mut second, _) = t.staff_with(&[Role::Manager]);
    second.post("/staff/accounts/1/second-factor", &[]).await.leads_to("/staff/accounts/1");
    browser.get("/staff/me").await.is(303);
    browser.post("/staff/sign-in", &[("email", ADA), ("password", PASSWORD)]).await.is(303);
    browser.get("/staff/sign-in/code").await.is(200).shows("Set up the second factor");
}

#[tokio::test]
async fn the_program_page_shows_versions_what_changed_and_what_is_wrong() {
    let t = Test::new();
    let mut auditor = t.staff(Role::Auditor);
    auditor.get("/staff/program").await.is(200).shows("in force").hides("hold mistakes");
    auditor.get("/staff/program/versions/1").await.is(200).shows("first version");
    auditor.get("/staff/program/versions/9").await.is(404);
    let file = t.folder.path().join("program/program.toml");
    let good = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, good.replacen("file_max_mib = 64", "file_max_mib = 65", 1)).unwrap();
    t.work().await;
    auditor
        .get("/staff/program/versions/2")
        .await
        .is(200)
        .shows("file_max_mib = 65")
        .shows("file_max_mib = 64");
    std::fs::write(&file, "nonsense").unwrap();
    t.work().await;
    auditor.get("/staff/program").await.is(200).shows("hold mistakes").shows("program.toml:");
    auditor.get("/staff/me").await.is(200).shows("the last good version stays in force");
}

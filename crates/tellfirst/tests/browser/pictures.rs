//! The pictures of the README and the documentation: `cargo xtask screenshots`.

use std::path::PathBuf;

use domain::access::Role;
use domain::case::{Case, State};
use domain::green_light::Outcome;

use super::driver::{Driver, Script};
use super::pages::{Who, enter};
use super::site::Site;

/// A picture is at most this large, so that the repository stays small.
const BYTES_MAX: usize = 250_000;

/// How a picture is taken: width and height in CSS pixels, and the colour scheme.
#[derive(Clone, Copy)]
struct Frame(u32, u32, &'static str);

const WIDE: Frame = Frame(1280, 860, "light");
const DARK: Frame = Frame(1280, 860, "dark");
const NARROW: Frame = Frame(390, 844, "light");

#[test]
fn the_pictures_of_the_documentation_are_taken() {
    let Some(folder) = std::env::var_os("TELLFIRST_TEST_PICTURES").map(PathBuf::from) else {
        println!("skipped: pictures are only taken for `cargo xtask screenshots`");
        return;
    };
    let Some(driver) = Driver::start() else { return };
    let site = Site::start();
    let window = driver.window(Script::On);
    let fixing = site.case(|case| {
        let cells = case.matrix.cells().count();
        let open = case.matrix.open_cells().count();
        case.state == State::Confirmed && open > 0 && open < cells
    });
    let is_green = |case: &Case| case.reports.iter().any(|r| r.light.given == Some(Outcome::Green));
    let published = site.case(|case| case.advisory.is_public() && is_green(case));
    let triager = Who::Staff(Role::Triager);
    let pictures = [
        ("program", Who::Nobody, "/".to_owned(), WIDE),
        ("program-narrow", Who::Nobody, "/".to_owned(), NARROW),
        ("report", Who::Nobody, "/report?brand=linksys&type=router&model=EA7500".to_owned(), WIDE),
        ("advisory", Who::Nobody, format!("/advisories/{}", published.number), WIDE),
        ("green-light", Who::Sender(&published), "/case".to_owned(), WIDE),
        ("inbox", triager, "/staff/".to_owned(), WIDE),
        ("inbox-dark", triager, "/staff/".to_owned(), DARK),
        ("case", triager, format!("/staff/cases/{}", fixing.number), WIDE),
        ("matrix", triager, format!("/staff/cases/{}/matrix", fixing.number), WIDE),
    ];
    std::fs::create_dir_all(&folder).unwrap();
    for (name, who, address, frame) in pictures {
        enter(&site, &window, who);
        let Frame(width, height, scheme) = frame;
        window.look_through(width, height, scheme);
        window.open(&site.at(&address));
        let picture = window.picture();
        println!("{name}.png: {} kB", picture.len() / 1000);
        assert!(picture.len() < BYTES_MAX, "{name}.png has {} bytes", picture.len());
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }
}

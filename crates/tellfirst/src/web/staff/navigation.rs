//! The side navigation of the team: places by role. Counts come from the inbox.

use domain::access::{Act, Role};
use ui::navigation::Link;
use ui::page::Section;

use crate::web::visit::StaffVisit;

/// The sections a visitor sees.
#[must_use]
pub fn sections(visit: &StaffVisit) -> Vec<Section<'static>> {
    let l = visit.visit.locale;
    let mut links = Vec::new();
    if visit.may(Act::ListCases) {
        links.push(Link::new("/staff/", l.t("nav-inbox")));
    }
    if visit.may(Act::ListCommissions) {
        links.push(Link::new("/staff/commissions", l.t("nav-commissions")));
    }
    if visit.may(Act::ReadInstance) {
        links.push(Link::new("/staff/program", l.t("nav-policy")));
    }
    if visit.may(Act::Administer) {
        links.push(Link::new("/staff/accounts", l.t("nav-accounts")));
    }
    if !visit.may(Act::Administer) && visit.staff.roles.contains(&Role::Auditor) {
        links.push(Link::new("/staff/accounts/events", l.t("accounts-events")));
    }
    links.push(Link::new("/staff/me", l.t("nav-me")));
    vec![Section { title: l.t("nav-work"), links }]
}

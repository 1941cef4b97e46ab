//! The side navigation of the team: places by role. Counts come from the inbox.

use domain::access::{Act, Role};
use ui::navigation::Link;
use ui::page::Section;

use super::inbox::{View, address, views};
use crate::web::visit::StaffVisit;

/// The sections a visitor sees.
#[must_use]
pub fn sections(visit: &StaffVisit) -> Vec<Section<'static>> {
    with_views(visit, &views(visit.visit.locale))
}

/// The same with the visitor's own views and the number of cases in each, where they are known.
#[must_use]
pub fn with_views(visit: &StaffVisit, views: &[View]) -> Vec<Section<'static>> {
    let l = visit.visit.locale;
    let mut sections = Vec::new();
    if visit.may(Act::ListCases) {
        let links = |is_built_in| -> Vec<_> {
            views.iter().filter(|view| view.is_built_in == is_built_in).map(link).collect()
        };
        sections.push(Section { title: l.t("nav-inbox"), links: links(true) });
        let own = links(false);
        if !own.is_empty() {
            sections.push(Section { title: l.t("triage-views-own"), links: own });
        }
    }
    let mut links = Vec::new();
    if visit.may(Act::ListCommissions) {
        links.push(Link::new("/staff/commissions", l.t("nav-commissions")));
    }
    if visit.may(Act::ReadInstance) {
        links.push(Link::new("/staff/program", l.t("nav-policy")));
    }
    if visit.may(Act::Administer) {
        links.push(Link::new("/staff/accounts", l.t("nav-accounts")));
        links.push(Link::new("/staff/settings", l.t("nav-settings")));
    }
    if !visit.may(Act::Administer) && visit.staff.roles.contains(&Role::Auditor) {
        links.push(Link::new("/staff/accounts/events", l.t("accounts-events")));
    }
    links.push(Link::new("/staff/me", l.t("nav-me")));
    sections.push(Section { title: l.t("nav-work"), links });
    sections
}

fn link(view: &View) -> Link<'static> {
    let link = Link::new(address(&view.query), view.name.clone());
    match &view.count {
        Some(count) => link.counted(count.clone()),
        None => link,
    }
}

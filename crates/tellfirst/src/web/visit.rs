//! Who visits in which language: the one place where page state comes from. Handlers take one of three extractors:
//! [`Visit`] for everybody, [`ReporterVisit`] for the sender of a report, [`StaffVisit`] for staff.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, HOST};
use axum::http::request::Parts;
use domain::access::{Act, Actor, Object, may};
use domain::id::{BrandId, CaseNumber, ReportNo};
use domain::program::Language;
use jiff::Timestamp;
use maud::Markup;
use store::reports;
use ui::Locale;
use ui::navigation::Link;
use ui::notice::Flash;
use ui::page::{Page, Section, SignedIn, Theme};

use super::flash;
use crate::app::{ActiveProgram, App};
use crate::auth::secret::Secret;
use crate::auth::session::{self, Staff};
use crate::error::{Error, Result};

/// The cookie that holds a reporter's number and secret.
pub const REPORTER_COOKIE: &str = "tf_case";
/// How that cookie begins for somebody who came through a mailed link; else it holds number and secret.
pub const SESSION_PREFIX: &str = "link.";

/// A visit to a page.
#[derive(Clone)]
pub struct Visit {
    pub app: App,
    pub locale: Locale,
    pub theme: Theme,
    /// Path and query of the address.
    pub path: String,
    /// The brand whose host name was used, when it is one.
    pub brand: Option<BrandId>,
    pub flash: Option<Flash>,
    pub now: Timestamp,
    /// The network the visit comes from, for limits only; never stored with a report.
    pub network: crate::limit::Network,
}

/// A visit by the sender of a report.
#[derive(Clone)]
pub struct ReporterVisit {
    pub visit: Visit,
    pub case: CaseNumber,
    pub report: ReportNo,
}

/// A visit by a member of staff.
#[derive(Clone)]
pub struct StaffVisit {
    pub visit: Visit,
    pub staff: Staff,
}

impl Visit {
    /// Takes one act from the budget of the visitor's network. The machine itself has no budget: behind a proxy that
    /// does not name its clients everybody would share it, and anybody could use it up.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn take(&self, what: crate::limit::What, rate: crate::limit::Rate) -> Result<()> {
        if self.network.is_local() {
            return Ok(());
        }
        let taken = self.app.limits.take(what, self.network, rate, self.now);
        taken.map_err(|retry_after| Error::TooMany { retry_after })
    }

    /// The program in force.
    #[must_use]
    pub fn program(&self) -> std::sync::Arc<ActiveProgram> {
        self.app.program()
    }

    /// The language of the page as the program's texts know it.
    #[must_use]
    pub fn language(&self) -> Language {
        Language(self.locale.code().to_owned())
    }

    /// A public page with the maker's header and footer.
    #[must_use]
    pub fn public(&self, title: &str, main: &Markup) -> Markup {
        let program = self.program();
        self.frame(title, &program).public(main)
    }

    /// A public page that uses the full width.
    #[must_use]
    pub fn public_wide(&self, title: &str, main: &Markup) -> Markup {
        let program = self.program();
        self.frame(title, &program).wide().public(main)
    }

    /// The frame of a public page, for those that add to it.
    #[must_use]
    pub fn frame<'a>(&'a self, title: &'a str, program: &'a ActiveProgram) -> Page<'a> {
        let brand = self.brand.as_ref().and_then(|id| program.program.find_brand(id));
        public_frame(self.locale, title, program, brand.map(|brand| brand.name.as_str()))
            .theme(self.theme)
            .path(self.path.as_str())
            .flash(self.flash.as_ref())
    }
}

/// The maker's header and footer around a public page, also of one that is rendered before anybody visits it.
#[must_use]
pub fn public_frame<'a>(
    l: Locale,
    title: &'a str,
    program: &'a ActiveProgram,
    brand: Option<&'a str>,
) -> Page<'a> {
    let links = vec![
        Link::new("/", l.t("nav-program")),
        Link::new("/report", l.t("nav-report")),
        Link::new("/case", l.t("nav-case")),
        Link::new("/advisories/", l.t("nav-advisories")),
    ];
    let footer = vec![
        Link::new("/#contact", l.t("nav-contact")),
        Link::new("/check-draft", l.t("nav-check-draft")),
        Link::new("/verify", l.t("nav-verify")),
        Link::new("/thanks", l.t("nav-thanks")),
        Link::new("/statistics", l.t("nav-statistics")),
        Link::new("/.well-known/security.txt", "security.txt"),
        Link::new("/staff/", l.t("nav-staff")),
    ];
    let language = Language(l.code().to_owned());
    let name = program.program.name.get(&language, &program.program.default_language);
    Page::new(l, title).brand(brand.unwrap_or(name), "/").links(links).footer(footer)
}

impl ReporterVisit {
    /// As the rules know them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::Reporter { case: self.case.clone(), report: self.report }
    }

    /// A page of the reporter's case.
    #[must_use]
    pub fn page(&self, title: &str, main: &Markup) -> Markup {
        let program = self.visit.program();
        let number = ui::Value::from(self.case.to_string());
        let role = self.visit.locale.t_with("who-reporter", &[("case", number)]);
        let who = SignedIn { name: self.case.to_string().into(), role, sign_out: "/case/leave".into() };
        self.visit.frame(title, &program).signed_in(who).wide().public(main)
    }
}

impl StaffVisit {
    /// As the rules know them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.staff.actor()
    }

    /// True when the rules allow an act on the server as a whole.
    #[must_use]
    pub fn may(&self, act: Act) -> bool {
        may(&self.actor(), act, Object::Instance)
    }

    /// Refuses who may not: what they may not see does not exist.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn require(&self, act: Act) -> Result<()> {
        if self.may(act) { Ok(()) } else { Err(Error::NotFound) }
    }

    /// A page of the team, with the navigation that fits the visitor's roles.
    #[must_use]
    pub fn page(&self, title: &str, sections: &[Section<'_>], main: &Markup) -> Markup {
        let l = self.visit.locale;
        let roles: Vec<_> = self.staff.roles.iter().map(|role| l.t(role_key(*role))).collect();
        let who = SignedIn {
            name: self.staff.name.as_str().into(),
            role: roles.join(", ").into(),
            sign_out: "/staff/sign-out".into(),
        };
        let program = self.visit.program();
        let name = program.program.name.get(&self.visit.language(), &program.program.default_language);
        let is_stale = !program.mistakes.is_empty() && self.may(Act::ReadInstance);
        let main = maud::html! { @if is_stale { (mistakes_notice(l)) } (main) };
        Page::new(l, title)
            .theme(self.visit.theme)
            .brand(name, "/staff/")
            .path(self.visit.path.as_str())
            .flash(self.visit.flash.as_ref())
            .signed_in(who)
            .staff(sections, &main)
    }
}

/// Says that the files of the program as they are now are not in force.
fn mistakes_notice(l: Locale) -> Markup {
    let link = maud::html! { p { a href="/staff/program" { (l.t("policy-banner-link")) } } };
    ui::notice::notice(ui::chip::Tone::Warning, l.t("policy-banner"), link)
}

/// The key of the word for a role.
#[must_use]
pub fn role_key(role: domain::access::Role) -> &'static str {
    use domain::access::Role;
    match role {
        Role::Triager => "role-triager",
        Role::Remediator => "role-remediator",
        Role::Publisher => "role-publisher",
        Role::Manager => "role-manager",
        Role::Auditor => "role-auditor",
        Role::Administrator => "role-administrator",
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        Ok(visit(parts, app))
    }
}

impl FromRequestParts<App> for ReporterVisit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let visit = visit(parts, app);
        let cookie = cookie(&parts.headers, REPORTER_COOKIE).ok_or(Error::SignInFirst)?.to_owned();
        let (case, report) =
            app.run(move |app| find_by_cookie(app, &cookie)).await?.ok_or(Error::SignInFirst)?;
        Ok(Self { visit, case, report })
    }
}

impl FromRequestParts<App> for StaffVisit {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let visit = visit(parts, app);
        let cookie = cookie(&parts.headers, session::COOKIE).ok_or(Error::SignInFirst)?.to_owned();
        let staff = app.run(move |app| session::find(app, &cookie)).await?.ok_or(Error::SignInFirst)?;
        Ok(Self { visit, staff })
    }
}

/// The case and report that the cookie of a reporter opens.
fn find_by_cookie(app: &App, cookie: &str) -> Result<Option<(CaseNumber, ReportNo)>> {
    if let Some(session) = cookie.strip_prefix(SESSION_PREFIX) {
        return crate::action::reporter_link::find_session(app, session);
    }
    let Some((number, secret)) = cookie.split_once('.') else { return Ok(None) };
    let (Some(number), Some(secret)) = (CaseNumber::parse(number), Secret::parse(secret)) else {
        return Ok(None);
    };
    find_report(app, &number, &secret)
}

/// The case and report that a number and a secret open. A case that was merged leads to the one it lives on in.
///
/// # Errors
/// When the store refuses.
pub fn find_report(
    app: &App,
    number: &CaseNumber,
    secret: &Secret,
) -> Result<Option<(CaseNumber, ReportNo)>> {
    app.store.read(|tx| {
        let found = reports::find_access(tx, number.as_str(), &secret.digest())?;
        let Some((id, report)) = found else { return Ok(None) };
        let case = store::cases::find_by_id(tx, id)?.ok_or(Error::NotFound)?;
        let report = u32::try_from(report).map_err(Error::internal)?;
        Ok(Some((CaseNumber(case.number), ReportNo(report))))
    })
}

fn visit(parts: &Parts, app: &App) -> Visit {
    let headers = &parts.headers;
    let locale = locale(headers);
    let path =
        parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.to_string(), |u| u.0.to_string());
    let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(name, _)| name);
    let brand = app.program().program.find_brand_by_host(host).map(|b| b.id.clone());
    Visit {
        app: app.clone(),
        locale,
        theme: Theme::parse(cookie(headers, "theme").unwrap_or_default()),
        path,
        brand,
        flash: cookie(headers, flash::COOKIE).and_then(|value| flash::read(value, locale)),
        now: app.now(),
        network: crate::limit::Network::of(parts, app.config.client_header.as_deref()),
    }
}

/// The language chosen, else the one the browser asks for.
#[must_use]
pub fn locale(headers: &HeaderMap) -> Locale {
    let chosen = cookie(headers, "language").and_then(Locale::find);
    let wished = || headers.get(ACCEPT_LANGUAGE).and_then(|h| h.to_str().ok()).unwrap_or_default();
    chosen.unwrap_or_else(|| Locale::negotiate(wished()))
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
}

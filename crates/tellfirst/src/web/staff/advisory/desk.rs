//! Where the publication of a case stands: what is missing, who must act, what the public reads now.

use domain::access::{Act, Actor, Object, may};
use domain::case::{Case, Command, Label, State};
use domain::id::{CaseNumber, UserId};
use maud::{Markup, html};
use store::{accounts, publications};
use ui::chip::{self, Tone};
use ui::form::{Button, Choice, Filled, Form};
use ui::navigation::{Link, breadcrumbs};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, Value, content, notice, time};

use super::{editor, text_of, title};
use crate::action::publication::{self, Obstacle, Preview, obstacles};
use crate::action::read;
use crate::app::App;
use crate::error::{Error, Result};
use crate::publish::{devices, page as public_page, revision, standards};
use crate::web::staff::navigation::sections;
use crate::web::visit::StaffVisit;

/// Everything the page shows.
pub struct Desk {
    pub case: Case,
    /// What would come out now; none before the report is confirmed.
    pub preview: Option<Preview>,
    pub obstacles: Vec<Obstacle>,
    /// Who asked for the publication, by name.
    requested_by: Option<String>,
    removal_requested_by: Option<String>,
    /// The revision that the public reads.
    public_revision: Option<i64>,
    /// A new revision would tell the public nothing new.
    is_up_to_date: bool,
}

impl Desk {
    /// Refuses who may only read.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn require_publisher(&self, visit: &StaffVisit) -> Result<()> {
        if self.may_publish(visit) { Ok(()) } else { Err(Error::NotFound) }
    }

    fn may_publish(&self, visit: &StaffVisit) -> bool {
        may(&visit.actor(), Act::Publish, Object::Case(&self.case))
    }
}

/// Whether there is anything to write about yet.
fn is_begun(case: &Case) -> bool {
    matches!(case.state, State::Confirmed | State::Resolved)
}

/// Loads the page's data.
///
/// # Errors
/// [`Error::NotFound`] when the actor may not read the case.
pub fn load(app: &App, actor: &Actor, number: &CaseNumber) -> Result<Desk> {
    let view = read::view(app, actor, number)?;
    let preview = match is_begun(&view.case) {
        true => Some(publication::preview(app, &view.case, &view.timeline)?),
        false => None,
    };
    let obstacles =
        preview.as_ref().map(|p| obstacles(&view.case, &p.document, app.now())).unwrap_or_default();
    let case = view.case;
    app.store.read(|tx| {
        let mut name = |user: Option<&UserId>| -> Result<Option<String>> {
            let id = user.and_then(|user| user.as_str().parse().ok()).map(store::UserId);
            let Some(id) = id else { return Ok(None) };
            Ok(accounts::find_user(tx, id)?.map(|user| user.name))
        };
        let requested_by = name(case.advisory.requested_by.as_ref())?;
        let removal_requested_by = name(case.advisory.removal_requested_by.as_ref())?;
        let rows = publications::list_publications(tx, case.number.as_str())?;
        let public_revision = rows.iter().find(|row| row.state == "current").map(|row| row.revision);
        let is_up_to_date =
            public_revision.and_then(|number| u32::try_from(number).ok()).is_some_and(|number| {
                let folder = revision::place(app, case.number.as_str(), number);
                let published = revision::read(&folder).ok();
                published.zip(preview.as_ref()).is_some_and(|(old, new)| old.says_the_same(&new.record))
            });
        Ok(Desk {
            case,
            preview,
            obstacles,
            requested_by,
            removal_requested_by,
            public_revision,
            is_up_to_date,
        })
    })
}

/// What the editor shows.
pub struct Shown {
    pub language: String,
    pub filled: Filled,
    /// The words were made from the case and are not saved.
    pub is_proposal: bool,
    /// The rendered words, when a preview was asked for.
    pub preview: Option<Markup>,
    /// Errors of the decision that was just tried.
    pub decision: Filled,
}

impl Shown {
    /// What is saved in a language; else a proposal.
    #[must_use]
    pub fn saved(visit: &StaffVisit, desk: &Desk, language: &str) -> Self {
        let program = visit.visit.program();
        let known = program.program.languages.iter().find(|l| l.as_str() == language);
        let language = known.unwrap_or(&program.program.default_language).as_str();
        match desk.case.advisory.texts.get(language) {
            Some(text) => Self::typed(language, text),
            None => {
                let locale = crate::words::locale(language);
                let text = publication::draft::text(&desk.case, &program, locale);
                Self { is_proposal: true, ..Self::typed(language, &text) }
            }
        }
    }

    /// What was typed.
    #[must_use]
    pub fn typed(language: &str, text: &domain::case::AdvisoryText) -> Self {
        let filled = Filled::default()
            .with("title", text.title.as_str())
            .with("summary", text.summary.as_str())
            .with("impact", text.impact.as_str())
            .with("what_to_do", text.what_to_do.as_str());
        Self {
            language: language.to_owned(),
            filled,
            is_proposal: false,
            preview: None,
            decision: Filled::default(),
        }
    }

    /// With the words as they would look.
    #[must_use]
    pub fn with_preview(self, text: &domain::case::AdvisoryText) -> Self {
        Self { preview: Some(editor::rendered(text)), ..self }
    }
}

/// The page.
#[must_use]
pub fn page(visit: &StaffVisit, desk: &Desk, shown: &Shown) -> Markup {
    let l = visit.visit.locale;
    let title = title(visit, desk);
    let number = desk.case.number.as_str();
    let ancestors =
        [Link::new("/staff/", l.t("nav-inbox")), Link::new(format!("/staff/cases/{number}"), number)];
    let may_publish = desk.may_publish(visit);
    let main = html! {
        (breadcrumbs(l, &ancestors, &l.t("publication-desk")))
        (content::heading(&title, Some(stage(l, desk)), None))
        @if is_begun(&desk.case) {
            (content::columns(
                html! {
                    (editor::panel(visit, desk, shown, may_publish))
                    (computed(l, desk))
                    (history(l, desk))
                },
                html! {
                    (missing(l, desk))
                    (label(l, desk, may_publish))
                    (decisions(visit, desk, shown, may_publish))
                    (previews(l, desk))
                    @if let Some(preview) = &desk.preview {
                        (standards::panel(l, &visit.visit.program(), &preview.record))
                    }
                },
            ))
        } @else {
            (content::empty(l.t("publication-not-begun"), html! { p { (l.t("publication-not-begun-remedy")) } }))
        }
    };
    visit.page(&title, &sections(visit), &main)
}

/// One word for where it stands.
fn stage(l: Locale, desk: &Desk) -> Markup {
    let advisory = &desk.case.advisory;
    let newest = advisory.revisions.last().map(|revision| i64::from(revision.number));
    let (tone, key) = if advisory.removed {
        (Tone::Neutral, "publication-stage-withdrawn")
    } else if advisory.requested_by.is_some() {
        (Tone::Progress, "publication-stage-requested")
    } else if newest.is_some() && newest != desk.public_revision {
        (Tone::Warning, "publication-stage-under-way")
    } else if advisory.is_public() {
        (Tone::Success, "publication-stage-public")
    } else if advisory.is_published() {
        (Tone::Success, "publication-stage-restricted")
    } else {
        (Tone::Info, "publication-stage-draft")
    };
    chip::state(tone, l.t(key))
}

fn missing(l: Locale, desk: &Desk) -> Markup {
    let body = html! {
        @if desk.obstacles.is_empty() {
            p { (chip::state(Tone::Success, l.t("publication-ready"))) }
        } @else {
            ul { @for obstacle in &desk.obstacles { li { (in_words(l, obstacle)) } } }
        }
        @if let Some(preview) = desk.preview.as_ref().filter(|p| desk.obstacles.is_empty() && !p.document.warnings.is_empty()) {
            (content::disclosure(l.t("publication-warnings"), findings(&preview.document.warnings)))
        }
    };
    content::panel("missing", &l.t("publication-missing"), body)
}

fn in_words(l: Locale, obstacle: &Obstacle) -> Markup {
    match obstacle {
        Obstacle::NoText => html! { (l.t("publication-missing-text")) },
        Obstacle::NoDevices => html! { (l.t("publication-missing-devices")) },
        Obstacle::DevicesOpen { open, of } => {
            let values = [("open", Value::from(*open)), ("of", Value::from(*of))];
            html! { (l.t_with("publication-missing-fixes", &values)) }
        }
        Obstacle::Embargo { until: Some(until) } => html! {
            (l.t("publication-missing-embargo-until")) " " (time::format_time(*until, l))
        },
        Obstacle::Embargo { until: None } => html! { (l.t("publication-missing-embargo")) },
        Obstacle::Document { findings: list } => html! {
            (l.t("publication-missing-document")) (findings(list))
        },
    }
}

fn findings(list: &[String]) -> Markup {
    html! { ul.findings { @for finding in list.iter().take(20) { li { code { (finding) } } } } }
}

/// The form that a decision belongs to; also the id of its text.
#[must_use]
pub fn form_of(command: &Command) -> &'static str {
    match command {
        Command::DeclinePublication { .. } => "decline",
        Command::RequestRemoval { .. } => "remove",
        _ => "approve",
    }
}

/// What the text of a decision is called.
#[must_use]
pub fn field_label(l: Locale, form: &str) -> Text<'static> {
    match form {
        "decline" => l.t("publication-decline-reason"),
        "remove" => l.t("publication-remove-reason"),
        _ => l.t("publication-change-summary"),
    }
}

/// What the visitor can decide now.
fn decisions(visit: &StaffVisit, desk: &Desk, shown: &Shown, may_publish: bool) -> Markup {
    let l = visit.visit.locale;
    if !may_publish {
        return html! {};
    }
    let advisory = &desk.case.advisory;
    let actor = visit.actor();
    let own = |user: Option<&UserId>| user.is_some() && user == actor.user();
    let body = html! {
        @if advisory.requested_by.is_some() {
            p { (asked(l, "publication-asked-by", desk.requested_by.as_deref())) }
            @if own(advisory.requested_by.as_ref()) {
                p.hint { (l.t("publication-second-person")) }
            } @else if desk.obstacles.is_empty() {
                (reason_form(l, desk, shown, "approve"))
            }
            (content::disclosure(l.t("publication-decline-or-take-back"), reason_form(l, desk, shown, "decline")))
        } @else if desk.is_up_to_date {
            p { (l.t("publication-up-to-date")) }
        } @else if desk.obstacles.is_empty() {
            @if advisory.is_published() { p { strong { (l.t("publication-has-changed")) } } }
            p.hint { (l.t("publication-request-hint")) }
            (plain_form(l, desk, "request", Button::primary(l.t("publication-request"))))
        } @else {
            p.hint { (l.t("publication-request-later")) }
        }
        @if advisory.is_published() {
            @if advisory.removal_requested_by.is_some() {
                p { (asked(l, "publication-removal-asked-by", desk.removal_requested_by.as_deref())) }
                @if own(advisory.removal_requested_by.as_ref()) {
                    p.hint { (l.t("publication-second-person")) }
                } @else {
                    (plain_form(l, desk, "approve-removal", Button::danger(l.t("publication-approve-removal"))))
                }
            } @else {
                (content::disclosure(l.t("publication-remove"), html! {
                    p.hint { (l.t("publication-remove-hint")) }
                    (reason_form(l, desk, shown, "remove"))
                }))
            }
        }
    };
    content::panel("decisions", &l.t("publication-decisions"), body)
}

/// Who may read it: chosen before it is published, opened to more people later.
fn label(l: Locale, desk: &Desk, may_publish: bool) -> Markup {
    let advisory = &desk.case.advisory;
    let body = if may_publish {
        let may_be = |label: &Label| advisory.revisions.is_empty() || *label <= advisory.label;
        let choice = |label: Label| {
            let choice = Choice::new(label.word(), label_words(l, label));
            if label == advisory.label { choice.chosen() } else { choice }
        };
        let choices = Label::ALL.into_iter().filter(may_be).map(choice).collect();
        let form = Form::post(l, format!("/staff/cases/{}/advisory/label", desk.case.number));
        form.wrap(html! {
            (form.select("label", l.t("publication-label"), choices).hint(l.t("publication-label-hint")))
            (Button::quiet(l.t("publication-label-save")))
        })
    } else {
        html! { p { (label_words(l, advisory.label)) } }
    };
    content::panel("label", &l.t("publication-label-title"), body)
}

fn label_words(l: Locale, label: Label) -> Text<'static> {
    match label {
        Label::Clear => l.t("publication-label-clear"),
        Label::Green => l.t("publication-label-green"),
        Label::Amber => l.t("publication-label-amber"),
        Label::Red => l.t("publication-label-red"),
    }
}

fn asked(l: Locale, key: &str, name: Option<&str>) -> String {
    let name = name.map_or_else(|| l.t("publication-somebody"), |name| name.to_owned().into());
    l.t_with(key, &[("name", Value::from(name))]).into_owned()
}

fn plain_form(l: Locale, desk: &Desk, act: &str, button: Button<'_>) -> Markup {
    Form::post(l, format!("/staff/cases/{}/advisory/{act}", desk.case.number)).wrap(html! { (button) })
}

fn reason_form(l: Locale, desk: &Desk, shown: &Shown, act: &'static str) -> Markup {
    let form = Form::post(l, format!("/staff/cases/{}/advisory/{act}", desk.case.number));
    let label = field_label(l, act);
    let error = shown.decision.error(act).map(str::to_owned);
    let button = match act {
        "approve" => Button::primary(text_of(l, "publication-approve")),
        "remove" => Button::danger(text_of(l, "publication-request-removal")),
        _ => Button::quiet(text_of(l, "publication-decline")),
    };
    let id = format!("{act}-text");
    form.wrap(html! {
        div.field.field-wrong[error.is_some()] {
            label for=(id) { (label) }
            @if let Some(error) = &error { p.field-error id={ (id) "-error" } { (error) } }
            textarea id=(id) name="text" rows="3" aria-invalid=[error.as_ref().map(|_| "true")] {}
        }
        (button)
    })
}

fn previews(l: Locale, desk: &Desk) -> Markup {
    let base = format!("/staff/cases/{}/advisory", desk.case.number);
    let Some(preview) = &desk.preview else { return html! {} };
    let languages = preview.record.advisory.texts.keys();
    if preview.record.advisory.texts.is_empty() {
        return html! {};
    }
    let body = html! {
        ul {
            @for language in languages {
                li {
                    a href={ (base) "/preview?language=" (language) } {
                        (l.t("publication-see-page")) " (" (crate::words::locale(language.as_str()).name()) ")"
                    }
                }
            }
            @if preview.document.bytes.is_some() {
                li { a href={ (base) "/csaf" } { (l.t("publication-see-csaf")) } }
            }
            @if desk.public_revision.is_some() && desk.case.advisory.is_public() {
                li { a href={ "/advisories/" (desk.case.number) } { (l.t("publication-see-public")) } }
            }
        }
    };
    content::panel("previews", &l.t("publication-previews"), body)
}

/// What the server fills in by itself.
fn computed(l: Locale, desk: &Desk) -> Markup {
    let Some(preview) = &desk.preview else { return html! {} };
    let record = &preview.record;
    let names = public_page::names(&record.advisory);
    let nobody = l.t("publication-nobody-named");
    let named = if names.is_empty() { nobody.into_owned() } else { names.join(", ") };
    let flaws = record.advisory.vulnerabilities.iter();
    let body = html! {
        p.hint { (l.t("publication-computed-hint")) }
        (devices::table(l, record))
        (content::facts(&[(l.t("publication-named"), html! { (named) })]))
        @for flaw in flaws {
            (content::facts(&[
                (l.t("publication-flaw"), html! { (flaw.title) }),
                (l.t("publication-weakness"), html! {
                    @match &flaw.cwe { Some(cwe) => { (cwe.id) ": " (cwe.name) }, None => "–" }
                }),
                ("CVSS 4.0".into(), vector(flaw.cvss40.as_ref())),
                ("CVSS 3.1".into(), vector(flaw.cvss31.as_ref())),
            ]))
        }
    };
    content::panel("computed", &l.t("publication-computed"), body)
}

fn vector(vector: Option<&formats::cvss::Vector>) -> Markup {
    html! { @match vector { Some(vector) => { (vector.score()) " " code.vector { (vector) } }, None => "–" } }
}

/// Every revision with what changed, and the words of the difference.
fn history(l: Locale, desk: &Desk) -> Markup {
    let revisions = &desk.case.advisory.revisions;
    if revisions.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::new(l.t("publication-revision")).main(),
        Column::new(l.t("publication-date")),
        Column::new(l.t("publication-change")),
        Column::new(l.t("publication-difference")),
    ];
    let base = format!("/staff/cases/{}/advisory/difference", desk.case.number);
    let rows: Vec<_> = revisions
        .iter()
        .rev()
        .map(|revision| {
            let n = revision.number;
            Row::new(vec![
                html! { a href={ "/advisories/" (desk.case.number) "/" (n) } { (n) } },
                html! { (time::format_time(revision.at, l)) },
                html! { (revision.summary) },
                html! {
                    @if n > 1 {
                        @let values = [("n", Value::from(i64::from(n) - 1))];
                        a href={ (base) "?to=" (n) } { (l.t_with("publication-compare-with", &values)) }
                    }
                },
            ])
        })
        .collect();
    let table = Table::new(l, l.t("publication-revisions"), columns).quiet_caption().rows(&rows);
    let under_way =
        desk.public_revision != revisions.last().map(|r| i64::from(r.number)) && !desk.case.advisory.removed;
    content::panel(
        "history",
        &l.t("publication-revisions"),
        html! {
            @if under_way {
                (notice::notice(Tone::Warning, l.t("publication-under-way"), html! { p { (l.t("publication-under-way-remedy")) } }))
            }
            (table)
        },
    )
}

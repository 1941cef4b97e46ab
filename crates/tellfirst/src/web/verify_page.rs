//! Is this receipt, letter or revocation true? Check by check, and whether a letter was taken back.
//!
//! The file is read, judged and forgotten. About a letter that is true the page says whether it was revoked; about
//! anything else nothing is looked up, so that nobody learns of a case by guessing.

use axum::extract::{DefaultBodyLimit, Multipart};
use axum::{Router, routing::get};
use domain::id::CaseNumber;
use formats::letter::{Letter, Revocation};
use formats::verify::{self, Check, Kind, Outcome, Signed, Subject, Unreadable, Verdict};
use maud::{Markup, html};
use store::{Tx, documents};
use ui::chip::Tone;
use ui::form::{Button, Filled, Form, button_row};
use ui::icon::{Icon, icon};
use ui::table::{Column, Row, Table};
use ui::{Locale, Text, content, notice};

use super::visit::Visit;
use super::{PageResult, page, reasons, refused};
use crate::action::case::load;
use crate::action::proof::Kept;
use crate::app::App;
use crate::error::{Error, Result};

/// Cases a merged case leads through at most.
const MERGES_MAX: usize = 5;

/// The addresses of this page.
pub fn routes() -> Router<App> {
    let most = verify::MAX_BYTES + (64 << 10);
    Router::new().route("/verify", get(ask).post(answer)).layer(DefaultBodyLimit::max(most))
}

async fn ask(visit: Visit) -> PageResult {
    page(visit.public(&visit.locale.t("verify-title"), &form(&visit, &Filled::default())))
}

fn form(visit: &Visit, filled: &Filled) -> Markup {
    let l = visit.locale;
    let form = Form::post(l, "/verify").filled(filled).multipart();
    let key = visit.app.signer.verifier().to_string();
    html! {
        (content::heading(&l.t("verify-title"), None, Some(&l.t("verify-lead"))))
        (form.wrap(html! {
            (form.file("file", l.t("verify-file")).required().accept(".json").hint(l.t("verify-file-hint")))
            (button_row(&[Button::primary(l.t("verify-go")).icon(Icon::CheckCircle)]))
        }))
        (content::copy_box(l, "verifier-key", l.t("program-verifier-key"), &key))
        p.hint { (l.t("program-proof-offline")) " " code { "tellfirst verify " (l.t("program-proof-file")) " --key " (l.t("program-proof-key")) } }
    }
}

async fn answer(visit: Visit, mut multipart: Multipart) -> PageResult {
    let l = visit.locale;
    let bytes = match read_file(&mut multipart).await {
        Some(bytes) if !bytes.is_empty() => bytes,
        other => {
            let key = if other.is_some() { "verify-empty" } else { "verify-too-large" };
            let mut filled = Filled::default();
            filled.refuse("file", l.t(key));
            return refused(visit.public(&l.t("verify-title"), &form(&visit, &filled)));
        }
    };
    let judged = visit.app.run(move |app| judge(app, &bytes)).await?;
    match judged {
        Ok(judged) => {
            let main = html! { (result(l, &judged)) (form(&visit, &Filled::default())) };
            page(visit.public(&l.t("verify-title"), &main))
        }
        Err(why) => {
            let mut filled = Filled::default();
            filled.refuse(
                "file",
                l.t_with("verify-unreadable", &[("why", reasons::unreadable(l, &why).into())]),
            );
            refused(visit.public(&l.t("verify-title"), &form(&visit, &filled)))
        }
    }
}

/// The file of the form; nothing when it is larger than the page takes.
pub(super) async fn read_file(multipart: &mut Multipart) -> Option<Vec<u8>> {
    loop {
        match multipart.next_field().await {
            Ok(Some(field)) if field.name() == Some("file") => {
                return field.bytes().await.ok().map(|bytes| bytes.to_vec());
            }
            Ok(Some(_)) => {}
            Ok(None) => return Some(Vec::new()),
            Err(_) => return None,
        }
    }
}

/// A verdict, and for a true letter whether it was taken back.
struct Judged {
    verdict: Verdict,
    is_revoked: Option<bool>,
}

/// The outer result is the store's, the inner one tells why a file gets no verdict.
fn judge(app: &App, bytes: &[u8]) -> Result<Result<Judged, Unreadable>> {
    let verdict = match verify::verify(bytes, Some(app.signer.verifier())) {
        Ok(verdict) => verdict,
        Err(why) => return Ok(Err(why)),
    };
    let is_letter = verdict.kind == Kind::Letter && verdict.is_true();
    let letter = is_letter.then(|| Signed::<Letter>::from_json(bytes).ok()).flatten();
    let is_revoked = match letter {
        Some(letter) => Some(app.store.read(|tx| is_revoked(tx, &letter))?),
        None => None,
    };
    Ok(Ok(Judged { verdict, is_revoked }))
}

/// Looks for a revocation of the letter in its case, and in the case that one was merged into.
fn is_revoked(tx: &mut Tx<'_>, letter: &Signed<Letter>) -> Result<bool> {
    let digest = letter.digest();
    let mut next = Some(CaseNumber(letter.body().case.clone()));
    for _ in 0..MERGES_MAX {
        let Some(number) = next.take() else { break };
        let loaded = match load(tx, &number) {
            Ok(loaded) => loaded,
            Err(Error::NotFound) => break,
            Err(error) => return Err(error),
        };
        let mut reports: Vec<i64> = loaded.case.reports.iter().map(|r| i64::from(r.no.0)).collect();
        reports.push(1);
        reports.dedup();
        for report in reports {
            for kept in documents::list_documents(tx, loaded.id, report)? {
                if kept.kind == Kind::Revocation.as_str() {
                    let kept: Kept<Signed<Revocation>> =
                        serde_json::from_slice(&kept.content).map_err(Error::internal)?;
                    if kept.document.body().letter_sha256 == digest {
                        return Ok(true);
                    }
                }
            }
        }
        next = loaded.case.merged_into;
    }
    Ok(false)
}

fn result(l: Locale, judged: &Judged) -> Markup {
    let verdict = &judged.verdict;
    let kind = match verdict.kind {
        Kind::Receipt => l.t("verify-kind-receipt"),
        Kind::Letter => l.t("verify-kind-letter"),
        Kind::Revocation => l.t("verify-kind-revocation"),
    };
    let (tone, words) = match (verdict.is_true(), judged.is_revoked) {
        (false, _) => (Tone::Danger, l.t("verify-false")),
        (true, Some(true)) => (Tone::Warning, l.t("verify-true-revoked")),
        (true, _) => (Tone::Success, l.t("verify-true")),
    };
    html! {
        section.verify-result id="result" {
            h1 { (kind) ": " (words) }
            (notice::notice(tone, words, html! {
                @match judged.is_revoked {
                    Some(true) => p { (l.t("verify-revoked")) },
                    Some(false) => p { (l.t("verify-not-revoked")) },
                    None => {}
                }
                @if !verdict.is_true() { p { (l.t("verify-false-text")) } }
            }))
            (checks(l, verdict))
            // What a false file claims is not repeated.
            @if verdict.is_true() {
                (content::facts(&verdict.facts.iter().map(|(name, value)| {
                    (reasons::fact(l, name), html! { (value) })
                }).collect::<Vec<_>>()))
            }
        }
    }
}

fn checks(l: Locale, verdict: &Verdict) -> Markup {
    let columns = vec![
        Column::new(l.t("verify-check")).main(),
        Column::new(l.t("verify-outcome")),
        Column::new(l.t("verify-words")),
    ];
    let rows: Vec<Row<'_>> = verdict
        .checks
        .iter()
        .map(|check| {
            Row::new(vec![
                html! { (subject(l, check)) },
                outcome(l, check),
                html! { (reasons::check(l, check)) },
            ])
        })
        .collect();
    Table::new(l, l.t("verify-checks"), columns).rows(&rows)
}

fn subject(l: Locale, check: &Check) -> Text<'static> {
    match check.subject {
        Subject::Form => l.t("verify-subject-form"),
        Subject::Key => l.t("verify-subject-key"),
        Subject::Signature => l.t("verify-subject-signature"),
        Subject::Checkpoint => l.t("verify-subject-checkpoint"),
        Subject::Inclusion => l.t("verify-subject-inclusion"),
        Subject::Revocation => l.t("verify-subject-revocation"),
    }
}

fn outcome(l: Locale, check: &Check) -> Markup {
    let (picture, words) = match check.outcome {
        Outcome::Holds => (Icon::Check, l.t("verify-holds")),
        Outcome::Fails => (Icon::Cross, l.t("verify-fails")),
        Outcome::Open => (Icon::Question, l.t("verify-open")),
    };
    html! { span.outcome { (icon(picture)) " " (words) } }
}

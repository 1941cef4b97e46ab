//! Publication: what was approved becomes files, all at once.

use store::outbox::{Job, NewJob, insert_job};

use crate::action::effects::{Addressee, Notice, kind};
use crate::app::App;
use crate::error::{Error, Result};
use crate::publish;

/// Publishes what a case has approved, or withdraws it. A document that the validator refuses is not published: the
/// team is told, and the public set stays as it is.
///
/// # Errors
/// When store or disk refuse; then it is tried again.
pub fn run(app: &App, job: &Job) -> Result<()> {
    let Some(id) = job.case else { return publish::refresh(app) };
    if publish::revision::keep(app, id)?.is_err() {
        tell(app, job, id)?;
        return Err(Error::internal("a document is not valid; nothing was published"));
    }
    publish::refresh(app)
}

/// A notice without content; which document it is stands on the page of the case.
fn tell(app: &App, job: &Job, id: store::CaseId) -> Result<()> {
    let case = app.store.read(|tx| crate::action::case::load_by_id(tx, id))?.case;
    let addressee = if case.assignee.is_some() { Addressee::Assignee } else { Addressee::Team };
    let notice = Notice { case: case.number, addressee, what: "publication-failed".to_owned() };
    let mail = NewJob {
        kind: kind::MAIL.to_owned(),
        case: Some(id),
        payload: serde_json::to_vec(&notice).map_err(Error::internal)?,
        idempotency_key: format!("{}:failed", job.idempotency_key),
        not_before: app.now().as_microsecond(),
    };
    app.store.write(|tx| insert_job(tx, &mail).map(drop).map_err(Error::from))
}

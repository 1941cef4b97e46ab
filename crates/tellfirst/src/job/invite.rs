//! Mails to people on the team that let them in: invitations, and links for a new password.
//!
//! Invariant: a link that was revoked, used or replaced in the meantime is not sent, and what a mail is about is kept
//! sealed until it has left.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::accounts::{self, User};
use store::outbox::{Job, NewJob, insert_job};
use store::{Tx, UserId};
use ui::Value;

use crate::action::accounts::links::{self, Purpose};
use crate::action::effects::kind;
use crate::app::App;
use crate::error::{Error, Result};
use crate::mailer::{Counts, Handed, Mail, MailError};
use crate::words::locale;

/// A link on its way; sealed with the key of the server while it waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Letter {
    user: i64,
    token: String,
}

/// Puts a mail with a link into the outbox.
///
/// # Errors
/// When the store refuses.
pub fn post(tx: &mut Tx<'_>, app: &App, user: UserId, token: &str) -> Result<()> {
    let letter = Letter { user: user.0, token: token.to_owned() };
    let digest = hex::encode(&Sha256::digest(token)[..16]);
    let job = NewJob {
        kind: kind::INVITE.to_owned(),
        case: None,
        payload: serde_json::to_vec(&letter).map_err(Error::internal)?,
        idempotency_key: format!("{}:{digest}", kind::INVITE),
        not_before: app.now().as_microsecond(),
    };
    insert_job(tx, &job)?;
    Ok(())
}

/// Sends the mail, when its link still opens something.
///
/// # Errors
/// When the mail server wants another try, or the store refuses.
pub fn run(app: &App, job: &Job, payload: &[u8]) -> Result<()> {
    let letter: Letter = serde_json::from_slice(payload).map_err(Error::internal)?;
    let open = app.store.read(|tx| {
        let user = accounts::find_user(tx, UserId(letter.user))?.filter(|user| user.disabled_at.is_none());
        Ok::<_, Error>(user.zip(links::open_purpose(tx, app, &letter.token)?))
    })?;
    let counts = &app.mail_counts;
    let Some((user, (purpose, until))) = open else {
        Counts::add(&counts.unsent);
        return Ok(());
    };
    match app.mailer.send(&compose(app, &job.idempotency_key, (&user, purpose, until), &letter.token)) {
        Ok(Handed::Over) => Counts::add(&counts.sent),
        Ok(Handed::ToNobody) => Counts::add(&counts.unsent),
        Err(MailError::Refused) => {
            tracing::warn!("an invitation was refused for good");
            Counts::add(&counts.refused);
        }
        Err(error @ MailError::Later) => return Err(Error::internal(error)),
    }
    Ok(())
}

fn compose(app: &App, key: &str, (user, purpose, until): (&User, Purpose, i64), token: &str) -> Mail {
    let program = app.program();
    let l = locale(program.program.default_language.as_str());
    let maker = ("maker", Value::from(program.program.maker.clone()));
    let until =
        jiff::Timestamp::from_microsecond(until).map_or_else(|_| String::new(), |at| ui::time::words(at, l));
    let name = ("name", Value::from(user.name.clone()));
    let (subject, lead) = match purpose {
        Purpose::Invite => ("mail-invite-subject", "mail-invite-lead"),
        _ => ("mail-reset-subject", "mail-reset-lead"),
    };
    let body = [
        l.t_with("mail-invite-hello", &[name]),
        l.t_with(lead, std::slice::from_ref(&maker)),
        links::address(app, token).into(),
        l.t_with("mail-invite-once", &[("until", until.into())]),
    ];
    let host = super::mail::host(app);
    let digest = hex::encode(&Sha256::digest(key)[..20]);
    Mail {
        to: user.email.clone(),
        subject: l.t_with(subject, &[maker]).into_owned(),
        body: format!("{}\n", body.join("\n\n")),
        message_id: format!("<{digest}@{host}>"),
        thread: format!("<account-{}@{host}>", user.id),
        list_id: format!("<accounts.{host}>"),
        at: app.now(),
    }
}

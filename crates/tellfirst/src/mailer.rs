//! How mail leaves the server: over SMTP, not at all when no mail server is set, or into a list that tests read.
//!
//! What a mail says is decided in [`crate::job::mail`]; here it is only handed over.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{SmtpTransport, Transport};

use crate::config::{Smtp as Settings, SmtpSecurity};

/// A mail server that does not answer for this long is tried again later.
const TIMEOUT: Duration = Duration::from_secs(15);

/// A mail as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
    /// With angle brackets. The same for every try, so that a repeat is recognised (RFC 5322, section 3.6.4).
    pub message_id: String,
    /// The id that all mails of one case refer to, so that mail programs show them together.
    pub thread: String,
    /// RFC 2919.
    pub list_id: String,
    pub at: Timestamp,
}

/// What became of a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// A mail server has taken it.
    Over,
    /// No mail server is set: nothing was sent.
    ToNobody,
}

/// Why a mail could not be handed over. The text names neither address nor content.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Worth another try.
    #[error("the mail server could not be reached or was busy")]
    Later,
    /// No try would help.
    #[error("the mail server refuses the mail or its address")]
    Refused,
}

/// Takes mail from us. The seam that tests replace.
pub trait Mailer: Send + Sync {
    /// Hands a mail over.
    ///
    /// # Errors
    /// Whether another try makes sense.
    fn send(&self, mail: &Mail) -> Result<Handed, MailError>;

    /// Whether mail gets anywhere from here.
    fn reaches_people(&self) -> bool {
        true
    }
}

/// How many mails went which way since the start, for the metrics.
#[derive(Debug, Default)]
pub struct Counts {
    pub sent: AtomicU64,
    /// No mail server or no address.
    pub unsent: AtomicU64,
    pub refused: AtomicU64,
}

impl Counts {
    /// Counts one more.
    pub fn add(counter: &AtomicU64) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// The mailer for these settings.
///
/// # Errors
/// What is wrong with the settings, in words.
pub fn open(settings: Option<&Settings>) -> Result<Box<dyn Mailer>, String> {
    Ok(match settings {
        Some(settings) => Box::new(Smtp::new(settings)?),
        None => Box::new(Nobody),
    })
}

/// Where no mail server is set.
struct Nobody;

impl Mailer for Nobody {
    fn send(&self, _mail: &Mail) -> Result<Handed, MailError> {
        Ok(Handed::ToNobody)
    }

    fn reaches_people(&self) -> bool {
        false
    }
}

/// A mail server.
struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    fn new(settings: &Settings) -> Result<Self, String> {
        let from = settings.from.parse().map_err(|_| "smtp.from is not a mail address".to_owned())?;
        let host = settings.host.as_str();
        let builder = match settings.security {
            SmtpSecurity::Starttls => SmtpTransport::starttls_relay(host),
            SmtpSecurity::Tls => SmtpTransport::relay(host),
            SmtpSecurity::None => Ok(SmtpTransport::builder_dangerous(host)),
        };
        let builder = builder.map_err(|_| format!("smtp.host \"{host}\" is not a host name"))?;
        let mut builder = builder.port(settings.port).timeout(Some(TIMEOUT));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { transport: builder.build(), from })
    }
}

impl Mailer for Smtp {
    fn send(&self, mail: &Mail) -> Result<Handed, MailError> {
        let message = message(mail, &self.from).ok_or(MailError::Refused)?;
        match self.transport.send(&message) {
            Ok(_) => Ok(Handed::Over),
            Err(error) if error.is_permanent() => Err(MailError::Refused),
            Err(_) => Err(MailError::Later),
        }
    }
}

/// The mail as it travels. `None` for an address that no mail can be sent to.
fn message(mail: &Mail, from: &Mailbox) -> Option<Message> {
    let raw = |name: &'static str, value: &str| {
        HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
    };
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, mail.to.parse().ok()?))
        .subject(mail.subject.clone())
        .date(SystemTime::UNIX_EPOCH + Duration::from_secs(mail.at.as_second().try_into().unwrap_or(0)))
        .message_id(Some(mail.message_id.clone()))
        .references(mail.thread.clone())
        .raw_header(raw("List-Id", &mail.list_id))
        // RFC 3834: no vacation notice answers this.
        .raw_header(raw("Auto-Submitted", "auto-generated"))
        .raw_header(raw("X-Auto-Response-Suppress", "All"))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.body.clone())
        .ok()
}

/// Keeps mails instead of sending them, for tests and the demo.
#[derive(Debug, Clone, Default)]
pub struct Captured(Arc<Mutex<Vec<Mail>>>);

impl Captured {
    /// The mails so far, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The mails so far; forgets them.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Mailer for Captured {
    fn send(&self, mail: &Mail) -> Result<Handed, MailError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(mail.clone());
        Ok(Handed::Over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_travels_with_the_headers_that_keep_machines_from_answering() {
        let mail = Mail {
            to: "ana@reporter.example".to_owned(),
            subject: "[LNK-2026-0001] Ihre Meldung ist eingegangen – Bestätigung".to_owned(),
            body: "Vorgang: LNK-2026-0001\n".to_owned(),
            message_id: "<0123@psirt.example>".to_owned(),
            thread: "<LNK-2026-0001@psirt.example>".to_owned(),
            list_id: "<cases.psirt.example>".to_owned(),
            at: "2026-11-23T18:00:00Z".parse().unwrap(),
        };
        let sent = message(&mail, &"psirt@maker.example".parse().unwrap()).unwrap().formatted();
        let text = String::from_utf8(sent).unwrap();
        for line in [
            "Message-ID: <0123@psirt.example>\r\n",
            "References: <LNK-2026-0001@psirt.example>\r\n",
            "List-Id: <cases.psirt.example>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Date: Mon, 23 Nov 2026 18:00:00 +0000\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        let header_end = text.find("\r\n\r\n").unwrap();
        assert!(text[..header_end].is_ascii(), "headers are encoded words");
    }

    #[test]
    fn an_address_that_would_add_a_header_is_refused() {
        let mut mail = Mail {
            to: "ana@reporter.example\r\nBcc: eve@evil.example".to_owned(),
            subject: "x\r\nBcc: eve@evil.example".to_owned(),
            body: String::new(),
            message_id: "<1@x.example>".to_owned(),
            thread: "<2@x.example>".to_owned(),
            list_id: "<x.example>".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        let from: Mailbox = "psirt@maker.example".parse().unwrap();
        assert!(message(&mail, &from).is_none());
        mail.to = "ana@reporter.example".to_owned();
        let sent = message(&mail, &from).unwrap().formatted();
        assert!(!String::from_utf8_lossy(&sent).contains("\r\nBcc:"));
    }
}

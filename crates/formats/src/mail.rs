//! Mail as it lies in a mailbox file: messages (RFC 5322, MIME) and the mbox form around them (RFC 4155).
//!
//! Any bytes are read: what cannot be decoded is replaced, what is missing is empty. Nothing here judges a message.

use mail_parser::{Address, HeaderValue, MessageParser, MimeHeaders};

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// `Message-ID` without angle brackets.
    pub id: String,
    /// The messages it follows, the first of the conversation first.
    pub references: Vec<String>,
    /// The name in `From`.
    pub name: Option<String>,
    /// The address in `From`.
    pub address: Option<String>,
    /// The subject, decoded.
    pub subject: String,
    /// The moment in `Date` (RFC 3339).
    pub date: Option<String>,
    /// The text; made from HTML when there is no other.
    pub text: String,
    /// Attachments.
    pub files: Vec<MailFile>,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFile {
    /// The name it was sent with.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes, decoded.
    pub bytes: Vec<u8>,
}

/// Reads a message; nothing when the bytes hold no header at all.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Mail> {
    let message = MessageParser::default().parse(bytes)?;
    let from = message.from().and_then(Address::first);
    let owned = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut references = ids(message.references());
    references.extend(ids(message.in_reply_to()));
    references.dedup();
    let files = message.attachments().map(|part| MailFile {
        name: part.attachment_name().unwrap_or("attachment").to_owned(),
        media_type: part.content_type().map(media_type).unwrap_or_default(),
        bytes: part.contents().to_vec(),
    });
    Some(Mail {
        id: message.message_id().unwrap_or_default().trim().to_owned(),
        references,
        name: owned(from.and_then(|from| from.name())),
        address: owned(from.and_then(|from| from.address())),
        subject: message.subject().unwrap_or_default().trim().to_owned(),
        date: message.date().map(mail_parser::DateTime::to_rfc3339),
        text: message.body_text(0).unwrap_or_default().replace("\r\n", "\n").trim().to_owned(),
        files: files.collect(),
    })
}

fn ids(value: &HeaderValue<'_>) -> Vec<String> {
    let list = value.as_text_list().unwrap_or_default();
    list.iter().map(|id| id.trim_matches(['<', '>', ' ']).to_owned()).filter(|id| !id.is_empty()).collect()
}

fn media_type(kind: &mail_parser::ContentType<'_>) -> String {
    kind.subtype().map_or_else(|| kind.ctype().to_owned(), |sub| format!("{}/{sub}", kind.ctype()))
}

/// A message of a mailbox with the line it begins on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// The line of the message's first header.
    pub line: usize,
    /// The message as it was received.
    pub bytes: Vec<u8>,
}

/// The messages of an mbox file: each begins after a line `From ` that stands at the beginning or after an empty line;
/// `>From ` inside of them is unquoted.
#[must_use]
pub fn mailbox(bytes: &[u8]) -> Vec<Enclosed> {
    let mut found: Vec<Enclosed> = Vec::new();
    let mut after_blank = true;
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        if after_blank && line.starts_with(b"From ") {
            found.push(Enclosed { line: number + 2, bytes: Vec::new() });
        } else if let Some(current) = found.last_mut() {
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            let is_quoted = quotes > 0 && line[quotes..].starts_with(b"From ");
            current.bytes.extend_from_slice(if is_quoted { &line[1..] } else { line });
        }
        after_blank = line.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: &str = "From ana@reporter.example Mon Nov 23 18:00:00 2026\r\n\
        From: =?utf-8?Q?Ana_M=C3=BCller?= <ana@reporter.example>\r\nMessage-ID: <one@reporter.example>\r\n\
        Date: Mon, 23 Nov 2026 18:00:00 +0100\r\nSubject: A flaw\r\n in the ping page\r\n\r\n\
        It runs what it is given.\r\n>From the beginning.\r\n\r\n\
        From bob@maker.example Tue Nov 24 09:00:00 2026\n\
        From: bob@maker.example\nIn-Reply-To: <one@reporter.example>\nSubject: Re: A flaw\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Which <b>firmware</b>?\n\
        --b\nContent-Type: image/png\nContent-Disposition: attachment; filename=\"label.png\"\n\
        Content-Transfer-Encoding: base64\n\nAAEC\n--b--\n";

    #[test]
    fn a_mailbox_falls_into_its_messages() {
        let messages = mailbox(BOX.as_bytes());
        assert_eq!(messages.iter().map(|message| message.line).collect::<Vec<_>>(), [2, 12]);
        let first = read(&messages[0].bytes).unwrap();
        assert_eq!(
            (first.id.as_str(), first.subject.as_str()),
            ("one@reporter.example", "A flaw in the ping page")
        );
        assert_eq!(first.name.as_deref(), Some("Ana Müller"));
        assert_eq!(first.date.as_deref(), Some("2026-11-23T18:00:00+01:00"));
        assert_eq!(first.text, "It runs what it is given.\nFrom the beginning.");
        let second = read(&messages[1].bytes).unwrap();
        assert_eq!(second.references, ["one@reporter.example"]);
        assert!(second.text.contains("Which firmware?"), "{}", second.text);
        let file = &second.files[0];
        assert_eq!((file.name.as_str(), file.media_type.as_str()), ("label.png", "image/png"));
        assert_eq!(file.bytes, [0, 1, 2]);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic() {
        for bytes in [&b""[..], b"\xff\xfe", b"From ", b"From x\n\n\nFrom y\n", b"Subject:\xff\n\n\x00"] {
            for message in mailbox(bytes) {
                let _ = read(&message.bytes);
            }
            let _ = read(bytes);
        }
    }
}

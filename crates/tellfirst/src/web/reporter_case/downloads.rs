//! What a reporter takes home: receipt, letters, files. Always as attachments that no browser runs.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use domain::access::Actor;
use domain::id::CaseNumber;
use formats::letter::{Letter, Revocation};
use formats::receipt::Receipt;
use formats::verify::Kind;
use store::FileId;
use store::documents::Document;

use crate::action::{files, proof, read};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::PageResult;
use crate::web::visit::ReporterVisit;

/// A file of somebody else's making is never shown, run or framed.
const SANDBOX: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// The signed receipt with its proof.
pub async fn receipt(visit: ReporterVisit) -> PageResult {
    document(visit, 0).await
}

/// A letter or a revocation with its proof.
pub async fn letter(visit: ReporterVisit, Path(serial): Path<i64>) -> PageResult {
    if serial < 1 {
        return Err(Error::NotFound);
    }
    document(visit, serial).await
}

async fn document(visit: ReporterVisit, serial: i64) -> PageResult {
    let (actor, number) = (visit.actor(), visit.case.clone());
    let (name, bytes) = visit.visit.app.run(move |app| signed_file(app, &actor, &number, serial)).await?;
    Ok(attachment(&name, bytes.len() as u64, Body::from(bytes)))
}

/// A signed document of the actor's own report: its file name and bytes.
fn signed_file(app: &App, actor: &Actor, number: &CaseNumber, serial: i64) -> Result<(String, Vec<u8>)> {
    app.store.read(|tx| {
        let view = read::view_in(tx, actor, number)?;
        let kept = view.documents.iter().find(|d| d.serial == serial).ok_or(Error::NotFound)?;
        let received_as = view.case.reports.first().map_or(number, |record| &record.received_as);
        let bytes = match kind(kept)? {
            Kind::Receipt => proof::file::<Receipt>(tx, app, kept)?,
            Kind::Letter => proof::file::<Letter>(tx, app, kept)?,
            Kind::Revocation => proof::file::<Revocation>(tx, app, kept)?,
        };
        let name = match kind(kept)? {
            Kind::Receipt => format!("receipt-{received_as}.json"),
            Kind::Letter => format!("green-light-{received_as}-{serial}.json"),
            Kind::Revocation => format!("revocation-{received_as}-{serial}.json"),
        };
        Ok((name, bytes))
    })
}

/// The kind of a kept document.
///
/// # Errors
/// When the store holds a kind this program does not know.
pub fn kind(kept: &Document) -> Result<Kind> {
    [Kind::Receipt, Kind::Letter, Kind::Revocation]
        .into_iter()
        .find(|kind| kind.as_str() == kept.kind)
        .ok_or_else(|| Error::internal("an unknown kind of document"))
}

/// A file of the case, streamed.
pub async fn file(visit: ReporterVisit, Path(id): Path<i64>) -> PageResult {
    let (actor, number) = (visit.actor(), visit.case.clone());
    let (file, reader) =
        visit.visit.app.run(move |app| files::open(app, &actor, &number, FileId(id))).await?;
    let size = u64::try_from(file.size).map_err(Error::internal)?;
    Ok(attachment(&file.name, size, Body::from_stream(files::stream(reader))))
}

/// An answer that the browser saves and never shows.
#[must_use]
pub fn attachment(name: &str, size: u64, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(HeaderName::from_static("content-security-policy"), SANDBOX);
    if let Ok(value) = HeaderValue::from_str(&disposition(name)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// The name in both spellings of RFC 6266, section 4.3: plain ASCII, and UTF-8 for those who can.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_cannot_break_out_of_its_header() {
        let text = disposition("über\"; x=\r\n.html");
        assert!(text.starts_with("attachment; filename=\"_ber__ x___.html\""), "{text}");
        assert!(text.ends_with("filename*=UTF-8''%C3%BCber%22%3B%20x%3D%0D%0A.html"), "{text}");
    }
}

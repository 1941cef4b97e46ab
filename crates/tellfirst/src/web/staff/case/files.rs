//! The files of a case: saved by the browser, never shown by it.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use domain::id::CaseNumber;
use store::FileId;
use ui::content::{File, files, panel};
use ui::{Markup, html};

use super::Opened;
use crate::action::files as attachments;
use crate::error::Error;
use crate::web::PageResult;
use crate::web::visit::StaffVisit;

/// A file, streamed as an attachment.
pub(super) async fn fetch(visit: StaffVisit, Path((number, id)): Path<(String, i64)>) -> PageResult {
    let number = CaseNumber::parse(&number).ok_or(Error::NotFound)?;
    let actor = visit.actor();
    let open = move |app: &crate::app::App| attachments::open(app, &actor, &number, FileId(id));
    let (file, reader) = visit.visit.app.run(open).await?;
    let mut response = Response::new(Body::from_stream(attachments::stream(reader)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.size));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    let name =
        url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect::<String>().replace('+', "%20");
    // RFC 6266, section 4.3: one spelling for all, coded, so that no name can break out of the header.
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// The files that the visitor may see.
pub(super) fn list(visit: &StaffVisit, opened: &Opened) -> Markup {
    let l = visit.visit.locale;
    if opened.files.is_empty() {
        return html! {};
    }
    let shown: Vec<_> = opened
        .files
        .iter()
        .map(|file| File {
            name: file.name.as_str().into(),
            href: Some(format!("{}/files/{}", opened.address(), file.id).into()),
            size: file.size,
            note: "".into(),
        })
        .collect();
    panel("case-files", &l.t("triage-files"), files(l, &shown))
}

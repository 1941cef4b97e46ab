//! A call of the API: the server, the caller's network, and the language of what people read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use jiff::Timestamp;
use ui::Locale;

use crate::app::App;
use crate::error::{Error, Result};
use crate::limit::Network;
use crate::web::visit::locale;

/// A call.
#[derive(Clone)]
pub struct Call {
    pub app: App,
    pub locale: Locale,
    pub now: Timestamp,
    /// For limits only.
    pub network: Network,
}

impl FromRequestParts<App> for Call {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        Ok(Self {
            app: app.clone(),
            locale: locale(&parts.headers),
            now: app.now(),
            network: Network::of(parts, app.config.client_header.as_deref()),
        })
    }
}

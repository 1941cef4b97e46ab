//! Who calls: the sender of a report by the report's secret, or staff by an API token.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::access::{Actor, Role};
use domain::id::{CaseNumber, UserId};
use store::accounts::{self, api_tokens};

use crate::app::App;
use crate::auth::secret::Secret;
use crate::auth::session::digest;
use crate::error::{Error, Result};
use crate::limit::{Network, Rate, What};
use crate::web::visit::find_report;

/// How API tokens begin, so that scanners for leaked secrets can find them.
pub const TOKEN_PREFIX: &str = "tellfirst_";
/// Wrong secrets one network may send in an hour.
const WRONG_PER_HOUR: u32 = 600;
/// The last use of a token is noted to the minute.
const NOTED_MICROS: i64 = 60_000_000;

/// What the header `Authorization` carries.
#[derive(Clone)]
pub struct Bearer {
    token: String,
    network: Network,
}

impl FromRequestParts<App> for Bearer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let value =
            parts.headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).ok_or(Error::SignInFirst)?;
        let (scheme, token) = value.split_once(' ').ok_or(Error::SignInFirst)?;
        if !scheme.eq_ignore_ascii_case("bearer") || token.len() > 200 {
            return Err(Error::SignInFirst);
        }
        let network = Network::of(parts, app.config.client_header.as_deref());
        Ok(Self { token: token.trim().to_owned(), network })
    }
}

impl Bearer {
    /// What the header carries, for what has tokens of its own.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Who calls about a case. The number of the answer may be another one: of the case a report lives on in.
    ///
    /// # Errors
    /// [`Error::NotFound`] for every secret and token that opens nothing here.
    pub fn caller(&self, app: &App, number: &str) -> Result<(Actor, CaseNumber)> {
        let number = CaseNumber::parse(number).ok_or(Error::NotFound)?;
        if self.token.starts_with(TOKEN_PREFIX) {
            return Ok((self.staff(app)?, number));
        }
        let secret = Secret::parse(&self.token).ok_or(Error::NotFound)?;
        match find_report(app, &number, &secret)? {
            Some((case, report)) => Ok((Actor::Reporter { case: case.clone(), report }, case)),
            None => Err(self.wrong(app)),
        }
    }

    /// The member of staff a token belongs to.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it belongs to nobody, any more.
    pub fn staff(&self, app: &App) -> Result<Actor> {
        let now = app.now().as_microsecond();
        let hash = digest(&self.token);
        let found = app.store.read(|tx| {
            let Some(token) = api_tokens::find_api_token(tx, &hash, now)? else { return Ok(None) };
            let user = accounts::find_user(tx, token.user)?;
            Ok::<_, Error>(user.map(|user| (token, user)))
        })?;
        let Some((token, user)) = found else { return Err(self.wrong(app)) };
        if token.last_used_at.is_none_or(|at| now - at >= NOTED_MICROS) {
            app.store.write(|tx| api_tokens::touch_api_token(tx, token.id, now).map_err(Error::from))?;
        }
        // A token never does more than its owner may now, and less when it was made for less.
        let granted = |word: &&String| token.scopes.is_empty() || token.scopes.contains(word);
        let roles = user.roles.iter().filter(granted).filter_map(|word| Role::from_word(word)).collect();
        Ok(Actor::Staff { user: UserId(user.id.to_string()), roles })
    }

    /// The answer to a token that opens nothing; guesses become slow.
    pub fn wrong(&self, app: &App) -> Error {
        let rate = Rate { per_hour: WRONG_PER_HOUR };
        match app.limits.take(What::Secrets, self.network, rate, app.now()) {
            Ok(()) => Error::NotFound,
            Err(retry_after) => Error::TooMany { retry_after },
        }
    }
}

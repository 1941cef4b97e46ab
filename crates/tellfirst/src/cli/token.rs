//! `tellfirst token`: API tokens, on the server's own machine. Works beside a running server.

use std::process::ExitCode;

use clap::Subcommand;
use domain::access::Role;
use jiff::Timestamp;
use serde_json::json;
use server::action::accounts::people;
use server::action::accounts::tokens::{self, Wish};
use server::app::App;
use store::accounts::User;
use store::accounts::api_tokens::ApiToken;

use super::folder::Folder;
use super::serve::failed;
use super::user::find;

/// What can be done with API tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token; prints it, this once
    Add {
        /// The address of the account in whose name it acts
        email: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// Only these roles of the account; may be repeated
        #[arg(long = "role", value_parser = super::user::role)]
        roles: Vec<Role>,
        /// Days until it ends; without it, it does not end by itself
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3650))]
        days: Option<u32>,
        #[command(flatten)]
        folder: Folder,
    },
    /// List the tokens
    List {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Revoke a token by its number
    Revoke {
        /// The number, as `list` shows it
        id: i64,
        #[command(flatten)]
        folder: Folder,
    },
}

/// Carries the command out: 0 done, 2 not.
pub fn run(command: &TokenCommand) -> ExitCode {
    match carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn carry_out(command: &TokenCommand) -> Result<(), String> {
    match command {
        TokenCommand::Add { email, name, roles, days, folder } => {
            let app = folder.open_beside()?;
            let user = find(&app, email)?;
            let wish = Wish { name: name.clone(), roles: roles.clone(), days: *days };
            let token = tokens::make(&app, user.id, &wish).map_err(|error| error.to_string())?;
            println!("{token}");
        }
        TokenCommand::List { json, folder } => {
            let app = folder.open_beside()?;
            let all = list(&app)?;
            if *json {
                let all: Vec<_> = all.iter().map(|(user, token)| as_json(user, token)).collect();
                println!("{:#}", serde_json::Value::from(all));
            } else {
                all.iter().for_each(|(user, token)| println!("{}", line(user, token)));
            }
        }
        TokenCommand::Revoke { id, folder } => {
            let app = folder.open_beside()?;
            if !tokens::revoke(&app, *id).map_err(|error| error.to_string())? {
                return Err(format!("there is no token {id} that could be revoked"));
            }
            println!("Revoked: {id}");
        }
    }
    Ok(())
}

fn list(app: &App) -> Result<Vec<(User, ApiToken)>, String> {
    let mut all = Vec::new();
    for user in people::list(app).map_err(|error| error.to_string())? {
        let tokens = people::list_tokens(app, user.id).map_err(|error| error.to_string())?;
        all.extend(tokens.into_iter().map(|token| (user.clone(), token)));
    }
    Ok(all)
}

fn moment(micros: Option<i64>) -> Option<String> {
    micros.and_then(|micros| Timestamp::from_microsecond(micros).ok()).map(|at| at.to_string())
}

fn line(user: &User, token: &ApiToken) -> String {
    let state = if token.revoked_at.is_some() { "revoked" } else { "valid" };
    let ends = moment(token.expires_at).unwrap_or_else(|| "no end".to_owned());
    format!("{:>4}  {state:<7}  {:<40}  {}  ({ends})", token.id, user.email, token.name)
}

fn as_json(user: &User, token: &ApiToken) -> serde_json::Value {
    json!({
        "id": token.id,
        "email": user.email,
        "name": token.name,
        "roles": token.scopes,
        "created_at": moment(Some(token.created_at)),
        "expires_at": moment(token.expires_at),
        "last_used_at": moment(token.last_used_at),
        "revoked_at": moment(token.revoked_at),
    })
}

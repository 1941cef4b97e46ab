//! `tellfirst user`: accounts, on the server's own machine. Works beside a running server.

use std::process::ExitCode;

use clap::Subcommand;
use domain::access::Role;
use serde_json::json;
use server::action::accounts::links;
use server::action::accounts::people::{self, By, Change, Way};
use server::app::App;
use server::error::Error;
use store::accounts::User;

use super::folder::Folder;
use super::serve::failed;

/// What can be done with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account; prints the link with which its owner chooses a password
    Add {
        /// The e-mail address
        email: String,
        /// The name as it is shown
        #[arg(long)]
        name: String,
        /// triager, remediator, publisher, manager, auditor or administrator; may be repeated
        #[arg(long = "role", required = true, value_parser = role)]
        roles: Vec<Role>,
        #[command(flatten)]
        folder: Folder,
    },
    /// List the accounts
    List {
        /// Answer as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        folder: Folder,
    },
    /// Disable an account: its sessions and API tokens end at once
    Disable {
        /// The e-mail address
        email: String,
        #[command(flatten)]
        folder: Folder,
    },
    /// Print a link with which the owner of an account chooses a new password
    Link {
        /// The e-mail address
        email: String,
        #[command(flatten)]
        folder: Folder,
    },
}

/// The role that a word names.
pub fn role(word: &str) -> Result<Role, String> {
    Role::from_word(word).ok_or_else(|| {
        let all: Vec<_> = Role::ALL.iter().map(|role| role.word()).collect();
        format!("one of {}", all.join(", "))
    })
}

/// Carries the command out: 0 done, 2 not.
pub fn run(command: &UserCommand) -> ExitCode {
    match carry_out(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => failed(&problem),
    }
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn carry_out(command: &UserCommand) -> Result<(), String> {
    match command {
        UserCommand::Add { email, name, roles, folder } => {
            let app = folder.open_beside()?;
            let new = people::new_user(&app, email, name, roles);
            let token = people::invite(&app, By::Machine, &new).map_err(|error| words(&error, email))?;
            println!("Account made. Its owner chooses a password here, once, within seven days:");
            println!("  {}", links::address(&app, &token));
        }
        UserCommand::Link { email, folder } => {
            let app = folder.open_beside()?;
            let user = find(&app, email)?;
            let token = people::make_link(&app, By::Machine, user.id, Way::Shown)
                .map_err(|error| words(&error, email))?;
            println!("  {}", links::address(&app, &token));
        }
        UserCommand::List { json, folder } => {
            let app = folder.open_beside()?;
            let users = people::list(&app).map_err(|error| error.to_string())?;
            if *json {
                let all: Vec<_> = users.iter().map(as_json).collect();
                println!("{:#}", serde_json::Value::from(all));
            } else {
                users.iter().for_each(|user| println!("{}", line(user)));
            }
        }
        UserCommand::Disable { email, folder } => {
            let app = folder.open_beside()?;
            let user = find(&app, email)?;
            match people::disable(&app, By::Machine, user.id).map_err(|error| words(&error, email))? {
                Change::Done => println!("Disabled: {email}"),
                Change::Not(_) => {
                    return Err(format!("{email} is the last account that can manage the rest"));
                }
            }
        }
    }
    Ok(())
}

/// The account with an address, for the commands of this machine.
pub fn find(app: &App, email: &str) -> Result<User, String> {
    people::find_by_email(app, email).map_err(|error| words(&error, email))
}

fn words(error: &Error, email: &str) -> String {
    match error {
        Error::NotFound => format!("there is no account with the address {email}"),
        Error::Invalid(fields) => {
            let parts = fields.0.iter().map(|(field, problem)| match problem {
                domain::report::FieldProblem::Invalid { why } => format!("{field}: {why}"),
                _ => format!("{field} cannot be accepted"),
            });
            parts.collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

fn state(user: &User) -> &'static str {
    match (user.disabled_at, &user.password_phc, &user.totp_secret) {
        (Some(_), ..) => "disabled",
        (_, None, _) => "invited",
        (_, _, None) => "one-factor",
        _ => "active",
    }
}

fn line(user: &User) -> String {
    format!(
        "{:>4}  {:<10}  {:<40}  {}  ({})",
        user.id,
        state(user),
        user.email,
        user.name,
        user.roles.join(", ")
    )
}

fn as_json(user: &User) -> serde_json::Value {
    json!({
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "roles": user.roles,
        "state": state(user),
    })
}

//! `tellfirst provider check`: a CSAF provider as its readers see it, requirement by requirement.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::Value;
use server::clock::{Clock, SystemClock};
use server::provider::report::{Report, State};
use server::provider::source::{Credential, Folder, Http, Source};
use server::provider::{Start, check};
use url::Url;

use super::serve::failed;

/// What can be done with providers.
#[derive(Debug, Subcommand)]
pub enum ProviderCommand {
    /// Check the requirements 1 to 20 of CSAF 2.0 (24 and 25 of 2.1 too) on a server or a folder
    Check(CheckArgs),
}

#[derive(Debug, clap::Args)]
pub struct CheckArgs {
    /// A domain, the address of a provider-metadata.json, or a folder with the files as a server would serve them
    target: String,
    /// Answer as JSON
    #[arg(long)]
    json: bool,
    /// Ask this server in place of the ones that are named, such as http://127.0.0.1:8080
    #[arg(long, value_name = "URL")]
    via: Option<Url>,
    /// A token for what is not for everybody
    #[arg(long)]
    token: Option<String>,
    /// The name that goes with the token, where HTTP basic is wanted
    #[arg(long, requires = "token")]
    user: Option<String>,
}

/// Runs the command: 0 the role is fulfilled, 1 it is not, 2 nothing could be fetched.
#[expect(clippy::print_stdout, reason = "this is the command line")]
pub fn run(command: &ProviderCommand) -> ExitCode {
    let ProviderCommand::Check(args) = command;
    let report = match carry_out(args) {
        Ok(report) => report,
        Err(problem) => return failed(&problem),
    };
    if args.json {
        println!("{:#}", serde_json::to_value(&report).unwrap_or(Value::Null));
    } else {
        print(&report);
    }
    if report.fulfilled { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

fn carry_out(args: &CheckArgs) -> Result<Report, String> {
    let (source, start): (Box<dyn Source>, Start) = if Path::new(&args.target).is_dir() {
        let (folder, start) = folder(Path::new(&args.target))?;
        (Box::new(folder), start)
    } else {
        let credential = args.token.clone().map(|token| match &args.user {
            Some(name) => Credential::Basic(name.clone(), token),
            None => Credential::Bearer(token),
        });
        (Box::new(Http::new(credential, args.via.clone())), start(&args.target)?)
    };
    check(source.as_ref(), &start, SystemClock.now())
}

/// A domain is asked for its metadata; the address of a file is that of the metadata themselves.
fn start(target: &str) -> Result<Start, String> {
    let whole = if target.contains("://") { target.to_owned() } else { format!("https://{target}/") };
    let url = Url::parse(&whole).map_err(|error| format!("{target}: {error}"))?;
    if url.path().ends_with(".json") { Ok(Start::Metadata(url)) } else { Ok(Start::Domain(url)) }
}

/// The folder of a whole site, or the one that holds the metadata.
fn folder(root: &Path) -> Result<(Folder, Start), String> {
    let inside = root.join(".well-known/csaf/provider-metadata.json");
    let (file, is_site) =
        if inside.is_file() { (inside, true) } else { (root.join("provider-metadata.json"), false) };
    let bytes = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let metadata: Value = serde_json::from_slice(&bytes).map_err(|e| format!("{}: {e}", file.display()))?;
    let canonical = metadata.get("canonical_url").and_then(Value::as_str).unwrap_or_default();
    let url = Url::parse(canonical).map_err(|error| format!("{}: canonical_url: {error}", file.display()))?;
    let root = if is_site { root.to_owned() } else { above(root, url.path()) };
    let start = if is_site { Start::Domain(origin(&url)) } else { Start::Metadata(url.clone()) };
    Ok((Folder::new(&root, url), start))
}

/// The folder that stands for `/` when this one holds the metadata with this path.
fn above(folder: &Path, path: &str) -> PathBuf {
    let depth = path.matches('/').count().saturating_sub(1);
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole.ancestors().nth(depth).map_or_else(|| whole.clone(), Path::to_owned)
}

fn origin(url: &Url) -> Url {
    url.join("/").unwrap_or_else(|_| url.clone())
}

#[expect(clippy::print_stdout, reason = "this is the command line")]
fn print(report: &Report) {
    println!("{} (CSAF {}, {} documents)", printable(&report.metadata), report.version, report.documents);
    for item in &report.requirements {
        let state = match item.state {
            State::Pass => "pass",
            State::Fail => "FAIL",
            State::Skipped => "skip",
        };
        println!("{:>3}  {state}  {}: {}", item.requirement, item.title, printable(&item.sentence));
        for line in item.errors.iter().skip(1) {
            println!("           error: {}", printable(line));
        }
        for line in &item.warnings {
            println!("           warning: {}", printable(line));
        }
    }
    let verdict = if report.fulfilled { "fulfilled" } else { "NOT fulfilled" };
    println!("The role {} is {verdict}.", printable(&report.role));
}

/// Keeps text from others from steering the terminal.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

//! The command line as processes: what it refuses, and how a backup becomes a server again.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use domain::id::BrandId;
use domain::report::{Credit, Product, Report, Reporter};
use server::action::submit::{Submission, submit};
use server::app::App;
use server::clock::SystemClock;
use server::config::Config;
use tempfile::TempDir;

/// A server that is killed when the test ends.
struct Server(Child);

impl Server {
    fn start(data: &Path) -> Self {
        let mut command = tellfirst(&["serve", "--listen", "127.0.0.1:0", "--data"]);
        let mut child = command.arg(data).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // It says where it is when it is ready, and not before.
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        assert!(line.starts_with("Tellfirst is ready"), "{line}");
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

fn tellfirst(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tellfirst"));
    command.args(words).env_remove("TELLFIRST_DATA").env("TELLFIRST_LOG", "error");
    command
}

fn run(words: &[&str], data: &Path) -> Output {
    tellfirst(words).arg("--data").arg(data).output().unwrap()
}

/// The one line of a refusal with exit status 2.
fn refusal(output: &Output) -> String {
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
    words
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder in which a server was started once.
fn used() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    drop(Server::start(&folder.path().join("data")));
    folder
}

fn database(folder: &TempDir) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.path().join("data/tellfirst.db")).unwrap()
}

#[test]
fn a_second_server_on_the_same_folder_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let _first = Server::start(&data);
    let words = refusal(&run(&["serve", "--listen", "127.0.0.1:0"], &data));
    assert!(words.contains("in use by another tellfirst server"), "{words}");
}

#[test]
fn keys_that_others_can_read_are_refused_with_the_command_that_mends_it() {
    let folder = used();
    let data = folder.path().join("data");
    let key = data.join("keys/sealing.key");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    let words = refusal(&run(&["serve", "--listen", "127.0.0.1:0"], &data));
    assert!(words.contains("chmod 600") && words.contains("sealing.key"), "{words}");
}

#[test]
fn a_folder_without_its_keys_gets_no_new_ones() {
    let folder = used();
    let data = folder.path().join("data");
    fs::remove_dir_all(data.join("keys")).unwrap();
    let words = refusal(&run(&["serve", "--listen", "127.0.0.1:0"], &data));
    assert!(words.contains("restore it from your backup"), "{words}");
    assert!(!data.join("keys").exists());
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let folder = used();
    let sql = "insert into schema_versions (version, name, digest) values (9999, 'later', 'x')";
    database(&folder).execute(sql, []).unwrap();
    let words = refusal(&run(&["serve", "--listen", "127.0.0.1:0"], &folder.path().join("data")));
    assert!(words.contains("version 9999") && words.contains("start a newer tellfirst"), "{words}");
}

#[test]
fn settings_that_do_not_exist_and_addresses_in_use_are_refused() {
    let folder = used();
    let data = folder.path().join("data");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let words = refusal(&run(&["serve", "--listen", &address], &data));
    assert!(words.contains(&address), "{words}");
    fs::write(data.join("tellfirst.toml"), "public_adress = \"x\"\n").unwrap();
    let words = refusal(&run(&["serve", "--listen", "127.0.0.1:0"], &data));
    assert!(words.contains("tellfirst.toml") && words.contains("public_adress"), "{words}");
}

#[test]
fn a_backup_of_a_running_server_becomes_a_server_again() {
    let folder = tempfile::tempdir().unwrap();
    let (data, restored) = (folder.path().join("data"), folder.path().join("restored"));
    let file = folder.path().join("backup.tar");
    let server = Server::start(&data);
    let backup = ["backup", file.to_str().unwrap()];
    let words = said(&run(&backup, &data));
    assert!(words.contains("keys are not in it"), "{words}");
    assert!(refusal(&run(&backup, &data)).contains("exists"));
    drop(server);

    let restore = ["restore", file.to_str().unwrap()];
    assert!(refusal(&run(&restore, &data)).contains("not empty"));
    said(&run(&restore, &restored));
    assert!(refusal(&run(&["verify-store"], &restored)).contains("keys"));
    Command::new("cp").arg("-a").arg(data.join("keys")).arg(&restored).status().unwrap();
    assert!(said(&run(&["verify-store"], &restored)).starts_with("Nothing is wrong"));
    drop(Server::start(&restored));
}

#[test]
fn a_damaged_backup_puts_nothing_in_place() {
    let folder = used();
    let (data, file) = (folder.path().join("data"), folder.path().join("backup.tar"));
    said(&run(&["backup", file.to_str().unwrap()], &data));
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let restored = folder.path().join("restored");
    refusal(&run(&["restore", file.to_str().unwrap()], &restored));
    assert!(!restored.exists());
}

#[test]
fn commands_on_a_folder_without_a_store_say_so_and_make_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nothing");
    let file = folder.path().join("b.tar");
    for command in [vec!["verify-store"], vec!["backup", file.to_str().unwrap()]] {
        let words = refusal(&run(&command, &missing));
        assert!(words.contains("no tellfirst.db"), "{words}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A folder with three reports.
fn with_reports() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let app = App::open(data, Config::default(), Box::new(SystemClock)).unwrap();
    let report = Report {
        brand: BrandId("linksys".to_owned()),
        product: Product::Named { name: "E5600".to_owned() },
        model: "E5600".to_owned(),
        hardware_revision: None,
        region: None,
        firmware: None,
        tested: None,
        title: "Command injection".to_owned(),
        description: "The ping page hands the address to a shell.".to_owned(),
        steps: None,
        observed: None,
        impact: None,
        severity: domain::severity::Assessment::default(),
        cwe: None,
        public_url: None,
        exploited: false,
        planned_publication: None,
        other_makers: None,
        tools: None,
        reporter: Reporter {
            name: None,
            email: None,
            pgp_key: None,
            credit: Credit::Undecided,
            language: "en".to_owned(),
        },
    };
    for _ in 0..3 {
        let submission = Submission::of(report.clone());
        submit(&app, submission).unwrap();
    }
    folder
}

#[test]
fn what_was_changed_in_the_store_is_named() {
    let table = [
        ("", "Nothing is wrong: 3 cases"),
        (
            "update events set actor_kind = 'system' where case_id = 2",
            "LNK-2026-0002: the history was changed at event 1",
        ),
        (
            "delete from events where case_id = 3 and seq = 1",
            "LNK-2026-0003: the history was changed at event 1",
        ),
        (
            "update case_content set snapshot_sealed = (select snapshot_sealed from case_content where case_id = 1) \
             where case_id = 2",
            "LNK-2026-0002: the content was changed or belongs elsewhere",
        ),
        ("update log_leaves set commitment = zeroblob(32) where position = 1", "level 0, index 1 of the log"),
        ("update log_nodes set hash = zeroblob(32) where level = 1", "level 1, index 0 of the log"),
        ("delete from log_leaves where position = 2", "the log should have 3 entries and has 2"),
        (
            "update documents set sealed = zeroblob(80) where case_id = 1",
            "LNK-2026-0001: a signed document cannot be",
        ),
    ];
    let whole = with_reports();
    for (change, words) in table {
        let data = whole.path().join("changed");
        let _ = fs::remove_dir_all(&data);
        Command::new("cp").arg("-a").arg(whole.path().join("data")).arg(&data).status().unwrap();
        let database = rusqlite::Connection::open(data.join("tellfirst.db")).unwrap();
        database.execute_batch(change).unwrap();
        drop(database);
        let output = run(&["verify-store"], &data);
        assert_eq!(output.status.code(), Some(i32::from(!change.is_empty())), "{change}");
        let said = String::from_utf8(output.stdout).unwrap();
        let first = said.lines().next().unwrap();
        let year = first.replace(&format!("-{}-", this_year()), "-2026-");
        assert!(year.contains(words), "{change}: {said}");
    }
}

fn this_year() -> i16 {
    use server::clock::Clock as _;
    SystemClock.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).year()
}

#[test]
fn a_database_that_is_no_database_any_more_is_damage() {
    let folder = used();
    let data = folder.path().join("data");
    for name in ["tellfirst.db-wal", "tellfirst.db-shm"] {
        let _ = fs::remove_file(data.join(name));
    }
    fs::write(data.join("tellfirst.db"), vec![b'x'; 8192]).unwrap();
    let output = run(&["verify-store", "--json"], &data);
    assert_eq!(output.status.code(), Some(1));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["sound"], false);
    assert_eq!(answer["problems"][0]["kind"], "database");
}

/// A data folder in which no job has run yet.
fn opened() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    drop(App::open(folder.path().to_owned(), Config::default(), Box::new(SystemClock)).unwrap());
    folder
}

#[test]
fn the_publication_key_is_listed_replaced_and_retired_and_no_public_part_is_taken_for_it() {
    let folder = opened();
    let first = said(&run(&["key", "make", "--name", "Example <psirt@example.com>"], folder.path()));
    assert!(first.contains("signs") && first.contains("Example <psirt@example.com>"), "{first}");
    assert!(refusal(&run(&["key", "make"], folder.path())).contains("use `rotate`"));
    let print = first.split_whitespace().next().unwrap().to_owned();
    assert!(refusal(&run(&["key", "retire", &print], folder.path())).contains("this key signs now"));
    let second = said(&run(&["key", "rotate", "--overlap-days", "7"], folder.path()));
    assert!(!second.contains(&print), "{second}");
    let list: serde_json::Value =
        serde_json::from_str(&said(&run(&["key", "list", "--json"], folder.path()))).unwrap();
    assert_eq!((list[0]["state"].as_str(), list[1]["state"].as_str()), (Some("current"), Some("overlap")));
    assert!(!list.to_string().contains("PRIVATE"));
    let ring: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.path().join("keys/publication.json")).unwrap()).unwrap();
    let public = folder.path().join("public.asc");
    fs::write(&public, ring["keys"][0]["public"].as_str().unwrap()).unwrap();
    let taken = run(&["key", "import", public.to_str().unwrap()], folder.path());
    assert!(refusal(&taken).contains("this is the public part only"));
    said(&run(&["key", "retire", &print], folder.path()));
    assert!(refusal(&run(&["key", "retire", "00"], folder.path())).contains("no key with this fingerprint"));
}

#[test]
fn a_reader_gets_a_token_once_and_loses_it_by_its_number() {
    let folder = opened();
    let token = said(&run(&["reader", "add", "Example CERT", "--label", "amber"], folder.path()));
    assert!(token.starts_with("tellfirst_reader_"), "{token}");
    let list = said(&run(&["reader", "list"], folder.path()));
    assert!(list.contains("TLP:AMBER") && list.contains("Example CERT") && !list.contains(token.trim()));
    said(&run(&["reader", "revoke", "1"], folder.path()));
    assert!(said(&run(&["reader", "list"], folder.path())).contains("revoked"));
    assert!(refusal(&run(&["reader", "revoke", "1"], folder.path())).contains("no reader 1"));
    assert_eq!(run(&["reader", "add", "X", "--label", "clear"], folder.path()).status.code(), Some(2));
}

#[test]
fn a_folder_is_checked_as_a_provider_and_a_rehearsal_names_what_is_missing() {
    let folder = opened();
    let app = App::open(folder.path().to_owned(), Config::default(), Box::new(SystemClock)).unwrap();
    server::publish::refresh(&app).unwrap();
    drop(app);
    let site = folder.path().join("public/current");
    let check = |site: &Path| tellfirst(&["provider", "check", "--json"]).arg(site).output().unwrap();
    let output = check(&site);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // Without a public https address of its own a server is nobody's provider.
    assert_eq!(output.status.code(), Some(1), "{report:#}");
    assert_eq!(report["requirements"].as_array().unwrap().len(), 20);
    assert_eq!(check(&folder.path().join("keys")).status.code(), Some(2));
    let out = folder.path().join("look");
    let mut tried = tellfirst(&["publish", "--dry-run", "LNK-2026-9999", "--out"]);
    let output = tried.arg(&out).arg("--data").arg(folder.path()).output().unwrap();
    assert!(refusal(&output).contains("there is no case LNK-2026-9999"));
    assert!(!out.exists());
}

#[test]
fn cve_validate_says_by_its_exit_status_whether_records_are_valid() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let record = |id: &str| {
        format!(
            r#"{{"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {{"cveId": "{id}",
            "assignerOrgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6", "state": "REJECTED"}}, "containers": {{"cna": {{
            "providerMetadata": {{"orgId": "b3476cb9-2e3d-41a6-98d0-0f47421a65b6"}},
            "rejectedReasons": [{{"lang": "en", "value": "unused"}}]}}}}}}"#
        )
    };
    let good = file("good.json", &record("CVE-2026-10042"));
    let bad = file("bad.json", &record("CVE-26-1"));
    let twice = file("twice.json", r#"{"dataType": "CVE_RECORD", "dataType": "CVE_RECORD"}"#);
    let broken = file("broken.json", "{");
    let validate = |files: &[&str]| tellfirst(&["cve", "validate"]).args(files).output().unwrap();
    let words = said(&validate(&[&good]));
    assert!(words.contains("warning rejection-explanation (CNA rule 4.5.3.7, cvelint E003)"), "{words}");
    assert!(words.contains("valid as CVE record 5.1.1 (0 errors, 1 warnings, 0 notes)"), "{words}");
    assert_eq!(validate(&[&good, &bad]).status.code(), Some(1));
    assert_eq!(validate(&[&twice]).status.code(), Some(1));
    refusal(&validate(&[&broken]));
    refusal(&validate(&["/nowhere/at/all.json"]));
    let answer = validate(&[&bad, "--json"]);
    let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    let document = &answer["documents"][0];
    assert_eq!((&document["valid"], &document["schemas"]["5.2.0"]), (&false.into(), &false.into()));
    assert_eq!(document["findings"][0]["rule"], "schema");
    assert_eq!(document["findings"][0]["pointer"], "/cveMetadata/cveId");
}

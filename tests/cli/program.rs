//! The real program, run as a script runs it, in training: exit statuses, and exactly one JSON value.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A counter of its own: settings, journal and the simulated provider's books.
struct Counter(TempDir);

/// What a run came to.
#[derive(Debug)]
struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Counter {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = "[journal]\npath = \"desk.db\"\n[policy]\nscan_wait = \"2s\"\n\
            poll_every = \"200ms\"\n";
        std::fs::write(folder.path().join("config.toml"), settings).unwrap();
        Self(folder)
    }

    fn command(&self) -> Command {
        program(self.0.path())
    }

    fn run(&self, line: &str) -> Ran {
        let mut command = self.command();
        ran(command.args(line.split_whitespace()).stdin(Stdio::null()))
    }

    fn json(&self, line: &str) -> (i32, Value) {
        let ran = self.run(&format!("--json {line}"));
        let value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{line}: {ran:?}"));
        (ran.status, value)
    }
}

/// The program in `folder`, whose `config.toml` it finds by itself.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpane"));
    command.current_dir(folder).env_remove("COUNTERPANE_CONFIG");
    // Nothing of the person who runs the tests.
    command.env("HOME", folder).env("XDG_DATA_HOME", folder).env("XDG_CONFIG_HOME", folder);
    command
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A payment code of the guest with this number in `assets/lessons.toml`.
fn code(guest: u32, which: u32) -> String {
    format!("28{guest}{which:014}")
}

#[test]
fn a_stay_from_hold_to_refund() {
    let counter = Counter::new();
    let hold = format!("hold --room 1208 --amount 500 --guest Li --code {}", code(10, 1));
    let (status, good) = counter.json(&hold);
    assert_eq!((status, &good["state"], &good["money"]), (0, &json!("held"), &json!("held")));
    assert_eq!((&good["held"], &good["remaining"]), (&json!("500.00"), &json!("500.00")));
    let id = &good["id"].as_str().unwrap()[..5];

    let (status, refused) = counter.json(&format!("capture {id} --amount 500.01"));
    assert_eq!((status, &refused["error"]["code"]), (3, &json!("refused.above_remaining")));
    let (status, wrong) = counter.json(&format!("capture {id} --amount 1.001"));
    assert!(status == 2 && wrong["error"]["hint"].is_string(), "{wrong}");

    let (status, charged) = counter.json(&format!("capture {id} --amount 380"));
    assert_eq!((status, &charged["state"]), (0, &json!("settled")));
    assert_eq!((&charged["captured"], &charged["released"]), (&json!("380.00"), &json!("120.00")));
    let (status, refunded) = counter.json(&format!("refund {id} --amount 30 --reason minibar"));
    assert_eq!((status, &refunded["captures"][0]["refunded"]), (0, &json!("30.00")));

    let (status, all) = counter.json("list --room 1208");
    assert_eq!((status, &all["holds"][0]), (0, &refunded));
    let (_, open) = counter.json("list --open");
    assert_eq!(open, json!({ "holds": [] }));
    let (status, found) = counter.json("search Li");
    assert_eq!((status, &found["holds"][0]["id"]), (0, &good["id"]));
    let (status, verified) = counter.json("journal verify");
    assert_eq!((status, &verified["sound"]), (0, &json!(true)));
    // The mode's own file, never the one that the settings name.
    assert!(counter.0.path().join("desk.training.db").exists());
    assert!(!counter.0.path().join("desk.db").exists());
}

#[test]
fn what_is_refused_and_what_is_not_known() {
    let counter = Counter::new();
    let hold = |room: u32, guest| {
        counter.json(&format!("hold --room {room} --amount 500 --code {}", code(guest, room)))
    };
    let (status, poor) = hold(1, 13);
    assert_eq!((status, &poor["state"]), (3, &json!("not_held")));
    assert_eq!(poor["trouble"]["code"], json!("MONEY_NOT_ENOUGH"));
    assert!(poor["trouble"]["do"].is_string() && poor["trouble"]["say"].is_string());

    let (status, shown) = counter.json("hold --room 2 --amount 500 --qr --wait 0");
    assert_eq!((status, &shown["money"]), (4, &json!("not_known_yet")));
    let (status, again) = counter.json("hold --room 2 --amount 500 --qr --wait 0");
    assert!(status == 4 && again["error"]["code"].is_string(), "{again}");
    assert_eq!(counter.json("show ZZZZZZZZ").0, 2);
}

#[test]
fn a_payment_code_comes_from_standard_input_and_goes_nowhere() {
    let counter = Counter::new();
    let arguments = ["hold", "--room", "7", "--amount", "20", "--json", "--code", "-"];
    let mut command = counter.command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let code = code(10, 99);
    child.stdin.take().unwrap().write_all(format!("{code}\r\n").as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));

    let wrong = counter.run("hold --room 8 --amount 20 --code 134567890123456789");
    assert_eq!(wrong.status, 2);
    assert!(wrong.out.is_empty() && !wrong.err.contains("134567890123456789"), "{wrong:?}");
    // Neither the terminal's files nor what it printed have the code in them.
    let mut files = 0;
    for entry in std::fs::read_dir(counter.0.path()).unwrap() {
        let path = entry.unwrap().path();
        let simulated = path.to_string_lossy().contains(".books.");
        if path.is_file() && !simulated {
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(code.len()).any(|window| window == code.as_bytes());
            assert!(!found, "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 1);
    assert!(!String::from_utf8(output.stdout).unwrap().contains(&code));
}

#[test]
fn wrong_settings_name_key_file_and_line() {
    let counter = Counter::new();
    std::fs::write(counter.0.path().join("wrong.toml"), "[hotel]\ncurrency = \"HK\"\n").unwrap();
    let (status, wrong) = counter.json("--config wrong.toml list");
    let message = wrong["error"]["message"].as_str().unwrap();
    assert!(status == 2 && message.contains("wrong.toml:2: hotel.currency: "), "{message}");
    let (status, missing) = counter.json("--config none.toml list");
    assert!(status == 2 && missing["error"]["message"].as_str().unwrap().contains("none.toml"));
    let usage = counter.run("--json hold");
    let value: Value = serde_json::from_str(&usage.out).unwrap();
    assert!(usage.status == 2 && value["error"]["message"].is_string());
    assert!(usage.err.is_empty(), "{usage:?}");
}

#[test]
fn doctor_in_training_finds_nothing_wrong() {
    let counter = Counter::new();
    let (status, found) = counter.json("doctor");
    assert_eq!(status, 0, "{found}");
    let checks = found["checks"].as_array().unwrap();
    assert!(checks.iter().all(|check| check["about"] != json!("provider")), "{found}");
}

/// Stops the server when the test is over, however it ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _gone = self.0.kill().and_then(|()| self.0.wait());
    }
}

/// The simulated provider as a server, and the settings that it writes: a whole set-up as with a real
/// account.
#[test]
fn doctor_asks_the_gateway() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(folder.path());
    command.args(["simulator", "--listen", "127.0.0.1:0", "--keys", "keys"]);
    let mut server = Server(command.stderr(Stdio::piped()).spawn().unwrap());
    let mut lines = BufReader::new(server.0.stderr.take().unwrap()).lines();
    let first = lines.next().unwrap().unwrap();
    assert!(first.contains("http://127.0.0.1:"), "{first}");

    let doctor = |settings: &str| {
        let mut command = program(folder.path());
        let ran = ran(command.args(["--config", settings, "doctor", "--json"]));
        let found: Value = serde_json::from_str(&ran.out).unwrap();
        let provider = found["checks"].as_array().unwrap().iter();
        let health = provider.filter(|check| check["about"] == json!("provider"));
        (ran.status, health.map(|check| check["health"].clone()).collect::<Vec<_>>())
    };
    assert_eq!(doctor("keys/config.toml"), (0, vec![json!("ok")]));

    let good = std::fs::read_to_string(folder.path().join("keys/config.toml")).unwrap();
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{good}");
        std::fs::write(folder.path().join("keys/wrong.toml"), good.replace(from, to)).unwrap();
        doctor("keys/wrong.toml")
    };
    // The application of another environment, then the merchant's own public key for Alipay's.
    assert_eq!(change("app_id = \"9", "app_id = \"8"), (2, vec![json!("bad")]));
    assert_eq!(change("\"alipay_public_key.pem\"", "\"merchant_public_key.pem\""), (2, vec![]));
}

//! A counter of its own for each test: a folder with settings, keys and a journal, and a simulated
//! provider that serves it over HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, LazyLock, Mutex};

use counterpane::io::simulator;
use counterpane::simulator::{Books, lesson, lesson_code};
use serde_json::Value;
use tempfile::TempDir;

use crate::run::{LONGEST, PROGRAM, Ran, Running, clock};

/// Waits as short as the settings take them.
pub(crate) const QUICK: &str = r#"
scan_wait = "2s"
qr_wait = "6s"
poll_every = "100ms"
poll_every_later = "100ms"
connect_timeout = "1s"
request_timeout = "1s"
retry_after = ["100ms", "200ms", "400ms"]
background_after = ["1s"]
absent_after = ["1s"]
capture_wait = "3s"
absent_again = "200ms"
rest_wait = "1s"
"#;

pub(crate) struct World {
    folder: TempDir,
    /// In sandbox mode the provider; in training it is inside the program.
    provider: Option<Provider>,
    guests: Mutex<u64>,
    /// What the program finds in its environment beside what every counter has.
    pub(crate) besides: Vec<(&'static str, PathBuf)>,
}

/// `counterpane simulator` at work.
struct Provider {
    child: Child,
    address: String,
    said: Arc<Mutex<String>>,
}

impl World {
    /// Against `counterpane simulator`.
    pub(crate) fn new() -> Self {
        Self::beside(&[])
    }

    /// Against a simulator that finds this in its environment.
    pub(crate) fn beside(besides: &[(&'static str, PathBuf)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        put_keys(&folder.path().join("keys"));
        let provider = Some(Provider::start(folder.path(), besides));
        let world = Self { folder, provider, guests: Mutex::new(0), besides: Vec::new() };
        world.write_settings(world.address());
        world
    }

    /// In training, with the settings in this user's settings folder.
    pub(crate) fn training(policy: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        put_keys(&folder.path().join("data/counterpane/training.alipay"));
        let settings = folder.path().join("settings/counterpane");
        fs::create_dir_all(&settings).unwrap();
        fs::write(settings.join("config.toml"), format!("[policy]\n{policy}")).unwrap();
        Self { folder, provider: None, guests: Mutex::new(0), besides: Vec::new() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Gives a file's rights to this user alone.
    pub(crate) fn make_private(&self, name: &str) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o600)).unwrap();
    }

    /// Host and port of the provider.
    pub(crate) fn address(&self) -> &str {
        &self.provider.as_ref().unwrap().address
    }

    /// What the provider said of its requests so far.
    pub(crate) fn said(&self) -> String {
        self.provider.as_ref().unwrap().said.lock().unwrap().clone()
    }

    /// Settings with another way to the provider.
    pub(crate) fn write_settings(&self, address: &str) {
        self.write_settings_of(&format!("http://{address}/gateway.do"), QUICK);
    }

    /// The same with other waits.
    pub(crate) fn write_settings_of(&self, gateway: &str, policy: &str) {
        fs::write(self.path("desk.toml"), settings(gateway, policy)).unwrap();
    }

    /// The settings with the journal somewhere else.
    pub(crate) fn put_journal(&self, path: &str) {
        let text = fs::read_to_string(self.path("desk.toml")).unwrap();
        let old = text.lines().find(|line| line.starts_with("path = ")).unwrap().to_owned();
        fs::write(self.path("desk.toml"), text.replace(&old, &format!("path = \"{path}\"")))
            .unwrap();
    }

    /// The program with a home of its own. `word` is an argument without spaces in it.
    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(words.split_whitespace()).current_dir(self.folder.path());
        command.envs(self.environment()).envs(self.besides.iter().cloned());
        command.env_remove("NO_COLOR").env_remove("COLORFGBG").env_remove("COUNTERPANE_CONFIG");
        if let Some(settings) = self.settings() {
            command.env("COUNTERPANE_CONFIG", settings);
        }
        command
    }

    /// The settings file of a world with a provider; training's is where the program looks for it.
    pub(crate) fn settings(&self) -> Option<PathBuf> {
        self.provider.is_some().then(|| self.path("desk.toml"))
    }

    /// Where this user's files are.
    pub(crate) fn environment(&self) -> [(&'static str, PathBuf); 3] {
        let folder = |name: &str| self.path(name);
        [
            ("HOME", folder("home")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CONFIG_HOME", folder("settings")),
        ]
    }

    pub(crate) fn start(&self, words: &str) -> Running {
        Running::start(&mut self.command(words))
    }

    pub(crate) fn run(&self, words: &str) -> Ran {
        self.start(words).end()
    }

    /// A payment code that no guest has shown before.
    pub(crate) fn code(&self, of: &str) -> String {
        let mut guests = self.guests.lock().unwrap();
        *guests += 1;
        // Spread over all its figures, as a wallet's is: ten noughts in a row are in other numbers too.
        lesson_code(lesson(of).unwrap(), guests.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// Holds 500.00 for a room and gives the hold back.
    pub(crate) fn held(&self, room: &str, guest: &str) -> Value {
        let code = self.code(guest);
        let ran = self.run(&format!("hold --json --room {room} --amount 500 --code {code}"));
        let hold = ran.ends(0);
        assert_eq!((&hold["state"], &hold["remaining"]), (&"held".into(), &"500.00".into()));
        hold
    }

    /// Every hold of the journal.
    pub(crate) fn holds(&self) -> Vec<Value> {
        let list = self.run("list --json").ends(0);
        list["holds"].as_array().unwrap().clone()
    }

    pub(crate) fn books(&self) -> Books {
        Books::open(&self.path("keys/books.db")).unwrap()
    }

    /// Asks until nothing is unclear any more.
    pub(crate) fn settle(&self) {
        let start = clock();
        while !self.is_settled() {
            assert!(start.elapsed() < LONGEST, "not settled: {:?}", self.holds());
        }
    }

    /// Asks once, and says whether nothing is unclear any more.
    pub(crate) fn is_settled(&self) -> bool {
        let open = |hold: &Value| {
            matches!(hold["state"].as_str(), Some("waiting" | "unclear" | "attention"))
        };
        self.run("check --json").status == Some(0) && !self.holds().iter().any(open)
    }

    /// The journal and the provider's books say the same of every order, the provider saw nothing
    /// that it forbids, and no attempt became two orders.
    pub(crate) fn agrees(&self) {
        assert_eq!(self.books().violations().unwrap(), [], "{}", self.said());
        self.has_equal_books();
    }

    /// The same, whatever the provider forbids.
    pub(crate) fn has_equal_books(&self) {
        let books = self.books();
        let holds = self.holds();
        let mut ours = BTreeMap::new();
        for hold in &holds {
            let name = hold["order_no"].as_str().unwrap().to_owned();
            assert!(ours.insert(name, hold).is_none(), "twice in the journal: {hold}");
        }
        let ledger = books.ledger().unwrap();
        for sums in &ledger {
            let hold = ours.remove(&sums.order_no);
            let hold = hold.unwrap_or_else(|| panic!("lost: {sums:?}"));
            let cents = |field: &str| cents(&hold[field]);
            // A hold that was undone counts as held and released for the provider alone.
            let never = hold["money"] == "not_held" && cents("held") == 0;
            let theirs = if never {
                assert_eq!(sums.held, sums.released, "undone, but not there: {hold}");
                (0, sums.captured.0, 0, sums.refunded.0)
            } else {
                (sums.held.0, sums.captured.0, sums.released.0, sums.refunded.0)
            };
            let found = (cents("held"), cents("captured"), cents("released"), cents("refunded"));
            assert_eq!(found, theirs, "{hold}");
            assert_eq!(cents("remaining"), sums.remaining().0, "{hold}");
            assert_ne!(hold["money"], "not_known_yet", "{hold}");
        }
        for hold in ours.values() {
            assert_eq!(hold["state"], "not_held", "the provider has no such order: {hold}");
        }
        let orders = books.orders().unwrap();
        let rooms: BTreeSet<_> = orders.iter().map(|order| &order.title).collect();
        assert_eq!(rooms.len(), orders.len(), "one room has two orders");
    }
}

impl Provider {
    fn start(folder: &Path, besides: &[(&'static str, PathBuf)]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.envs(besides.iter().cloned());
        command.args(["simulator", "--listen", "127.0.0.1:0", "--keys"]).arg(folder.join("keys"));
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let address = first.split(['/', ' ']).find(|part| part.starts_with("127.0.0.1:"));
        let address = address.unwrap_or_else(|| panic!("{first}")).to_owned();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let mut heard = heard.lock().unwrap();
                heard.extend([line.as_str(), "\n"]);
            }
        });
        Self { child, address, said }
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn settings(gateway: &str, policy: &str) -> String {
    format!(
        r#"mode = "sandbox"
[hotel]
currency = "CNY"
[provider.alipay]
gateway = "{gateway}"
app_id = "9021000000000042"
merchant_private_key = "keys/merchant_private_key.pem"
alipay_public_key = "keys/alipay_public_key.pem"
seller_id = "2088102000000001"
[journal]
path = "desk.db"
[policy]{policy}"#
    )
}

/// Keys take a second to make: all tests share one set.
fn put_keys(folder: &Path) {
    static KEYS: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        simulator::open(folder.path()).unwrap();
        let files = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path());
        let keys = files.filter(|path| path.extension().is_some_and(|end| end == "pem"));
        keys.map(|path| (path.file_name().unwrap().into(), fs::read(&path).unwrap())).collect()
    });
    fs::create_dir_all(folder).unwrap();
    for (name, text) in &*KEYS {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
}

/// `"500.00"` is 50000.
pub(crate) fn cents(amount: &Value) -> i64 {
    let text = amount.as_str().unwrap();
    assert_eq!(text.split_once('.').map(|(_, decimals)| decimals.len()), Some(2), "{text}");
    text.replace('.', "").parse().unwrap()
}

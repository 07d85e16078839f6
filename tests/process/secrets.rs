//! Payment codes, keys and tokens are nowhere but where they are needed: every flow is driven with marked
//! ones, and everything that is written, printed, drawn or left in memory is searched for them.
//!
//! What is looked for is in [`hunt`]. The PINs of people are looked for where people are: `people.rs`, and in
//! memory here.

mod cores;
mod echo;
mod flows;
mod hunt;
mod key;
mod memory;
mod printed;
mod rights;
mod screens;
mod settings;

use std::fs;
use std::path::Path;
use std::sync::Mutex;

use counterpane::simulator::{lesson, lesson_code};

use crate::dice::Dice;
use crate::run::{Ran, Running};
use crate::world::World;
use hunt::Hunt;

/// A token of the settings, to be recognised.
const TOKEN: &str = "202611BBmarked77Token5e8c41d9f0";

/// Marked secrets, and everything that was seen of a world.
struct Marks {
    dice: Mutex<Dice>,
    codes: Mutex<Vec<String>>,
    seen: Mutex<Vec<(String, Vec<u8>)>>,
}

impl Marks {
    fn new(seed: u64) -> Self {
        Self { dice: Mutex::new(Dice(seed)), codes: Mutex::default(), seen: Mutex::default() }
    }

    /// A code of this guest whose digits are no others'.
    fn code(&self, of: &str) -> String {
        let code = lesson_code(lesson(of).unwrap(), self.dice.lock().unwrap().roll());
        self.codes.lock().unwrap().push(code.clone());
        code
    }

    /// Something that a person could have come to see.
    fn see(&self, what: &str, bytes: impl Into<Vec<u8>>) {
        self.seen.lock().unwrap().push((what.to_owned(), bytes.into()));
    }

    /// Runs a command and keeps all that it printed. `told` goes to its standard input.
    fn run(&self, world: &World, words: &str, told: Option<&str>) -> Ran {
        let mut command = world.command(words);
        // What a person sets who looks for a fault.
        command.envs([("RUST_LOG", "trace"), ("RUST_BACKTRACE", "full")]);
        let mut running = Running::start(&mut command);
        if let Some(told) = told {
            running.tell(told);
        }
        let ran = running.end();
        self.see(&format!("standard output of {words}"), ran.out.clone());
        self.see(&format!("standard error of {words}"), ran.err.clone());
        ran
    }

    /// All secrets of a world whose keys are in `keys`.
    fn hunt(&self, keys: &Path) -> Hunt {
        let key = |name: &str| fs::read_to_string(keys.join(name)).unwrap();
        let hunt = Hunt::default()
            .text("token", TOKEN)
            .key("merchant's key", &key("merchant_private_key.pem"))
            .key("provider's key", &key("alipay_private_key.pem"));
        self.codes.lock().unwrap().iter().fold(hunt, |hunt, code| hunt.code(code))
    }

    /// Nothing that was seen, and no file of the world but those that hold keys, has a secret in it.
    /// `named` are files that must be among them.
    fn are_nowhere(&self, world: &World, keys: &str, named: &[&str]) {
        let keys = world.path(keys);
        let hunt = self.hunt(&keys);
        let files = files(world);
        for name in named {
            let there = files.iter().any(|(file, bytes)| file.ends_with(name) && !bytes.is_empty());
            assert!(
                there,
                "no {name} among {:?}",
                files.iter().map(|(file, _)| file).collect::<Vec<_>>()
            );
        }
        let seen = self.seen.lock().unwrap();
        let mut searched = 0;
        for (what, bytes) in seen.iter().chain(&files) {
            // These are the keys, and the settings are where the token is set.
            let holds_keys = what.ends_with("_private_key.pem") || what.contains(".toml");
            if !holds_keys {
                assert_eq!(
                    hunt.search(bytes),
                    [] as [String; 0],
                    "in {what}: {}",
                    near(&hunt, bytes)
                );
                searched += bytes.len();
            }
        }
        let codes = self.codes.lock().unwrap().len();
        println!(
            "{codes} codes, 2 keys and a token: 0 times in {} files and {} outputs, {searched} bytes",
            files.len(),
            seen.len()
        );
    }
}

/// What stands around the first find.
fn near(hunt: &Hunt, bytes: &[u8]) -> String {
    let found = hunt.search(bytes);
    let at: usize =
        found.first().and_then(|found| found.rsplit(' ').next()?.parse().ok()).unwrap_or(0);
    let part = &bytes[at.saturating_sub(300)..bytes.len().min(at + 60)];
    part.escape_ascii().to_string()
}

/// Every file of a world.
fn files(world: &World) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![world.path("")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.is_file() {
                found.push((path.display().to_string(), fs::read(&path).unwrap()));
            }
        }
    }
    found
}

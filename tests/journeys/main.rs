//! Journeys by key script over the screens, with a desk that answers by hand.

#![cfg(test)]

#[path = "../screens/keys.rs"]
mod keys;
#[path = "../screens/picture.rs"]
mod picture;
#[path = "../screens/samples.rs"]
mod samples;

mod asked;
mod attention;
mod check_in;
mod check_out;
mod keys_counted;
mod people;
mod plugging;
mod random;
mod scanner;
mod shifts;
mod time;
mod waiting;

use counterpane::desk::{Command, HoldView, Refusal};
use counterpane::domain::HoldId;
use counterpane::locale::Language;
use counterpane::scanner::{DeviceId, Scan, Source, Wait};
use counterpane::tui::{Mode, Model, Msg, Reply, Sound, Wish};

use samples::{later, model, scan, snapshot};

/// A cashier at the counter, and what the screens wished for.
struct Counter {
    model: Model,
    wishes: Vec<Wish>,
    /// Milliseconds since the model was made.
    millis: i64,
    /// The wait that scanners read in, and whether their raw reports are wanted.
    wait: Wait,
    watched: bool,
}

impl Counter {
    fn open(mode: Mode) -> Self {
        let model = model(mode, Language::English);
        Self { model, wishes: Vec::new(), millis: 0, wait: Wait::default(), watched: false }
    }

    /// Does at once what the world does at once, and keeps the rest.
    fn carry_out(&mut self, wishes: Vec<Wish>) {
        for wish in wishes {
            if let Wish::Listen(wait) = wish {
                assert!(wait > self.wait, "a wait that was there before");
                self.wait = wait;
            } else if let Wish::Watch(watched) = wish {
                self.watched = watched;
            } else {
                self.wishes.push(wish);
            }
        }
    }

    /// Takes the sounds so far.
    fn sounds(&mut self) -> Vec<Sound> {
        let sound = |wish: &Wish| if let Wish::Bell(sound) = wish { Some(*sound) } else { None };
        let sounds = self.wishes.iter().filter_map(sound).collect();
        self.wishes.retain(|wish| sound(wish).is_none());
        sounds
    }

    /// Presses keys at a hand's pace.
    fn keys(&mut self, names: &[&str]) -> &mut Self {
        for name in names {
            self.wait(200);
            self.press(name);
        }
        self
    }

    /// Presses a key now.
    fn press(&mut self, name: &str) -> &mut Self {
        let wishes = keys::press(&mut self.model, name, later(self.millis));
        self.carry_out(wishes);
        self
    }

    /// Types a text as a hand does, one key after the other.
    fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.keys(&[c.to_string().as_str()]);
        }
        self
    }

    /// A scanner that types, `gap` milliseconds between two characters, without a final key.
    fn burst(&mut self, text: &str, gap: i64) -> &mut Self {
        for c in text.chars() {
            self.wait(gap);
            self.press(&c.to_string());
        }
        self
    }

    fn wait(&mut self, millis: i64) -> &mut Self {
        self.millis += millis;
        self
    }

    fn tell(&mut self, msg: Msg) -> &mut Self {
        let wishes = self.model.update(msg, later(self.millis));
        self.carry_out(wishes);
        self
    }

    fn scan(&mut self, text: &str) -> &mut Self {
        let scan = scan(text, self.millis);
        self.tell(Msg::Scan(scan))
    }

    /// A HID POS scanner, device 1, reads this in the present wait.
    fn reads(&mut self, text: &str) -> &mut Self {
        self.reads_as(text, Source::HidPos, 1, self.wait)
    }

    fn reads_as(&mut self, text: &str, source: Source, device: u32, wait: Wait) -> &mut Self {
        let scan = Scan { source, device: Some(DeviceId(device)), wait, ..scan(text, self.millis) };
        self.tell(Msg::Scan(scan))
    }

    fn holds(&mut self, holds: Vec<HoldView>) -> &mut Self {
        self.tell(snapshot(holds))
    }

    /// The commands so far, taken.
    fn commands(&mut self) -> Vec<(u64, Command)> {
        let taken = std::mem::take(&mut self.wishes);
        let of = |wish| {
            if let Wish::Command { ticket, command } = wish {
                Some((ticket, command))
            } else {
                None
            }
        };
        taken.into_iter().filter_map(of).collect()
    }

    /// The only command so far, taken.
    fn command(&mut self) -> (u64, Command) {
        let mut commands = self.commands();
        assert_eq!(commands.len(), 1, "{commands:?}\n{}", self.shown());
        commands.remove(0)
    }

    fn accepted(&mut self, ticket: u64, hold: HoldId) -> &mut Self {
        let hold = Some(hold);
        self.tell(Msg::Reply(Reply::Accepted { ticket, hold }))
    }

    fn rejected(&mut self, ticket: u64, refusal: Refusal) -> &mut Self {
        self.tell(Msg::Reply(Reply::Rejected { ticket, refusal }))
    }

    fn shown(&self) -> String {
        picture::text(&self.model, 80, 24)
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let shown = self.shown();
        assert!(shown.contains(words), "no {words:?} on\n{shown}");
        self
    }

    #[track_caller]
    fn sees_no(&mut self, words: &str) -> &mut Self {
        let shown = self.shown();
        assert!(!shown.contains(words), "{words:?} on\n{shown}");
        self
    }
}

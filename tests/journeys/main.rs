//! Journeys by key script over the screens, with a desk that answers by hand.

#![cfg(test)]

#[path = "../screens/keys.rs"]
mod keys;
#[path = "../screens/picture.rs"]
mod picture;
#[path = "../screens/samples.rs"]
mod samples;

mod check_in;
mod random;
mod scanner;
mod time;
mod waiting;

use counterpane::desk::{Command, HoldView, Refusal};
use counterpane::domain::HoldId;
use counterpane::locale::Language;
use counterpane::tui::{Mode, Model, Msg, Reply, Wish};

use samples::{later, model, scan, snapshot};

/// A cashier at the counter, and what the screens wished for.
struct Counter {
    model: Model,
    wishes: Vec<Wish>,
    /// Milliseconds since the model was made.
    millis: i64,
}

impl Counter {
    fn open(mode: Mode) -> Self {
        Self { model: model(mode, Language::English), wishes: Vec::new(), millis: 0 }
    }

    /// Presses keys at a hand's pace.
    fn keys(&mut self, names: &[&str]) -> &mut Self {
        for name in names {
            self.wait(200);
            let mut wishes = keys::press(&mut self.model, name, later(self.millis));
            self.wishes.append(&mut wishes);
        }
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
            let mut wishes = keys::press(&mut self.model, &c.to_string(), later(self.millis));
            self.wishes.append(&mut wishes);
        }
        self
    }

    fn wait(&mut self, millis: i64) -> &mut Self {
        self.millis += millis;
        self
    }

    fn tell(&mut self, msg: Msg) -> &mut Self {
        let mut wishes = self.model.update(msg, later(self.millis));
        self.wishes.append(&mut wishes);
        self
    }

    fn scan(&mut self, text: &str) -> &mut Self {
        let scan = scan(text, self.millis);
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

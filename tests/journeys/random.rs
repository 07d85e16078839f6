//! Any keys in any order: no screen breaks, and nothing is asked for that a person did not fill in.

use proptest::prelude::*;

use counterpane::desk::{Command, How, Refusal};
use counterpane::scanner::{DeviceId, Garbled, Health, RawReport, Source, Wait};
use counterpane::tui::{Mode, Msg};

use crate::Counter;
use crate::samples::{
    CODE, day, held, id, one_scanner, refused, roster, showing_qr, silent, waiting,
};

/// What may happen at a counter. Function keys and editing come more often than the rest.
const EVENTS: [&str; 41] = [
    "F12",
    "reads",
    "plugged",
    "unplugged",
    "garbled",
    "half",
    "report",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "Enter",
    "Enter",
    "Enter",
    "Esc",
    "Esc",
    "Tab",
    "Shift+Tab",
    "Up",
    "Down",
    "Down",
    "PageDown",
    "Ctrl+U",
    "Ctrl+Q",
    "1",
    "208",
    "张",
    "+2",
    "0.5",
    "scan",
    "burst",
    "paste",
    "wait",
    "holds",
    "other holds",
];

fn happen(counter: &mut Counter, event: &str) {
    match event {
        "scan" => counter.scan(CODE),
        "burst" => counter.wait(300).burst(CODE, 5),
        "reads" => counter.reads(CODE),
        "plugged" => counter.tell(one_scanner(Health::Reading)),
        "unplugged" => counter.tell(roster(Vec::new())),
        "garbled" => counter.tell(Msg::Garbled(Garbled::Half)),
        "half" => counter.wait(300).burst(&CODE[..9], 5),
        "report" => counter.tell(Msg::Report(RawReport::masked(
            DeviceId(1),
            crate::later(counter.millis),
            &[2, 18, 0x32, 0x38, 0, 0],
            None,
        ))),
        "paste" => counter.tell(Msg::Paste("1208 张伟".to_owned().into())),
        "wait" => counter.wait(1700).tell(Msg::Tick),
        "holds" => counter.holds(day()),
        "other holds" => counter.holds(vec![
            showing_qr(1, "1208", "张伟"),
            silent(2, "2101", "Ms Lee"),
            refused(3, "606", ""),
            held(4, "918", "欧阳娜娜", 80_000),
        ]),
        key => counter.keys(&[key]),
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_keys_breaks_a_screen(places in proptest::collection::vec(0..EVENTS.len(), 1..60)) {
        let mut counter = Counter::open(Mode::Training);
        for place in places {
            happen(&mut counter, EVENTS[place]);
            let _shown = counter.shown();
            for (_, command) in counter.commands() {
                if let Command::Hold { stay, money, .. } = command {
                    prop_assert!(!stay.room.trim().is_empty() && money.is_positive());
                }
            }
        }
    }

    /// Wherever a person is, Esc leads back to the start and asks for nothing.
    #[test]
    fn esc_always_leads_home(places in proptest::collection::vec(0..EVENTS.len(), 1..40)) {
        let mut counter = Counter::open(Mode::Live);
        for place in places {
            happen(&mut counter, EVENTS[place]);
        }
        counter.wait(1000).tell(Msg::Tick).commands();
        for _ in 0..80 {
            counter.keys(&["Esc"]);
        }
        let shown = counter.shown();
        let home = shown.lines().next().unwrap_or_default();
        prop_assert!(home.contains("Today") || home.contains("今日"), "{}", shown);
        prop_assert!(counter.commands().is_empty());
    }
}

/// What scanners and the desk may do to a form, beside a hand.
const SCANS: [&str; 18] = [
    "reads", "reads", "reads", "again", "serial", "keys", "keys", "both", "old", "halves",
    "accept", "reject", "garbled", "plug", "F3", "Esc", "F1", "Enter",
];

/// A counter where every scan has a code of its own.
struct Scans {
    counter: Counter,
    /// Codes that may be sent, each once.
    fresh: Vec<String>,
    /// The last one, and every one.
    code: String,
    count: u64,
    /// The request of the form that is shown.
    sent: Option<u64>,
}

impl Scans {
    fn new() -> Self {
        let counter = Counter::open(Mode::Live);
        Self { counter, fresh: Vec::new(), code: CODE.to_owned(), count: 0, sent: None }
    }

    fn next(&mut self) -> String {
        self.count += 1;
        self.code = format!("28{:016}", 5_000_000_000_000_000 + self.count * 73_001);
        self.code.clone()
    }

    fn happen(&mut self, event: &str, pause: i64) {
        self.counter.wait(pause);
        let before = self.counter.wait;
        match event {
            "reads" | "again" | "serial" | "keys" | "both" => {
                let code = if event == "again" { self.code.clone() } else { self.next() };
                self.fresh.push(code.clone());
                match event {
                    "serial" => {
                        self.counter.reads_as(&code, Source::Serial, 2, before);
                    }
                    "keys" | "both" => {
                        self.counter.wait(400).burst(&code, 8);
                        if event == "both" {
                            self.counter.reads_as(&code, Source::HidPos, 1, before);
                        }
                        self.counter.wait(5).press("Enter").press("Tab");
                    }
                    _ => {
                        self.counter.reads(&code);
                    }
                }
            }
            "old" => {
                let code = self.next();
                let old = Wait(before.0.wrapping_sub(1));
                self.counter.reads_as(&code, Source::HidPos, 1, old);
            }
            "halves" => {
                let code = self.next();
                self.counter.wait(400).burst(&code[..9], 5).wait(300).tell(Msg::Tick);
                self.counter.keys(&["Ctrl+U"]);
            }
            "accept" | "reject" => {
                if let Some(ticket) = self.sent.take() {
                    if event == "accept" {
                        let holds = vec![waiting(1, "1208", "")];
                        self.counter.accepted(ticket, id(1)).holds(holds);
                    } else {
                        self.counter.rejected(ticket, Refusal::Busy);
                    }
                }
            }
            "garbled" => {
                self.counter.tell(Msg::Garbled(Garbled::Mixed));
            }
            "plug" => {
                self.counter.tell(one_scanner(Health::Reading));
            }
            "F3" => {
                let on_home = self.counter.shown().contains("| Today");
                self.counter.keys(&["F3"]);
                if on_home {
                    self.counter.types("1208");
                }
            }
            key => {
                let on_form = self.counter.shown().contains("| Check in");
                self.counter.keys(&[key]);
                if on_form && key == "Esc" {
                    self.sent = None;
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// One request for a form at a time, one for each code, none for what was read before; and no
    /// code is ever on the screen.
    #[test]
    fn scans_in_any_order_pay_once_and_are_not_seen(
        events in proptest::collection::vec((0..SCANS.len(), 0..1500_i64), 1..50),
    ) {
        let mut scans = Scans::new();
        scans.happen("F3", 0);
        for (place, pause) in events {
            scans.happen(SCANS[place], pause);
            let shown = scans.counter.shown();
            prop_assert!(!shown.contains(&scans.code[4..16]), "{}\n{}", scans.code, shown);
            let printed = format!("{:?}", scans.counter.model);
            prop_assert!(!printed.contains(&scans.code[..10]), "it is printed");
            for (ticket, command) in scans.counter.commands() {
                let Command::Hold { how: How::Scan(code), .. } = command else {
                    continue;
                };
                prop_assert_eq!(scans.sent, None, "two for one form");
                scans.sent = Some(ticket);
                let found = scans.fresh.iter().position(|fresh| fresh == code.expose());
                prop_assert!(found.is_some(), "sent twice, or never to be sent");
                scans.fresh.remove(found.unwrap());
            }
        }
    }
}

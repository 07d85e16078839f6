//! Any keys in any order: no screen breaks, and nothing is asked for that a person did not fill in.

use proptest::prelude::*;

use counterpane::desk::Command;
use counterpane::tui::{Mode, Msg};

use crate::Counter;
use crate::samples::{CODE, day, held, refused, showing_qr, silent};

/// What may happen at a counter. Function keys and editing come more often than the rest.
const EVENTS: [&str; 34] = [
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

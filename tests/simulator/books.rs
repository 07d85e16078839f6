//! The books: shared between processes, kept over their end, and never short of money.

use counterpane::simulator::{Books, OrderStatus, Way};
use proptest::prelude::*;

use crate::terminal::*;

#[test]
fn the_books_outlive_the_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let mut before = Terminal::with(Books::open(&path).unwrap());
    before.hold("H1", "lost");
    drop(before);
    let mut after = Terminal::with(Books::open(&path).unwrap());
    assert_eq!(after.standing("H1"), "SUCCESS/AUTHORIZED");
    let orders = after.simulator.books().orders().unwrap();
    assert_eq!(orders.len(), 1);
    assert_eq!((orders[0].status, orders[0].way), (OrderStatus::Authorized, Way::Scan));
}

#[test]
fn two_terminals_meet_the_same_money() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let mut first = Terminal::with(Books::open(&path).unwrap());
    let auth_no = first.held("H1", "confirms");
    let second = std::thread::spawn({
        let (path, auth_no) = (path.clone(), auth_no.clone());
        move || {
            let mut second = Terminal::with(Books::open(&path).unwrap());
            second.dice = Dice(99);
            let releases = (0..25).map(|count| unfreeze(&auth_no, &format!("H1V{count}"), "20.00"));
            releases.filter(|content| second.ask(UNFREEZE, content).code() == "10000").count()
        }
    });
    let mine = (0..25)
        .filter(|count| {
            let content = unfreeze(&auth_no, &format!("H1U{count}"), "20.00");
            first.ask(UNFREEZE, &content).code() == "10000"
        })
        .count();
    assert_eq!(mine + second.join().unwrap(), 25, "500.00 is 25 times 20.00");
    assert_eq!(first.sums("H1"), ["500.00", "0.00", "500.00", "0.00", "0.00"]);
}

#[test]
fn lessons_are_counted_over_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let mut terminal = Terminal::with(Books::open(&path).unwrap());
    terminal.hold("H1", "undo-unclear");
    for _ in 0..3 {
        let mut terminal = Terminal::with(Books::open(&path).unwrap());
        assert_eq!(terminal.undo("H1").code(), "SYSTEM_ERROR");
    }
    assert_eq!(terminal.undo("H1").text("action"), "close");
}

#[test]
fn the_books_hold_no_payment_code() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("books.db");
    let mut terminal = Terminal::with(Books::open(&path).unwrap());
    let code = terminal.code("poor");
    terminal.ask(FREEZE, &freeze("H1", &code));
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(code.len()).any(|window| window == code.as_bytes()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever is asked in whatever order, no money comes from nowhere.
    #[test]
    fn money_is_conserved(
        steps in prop::collection::vec((0..5_u8, 1..300_u32, any::<bool>()), 1..14),
    ) {
        let mut terminal = Terminal::new();
        let auth_no = terminal.held("H1", "confirms");
        for (count, (what, yuan, complete)) in steps.into_iter().enumerate() {
            terminal.wait(4);
            let (number, amount) = (format!("H1X{count}"), format!("{yuan}.00"));
            let mode = if complete { "COMPLETE" } else { "NOT_COMPLETE" };
            match what {
                0 => terminal.ask(PAY, &pay(&auth_no, "H1C0", &amount, mode, "confirms")),
                1 => terminal.ask(PAY, &pay(&auth_no, &number, &amount, mode, "confirms")),
                2 => terminal.ask(UNFREEZE, &unfreeze(&auth_no, &number, &amount)),
                3 => terminal.ask(REFUND, &refund("H1C0", &number, &amount)),
                _ => terminal.undo("H1"),
            };
            terminal.sums("H1");
        }
    }
}

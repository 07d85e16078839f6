//! The same at the full-screen terminal: its keys are typed, and it is struck at some moment.

use std::time::Duration;

use crate::blow::Blow;
use crate::day::Day;
use crate::pane::Pane;
use crate::run::signal;

const F3: &str = "\x1bOR";

impl Day {
    /// Opens the terminal, checks a guest in, and strikes.
    pub(crate) fn at_the_screen(&mut self, blow: Blow) {
        let mut pane = Pane::open(&self.world);
        let room = self.room();
        // Now and then in the middle of the start, which takes up what was left open.
        let early = self.dice.roll().is_multiple_of(4);
        if early {
            pane.listen(self.dice.moment(Duration::from_millis(120)));
        } else {
            self.check_in(&mut pane, &room);
        }
        let held = !early && pane.shown().contains("+ HELD");
        strike(&mut pane, blow, early);
        self.tally.screens += 1;
        self.after(true, held);
        if held {
            self.tally.results += 1;
            let mut of_room = self.ledger.holds();
            of_room.retain(|hold| hold.opened.stay.room == room);
            assert_eq!(of_room[0].held().minor(), 73_400, "shown as HELD: {room}");
        }
    }

    fn check_in(&mut self, pane: &mut Pane, room: &str) {
        pane.until("Home", |screen| {
            let shown = screen.contents();
            shown.contains("SANDBOX") && shown.contains("Ctrl+Q") && shown.contains("F3")
        });
        pane.press(F3);
        pane.sees("must be there");
        pane.types(room);
        for _ in 0..4 {
            pane.press("\t");
        }
        pane.press("\x15");
        pane.types("734");
        // A scanner does not type in the same moment as the hand before it.
        pane.listen(Duration::from_millis(300));
        let guest = self.one_of(&["confirms", "confirms", "password", "lost"]);
        pane.press(&format!("{}\r", self.world.code(guest)));
        pane.listen(self.dice.moment(Duration::from_millis(400)));
    }
}

fn strike(pane: &mut Pane, blow: Blow, early: bool) {
    signal(pane.pid, blow.name());
    let status = pane.end();
    // Before it listens for signals they end it as they end any program.
    if blow != Blow::Kill && !early {
        assert_eq!(status, 0, "{}", blow.name());
        pane.is_restored();
    }
}

//! One cell: an operation while a fault strikes it, what the program said, what became of it.

use std::fmt::Write as _;

use counterpane::simulator::Api;
use serde_json::Value;

use crate::call::Call;
use crate::counter::{Counter, PATIENT};
use crate::fault::Fault::{self, Cut, OldReply, Refused};
use crate::fault::How::Close;
use crate::fault::Place::PassedOn;
use crate::fault::Whose;
use crate::operation::Operation;
use crate::table::Row;
use crate::world::cents;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell {
    pub(crate) row: &'static Row,
    pub(crate) operation: Operation,
}

/// A cell whose command is over.
#[derive(Debug)]
pub(crate) struct Begun {
    cell: Cell,
    status: Option<i32>,
    /// The hold as the command showed it.
    said: Value,
    /// Captured, released, refunded and remaining before it.
    before: [i64; 4],
    /// Numbers of the same operation before this one.
    old: Vec<String>,
}

impl Cell {
    /// Runs the command.
    pub(crate) fn begin(self, counter: &Counter, room: &str) -> Begun {
        let Self { row, operation } = self;
        let run = |words: String| counter.world.run(&words);
        let patience = operation.patience();
        counter.go_by(&counter.line.address, patience);
        if row.fault == OldReply(Whose::Another) {
            let other = format!("{room}-before");
            let hold = operation.begin(counter, &other);
            self.strike_reply(counter);
            run(operation.words(counter, &other, hold.as_ref())).ends(0);
            counter.line.heal();
        }
        let mut hold = operation.begin(counter, room);
        let mut old = Vec::new();
        if row.fault == OldReply(Whose::Same) {
            self.strike_reply(counter);
            let once = run(operation.words(counter, room, hold.as_ref())).ends(0);
            counter.line.heal();
            let calls = counter.line.calls(operation.mover(), order_no(&once));
            old.extend(calls.into_iter().map(|call| call.number));
            hold = Some(once);
        }
        let before = hold.as_ref().map_or([0; 4], sums);
        let words = operation.words(counter, room, hold.as_ref());
        if row.fault == Refused {
            counter.go_by(&counter.line.nobody, patience);
        } else {
            // An undo and an inquiry have the number of what they are about.
            let about = hold
                .as_ref()
                .filter(|_| matches!(operation, Operation::CheckHold | Operation::Undo));
            let also = about.map(|hold| hold["request_no"].as_str().unwrap());
            counter.line.strike(operation.api(), row.fault, row.times, also);
            self.strike_reply(counter);
        }
        let ran = run(words);
        assert!(counter.line.heal(), "{self:?} was not met: {ran}");
        counter.go_by(&counter.line.address, PATIENT);
        let said = ran.json();
        assert!(said["id"].is_string(), "{self:?}: {ran}");
        let begun = Begun { cell: self, status: ran.status, said, before, old };
        begun.is_no_guess(counter);
        begun
    }

    /// Where the inquiry is under test, the reply before it is lost.
    fn strike_reply(self, counter: &Counter) {
        if self.operation.asks() {
            let lost: Fault = Cut(PassedOn, Close);
            counter.line.strike(self.operation.mover(), lost, 1, None);
        }
    }
}

impl Begun {
    /// What the command said of the money is what the provider's books said then.
    fn is_no_guess(&self, counter: &Counter) {
        let there = in_books(counter, order_no(&self.said));
        let remaining = there.map_or(0, |sums| sums[3]);
        match self.said["money"].as_str().unwrap() {
            "held" => assert!(remaining > 0, "HELD, and nothing is: {self:?}"),
            "not_held" => assert_eq!(remaining, 0, "NOT HELD, and it is: {self:?}"),
            other => assert_eq!(other, "not_known_yet", "{self:?}"),
        }
        if let (Some(there), Some(0)) = (there, self.status) {
            // A hold that was undone counts as released for the provider alone.
            let moved = |sums: [i64; 4]| [sums[0], sums[2], sums[3]];
            assert_eq!(moved(there), moved(sums(&self.said)), "done, and it is not: {self:?}");
        }
    }

    /// What became of it when all is settled, as the table writes it: the exit status of the command,
    /// the money in the end, money calls made and arrived, undos.
    pub(crate) fn end(self, counter: &Counter) -> (Cell, String) {
        let Cell { operation, row } = self.cell;
        let id = self.said["id"].as_str().unwrap();
        let now = counter.world.run(&format!("show {id} --json")).ends(0);
        let ours = sums(&now);
        let again = row.fault == OldReply(Whose::Same);
        let goal = if again { twice(self.before, operation) } else { operation.done() };
        let start = if again { self.before } else { operation.not_done() };
        assert!(ours == goal || ours == start, "{self:?}: half done: {now}");
        let done = ours == goal && (operation != Operation::Undo || now["money"] == "not_held");
        let mut calls = counter.line.calls(operation.mover(), order_no(&self.said));
        calls.retain(|call| !self.old.contains(&call.number));
        // One intent has one number and one content, however often it was sent.
        assert!(calls.iter().all(|call| *call == calls[0]), "two orders for one intent: {self:?}");
        let made = calls.len();
        let arrived = calls.first().map_or(0, |call| arrivals(counter, call));
        is_of_this_hold(counter, &now);
        let asked = counter.line.calls(operation.inquiry(), order_no(&self.said));
        let about = |call: &&Call| calls.first().is_some_and(|ours| ours.number == call.number);
        let proven = !row.fate.leaves_open() || asked.iter().any(|call| about(&call));
        assert!(proven, "known without a proof: {self:?}");
        let status = self.status.unwrap();
        let mut text = format!("{status} {} {made}/{arrived}", operation.word(done));
        let undos = counter.line.calls(Api::Cancel, order_no(&self.said)).len();
        if undos > 0 && operation != Operation::Undo {
            write!(text, " +{undos}").unwrap();
        }
        (self.cell, text)
    }
}

/// What later requests need is what the provider gave for this hold, and for no other.
fn is_of_this_hold(counter: &Counter, now: &Value) {
    let orders = counter.world.books().orders().unwrap();
    if let (Some(ours), Some(order)) =
        (now["auth_no"].as_str(), orders.iter().find(|order| now["order_no"] == *order.order_no))
    {
        assert_eq!(ours, order.auth_no, "{now}");
    }
    for capture in now["captures"].as_array().unwrap() {
        let (ours, number) = (&capture["trade_no"], capture["order_no"].as_str().unwrap());
        assert!(counter.line.was_told(Api::TradeQuery, number, ours.as_str().unwrap()), "{now}");
    }
}

/// How often the provider has heard of it, by its own log.
fn arrivals(counter: &Counter, call: &Call) -> usize {
    let said = counter.world.said();
    let about = |line: &&str| {
        let mut words = line.split(' ');
        words.next() == Some(call.api.name()) && words.any(|word| word == call.number)
    };
    said.lines().filter(about).count()
}

fn order_no(hold: &Value) -> &str {
    hold["order_no"].as_str().unwrap()
}

/// Captured, released, refunded, remaining.
fn sums(hold: &Value) -> [i64; 4] {
    ["captured", "released", "refunded", "remaining"].map(|name| cents(&hold[name]))
}

fn in_books(counter: &Counter, order_no: &str) -> Option<[i64; 4]> {
    let ledger = counter.world.books().ledger().unwrap();
    let sums = ledger.into_iter().find(|sums| sums.order_no == order_no)?;
    Some([sums.captured.0, sums.released.0, sums.refunded.0, sums.remaining().0])
}

/// The same once more.
fn twice(before: [i64; 4], operation: Operation) -> [i64; 4] {
    let mut after = before;
    for (place, now) in after.iter_mut().enumerate() {
        *now += operation.done()[place] - operation.not_done()[place];
    }
    after
}

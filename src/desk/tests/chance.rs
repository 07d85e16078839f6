//! Any answers in any order, at any time, with failing disks, kills and a clock that is set: whatever
//! comes, the journal takes every fact, nobody spins, and nothing open is left without a next step.

use jiff::SignedDuration;
use proptest::collection::vec;
use proptest::prelude::*;

use super::World;
use super::world::{
    absent, captured, code, held, hkd, hold, not_sent, refused, signed, stands, unknown,
};
use crate::desk::{Command, How, Input, Ticket};
use crate::domain::{Answer, CancelAction, Class, Done, HoldId, OrderStatus};

/// More than an hour of the background, and a minute.
const FURTHEST: SignedDuration = SignedDuration::from_secs(3_660);

#[derive(Debug, Clone)]
enum Deed {
    Scan(u8),
    Qr(u8),
    Capture(u8, bool, bool),
    Release(u8, bool),
    Refund(u8),
    Cancel(u8),
    Check(Option<u8>),
    Answer(u8, u8),
    Pass(u16),
    Disk(bool),
    Restart(i16),
}

fn deed() -> impl Strategy<Value = Deed> {
    let some = any::<u8>();
    prop_oneof![
        2 => some.prop_map(Deed::Scan),
        1 => some.prop_map(Deed::Qr),
        2 => (some, any::<bool>(), any::<bool>()).prop_map(|(h, a, k)| Deed::Capture(h, a, k)),
        2 => (some, any::<bool>()).prop_map(|(h, all)| Deed::Release(h, all)),
        1 => some.prop_map(Deed::Refund),
        1 => some.prop_map(Deed::Cancel),
        1 => any::<Option<u8>>().prop_map(Deed::Check),
        12 => (some, some).prop_map(|(call, answer)| Deed::Answer(call, answer)),
        4 => (0_u16..100).prop_map(Deed::Pass),
        1 => (0_u16..10_000).prop_map(Deed::Pass),
        1 => any::<bool>().prop_map(Deed::Disk),
        1 => any::<i16>().prop_map(Deed::Restart),
    ]
}

fn answer(which: u8) -> Answer {
    match which % 20 {
        0 | 1 => held(),
        2 => Answer::Waiting(None),
        3 => unknown(),
        4 => not_sent(),
        5 => refused("MONEY_NOT_ENOUGH"),
        6 | 7 => absent(),
        8 | 9 => captured(),
        10 => Answer::Done(Done::Released),
        11 => Answer::Done(Done::Refunded),
        12 => Answer::Done(Done::Cancelled(CancelAction::Closed)),
        13 => Answer::Done(Done::Shown { qr: "https://qr.alipay.com/bax0".to_owned() }),
        14 => stands(OrderStatus::Authorized, "500.00"),
        15 => stands(OrderStatus::Authorized, "120.00"),
        16 => stands(OrderStatus::Closed, "0.00"),
        17 => stands(OrderStatus::Finished, "0.00"),
        18 => stands(OrderStatus::Init, "0.00"),
        _ => Answer::Unknown(signed(Class::Already, "ORDER_ALREADY_CLOSED")),
    }
}

struct Counter {
    world: World,
    wire: Vec<Ticket>,
    scans: u64,
}

impl Counter {
    fn of(&self, which: u8) -> Option<HoldId> {
        let mut holds = self.world.desk.snapshot(self.world.now).holds;
        holds.sort_by(|a, b| a.id.cmp(&b.id));
        let place = usize::from(which).checked_rem(holds.len())?;
        Some(holds[place].id.clone())
    }

    fn give(&mut self, input: Input) {
        self.world.desk.handle(input, self.world.now);
        self.wire.extend(self.world.calls());
    }

    fn command(&mut self, command: Command) {
        self.give(Input::Command { ticket: 1, command, authority: None });
    }

    fn pass(&mut self, seconds: u16) {
        let end = self.world.now + SignedDuration::from_secs(seconds.into());
        let mut idle = 0;
        while let Some((at, why)) = self.world.desk.poll_deadline(self.world.now) {
            if at > end {
                break;
            }
            idle = if at > self.world.now { 0 } else { idle + 1 };
            assert!(idle < 50, "the desk spins: {why}");
            self.world.now = at.max(self.world.now);
            self.give(Input::Woken);
        }
        self.world.now = end;
    }

    fn act(&mut self, deed: &Deed) {
        match *deed {
            Deed::Scan(room) => {
                self.scans += 1;
                let guest = code(&format!("28{:016}", self.scans));
                self.command(hold(&room.to_string(), "500.00", How::Scan(guest)));
            }
            Deed::Qr(room) => self.command(hold(&room.to_string(), "500.00", How::Qr)),
            Deed::Capture(which, all, keep_rest) => {
                let money = hkd(if all { "500.00" } else { "380.00" });
                if let Some(hold) = self.of(which) {
                    self.command(Command::Capture { hold, money, keep_rest, until: None });
                }
            }
            Deed::Release(which, all) => {
                let money = (!all).then(|| hkd("100.00"));
                if let Some(hold) = self.of(which) {
                    self.command(Command::Release { hold, money, remark: String::new() });
                }
            }
            Deed::Refund(which) => {
                let (capture, money) = (None, hkd("30.00"));
                if let Some(hold) = self.of(which) {
                    let reason = String::new();
                    self.command(Command::Refund { hold, capture, money, reason });
                }
            }
            Deed::Cancel(which) => {
                if let Some(hold) = self.of(which) {
                    self.command(Command::Cancel { hold });
                }
            }
            Deed::Check(which) => {
                let hold = which.and_then(|which| self.of(which));
                self.command(Command::Check { hold });
            }
            Deed::Answer(which, what) => {
                if let Some(place) = usize::from(which).checked_rem(self.wire.len()) {
                    let call = self.wire.swap_remove(place);
                    self.give(Input::Answered { call, answer: answer(what) });
                }
            }
            Deed::Pass(seconds) => self.pass(seconds),
            Deed::Disk(full) => self.world.disk_full = full,
            Deed::Restart(step) => {
                self.world.now += SignedDuration::from_secs(step.into());
                self.wire = self.world.start_again();
            }
        }
    }

    /// Nothing open is left alone: it is on the wire, or a time is set for what comes next. The
    /// background ends a day after its request, and then it waits for a person.
    fn assert_going_on(&self) {
        let now = self.world.now;
        for view in self.world.desk.snapshot(now).holds {
            let Some(activity) = &view.activity else {
                continue;
            };
            let next = activity.next.as_ref().map(|(_, at)| at.duration_since(now));
            let soon = next.is_some_and(|wait| wait <= FURTHEST);
            let on_the_wire = activity.in_flight_since.is_some();
            let old = view
                .timeline
                .iter()
                .any(|row| now.duration_since(row.at).abs() > SignedDuration::from_hours(23));
            assert!(on_the_wire || soon || (activity.handed_over && old), "{view:#?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_everything_goes_on(deeds in vec(deed(), 1..80)) {
        let mut counter = Counter { world: World::new([]), wire: Vec::new(), scans: 0 };
        for deed in &deeds {
            counter.act(deed);
            counter.assert_going_on();
        }
        // There is room again, and nobody answers: in the end all of it is a person's or settled.
        counter.world.disk_full = false;
        for _ in 0..40 {
            for call in std::mem::take(&mut counter.wire) {
                counter.give(Input::Answered { call, answer: unknown() });
            }
            counter.pass(30);
            counter.assert_going_on();
        }
    }
}

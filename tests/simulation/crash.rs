//! Every crash point of every operation: the program ends after each journal write and each network
//! step, is started again, and comes to the same end as the one that did not, or to that of one that
//! was never asked.

use std::fmt::Write as _;

use counterpane::domain::MoneyState;
use jiff::SignedDuration;

use crate::plan::{Crash, Deed, Plan};
use crate::world::World;

/// An operation with what comes before it.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    before: Vec<(i64, Deed)>,
    deed: Deed,
    /// Seconds that it may take.
    time: i64,
}

const SCAN: Deed = Deed::Scan { room: 1, guest: "confirms", cents: 50_000 };

const RESTART: Crash = Crash { down: 2, reboot: false, clock: 0 };

/// Everything that moves money, and the ladders behind what goes wrong.
pub(crate) fn operations() -> Vec<Operation> {
    let held = || vec![(1, SCAN)];
    let scan = |guest| Deed::Scan { room: 1, guest, cents: 50_000 };
    let qr = |guest| Deed::Qr { room: 1, guest, cents: 50_000 };
    let charged = || vec![(1, SCAN), (5, Deed::Capture { hold: 0, percent: 82, keep_rest: false })];
    let capture = |keep_rest| Deed::Capture { hold: 0, percent: 82, keep_rest };
    let of = |name, before, deed, time| Operation { name, before, deed, time };
    vec![
        of("hold by code", Vec::new(), SCAN, 20),
        of("hold by code, password", Vec::new(), scan("password"), 30),
        of("hold by code, refused", Vec::new(), scan("poor"), 20),
        of("hold by code, reply lost", Vec::new(), scan("lost"), 60),
        of("hold by code, undone", Vec::new(), scan("never"), 60),
        of("undo unclear", Vec::new(), scan("undo-unclear"), 120),
        of("hold by QR", Vec::new(), qr("confirms"), 60),
        of("hold by QR, undone", Vec::new(), qr("never"), 300),
        of("charge, the rest goes back", held(), capture(false), 30),
        of("charge, the rest is kept", held(), capture(true), 30),
        of("charge, in progress", vec![(1, scan("charge-slow"))], capture(false), 60),
        of("charge, the rest stays", vec![(1, scan("rest-stays"))], capture(false), 200),
        of("release all", held(), Deed::Release { hold: 0, percent: 100 }, 30),
        of("release a part", held(), Deed::Release { hold: 0, percent: 50 }, 30),
        of(
            "release, reply lost",
            vec![(1, scan("release-lost"))],
            Deed::Release { hold: 0, percent: 100 },
            60,
        ),
        of("refund", charged(), Deed::Refund { hold: 0, percent: 50 }, 60),
        of(
            "refund, reply lost",
            vec![(1, scan("refund-lost")), (5, capture(false))],
            Deed::Refund { hold: 0, percent: 50 },
            60,
        ),
    ]
}

/// What is compared at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct End {
    sums: Vec<[i64; 5]>,
    money: Vec<MoneyState>,
    /// How often each money request was booked or refused at the provider: numbers, not sendings.
    orders: usize,
}

/// What the crash points of one operation come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) points: u64,
    pub(crate) pairs: u64,
    /// It ended as if it had not crashed.
    pub(crate) same: u64,
    /// It ended as if it had not been asked, or as undone: nothing was held and nothing moved.
    pub(crate) as_before: u64,
    pub(crate) person: u64,
}

impl Operation {
    fn plan(&self) -> Plan {
        let mut deeds = self.before.clone();
        deeds.push((40, self.deed.clone()));
        Plan::of(deeds)
    }

    /// Points from the operation's beginning to its end.
    fn points(&self, plan: &Plan) -> Result<(u64, u64), String> {
        let mut world = World::new(plan.clone(), None);
        let begin: i64 = plan.deeds.iter().map(|(gap, _)| gap).sum();
        world.pass(SignedDuration::from_secs(begin) - SignedDuration::from_millis(1))?;
        let first = world.points();
        world.pass(SignedDuration::from_secs(self.time))?;
        Ok((first, world.points()))
    }

    /// Crashes at each point, and at each point again after each of them where `twice`.
    pub(crate) fn crash_everywhere(&self, twice: bool) -> Result<Row, String> {
        let plan = self.plan();
        let (first, last) = self.points(&plan)?;
        let wanted = self.end_of(&plan)?;
        let mut before = Plan::of(self.before.clone());
        before.deeds.push((40, Deed::Check { hold: None }));
        let before = self.end_of(&before)?;
        let mut row = Row { points: last - first, ..Row::default() };
        for point in first..last {
            let mut plan = plan.clone();
            plan.crashes.insert(point, RESTART);
            self.compare(&plan, &wanted, &before, &mut row)?;
            // The run that mends it is killed as well, at each of its own first points.
            for again in 0..if twice { SECOND } else { 0 } {
                let mut plan = plan.clone();
                plan.crashes.insert(point + 1 + again, RESTART);
                row.pairs += 1;
                self.compare(&plan, &wanted, &before, &mut row)?;
            }
        }
        Ok(row)
    }

    fn compare(
        &self,
        plan: &Plan,
        wanted: &End,
        before: &End,
        row: &mut Row,
    ) -> Result<(), String> {
        let end = self.end_of(plan).map_err(|why| format!("{}: {why}\n{plan}", self.name))?;
        if end == *wanted {
            row.same += 1;
        } else if end.money.contains(&MoneyState::NotKnownYet) {
            row.person += 1;
        } else if end.moved() == before.moved() {
            row.as_before += 1;
        } else {
            return Err(format!("{}: {end:?}, not {wanted:?}\n{plan}", self.name));
        }
        Ok(())
    }

    /// Plays it to the end, under the judge's eyes all the way.
    fn end_of(&self, plan: &Plan) -> Result<End, String> {
        let mut world = World::new(plan.clone(), None);
        world.play_all(SignedDuration::from_secs(self.time))?;
        let mut sums = Vec::new();
        let mut money = Vec::new();
        for view in world.all_views() {
            let of = [view.held, view.captured, view.released, view.refunded, view.remaining];
            sums.push(of.map(counterpane::domain::Money::minor));
            money.push(view.money);
        }
        Ok(End { sums, money, orders: world.orders() })
    }
}

/// Points of the second run at which it is killed too.
const SECOND: u64 = 12;

impl End {
    /// What is held, charged, paid back: an undone hold is as none at all.
    fn moved(&self) -> Vec<[i64; 5]> {
        self.sums.iter().filter(|sums| sums[0] > 0).copied().collect()
    }
}

/// The README's table.
pub(crate) fn table(rows: &[(&'static str, Row)]) -> String {
    let mut text = String::from(
        "| operation | crash points | with a second crash | same end | as before | doubles | lost | left to a person |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for (name, row) in rows {
        let Row { points, pairs, same, as_before, person } = row;
        writeln!(text, "| {name} | {points} | {pairs} | {same} | {as_before} | 0 | 0 | {person} |")
            .unwrap();
    }
    let sum = |of: fn(&Row) -> u64| rows.iter().map(|(_, row)| of(row)).sum::<u64>();
    let (points, pairs) = (sum(|row| row.points), sum(|row| row.pairs));
    let (same, as_before, person) =
        (sum(|row| row.same), sum(|row| row.as_before), sum(|row| row.person));
    writeln!(text, "| **all** | {points} | {pairs} | {same} | {as_before} | 0 | 0 | {person} |")
        .unwrap();
    text
}

//! The judge. It reads the bytes of requests, the journal's file by SQL of its own, the words on the
//! screen and the provider's books, and knows nothing of how the program comes to them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use counterpane::desk::HoldView;
use counterpane::domain::{HoldId, MoneyState, State};
use counterpane::provider::WireRequest;
use counterpane::simulator::{Order, OrderStatus, Rule, Simulator, Sums, Way};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use crate::plant::read;

/// Figures of the shortest payment code (alipay-preauth.md 3).
const SHORTEST_CODE: usize = 16;

/// A rule of design.md 2 that was broken, in words.
pub(crate) type Verdict = Result<(), String>;

/// The provider's side as it stands.
#[derive(Debug, Default)]
pub(crate) struct Books {
    sums: BTreeMap<String, Sums>,
    orders: BTreeMap<String, Order>,
}

impl Books {
    pub(crate) fn of(simulator: &Simulator) -> Self {
        let sums = simulator.books().ledger().unwrap();
        let orders = simulator.books().orders().unwrap();
        Self {
            sums: sums.into_iter().map(|sums| (sums.order_no.clone(), sums)).collect(),
            orders: orders.into_iter().map(|order| (order.order_no.clone(), order)).collect(),
        }
    }
}

impl Books {
    pub(crate) fn count(&self) -> usize {
        self.orders.len()
    }
}

#[derive(Debug, Default)]
pub(crate) struct Oracle {
    journal: Option<Connection>,
    /// How often each request left, by kind and number.
    left: BTreeMap<(&'static str, String), u64>,
    /// What each number was first used for.
    contents: BTreeMap<String, String>,
    /// Holds that the program said it had taken on.
    pub(crate) accepted: BTreeSet<HoldId>,
    pub(crate) codes: Vec<String>,
    /// Orders whose QR code was on the screen.
    shown: BTreeSet<String>,
}

impl Oracle {
    pub(crate) fn open(&mut self, journal: &Path) {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        self.journal = Some(Connection::open_with_flags(journal, flags).unwrap());
    }

    pub(crate) fn close(&mut self) {
        self.journal = None;
    }

    /// A request is about to leave: its intent is in the file, as often as it has left; its number
    /// never meant anything else; and no second hold of a room leaves while the guest may still confirm
    /// the first.
    pub(crate) fn leaves(&mut self, wire: &WireRequest, books: &Books, now: Timestamp) -> Verdict {
        let (method, mut content) = read(wire);
        let Some((kind, field)) = kind_of(&method) else {
            return Ok(());
        };
        let number = content[field].as_str().unwrap_or_default().to_owned();
        let left = self.left.entry((kind, number.clone())).or_default();
        *left += 1;
        let planned = planned(self.journal.as_ref().unwrap(), kind, &number);
        if planned < *left {
            return Err(format!(
                "{kind} {number} left {left} times, and the journal has {planned} intents"
            ));
        }
        if kind == "hold" {
            content.remove("auth_code");
            self.second_hold(&content, books, now)?;
        }
        let content = format!("{method} {}", serde_json::Value::Object(content));
        let key = format!("{kind} {number}");
        let first = self.contents.entry(key).or_insert_with(|| content.clone());
        if *first != content {
            return Err(format!("{kind} {number} was {first} and is now {content}"));
        }
        Ok(())
    }

    /// A guest cannot confirm what was never on the screen.
    pub(crate) fn looks(&mut self, views: &[HoldView]) {
        let shown = views.iter().filter(|view| view.qr.is_some());
        self.shown.extend(shown.map(|view| view.order_no.as_str().to_owned()));
    }

    fn second_hold(
        &self,
        content: &serde_json::Map<String, serde_json::Value>,
        books: &Books,
        now: Timestamp,
    ) -> Verdict {
        let text = |field: &str| content[field].as_str().unwrap_or_default();
        let (order_no, title) = (text("out_order_no"), text("order_title"));
        let open = |order: &&Order| {
            order.title == title
                && order.order_no != order_no
                && order.status == OrderStatus::Init
                && order.expires > now
                && (order.way == Way::Scan || self.shown.contains(&order.order_no))
        };
        books.orders.values().find(open).map_or(Ok(()), |order| {
            Err(format!(
                "a second hold for {title:?} while {} may still be confirmed",
                order.order_no
            ))
        })
    }

    /// No word about money says more than the provider's books.
    pub(crate) fn screen(views: &[HoldView], books: &Books) -> Verdict {
        for view in views {
            let nothing = Sums::default();
            let theirs = books.sums.get(view.order_no.as_str()).unwrap_or(&nothing);
            let ours = Ours::of(view);
            if ours.held != ours.captured + ours.released + ours.remaining {
                return Err(format!("{}: the sums do not hold: {ours:?}", view.id));
            }
            let agrees = match view.money {
                MoneyState::NotKnownYet => continue,
                MoneyState::Held => ours.is(theirs) && theirs.remaining().0 > 0,
                MoneyState::NotHeld if ours.held == 0 => {
                    theirs.remaining().0 == 0 && theirs.captured.0 == 0
                }
                MoneyState::NotHeld => ours.is(theirs) && theirs.remaining().0 == 0,
            };
            if !agrees {
                return Err(format!(
                    "room {} {}: the screen says {:?} {ours:?}, the provider {theirs:?}",
                    view.stay.room, view.order_no, view.money
                ));
            }
        }
        Ok(())
    }

    /// Every hold in the file.
    pub(crate) fn holds(&self) -> Vec<HoldId> {
        let journal = self.journal.as_ref().unwrap();
        let mut find = journal.prepare_cached("SELECT DISTINCT hold FROM entry").unwrap();
        let found = find.query_map([], |row| row.get::<_, String>(0)).unwrap();
        found.map(|id| HoldId::try_from(id.unwrap()).unwrap()).collect()
    }

    /// What a run that has just begun knows: every hold that was taken on is in the journal.
    pub(crate) fn restarted(&self) -> Verdict {
        let journal = self.journal.as_ref().unwrap();
        let mut find = journal
            .prepare_cached("SELECT count(*) FROM entry WHERE hold = ?1 AND kind = 'opened'")
            .unwrap();
        for id in &self.accepted {
            let found: i64 = find.query_row([id.as_str()], |row| row.get(0)).unwrap();
            if found != 1 {
                return Err(format!("hold {id} was taken on and is {found} times in the journal"));
            }
        }
        Ok(())
    }

    /// Everything that has gone wrong is mended, and time enough has passed.
    pub(crate) fn settled(views: &[HoldView], books: &Books) -> Verdict {
        for view in views {
            if view.money == MoneyState::NotKnownYet && view.state != State::Attention {
                let activity = view.activity.as_ref();
                return Err(format!(
                    "room {} {}: neither settled nor in a person's hands: {activity:?}",
                    view.stay.room, view.order_no
                ));
            }
        }
        Self::screen(views, books)?;
        let known: BTreeSet<_> = views.iter().map(|view| view.order_no.as_str()).collect();
        let lost = books.orders.keys().find(|number| !known.contains(number.as_str()));
        lost.map_or(Ok(()), |number| Err(format!("order {number} is in nobody's journal")))
    }

    /// What the provider saw of us that it forbids. Three things are no fault of ours: a clock that a
    /// person has set; a guest's code that is scanned again after a restart, since no trace of it is
    /// kept; and an undo after a day without a network, whose refusal says that the hold is good.
    pub(crate) fn manners(simulator: &Simulator) -> Verdict {
        let mut breaches = simulator.violations().unwrap();
        breaches.retain(|breach| {
            let clock = breach.rule == Rule::CommonParameter && breach.detail == "timestamp";
            !clock && !matches!(breach.rule, Rule::CodeReused | Rule::CancelTooLate)
        });
        breaches.first().map_or(Ok(()), |breach| Err(format!("a rule was broken: {breach:?}")))
    }

    /// No payment code is in the files of the journal.
    pub(crate) fn secrets(&self, journal: &Path) -> Verdict {
        for suffix in ["", "-wal"] {
            let mut path = journal.as_os_str().to_owned();
            path.push(suffix);
            let bytes = std::fs::read(path).unwrap_or_default();
            let mut numbers = bytes.split(|byte| !byte.is_ascii_digit());
            let has = |number: &[u8]| {
                let whole = |code: &String| {
                    number.windows(code.len()).any(|window| window == code.as_bytes())
                };
                number.len() >= SHORTEST_CODE && self.codes.iter().any(whole)
            };
            if numbers.any(has) {
                return Err(format!("a payment code is in the journal{suffix}"));
            }
        }
        Ok(())
    }
}

/// The sums on the screen, in minor units.
#[derive(Debug)]
struct Ours {
    held: i64,
    captured: i64,
    released: i64,
    refunded: i64,
    remaining: i64,
}

impl Ours {
    fn of(view: &HoldView) -> Self {
        let minor = |money: counterpane::domain::Money| money.minor();
        Self {
            held: minor(view.held),
            captured: minor(view.captured),
            released: minor(view.released),
            refunded: minor(view.refunded),
            remaining: minor(view.remaining),
        }
    }

    fn is(&self, theirs: &Sums) -> bool {
        let theirs = (
            theirs.held.0,
            theirs.captured.0,
            theirs.released.0,
            theirs.refunded.0,
            theirs.remaining().0,
        );
        (self.held, self.captured, self.released, self.refunded, self.remaining) == theirs
    }
}

/// The kind of a money request in the journal, and the field with its own number.
fn kind_of(method: &str) -> Option<(&'static str, &'static str)> {
    Some(match method {
        "alipay.fund.auth.order.freeze" | "alipay.fund.auth.order.voucher.create" => {
            ("hold", "out_request_no")
        }
        "alipay.fund.auth.operation.cancel" => ("cancel", "out_request_no"),
        "alipay.fund.auth.order.unfreeze" => ("release", "out_request_no"),
        "alipay.trade.pay" => ("capture", "out_trade_no"),
        "alipay.trade.refund" => ("refund", "out_request_no"),
        _ => return None,
    })
}

fn planned(journal: &Connection, kind: &str, number: &str) -> u64 {
    let mut find = journal
        .prepare_cached(
            "SELECT count(*) FROM entry
             WHERE kind = 'sending' AND request = ?2 AND json_extract(body, '$.kind') = ?1",
        )
        .unwrap();
    let found: i64 = find.query_row([kind, number], |row| row.get(0)).unwrap();
    found.unsigned_abs()
}

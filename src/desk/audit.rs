//! The night audit's lists: what the next day should not begin with unseen.

use jiff::civil::Date;

use crate::domain::{AuditLine, AuditList, Money, MoneyState};

use super::{HoldView, StayView, stays};

/// What is wrong at the end of `day`: `holds` are the open ones, and those that were settled lately, of
/// which some may be of guests who are still here.
pub fn audit(holds: &[HoldView], day: Date) -> Vec<AuditLine> {
    let mut lines: Vec<AuditLine> =
        stays(holds).iter().flat_map(|stay| of_stay(stay, day)).collect();
    lines.sort_by(|a, b| (a.list, &a.room).cmp(&(b.list, &b.room)));
    lines
}

/// What the next shift signs for.
pub fn unclear(holds: &[HoldView]) -> Vec<AuditLine> {
    let unclear = holds.iter().filter(|hold| hold.money == MoneyState::NotKnownYet);
    unclear.map(|hold| line(AuditList::Unclear, hold, hold.asked)).collect()
}

fn of_stay(stay: &StayView<'_>, day: Date) -> Vec<AuditLine> {
    let mut lines = Vec::new();
    let Some(newest) = stay.holds.first() else {
        return lines;
    };
    let stays_on = newest.stay.departure.is_some_and(|departure| departure > day);
    if stays_on && stay.money() == MoneyState::NotHeld {
        lines.push(line(AuditList::InHouseWithoutHold, newest, newest.asked));
    }
    for hold in &stay.holds {
        let left = hold.stay.departure.is_some_and(|departure| departure <= day);
        let kept = hold.stay.keep_until.is_some_and(|until| until > day);
        if hold.money == MoneyState::NotKnownYet {
            lines.push(line(AuditList::Unclear, hold, hold.asked));
        } else if left && !kept && hold.remaining.is_positive() {
            lines.push(line(AuditList::DepartedWithHold, hold, hold.remaining));
        }
    }
    if let Some(short) = stay.short().filter(|_| stay.money() != MoneyState::NotHeld) {
        lines.push(line(AuditList::BelowBill, newest, short));
    }
    lines
}

fn line(list: AuditList, hold: &HoldView, amount: Money) -> AuditLine {
    AuditLine {
        list,
        hold: hold.id.clone(),
        room: hold.stay.room.clone(),
        guest: hold.stay.guest.clone(),
        amount,
        departure: hold.stay.departure,
    }
}

//! Hold a deposit.

use jiff::{SignedDuration, Timestamp};

use crate::domain::{Active, Fact, Hold, HoldId, Kind, Money, Opened, Stay, Way};

use super::super::tracked::About;
use super::super::{How, Policy, Refusal, Setup};
use super::Plan;

/// Longest texts of a stay, in characters: what fits a line of the screen and of a report.
const LONGEST_ROOM: usize = 20;
const LONGEST_GUEST: usize = 60;
const LONGEST_BOOKING: usize = 40;

/// Everything the decision looks at.
pub(in crate::desk) struct Wanted<'a> {
    pub(in crate::desk) stay: Stay,
    pub(in crate::desk) money: Money,
    pub(in crate::desk) how: &'a How,
    /// Makes the hold's id.
    pub(in crate::desk) chance: u64,
}

pub(in crate::desk) fn decide<'a>(
    wanted: Wanted<'_>,
    setup: &Setup,
    others: impl Iterator<Item = &'a Hold>,
    now: Timestamp,
) -> Result<Plan, Refusal> {
    let stay = checked_stay(wanted.stay)?;
    check_amount(wanted.money, setup)?;
    let way = match wanted.how {
        How::Scan(_) => Way::Scan,
        How::Qr if !setup.capabilities.hold_by_qr => return Err(Refusal::NotOffered),
        How::Qr => Way::Qr,
    };
    for other in others {
        let unclear = matches!(other.active(), Some(Active::Hold(_) | Active::Undo(_)));
        if unclear && same_room(&other.stay.room, &stay.room) {
            return Err(Refusal::RoomBusy { hold: other.id.clone() });
        }
    }
    let id = HoldId::from_chance(wanted.chance);
    let day = now.to_zoned(setup.zone.clone()).date();
    let order_no = id.order_no(setup.prefix, day);
    let request_no = order_no.request_no('F', 1, wanted.chance.rotate_right(LEFT_OF_ID));
    let title = title(&setup.hotel, &stay.room);
    let opened = Opened {
        title,
        stay,
        money: wanted.money,
        way,
        provider: setup.provider.clone(),
        order_no,
        request_no: request_no.clone(),
        confirm_minutes: confirm_minutes(way, &setup.policy),
    };
    let sending =
        Fact::Sending { kind: Kind::Hold, request: request_no.clone(), attempt: 1, uptime: None };
    Ok(Plan {
        hold: id,
        facts: vec![Fact::Opened(opened), sending],
        then: Some(About::Send(Kind::Hold, request_no)),
    })
}

/// A hold's id uses up fifty bits of chance; the request number takes the others first.
const LEFT_OF_ID: u32 = 50;

pub(super) fn checked_stay(mut stay: Stay) -> Result<Stay, Refusal> {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    stay.room = tidy(&stay.room);
    stay.guest = tidy(&stay.guest);
    stay.booking = tidy(&stay.booking);
    if stay.room.is_empty() {
        return Err(Refusal::NoRoom);
    }
    let texts = [
        (&stay.room, LONGEST_ROOM, "room"),
        (&stay.guest, LONGEST_GUEST, "guest"),
        (&stay.booking, LONGEST_BOOKING, "booking"),
    ];
    for (text, longest, name) in texts {
        if text.chars().count() > longest || text.chars().any(char::is_control) {
            return Err(Refusal::TextTooLong(name));
        }
    }
    Ok(stay)
}

fn check_amount(money: Money, setup: &Setup) -> Result<(), Refusal> {
    if money.currency() != setup.currency {
        return Err(Refusal::OtherCurrency);
    }
    if !setup.currency_taken {
        return Err(Refusal::CurrencyNotTaken);
    }
    if !money.is_positive() {
        return Err(Refusal::AmountNotPositive);
    }
    let limit = Money::parse(&setup.policy.amount_limit_major.to_string(), money.currency());
    match limit {
        Ok(limit) if money.exceeds(limit).unwrap_or(true) => {
            Err(Refusal::AmountAboveLimit { limit })
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

fn same_room(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// What the guest reads in the wallet.
fn title(hotel: &str, room: &str) -> String {
    format!("{hotel} deposit room {room}").trim().to_owned()
}

/// The provider counts the guest's time in whole minutes: enough of them for our own wait.
fn confirm_minutes(way: Way, policy: &Policy) -> u32 {
    let wait = match way {
        Way::Scan => policy.confirm_within,
        // Ten seconds before a QR code lapses it is undone, so it must live that much longer.
        Way::Qr => policy.qr_wait.saturating_add(SignedDuration::from_secs(10)),
    };
    let minutes = wait.as_secs().saturating_add(59).checked_div(60).unwrap_or(1);
    u32::try_from(minutes.max(1)).unwrap_or(1)
}

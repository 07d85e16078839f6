//! The house: who has the shift, which business day it is, and what was frozen when either ended.
//!
//! Its facts are of a terminal, not of a hold. They stand in the same chain, between those of the holds:
//! which entry belongs to which shift and day is where it stands.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Approval, HoldId, HotelList, Money, Person, Report};

/// One line of the journal about the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseEntry {
    /// Place in this terminal's journal, from 1.
    pub seq: u64,
    pub at: Timestamp,
    pub fact: HouseFact,
}

/// Something that is so of the house, for ever. A field may be added, none renamed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum HouseFact {
    /// Somebody took the counter, and each hold of which it is not known what became of it.
    ShiftOpened {
        shift: u32,
        day: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Person>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        signed: Vec<HoldId>,
        /// What was held at that time, taken over with one signature.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        taken_over: Vec<HoldId>,
    },
    ShiftClosed {
        shift: u32,
        day: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Person>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<Approval>,
        z: Box<Frozen>,
    },
    /// The night audit: from here on it is another business day.
    DayRolled {
        from: Date,
        to: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Person>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approval: Option<Approval>,
        #[serde(flatten)]
        audit: NightAudit,
    },
}

/// What the next day should not begin with unseen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NightAudit {
    pub audit: Vec<AuditLine>,
    /// The hotel's own list that it was held against; none where the settings name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotel_list: Option<HotelList>,
    /// Guests in house without a hold whom only the hotel's own list knows, beside those in `audit`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub others: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

impl NightAudit {
    /// As the journal keeps it, for ever: of guests who never had to do with this terminal the number alone.
    pub fn kept(mut self) -> Self {
        let before = self.audit.len();
        self.audit.retain(|line| line.hold.is_some());
        let gone = before.saturating_sub(self.audit.len());
        self.others = self.others.saturating_add(u32::try_from(gone).unwrap_or(u32::MAX));
        self
    }
}

/// A Z report: what a shift came to, frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// From 1, without a gap.
    pub number: u32,
    pub opened: Timestamp,
    /// Who had opened it: another one may have closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opener: Option<Person>,
    /// The entry that opened the shift: what is counted comes after it.
    pub after: u64,
    /// The entry before this one, and its hash: paper with it shows later that nothing was cut off.
    pub head_seq: u64,
    pub head: String,
    pub report: Report,
    /// Of what is not known, each by name: the next one signs for these.
    pub unclear: Vec<AuditLine>,
}

/// Which list of the night audit a line is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditList {
    /// The guest stays, and nothing is held.
    InHouseWithoutHold,
    /// The guest has left, and something is still held.
    DepartedWithHold,
    /// Less is held and charged than the bill says.
    BelowBill,
    /// Not known what became of it, or a person has to act.
    Unclear,
}

impl AuditList {
    pub const ALL: [Self; 4] =
        [Self::InHouseWithoutHold, Self::DepartedWithHold, Self::BelowBill, Self::Unclear];

    /// The name in JSON, in CSV and in the keys of its words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InHouseWithoutHold => "in-house-without-hold",
            Self::DepartedWithHold => "departed-with-hold",
            Self::BelowBill => "below-bill",
            Self::Unclear => "unclear",
        }
    }
}

/// One hold on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditLine {
    pub list: AuditList,
    /// None of a guest whom only the hotel's own list knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldId>,
    pub room: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guest: String,
    /// What is held, asked for, or missing, as the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departure: Option<Date>,
}

/// Why facts of the house do not follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BrokenHouse {
    #[error("a shift was opened while another one was open, or out of order")]
    Opened,
    #[error("a shift was closed that was not open")]
    Closed,
    #[error("the number of a Z report is not the next one")]
    Number,
    #[error("a Z report does not end at the entry before it")]
    Head,
    #[error("the business day is not the one that was open")]
    Day,
}

/// A shift that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenShift {
    pub number: u32,
    /// The entry that opened it.
    pub seq: u64,
    pub since: Timestamp,
    pub by: Option<Person>,
}

/// What the facts come to: the fold of the last few is the fold of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct House {
    /// None where no shift was ever opened and no day rolled: then it is the calendar's.
    pub day: Option<Date>,
    /// When the day began: the entry that rolled it; 0 from the beginning.
    pub day_after: u64,
    pub shift: Option<OpenShift>,
    /// How many shifts there were so far.
    pub shifts: u32,
    /// How many Z reports.
    pub reports: u32,
}

impl House {
    /// Folds facts, oldest first. They may begin anywhere: what was before the first is taken from it.
    pub fn replay<'a>(
        entries: impl IntoIterator<Item = &'a HouseEntry>,
    ) -> Result<Self, BrokenHouse> {
        let mut house: Option<Self> = None;
        for entry in entries {
            let before = house.unwrap_or_else(|| Self::before(&entry.fact));
            house = Some(before.apply(entry)?);
        }
        Ok(house.unwrap_or_default())
    }

    /// What must have been so for a fact to follow.
    fn before(fact: &HouseFact) -> Self {
        match fact {
            HouseFact::ShiftOpened { shift, day, .. } => {
                Self { day: Some(*day), shifts: shift.saturating_sub(1), ..Self::default() }
            }
            HouseFact::ShiftClosed { shift, day, z, .. } => {
                let open = OpenShift {
                    number: *shift,
                    seq: z.after,
                    since: z.opened,
                    by: z.opener.clone(),
                };
                Self {
                    day: Some(*day),
                    shift: Some(open),
                    shifts: *shift,
                    reports: z.number.saturating_sub(1),
                    ..Self::default()
                }
            }
            HouseFact::DayRolled { from, .. } => Self { day: Some(*from), ..Self::default() },
        }
    }

    /// One fact more, or why it does not follow.
    pub fn apply(mut self, entry: &HouseEntry) -> Result<Self, BrokenHouse> {
        match &entry.fact {
            HouseFact::ShiftOpened { shift, day, by, .. } => {
                if self.shift.is_some() || *shift != self.shifts.saturating_add(1) {
                    return Err(BrokenHouse::Opened);
                }
                self.assert_day(*day)?;
                self.day = Some(*day);
                self.shifts = *shift;
                let (seq, since) = (entry.seq, entry.at);
                self.shift = Some(OpenShift { number: *shift, seq, since, by: by.clone() });
            }
            HouseFact::ShiftClosed { shift, day, z, .. } => {
                let open = self.shift.take().ok_or(BrokenHouse::Closed)?;
                if open.number != *shift || open.seq != z.after {
                    return Err(BrokenHouse::Closed);
                }
                if z.number != self.reports.saturating_add(1) {
                    return Err(BrokenHouse::Number);
                }
                if z.head_seq.saturating_add(1) != entry.seq {
                    return Err(BrokenHouse::Head);
                }
                self.assert_day(*day)?;
                self.reports = z.number;
            }
            HouseFact::DayRolled { from, to, .. } => {
                self.assert_day(*from)?;
                if to <= from {
                    return Err(BrokenHouse::Day);
                }
                self.day = Some(*to);
                self.day_after = entry.seq;
            }
        }
        Ok(self)
    }

    fn assert_day(&self, day: Date) -> Result<(), BrokenHouse> {
        if self.day.is_some_and(|open| open != day) { Err(BrokenHouse::Day) } else { Ok(()) }
    }

    /// The business day, where the calendar has `today`.
    pub fn day_on(&self, today: Date) -> Date {
        self.day.unwrap_or(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(seq: u64) -> Timestamp {
        Timestamp::from_second(i64::try_from(seq).unwrap() * 60).unwrap()
    }

    fn entry(seq: u64, fact: HouseFact) -> HouseEntry {
        HouseEntry { seq, at: at(seq), fact }
    }

    fn opened(seq: u64, shift: u32, day: i8) -> HouseEntry {
        let (day, signed, taken_over) = (date(2026, 11, day), Vec::new(), Vec::new());
        entry(seq, HouseFact::ShiftOpened { shift, day, by: None, signed, taken_over })
    }

    fn closed(seq: u64, shift: u32, day: i8, (number, after): (u32, u64)) -> HouseEntry {
        let z = Frozen {
            number,
            opened: at(after),
            opener: None,
            after,
            head_seq: seq - 1,
            head: "00".to_owned(),
            report: Report::default(),
            unclear: Vec::new(),
        };
        let day = date(2026, 11, day);
        entry(seq, HouseFact::ShiftClosed { shift, day, by: None, approval: None, z: Box::new(z) })
    }

    fn rolled(seq: u64, from: i8, to: i8) -> HouseEntry {
        let (from, to) = (date(2026, 11, from), date(2026, 11, to));
        entry(
            seq,
            HouseFact::DayRolled {
                from,
                to,
                by: None,
                approval: None,
                audit: NightAudit::default(),
            },
        )
    }

    /// Two shifts over the end of a day, the second one still open.
    fn story() -> Vec<HouseEntry> {
        vec![opened(3, 1, 27), closed(9, 1, 27, (1, 3)), rolled(12, 27, 28), opened(13, 2, 28)]
    }

    #[test]
    fn shifts_and_days_follow_each_other() {
        let house = House::replay(&story()).unwrap();
        assert_eq!((house.day, house.day_after), (Some(date(2026, 11, 28)), 12));
        assert_eq!((house.shifts, house.reports), (2, 1));
        let open = house.shift.clone().unwrap();
        assert_eq!((open.number, open.seq, open.since), (2, 13, at(13)));
        // A day may end within a shift: the shift goes on, and closes on the next day.
        let house = house.apply(&rolled(20, 28, 29)).unwrap();
        assert_eq!(house.shift, Some(open));
        let house = house.apply(&closed(21, 2, 29, (2, 13))).unwrap();
        assert_eq!((house.shift, house.reports), (None, 2));
    }

    /// A start reads from the last closing on, however long the journal is.
    #[test]
    fn what_follows_the_last_closing_is_enough() {
        let whole = House::replay(&story()).unwrap();
        assert_eq!(House::replay(&story()[1..]).unwrap(), whole);
        assert_eq!(House::replay(&[]).unwrap(), House::default());
    }

    #[test]
    fn what_does_not_follow_is_refused() {
        let house = || House::replay(&story()).unwrap();
        for (entry, broken) in [
            (opened(20, 3, 28), BrokenHouse::Opened),
            (closed(20, 1, 28, (2, 13)), BrokenHouse::Closed),
            (closed(20, 2, 28, (2, 3)), BrokenHouse::Closed),
            (closed(20, 2, 28, (3, 13)), BrokenHouse::Number),
            (closed(20, 2, 27, (2, 13)), BrokenHouse::Day),
            (rolled(20, 27, 28), BrokenHouse::Day),
            (rolled(20, 28, 28), BrokenHouse::Day),
            (rolled(20, 28, 27), BrokenHouse::Day),
        ] {
            assert_eq!(house().apply(&entry), Err(broken), "{entry:?}");
        }
        let mut cut = closed(20, 2, 28, (2, 13));
        cut.seq = 21;
        assert_eq!(house().apply(&cut), Err(BrokenHouse::Head));
        let between = house().apply(&closed(20, 2, 28, (2, 13))).unwrap();
        assert_eq!(between.clone().apply(&opened(21, 2, 28)), Err(BrokenHouse::Opened));
        assert_eq!(between.apply(&opened(21, 3, 27)), Err(BrokenHouse::Day));
    }

    #[test]
    fn the_day_is_the_calendars_until_somebody_begins_one() {
        let today = date(2026, 11, 30);
        assert_eq!(House::default().day_on(today), today);
        assert_eq!(House::replay(&story()).unwrap().day_on(today), date(2026, 11, 28));
    }
}

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::{Money, MoneyError, Stay};
use crate::tui::context::Ctx;
use crate::tui::widgets::Field;

/// The fields of a stay and its amount.
#[derive(Debug, Clone)]
pub(super) struct Form {
    fields: [(Name, Field); 5],
    focus: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Name {
    Room,
    Guest,
    Booking,
    Departure,
    Amount,
}

/// What is missing or wrong in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Wrong {
    RoomMissing,
    /// A payment code stands in this field.
    Code(Name),
    AmountMissing,
    AmountShape,
    AmountDigits,
    AmountZero,
    DepartureShape,
    DeparturePast,
}

/// Characters that a text field takes; the desk has the last word.
const LONGEST: usize = 40;

/// Which of the fields the amount is.
const AMOUNT: usize = 4;

/// Nights that `+3` may stand for; a stay is not longer than a year.
const MOST_NIGHTS: i64 = 366;

impl Name {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Room => "field-room",
            Self::Guest => "field-guest",
            Self::Booking => "field-booking",
            Self::Departure => "form-departure",
            Self::Amount => "form-amount",
        }
    }
}

impl Wrong {
    pub(in crate::tui::screens) const fn key(self) -> &'static str {
        match self {
            Self::RoomMissing => "form-room-missing",
            Self::Code(_) => "form-code",
            Self::AmountMissing => "form-amount-missing",
            Self::AmountShape => "form-amount-shape",
            Self::AmountDigits => "form-amount-digits",
            Self::AmountZero => "form-amount-zero",
            Self::DepartureShape => "form-departure-shape",
            Self::DeparturePast => "form-departure-past",
        }
    }

    const fn field(self) -> Name {
        match self {
            Self::RoomMissing => Name::Room,
            Self::Code(name) => name,
            Self::AmountMissing | Self::AmountShape | Self::AmountDigits | Self::AmountZero => {
                Name::Amount
            }
            Self::DepartureShape | Self::DeparturePast => Name::Departure,
        }
    }
}

impl Form {
    pub(super) fn new(stay: &Stay, amount: Option<Money>) -> Self {
        let departure = stay.departure.map(|day| day.to_string()).unwrap_or_default();
        let amount = amount.map(Money::decimal).unwrap_or_default();
        Self {
            fields: [
                (Name::Room, Field::text(&stay.room, LONGEST)),
                (Name::Guest, Field::text(&stay.guest, LONGEST)),
                (Name::Booking, Field::text(&stay.booking, LONGEST)),
                (Name::Departure, Field::figures(&departure, 10)),
                (Name::Amount, Field::figures(&amount, 16)),
            ],
            // The room of a stay is known; how much more is to be held is not.
            focus: if stay.room.is_empty() { 0 } else { AMOUNT },
        }
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = (Name, &Field, bool)> {
        let with_focus = |(place, (name, field))| (name, field, place == self.focus);
        self.fields.iter().map(|(name, field)| (*name, field)).enumerate().map(with_focus)
    }

    pub(super) fn all(&mut self) -> Vec<&mut Field> {
        self.fields.iter_mut().map(|(_, field)| field).collect()
    }

    pub(super) fn focused(&mut self) -> &mut Field {
        let [room, guest, booking, departure, amount] = &mut self.fields;
        let (_, field) = match self.focus {
            0 => room,
            1 => guest,
            2 => booking,
            3 => departure,
            _ => amount,
        };
        field
    }

    pub(super) fn move_focus(&mut self, forward: bool) {
        let count = self.fields.len();
        let by = if forward { 1 } else { count.saturating_sub(1) };
        self.focus = self.focus.saturating_add(by).checked_rem(count).unwrap_or(0);
    }

    /// Puts the cursor where the first thing is wrong.
    pub(super) fn go_to_wrong(&mut self, ctx: &Ctx<'_>) {
        let first = self.read(ctx).err().and_then(|wrongs| wrongs.first().copied());
        if let Some(wrong) = first {
            let place = self.fields.iter().position(|(name, _)| *name == wrong.field());
            self.focus = place.unwrap_or(0);
        }
    }

    /// The departure as it is understood, where it can be.
    pub(super) fn departure(&self, ctx: &Ctx<'_>) -> Option<Date> {
        let [.., (_, departure), _] = &self.fields;
        departure_of(departure.value().trim(), ctx.today()).ok().flatten()
    }

    /// The stay and the amount, or all that is missing or wrong, in the order of the fields.
    pub(super) fn read(&self, ctx: &Ctx<'_>) -> Result<(Stay, Money), Vec<Wrong>> {
        let [room, guest, booking, departure, amount] = &self.fields;
        let text = |field: &(Name, Field)| field.1.value().trim().to_owned();
        let mut wrongs = Vec::new();
        let codes = self.fields.iter().filter(|(_, field)| field.hides());
        wrongs.extend(codes.map(|(name, _)| Wrong::Code(*name)));
        if room.1.is_empty() && !room.1.hides() {
            wrongs.push(Wrong::RoomMissing);
        }
        let departure = departure_of(&text(departure), ctx.today());
        let amount = amount_of(&text(amount), ctx);
        wrongs.extend(departure.err());
        wrongs.extend(amount.err());
        match (departure, amount) {
            (Ok(departure), Ok(money)) if wrongs.is_empty() => {
                let stay = Stay {
                    room: text(room),
                    guest: text(guest),
                    booking: text(booking),
                    departure,
                    ..Stay::default()
                };
                Ok((stay, money))
            }
            _ => Err(wrongs),
        }
    }
}

fn amount_of(text: &str, ctx: &Ctx<'_>) -> Result<Money, Wrong> {
    if text.is_empty() {
        return Err(Wrong::AmountMissing);
    }
    let money = Money::parse(text, ctx.setup.currency).map_err(|error| match error {
        MoneyError::Digits { .. } => Wrong::AmountDigits,
        MoneyError::Currency(_)
        | MoneyError::Shape(_)
        | MoneyError::TooMuch(_)
        | MoneyError::Mixed(..)
        | MoneyError::Overflow => Wrong::AmountShape,
    })?;
    if money.is_positive() { Ok(money) } else { Err(Wrong::AmountZero) }
}

/// A date, `+3` for three nights from today, or nothing.
pub(in crate::tui::screens) fn departure_of(
    text: &str,
    today: Date,
) -> Result<Option<Date>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(nights) = text.strip_prefix('+') {
        let nights: i64 = nights.parse().map_err(|_| Wrong::DepartureShape)?;
        let day = (0..=MOST_NIGHTS)
            .contains(&nights)
            .then(|| today.checked_add(nights.days()).ok())
            .flatten();
        return day.map(Some).ok_or(Wrong::DepartureShape);
    }
    let day: Date = text.parse().map_err(|_| Wrong::DepartureShape)?;
    if day < today { Err(Wrong::DeparturePast) } else { Ok(Some(day)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_departure_is_a_date_or_a_number_of_nights() {
        let today = date(2026, 11, 22);
        assert_eq!(departure_of("", today), Ok(None));
        assert_eq!(departure_of("2026-11-24", today), Ok(Some(date(2026, 11, 24))));
        assert_eq!(departure_of("+9", today), Ok(Some(date(2026, 12, 1))));
        assert_eq!(departure_of("2026-11-21", today), Err(Wrong::DeparturePast));
        for text in ["24.11.", "2026-02-30", "+", "+999", "+-1", "24"] {
            assert_eq!(departure_of(text, today), Err(Wrong::DepartureShape), "{text}");
        }
    }
}

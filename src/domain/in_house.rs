//! Who is in house, as the hotel's own system says: a sheet that it writes, read as it comes.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Currency, Money};

/// Guests in one list at most: more is no hotel's.
const MOST: usize = 10_000;

/// Characters of a text that are kept: what a line of the night audit shows.
const LONGEST: usize = 60;

/// Characters of a cell at most: behind a quotation mark that is never closed all the rest is one.
const CELL: usize = 200;

/// What the columns are called, in small letters without dots and spaces at the ends. The names are those of
/// the reports that hotel systems write; a column of another name is not looked at.
const ROOM: &[&str] = &["room", "room no", "room number", "房号", "房间", "房间号"];
const GUEST: &[&str] = &["guest", "guest name", "name", "姓名", "客人", "客人姓名", "宾客姓名"];
const BOOKING: &[&str] = &[
    "booking",
    "booking no",
    "confirmation",
    "confirmation no",
    "reservation",
    "reservation no",
    "预订号",
    "订单号",
    "确认号",
];
const DEPARTURE: &[&str] =
    &["departure", "departure date", "check-out", "离店", "离店日期", "离店日"];
// Not 余额: in some systems it is what the guest has, not what the guest owes.
const BALANCE: &[&str] = &["balance", "欠款", "应收"];

/// The list, and when it was made: who came later is not missing from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InHouse {
    pub made: Timestamp,
    pub guests: Vec<Lodger>,
}

/// One guest who stays tonight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lodger {
    pub room: String,
    pub guest: String,
    pub booking: String,
    pub departure: Option<Date>,
    /// What is not paid yet; nothing where the list does not say, or the guest has paid ahead.
    pub balance: Option<Money>,
}

/// The hotel's list as it was found; none where the settings name none.
pub type FoundList = Option<Result<InHouse, ListFault>>;

/// What a night audit had of the hotel's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "list", rename_all = "snake_case")]
pub enum HotelList {
    Read { made: Timestamp, guests: u32 },
    NotRead(ListFault),
}

/// Why a list cannot be used. None of it is read then: half a list would call guests departed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ListFault {
    /// The file cannot be read; says why.
    File {
        why: String,
    },
    TooLong,
    NotUtf8,
    /// No column is called room.
    NoRooms,
    /// Two columns are called the same.
    Twice,
    /// Nobody is in it: no hotel's list is empty.
    Empty,
    /// A row is no row.
    Row {
        row: u64,
    },
    Departure {
        row: u64,
    },
    Balance {
        row: u64,
    },
}

impl ListFault {
    /// The locale's key, and the row and the reason where there are any.
    pub fn words(&self) -> (&'static str, [(&'static str, String); 2]) {
        let at = |row: u64| [("row", row.to_string()), ("why", String::new())];
        match self {
            Self::File { why } => ("list-file", [("row", String::new()), ("why", why.clone())]),
            Self::TooLong => ("list-too-long", at(0)),
            Self::NotUtf8 => ("list-not-utf8", at(0)),
            Self::NoRooms => ("list-no-rooms", at(0)),
            Self::Twice => ("list-twice", at(0)),
            Self::Empty => ("list-empty", at(0)),
            Self::Row { row } => ("list-row", at(*row)),
            Self::Departure { row } => ("list-departure", at(*row)),
            Self::Balance { row } => ("list-balance", at(*row)),
        }
    }
}

impl InHouse {
    /// Reads a sheet: commas, semicolons or tabs, a line of names first. Rows without a room are sums and
    /// empty lines.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(bytes: &[u8], made: Timestamp, currency: Currency) -> Result<Self, ListFault> {
        let text = std::str::from_utf8(bytes).map_err(|_| ListFault::NotUtf8)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut sheet = csv::ReaderBuilder::new()
            .delimiter(delimiter(text))
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let columns = Columns::of(sheet.headers().map_err(|_| ListFault::Row { row: 1 })?)?;
        let mut guests = Vec::new();
        for record in sheet.records() {
            let record = record.map_err(|_| ListFault::Row { row: 0 })?;
            let row = record.position().map_or(0, csv::Position::line);
            columns.assert_fits(&record, row)?;
            let text = |column: Option<usize>| tidy(column.and_then(|at| record.get(at)));
            let room = text(Some(columns.room));
            if room.is_empty() {
                continue;
            }
            if guests.len() >= MOST {
                return Err(ListFault::TooLong);
            }
            let departure = text(columns.departure);
            let balance = text(columns.balance);
            guests.push(Lodger {
                room,
                guest: text(columns.guest),
                booking: text(columns.booking),
                departure: date_of(&departure).map_err(|()| ListFault::Departure { row })?,
                balance: money_of(&balance, currency).map_err(|()| ListFault::Balance { row })?,
            });
        }
        if guests.is_empty() { Err(ListFault::Empty) } else { Ok(Self { made, guests }) }
    }
}

/// Which column has what, and how many there are.
struct Columns {
    count: usize,
    room: usize,
    guest: Option<usize>,
    booking: Option<usize>,
    departure: Option<usize>,
    balance: Option<usize>,
}

impl Columns {
    fn of(names: &csv::StringRecord) -> Result<Self, ListFault> {
        let names: Vec<String> = names.iter().map(plain).collect();
        // Which of two is meant nobody knows.
        let of = |known: &[&str]| {
            let found = names.iter().zip(0..).filter(|(name, _)| known.contains(&name.as_str()));
            let mut found = found.map(|(_, at)| at);
            let first: Option<usize> = found.next();
            if found.next().is_some() { Err(ListFault::Twice) } else { Ok(first) }
        };
        Ok(Self {
            count: names.len(),
            room: of(ROOM)?.ok_or(ListFault::NoRooms)?,
            guest: of(GUEST)?,
            booking: of(BOOKING)?,
            departure: of(DEPARTURE)?,
            balance: of(BALANCE)?,
        })
    }

    /// A row that was cut, that swallowed the next ones, or whose texts have the delimiter in them: what stands
    /// in a column of it may belong to another.
    fn assert_fits(&self, record: &csv::StringRecord, row: u64) -> Result<(), ListFault> {
        let used = [Some(self.room), self.guest, self.booking, self.departure, self.balance];
        let last = used.into_iter().flatten().max().unwrap_or(0);
        let more = record.iter().skip(self.count).any(|cell| !cell.is_empty());
        let swallowed = |cell: &str| cell.contains('\n') || cell.chars().nth(CELL).is_some();
        if record.len() <= last || more || record.iter().any(swallowed) {
            return Err(ListFault::Row { row });
        }
        Ok(())
    }
}

/// A column's name as it is compared.
fn plain(name: &str) -> String {
    let name = name.to_lowercase().replace(['_', '.', ':', '：'], " ");
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between the names of the first line most often.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |of: u8| first.bytes().filter(|byte| *byte == of).count();
    // The last of equals: a comma where nothing says another.
    [b'\t', b';', b','].into_iter().max_by_key(|of| count(*of)).unwrap_or(b',')
}

/// A text on one line, without what could move a cursor.
fn tidy(text: Option<&str>) -> String {
    let text = text.unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c });
    text.take(LONGEST).collect::<String>().trim().to_owned()
}

/// `2026-01-15`, `2026/01/15` or `20260115`: others can be read in two ways.
fn date_of(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    // A time behind it says nothing about the day.
    let day = text.split([' ', 'T']).next().unwrap_or_default().replace('/', "-");
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, date] = parts.as_slice() else {
        return day.parse().map(Some).map_err(|_| ());
    };
    // `2026/1/5`, as a spreadsheet writes it.
    format!("{year}-{month:0>2}-{date:0>2}").parse().map(Some).map_err(|_| ())
}

/// An amount with a point, `1,234.50` also; what is not owed is nothing.
fn money_of(text: &str, currency: Currency) -> Result<Option<Money>, ()> {
    let amount = text.strip_prefix(currency.code()).unwrap_or(text).trim();
    if amount.is_empty() {
        return Ok(None);
    }
    let owed = amount.trim_start_matches('-');
    let plain = ungrouped(owed).ok_or(())?;
    // Some systems write `1234.00` in a currency that has no cents.
    let whole = plain.split_once('.').filter(|(_, cents)| cents.bytes().all(|cent| cent == b'0'));
    let plain = whole.map_or(plain.as_str(), |(whole, _)| whole);
    let money = Money::parse(plain, currency).map_err(|_| ())?;
    Ok((owed == amount && money.is_positive()).then_some(money))
}

/// Without the commas between thousands; none where they stand elsewhere: in `1234,50` one is the point.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let well = whole == first || (1..=3).contains(&first.len()) && groups.all(|g| g.len() == 3);
    (well && !rest.contains(',')).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn hkd() -> Currency {
        "HKD".parse().unwrap()
    }

    fn parse(text: &str) -> Result<Vec<Lodger>, ListFault> {
        InHouse::parse(text.as_bytes(), Timestamp::UNIX_EPOCH, hkd()).map(|list| list.guests)
    }

    #[test]
    fn a_sheet_of_a_hotel_system_is_read() {
        let text = "\u{feff}Room No.;Name;Confirmation No;Departure;Balance;Rate\r\n\
                    1208;\"Zhang; Wei\";B-77;2026/11/29 12:00;\"HKD 1,234.50\";RACK\r\n\
                    606;Lee;;20261128;-20.00\r\n\
                    ;Total;;;1,214.50\r\n\
                    \r\n";
        let guests = parse(text).unwrap();
        let [zhang, lee] = guests.as_slice() else { panic!("{guests:?}") };
        assert_eq!((zhang.room.as_str(), zhang.guest.as_str()), ("1208", "Zhang; Wei"));
        assert_eq!((zhang.booking.as_str(), zhang.departure), ("B-77", Some(date(2026, 11, 29))));
        assert_eq!(zhang.balance, Money::parse("1234.50", hkd()).ok());
        assert_eq!((lee.departure, lee.balance), (Some(date(2026, 11, 28)), None));
        let chinese = parse("房号,姓名,离店日期\n1208,张伟,2026-11-29\n").unwrap();
        assert_eq!((chinese[0].guest.as_str(), chinese[0].balance), ("张伟", None));
        assert_eq!(date_of("2026/1/5"), Ok(Some(date(2026, 1, 5))));
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(money_of("1,234.00", yen).unwrap(), Money::parse("1234", yen).ok());
        assert_eq!(money_of("1,234.50", yen), Err(()));
    }

    #[test]
    fn what_cannot_be_read_is_said_with_its_row() {
        for (text, fault) in [
            ("guest,departure\nLee,2026-11-29\n", ListFault::NoRooms),
            ("", ListFault::NoRooms),
            ("room\n", ListFault::Empty),
            ("room,room no\n1,2\n", ListFault::Twice),
            // Cut off while it was written; a quotation mark that swallows the rest; a comma in a name.
            ("room,guest,balance\n1,Lee,2\n12,Za", ListFault::Row { row: 3 }),
            ("room,guest\n1,\"Lee\n2,Zhang\n", ListFault::Row { row: 2 }),
            ("room,guest,booking\n1,Lee, Ann,B-77\n", ListFault::Row { row: 2 }),
            ("room,departure\n1,2026-11-29\n2,29.11.26\n", ListFault::Departure { row: 3 }),
            ("room,balance\n1,\"1234,50\"\n", ListFault::Balance { row: 2 }),
            ("room,balance\n1,1.2.3\n", ListFault::Balance { row: 2 }),
            ("room,balance\n1,1e9\n", ListFault::Balance { row: 2 }),
        ] {
            assert_eq!(parse(text), Err(fault), "{text}");
        }
        let latin = InHouse::parse(b"room,guest\n1,M\xfcller\n", Timestamp::UNIX_EPOCH, hkd());
        assert_eq!(latin, Err(ListFault::NotUtf8));
        let long = format!("room\n{}", "1\n".repeat(MOST + 1));
        assert_eq!(parse(&long), Err(ListFault::TooLong));
    }

    #[test]
    fn what_would_move_a_cursor_is_gone() {
        let guests = parse("room,guest\n1\u{1b}[2J,a\u{7}b\n").unwrap();
        assert_eq!((guests[0].room.as_str(), guests[0].guest.as_str()), ("1 [2J", "a b"));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _read = InHouse::parse(&bytes, Timestamp::UNIX_EPOCH, hkd());
            let mut named = b"room,departure,balance\n".to_vec();
            named.extend(bytes);
            let _read = InHouse::parse(&named, Timestamp::UNIX_EPOCH, hkd());
        }
    }
}

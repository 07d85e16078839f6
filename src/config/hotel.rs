use jiff::tz::TimeZone;
use unicode_width::UnicodeWidthStr;

use super::error::{What, excerpt, is_secret};
use super::reader::{Read, Reader};
use crate::domain::{Currency, Money, MoneyError};
use crate::locale::Language;

/// The guest reads the hotel's name in an order title of 100 columns that has a room and a word
/// beside it (alipay-preauth.md 2.1 `order_title`).
const NAME_COLUMNS: usize = 60;

/// Longest name of a terminal; the provider would take 32 (alipay-preauth.md 2.6 `terminal_id`).
const TERMINAL_LENGTH: usize = 8;

/// Which hotel, which counter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hotel {
    /// 1 to 60 columns.
    pub name: String,
    /// 1 to 8 ASCII letters and digits.
    pub terminal: String,
    pub currency: Currency,
    /// What a new hold's amount begins with.
    pub default_amount: Money,
    pub time_zone: TimeZone,
    pub language: Language,
}

pub(super) fn read(reader: &mut Reader<'_>) -> Read<Hotel> {
    let name = reader.parsed("hotel.name", name);
    let terminal = reader.parsed("hotel.terminal", terminal);
    let currency = reader.parsed("hotel.currency", currency);
    let default_amount = currency
        .and_then(|currency| reader.parsed("hotel.default_amount", |text| amount(text, currency)));
    let time_zone = reader.parsed("hotel.time_zone", time_zone);
    let language = read_language(reader);
    Ok(Hotel {
        name: name?,
        terminal: terminal?,
        currency: currency?,
        default_amount: default_amount?,
        time_zone: time_zone?,
        language: language?,
    })
}

pub(super) fn read_language(reader: &mut Reader<'_>) -> Read<Language> {
    reader.word("hotel.language", &Language::ALL.map(|language| (language.code(), language)))
}

fn name(text: &str) -> Result<String, What> {
    let fits = (1..=NAME_COLUMNS).contains(&text.trim().width());
    if fits && !text.chars().any(char::is_control) {
        Ok(text.trim().to_owned())
    } else {
        Err(shape(text, "a name of 1 to 60 columns"))
    }
}

fn terminal(text: &str) -> Result<String, What> {
    let fits = (1..=TERMINAL_LENGTH).contains(&text.len());
    if fits && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        Ok(text.to_owned())
    } else {
        Err(shape(text, "1 to 8 ASCII letters and digits, such as \"T01\""))
    }
}

pub(super) fn currency(text: &str) -> Result<Currency, What> {
    text.parse().map_err(|error| money(text, &error))
}

fn amount(text: &str, currency: Currency) -> Result<Money, What> {
    let money = Money::parse(text, currency).map_err(|error| money(text, &error))?;
    if money.is_positive() { Ok(money) } else { Err(shape(text, "more than zero")) }
}

/// What is wrong with an amount or a currency, in its own words unless they quote what may be a secret.
fn money(text: &str, error: &MoneyError) -> What {
    if is_secret(text) {
        shape(text, "an amount or a currency")
    } else {
        What::Other(error.to_string())
    }
}

fn time_zone(text: &str) -> Result<TimeZone, What> {
    TimeZone::get(text).map_err(|_| shape(text, "an IANA time zone, such as \"Asia/Hong_Kong\""))
}

fn shape(found: &str, expected: &str) -> What {
    What::Shape { found: excerpt(found), expected: expected.to_owned() }
}

//! Why a hold needs a person, in words: on the screen and on the command line the same.

use jiff::civil::Date;

use crate::desk::Concern;
use crate::locale::{Locale, Refused, say_refusal};

/// What is so, and what to do about it.
pub fn concern_words(locale: &Locale, concern: &Concern) -> Refused {
    let day = |day: &Date| day.strftime("%m-%d").to_string();
    let args = match concern {
        Concern::Case { number } => vec![("number", number.to_string())],
        Concern::Unclear | Concern::Countersign => Vec::new(),
        Concern::EndsBeforeDeparture { day: at }
        | Concern::EndsSoon { day: at }
        | Concern::PastDeparture { day: at }
        | Concern::KeptTooLong { day: at } => vec![("day", day(at))],
        Concern::BelowBill { short } => vec![("amount", short.words())],
        Concern::GivenUp { kind } => vec![("kind", locale.kind(*kind))],
    };
    say_refusal(locale, key(concern), &args)
}

const fn key(concern: &Concern) -> &'static str {
    match concern {
        Concern::Case { .. } => "concern-case",
        Concern::Unclear => "concern-unclear",
        Concern::Countersign => "concern-countersign",
        Concern::EndsBeforeDeparture { .. } => "concern-ends-first",
        Concern::EndsSoon { .. } => "concern-ends",
        Concern::PastDeparture { .. } => "concern-left",
        Concern::KeptTooLong { .. } => "concern-kept",
        Concern::BelowBill { .. } => "concern-short",
        Concern::GivenUp { .. } => "concern-given-up",
    }
}

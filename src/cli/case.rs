//! `attention` and `case`: what needs a person, the sheet of a case, and closing one by hand.

use clap::{Args, Subcommand};
use serde::Serialize;

use super::HoldPrefix;
use super::json::Hold;
use super::table::{Align, cell, lines};
use super::text::Words;
use crate::desk::{Concern, Found, HoldView};

/// Columns of a room and of a guest's name in the list.
const ROOM: usize = 12;
const GUEST: usize = 20;
const LONG: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum CaseVerb {
    /// Print the sheet for the provider's support: all numbers, what was asked and answered
    Show {
        /// Id of the hold, or any unambiguous beginning of it
        #[arg(value_name = "HOLD")]
        hold: HoldPrefix,
    },
    /// Say by hand what became of it; takes a proof and two names, --as and --approved-by
    Close(CloseArgs),
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CloseArgs {
    /// Id of the hold, or any unambiguous beginning of it
    #[arg(value_name = "HOLD")]
    pub hold: HoldPrefix,

    #[command(flatten)]
    pub found: FoundArgs,

    /// Who at the provider said so, when, and under which number
    #[arg(long, value_name = "TEXT")]
    pub proof: String,
}

/// One of these.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[group(required = true, multiple = false)]
pub struct FoundArgs {
    /// It was carried out; NUMBER is the provider's, of the hold or of the charge
    #[arg(long, value_name = "NUMBER", num_args = 0..=1, default_missing_value = "")]
    pub done: Option<String>,

    /// It was not carried out and never will be
    #[arg(long)]
    pub not_done: bool,

    /// What is missing in the provider's books went back outside this terminal
    #[arg(long)]
    pub back_elsewhere: bool,
}

impl FoundArgs {
    pub fn found(&self) -> Found {
        match &self.done {
            Some(number) => Found::Done { number: number.clone() },
            None if self.not_done => Found::NotDone,
            None => Found::BackElsewhere,
        }
    }
}

impl CaseVerb {
    /// Texts that are kept.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Show { .. } => Vec::new(),
            Self::Close(args) => {
                std::iter::once(args.proof.as_str()).chain(args.found.done.as_deref()).collect()
            }
        }
    }
}

/// One hold that needs a person, with the words for why.
#[derive(Debug)]
pub struct Listed {
    pub hold: HoldView,
    pub concerns: Vec<Concern>,
    /// What is so and what to do, in the order of the concerns.
    pub words: Vec<(String, String)>,
    /// What was tried, where something is open.
    pub tried: Option<String>,
}

/// Lines for a person.
pub fn text(listed: &[Listed], words: Words<'_>) -> String {
    if listed.is_empty() {
        return format!("{}\n", words.locale.text("attention-none"));
    }
    let row = |one: &Listed| {
        let why: Vec<_> = one.words.iter().map(|(what, _)| what.clone()).collect();
        [
            one.hold.id.to_string(),
            cell(&one.hold.stay.room, ROOM),
            cell(&one.hold.stay.guest, GUEST),
            words.locale.money_with_symbol(one.hold.money),
            cell(&why.join("; "), LONG),
        ]
    };
    let rows: Vec<_> = listed.iter().map(row).collect();
    let tried = |one: &Listed| {
        let tried = one.tried.as_ref()?;
        Some(format!("\n{}: {}\n", one.hold.id, cell(tried, LONG)))
    };
    std::iter::once(lines([Align::Left; 5], &rows)).chain(listed.iter().filter_map(tried)).collect()
}

/// What `attention --json` prints.
#[derive(Debug, Serialize)]
pub struct Json {
    attention: Vec<JsonListed>,
}

#[derive(Debug, Serialize)]
struct JsonListed {
    hold: Hold,
    case: Option<u64>,
    why: Vec<JsonWhy>,
    tried: Option<String>,
}

#[derive(Debug, Serialize)]
struct JsonWhy {
    code: &'static str,
    headline: String,
    #[serde(rename = "do")]
    act: String,
}

impl Json {
    pub fn new(listed: Vec<Listed>, json: impl Fn(&HoldView) -> Hold) -> Self {
        let one = |listed: Listed| {
            let why = listed.concerns.iter().zip(listed.words);
            JsonListed {
                hold: json(&listed.hold),
                case: listed.hold.case.as_ref().map(|case| case.number),
                why: why
                    .map(|(concern, (headline, act))| JsonWhy {
                        code: code(concern),
                        headline,
                        act,
                    })
                    .collect(),
                tried: listed.tried,
            }
        };
        Self { attention: listed.into_iter().map(one).collect() }
    }
}

/// A stable word for scripts.
const fn code(concern: &Concern) -> &'static str {
    match concern {
        Concern::Case { .. } => "case",
        Concern::Unclear => "unclear",
        Concern::Countersign => "countersign",
        Concern::EndsBeforeDeparture { .. } => "ends_before_departure",
        Concern::EndsSoon { .. } => "ends_soon",
        Concern::PastDeparture { .. } => "past_departure",
        Concern::KeptTooLong { .. } => "kept_too_long",
        Concern::BelowBill { .. } => "below_bill",
        Concern::GivenUp { .. } => "given_up",
    }
}

/// What `case show --json` prints.
#[derive(Debug, Serialize)]
pub struct Sheet {
    pub case: Option<u64>,
    pub hold: Hold,
    pub sheet: Vec<String>,
}

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use crate::domain::{Badge, Why};

/// Above them in the help of every command.
const PEOPLE: &str = "In whose name, where people are registered";

/// In whose name a command is given, and who agreed. A PIN is never an argument: other programs of this
/// computer can read those.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct WhoArgs {
    /// Number of the person in whose name this is done
    #[arg(long = "as", value_name = "NUMBER", global = true, help_heading = PEOPLE)]
    pub named: Option<Badge>,

    /// Read that person's PIN from this file descriptor; without it the terminal asks
    #[arg(long, value_name = "N", global = true, requires = "named", help_heading = PEOPLE)]
    pub pin_fd: Option<u32>,

    /// Number of the supervisor who agrees to this one act
    #[arg(long, value_name = "NUMBER", global = true, requires_all = ["named", "why"], help_heading = PEOPLE)]
    pub approved_by: Option<Badge>,

    /// Read the supervisor's PIN from this file descriptor; without it the terminal asks
    #[arg(long, value_name = "N", global = true, requires = "approved_by", help_heading = PEOPLE)]
    pub approver_pin_fd: Option<u32>,

    /// Why the supervisor agrees
    #[arg(long, value_name = "REASON", global = true, value_parser = why(), help_heading = PEOPLE)]
    pub why: Option<Why>,

    /// What the journal shall say beside it
    #[arg(long, value_name = "TEXT", global = true, requires = "why", help_heading = PEOPLE)]
    pub note: Option<String>,
}

/// One of the reasons, by its name.
fn why() -> impl TypedValueParser<Value = Why> {
    let named = |name: String| Why::ALL.into_iter().find(|why| why.name() == name);
    PossibleValuesParser::new(Why::ALL.map(Why::name))
        .try_map(move |name| named(name).ok_or("no such reason"))
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum StaffVerb {
    /// Show who is registered
    List,
    /// Register somebody; the first one needs nobody's leave and is a supervisor
    Add(AddArgs),
    /// Give somebody a new PIN
    Pin(PinArgs),
    /// Take somebody off; what they did stays in the journal
    Remove {
        /// The person's number
        #[arg(value_name = "NUMBER")]
        badge: Badge,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct AddArgs {
    /// The person's number, 1 to 6 digits
    #[arg(value_name = "NUMBER")]
    pub badge: Badge,

    /// The person's name
    #[arg(long, value_name = "NAME")]
    pub name: String,

    /// May agree to what others may not do alone
    #[arg(long)]
    pub supervisor: bool,

    /// Read the new PIN from this file descriptor; without it the terminal asks, twice
    #[arg(long, value_name = "N")]
    pub new_pin_fd: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct PinArgs {
    /// The person's number
    #[arg(value_name = "NUMBER")]
    pub badge: Badge,

    /// Read the new PIN from this file descriptor; without it the terminal asks, twice
    #[arg(long, value_name = "N")]
    pub new_pin_fd: Option<u32>,
}

impl StaffVerb {
    /// Texts that are kept or shown.
    pub(super) fn texts(&self) -> Vec<&str> {
        match self {
            Self::Add(args) => vec![&args.name],
            Self::List | Self::Pin(_) | Self::Remove { .. } => Vec::new(),
        }
    }
}

//! The command line: arguments become a [`Cli`], results become text, JSON and an exit status.
//!
//! Comes in: the program's arguments; later what the desk shows. Goes out: what was asked for, and
//! what is printed. Absent: printing itself, files, the standard input, the currency (amounts stay
//! text until it is known).

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

use crate::domain::may_be_code;

mod args;
pub mod case;
mod code;
pub mod doctor;
mod exit;
pub mod json;
mod noted;
mod people;
mod pick;
pub mod report;
pub mod scanner;
pub mod shift;
mod table;
pub mod text;

pub use args::{
    CaptureArgs, ChangeArgs, CheckArgs, ExportArgs, Format, HoldArgs, JournalVerb, ListArgs,
    RefundArgs, ReleaseArgs, ReportArgs, ScannerVerb, SearchArgs, Sheet, SimulatorArgs, TestArgs,
    VerifyArgs,
};
pub use case::{CaseVerb, CloseArgs};
pub use code::{CodeArg, without_codes};
pub use exit::{Exit, Wanted};
pub use noted::NotedHash;
pub use people::{AddArgs, PinArgs, StaffVerb, WhoArgs};
pub use pick::{HoldPrefix, PickError, pick};
pub use shift::{AuditArgs, DayVerb, FormatArgs, HandOverArgs, OpenArgs, ShiftVerb};

const EXIT_STATUS: &str = "\
Exit status:
  0  done
  1  our own fault (disk, a bug)
  2  wrong use or wrong settings
  3  refused for good
  4  not known yet: ask again with 'check'";

/// clap does not show that one of the two ways has to be there.
const HOLD_USAGE: &str =
    "counterpane hold --room <ROOM> --amount <AMOUNT> (--code <CODE> | --qr) [OPTIONS]";

/// The payment terminal of a hotel front desk. Without a command: the full-screen terminal.
#[derive(Debug, Clone, PartialEq, Eq, Parser)]
#[command(name = "counterpane", version, after_help = EXIT_STATUS, subcommand_required = false)]
#[command(disable_help_subcommand = true)]
pub struct Cli {
    /// Settings file; where none is named, see the first lines of the commented config.toml
    #[arg(long, value_name = "FILE", global = true, display_order = 900)]
    pub config: Option<PathBuf>,

    /// Print exactly one JSON value on standard output
    #[arg(long, global = true, display_order = 901)]
    pub json: bool,

    #[command(flatten)]
    pub who: WhoArgs,

    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What a script can want.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Verb {
    /// Hold a deposit in the guest's wallet
    #[command(override_usage = HOLD_USAGE)]
    Hold(HoldArgs),
    /// Charge a hold; the rest goes back unless --keep-rest
    Capture(CaptureArgs),
    /// Give back what is held, or a part of it
    Release(ReleaseArgs),
    /// Undo a hold request whose result is unclear
    Cancel {
        /// Id of the hold, or any unambiguous beginning of it
        #[arg(value_name = "HOLD")]
        hold: HoldPrefix,
    },
    /// Change room, guest, booking or departure of a hold; no money moves
    Change {
        /// Id of the hold, or any unambiguous beginning of it
        #[arg(value_name = "HOLD")]
        hold: HoldPrefix,
        #[command(flatten)]
        to: ChangeArgs,
    },
    /// Countersign what somebody agreed to alone at night
    Countersign {
        /// Id of the hold, or any unambiguous beginning of it
        #[arg(value_name = "HOLD")]
        hold: HoldPrefix,
    },
    /// Pay back a part of what was charged, or all of it
    Refund(RefundArgs),
    /// Ask the provider now and settle what is unclear
    Check(CheckArgs),
    /// Show one hold
    Show {
        /// Id of the hold, or any unambiguous beginning of it
        #[arg(value_name = "HOLD")]
        hold: HoldPrefix,
    },
    /// List holds, newest first
    List(ListArgs),
    /// Find holds by room, guest, booking or any number
    Search(SearchArgs),
    /// List what needs a person, and why
    Attention,
    /// Print the sheet of a case for the provider's support, or close one by hand
    #[command(subcommand, arg_required_else_help = false)]
    Case(CaseVerb),
    /// What was held, charged, released and refunded, by whom, and how it stands now
    Report(ReportArgs),
    /// Open or close a shift; X and Z reports
    #[command(subcommand, arg_required_else_help = false)]
    Shift(ShiftVerb),
    /// Show the business day, print the night audit's lists, or end the day
    #[command(subcommand, arg_required_else_help = false)]
    Day(DayVerb),
    /// Verify, export or back up the journal, or print its head
    #[command(subcommand, arg_required_else_help = false)]
    Journal(JournalVerb),
    /// List, register or remove the people who work here, or give a new PIN
    #[command(subcommand, arg_required_else_help = false)]
    Staff(StaffVerb),
    /// Serve the simulated provider over HTTP
    Simulator(SimulatorArgs),
    /// List the scanners, try one, or print the rules that let them be opened
    #[command(subcommand, arg_required_else_help = false)]
    Scanner(ScannerVerb),
    /// Check keys, clock, network, scanner, journal and terminal, and say what to do
    Doctor,
}

/// Arguments that are not a command: wrong use, or a wish for help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoCommand {
    /// `--help` or `--version`: the text for standard output; exit status 0.
    Text(String),
    /// Wrong use; exit status 2. `json` says how it is told.
    Wrong { message: String, json: bool },
}

impl Cli {
    /// Reads the program's arguments, the program's own name first.
    pub fn read<I, T>(arguments: I) -> Result<Self, NoCommand>
    where
        I: IntoIterator<Item = T>,
        T: Into<OsString>,
    {
        let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
        let json = wants_json(&arguments);
        let cli = Self::try_parse_from(arguments).and_then(Self::checked);
        cli.map_err(|error| {
            let text = error.render().to_string();
            if error.use_stderr() {
                let message = code::without_codes(text.trim_end());
                NoCommand::Wrong { message, json }
            } else {
                NoCommand::Text(text)
            }
        })
    }

    /// What clap's own rules cannot say.
    fn checked(self) -> Result<Self, clap::Error> {
        let wrong = |kind, message: &str| Err(Self::command().error(kind, message));
        let texts = self.verb.iter().flat_map(Verb::texts).chain(self.who.note.as_deref());
        if texts.into_iter().any(may_be_code) {
            return wrong(
                ErrorKind::ValueValidation,
                "a payment code stands where it would be kept: it belongs behind --code alone",
            );
        }
        match &self.verb {
            None if self.json => wrong(
                ErrorKind::MissingSubcommand,
                "--json needs a command: the full-screen terminal prints no JSON",
            ),
            Some(Verb::Journal(JournalVerb::Export(export))) => match export.wrong(self.json) {
                Some((kind, message)) => wrong(kind, message),
                None => Ok(self),
            },
            Some(Verb::Report(report)) => match report.wrong(self.json) {
                Some((kind, message)) => wrong(kind, message),
                None => Ok(self),
            },
            Some(
                Verb::Shift(
                    ShiftVerb::Close(format)
                    | ShiftVerb::HandOver(HandOverArgs { format, .. })
                    | ShiftVerb::Show(format)
                    | ShiftVerb::Print { format, .. },
                )
                | Verb::Day(DayVerb::Audit(AuditArgs { format, .. })),
            ) if self.json && format.format == Sheet::Csv => {
                wrong(ErrorKind::ArgumentConflict, args::NO_CSV)
            }
            Some(_) | None => Ok(self),
        }
    }
}

impl Verb {
    /// Texts that are journaled, searched for or shown.
    fn texts(&self) -> Vec<&str> {
        match self {
            Self::Hold(args) => {
                let texts = [&args.room, &args.guest, &args.booking, &args.amount];
                texts.into_iter().chain(&args.currency).map(String::as_str).collect()
            }
            Self::Capture(args) => vec![&args.amount],
            Self::Release(args) => {
                args.amount.iter().chain(&args.remark).map(String::as_str).collect()
            }
            Self::Refund(args) => {
                std::iter::once(&args.amount).chain(&args.reason).map(String::as_str).collect()
            }
            Self::Change { to, .. } => {
                let texts = [&to.room, &to.guest, &to.booking, &to.bill];
                texts.into_iter().flatten().map(String::as_str).collect()
            }
            Self::List(args) => args.room.iter().map(String::as_str).collect(),
            Self::Search(args) => vec![&args.text],
            Self::Staff(verb) => verb.texts(),
            Self::Case(verb) => verb.texts(),
            Self::Cancel { .. }
            | Self::Countersign { .. }
            | Self::Check(_)
            | Self::Show { .. }
            | Self::Report(_)
            | Self::Attention
            | Self::Shift(_)
            | Self::Day(_)
            | Self::Journal(_)
            | Self::Simulator(_)
            | Self::Scanner(_)
            | Self::Doctor => Vec::new(),
        }
    }
}

/// Whether wrong use has to be told in JSON: clap has read nothing then.
fn wants_json(arguments: &[OsString]) -> bool {
    let mut flags = arguments.iter().skip(1).take_while(|text| *text != OsStr::new("--"));
    flags.any(|text| text == OsStr::new("--json"))
}

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::{CodeArg, HoldPrefix, NotedHash};

/// Why two wishes do not go together.
pub(super) const NO_CSV: &str = "--format csv is no JSON, and --json prints nothing else";

/// Longest `--wait`: a day.
const LONGEST_WAIT: i64 = 86_400;

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct HoldArgs {
    /// Room of the stay
    #[arg(long, value_name = "ROOM")]
    pub room: String,

    /// Amount in major units, such as 500.00
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,

    /// ISO 4217 code; the hotel's currency if not given
    #[arg(long, value_name = "CURRENCY")]
    pub currency: Option<String>,

    /// Name of the guest
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub guest: String,

    /// Number of the booking
    #[arg(long, value_name = "REF", default_value = "", hide_default_value = true)]
    pub booking: String,

    /// Day of departure, such as 2026-01-15
    #[arg(long, value_name = "D")]
    pub departure: Option<Date>,

    /// The guest's payment code; '-' reads it from standard input, where no other program sees it
    #[arg(long, value_name = "CODE", required_unless_present = "qr", conflicts_with = "qr")]
    pub code: Option<CodeArg>,

    /// Make a QR code that the guest scans
    #[arg(long)]
    pub qr: bool,

    /// Leave after this many seconds with the result not known yet; 'check' goes on with it
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(i64).range(0..=LONGEST_WAIT))]
    pub wait: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CaptureArgs {
    /// Id of the hold, or any unambiguous beginning of it
    #[arg(value_name = "HOLD")]
    pub hold: HoldPrefix,

    /// Amount in major units, such as 380.00
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,

    /// Keep what is left held, for another charge
    #[arg(long)]
    pub keep_rest: bool,

    /// Keep it until this day, for charges that come late; then somebody is reminded
    #[arg(long, value_name = "D", requires = "keep_rest")]
    pub until: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ReleaseArgs {
    /// Id of the hold, or any unambiguous beginning of it
    #[arg(value_name = "HOLD")]
    pub hold: HoldPrefix,

    /// Amount in major units; all that is left if not given
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,

    /// What the guest reads in the wallet
    #[arg(long, value_name = "TEXT")]
    pub remark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct RefundArgs {
    /// Id of the hold, or any unambiguous beginning of it
    #[arg(value_name = "HOLD")]
    pub hold: HoldPrefix,

    /// Amount in major units, of what was charged
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,

    /// What the guest reads in the wallet
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
}

/// What is not named stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[group(id = "changes", required = true, multiple = true)]
pub struct ChangeArgs {
    /// Another room: the guest moved
    #[arg(long, value_name = "ROOM", group = "changes")]
    pub room: Option<String>,

    /// Another name of the guest
    #[arg(long, value_name = "NAME", group = "changes")]
    pub guest: Option<String>,

    /// Another number of the booking
    #[arg(long, value_name = "REF", group = "changes")]
    pub booking: Option<String>,

    /// Another day of departure, such as 2026-01-15
    #[arg(long, value_name = "D", group = "changes")]
    pub departure: Option<Date>,

    /// What the guest owes so far, in major units; what is held may be less
    #[arg(long, value_name = "AMOUNT", group = "changes")]
    pub bill: Option<String>,

    /// What is left stays held until this day, for charges that come late
    #[arg(long, value_name = "D", group = "changes")]
    pub keep_until: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct CheckArgs {
    /// Id of the hold, or any unambiguous beginning of it; every open hold if not given
    #[arg(value_name = "HOLD")]
    pub hold: Option<HoldPrefix>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ListArgs {
    /// Only holds with something held, not known, or to be countersigned
    #[arg(long, conflicts_with = "attention")]
    pub open: bool,

    /// Only holds that need a person
    #[arg(long)]
    pub attention: bool,

    /// Only this room's holds
    #[arg(long, value_name = "ROOM")]
    pub room: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SearchArgs {
    /// Part of a room, a guest's name, a booking, or any order number
    #[arg(value_name = "TEXT")]
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum JournalVerb {
    /// Check every entry against its chain
    #[command(after_help = VERIFY_HELP)]
    Verify(VerifyArgs),
    /// Print the hash of the newest entry: noted elsewhere, it shows later that nothing was cut off
    Head,
    /// Print the entries
    Export(ExportArgs),
    /// Copy the journal into a new file, also while the terminal works
    Backup {
        /// The new file; one that is there already is not touched
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

const VERIFY_HELP: &str = "\
A chain alone cannot show that its end was cut off, nor that somebody made all of it anew: a head
that was noted before can.

Exit status:
  0  the journal is whole, and the noted entry is in it
  1  it is not; what is wrong is told entry by entry
  2  the head is none";

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct VerifyArgs {
    /// Head that was noted earlier, as 'journal head', 'verify' and 'backup' print it, or its first
    /// 12 digits or more
    #[arg(long, value_name = "HASH")]
    pub head: Option<NotedHash>,
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum ScannerVerb {
    /// Show every scanner that is plugged in, whether it can be read, and what to do if not
    List,
    /// Read the scanners and show what they send, payment codes masked; Esc or Ctrl-C ends it
    #[command(after_help = TEST_HELP)]
    Test(TestArgs),
    /// Print the rules that let this user open scanners, for /etc/udev/rules.d (Linux)
    Rules,
}

const TEST_HELP: &str = "\
It works beside a running terminal: both get every scan of a scanner in HID POS mode, and the
terminal may take it for a payment. A serial line belongs to one of them.

Exit status:
  0  at least one scan was read
  4  none was: not known yet whether a scanner works";

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct TestArgs {
    /// End after this many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    pub seconds: u32,

    /// End after this many scans
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub scans: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ExportArgs {
    /// As what; --json means json
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,

    /// First day, such as 2026-01-15, in the hotel's time zone
    #[arg(long, value_name = "D")]
    pub from: Option<Date>,

    /// Last day, itself included
    #[arg(long, value_name = "D")]
    pub to: Option<Date>,
}

/// Of days in the hotel's time zone: without any, today so far.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct ReportArgs {
    /// As what; --json prints JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Sheet,

    /// A business day instead of days of the calendar, from one night audit to the next; with --to
    /// several
    #[arg(long, value_name = "D", conflicts_with = "from")]
    pub business: Option<Date>,

    /// First day, such as 2026-01-15; without --from the last day alone
    #[arg(long, value_name = "D")]
    pub from: Option<Date>,

    /// Last day, itself included; without --to today
    #[arg(long, value_name = "D")]
    pub to: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Sheet {
    Text,
    Csv,
}

impl ReportArgs {
    pub(super) fn wrong(&self, json: bool) -> Option<(ErrorKind, &'static str)> {
        if json && self.format == Sheet::Csv {
            return Some((ErrorKind::ArgumentConflict, NO_CSV));
        }
        let first = self.from.or(self.business);
        let backwards = first.zip(self.to).is_some_and(|(from, to)| from > to);
        backwards.then_some((ErrorKind::ValueValidation, "the first day is after --to"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Json,
}

impl ExportArgs {
    pub(super) fn wrong(&self, json: bool) -> Option<(ErrorKind, &'static str)> {
        match (self.format, json) {
            (None, false) => Some((
                ErrorKind::MissingRequiredArgument,
                "--format csv or --format json is missing",
            )),
            (Some(Format::Csv), true) => Some((ErrorKind::ArgumentConflict, NO_CSV)),
            (None | Some(Format::Json), _) | (Some(Format::Csv), false) => {
                let backwards = self.from.zip(self.to).is_some_and(|(from, to)| from > to);
                backwards.then_some((ErrorKind::ValueValidation, "--from is after --to"))
            }
        }
    }

    /// What is printed: JSON where nothing else was asked for.
    pub fn format(&self) -> Format {
        self.format.unwrap_or(Format::Json)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct SimulatorArgs {
    /// Address and port, such as 127.0.0.1:8089
    #[arg(long, value_name = "ADDR")]
    pub listen: SocketAddr,

    /// Folder of the simulated provider's keys and books, made if it is not there
    #[arg(long, value_name = "DIR")]
    pub keys: PathBuf,

    /// Lesson to begin with
    #[arg(long, value_name = "NAME")]
    pub lesson: Option<String>,
}

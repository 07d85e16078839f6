//! One command from start to exit status, over the same desk as the screen.

mod act;
mod case;
mod doctor;
mod journal;
mod look;
mod qr;
mod report;
mod scanner;
mod shift;
mod staff;
mod who;

use jiff::Timestamp;
use tokio::runtime::{Builder, Runtime};

use crate::cli::text::{self, Words};
use crate::cli::{Exit, HoldPrefix, SimulatorArgs, Verb, WhoArgs, json};
use crate::config::Settings;
use crate::desk::HoldView;
use crate::domain::HoldId;
use crate::journal::{Prefix, Reader};
use crate::locale::Locale;
use crate::tui::trouble_frame;

use super::clock::wall;
use super::failure::Failure;
use super::output::Output;

pub(super) use doctor::doctor;
pub(super) use scanner::scanner;

pub(super) fn run(
    verb: Verb,
    who: WhoArgs,
    settings: &Settings,
    output: Output,
) -> Result<Exit, Failure> {
    let house = House { settings, locale: Locale::new(settings.hotel.language), output, who };
    match verb {
        Verb::Hold(args) => act::hold(&house, &args),
        Verb::Capture(args) => act::capture(&house, &args),
        Verb::Release(args) => act::release(&house, &args),
        Verb::Cancel { hold } => act::cancel(&house, &hold),
        Verb::Change { hold, to } => act::change(&house, &hold, &to),
        Verb::Countersign { hold } => act::countersign(&house, &hold),
        Verb::Refund(args) => act::refund(&house, &args),
        Verb::Check(args) => act::check(&house, &args),
        Verb::Show { hold } => look::show(&house, &hold),
        Verb::List(args) => look::list(&house, &args),
        Verb::Search(args) => look::search(&house, &args),
        Verb::Attention => case::attention(&house),
        Verb::Case(verb) => case::run(&house, &verb),
        Verb::Report(args) => report::run(&house, &args),
        Verb::Shift(verb) => shift::shift(&house, &verb),
        Verb::Day(verb) => shift::day(&house, &verb),
        Verb::Journal(verb) => journal::run(&house, &verb),
        Verb::Staff(verb) => staff::run(&house, &verb),
        // These are run before there are settings.
        Verb::Simulator(args) => simulator(&args),
        Verb::Scanner(verb) => scanner(&verb, None, output),
        Verb::Doctor => doctor(None, output),
    }
}

/// Serves the simulated provider until Ctrl-C.
pub(super) fn simulator(args: &SimulatorArgs) -> Result<Exit, Failure> {
    let served = runtime()?.block_on(super::simulator::run(
        args.listen,
        &args.keys,
        args.lesson.as_deref(),
        Output::message,
    ));
    served.map(|()| Exit::Done).map_err(|error| {
        let hint = "Choose another address, folder or lesson.".to_owned();
        Failure::wrong("simulator", error.to_string(), hint)
    })
}

fn runtime() -> Result<Runtime, Failure> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::own("io.runtime", &error))
}

/// What every command has at hand.
struct House<'a> {
    settings: &'a Settings,
    locale: Locale,
    output: Output,
    /// In whose name it is done.
    who: WhoArgs,
}

impl House<'_> {
    fn words(&self) -> Words<'_> {
        Words { locale: &self.locale, zone: &self.settings.hotel.time_zone }
    }

    fn tell(&self, hold: &HoldView, now: Timestamp) {
        let trouble = trouble_frame(&self.locale, hold, now);
        if self.output.is_json() {
            let words = trouble.as_ref().map(json::TroubleWords::from);
            Output::value(&json::Hold::new(hold, words));
        } else {
            Output::text(&text::hold(hold, trouble.as_ref(), self.words()));
        }
    }

    fn tell_all(&self, holds: &[HoldView], now: Timestamp) {
        if self.output.is_json() {
            let one = |hold: &HoldView| {
                let trouble = trouble_frame(&self.locale, hold, now);
                json::Hold::new(hold, trouble.as_ref().map(json::TroubleWords::from))
            };
            Output::value(&json::Holds { holds: holds.iter().map(one).collect() });
        } else {
            Output::text(&text::holds(holds, self.words()));
        }
    }

    /// The one hold that begins like this.
    fn pick(&self, journal: &Reader, prefix: &HoldPrefix) -> Result<HoldId, Failure> {
        match journal.by_prefix(prefix.as_str())? {
            Prefix::One(id) => Ok(id),
            Prefix::None => {
                let hint = self.locale.text("cli-hint-no-hold");
                Err(Failure::wrong("hold.none", format!("no hold begins with {prefix}"), hint))
            }
            Prefix::Several(ids) => {
                let ids: Vec<_> = ids.iter().map(HoldId::as_str).collect();
                let message = format!("{prefix} is the beginning of several holds");
                Err(Failure::wrong("hold.several", message, ids.join(" ")))
            }
        }
    }
}

/// A hold as the journal has it; what an open one is waiting for is unknown to a reader.
fn view(journal: &Reader, id: &HoldId) -> Result<HoldView, Failure> {
    let entries = journal.entries_of(id)?;
    HoldView::from_entries(&entries).map_err(|error| Failure::own("journal.broken", &error))
}

/// Reading needs no steady clock.
fn now() -> Timestamp {
    wall()
}

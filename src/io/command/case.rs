//! `attention`, beside a terminal that is at work too, and `case`.

use crate::cli::case::{Json, Listed, Sheet, text};
use crate::cli::{CaseVerb, CloseArgs, Exit, HoldPrefix, json};
use crate::desk::{Command, Concern, HoldView, concerns};
use crate::journal::{JournalError, Reader};
use crate::tui::{SheetHead, case_sheet, concern_words, tried, trouble_frame};

use super::super::failure::Failure;
use super::super::opening;
use super::super::output::Output;
use super::{House, act, now, view};

pub(super) fn run(house: &House<'_>, verb: &CaseVerb) -> Result<Exit, Failure> {
    match verb {
        CaseVerb::Show { hold } => show(house, hold),
        CaseVerb::Close(args) => close(house, args),
    }
}

pub(super) fn attention(house: &House<'_>) -> Result<Exit, Failure> {
    let listed = match opening::read(house.settings) {
        Ok(journal) => listed(house, &journal)?,
        // Before the first hold there is no journal, and nothing needs anybody.
        Err(JournalError::Missing { .. }) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    if house.output.is_json() {
        Output::value(&Json::new(listed, |hold| json_of(house, hold)));
    } else {
        Output::text(&text(&listed, house.words()));
    }
    Ok(Exit::Done)
}

fn listed(house: &House<'_>, journal: &Reader) -> Result<Vec<Listed>, Failure> {
    let open = journal.open_holds()?;
    let holds = open.iter().map(|id| view(journal, id)).collect::<Result<Vec<_>, _>>()?;
    let zone = &house.settings.hotel.time_zone;
    let today = now().to_zoned(zone.clone()).date();
    let of = |hold: &HoldView| {
        let concerns = concerns(hold, &holds, &house.settings.stay, today, zone);
        let words = concerns.iter().map(|concern| {
            let said = concern_words(&house.locale, concern);
            (said.headline, said.act)
        });
        let words = words.collect();
        let tried = tried(&house.locale, hold, zone);
        Listed { hold: hold.clone(), concerns, words, tried }
    };
    let mut listed: Vec<Listed> =
        holds.iter().map(of).filter(|listed| !listed.concerns.is_empty()).collect();
    // The worst first, as on the screen.
    listed.sort_by_key(|one| {
        (one.concerns.first().map_or(u8::MAX, Concern::weight), one.hold.opened_at)
    });
    Ok(listed)
}

fn show(house: &House<'_>, prefix: &HoldPrefix) -> Result<Exit, Failure> {
    let journal = opening::read(house.settings)?;
    let hold = view(&journal, &house.pick(&journal, prefix)?)?;
    let hotel = &house.settings.hotel;
    let head = SheetHead {
        hotel: &hotel.name,
        terminal: &hotel.terminal,
        zone: &hotel.time_zone,
        now: now(),
    };
    let sheet = case_sheet(&house.locale, &hold, &head);
    if house.output.is_json() {
        let case = hold.case.as_ref().map(|case| case.number);
        Output::value(&Sheet { case, hold: json_of(house, &hold), sheet });
    } else {
        Output::text(&(sheet.join("\n") + "\n"));
    }
    Ok(Exit::Done)
}

fn close(house: &House<'_>, args: &CloseArgs) -> Result<Exit, Failure> {
    let (finding, proof) = (args.found.found(), args.proof.clone());
    act::after_asking(house, &args.hold, |hold| Command::CloseCase { hold, finding, proof })
}

fn json_of(house: &House<'_>, hold: &HoldView) -> json::Hold {
    let trouble = trouble_frame(&house.locale, hold, now());
    json::Hold::new(hold, trouble.as_ref().map(json::TroubleWords::from))
}

//! Commands that ask the provider: the desk works until the result is known, or waiting for it is
//! no use to a script.

use std::io::{BufRead as _, Read as _};

use jiff::{SignedDuration, Timestamp};

use crate::cli::{
    CaptureArgs, ChangeArgs, CheckArgs, Exit, HoldArgs, HoldPrefix, RefundArgs, ReleaseArgs,
    Wanted, without_codes,
};
use crate::desk::{Command, HoldView, HouseCommand, How};
use crate::domain::{
    Authority, Classified, Currency, HoldId, Kind, Money, PaymentCode, State, Stay, Way, classify,
};
use crate::journal::Reader;
use crate::locale::{ScanTrouble, advise};

use super::super::engine::{Engine, News};
use super::super::failure::Failure;
use super::super::opening::{self, Pace};
use super::super::output::Output;
use super::{House, qr, runtime};

/// A step that is further away than this is left to a later `check`.
const PATIENCE: SignedDuration = SignedDuration::from_secs(20);

/// How long a command sleeps when nothing but a reply can wake it.
const LONGEST_TICK: std::time::Duration = std::time::Duration::from_mins(1);

/// Longest code that is read from standard input, in bytes.
const LONGEST_CODE: u64 = 4096;

pub(super) fn hold(house: &House<'_>, args: &HoldArgs) -> Result<Exit, Failure> {
    let currency = match &args.currency {
        Some(code) => code.parse::<Currency>().map_err(wrong_amount)?,
        None => house.settings.hotel.currency,
    };
    let money = Money::parse(&args.amount, currency).map_err(wrong_amount)?;
    let how = match &args.code {
        Some(code) => How::Scan(payment_code(house, code.given())?),
        None => How::Qr,
    };
    let stay = Stay {
        room: args.room.clone(),
        guest: args.guest.clone(),
        booking: args.booking.clone(),
        departure: args.departure,
        ..Stay::default()
    };
    let wait = args.wait.map(SignedDuration::from_secs);
    let show_qr = args.qr && !house.output.is_json();
    money_command(house, Kind::Hold, wait, show_qr, |_| Ok(Command::Hold { stay, money, how }))
}

pub(super) fn capture(house: &House<'_>, args: &CaptureArgs) -> Result<Exit, Failure> {
    money_command(house, Kind::Capture, None, false, |found| {
        let (hold, currency) = found.of(&args.hold)?;
        let money = Money::parse(&args.amount, currency).map_err(wrong_amount)?;
        Ok(Command::Capture { hold, money, keep_rest: args.keep_rest, until: args.until })
    })
}

pub(super) fn release(house: &House<'_>, args: &ReleaseArgs) -> Result<Exit, Failure> {
    money_command(house, Kind::Release, None, false, |found| {
        let (hold, currency) = found.of(&args.hold)?;
        let parse = |text: &String| Money::parse(text, currency).map_err(wrong_amount);
        let money = args.amount.as_ref().map(parse).transpose()?;
        let remark = args.remark.clone().unwrap_or_default();
        Ok(Command::Release { hold, money, remark })
    })
}

pub(super) fn refund(house: &House<'_>, args: &RefundArgs) -> Result<Exit, Failure> {
    money_command(house, Kind::Refund, None, false, |found| {
        let (hold, currency) = found.of(&args.hold)?;
        let money = Money::parse(&args.amount, currency).map_err(wrong_amount)?;
        let reason = args.reason.clone().unwrap_or_default();
        Ok(Command::Refund { hold, capture: None, money, reason })
    })
}

pub(super) fn cancel(house: &House<'_>, prefix: &HoldPrefix) -> Result<Exit, Failure> {
    money_command(house, Kind::Cancel, None, false, |found| {
        let (hold, _) = found.of(prefix)?;
        Ok(Command::Cancel { hold })
    })
}

pub(super) fn countersign(house: &House<'_>, prefix: &HoldPrefix) -> Result<Exit, Failure> {
    noted(house, prefix, |_, hold| Ok(Command::Countersign { hold }))
}

pub(super) fn change(
    house: &House<'_>,
    prefix: &HoldPrefix,
    to: &ChangeArgs,
) -> Result<Exit, Failure> {
    noted(house, prefix, |journal, hold| {
        let view = super::view(journal, &hold)?;
        let (now, currency) = (view.stay, view.asked.currency());
        let bill = |text: &String| Money::parse(text, currency).map_err(wrong_amount);
        let bill = to.bill.as_ref().map(bill).transpose()?;
        let stay = Stay {
            room: to.room.clone().unwrap_or(now.room),
            guest: to.guest.clone().unwrap_or(now.guest),
            booking: to.booking.clone().unwrap_or(now.booking),
            departure: to.departure.or(now.departure),
            bill: bill.or(now.bill),
            keep_until: to.keep_until.or(now.keep_until),
        };
        Ok(Command::Change { hold, stay })
    })
}

/// What moves no money: it is done when it is written, whatever the hold is then.
fn noted(
    house: &House<'_>,
    prefix: &HoldPrefix,
    command: impl FnOnce(&Reader, HoldId) -> Result<Command, Failure>,
) -> Result<Exit, Failure> {
    let authority = house.authority()?;
    runtime()?.block_on(async {
        let mut engine = opening::open(house.settings, Pace::Script)?;
        let (hold, _) = Found { house, engine: &mut engine }.of(prefix)?;
        let command = command(&opening::read(house.settings)?, hold.clone())?;
        give(house, &mut engine, command, authority.as_ref()).await?;
        let Some(hold) = engine.desk().view(&hold, engine.now()) else {
            return Ok(Exit::OwnFault);
        };
        house.tell(&hold, engine.now());
        Ok(Exit::Done)
    })
}

/// What is about the house: the desk has it done when this returns.
pub(super) fn of_house(house: &House<'_>, command: HouseCommand) -> Result<(), Failure> {
    let authority = house.authority()?;
    runtime()?.block_on(async {
        let mut engine = opening::open(house.settings, Pace::Script)?;
        give(house, &mut engine, Command::House(command), authority.as_ref()).await?;
        Ok(())
    })
}

/// What is said about a hold that this command does not find settled: the questions of the start are
/// answered first.
pub(super) fn after_asking(
    house: &House<'_>,
    prefix: &HoldPrefix,
    command: impl FnOnce(HoldId) -> Command,
) -> Result<Exit, Failure> {
    let authority = house.authority()?;
    let wait = house.settings.policy.scan_wait.saturating_add(PATIENCE);
    runtime()?.block_on(async {
        let mut engine = opening::open(house.settings, Pace::Script)?;
        let (hold, _) = Found { house, engine: &mut engine }.of(prefix)?;
        let limit = later(engine.now(), wait);
        settle(&mut engine, std::slice::from_ref(&hold), limit, None, &Leave::AsItIs).await;
        give(house, &mut engine, command(hold.clone()), authority.as_ref()).await?;
        let Some(hold) = engine.desk().view(&hold, engine.now()) else {
            return Ok(Exit::OwnFault);
        };
        house.tell(&hold, engine.now());
        Ok(Exit::Done)
    })
}

pub(super) fn check(house: &House<'_>, args: &CheckArgs) -> Result<Exit, Failure> {
    let wait = house.settings.policy.scan_wait.saturating_add(PATIENCE);
    runtime()?.block_on(async {
        let mut engine = opening::open(house.settings, Pace::Script)?;
        let one = match &args.hold {
            Some(prefix) => Some(Found { house, engine: &mut engine }.of(prefix)?.0),
            None => None,
        };
        give(house, &mut engine, Command::Check { hold: one.clone() }, None).await?;
        let ids = match one.clone() {
            Some(id) => vec![id],
            None => engine.snapshot().holds.into_iter().map(|hold| hold.id).collect(),
        };
        let limit = later(engine.now(), wait);
        // A question is in nobody's name: leaving it undoes nothing where people are registered.
        let people = house.told(house.staff().people())?;
        let leave = if people.is_empty() { Leave::Undo(None) } else { Leave::AsItIs };
        settle(&mut engine, &ids, limit, None, &leave).await;
        let views = ids.iter().filter_map(|id| engine.desk().view(id, engine.now()));
        let views: Vec<_> = views.collect();
        match (&one, views.as_slice()) {
            (Some(_), [hold]) => house.tell(hold, engine.now()),
            _ => house.tell_all(&views, engine.now()),
        }
        say_if_down(house, &engine);
        Ok(Exit::worst(views.iter().map(|hold| Exit::of(Wanted::Known, hold))))
    })
}

/// Finds the hold that a command names, and takes it into memory.
struct Found<'a, 'b> {
    house: &'a House<'b>,
    engine: &'a mut Engine,
}

impl Found<'_, '_> {
    fn of(&mut self, prefix: &HoldPrefix) -> Result<(HoldId, Currency), Failure> {
        let journal = opening::read(self.house.settings)?;
        let id = self.house.pick(&journal, prefix)?;
        // From the journal, because the desk may not have taken it in yet.
        let currency = super::view(&journal, &id)?.asked.currency();
        if !self.engine.desk().knows(&id) {
            self.engine.load(journal.entries_of(&id)?);
        }
        Ok((id, currency))
    }
}

fn money_command(
    house: &House<'_>,
    kind: Kind,
    wait: Option<SignedDuration>,
    show_qr: bool,
    command: impl FnOnce(&mut Found<'_, '_>) -> Result<Command, Failure>,
) -> Result<Exit, Failure> {
    let authority = house.authority()?;
    runtime()?.block_on(async {
        let mut engine = opening::open(house.settings, Pace::Script)?;
        let command = command(&mut Found { house, engine: &mut engine })?;
        let id = give(house, &mut engine, command, authority.as_ref()).await?;
        let Some(id) = id else {
            return Ok(Exit::OwnFault);
        };
        let limit = wait.map_or(Timestamp::MAX, |wait| later(engine.now(), wait));
        let mut show = show_qr.then(|| qr::Show::new(house));
        let own = std::slice::from_ref(&id);
        settle(&mut engine, own, limit, show.as_mut(), &Leave::Undo(authority)).await;
        if let Some(show) = show {
            show.end();
        }
        let Some(hold) = engine.desk().view(&id, engine.now()) else {
            return Ok(Exit::OwnFault);
        };
        house.tell(&hold, engine.now());
        say_if_down(house, &engine);
        Ok(Exit::of(Wanted::Money(kind), &hold))
    })
}

/// Gives a command and waits until it is under way.
async fn give(
    house: &House<'_>,
    engine: &mut Engine,
    command: Command,
    authority: Option<&Authority>,
) -> Result<Option<HoldId>, Failure> {
    let ticket = engine.ticket();
    engine.command(ticket, command, authority.cloned());
    loop {
        while let Some(news) = engine.poll_news() {
            match news {
                News::Accepted { ticket: ours, hold } if ours == ticket => return Ok(hold),
                News::Rejected { ticket: ours, refusal } if ours == ticket => {
                    return Err(Failure::refused(&refusal, &house.locale));
                }
                News::Accepted { .. } | News::Rejected { .. } => {}
            }
        }
        engine.turn().await;
    }
}

/// What becomes of an unclear hold when somebody asks the command to stop.
enum Leave {
    /// It is undone, in the name of whoever gave the command.
    Undo(Option<Authority>),
    AsItIs,
}

/// Works until each of the holds is known, needs a person, or has no step that is worth waiting for.
async fn settle(
    engine: &mut Engine,
    ids: &[HoldId],
    limit: Timestamp,
    mut show: Option<&mut qr::Show<'_>>,
    leave: &Leave,
) {
    let mut stopping = false;
    let mut interrupted = std::pin::pin!(interrupt());
    loop {
        let now = engine.now();
        let views: Vec<_> = ids.iter().filter_map(|id| engine.desk().view(id, now)).collect();
        if let (Some(show), [hold]) = (show.as_deref_mut(), views.as_slice()) {
            show.draw(hold, now);
        }
        let busy = views.iter().any(|hold| is_worth_waiting(hold, now, ids.len()));
        // The limit ends the waiting, not a request that is on the wire: its reply is worth more than
        // the time that is left.
        // A journal that takes nothing may never take anything again: a later check settles it.
        let down = engine.desk().journal_down().is_some();
        if engine.is_idle_about(ids) && (!busy || now >= limit || down) {
            return;
        }
        let rest = limit.duration_since(now).max(SignedDuration::ZERO);
        let rest = if now >= limit { LONGEST_TICK } else { rest.unsigned_abs() };
        // A countdown on a terminal changes once a second.
        let tick = if show.is_some() { rest.min(std::time::Duration::from_secs(1)) } else { rest };
        tokio::select! {
            () = engine.turn() => {}
            () = tokio::time::sleep(tick) => {}
            () = &mut interrupted => {
                // Asked to stop: what is unclear is undone first; a second time leaves it as it is.
                let Leave::Undo(authority) = leave else {
                    return;
                };
                if stopping {
                    return;
                }
                stopping = true;
                interrupted.set(interrupt());
                for hold in &views {
                    let ticket = engine.ticket();
                    let command = Command::Cancel { hold: hold.id.clone() };
                    // One PIN, one act: this is another one.
                    let own = authority.clone().map(|own| Authority { approval: None, ..own });
                    engine.command(ticket, command, own);
                }
            }
        }
    }
}

/// Beside a result that is not known yet: what it lacks is a journal.
fn say_if_down(house: &House<'_>, engine: &Engine) {
    if let Some(why) = engine.desk().journal_down() {
        Output::message(&format!("{}: {why}", house.locale.text("journal-down-headline")));
    }
}

fn is_worth_waiting(hold: &HoldView, now: Timestamp, of: usize) -> bool {
    let Some(activity) = &hold.activity else {
        return false;
    };
    if activity.in_flight_since.is_some() {
        return true;
    }
    if activity.handed_over && !activity.pressed {
        return false;
    }
    // A check of everything does not stand before a QR code until its guest has scanned it.
    let for_a_guest = hold.state == State::Waiting && hold.way == Way::Qr && of > 1;
    !for_a_guest && activity.next.is_some_and(|(_, at)| at.duration_since(now) <= PATIENCE)
}

async fn interrupt() {
    // Where Ctrl-C cannot be caught it ends the process by itself.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// The code from the arguments or from standard input, classified before anything else happens.
fn payment_code(house: &House<'_>, given: Option<&str>) -> Result<PaymentCode, Failure> {
    let mut typed = zeroize::Zeroizing::new(String::new());
    let text = if let Some(text) = given {
        text
    } else {
        // A line, not everything: whoever writes it may keep the pipe open.
        let read = std::io::stdin().lock().take(LONGEST_CODE).read_line(&mut typed);
        read.map_err(|error| Failure::own("io.stdin", &error))?;
        typed.as_str()
    };
    match classify(text) {
        Classified::Alipay { code, unusual } => {
            if unusual {
                let advice = advise(&house.locale, ScanTrouble::Unusual);
                Output::message(&advice.headline);
            }
            Ok(code)
        }
        Classified::Other(kind) => {
            let advice = advise(&house.locale, ScanTrouble::Kind(kind));
            Err(Failure::wrong("code.kind", advice.headline, advice.act))
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn wrong_amount(error: crate::domain::MoneyError) -> Failure {
    let hint = "Write it in major units, such as 500.00.".to_owned();
    // Somebody may have typed the payment code in the amount's place.
    Failure::wrong("cli.amount", without_codes(&error.to_string()), hint)
}

fn later(from: Timestamp, wait: SignedDuration) -> Timestamp {
    from.checked_add(wait).unwrap_or(Timestamp::MAX)
}

//! One file for each screen. A screen is a value: it can be kept, compared with a picture, thrown away.

use crate::desk::{Action, Activity, HoldView, Snapshot, StayView};
use crate::domain::{HoldId, State};
use crate::locale::StaffTrouble;

use super::context::Ctx;
use super::page::Page;
use super::theme::Meaning;
use super::widgets::Line;

mod approve;
mod attention;
mod audit;
mod case;
mod change;
mod charge;
mod check_in;
mod check_out;
mod close_case;
mod close_shift;
mod counted;
mod credentials;
mod days;
mod details;
mod entry;
mod find;
mod flow;
mod guests;
mod hand_over;
mod help;
mod hold;
mod home;
mod journal;
mod journal_down;
mod leave;
mod open_shift;
mod paper;
mod people;
mod refund;
mod register;
mod release;
mod reports;
mod scanners;
mod shift;
mod sign_in;
mod signing;
mod stay;
mod subject;
mod undo;
mod waiting;

pub(super) use approve::Approve;
pub(super) use attention::Attention;
pub(super) use audit::Audit;
pub(super) use case::Case;
pub(super) use change::Change;
pub(super) use charge::Charge;
pub(super) use check_in::CheckIn;
pub(super) use check_out::CheckOut;
pub(super) use close_case::CloseCase;
pub(super) use close_shift::CloseShift;
pub(super) use days::DaysForm;
pub(super) use details::Details;
pub(super) use entry::Entry;
pub(super) use find::Find;
pub(super) use guests::Guests;
pub(super) use hand_over::HandOver;
pub(super) use help::Help;
pub(super) use hold::HoldPage;
pub(super) use home::Home;
pub(super) use journal::Journal;
pub(super) use journal_down::JournalDown;
pub(super) use leave::Leave;
pub(super) use open_shift::OpenShift;
pub(super) use paper::Paper;
pub(super) use people::People;
pub(super) use refund::Refund;
pub(super) use register::Register;
pub(super) use release::Release;
pub(super) use reports::Reports;
pub(super) use scanners::Scanners;
pub(super) use shift::Shift;
pub(super) use sign_in::SignIn;
pub(super) use stay::StayPage;
pub(super) use undo::Undo;
pub(super) use waiting::Waiting;

/// For a stack that has lost all its screens.
pub(super) static HOME: Home = Home::EMPTY;

/// Every screen there is.
#[derive(Debug, Clone)]
pub(super) enum Screen {
    Home(Home),
    CheckIn(Box<CheckIn>),
    Waiting(Waiting),
    Hold(HoldPage),
    Charge(Box<Charge>),
    Release(Box<Release>),
    Refund(Box<Refund>),
    Undo(Undo),
    Details(Details),
    Find(Find),
    Journal(Journal),
    Entry(Entry),
    Guests(Guests),
    Help(Help),
    Leave(Leave),
    JournalDown(JournalDown),
    Scanners(Scanners),
    SignIn(SignIn),
    Approve(Box<Approve>),
    People(People),
    Register(Box<Register>),
    Change(Box<Change>),
    Attention(Attention),
    Case(Case),
    CloseCase(Box<CloseCase>),
    Shift(Shift),
    OpenShift(OpenShift),
    CloseShift(CloseShift),
    HandOver(HandOver),
    Reports(Reports),
    Days(DaysForm),
    Paper(Paper),
    Audit(Audit),
    Stay(StayPage),
    CheckOut(Box<CheckOut>),
}

impl Screen {
    pub(super) fn page(&self) -> &dyn Page {
        match self {
            Self::Home(page) => page,
            Self::CheckIn(page) => page.as_ref(),
            Self::Waiting(page) => page,
            Self::Hold(page) => page,
            Self::Charge(page) => page.as_ref(),
            Self::Release(page) => page.as_ref(),
            Self::Refund(page) => page.as_ref(),
            Self::Undo(page) => page,
            Self::Details(page) => page,
            Self::Find(page) => page,
            Self::Journal(page) => page,
            Self::Entry(page) => page,
            Self::Guests(page) => page,
            Self::Help(page) => page,
            Self::Leave(page) => page,
            Self::JournalDown(page) => page,
            Self::Scanners(page) => page,
            Self::SignIn(page) => page,
            Self::Approve(page) => page.as_ref(),
            Self::People(page) => page,
            Self::Register(page) => page.as_ref(),
            Self::Change(page) => page.as_ref(),
            Self::Attention(page) => page,
            Self::Case(page) => page,
            Self::CloseCase(page) => page.as_ref(),
            Self::Shift(page) => page,
            Self::OpenShift(page) => page,
            Self::CloseShift(page) => page,
            Self::HandOver(page) => page,
            Self::Reports(page) => page,
            Self::Days(page) => page,
            Self::Paper(page) => page,
            Self::Audit(page) => page,
            Self::Stay(page) => page,
            Self::CheckOut(page) => page.as_ref(),
        }
    }

    pub(super) fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::Home(page) => page,
            Self::CheckIn(page) => page.as_mut(),
            Self::Waiting(page) => page,
            Self::Hold(page) => page,
            Self::Charge(page) => page.as_mut(),
            Self::Release(page) => page.as_mut(),
            Self::Refund(page) => page.as_mut(),
            Self::Undo(page) => page,
            Self::Details(page) => page,
            Self::Find(page) => page,
            Self::Journal(page) => page,
            Self::Entry(page) => page,
            Self::Guests(page) => page,
            Self::Help(page) => page,
            Self::Leave(page) => page,
            Self::JournalDown(page) => page,
            Self::Scanners(page) => page,
            Self::SignIn(page) => page,
            Self::Approve(page) => page.as_mut(),
            Self::People(page) => page,
            Self::Register(page) => page.as_mut(),
            Self::Change(page) => page.as_mut(),
            Self::Attention(page) => page,
            Self::Case(page) => page,
            Self::CloseCase(page) => page.as_mut(),
            Self::Shift(page) => page,
            Self::OpenShift(page) => page,
            Self::CloseShift(page) => page,
            Self::HandOver(page) => page,
            Self::Reports(page) => page,
            Self::Days(page) => page,
            Self::Paper(page) => page,
            Self::Audit(page) => page,
            Self::Stay(page) => page,
            Self::CheckOut(page) => page.as_mut(),
        }
    }
}

macro_rules! from_pages {
    ($($page:ident => $screen:ident),* $(,)?) => {
        $(impl From<$page> for Screen {
            fn from(page: $page) -> Self {
                Self::$screen(page)
            }
        })*
    };
}

from_pages! {
    Home => Home, Waiting => Waiting, HoldPage => Hold, Find => Find, Journal => Journal,
    Undo => Undo, Details => Details, Entry => Entry,
    Guests => Guests, Help => Help, Leave => Leave, JournalDown => JournalDown,
    Scanners => Scanners, SignIn => SignIn, People => People, Attention => Attention, Case => Case,
    Shift => Shift, OpenShift => OpenShift, CloseShift => CloseShift, HandOver => HandOver, Reports => Reports,
    DaysForm => Days, Paper => Paper, Audit => Audit, StayPage => Stay,
}

/// Screens with fields are large; a stack of screens should not be.
macro_rules! from_forms {
    ($($page:ident),* $(,)?) => {
        $(impl From<$page> for Screen {
            fn from(page: $page) -> Self {
                Self::$page(Box::new(page))
            }
        })*
    };
}

from_forms! { CheckIn, Charge, Release, Refund, Approve, Register, Change, CloseCase, CheckOut }

/// The screen that fits a hold now: a wait while its hold request is open, its page otherwise.
pub(super) fn of_hold(ctx: &Ctx<'_>, id: &HoldId) -> Screen {
    match ctx.hold(id) {
        // What is a person's business is no wait any more.
        Some(hold) if Waiting::fits(hold) && hold.state != State::Attention => {
            Waiting::new(id.clone()).into()
        }
        Some(_) | None => HoldPage::new(id.clone()).into(),
    }
}

/// What is wrong with a number, a PIN or a name, and what to do.
fn trouble_lines(ctx: &Ctx<'_>, trouble: &StaffTrouble) -> [Line; 2] {
    let words = trouble.say(ctx.locale);
    [Line::new(Meaning::Alert, words.headline), Line::plain(words.act)]
}

/// Where a check-out begins: with the bill of the hold that is chosen, or by finding one.
pub(super) fn check_out(ctx: &Ctx<'_>, chosen: Option<&HoldView>) -> Screen {
    if let Some(hold) = chosen {
        let stay = StayView::of(&ctx.snapshot.holds, hold);
        // Several holds are one bill.
        if stay.held().len() > 1 {
            return CheckOut::new(hold, stay.unpaid().filter(|unpaid| unpaid.is_positive())).into();
        }
    }
    match chosen {
        Some(hold) if hold.actions.contains(&Action::Capture) => Charge::direct(hold).into(),
        Some(hold) if hold.remaining.is_positive() => of_hold(ctx, &hold.id),
        Some(_) | None => Find::default().into(),
    }
}

/// The next moment at which the words about an activity change.
pub(super) fn activity_change(ctx: &Ctx<'_>, activity: &Activity) -> Option<jiff::Timestamp> {
    use super::widgets::{next_second_down, next_second_up};
    let flight = activity.in_flight_since.and_then(|since| next_second_up(ctx.now, since));
    let next = activity.next.and_then(|(_, at)| next_second_down(ctx.now, at));
    let limit = activity.limit.and_then(|at| next_second_down(ctx.now, at));
    [flight, next, limit].into_iter().flatten().min()
}

/// Whether something ended or went wrong that a person who looks elsewhere must hear.
pub(super) fn wants_bell(old: &Snapshot, new: &Snapshot) -> bool {
    new.holds.iter().any(|hold| {
        let before = old.holds.iter().find(|before| before.id == hold.id);
        let was_open = before.is_some_and(|before| before.activity.is_some());
        let attention = hold.state == State::Attention
            && before.is_none_or(|before| before.state != State::Attention);
        attention || (was_open && hold.activity.is_none())
    })
}

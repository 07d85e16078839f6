//! One file for each screen. A screen is a value: it can be kept, compared with a picture, thrown away.

use crate::desk::{Activity, HoldView, Snapshot};
use crate::domain::{HoldId, State};

use super::context::Ctx;
use super::page::Page;

mod check_in;
mod find;
mod guests;
mod help;
mod hold;
mod home;
mod journal;
mod journal_down;
mod leave;
mod waiting;

pub(super) use check_in::CheckIn;
pub(super) use find::Find;
pub(super) use guests::Guests;
pub(super) use help::Help;
pub(super) use hold::HoldPage;
pub(super) use home::Home;
pub(super) use journal::Journal;
pub(super) use journal_down::JournalDown;
pub(super) use leave::Leave;
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
    Find(Find),
    Journal(Journal),
    Guests(Guests),
    Help(Help),
    Leave(Leave),
    JournalDown(JournalDown),
}

impl Screen {
    pub(super) fn page(&self) -> &dyn Page {
        match self {
            Self::Home(page) => page,
            Self::CheckIn(page) => page.as_ref(),
            Self::Waiting(page) => page,
            Self::Hold(page) => page,
            Self::Find(page) => page,
            Self::Journal(page) => page,
            Self::Guests(page) => page,
            Self::Help(page) => page,
            Self::Leave(page) => page,
            Self::JournalDown(page) => page,
        }
    }

    pub(super) fn page_mut(&mut self) -> &mut dyn Page {
        match self {
            Self::Home(page) => page,
            Self::CheckIn(page) => page.as_mut(),
            Self::Waiting(page) => page,
            Self::Hold(page) => page,
            Self::Find(page) => page,
            Self::Journal(page) => page,
            Self::Guests(page) => page,
            Self::Help(page) => page,
            Self::Leave(page) => page,
            Self::JournalDown(page) => page,
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
    Guests => Guests, Help => Help, Leave => Leave, JournalDown => JournalDown,
}

impl From<CheckIn> for Screen {
    fn from(page: CheckIn) -> Self {
        Self::CheckIn(Box::new(page))
    }
}

/// The screen that fits a hold now: a wait while its hold request is open, its page otherwise.
pub(super) fn of_hold(ctx: &Ctx<'_>, id: &HoldId) -> Screen {
    match ctx.hold(id) {
        Some(hold) if Waiting::fits(hold) => Waiting::new(id.clone()).into(),
        Some(_) | None => HoldPage::new(id.clone()).into(),
    }
}

/// Where a check-out begins: with the hold that is chosen, or by finding one.
pub(super) fn check_out(ctx: &Ctx<'_>, chosen: Option<&HoldView>) -> Screen {
    match chosen {
        Some(hold) if hold.remaining.is_positive() => of_hold(ctx, &hold.id),
        Some(_) | None => Find::default().into(),
    }
}

/// The next moment at which the words about an activity change.
pub(super) fn activity_change(ctx: &Ctx<'_>, activity: &Activity) -> Option<jiff::Timestamp> {
    use super::widgets::{next_second_down, next_second_up};
    let flight = activity
        .in_flight_since
        .and_then(|since| next_second_up(ctx.now, since));
    let next = activity
        .next
        .and_then(|(_, at)| next_second_down(ctx.now, at));
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

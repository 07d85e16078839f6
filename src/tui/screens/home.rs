use std::collections::BTreeSet;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, Command, HoldView, StayView, stays};
use crate::domain::{HoldId, State};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Sound, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, List, draw_lines};

use super::{
    Attention, CheckIn, Find, Journal, People, Shift, StayPage, activity_change, check_out, of_hold,
};

mod rows;

/// Today's work: what needs a person, what waits, what is held, what is done.
#[derive(Debug, Clone, Default)]
pub(crate) struct Home {
    /// The chosen hold; rows move, the choice does not.
    chosen: Option<HoldId>,
}

/// In which part of the list a hold stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Attention,
    Waiting,
    Held,
    Done,
}

impl Section {
    /// What nobody has countersigned needs a person, whatever became of the money.
    fn of(hold: &HoldView) -> Self {
        if hold.actions.contains(&Action::Countersign) {
            return Self::Attention;
        }
        match hold.state {
            State::Attention => Self::Attention,
            State::Waiting | State::Unclear => Self::Waiting,
            State::Held => Self::Held,
            State::Settled | State::NotHeld => Self::Done,
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Attention => "home-attention",
            Self::Waiting => "home-waiting",
            Self::Held => "home-held",
            Self::Done => "home-done",
        }
    }
}

impl Home {
    pub(in crate::tui) const EMPTY: Self = Self { chosen: None };

    /// Holds as they are listed: by section, then open ones by room. Of a stay that has several the newest
    /// stands for all that are held.
    fn listed<'a>(ctx: &Ctx<'a>) -> Vec<&'a HoldView> {
        let is_held = |hold: &&HoldView| Section::of(hold) == Section::Held;
        let first_held = stays(&ctx.snapshot.holds)
            .into_iter()
            .filter_map(|stay| stay.holds.into_iter().find(is_held).map(|hold| &hold.id));
        let first_held: BTreeSet<&HoldId> = first_held.collect();
        let stands = |hold: &&HoldView| !is_held(hold) || first_held.contains(&hold.id);
        let mut holds: Vec<&HoldView> = ctx.snapshot.holds.iter().filter(stands).collect();
        holds.sort_by_key(|hold| {
            let section = Section::of(hold);
            let room =
                if section == Section::Done { String::new() } else { by_number(&hold.stay.room) };
            (section, room)
        });
        holds
    }

    fn place_of(&self, holds: &[&HoldView]) -> usize {
        let chosen = holds.iter().position(|hold| Some(&hold.id) == self.chosen.as_ref());
        chosen.unwrap_or(0)
    }

    fn chosen<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a HoldView> {
        let holds = Self::listed(ctx);
        holds.get(self.place_of(&holds)).copied()
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::CheckIn {
            return Step::push(CheckIn::new(ctx));
        }
        if act == Act::CheckOut {
            return Step::push(check_out(ctx, self.chosen(ctx)));
        }
        if act == Act::Find {
            return Step::push(Find::default());
        }
        if act == Act::Journal {
            return Journal::open(ctx);
        }
        if act == Act::People {
            return People::open(ctx);
        }
        if act == Act::Shift {
            return Shift::open(ctx);
        }
        if act == Act::Attention {
            return Step::push(Attention::default());
        }
        if act == Act::Open {
            return match self.chosen(ctx) {
                Some(hold) if held_of_stay(ctx, hold).len() > 1 => Step::push(StayPage::new(hold)),
                Some(hold) => Step::push(of_hold(ctx, &hold.id)),
                None => Step::ignored(),
            };
        }
        if act == Act::CheckNow {
            let command = Command::Check { hold: None };
            return Step::stay()
                .wish(Wish::Command { ticket: ctx.ticket, command })
                .note(Meaning::Text, ctx.text("home-checking"));
        }
        let holds = Self::listed(ctx);
        let mut list = List::at(self.place_of(&holds));
        let step = list.act(act, holds.len());
        self.chosen = holds.get(list.chosen()).map(|hold| hold.id.clone());
        step
    }
}

impl Page for Home {
    fn place(&self) -> Place {
        Place::Home
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        let count = Attention::count(ctx);
        if count == 0 {
            return ctx.text("home-title");
        }
        let (count, key) = (count.to_string(), ctx.keys.key_of(Place::Home, Act::Attention));
        let key = key.unwrap_or_default();
        ctx.format("home-title-attention", &[("count", &count), ("key", &key)])
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let any = !ctx.snapshot.holds.is_empty();
        if act == Act::Lock {
            return !ctx.people.is_empty();
        }
        any || !matches!(act, Act::Open | Act::CheckNow | Act::CheckOut)
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            // The code is let go: by the time the form is filled in, it would be too old.
            Input::Scan(_) => Step::push(CheckIn::new(ctx))
                .note(Meaning::Alert, ctx.text("home-scan-early"))
                .wish(Wish::Bell(Sound::Wrong)),
            Input::Key(_) | Input::Paste(_) | Input::Reply(_) | Input::Snapshot => Step::ignored(),
        }
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        let activities = ctx.snapshot.holds.iter().filter_map(|hold| hold.activity.as_ref());
        activities.filter_map(|activity| activity_change(ctx, activity)).min()
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let holds = Self::listed(ctx);
        if holds.is_empty() {
            draw_lines(ctx, &welcome(ctx), area, buf);
        } else {
            rows::draw(ctx, &holds, self.place_of(&holds), area, buf);
        }
        None
    }
}

/// The holds of a stay that one row stands for; the hold alone elsewhere.
fn held_of_stay<'a>(ctx: &Ctx<'a>, hold: &'a HoldView) -> Vec<&'a HoldView> {
    if Section::of(hold) != Section::Held {
        return vec![hold];
    }
    let own = StayView::of(&ctx.snapshot.holds, hold).held();
    own.into_iter().filter(|hold| Section::of(hold) == Section::Held).collect()
}

/// Room 9 before room 10, and both before the suite's name.
fn by_number(room: &str) -> String {
    let digits: String = room.chars().take_while(char::is_ascii_digit).collect();
    format!("{digits:0>8}{room}")
}

/// What a newcomer can do first.
fn welcome(ctx: &Ctx<'_>) -> Vec<Line> {
    let mut lines = vec![
        Line::new(Meaning::Heading, ctx.text("home-empty-title")),
        Line::plain(ctx.text("home-empty-what")),
        Line::empty(),
    ];
    let mut keys =
        vec![Act::CheckIn, Act::Find, Act::Journal, Act::Scanner, Act::People, Act::Help];
    keys.push(Act::Language);
    if !ctx.setup.lessons.is_empty() {
        keys.insert(1, Act::Guests);
    }
    for act in keys {
        let Some(key) = ctx.keys.key_of(Place::Home, act) else {
            continue;
        };
        let words = ctx.text(&format!("key-{}-help", act.name()));
        let key = crate::tui::text::left(&key, 4);
        lines.push(Line::new(Meaning::Key, key).and(Meaning::Text, words));
    }
    lines
}

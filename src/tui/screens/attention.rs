use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, Command, Concern, HoldView, StayView, Ticket, concerns};
use crate::domain::{HoldId, MoneyState};
use crate::tui::concerns::concern_words;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::tried::tried;
use crate::tui::trouble::{self, below};
use crate::tui::widgets::{Align, Column, Line, List, draw_lines, draw_row, fit_columns};

use super::{Case, CheckIn, Release, Undo, activity_change, of_hold};

/// Room, guest, money, and why it is here.
const COLUMNS: [Column; 4] = [
    Column { least: 6, most: 10, align: Align::Left, spare: 0 },
    Column { least: 8, most: 20, align: Align::Left, spare: 1 },
    Column { least: 15, most: 15, align: Align::Left, spare: 0 },
    Column { least: 18, most: 40, align: Align::Left, spare: 0 },
];

/// Rows for what is said of the chosen one.
const BELOW: u16 = 9;

/// Everything that needs a person, why, and what can be done about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attention {
    /// The chosen hold; rows move, the choice does not.
    chosen: Option<HoldId>,
    /// How many were asked about at the last press.
    asked: Option<usize>,
    sent: Option<Ticket>,
}

/// A hold and the worst of the reasons for which it is here, and the others.
type Listed<'a> = (&'a HoldView, Vec<Concern>);

impl Attention {
    /// How many holds need a person now, for the home screen.
    pub(in crate::tui) fn count(ctx: &Ctx<'_>) -> usize {
        Self::listed(ctx).len()
    }

    /// The same without those of which it is not known what became of them.
    pub(in crate::tui) fn count_known(ctx: &Ctx<'_>) -> usize {
        let known = |(hold, _): &Listed<'_>| hold.money != MoneyState::NotKnownYet;
        Self::listed(ctx).into_iter().filter(known).count()
    }

    fn listed<'a>(ctx: &Ctx<'a>) -> Vec<Listed<'a>> {
        let holds = &ctx.snapshot.holds;
        let (rules, today) = (&ctx.setup.rules, ctx.today());
        let of = |hold: &'a HoldView| (hold, concerns(hold, holds, rules, today, &ctx.setup.zone));
        let mut listed: Vec<Listed<'_>> =
            holds.iter().map(of).filter(|(_, concerns)| !concerns.is_empty()).collect();
        listed.sort_by_key(|(hold, concerns)| {
            (concerns.first().map_or(u8::MAX, Concern::weight), hold.opened_at)
        });
        listed
    }

    fn place_of(&self, listed: &[Listed<'_>]) -> usize {
        let chosen = listed.iter().position(|(hold, _)| Some(&hold.id) == self.chosen.as_ref());
        chosen.unwrap_or(0)
    }

    fn chosen<'a>(&self, ctx: &Ctx<'a>) -> Option<&'a HoldView> {
        let listed = Self::listed(ctx);
        listed.get(self.place_of(&listed)).map(|(hold, _)| *hold)
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::CheckNow {
            let open = ctx.snapshot.holds.iter().filter(|hold| is_open(hold));
            self.asked = Some(open.count());
            self.sent = Some(ctx.ticket);
            let command = Command::Check { hold: None };
            return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
        }
        let listed = Self::listed(ctx);
        let Some(hold) = self.chosen(ctx) else {
            return Step::ignored();
        };
        if act == Act::Open {
            return Step::push(of_hold(ctx, &hold.id));
        }
        if act == Act::Release {
            return Step::push(Release::new(ctx, hold));
        }
        if act == Act::CheckIn {
            let short = StayView::of(&ctx.snapshot.holds, hold).short();
            return Step::push(CheckIn::for_stay(&hold.stay, short));
        }
        if act == Act::Undo {
            return Step::push(Undo::new(hold));
        }
        if act == Act::Case {
            return Step::push(Case::new(hold));
        }
        if act == Act::Countersign {
            self.sent = Some(ctx.ticket);
            let command = Command::Countersign { hold: hold.id.clone() };
            return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
        }
        let mut list = List::at(self.place_of(&listed));
        let step = list.act(act, listed.len());
        self.chosen = listed.get(list.chosen()).map(|(hold, _)| hold.id.clone());
        step
    }

    /// How far the last check of everything has come.
    fn progress(&self, ctx: &Ctx<'_>) -> Line {
        let count = Self::count(ctx);
        let line = Line::new(Meaning::Heading, ctx.format("attention-count", &[("count", count)]));
        let Some(all) = self.asked else {
            return line;
        };
        let open = ctx.snapshot.holds.iter().filter(|hold| hold.checking).count();
        let (done, all) = (all.saturating_sub(open).to_string(), all.to_string());
        let key = if open > 0 { "attention-checking" } else { "attention-checked" };
        let said = ctx.format(key, &[("done", &done), ("all", &all)]);
        line.and(Meaning::Text, format!("   {said}"))
    }
}

/// What "check everything" asks about.
fn is_open(hold: &HoldView) -> bool {
    hold.remaining.is_positive() || hold.activity.is_some() || hold.case.is_some()
}

fn draw_rows(ctx: &Ctx<'_>, listed: &[Listed<'_>], chosen: usize, area: Rect, buf: &mut Buffer) {
    let widths = fit_columns(&COLUMNS, area.width);
    for (place, row) in List::at(chosen).window(listed.len(), area) {
        let Some((hold, concerns)) = listed.get(place) else { continue };
        let why: Vec<String> =
            concerns.iter().map(|c| concern_words(ctx.locale, c).headline).collect();
        let money = ctx.locale.money_with_symbol(hold.money);
        let cells = [
            (hold.stay.room.clone(), ctx.style(Meaning::Heading)),
            (hold.stay.guest.clone(), ctx.style(Meaning::Text)),
            (money, ctx.style(Meaning::of_money(hold.money))),
            (why.join("; "), ctx.style(Meaning::Alert)),
        ];
        draw_row(&COLUMNS, &widths, &cells, row, buf);
        if place == chosen {
            buf.set_style(row, ctx.style(Meaning::Selected));
        }
    }
}

impl Page for Attention {
    fn place(&self) -> Place {
        Place::Attention
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("attention-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let of_action = [
            (Act::Release, Action::Release),
            (Act::Undo, Action::Cancel),
            (Act::Countersign, Action::Countersign),
            (Act::Case, Action::CloseCase),
        ];
        if act == Act::CheckIn {
            // A second hold of the same stay is what several of the reasons ask for.
            return self.chosen(ctx).is_some_and(|hold| hold.money == MoneyState::Held);
        }
        let Some((_, action)) = of_action.iter().find(|(of, _)| *of == act) else {
            return if act == Act::Open {
                self.chosen(ctx).is_some()
            } else {
                act != Act::CheckNow || ctx.snapshot.holds.iter().any(is_open)
            };
        };
        self.chosen(ctx).is_some_and(|hold| hold.actions.contains(action))
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(Reply::Rejected { refusal, .. }) => {
                self.sent = None;
                let text = crate::tui::words::refused(ctx.locale, refusal);
                Step::stay().note(Meaning::Alert, text)
            }
            Input::Reply(_) => {
                self.sent = None;
                Step::stay()
            }
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        activity_change(ctx, self.chosen(ctx)?.activity.as_ref()?)
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let listed = Self::listed(ctx);
        let taken = draw_lines(ctx, &[self.progress(ctx)], area, buf).saturating_add(1);
        let area = below(area, taken);
        let place = self.place_of(&listed);
        let Some((hold, concerns)) = listed.get(place) else {
            draw_lines(ctx, &[Line::plain(ctx.text("attention-none"))], area, buf);
            return None;
        };
        let wanted = u16::try_from(listed.len()).unwrap_or(u16::MAX);
        let rows = wanted.min(area.height.saturating_sub(BELOW)).max(area.height.min(3));
        draw_rows(ctx, &listed, place, Rect { height: rows, ..area }, buf);
        let rest = below(area, rows.saturating_add(1));
        let framed = trouble::draw_at(ctx, Place::Attention, hold, rest, buf);
        let rest = below(rest, framed);
        let tried = tried(ctx.locale, hold, &ctx.setup.zone).map(Line::plain);
        let what = concerns
            .iter()
            .map(|concern| Line::new(Meaning::Heading, concern_words(ctx.locale, concern).act));
        draw_lines(ctx, &what.chain(tried).collect::<Vec<_>>(), rest, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HouseCommand, Ticket};
use crate::domain::MoneyState;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::Reply;
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

use super::Paper;
use super::flow::Flow;

/// The question before a shift ends. It ends with a Z report, which is shown then.
#[derive(Debug, Clone)]
pub(crate) struct CloseShift {
    flow: Flow,
    /// The number of the Z report that it ends with.
    number: u32,
}

impl CloseShift {
    pub(in crate::tui) fn new(ctx: &Ctx<'_>) -> Self {
        let number = ctx.snapshot.house.reports.saturating_add(1);
        Self { flow: Flow::asking(), number }
    }

    fn effect(&self, ctx: &Ctx<'_>) -> Vec<Line> {
        let number = self.number.to_string();
        let effect = ctx.format("close-shift-effect", &[("number", &number)]);
        let mut lines = vec![Line::new(Meaning::Money, effect)];
        lines.extend(of_another(ctx));
        let unclear = ctx.snapshot.holds.iter().filter(|h| h.money == MoneyState::NotKnownYet);
        let count = unclear.count();
        if count > 0 {
            let unclear = ctx.format("close-shift-unclear", &[("count", count)]);
            lines.push(Line::new(Meaning::Alert, unclear));
        }
        lines.push(Line::plain(ctx.text("close-shift-held")));
        lines
    }
}

/// That it is somebody else's: whoever is signed in does not end it alone.
pub(super) fn of_another(ctx: &Ctx<'_>) -> Option<Line> {
    let opener = ctx.snapshot.house.shift.as_ref()?.by.as_ref()?;
    let signed = ctx.signed.map(|member| &member.person.badge);
    let other = signed.is_some_and(|own| *own != opener.badge);
    let line = || {
        let name = opener.to_string();
        Line::new(Meaning::Alert, ctx.format("close-shift-other", &[("name", &name)]))
    };
    other.then(line)
}

impl Page for CloseShift {
    fn place(&self) -> Place {
        Place::CloseShift
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("close-shift-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Act(Act::Confirm) => {
                self.flow.submit(ctx, Ok(Command::House(HouseCommand::CloseShift)))
            }
            // The first print is no copy.
            Input::Reply(Reply::Accepted { .. }) => Paper::first(ctx, self.number),
            Input::Reply(reply) => self.flow.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let house = &ctx.snapshot.house;
        let Some(open) = &house.shift else {
            draw_lines(ctx, &[Line::plain(ctx.text("house-no-shift"))], area, buf);
            return None;
        };
        let by = open.by.as_ref().map_or_else(|| ctx.text("house-unnamed"), ToString::to_string);
        let (number, time) = (open.number.to_string(), ctx.clock(open.since));
        let args = [("number", &number), ("time", &time), ("by", &by)];
        let lines = [Line::new(Meaning::Heading, ctx.format("house-shift", &args)), Line::empty()];
        let taken = draw_lines(ctx, &lines, area, buf);
        let rest = crate::tui::trouble::below(area, taken);
        self.flow.draw(ctx, Place::CloseShift, &self.effect(ctx), rest, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.flow.awaits(ticket)
    }
}

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HouseCommand, Ticket};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::Line;

use super::counted::Counted;
use super::flow::Flow;

/// Rows of the question whether the day shall end.
const QUESTION: u16 = 4;

/// The night audit: its lists, and then the end of the day.
#[derive(Debug, Clone)]
pub(crate) struct Audit {
    page: Counted,
    flow: Flow,
    /// The day that was asked for, which is another one as soon as it has begun.
    next: Date,
}

impl Audit {
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let mut page = Counted::default();
        let wish = page.ask(ctx, HouseLook::Audit);
        let (_, next) = Self::days(ctx);
        Step::push(Self { page, flow: Flow::default(), next }).wish(wish)
    }

    /// The day that ends, and the one that begins.
    fn days(ctx: &Ctx<'_>) -> (Date, Date) {
        let from = ctx.snapshot.house.day_on(ctx.today());
        (from, from.tomorrow().unwrap_or(from).max(ctx.today()))
    }

    /// The business day is tomorrow's already: it ends when it has begun by the calendar too.
    fn is_early(ctx: &Ctx<'_>) -> bool {
        Self::days(ctx).0 > ctx.today()
    }

    fn effect(ctx: &Ctx<'_>) -> [Line; 1] {
        let (from, next) = Self::days(ctx);
        if Self::is_early(ctx) {
            let args = [("day", from.to_string())];
            let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
            return [Line::plain(ctx.format("roll-early", &args))];
        }
        let (from, to) = (from.to_string(), next.to_string());
        let effect = ctx.format("roll-effect", &[("from", &from), ("to", &to)]);
        [Line::new(Meaning::Money, effect)]
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return self.flow.back();
        }
        // The key of the list asks, another one does it.
        let asks = act == Act::RollDay && self.flow.is_filling() && !Self::is_early(ctx);
        let does = act == Act::Confirm && !self.flow.is_filling();
        if asks || does {
            (_, self.next) = Self::days(ctx);
            let command = Command::House(HouseCommand::RollDay { to: Some(self.next), list: None });
            return self.flow.submit(ctx, Ok(command));
        }
        if act == Act::Save {
            let day = ctx.snapshot.house.day_on(ctx.today());
            return self.page.save(ctx, format!("audit-{day}"));
        }
        self.page.act(act)
    }
}

impl Page for Audit {
    fn place(&self) -> Place {
        Place::Audit
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("audit-screen-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        if act == Act::Confirm {
            !self.flow.is_filling()
        } else if act == Act::RollDay {
            self.flow.is_filling() && self.page.lines.is_some() && !Self::is_early(ctx)
        } else {
            true
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(reply) if self.flow.awaits(reply.ticket()) => {
                let step = self.flow.reply(ctx, reply);
                if !matches!(reply, Reply::Accepted { .. }) {
                    return step;
                }
                // Whether the desk's holds are anew already or not: it is the day that was asked for.
                let day = self.next.to_string();
                step.note(Meaning::Text, ctx.format("roll-done", &[("day", &day)]))
            }
            Input::Reply(reply) => self.page.reply(ctx, reply),
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let page = Rect { height: area.height.saturating_sub(QUESTION), ..area };
        self.page.draw(ctx, page, buf);
        let rest = below(area, page.height);
        self.flow.draw(ctx, Place::Audit, &Self::effect(ctx), rest, buf);
        None
    }

    fn language(&mut self, ctx: &Ctx<'_>) -> Option<Wish> {
        self.page.language(ctx)
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.page.awaits(ticket) || self.flow.awaits(ticket)
    }
}

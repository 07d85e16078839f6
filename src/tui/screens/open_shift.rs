use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HouseCommand, Ticket};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Line, draw_lines};

use super::signing::Signing;

/// Whoever begins signs for everything that is not known yet, one by one.
#[derive(Debug, Clone, Default)]
pub(crate) struct OpenShift {
    signing: Signing,
    sent: Option<Ticket>,
    problem: Option<String>,
}

impl OpenShift {
    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::OpenShift && self.sent.is_none() {
            self.sent = Some(ctx.ticket);
            let signed = self.signing.signed();
            let command = Command::House(HouseCommand::OpenShift { signed });
            return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
        }
        if act == Act::Sign {
            // It may have been what was missing.
            self.problem = None;
        }
        self.signing.act(act, ctx)
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        self.sent = None;
        self.problem = match reply {
            Reply::Rejected { refusal, .. } => {
                Some(crate::tui::words::refused(ctx.locale, refusal))
            }
            Reply::Failed { why, .. } => Some(ctx.format("failed-here", &[("why", why)])),
            Reply::Accepted { .. }
            | Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Lines { .. }
            | Reply::Saved { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => return Step::back(),
        };
        Step::stay()
    }
}

impl Page for OpenShift {
    fn place(&self) -> Place {
        Place::OpenShift
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("open-shift-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        act != Act::Sign || !Signing::unclear(ctx).is_empty()
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(reply) => self.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let rest = self.signing.draw(ctx, 3, area, buf);
        let key = ctx.keys.key_of(Place::OpenShift, Act::OpenShift).unwrap_or_default();
        let said = match &self.problem {
            Some(problem) => Line::new(Meaning::Alert, problem.clone()),
            None => Line::plain(ctx.format("open-shift-go", &[("key", &key)])),
        };
        draw_lines(ctx, &[said], below(rest, 1), buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}

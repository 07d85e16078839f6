use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, Command, HoldView, Ticket};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::sheet::{SheetHead, case_sheet};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{List, draw_paper};

use super::subject::Subject;
use super::{CloseCase, Undo, activity_change};

/// A case: the sheet for the provider's support, and the way to its end.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    subject: Subject,
    /// Which line of the sheet is the first one.
    scroll: List,
    sent: Option<Ticket>,
}

impl Case {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self { subject: Subject::of(hold), scroll: List::default(), sent: None }
    }

    fn sheet(&self, ctx: &Ctx<'_>) -> Vec<String> {
        let head = SheetHead {
            hotel: &ctx.setup.hotel,
            terminal: &ctx.setup.terminal,
            zone: &ctx.setup.zone,
            now: ctx.now,
        };
        let hold = self.subject.view(ctx);
        hold.map(|hold| case_sheet(ctx.locale, hold, &head)).unwrap_or_default()
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        let Some(hold) = self.subject.view(ctx) else {
            return Step::ignored();
        };
        if act == Act::Undo {
            return Step::push(Undo::new(hold));
        }
        if act == Act::CloseCase {
            return Step::push(CloseCase::new(hold));
        }
        if act == Act::CheckNow {
            let hold = Some(hold.id.clone());
            self.sent = Some(ctx.ticket);
            let command = Command::Check { hold };
            return Step::stay()
                .wish(Wish::Command { ticket: ctx.ticket, command })
                .note(Meaning::Text, ctx.text("hold-checking"));
        }
        if act == Act::Save {
            self.sent = Some(ctx.ticket);
            let number = hold.case.as_ref().map_or(0, |case| case.number);
            let name = format!("case-{number}-{}", hold.id);
            let text = self.sheet(ctx).join("\n") + "\n";
            return Step::stay().wish(Wish::Save { ticket: ctx.ticket, name, text, sheet: None });
        }
        self.scroll.act(act, self.sheet(ctx).len())
    }
}

/// What became of a page that was to be written into a file.
pub(super) fn saved(ctx: &Ctx<'_>, reply: &Reply) -> Step {
    match reply {
        Reply::Saved { path, sheet, .. } => {
            let key = if *sheet { "saved-both" } else { "saved" };
            Step::stay().note(Meaning::Text, ctx.format(key, &[("path", path)]))
        }
        Reply::Failed { why, .. } => {
            Step::stay().note(Meaning::Alert, ctx.format("failed-here", &[("why", why)]))
        }
        Reply::Rejected { refusal, .. } => {
            Step::stay().note(Meaning::Alert, crate::tui::words::refused(ctx.locale, refusal))
        }
        Reply::Accepted { .. }
        | Reply::Lines { .. }
        | Reply::Found { .. }
        | Reply::Journal { .. }
        | Reply::Staff { .. }
        | Reply::Loaded { .. } => Step::stay(),
    }
}

impl Page for Case {
    fn place(&self) -> Place {
        Place::Case
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        match self.subject.view(ctx).and_then(|hold| hold.case.as_ref()) {
            Some(case) => ctx.format("case-title", &[("number", &case.number.to_string())]),
            None => ctx.text("case-title-none"),
        }
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let of_action = [
            (Act::CheckNow, Action::CheckNow),
            (Act::Undo, Action::Cancel),
            (Act::CloseCase, Action::CloseCase),
        ];
        let Some((_, action)) = of_action.iter().find(|(of, _)| *of == act) else {
            return true;
        };
        self.subject.view(ctx).is_some_and(|hold| hold.actions.contains(action))
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(reply) => {
                self.sent = None;
                saved(ctx, reply)
            }
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        activity_change(ctx, self.subject.view(ctx)?.activity.as_ref()?)
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        draw_paper(ctx, &self.sheet(ctx), Meaning::Text, self.scroll.chosen(), area, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}

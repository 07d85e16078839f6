use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::House;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{HouseLook, Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{List, draw_paper};

use super::case::saved;
use super::{Audit, CloseShift, OpenShift, Reports};

/// The shift so far, and the ways to its end.
#[derive(Debug, Clone)]
pub(crate) struct Shift {
    lines: Option<Vec<String>>,
    scroll: List,
    sent: Option<Ticket>,
    /// What the lines were counted for.
    seen: House,
}

impl Shift {
    /// Opens it, and has it counted.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>) -> Step {
        let seen = ctx.snapshot.house.clone();
        let page = Self { lines: None, scroll: List::default(), sent: Some(ctx.ticket), seen };
        Step::push(page).wish(look(ctx, HouseLook::SoFar))
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if act == Act::OpenShift {
            return Step::push(OpenShift::default());
        }
        if act == Act::CloseShift {
            return Step::push(CloseShift::new(ctx));
        }
        if act == Act::Reports {
            return Reports::open(ctx);
        }
        if act == Act::Audit {
            return Audit::open(ctx);
        }
        let lines = self.lines.as_deref().unwrap_or_default();
        if act == Act::Save {
            self.sent = Some(ctx.ticket);
            let day = ctx.snapshot.house.day_on(ctx.today());
            return save(ctx, format!("x-{day}"), lines);
        }
        self.scroll.act(act, lines.len())
    }
}

/// A wish for lines in the language of the screen.
pub(super) fn look(ctx: &Ctx<'_>, look: HouseLook) -> Wish {
    Wish::House { ticket: ctx.ticket, look, language: ctx.locale.language() }
}

pub(super) fn save(ctx: &Ctx<'_>, name: String, lines: &[String]) -> Step {
    let text = lines.join("\n") + "\n";
    Step::stay().wish(Wish::Save { ticket: ctx.ticket, name, text })
}

impl Page for Shift {
    fn place(&self) -> Place {
        Place::Shift
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("shift-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let open = ctx.snapshot.house.shift.is_some();
        if act == Act::OpenShift {
            !open
        } else if act == Act::CloseShift {
            open
        } else if act == Act::Save {
            self.lines.is_some()
        } else {
            true
        }
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Reply(Reply::Lines { lines, .. }) => {
                self.sent = None;
                self.lines = Some(lines.clone());
                Step::stay()
            }
            Input::Reply(reply) => {
                self.sent = None;
                saved(ctx, reply)
            }
            // A shift was opened or closed, or the day has ended: what stands here is old.
            Input::Snapshot if ctx.snapshot.house != self.seen => {
                self.seen = ctx.snapshot.house.clone();
                self.sent = Some(ctx.ticket);
                Step::stay().wish(look(ctx, HouseLook::SoFar))
            }
            Input::Snapshot | Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let loading = [ctx.text("shift-loading")];
        let lines = self.lines.as_deref().unwrap_or(&loading);
        draw_paper(ctx, lines, Meaning::Text, self.scroll.chosen(), area, buf);
        None
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }
}

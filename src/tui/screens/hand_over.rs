use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, HouseCommand, Refusal, Ticket};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffErrand, StaffReply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, draw_lines};

use super::Paper;
use super::close_shift::of_another;
use super::credentials::Credentials;
use super::signing::Signing;

/// One shift ends and the next begins, in one: whoever comes signs for what is not known, with their number
/// and PIN. The shift is nobody's at no time.
#[derive(Debug, Clone)]
pub(crate) struct HandOver {
    /// The number of the Z report that the shift ends with.
    number: u32,
    signing: Signing,
    next: Credentials,
    /// The PIN was right, and the desk has it.
    sent: Option<Ticket>,
    problem: Option<String>,
}

impl HandOver {
    pub(in crate::tui) fn new(ctx: &Ctx<'_>) -> Self {
        Self {
            number: ctx.snapshot.house.reports.saturating_add(1),
            signing: Signing::default(),
            next: Credentials::of(None),
            sent: None,
            problem: None,
        }
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        if self.sent.is_some() {
            return Step::ignored();
        }
        if act == Act::Confirm {
            self.problem = None;
            // Said before somebody has typed a PIN for nothing.
            if let Some(hold) = self.signing.missing(ctx) {
                let refusal = Refusal::NotSigned { hold };
                self.problem = Some(crate::tui::words::refused(ctx.locale, &refusal));
                // As everywhere Enter leads from the number to the PIN, which nobody types in the clear.
                if !self.next.is_on_pin() {
                    self.next.move_focus();
                }
                return Step::stay();
            }
            let Some((badge, pin)) = self.next.submit(ctx.ticket) else {
                return Step::stay();
            };
            let errand = StaffErrand::TakeOver { badge, pin };
            return Step::stay().wish(Wish::Staff { ticket: ctx.ticket, errand });
        }
        if act == Act::NextField || act == Act::PreviousField {
            self.next.move_focus();
            return Step::stay();
        }
        if act == Act::Sign {
            // It may have been what was missing.
            self.problem = None;
        }
        self.signing.act(act, ctx)
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        match reply {
            Reply::Staff { said: StaffReply::TakesOver(to), .. } => {
                self.next = Credentials::of(Some(&to.person.badge));
                self.sent = Some(ctx.ticket);
                let (signed, to) = (self.signing.signed(), to.clone());
                let command = Command::House(HouseCommand::HandOver { signed, to });
                return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
            }
            Reply::Staff { said: StaffReply::Denied(trouble), .. } => {
                self.next.denied(trouble.clone());
            }
            // The first print is no copy.
            Reply::Accepted { .. } => return Paper::first(ctx, self.number),
            Reply::Rejected { refusal, .. } => {
                self.sent = None;
                self.problem = Some(crate::tui::words::refused(ctx.locale, refusal));
            }
            Reply::Failed { why, .. } => {
                self.sent = None;
                self.problem = Some(ctx.format("failed-here", &[("why", why)]));
            }
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Lines { .. }
            | Reply::Saved { .. }
            | Reply::Staff {
                said: StaffReply::SignedIn(_) | StaffReply::Approved | StaffReply::People { .. },
                ..
            }
            | Reply::Loaded { .. } => return Step::ignored(),
        }
        Step::stay()
    }

    fn said(&self, ctx: &Ctx<'_>) -> Vec<Line> {
        if let Some(problem) = &self.problem {
            vec![Line::new(Meaning::Alert, problem.clone())]
        } else if let Some(trouble) = self.next.said() {
            super::trouble_lines(ctx, trouble).to_vec()
        } else if self.next.is_sent() || self.sent.is_some() {
            vec![Line::new(Meaning::Muted, ctx.text("sign-in-checking"))]
        } else {
            let number = self.number.to_string();
            let effect = ctx.format("hand-over-effect", &[("number", &number)]);
            std::iter::once(Line::new(Meaning::Muted, effect)).chain(of_another(ctx)).collect()
        }
    }
}

impl Page for HandOver {
    fn place(&self) -> Place {
        Place::HandOver
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("hand-over-title")
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        act != Act::Sign || !Signing::unclear(ctx).is_empty()
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) if self.sent.is_none() && self.next.key(key) => {
                self.problem = None;
                Step::stay()
            }
            Input::Reply(reply) => self.reply(ctx, reply),
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        /// Rows of the number, the PIN, and what is said about them.
        const BENEATH: u16 = 8;
        let rest = self.signing.draw(ctx, BENEATH, area, buf);
        let line = Line::new(Meaning::Heading, ctx.text("hand-over-next"));
        let taken = draw_lines(ctx, &[line], below(rest, 1), buf);
        let row = below(rest, taken.saturating_add(1));
        let cursor = self.next.draw(ctx, self.sent.is_none(), row, buf);
        draw_lines(ctx, &self.said(ctx), below(row, 3), buf);
        cursor
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        self.next.fields()
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket) || self.next.awaits(ticket)
    }
}

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, Command, HoldView, Ticket};
use crate::domain::HoldId;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, List, draw_lines};

use super::subject::Subject;
use super::{Case, Change, Charge, CheckIn, Details, Refund, Release, Undo, activity_change};

mod picture;

pub(super) use picture::{draw_head, sum_line, who};

/// One hold: its sums, what is wrong, what can be done and what that will do, and what happened.
#[derive(Debug, Clone)]
pub(crate) struct HoldPage {
    subject: Subject,
    /// The journal is being asked for a hold that the desk has not in memory.
    loading: Option<Ticket>,
    /// A command of this page that is on its way to the desk.
    sent: Option<Ticket>,
    missing: bool,
    timeline: List,
}

impl HoldPage {
    /// A hold that the desk has in memory.
    pub(in crate::tui) const fn new(id: HoldId) -> Self {
        Self {
            subject: Subject::new(id),
            loading: None,
            sent: None,
            missing: false,
            timeline: List::at(0),
        }
    }

    /// A hold as it was found.
    pub(in crate::tui) fn of(hold: &HoldView) -> Self {
        Self { subject: Subject::of(hold), ..Self::new(hold.id.clone()) }
    }

    /// Opens the page of a hold that may not be in memory.
    pub(in crate::tui) fn open(ctx: &Ctx<'_>, id: &HoldId) -> Step {
        let page = Self { loading: Some(ctx.ticket), ..Self::new(id.clone()) };
        Step::push(page).wish(Wish::Load { ticket: ctx.ticket, hold: id.clone() })
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            return Step::back();
        }
        let Some(hold) = self.subject.view(ctx) else {
            return Step::ignored();
        };
        if act == Act::Charge {
            return Step::push(Charge::new(hold));
        }
        if act == Act::Release {
            return Step::push(Release::new(ctx, hold));
        }
        if act == Act::Refund {
            return Step::push(Refund::new(hold));
        }
        if act == Act::Undo {
            return Step::push(Undo::new(hold));
        }
        if act == Act::Change {
            return Step::push(Change::new(hold));
        }
        if act == Act::Details {
            return Step::push(Details::new(hold));
        }
        if act == Act::Case {
            return Step::push(Case::new(hold));
        }
        if act == Act::CheckIn {
            return Step::push(CheckIn::for_stay(&hold.stay, None));
        }
        let rows = hold.timeline.len();
        if act == Act::Countersign {
            let hold = self.subject.id().clone();
            self.sent = Some(ctx.ticket);
            let command = Command::Countersign { hold };
            return Step::stay().wish(Wish::Command { ticket: ctx.ticket, command });
        }
        if act == Act::CheckNow {
            let hold = Some(self.subject.id().clone());
            self.sent = Some(ctx.ticket);
            let command = Command::Check { hold };
            return Step::stay()
                .wish(Wish::Command { ticket: ctx.ticket, command })
                .note(Meaning::Text, ctx.text("hold-checking"));
        }
        self.timeline.act(act, rows)
    }

    fn reply(&mut self, ctx: &Ctx<'_>, reply: &Reply) -> Step {
        let loading = self.loading == Some(reply.ticket());
        self.loading = self.loading.filter(|ticket| *ticket != reply.ticket());
        self.sent = self.sent.filter(|ticket| *ticket != reply.ticket());
        match reply {
            Reply::Loaded { hold, .. } => {
                self.subject.found(hold);
                Step::stay()
            }
            Reply::Rejected { refusal, .. } => {
                self.missing = loading;
                let text = crate::tui::words::refused(ctx.locale, refusal);
                Step::stay().note(Meaning::Alert, text)
            }
            Reply::Failed { why, .. } => {
                self.missing = loading;
                Step::stay().note(Meaning::Alert, ctx.format("failed-here", &[("why", why)]))
            }
            Reply::Accepted { .. }
            | Reply::Found { .. }
            | Reply::Staff { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Journal { .. } => Step::ignored(),
        }
    }
}

/// Whether an act is possible with a hold now.
fn can(hold: &HoldView, act: Act) -> bool {
    let of_action = [
        (Act::Charge, Action::Capture),
        (Act::Release, Action::Release),
        (Act::Refund, Action::Refund),
        (Act::Undo, Action::Cancel),
        (Act::CheckNow, Action::CheckNow),
        (Act::Countersign, Action::Countersign),
        (Act::Case, Action::CloseCase),
    ];
    if let Some((_, action)) = of_action.iter().find(|(of, _)| *of == act) {
        return hold.actions.contains(action);
    }
    // A second hold of a room whose first is not settled might be a double.
    act != Act::CheckIn || hold.activity.is_none()
}

impl Page for HoldPage {
    fn place(&self) -> Place {
        Place::Hold
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        match self.subject.view(ctx) {
            Some(hold) => ctx.format("hold-title", &[("room", &hold.stay.room)]),
            None => ctx.text("hold-title-none"),
        }
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
        if let Some(hold) = self.subject.view(ctx) {
            picture::draw(ctx, hold, self.timeline, area, buf);
        } else {
            let key = if self.missing { "hold-gone" } else { "hold-loading" };
            draw_lines(ctx, &[Line::plain(ctx.text(key))], area, buf);
        }
        None
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        self.subject.view(ctx).is_some_and(|hold| can(hold, act)) || act == Act::Back
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        activity_change(ctx, self.subject.view(ctx)?.activity.as_ref()?)
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.loading == Some(ticket) || self.sent == Some(ticket)
    }
}

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Action, Command, HoldView};
use crate::domain::{HoldId, Kind, MoneyState};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Sound, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::plight::trouble_frame;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

use super::{CheckIn, Details, HoldPage, activity_change};

mod outcome;
mod progress;
mod qr;

/// A hold request on its way: the guest's password, the QR code, an answer that is still owed. When
/// it is settled the same screen says how.
#[derive(Debug, Clone)]
pub(crate) struct Waiting {
    id: HoldId,
    /// The question whether to stop is on the screen.
    stopping: bool,
}

impl Waiting {
    pub(in crate::tui) const fn new(id: HoldId) -> Self {
        Self { id, stopping: false }
    }

    /// Whether the hold request itself, or its undoing, is still open.
    pub(in crate::tui) fn fits(hold: &HoldView) -> bool {
        let kind = hold.activity.as_ref().map(|activity| activity.kind);
        matches!(kind, Some(Kind::Hold | Kind::Cancel))
    }

    fn command(ctx: &Ctx<'_>, command: Command) -> Wish {
        Wish::Command { ticket: ctx.ticket, command }
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            if std::mem::take(&mut self.stopping) {
                return Step::stay();
            }
            return Step::back();
        }
        if act == Act::CheckNow {
            let hold = Some(self.id.clone());
            return Step::stay().wish(Self::command(ctx, Command::Check { hold }));
        }
        if act == Act::Stop {
            self.stopping = true;
            return Step::stay();
        }
        if act == Act::StopNow {
            self.stopping = false;
            let hold = self.id.clone();
            return Step::stay().wish(Self::command(ctx, Command::Cancel { hold }));
        }
        if let (Act::Details, Some(hold)) = (act, ctx.hold(&self.id)) {
            return Step::push(Details::new(hold));
        }
        if let (Act::CheckIn, Some(hold)) = (act, ctx.hold(&self.id)) {
            // What is held is done with: the next guest is another one.
            return if hold.money == MoneyState::Held {
                Step::replace(CheckIn::new(ctx))
            } else {
                Step::replace(CheckIn::for_stay(&hold.stay, Some(hold.asked)))
            };
        }
        if act == Act::Open {
            return Step::replace(HoldPage::new(self.id.clone()));
        }
        Step::ignored()
    }
}

/// Whether there is anything for the six-line frame to say.
fn is_trouble(ctx: &Ctx<'_>, hold: &HoldView) -> bool {
    trouble_frame(ctx.locale, hold, ctx.now).is_some()
}

impl Page for Waiting {
    fn place(&self) -> Place {
        if self.stopping { Place::Stop } else { Place::Waiting }
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        let room = ctx.hold(&self.id).map_or("", |hold| &hold.stay.room);
        ctx.format("waiting-title", &[("room", room)])
    }

    fn offers(&self, act: Act, ctx: &Ctx<'_>) -> bool {
        let can = |action| ctx.hold(&self.id).is_some_and(|hold| hold.actions.contains(&action));
        if act == Act::CheckNow {
            return can(Action::CheckNow);
        }
        if act == Act::Stop || act == Act::StopNow {
            return can(Action::Cancel);
        }
        if act == Act::Open {
            return ctx.hold(&self.id).is_some_and(|hold| !Self::fits(hold));
        }
        if act == Act::Details {
            return ctx.hold(&self.id).is_some_and(|hold| is_trouble(ctx, hold));
        }
        if act == Act::CheckIn {
            // A new attempt, with new numbers, only once the old one is known to hold nothing; the next
            // guest, once this one's deposit is held.
            let is_over =
                |hold: &HoldView| hold.money != MoneyState::NotKnownYet && !Self::fits(hold);
            return ctx.hold(&self.id).is_some_and(is_over);
        }
        true
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Snapshot => {
                // The question is answered by what happened.
                let open =
                    ctx.hold(&self.id).is_some_and(|hold| hold.actions.contains(&Action::Cancel));
                self.stopping &= open;
                Step::ignored()
            }
            // What is settled is no longer on its way: nothing here waits for a scan.
            Input::Scan(_) if ctx.hold(&self.id).is_some_and(|hold| !Self::fits(hold)) => {
                Step::ignored()
            }
            Input::Scan(_) => Step::stay()
                .note(Meaning::Alert, ctx.text("waiting-no-scan"))
                .wish(Wish::Bell(Sound::Wrong)),
            Input::Key(_) | Input::Paste(_) | Input::Reply(_) => Step::ignored(),
        }
    }

    fn next_change(&self, ctx: &Ctx<'_>) -> Option<Timestamp> {
        activity_change(ctx, ctx.hold(&self.id)?.activity.as_ref()?)
    }

    fn foot_lines(&self, ctx: &Ctx<'_>) -> u16 {
        // Every row counts while a QR code is shown: it needs 21 of 24.
        let shows_qr = ctx.hold(&self.id).is_some_and(|hold| hold.qr.is_some());
        if shows_qr { 1 } else { 2 }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let Some(hold) = ctx.hold(&self.id) else {
            draw_lines(ctx, &[Line::plain(ctx.text("waiting-starting"))], area, buf);
            return None;
        };
        if self.stopping {
            progress::draw_stop(ctx, hold, area, buf);
            return None;
        }
        match (&hold.activity, &hold.qr) {
            (Some(activity), Some(qr)) if Self::fits(hold) && activity.kind == Kind::Hold => {
                qr::draw(ctx, hold, activity, qr, area, buf);
            }
            (Some(activity), _) if Self::fits(hold) => {
                progress::draw(ctx, hold, activity, area, buf);
            }
            _ => outcome::draw(ctx, hold, area, buf),
        }
        None
    }
}

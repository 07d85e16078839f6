use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, How, Refusal, Ticket};
use crate::domain::{Classified, Money, Stay, classify};
use crate::locale::ScanTrouble;
use crate::scanner::{Garbled, Scan};
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, Sound, Wish};
use crate::tui::page::{Input, Page, Step};
use crate::tui::sorting::{Doubt, Sorted, sort};
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Field, Secret};
use crate::tui::words::symbology_key;

use super::{Waiting, of_hold};

pub(super) mod form;
mod picture;

use form::{Form, Wrong};

/// A new hold: who, how much, then the guest's code or a QR code.
#[derive(Debug, Clone)]
pub(crate) struct CheckIn {
    form: Form,
    /// A payment code that is being typed by hand.
    code: Option<Secret>,
    /// When its first character came: a wallet shows a code for a short time only.
    code_since: Option<Timestamp>,
    /// The request that is on its way to the desk.
    sent: Option<Ticket>,
    said: Said,
}

/// What the panel says beside the form. Kept as data: the language may change under it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
enum Said {
    #[default]
    Nothing,
    /// A scan or a QR code was wanted before the form was complete.
    Incomplete,
    Scan(ScanTrouble),
    Refused(Refusal),
    Failed(String),
}

impl CheckIn {
    pub(in crate::tui) fn new(ctx: &Ctx<'_>) -> Self {
        Self::for_stay(&Stay::default(), ctx.setup.default_amount)
    }

    /// Another hold of a stay that has one: a provider can enlarge none (counter.md 0.5).
    pub(in crate::tui) fn for_stay(stay: &Stay, amount: Option<Money>) -> Self {
        let form = Form::new(stay, amount);
        Self { form, code: None, code_since: None, sent: None, said: Said::Nothing }
    }

    /// A scan. What is wrong is said, and nothing leaves.
    fn scan(&mut self, scan: &Scan, ctx: &Ctx<'_>) -> Step {
        if self.sent.is_some() {
            let note = ctx.text("check-in-already");
            return Step::stay().note(Meaning::Alert, note).wish(Wish::Bell(Sound::Wrong));
        }
        self.code = None;
        let (code, doubt) = match sort(scan) {
            Sorted::Pays { code, doubt } => (code, doubt),
            Sorted::Other(trouble) => return self.wrong(trouble),
        };
        let step = self.send(How::Scan(code), ctx);
        if self.sent.is_none() {
            return step;
        }
        let step = step.wish(Wish::Bell(Sound::Good));
        match doubt {
            None => step,
            Some(Doubt::Length) => step.note(Meaning::Alert, ctx.text(ScanTrouble::Unusual.key())),
            Some(Doubt::Symbology(aim)) => {
                let kind = ctx.text(symbology_key(aim));
                step.note(Meaning::Alert, ctx.format("check-in-odd-kind", &[("kind", &kind)]))
            }
        }
    }

    /// A code that was typed by hand.
    fn submit(&mut self, ctx: &Ctx<'_>) -> Step {
        let code = self.code.take().unwrap_or_default();
        if self.is_stale(ctx) {
            return self.wrong(ScanTrouble::Stale);
        }
        match classify(code.expose()) {
            Classified::Other(kind) => self.wrong(ScanTrouble::Kind(kind)),
            Classified::Alipay { code, unusual } => {
                let step = self.send(How::Scan(code), ctx);
                if unusual && self.sent.is_some() {
                    return step.note(Meaning::Alert, ctx.text(ScanTrouble::Unusual.key()));
                }
                step
            }
        }
    }

    fn wrong(&mut self, trouble: ScanTrouble) -> Step {
        self.said = Said::Scan(trouble);
        Step::stay().wish(Wish::Bell(Sound::Wrong))
    }

    fn send(&mut self, how: How, ctx: &Ctx<'_>) -> Step {
        let Ok((stay, money)) = self.form.read(ctx) else {
            self.form.go_to_wrong(ctx);
            self.said = Said::Incomplete;
            return Step::stay().wish(Wish::Bell(Sound::Wrong));
        };
        self.sent = Some(ctx.ticket);
        self.said = Said::Nothing;
        let lesson = match &how {
            How::Qr => ctx.lesson.map(|lesson| Wish::Lesson(lesson.to_owned())),
            How::Scan(_) => None,
        };
        let step = lesson.into_iter().fold(Step::stay(), Step::wish);
        step.wish(Wish::Command { ticket: ctx.ticket, command: Command::Hold { stay, money, how } })
    }

    fn reply(&mut self, reply: &Reply) -> Step {
        self.sent = None;
        match reply {
            Reply::Accepted { hold, .. } => match hold {
                Some(hold) => Step::replace(Waiting::new(hold.clone())),
                None => Step::home(),
            },
            Reply::Rejected { refusal, .. } => {
                self.said = if *refusal == Refusal::CodeUsed {
                    Said::Scan(ScanTrouble::Repeated)
                } else {
                    Said::Refused(refusal.clone())
                };
                Step::stay().wish(Wish::Bell(Sound::Wrong))
            }
            Reply::Failed { why, .. } => {
                self.said = Said::Failed(why.clone());
                Step::stay().wish(Wish::Bell(Sound::Wrong))
            }
            Reply::Found { .. }
            | Reply::Journal { .. }
            | Reply::Saved { .. }
            | Reply::Lines { .. }
            | Reply::Staff { .. }
            | Reply::Loaded { .. } => Step::ignored(),
        }
    }

    fn act(&mut self, act: Act, ctx: &Ctx<'_>) -> Step {
        if act == Act::Back {
            if self.code.take().is_some() {
                return Step::stay();
            }
            return Step::back();
        }
        if act == Act::NextField || act == Act::PreviousField {
            self.form.move_focus(act == Act::NextField);
            return Step::stay();
        }
        if act == Act::ShowQr {
            return self.send(How::Qr, ctx);
        }
        if act == Act::TypeCode {
            if self.form.read(ctx).is_err() {
                self.form.go_to_wrong(ctx);
                self.said = Said::Incomplete;
                return Step::stay();
            }
            self.code = Some(Secret::default());
            self.code_since = None;
            self.said = Said::Nothing;
            return Step::stay();
        }
        if let (Act::Open, Said::Refused(Refusal::RoomBusy { hold })) = (act, &self.said) {
            return Step::replace(of_hold(ctx, hold));
        }
        if act == Act::Submit {
            return self.submit(ctx);
        }
        Step::ignored()
    }

    /// Whether the phone shows another code by now than the one that was typed.
    fn is_stale(&self, ctx: &Ctx<'_>) -> bool {
        let life = ctx.setup.code_life;
        self.code_since.is_some_and(|since| ctx.now.duration_since(since) > life)
    }

    /// Whether the panel names another hold that can be opened.
    const fn can_open(&self) -> bool {
        matches!(self.said, Said::Refused(Refusal::RoomBusy { .. }))
    }

    /// A key that is text: into the code or into the field with the cursor.
    fn key(&mut self, key: crossterm::event::KeyEvent, ctx: &Ctx<'_>) -> Step {
        if self.sent.is_some() {
            return Step::ignored();
        }
        let taken = match &mut self.code {
            Some(code) => {
                // The first character of a code that was erased is no part of the next one.
                let since = self.code_since.filter(|_| !code.expose().is_empty());
                self.code_since = since.or(Some(ctx.now));
                code.key(key)
            }
            None => self.form.focused().key(key),
        };
        if !taken {
            return Step::ignored();
        }
        self.said = Said::Nothing;
        Step::stay()
    }
}

impl Page for CheckIn {
    fn place(&self) -> Place {
        if self.code.is_some() { Place::Code } else { Place::CheckIn }
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("check-in-title")
    }

    fn offers(&self, act: Act, _ctx: &Ctx<'_>) -> bool {
        if act == Act::Open {
            return self.can_open();
        }
        // While it is on its way there is nothing to change: the way back stays open.
        let changes =
            [Act::NextField, Act::PreviousField, Act::ShowQr, Act::TypeCode, Act::GuestScan];
        self.sent.is_none() || !changes.contains(&act)
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(act) => self.act(act, ctx),
            Input::Key(key) => self.key(key, ctx),
            Input::Scan(scan) => self.scan(scan, ctx),
            Input::Paste(text) => {
                match &mut self.code {
                    Some(code) => {
                        self.code_since = self.code_since.or(Some(ctx.now));
                        code.paste(text.expose());
                    }
                    None if self.sent.is_none() => self.form.focused().paste(text.expose()),
                    None => return Step::ignored(),
                }
                Step::stay()
            }
            Input::Reply(reply) => self.reply(reply),
            Input::Snapshot => Step::ignored(),
        }
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        self.form.all()
    }

    fn garbled(&mut self, garbled: Garbled) -> Step {
        self.wrong(ScanTrouble::Garbled(garbled))
    }

    fn wants_scan(&self, _ctx: &Ctx<'_>) -> bool {
        self.sent.is_none()
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        picture::draw(self, ctx, area, buf)
    }
}

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::{Command, Found, Refusal, Ticket};
use crate::domain::{Fact, Finding, HoldId, Kind, Money, Right, Why};
use crate::locale::describe;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::message::{Reply, StaffErrand, StaffReply, Wish};
use crate::tui::page::{Go, Input, Page, Step};
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, Line, List, draw_lines};

use super::credentials::Credentials;
use super::flow;

/// Characters of the note beside a reason.
const NOTE: usize = 60;

/// Somebody else agrees to one act: who, their PIN, a reason from the list, and a note.
#[derive(Debug, Clone)]
pub(crate) struct Approve {
    /// What is agreed to: the screen below waits for its answer under that number.
    order: Ticket,
    command: Command,
    right: Right,
    two: bool,
    credentials: Credentials,
    why: List,
    note: Field,
    on_note: bool,
}

impl Approve {
    pub(in crate::tui) fn new(order: Ticket, command: Command, right: Right, two: bool) -> Self {
        Self {
            order,
            command,
            right,
            two,
            credentials: Credentials::of(None),
            why: List::default(),
            note: Field::text("", NOTE),
            on_note: false,
        }
    }

    /// What is to be done, and what of it is beside the amount.
    fn what(&self, ctx: &Ctx<'_>) -> Option<String> {
        let kind = match &self.command {
            Command::Hold { .. } => Kind::Hold,
            Command::Capture { .. } => Kind::Capture,
            Command::Release { .. } => Kind::Release,
            Command::Refund { .. } => Kind::Refund,
            Command::Cancel { .. } => Kind::Cancel,
            Command::CloseCase { hold, finding, proof } => {
                return Self::found(ctx, hold, finding, proof);
            }
            Command::Change { .. }
            | Command::Countersign { .. }
            | Command::Check { .. }
            | Command::House(_) => return None,
        };
        Some(ctx.locale.kind(kind))
    }

    /// The answer that whoever agrees puts their name to, and its proof.
    fn found(ctx: &Ctx<'_>, hold: &HoldId, finding: &Found, proof: &str) -> Option<String> {
        let hold = ctx.hold(hold)?;
        let case = hold.case.as_ref()?;
        let finding = match finding {
            Found::Done { number } => Finding::Done { number: number.clone() },
            Found::NotDone => Finding::NotDone,
            Found::BackElsewhere => Finding::BackElsewhere { money: case.missing? },
        };
        let (kind, request, proof) = (case.kind, hold.request_no.clone(), proof.to_owned());
        Some(describe(ctx.locale, &Fact::SettledByHand { kind, request, finding, proof }))
    }

    /// Whose money it is, and how much of it.
    fn about(&self, ctx: &Ctx<'_>) -> String {
        let known = |id| ctx.hold(id).map(|hold| (hold.stay.clone(), hold.remaining));
        let (stay, money) = match &self.command {
            Command::Hold { stay, money, .. } => (stay.clone(), Some(*money)),
            Command::Capture { hold, money, .. } | Command::Refund { hold, money, .. } => {
                (known(hold).map(|(stay, _)| stay).unwrap_or_default(), Some(*money))
            }
            Command::Release { hold, money, .. } => {
                let (stay, left) = known(hold).unzip();
                (stay.unwrap_or_default(), money.or(left))
            }
            Command::Cancel { hold } => {
                let asked = ctx.hold(hold).map(|hold| hold.asked);
                (known(hold).map(|(stay, _)| stay).unwrap_or_default(), asked)
            }
            Command::CloseCase { hold, .. } => {
                let asked = ctx.hold(hold).map(|hold| hold.asked);
                (known(hold).map(|(stay, _)| stay).unwrap_or_default(), asked)
            }
            Command::Change { hold, .. } | Command::Countersign { hold } => {
                (known(hold).map(|(stay, _)| stay).unwrap_or_default(), None)
            }
            Command::Check { .. } | Command::House(_) => return String::new(),
        };
        let amount = money.map(Money::words).unwrap_or_default();
        let args = [("room", &stay.room), ("guest", &stay.guest), ("amount", &amount)];
        let about = ctx.format("approve-about", &args);
        self.what(ctx).map_or(about.clone(), |what| format!("{what}  {about}"))
    }

    fn chosen(&self) -> Why {
        Why::ALL.get(self.why.chosen()).copied().unwrap_or(Why::Other)
    }

    fn confirm(&mut self, ctx: &Ctx<'_>) -> Step {
        self.on_note = false;
        let Some((badge, pin)) = self.credentials.submit(ctx.ticket) else {
            return Step::stay();
        };
        let errand = StaffErrand::Approve {
            order: self.order,
            command: self.command.clone(),
            badge,
            pin,
            why: self.chosen(),
            note: self.note.value().trim().to_owned(),
        };
        Step::stay().wish(Wish::Staff { ticket: ctx.ticket, errand })
    }

    /// From the number to the PIN, to the note, and round again.
    fn next_field(&mut self) {
        if self.on_note {
            self.on_note = false;
            if self.credentials.is_on_pin() {
                self.credentials.move_focus();
            }
        } else if self.credentials.is_on_pin() {
            self.on_note = true;
        } else {
            self.credentials.move_focus();
        }
    }

    fn draw_reasons(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) {
        let beside = flow::labelled(ctx, &ctx.text("approve-reason"), Meaning::Muted, area, buf);
        let rows = Rect { height: area.height.min(6), ..beside };
        for (place, row) in self.why.window(Why::ALL.len(), rows) {
            let Some(why) = Why::ALL.get(place) else { continue };
            let words = ctx.text(&format!("why-{}", why.name()));
            let line = text::left(&words, usize::from(row.width));
            let chosen = place == self.why.chosen();
            let meaning = if chosen { Meaning::Selected } else { Meaning::Text };
            buf.set_stringn(row.x, row.y, line, usize::from(row.width), ctx.style(meaning));
        }
    }
}

impl Page for Approve {
    fn place(&self) -> Place {
        Place::Approve
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("approve-title")
    }

    fn update(&mut self, input: Input<'_>, ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::to(Go::Withdraw {
                ticket: self.order,
                refusal: Refusal::NeedsApproval { right: self.right, two: self.two },
            }),
            Input::Act(Act::Confirm) => self.confirm(ctx),
            Input::Act(Act::NextField | Act::PreviousField) => {
                self.next_field();
                Step::stay()
            }
            Input::Act(act) => self.why.act(act, Why::ALL.len()),
            Input::Key(key) if self.on_note && self.note.key(key) => Step::stay(),
            Input::Key(key) if !self.on_note && self.credentials.key(key) => Step::stay(),
            Input::Reply(Reply::Staff { said: StaffReply::Denied(trouble), .. }) => {
                self.credentials.denied(trouble.clone());
                Step::stay()
            }
            Input::Reply(Reply::Staff { said: StaffReply::Approved, .. }) => {
                let command = self.command.clone();
                Step::to(Go::Granted { ticket: self.order, command })
            }
            Input::Snapshot => Step::stay(),
            Input::Key(_) | Input::Paste(_) | Input::Scan(_) | Input::Reply(_) => Step::ignored(),
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let name = ctx.signed.map(|member| member.person.to_string()).unwrap_or_default();
        let what = ctx.text(crate::locale::right_key(self.right));
        let wants = ctx.format("approve-wants", &[("name", &name), ("what", &what)]);
        let mut lines =
            vec![Line::new(Meaning::Heading, wants), Line::new(Meaning::Money, self.about(ctx))];
        // What is wrong stands where it is seen in every window.
        if self.credentials.is_sent() {
            lines.push(Line::new(Meaning::Muted, ctx.text("sign-in-checking")));
        } else if let Some(trouble) = self.credentials.said() {
            let words = trouble.say(ctx.locale);
            lines.push(Line::new(Meaning::Alert, format!("{}. {}", words.headline, words.act)));
        } else {
            let night =
                ctx.setup.night.is_some_and(|night| night.covers(ctx.local(ctx.now).time()));
            let key = if night { "approve-alone" } else { "approve-one" };
            lines.push(Line::new(Meaning::Muted, ctx.text(key)));
        }
        let row = below(area, draw_lines(ctx, &lines, area, buf).saturating_add(1));
        let cursor = self.credentials.draw(ctx, !self.on_note, row, buf);
        let row = below(row, 2);
        self.draw_reasons(ctx, row, buf);
        let row = below(row, 6);
        let on_note = self.on_note && !self.credentials.is_sent();
        let label = ctx.text("approve-note");
        let noted = flow::draw_field(ctx, &label, &self.note, on_note, row, buf);
        cursor.or(noted)
    }

    fn fields(&mut self) -> Vec<&mut Field> {
        let mut fields = self.credentials.fields();
        fields.push(&mut self.note);
        fields
    }

    fn awaits(&self, ticket: Ticket) -> bool {
        self.credentials.awaits(ticket)
    }
}

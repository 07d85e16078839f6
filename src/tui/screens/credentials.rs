//! A number and a PIN: the two fields with which somebody says who they are.

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::Ticket;
use crate::domain::{Badge, Pin};
use crate::locale::StaffTrouble;
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::trouble::below;
use crate::tui::widgets::{Field, PinField};

use super::flow::{draw_field, labelled};

#[derive(Debug, Clone)]
pub(super) struct Credentials {
    badge: Field,
    pin: PinField,
    on_pin: bool,
    /// They are being compared.
    sent: Option<Ticket>,
    said: Option<StaffTrouble>,
}

impl Credentials {
    /// With a number that was there before.
    pub(super) fn of(badge: Option<&Badge>) -> Self {
        let text = badge.map_or("", Badge::as_str);
        Self {
            badge: Field::figures(text, 6),
            pin: PinField::default(),
            on_pin: badge.is_some(),
            sent: None,
            said: None,
        }
    }

    /// The same, where somebody else may come: their number replaces it, and is not typed as a PIN.
    pub(super) const fn on_number(mut self) -> Self {
        self.on_pin = false;
        self
    }

    pub(super) const fn is_on_pin(&self) -> bool {
        self.on_pin
    }

    pub(super) const fn is_sent(&self) -> bool {
        self.sent.is_some()
    }

    pub(super) fn awaits(&self, ticket: Ticket) -> bool {
        self.sent == Some(ticket)
    }

    pub(super) const fn said(&self) -> Option<&StaffTrouble> {
        self.said.as_ref()
    }

    pub(super) fn move_focus(&mut self) {
        self.on_pin = !self.on_pin;
    }

    pub(super) fn key(&mut self, key: KeyEvent) -> bool {
        if self.is_sent() {
            return false;
        }
        let taken = if self.on_pin { self.pin.key(key) } else { self.badge.key(key) };
        if taken {
            self.said = None;
        }
        taken
    }

    /// Enter: from the number to the PIN, and from there to what was typed. What is wrong is said.
    pub(super) fn submit(&mut self, ticket: Ticket) -> Option<(Badge, Pin)> {
        if self.is_sent() {
            return None;
        }
        let badge = match self.badge.value().trim().parse::<Badge>() {
            Ok(badge) => badge,
            Err(error) => {
                self.on_pin = false;
                self.said = Some(StaffTrouble::Typed(error));
                return None;
            }
        };
        if !self.on_pin || self.pin.is_empty() {
            self.on_pin = true;
            return None;
        }
        let typed = Pin::typed(self.pin.expose());
        self.pin.clear();
        match typed {
            Ok(pin) => {
                self.sent = Some(ticket);
                self.said = None;
                Some((badge, pin))
            }
            Err(error) => {
                self.said = Some(StaffTrouble::Typed(error));
                None
            }
        }
    }

    /// They were not taken: somebody else may try, who does not find a PIN there.
    pub(super) fn denied(&mut self, trouble: StaffTrouble) {
        self.sent = None;
        self.said = Some(trouble);
        self.pin.clear();
    }

    pub(super) fn fields(&mut self) -> Vec<&mut Field> {
        vec![&mut self.badge]
    }

    /// Draws two rows and says where the cursor stands.
    pub(super) fn draw(
        &self,
        ctx: &Ctx<'_>,
        focus: bool,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let on = |pin: bool| focus && !self.is_sent() && self.on_pin == pin;
        let label = ctx.text("sign-in-number");
        let first = draw_field(ctx, &label, &self.badge, on(false), area, buf);
        let row = below(area, 1);
        let meaning = if on(true) { Meaning::Text } else { Meaning::Muted };
        let beside = labelled(ctx, &ctx.text("sign-in-pin"), meaning, row, buf);
        let second = self.pin.draw(ctx, on(true), beside, buf);
        first.or(second)
    }
}

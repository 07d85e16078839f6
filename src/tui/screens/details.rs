use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::HoldView;
use crate::tui::context::Ctx;
use crate::tui::keymap::{Act, Place};
use crate::tui::page::{Input, Page, Step};
use crate::tui::plight::trouble_frame;
use crate::tui::text;
use crate::tui::theme::Meaning;
use crate::tui::widgets::{Line, draw_lines};

use super::subject::Subject;

/// What stands behind a trouble: the numbers, the provider's code and its own words, and what to tell
/// its support.
#[derive(Debug, Clone)]
pub(crate) struct Details {
    subject: Subject,
}

impl Details {
    pub(in crate::tui) fn new(hold: &HoldView) -> Self {
        Self { subject: Subject::of(hold) }
    }

    fn lines(&self, ctx: &Ctx<'_>) -> Vec<Line> {
        let Some(hold) = self.subject.view(ctx) else {
            return vec![Line::plain(ctx.text("hold-gone"))];
        };
        let Some(frame) = trouble_frame(ctx.locale, hold, ctx.now) else {
            return numbers(ctx, hold);
        };
        let mut lines = vec![Line::new(Meaning::Alert, frame.headline), Line::empty()];
        if let Some(question) = frame.ask_support {
            lines.push(Line::new(Meaning::Heading, ctx.text("trouble-support-title")));
            lines.push(Line::plain(question));
            lines.push(Line::empty());
        }
        lines.extend(frame.details.iter().map(|(label, value)| row(label, value)));
        lines
    }
}

/// Nothing is wrong: its numbers, for a question that a guest or the provider asks.
fn numbers(ctx: &Ctx<'_>, hold: &HoldView) -> Vec<Line> {
    let authorization = hold.auth_no.clone().unwrap_or_default();
    let mut rows = vec![
        ("detail-hold", hold.id.to_string()),
        ("detail-amount", hold.asked.words()),
        ("detail-order", hold.order_no.to_string()),
        ("detail-request", hold.request_no.to_string()),
        ("detail-authorization", authorization),
        ("detail-wallet", hold.payer_login.clone()),
    ];
    for capture in &hold.captures {
        let number = capture.trade_no.clone().unwrap_or_else(|| capture.request.to_string());
        rows.push(("detail-charge", number));
    }
    rows.retain(|(_, value)| !value.is_empty());
    rows.iter().map(|(key, value)| row(&ctx.text(key), value)).collect()
}

/// A label of one width and its value.
fn row(label: &str, value: &str) -> Line {
    Line::new(Meaning::Muted, text::left(label, 24)).and(Meaning::Text, value)
}

impl Page for Details {
    fn place(&self) -> Place {
        Place::Details
    }

    fn title(&self, ctx: &Ctx<'_>) -> String {
        ctx.text("details-title")
    }

    fn update(&mut self, input: Input<'_>, _ctx: &Ctx<'_>) -> Step {
        match input {
            Input::Act(Act::Back) => Step::back(),
            Input::Snapshot => Step::stay(),
            Input::Act(_) | Input::Key(_) | Input::Paste(_) | Input::Scan(_) | Input::Reply(_) => {
                Step::ignored()
            }
        }
    }

    fn draw(&self, ctx: &Ctx<'_>, area: Rect, buf: &mut Buffer) -> Option<Position> {
        draw_lines(ctx, &self.lines(ctx), area, buf);
        None
    }
}

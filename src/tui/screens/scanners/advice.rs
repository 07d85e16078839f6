//! What is to be done about a scanner, in words.

use crate::scanner::{Device, Health, Speaks, rule_for};
use crate::tui::context::Ctx;
use crate::tui::theme::Meaning;
use crate::tui::widgets::Line;

use super::Scanners;

/// Where the rule goes: before 73, from where on udev acts on it (scanner.md 5).
const RULES_FILE: &str = "/etc/udev/rules.d/70-counterpane.rules";

/// About the scanner that is chosen, or about there being none.
pub(super) fn lines(page: &Scanners, ctx: &Ctx<'_>) -> Vec<Line> {
    match Scanners::devices(ctx).get(page.place(ctx)) {
        Some(device) => of_device(device, ctx),
        None if ctx.roster.is_none() => vec![Line::plain(ctx.text("scanners-looking"))],
        None => vec![
            Line::plain(ctx.text("scanners-none")),
            Line::new(Meaning::Muted, ctx.text("scanners-none-keyboard")),
        ],
    }
}

fn of_device(device: &Device, ctx: &Ctx<'_>) -> Vec<Line> {
    let plain = |key: &str| Line::plain(ctx.text(key));
    let alert = |key: &str| Line::new(Meaning::Alert, ctx.text(key));
    let mut lines = match &device.health {
        Health::Opening => vec![plain("scanner-do-opening")],
        Health::Reading => vec![Line::new(Meaning::Success, ctx.text("scanner-do-reading"))],
        Health::Typing => vec![plain("scanner-do-typing"), plain("scanner-do-hid-pos")],
        Health::NotAllowed => not_allowed(device, ctx),
        Health::Busy => vec![alert("scanner-is-busy"), plain("scanner-do-busy")],
        Health::Broken(why) => {
            let broken = ctx.format("scanner-is-broken", &[("why", why)]);
            let broken = Line::new(Meaning::Alert, broken);
            vec![broken, plain("scanner-do-again"), plain("scanner-do-hid-pos")]
        }
        Health::Unused => match device.speaks {
            Speaks::Other => vec![alert("scanner-is-other"), plain("scanner-do-hid-pos")],
            Speaks::HidPos | Speaks::Serial | Speaks::Keyboard => {
                vec![plain("scanner-do-unused")]
            }
        },
    };
    if matches!(device.health, Health::Typing) {
        lines.push(Line::new(Meaning::Muted, ctx.text("scanner-do-keyboard")));
    }
    let at = ctx.format("scanner-at", &[("node", &device.node)]);
    lines.push(Line::new(Meaning::Muted, at));
    let layout = device.layout.as_ref();
    lines.extend(layout.map(|layout| Line::new(Meaning::Muted, layout.clone())));
    lines
}

fn not_allowed(device: &Device, ctx: &Ctx<'_>) -> Vec<Line> {
    let is = Line::new(Meaning::Alert, ctx.text("scanner-is-not-allowed"));
    // A port that is named by its node has no vendor that a rule could name.
    let rule = rule_for(device.speaks, device.vendor).filter(|_| device.vendor != 0);
    let rule = rule.map(|rule| {
        [
            Line::plain(ctx.format("scanner-do-rule", &[("file", RULES_FILE)])),
            Line::new(Meaning::Heading, rule),
            Line::plain(ctx.text("scanner-do-reload")),
        ]
    });
    let group = match device.speaks {
        Speaks::Serial => Some("scanner-do-dialout"),
        Speaks::Keyboard => Some("scanner-do-input"),
        Speaks::HidPos | Speaks::Other => None,
    };
    let group = group.filter(|_| rule.is_none()).map(|key| Line::plain(ctx.text(key)));
    std::iter::once(is).chain(rule.into_iter().flatten()).chain(group).collect()
}

//! A QR code on the screen of a real terminal window, read back from a picture of that screen.
//!
//! Fonts, hairlines between two cells and a theme's colours decide whether a phone reads it, and no
//! buffer shows them (baselines.md 4). It needs programs of the machine: where one is missing, a
//! line on standard error says which, and the test passes.

#![cfg(unix)]

// `cfg(test)` tells the lints that these are tests throughout, helpers as well.
#[cfg(test)]
mod patience;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod window;

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use crate::terminal::Terminal;
    use crate::window::{Display, Look};

    /// Sizes of the font in points. A cell of 8 and one of 14 points leave hairlines at other places.
    const FONTS: [u8; 2] = [8, 14];

    /// The tools that are not on this machine, said aloud: the test harness shows no output of a
    /// test that passes, but it leaves standard error itself alone.
    fn cannot_see(test: &str) -> bool {
        let missing: Vec<&str> = ["tmux", "Xvfb", "xterm", "import", "zbarimg"]
            .into_iter()
            .filter(|tool| !is_installed(tool))
            .collect();
        if !missing.is_empty() {
            writeln!(std::io::stderr(), "\nSKIPPED {test}: needs {}", missing.join(", ")).unwrap();
        }
        !missing.is_empty()
    }

    fn is_installed(tool: &str) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
    }

    /// A QR check-in on the screens, up to the picture.
    fn check_in(look: Look) -> Terminal {
        let terminal = Terminal::run((80, 24), look, &[]);
        terminal.sees("F3 Check in");
        terminal.keys(&["F3"]).sees("Not ready yet").types("1208").sees("Ready");
        terminal.keys(&["F5"]).sees("Ask the guest to scan this code");
        terminal
    }

    #[test]
    fn qr_on_a_real_screen() {
        if cannot_see("qr_on_a_real_screen") {
            return;
        }
        let display = Display::open();
        for look in [Look::Dark, Look::Light] {
            let terminal = check_in(look);
            let wanted = terminal.the_only_qr();
            for font in FONTS {
                let window = display.show(&terminal, look, font);
                assert_eq!(window.read_qr(), wanted, "{look:?}, {font} points");
            }
        }
    }

    #[test]
    fn qr_of_the_command_on_a_real_screen() {
        if cannot_see("qr_of_the_command_on_a_real_screen") {
            return;
        }
        let display = Display::open();
        for look in [Look::Dark, Look::Light] {
            let hold = ["hold", "--qr", "--room", "7", "--amount", "5"];
            let terminal = Terminal::run((80, 30), look, &hold);
            let wanted = terminal.line("https://");
            for font in FONTS {
                let window = display.show(&terminal, look, font);
                assert_eq!(window.read_qr(), wanted, "{look:?}, {font} points");
            }
        }
    }
}

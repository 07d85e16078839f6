//! A terminal's window on a screen that nobody sees, and pictures of it.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use crate::patience::until;
use crate::terminal::Terminal;

/// Colours of a window and of the theme that goes with it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Look {
    Dark,
    Light,
}

impl Look {
    pub(crate) fn theme(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }

    /// Foreground and background, neither of them black or white.
    fn colours(self) -> [&'static str; 4] {
        match self {
            Self::Dark => ["-fg", "#e0e0e0", "-bg", "#101014"],
            Self::Light => ["-fg", "#202020", "-bg", "#fafafa"],
        }
    }
}

/// An X server without a screen; it ends with its value.
pub(crate) struct Display {
    server: Child,
    name: String,
    folder: TempDir,
}

impl Display {
    /// Takes a display number that is free.
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let number = folder.path().join("number");
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x960x24"])
            .stdin(Stdio::null())
            .stdout(File::create(&number).unwrap())
            .stderr(File::create(folder.path().join("errors")).unwrap())
            .spawn()
            .unwrap();
        let read = || std::fs::read_to_string(&number).unwrap();
        let errors = || std::fs::read_to_string(folder.path().join("errors")).unwrap();
        let name = until(errors, || {
            assert_eq!(server.try_wait().unwrap(), None, "{}", errors());
            read().strip_suffix('\n').map(|number| format!(":{number}"))
        });
        Self { server, name, folder }
    }

    /// Opens a window that looks on at a terminal.
    pub(crate) fn show<'a>(&'a self, terminal: &'a Terminal, look: Look, font: u8) -> Window<'a> {
        let size = format!("{}x{}+0+0", terminal.columns, terminal.rows);
        let xterm = terminal
            .command("xterm")
            .env("DISPLAY", &self.name)
            .args(look.colours())
            .args(["-fa", "DejaVu Sans Mono", "-fs", &font.to_string()])
            .args(["-u8", "-b", "0", "+sb", "-geometry", &size])
            .args(["-e", "tmux", "-S"])
            .arg(terminal.socket())
            .arg("attach")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(self.folder.path().join("errors")).unwrap())
            .spawn()
            .unwrap();
        Window { display: self, terminal, xterm }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// The only window on its display; it closes with its value, what it shows goes on.
pub(crate) struct Window<'a> {
    display: &'a Display,
    terminal: &'a Terminal,
    xterm: Child,
}

impl Window<'_> {
    /// Takes pictures until there is a QR code on one: the window draws when it likes.
    pub(crate) fn read_qr(&self) -> String {
        let state = || format!("no QR code on the screen of\n{}", self.terminal.screen());
        until(state, || decode(&self.picture()))
    }

    fn picture(&self) -> PathBuf {
        let file = self.display.folder.path().join("screen.png");
        let mut import = Command::new("import");
        import.args(["-display", &self.display.name, "-window", "root"]).arg(&file);
        assert!(import.status().unwrap().success(), "{import:?}");
        file
    }
}

impl Drop for Window<'_> {
    fn drop(&mut self) {
        end(&mut self.xterm);
    }
}

/// Kills and waits: no process is left behind, even by a failed test.
fn end(child: &mut Child) {
    drop(child.kill());
    drop(child.wait());
}

/// What the first QR code on a picture says, as a phone's camera would read it.
fn decode(picture: &PathBuf) -> Option<String> {
    let zbar = Command::new("zbarimg")
        .args(["--raw", "-q", "-Sdisable", "-Sqrcode.enable"])
        .arg(picture)
        .output()
        .unwrap();
    let read = String::from_utf8(zbar.stdout).unwrap();
    read.lines().next().map(str::to_owned)
}

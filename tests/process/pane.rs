//! The full-screen terminal in a pseudo terminal, and the screen that a person would see.

use std::io::{Read as _, Write};
use std::sync::mpsc;
use std::time::Duration;

use portable_pty::{CommandBuilder, MasterPty, PtyPair, PtySize, SlavePty, native_pty_system};

use crate::run::{LONGEST, PROGRAM, clock, signal};
use crate::world::World;

const ROWS: u16 = 40;
const COLUMNS: u16 = 100;

enum Event {
    Bytes(Vec<u8>),
    Exited(u32),
}

pub(crate) struct Pane {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that what was drawn and set last can be looked at after the program's end.
    _slave: Box<dyn SlavePty + Send>,
    keys: Box<dyn Write + Send>,
    events: mpsc::Receiver<Event>,
    screen: vt100::Parser,
    /// Everything that was written so far.
    pub(crate) written: Vec<u8>,
    exited: Option<u32>,
    pub(crate) pid: u32,
    before: Settings,
}

/// The settings of the line: echo, line by line, signals by keys and so on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Settings([u64; 4]);

impl Pane {
    pub(crate) fn open(world: &World) -> Self {
        let pair = window();
        let before = settings(&*pair.master);
        let mut child = pair.slave.spawn_command(program(world)).unwrap();
        let pid = child.process_id().unwrap();
        let (tell, events) = mpsc::channel();
        let mut from = pair.master.try_clone_reader().unwrap();
        let drawn = tell.clone();
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(length @ 1..) = from.read(&mut chunk) {
                if drawn.send(Event::Bytes(chunk[..length].to_vec())).is_err() {
                    return;
                }
            }
        });
        std::thread::spawn(move || {
            let status = child.wait().unwrap();
            let _gone = tell.send(Event::Exited(status.exit_code()));
        });
        Self {
            keys: pair.master.take_writer().unwrap(),
            master: pair.master,
            _slave: pair.slave,
            events,
            screen: vt100::Parser::new(ROWS, COLUMNS, 0),
            written: Vec::new(),
            exited: None,
            pid,
            before,
        }
    }

    /// Keys as a terminal sends them.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// As a hand types: each character is seen before the next one.
    pub(crate) fn types(&mut self, text: &str) {
        let mut seen = String::new();
        for c in text.chars() {
            self.press(c.encode_utf8(&mut [0; 4]));
            seen.push(c);
            self.sees(&seen.clone());
        }
    }

    pub(crate) fn sees(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    /// Waits for a screen of which that is so.
    pub(crate) fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) {
        let start = clock();
        while !is_so(self.screen.screen()) {
            let left = LONGEST.saturating_sub(start.elapsed());
            let heard = self.hear(left);
            assert!(heard, "{what:?} never came, exit {:?}:\n{}", self.exited, self.shown());
        }
    }

    /// The first screen with nothing on top of it.
    pub(crate) fn home(&mut self) {
        self.until("Home", |screen| {
            let shown = screen.contents();
            shown.contains("TRAINING") && shown.contains("Ctrl+Q") && shown.contains("F3")
        });
    }

    /// Where these bytes were written first.
    pub(crate) fn written_at(&self, bytes: &[u8]) -> Option<usize> {
        self.written.windows(bytes.len()).position(|window| window == bytes)
    }

    /// How many bytes are written while nobody does anything for so long.
    pub(crate) fn listen(&mut self, time: Duration) -> usize {
        let (start, before) = (clock(), self.written.len());
        while self.hear(time.saturating_sub(start.elapsed())) {}
        self.written.len() - before
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.screen.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    pub(crate) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// The settings of the line now.
    pub(crate) fn is_raw(&self) -> bool {
        settings(&*self.master) != self.before
    }

    /// Waits for the program's end, and gives its exit status.
    pub(crate) fn end(&mut self) -> u32 {
        let start = clock();
        while self.exited.is_none() {
            let heard = self.hear(LONGEST.saturating_sub(start.elapsed()));
            assert!(heard, "does not end:\n{}", self.shown());
        }
        self.exited.unwrap()
    }

    /// SIGKILL: a power cut.
    pub(crate) fn kill(mut self) {
        signal(self.pid, "KILL");
        self.end();
    }

    /// The alternate screen is left, the cursor and the line are as they were.
    pub(crate) fn is_restored(&mut self) {
        self.until("the screen before", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        assert!(!self.is_raw(), "the line's settings are not restored");
    }

    /// Starts the program and closes the window under it. What comes back is its exit status.
    pub(crate) fn close_window(world: &World) -> mpsc::Receiver<u32> {
        Self::close_window_of(program(world))
    }

    /// The same where the program is of another session: no signal tells it of the window's end, and
    /// nobody hears its exit status.
    pub(crate) fn close_window_unheard(world: &World) {
        let mut command = CommandBuilder::new("sh");
        // The window's own session lives until the window is closed: with it the window would end.
        command.args(["-c", &format!("setsid --fork {PROGRAM}; exec sleep 600")]);
        let _of_setsid = Self::close_window_of(in_world(command, world));
    }

    fn close_window_of(command: CommandBuilder) -> mpsc::Receiver<u32> {
        let pair = window();
        let mut child = pair.slave.spawn_command(command).unwrap();
        let mut from = pair.master.try_clone_reader().unwrap();
        let mut seen: Vec<u8> = Vec::new();
        while !seen.windows(8).any(|bytes| bytes == b"TRAINING") {
            let mut chunk = [0; 4096];
            let length = from.read(&mut chunk).unwrap();
            assert_ne!(length, 0, "ended before it drew anything");
            seen.extend(&chunk[..length]);
        }
        drop((from, pair));
        let (tell, ended) = mpsc::channel();
        std::thread::spawn(move || {
            let _gone = tell.send(child.wait().unwrap().exit_code());
        });
        ended
    }

    fn hear(&mut self, time: Duration) -> bool {
        match self.events.recv_timeout(time) {
            Ok(Event::Bytes(bytes)) => {
                self.screen.process(&bytes);
                self.written.extend(bytes);
                true
            }
            Ok(Event::Exited(status)) => {
                self.exited = Some(status);
                true
            }
            Err(_) => false,
        }
    }
}

fn window() -> PtyPair {
    let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
    native_pty_system().openpty(size).unwrap()
}

fn program(world: &World) -> CommandBuilder {
    in_world(CommandBuilder::new(PROGRAM), world)
}

fn in_world(mut command: CommandBuilder, world: &World) -> CommandBuilder {
    for (name, value) in world.environment() {
        command.env(name, value);
    }
    for name in ["COUNTERPANE_CONFIG", "NO_COLOR", "COLORFGBG"] {
        command.env_remove(name);
    }
    if let Some(settings) = world.settings() {
        command.env("COUNTERPANE_CONFIG", settings);
    }
    command.env("TERM", "xterm-256color");
    command.cwd(world.path(""));
    command
}

fn settings(master: &dyn MasterPty) -> Settings {
    let line = master.get_termios().unwrap();
    let flags = [
        line.input_flags.bits(),
        line.output_flags.bits(),
        line.control_flags.bits(),
        line.local_flags.bits(),
    ];
    Settings(flags.map(u64::from))
}

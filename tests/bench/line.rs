//! A scanner on a serial line, which a pseudo terminal plays.

use std::fs::OpenOptions;
use std::io::Write;

use portable_pty::{MasterPty, PtySize, SlavePty, native_pty_system};

use crate::world::World;

/// The scanner's end of the line.
pub(crate) struct Line {
    out: Box<dyn Write + Send>,
    /// Closed, they would be an unplugged scanner.
    _ends: (Box<dyn MasterPty + Send>, Box<dyn SlavePty + Send>),
}

impl Line {
    /// Plugs it in, and names it in the settings of the program under test.
    pub(crate) fn plug(world: &World) -> Self {
        let size = PtySize { rows: 1, cols: 1, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let node = pair.master.tty_name().unwrap().to_string_lossy().into_owned();
        let mut settings = OpenOptions::new().append(true).open(world.path("desk.toml")).unwrap();
        writeln!(settings, "[scanner]\ndevice = {node:?}").unwrap();
        let out = pair.master.take_writer().unwrap();
        Self { out, _ends: (pair.master, pair.slave) }
    }

    /// A whole scan at once.
    pub(crate) fn scan(&mut self, code: &str) {
        write!(self.out, "{code}\r").unwrap();
        self.out.flush().unwrap();
    }
}

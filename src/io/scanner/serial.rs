//! A scanner on a serial line: USB COM mode, CDC ACM (scanner.md 7).

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use jiff::Timestamp;
use serialport::{ClearBuffer, DataBits, FlowControl, Parity, SerialPort, StopBits};
use zeroize::Zeroize as _;

use crate::config::ScannerConfig;
use crate::scanner::{DeviceId, Framed, LineDecoder, RawReport, Source};

use super::book::Refused;
use super::found::Found;
use super::reader::Wire;

/// What a scanner has from the factory; a line over USB takes any (scanner.md 7).
const BAUD: u32 = 9600;
/// Bytes that are read at once.
const ROOM: usize = 1024;

pub(super) struct SerialWire {
    port: Box<dyn SerialPort>,
    decoder: LineDecoder,
    piece: [u8; ROOM],
    length: usize,
}

impl SerialWire {
    pub(super) fn open(found: &Found, config: &ScannerConfig) -> Result<Self, Refused> {
        let port = serialport::new(found.node.as_str(), BAUD)
            .data_bits(DataBits::Eight)
            .parity(Parity::None)
            .stop_bits(StopBits::One)
            .flow_control(FlowControl::None)
            // Many scanners send nothing before they see it (scanner.md 7).
            .dtr_on_open(true)
            .timeout(Duration::from_millis(1))
            .open()
            .map_err(|error| why(&found.node, &error))?;
        // What was sent before nobody asked for.
        let _nothing_to_clear = port.clear(ClearBuffer::Input);
        let decoder = LineDecoder::new(config.suffixes, config.silence);
        Ok(Self { port, decoder, piece: [0; ROOM], length: 0 })
    }
}

impl Wire for SerialWire {
    fn read(&mut self, wait: Duration) -> Result<bool, Refused> {
        self.length = 0;
        // A wait of nothing would be an endless one on some systems.
        let wait = wait.max(Duration::from_millis(1));
        self.port.set_timeout(wait).map_err(|_gone| Refused::Gone)?;
        match self.port.read(&mut self.piece) {
            // A line that is at its end is a line that was pulled out.
            Ok(0) => Err(Refused::Gone),
            Ok(length) => {
                self.length = length;
                Ok(true)
            }
            Err(error) if is_patient(error.kind()) => Ok(false),
            Err(_gone) => Err(Refused::Gone),
        }
    }

    fn raw(&self, id: DeviceId, at: Timestamp) -> Vec<RawReport> {
        let piece = self.piece.get(..self.length).unwrap_or_default();
        vec![RawReport::masked(id, at, piece, None)]
    }

    fn decode(&mut self, at: Timestamp) -> Vec<Framed> {
        let framed = self.decoder.push(self.piece.get(..self.length).unwrap_or_default(), at);
        self.piece.zeroize();
        framed
    }

    fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        self.decoder.settle(now)
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.decoder.deadline()
    }

    fn source(&self) -> Source {
        Source::Serial
    }
}

/// Nothing came in time; the line is whole.
fn is_patient(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::TimedOut | ErrorKind::WouldBlock | ErrorKind::Interrupted)
}

fn why(node: &str, error: &serialport::Error) -> Refused {
    match error.kind() {
        serialport::ErrorKind::Io(ErrorKind::PermissionDenied) => Refused::NotAllowed,
        serialport::ErrorKind::Io(ErrorKind::NotFound) => Refused::Gone,
        // The crate's word for a port that another program has locked, and on Windows for one that is
        // not there.
        serialport::ErrorKind::NoDevice => {
            let missing = cfg!(unix) && !std::path::Path::new(node).exists();
            if missing { Refused::Gone } else { Refused::Busy }
        }
        serialport::ErrorKind::InvalidInput
        | serialport::ErrorKind::Unknown
        | serialport::ErrorKind::Io(_) => Refused::Broken(error.to_string()),
    }
}

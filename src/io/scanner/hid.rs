//! A scanner in HID POS mode, through hidapi (scanner.md 4).

use std::ffi::CString;
use std::time::Duration;

use hidapi::{HidApi, HidDevice, MAX_REPORT_DESCRIPTOR_SIZE};
use jiff::Timestamp;
use zeroize::Zeroize as _;

use crate::scanner::{Descriptor, DeviceId, Framed, Layout, PosDecoder, RawReport, Source};

use super::book::Refused;
use super::found::Found;
use super::reader::Wire;

/// Room for a report: a shorter one is cut without a word (scanner.md 4).
const ROOM: usize = 256;

pub(super) struct HidWire {
    device: HidDevice,
    layout: Layout,
    decoder: PosDecoder,
    beep: Option<Vec<u8>>,
    report: Vec<u8>,
    length: usize,
}

impl HidWire {
    /// Opens it, and says how its reports are laid out.
    pub(super) fn open(found: &Found, beep: bool) -> Result<(Self, String), Refused> {
        let device = open(&found.node)?;
        let descriptor = descriptor(found, &device)?;
        let layout = Layout::of(&descriptor).ok_or_else(|| {
            Refused::Broken("no report of it has a field for what was scanned".to_owned())
        })?;
        let words = layout.describe();
        let beep = beep.then(|| layout.good_read(found.vendor)).flatten();
        let report = vec![0; longest(&descriptor)];
        let decoder = PosDecoder::new(layout.clone());
        Ok((Self { device, layout, decoder, beep, report, length: 0 }, words))
    }
}

impl Wire for HidWire {
    fn read(&mut self, wait: Duration) -> Result<bool, Refused> {
        let wait = i32::try_from(wait.as_millis()).unwrap_or(0);
        // A signal that came to this thread ends the wait with an error too. One that says the same
        // again is that of a device that is gone.
        let read = match self.device.read_timeout(&mut self.report, wait) {
            Ok(length) => Ok(length),
            Err(_interrupted) => self.device.read_timeout(&mut self.report, 0),
        };
        self.length = read.map_err(|_gone| Refused::Gone)?;
        Ok(self.length > 0)
    }

    fn raw(&self, id: DeviceId, at: Timestamp) -> Vec<RawReport> {
        let report = self.report.get(..self.length).unwrap_or_default();
        vec![RawReport::masked(id, at, report, Some(&self.layout))]
    }

    fn decode(&mut self, at: Timestamp) -> Vec<Framed> {
        let report = self.report.get(..self.length).unwrap_or_default();
        let framed = self.decoder.push(report, at).into_iter().collect();
        // The next report may be hours away.
        self.report.as_mut_slice().zeroize();
        framed
    }

    fn settle(&mut self, now: Timestamp) -> Option<Framed> {
        self.decoder.settle(now)
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.decoder.deadline()
    }

    fn good_read(&mut self) -> Result<(), String> {
        let Some(report) = &self.beep else {
            return Ok(());
        };
        self.device.write(report).map(|_written| ()).map_err(|error| error.to_string())
    }

    fn source(&self) -> Source {
        Source::HidPos
    }
}

fn open(node: &str) -> Result<HidDevice, Refused> {
    let broken = |error: &dyn std::fmt::Display| Refused::Broken(error.to_string());
    let api = HidApi::new().map_err(|error| broken(&error))?;
    let path = CString::new(node).map_err(|error| broken(&error))?;
    api.open_path(&path).map_err(|error| why(node).unwrap_or_else(|| broken(&error)))
}

/// hidapi gives a sentence; what to do about it depends on the error below it.
#[cfg(unix)]
fn why(node: &str) -> Option<Refused> {
    use std::io::ErrorKind;
    let opened = std::fs::OpenOptions::new().read(true).write(true).open(node);
    match opened.map_err(|error| error.kind()) {
        Err(ErrorKind::PermissionDenied) => Some(Refused::NotAllowed),
        Err(ErrorKind::NotFound) => Some(Refused::Gone),
        Err(ErrorKind::ResourceBusy) => Some(Refused::Busy),
        Ok(_) | Err(_) => None,
    }
}

/// On Windows no rights are given to devices: a program that has a scanner open for itself is what
/// keeps others out (scanner.md 6).
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems know more")]
fn why(_node: &str) -> Option<Refused> {
    Some(Refused::Busy)
}

/// Found without opening where the system shows it, else asked of the open device.
fn descriptor(found: &Found, device: &HidDevice) -> Result<Descriptor, Refused> {
    if !found.descriptor.is_empty() {
        return Ok(Descriptor::read(&found.descriptor));
    }
    let mut bytes = [0; MAX_REPORT_DESCRIPTOR_SIZE];
    let length = device.get_report_descriptor(&mut bytes);
    let length = length.map_err(|error| Refused::Broken(error.to_string()))?;
    Ok(Descriptor::read(bytes.get(..length).unwrap_or_default()))
}

/// Bytes of the longest input report, one more for systems that put a number before all of them, and
/// at least [`ROOM`].
fn longest(descriptor: &Descriptor) -> usize {
    let longest = descriptor.input_lengths.values().max().copied().unwrap_or(0);
    longest.saturating_add(1).max(ROOM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_report_is_cut() {
        let room = |lengths: &[(u8, usize)]| {
            let input_lengths = lengths.iter().copied().collect();
            longest(&Descriptor { input_lengths, ..Descriptor::default() })
        };
        assert_eq!(room(&[]), ROOM);
        assert_eq!(room(&[(2, 64)]), ROOM);
        assert_eq!(room(&[(1, 8), (2, 602), (3, 64)]), 603);
        assert_eq!(room(&[(2, Descriptor::LONGEST_REPORT)]), Descriptor::LONGEST_REPORT + 1);
    }
}

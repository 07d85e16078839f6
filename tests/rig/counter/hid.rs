//! A HID device of our own in the kernel, through `/dev/uhid` (linux/uhid.h).

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

// linux/uhid.h, enum uhid_event_type.
const DESTROY: u32 = 1;
const STOP: u32 = 3;
const OPEN: u32 = 4;
const CLOSE: u32 = 5;
const OUTPUT: u32 = 6;
const GET_REPORT: u32 = 9;
const GET_REPORT_REPLY: u32 = 10;
const CREATE: u32 = 11;
const INPUT: u32 = 12;
const SET_REPORT: u32 = 13;
const SET_REPORT_REPLY: u32 = 14;

/// `UHID_DATA_MAX`.
const DATA: usize = 4096;
/// The kernel hands out whole events: the largest is a new device with its descriptor.
const EVENT: usize = 4 + 128 + 64 + 64 + 2 + 2 + 16 + DATA;
/// `BUS_USB`: readers of bar code scanners leave out devices on a bus they do not know.
const USB: u16 = 3;
/// EIO, for a question that a scanner does not answer.
const NO_ANSWER: u16 = 5;

/// The next place to plug one in.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// What the host did with the device so far.
#[derive(Debug, Default)]
struct Heard {
    open: AtomicBool,
    outputs: Mutex<Vec<Vec<u8>>>,
}

/// Plugged in until it is dropped.
#[derive(Debug)]
pub(crate) struct Hid {
    file: File,
    /// Where it is plugged in, in the kernel's words; one place for each.
    place: String,
    heard: Arc<Heard>,
}

impl Hid {
    pub(crate) fn plug(
        name: &str,
        serial: &str,
        (vendor, product): (u16, u16),
        descriptor: &[u8],
    ) -> std::io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open("/dev/uhid")?;
        let size = u16::try_from(descriptor.len()).unwrap_or(u16::MAX);
        let mut event = CREATE.to_ne_bytes().to_vec();
        event.extend(padded(name, 128));
        let place = format!("rig/{}", NEXT.fetch_add(1, Ordering::SeqCst));
        event.extend(padded(&place, 64));
        event.extend(padded(serial, 64));
        event.extend(size.to_ne_bytes());
        event.extend(USB.to_ne_bytes());
        for number in [u32::from(vendor), u32::from(product), 0x0100, 0] {
            event.extend(number.to_ne_bytes());
        }
        event.extend(descriptor.iter().take(DATA));
        file.write_all(&event)?;
        let heard = Arc::new(Heard::default());
        let (events, ears) = (file.try_clone()?, Arc::clone(&heard));
        std::thread::spawn(move || listen(events, &ears));
        Ok(Self { file, place, heard })
    }

    /// Sends one input report.
    pub(crate) fn send(&mut self, report: &[u8]) -> std::io::Result<()> {
        let size = u16::try_from(report.len().min(DATA)).unwrap_or(u16::MAX);
        let mut event = INPUT.to_ne_bytes().to_vec();
        event.extend(size.to_ne_bytes());
        event.extend(report.iter().take(DATA));
        self.file.write_all(&event)
    }

    /// Whether there is a node that a program can open.
    pub(crate) fn has_node(&self) -> bool {
        let mine = format!("HID_PHYS={}", self.place);
        let nodes = std::fs::read_dir("/sys/class/hidraw").into_iter().flatten().flatten();
        nodes.filter(|node| Path::new("/dev").join(node.file_name()).exists()).any(|node| {
            let told = std::fs::read_to_string(node.path().join("device/uevent"));
            told.is_ok_and(|told| told.lines().any(|line| line == mine))
        })
    }

    /// Whether a program has it open.
    pub(crate) fn is_open(&self) -> bool {
        self.heard.open.load(Ordering::SeqCst)
    }

    /// The output reports that came since the last question.
    pub(crate) fn outputs(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut *self.heard.outputs.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Hid {
    fn drop(&mut self) {
        // What the kernel refused to make cannot be taken away.
        drop(self.file.write_all(&DESTROY.to_ne_bytes()));
    }
}

fn padded(text: &str, length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = text.bytes().take(length.saturating_sub(1)).collect();
    bytes.resize(length, 0);
    bytes
}

/// Hears what the host does. Its questions are answered, or it waits five seconds for each.
fn listen(mut file: File, heard: &Heard) {
    let mut event = vec![0; EVENT];
    while let Ok(length) = file.read(&mut event) {
        let bytes = event.get(..length).unwrap_or_default();
        let id = word(bytes, 4).to_ne_bytes();
        let answered = match word(bytes, 0) {
            STOP => return,
            OPEN => {
                heard.open.store(true, Ordering::SeqCst);
                Ok(())
            }
            CLOSE => {
                heard.open.store(false, Ordering::SeqCst);
                Ok(())
            }
            OUTPUT => {
                let size = usize::from(half(bytes, 4 + DATA));
                let report = bytes.iter().skip(4).take(size.min(DATA)).copied().collect();
                let mut outputs = heard.outputs.lock().unwrap_or_else(PoisonError::into_inner);
                outputs.push(report);
                Ok(())
            }
            SET_REPORT => {
                let reply = [&SET_REPORT_REPLY.to_ne_bytes(), &id, &[0_u8; 4][..2]].concat();
                file.write_all(&reply)
            }
            GET_REPORT => {
                let kind = GET_REPORT_REPLY.to_ne_bytes();
                file.write_all(&[&kind[..], &id, &NO_ANSWER.to_ne_bytes(), &[0, 0]].concat())
            }
            _ => Ok(()),
        };
        if answered.is_err() {
            return;
        }
    }
}

fn word(bytes: &[u8], place: usize) -> u32 {
    let slice = bytes.get(place..).and_then(<[u8]>::first_chunk);
    slice.copied().map_or(0, u32::from_ne_bytes)
}

fn half(bytes: &[u8], place: usize) -> u16 {
    let slice = bytes.get(place..).and_then(<[u8]>::first_chunk);
    slice.copied().map_or(0, u16::from_ne_bytes)
}

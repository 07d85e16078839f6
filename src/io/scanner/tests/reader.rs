use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::super::book::Refused;
use super::super::reader::{Reader, Wire};
use super::super::shared::Shared;
use super::super::{Clock, Ears, SCANS, Scanners};
use super::config;
use crate::scanner::{DeviceId, Framed, Garbled, RawReport, Scanned, Source, Wait};
use crate::tui::Msg;

/// What happens at a read.
#[derive(Clone, Copy)]
enum Step {
    /// This comes; a text that ends in `+` is only the first part of a scan.
    Comes(&'static str),
    Nothing,
    /// A screen begins to wait, in the moment in which this comes.
    Listens(u64, Option<&'static str>),
}

struct Script {
    steps: VecDeque<Step>,
    shared: Arc<Shared>,
    piece: &'static str,
    text: String,
    began: Option<Timestamp>,
    beeps: usize,
    mute: bool,
}

impl Wire for Script {
    fn read(&mut self, _wait: Duration) -> Result<bool, Refused> {
        let piece = match self.steps.pop_front() {
            Some(Step::Comes(piece)) => Some(piece),
            Some(Step::Nothing) => None,
            Some(Step::Listens(wait, piece)) => {
                self.shared.listen(Wait(wait));
                piece
            }
            None => return Err(Refused::Gone),
        };
        self.piece = piece.unwrap_or_default();
        Ok(piece.is_some())
    }

    fn raw(&self, id: DeviceId, at: Timestamp) -> Vec<RawReport> {
        vec![RawReport::masked(id, at, self.piece.as_bytes(), None)]
    }

    fn decode(&mut self, at: Timestamp) -> Vec<Framed> {
        let began = *self.began.get_or_insert(at);
        let (part, ends) = match self.piece.strip_suffix('+') {
            Some(part) => (part, false),
            None => (self.piece, true),
        };
        self.text.push_str(part);
        if !ends {
            return Vec::new();
        }
        self.began = None;
        let text = Scanned::from(std::mem::take(&mut self.text));
        vec![Framed::Scan { text, symbology: None, began }]
    }

    fn settle(&mut self, _now: Timestamp) -> Option<Framed> {
        None
    }

    fn deadline(&self) -> Option<Timestamp> {
        self.began
    }

    fn good_read(&mut self) -> Result<(), String> {
        self.beeps += 1;
        if self.mute { Err("no".to_owned()) } else { Ok(()) }
    }

    fn source(&self) -> Source {
        Source::HidPos
    }
}

/// Reads `steps` to their end. The device opens with one read that finds nothing.
fn read(steps: &[Step]) -> (Vec<(String, u64)>, Script) {
    let (mut ears, script) = read_by(steps, false, |_| {});
    (heard(&mut ears), script)
}

fn read_by(steps: &[Step], mute: bool, prepare: impl FnOnce(&Reader)) -> (Ears, Script) {
    let (scanners, ears) = Scanners::new(config(""), Clock::start());
    let (_, clock, mouth) = scanners.start.as_ref().unwrap();
    let shared = Arc::clone(&scanners.shared);
    let mut reader = Reader {
        id: DeviceId(7),
        clock: *clock,
        shared: Arc::clone(&shared),
        controls: Arc::default(),
        mouth: mouth.clone(),
        wait: Wait::default(),
        began: None,
        mute: false,
    };
    prepare(&reader);
    let mut script = Script {
        steps: steps.iter().copied().collect(),
        shared,
        piece: "",
        text: String::new(),
        began: None,
        beeps: 0,
        mute,
    };
    assert_eq!(reader.listen(&mut script, || {}), Err(Refused::Gone));
    (ears, script)
}

fn heard(ears: &mut Ears) -> Vec<(String, u64)> {
    let mut heard = Vec::new();
    while let Ok(msg) = ears.scans.try_recv() {
        let Msg::Scan(scan) = msg else { panic!("{msg:?}") };
        assert_eq!((scan.device, scan.source), (Some(DeviceId(7)), Source::HidPos));
        assert!(scan.began <= scan.at);
        heard.push((scan.text.expose().to_owned(), scan.wait.0));
    }
    heard
}

fn said(all: &[(&str, u64)]) -> Vec<(String, u64)> {
    all.iter().map(|(text, wait)| ((*text).to_owned(), *wait)).collect()
}

use Step::{Comes, Listens, Nothing};

#[test]
fn a_scan_has_the_number_of_its_wait() {
    let (scans, _) =
        read(&[Nothing, Comes("a"), Listens(1, None), Nothing, Comes("b"), Comes("c")]);
    assert_eq!(scans, said(&[("a", 0), ("b", 1), ("c", 1)]));
}

#[test]
fn what_was_queued_before_a_wait_is_for_nobody() {
    let (scans, _) = read(&[
        Nothing,
        Listens(1, Some("woke it")),
        Comes("queued"),
        Comes("queued too"),
        Nothing,
        Comes("asked for"),
    ]);
    assert_eq!(scans, said(&[("asked for", 1)]));
}

#[test]
fn a_whole_kernel_queue_of_old_reports_is_for_nobody() {
    let mut steps = vec![Nothing, Listens(1, None)];
    steps.extend([Comes("old"); 63]);
    steps.extend([Nothing, Comes("new")]);
    assert_eq!(read(&steps).0, said(&[("new", 1)]));
}

#[test]
fn the_rest_of_an_old_scan_is_no_scan_of_the_new_wait() {
    // The first part came before, in the same moment, or out of the queue.
    for steps in [
        &[Nothing, Comes("2876+"), Listens(1, None), Nothing, Comes("5432"), Comes("new")][..],
        &[Nothing, Listens(1, Some("2876+")), Nothing, Comes("5432"), Comes("new")],
        &[Nothing, Listens(1, None), Comes("2876+"), Nothing, Comes("5432"), Comes("new")],
        &[
            Nothing,
            Listens(1, Some("a+")),
            Listens(2, Some("b+")),
            Nothing,
            Comes("c"),
            Comes("new"),
        ],
    ] {
        let (scans, _) = read(steps);
        assert_eq!(scans.len(), 1, "{scans:?}");
        assert_eq!(scans[0].0, "new");
    }
}

#[test]
fn what_is_on_its_way_while_a_device_is_opened_is_for_nobody() {
    let (scans, _) = read(&[Comes("a"), Comes("2876+"), Nothing, Comes("5432"), Comes("new")]);
    assert_eq!(scans, said(&[("new", 0)]));
}

#[test]
fn a_flood_is_told_once_and_eats_no_memory() {
    let flood = vec![Comes("x"); 5_000];
    let steps: Vec<Step> = [Nothing].into_iter().chain(flood).collect();
    let (mut ears, _) = read_by(&steps, false, |_| {});
    assert_eq!(ears.scans.len(), SCANS);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let mut msgs = (0..=SCANS).map(|_| runtime.block_on(ears.heard()));
    assert!(matches!(msgs.next(), Some(Msg::Garbled(Garbled::Mixed))));
    assert!(msgs.all(|msg| matches!(msg, Msg::Scan(_))));
}

#[test]
fn a_scanner_that_cannot_beep_is_asked_once() {
    let beep = |reader: &Reader| {
        reader.shared.enter(reader.id, Arc::clone(&reader.controls));
        reader.shared.good_read(DeviceId(8));
        assert!(!reader.controls.takes_beep());
        reader.shared.good_read(reader.id);
    };
    assert_eq!(read_by(&[Nothing, Nothing, Nothing], false, beep).1.beeps, 1);
    assert_eq!(read(&[Nothing, Nothing]).1.beeps, 0);
    // Another wait goes on by now: reading it comes first.
    let late = [Nothing, Listens(1, None), Nothing, Nothing];
    assert_eq!(read_by(&late, true, beep).1.beeps, 1);
}

//! The memory of the running program: what is left of a payment code when its use is over, and of a key
//! beside the one that signs.

use std::fs::{self, File};
use std::os::unix::fs::FileExt as _;
use std::time::Duration;

use super::screens::{fill_in, holds, home, scan};
use super::{Hunt, Marks};
use crate::pane::Pane;
use crate::people;
use crate::scanner::{self, Line};
use crate::world::World;

/// How long a connection, a thread and a scan are kept for the next one.
const OVER: Duration = Duration::from_secs(12);

/// What a process could still say: everything that it may write to.
struct Region {
    name: String,
    bytes: Vec<u8>,
}

/// Nothing where this system does not show it.
fn memory(pid: u32) -> Option<Vec<Region>> {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).ok()?;
    let memory = File::open(format!("/proc/{pid}/mem")).ok()?;
    let mut regions = Vec::new();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next()?, words.next()?);
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-')?;
        let number = |text| u64::from_str_radix(text, 16).unwrap();
        let length = number(to) - number(from);
        let mut bytes = vec![0; usize::try_from(length).unwrap()];
        // A guard page says no.
        if memory.read_exact_at(&mut bytes, number(from)).is_ok() {
            regions.push(Region { name: words.nth(3).unwrap_or("memory").to_owned(), bytes });
        }
    }
    assert!(regions.iter().any(|region| region.name == "[heap]" || region.name == "[stack]"));
    Some(regions)
}

/// Where anything of the hunt is, with a little of what stands around it.
fn left(regions: &[Region], hunt: &Hunt) -> Vec<String> {
    let mut found = Vec::new();
    for region in regions {
        for what in hunt.search(&region.bytes) {
            let at: usize = what.rsplit(' ').next().unwrap().parse().unwrap();
            let near = &region.bytes[at.saturating_sub(48)..region.bytes.len().min(at + 48)];
            found.push(format!("{}: {what}: {}", region.name, near.escape_ascii()));
        }
    }
    found
}

fn size(regions: &[Region]) -> usize {
    regions.iter().map(|region| region.bytes.len()).sum()
}

/// Lets the last code go out of the library that reads the terminal's keys: it keeps what it read last
/// until something as long is read (crossterm 0.29, `tty_buffer` and its parser).
fn overwrite(pane: &mut Pane) {
    pane.press(&format!("\x1b[200~{}\x1b[201~", "nothing ".repeat(60)));
    pane.listen(Duration::from_millis(500));
}

fn hunt(marks: &Marks) -> Hunt {
    marks.codes.lock().unwrap().iter().fold(Hunt::default(), |hunt, code| hunt.code(code))
}

fn skipped(what: &str) {
    eprintln!("SKIPPED {what}: the memory of another process cannot be read here");
}

/// The codes of which anything is found.
fn codes_in<'a>(found: &[String], codes: &'a [String]) -> Vec<&'a String> {
    codes.iter().filter(|code| found.iter().any(|found| found.contains(*code))).collect()
}

fn a_code_is_gone(world: &World, marks: &Marks, what: &str) {
    let mut pane = Pane::open(world);
    pane.sees("Ctrl+Q");
    if memory(pane.pid).is_none() {
        return skipped(what);
    }
    // While a form has it the code is there: the search can find it.
    fill_in(&mut pane, "300");
    pane.press("\x1b[17~");
    pane.listen(Duration::from_millis(400));
    let kept = marks.code("confirms");
    super::screens::by_hand(&mut pane, &kept);
    let now = memory(pane.pid).unwrap();
    assert!(!left(&now, &Hunt::default().code(&kept)).is_empty(), "the search finds nothing");
    home(&mut pane);
    holds(&mut pane, marks);
    fill_in(&mut pane, "304");
    scan(&mut pane, &marks.code("poor"));
    pane.sees("NOT HELD");
    home(&mut pane);
    pane.listen(OVER);
    // What the terminal sent last, as a paste and as keys, is still with the library that read it
    // (crossterm's parser and its buffer): of any other code nothing is left anywhere.
    let found = left(&memory(pane.pid).unwrap(), &hunt(marks));
    let codes = marks.codes.lock().unwrap().clone();
    let [_kept, _scanned, _typed, pasted, last] = codes.as_slice() else { panic!("{codes:?}") };
    println!("{what}: before anything else was typed {} residues", found.len());
    for code in codes_in(&found, &codes) {
        assert!([pasted, last].contains(&code), "{}", found.join("\n"));
    }
    assert!(found.len() <= 2, "{}", found.join("\n"));
    overwrite(&mut pane);
    let regions = memory(pane.pid).unwrap();
    let left = left(&regions, &hunt(marks));
    println!("{what}: {} residues in {} bytes of memory", left.len(), size(&regions));
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn in_training_nothing_is_left_of_a_code_that_was_used() {
    a_code_is_gone(&World::training(""), &Marks::new(8), "training");
}

#[test]
fn against_a_provider_nothing_is_left_of_a_code_that_was_used() {
    a_code_is_gone(&World::new(), &Marks::new(9), "a provider");
}

/// A scanner that does not type is read by nobody but this program: nothing is left at all.
#[test]
fn of_a_code_from_a_line_nothing_is_left() {
    let (world, marks) = (scanner::world(""), Marks::new(11));
    let line = Line::plug(&world);
    let mut pane = Pane::open(&world);
    pane.home();
    if memory(pane.pid).is_none() {
        return skipped("a line");
    }
    fill_in(&mut pane, "305");
    let _line = scanner::got_through(&mut pane, line, &marks.code("confirms"), "+ HELD");
    home(&mut pane);
    pane.listen(OVER);
    let regions = memory(pane.pid).unwrap();
    let left = left(&regions, &hunt(&marks));
    println!("a line: {} residues in {} bytes of memory", left.len(), size(&regions));
    assert!(left.is_empty(), "{}", left.join("\n"));
}

/// Signed in, locked, and a PIN that is another person's: what was typed is compared and gone.
#[test]
fn of_a_pin_nothing_is_left() {
    let counter = people::Counter::new();
    let mut pane = Pane::open(&counter.world);
    pane.sees("Type your number");
    if memory(pane.pid).is_none() {
        return skipped("a PIN");
    }
    let pins = Hunt::default()
        .text("the cashier's PIN", people::CASHIER)
        .text("the supervisor's PIN", people::SUPERVISOR);
    // While the field has it, it is there: the search can find it.
    pane.press(&format!("12\r{}", people::CASHIER));
    pane.sees("****");
    pane.listen(Duration::from_millis(500));
    assert!(!left(&memory(pane.pid).unwrap(), &pins).is_empty(), "the search finds nothing");
    pane.press("\r");
    pane.sees("Chan12");
    pane.press("\x1b[23~");
    pane.sees("Locked for");
    pane.press(&format!("\r{}\r", people::SUPERVISOR));
    pane.sees("is wrong");
    pane.press(&format!("{}\r", people::CASHIER));
    pane.sees("Signed in");
    pane.listen(OVER);
    overwrite(&mut pane);
    let regions = memory(pane.pid).unwrap();
    let left = left(&regions, &pins);
    println!("PINs: {} residues in {} bytes of memory", left.len(), size(&regions));
    assert!(left.is_empty(), "{}", left.join("\n"));
}

#[test]
fn of_a_key_file_only_the_key_that_signs_is_left() {
    let world = World::new();
    let mut pane = Pane::open(&world);
    pane.sees("Ctrl+Q");
    let Some(before) = memory(pane.pid) else {
        return skipped("key");
    };
    let pem = fs::read_to_string(world.path("keys/merchant_private_key.pem")).unwrap();
    let live = Hunt::default().live_key("key", &pem);
    assert!(!left(&before, &live).is_empty(), "the key that signs is not found");
    // After the key has signed as well.
    fill_in(&mut pane, "301");
    scan(&mut pane, &Marks::new(10).code("confirms"));
    pane.sees("+ HELD");
    let after = memory(pane.pid).unwrap();
    for regions in [before, after] {
        let texts = left(&regions, &Hunt::default().key("key", &pem));
        assert!(texts.is_empty(), "{}", texts.join("\n"));
    }
}

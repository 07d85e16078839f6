//! One byte of a journal's file changed, or of the log beside it: it is found, or nothing that the
//! journal says is another.

use std::fmt;
use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use counterpane::domain::News;
use counterpane::journal::Reader;
use tempfile::TempDir;

use crate::said::{Found, MODE, look, said};
use crate::world::{at, hkd, hold, id, learn, open, place, release_of, send};

/// What became of all flips.
#[derive(Debug, Default)]
pub(crate) struct Flips {
    tried: u64,
    refused: u64,
    found: u64,
    errors: u64,
    /// Free space, and bits that SQLite does not use: every answer is the same as before.
    harmless: u64,
    /// The check says that all is well, and an answer is another one.
    pub(crate) silent: Vec<String>,
}

/// A journal of a few holds in every state, and the folder that it is in. The log beside it is not
/// folded in: that is what a power cut leaves.
pub(crate) fn crashed() -> (TempDir, PathBuf) {
    let (folder, path) = place();
    let mut journal = open(&path);
    hold(&mut journal, 1, "1208", "张伟");
    send(&mut journal, 2, "1208", "Ann SMITH");
    hold(&mut journal, 3, "88A", "欧阳修");
    for fact in release_of(&id(3)) {
        journal.append(at(9), &[(id(3), fact)]).unwrap();
    }
    learn(&mut journal, 1, News::Differs { theirs: hkd(1), ours: hkd(2) });
    let crashed = folder.path().join("crashed.db");
    fs::copy(&path, &crashed).unwrap();
    fs::copy(beside(&path, "-wal"), beside(&crashed, "-wal")).unwrap();
    (folder, crashed)
}

/// The same as one file.
pub(crate) fn one_file() -> (TempDir, PathBuf) {
    static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let (folder, crashed) = crashed();
        let whole = folder.path().join("whole.db");
        Reader::open(&crashed, MODE).unwrap().backup(&whole).unwrap();
        fs::read(whole).unwrap()
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.db");
    fs::write(&path, &*WHOLE).unwrap();
    (folder, path)
}

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Flips these bits of these places, one after the other, and puts each back.
pub(crate) fn flip(path: &Path, flips: impl Iterator<Item = (usize, u8)>) -> Flips {
    let whole = fs::read(path).unwrap();
    let Found::Sound(before) = look(path) else {
        panic!("it is not sound to begin with");
    };
    let mut all = Flips::default();
    let mut file = File::options().write(true).open(path).unwrap();
    let mut put = |place: usize, byte: u8| {
        file.seek(SeekFrom::Start(u64::try_from(place).unwrap())).unwrap();
        file.write_all(&[byte]).unwrap();
    };
    for (place, bits) in flips {
        put(place, whole[place] ^ bits);
        all.tried += 1;
        match look(path) {
            Found::Refused(words) => {
                assert!(words.len() > 10, "byte {place}: {words}");
                all.refused += 1;
            }
            Found::Findings => all.found += 1,
            Found::Error(words) => {
                assert!(words.len() > 10, "byte {place}: {words}");
                all.errors += 1;
            }
            Found::Sound(now) if now == before => all.harmless += 1,
            Found::Sound(now) => all.silent.push(format!("byte {place} ^ {bits:02x}: {now}")),
        }
        put(place, whole[place]);
        // A changed header can ask for a log.
        for suffix in ["-wal", "-shm", "-journal"] {
            let _none = fs::remove_file(beside(path, suffix));
        }
    }
    all
}

/// What became of a flip in the log: SQLite reads a log as far as its checksums hold.
#[derive(Debug, Default)]
pub(crate) struct LogFlips {
    tried: u64,
    noticed: u64,
    harmless: u64,
    /// A sound journal that ends earlier: the noted head shows it.
    cut: u64,
    pub(crate) silent: Vec<String>,
}

pub(crate) fn flip_log(crashed: &Path, flips: impl Iterator<Item = (usize, u8)>) -> LogFlips {
    let whole = fs::read(beside(crashed, "-wal")).unwrap();
    let base = fs::read(crashed).unwrap();
    let reader = Reader::open(crashed, MODE).unwrap();
    let before = said(&reader).unwrap();
    let noted = reader.head().unwrap().unwrap().hash.to_string();
    drop(reader);
    let mut all = LogFlips::default();
    for (place, bits) in flips {
        let mut log = whole.clone();
        log[place] ^= bits;
        fs::write(crashed, &base).unwrap();
        fs::write(beside(crashed, "-wal"), &log).unwrap();
        let _none = fs::remove_file(beside(crashed, "-shm"));
        all.tried += 1;
        match look(crashed) {
            Found::Refused(_) | Found::Findings | Found::Error(_) => all.noticed += 1,
            Found::Sound(now) if now == before => all.harmless += 1,
            Found::Sound(now) => {
                let reader = Reader::open(crashed, MODE).unwrap();
                let report = reader.verify(Some(&noted)).unwrap();
                if report.is_sound() {
                    all.silent.push(format!("byte {place} ^ {bits:02x}: {now}"));
                } else {
                    all.cut += 1;
                }
            }
        }
    }
    // As it was: the next call begins with it.
    fs::write(crashed, &base).unwrap();
    fs::write(beside(crashed, "-wal"), &whole).unwrap();
    let _none = fs::remove_file(beside(crashed, "-shm"));
    all
}

/// Bits for a place: another one for each, so that all eight are met on every page.
const fn bit(place: usize) -> u8 {
    1 << (place % 8)
}

/// Free space is full of zeros, which nothing reads: `cargo damage` flips all of it, here some does.
fn some(bytes: &[u8], every: usize) -> Vec<(usize, u8)> {
    let wanted =
        |(place, byte): &(usize, &u8)| (**byte != 0 && place % every == 0) || place % 211 == 0;
    let places = bytes.iter().enumerate().filter(wanted);
    places.map(|(place, _)| (place, bit(place))).collect()
}

#[test]
fn no_flipped_byte_changes_what_a_sound_journal_says() {
    let (_folder, path) = one_file();
    let flips = some(&fs::read(&path).unwrap(), 6);
    let all = flip(&path, flips.into_iter());
    println!("{all}");
    assert!(all.silent.is_empty(), "{:?}", all.silent.first());
    let noticed = all.refused + all.found + all.errors;
    assert!(noticed * 10 > all.tried * 7 && all.harmless > 0, "{all}");
}

#[test]
fn a_flipped_byte_of_the_log_cuts_the_end_off_at_most() {
    let (_folder, path) = crashed();
    let flips = some(&fs::read(beside(&path, "-wal")).unwrap(), 47);
    let all = flip_log(&path, flips.into_iter());
    println!("{all}");
    assert!(all.silent.is_empty(), "{:?}", all.silent.first());
    assert!(all.cut > 100, "{all}");
}

impl fmt::Display for Flips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tried, refused, found, errors, harmless, silent } = self;
        write!(
            f,
            "file: {tried} flips: {refused} refused at opening, {found} found by the check, \
             {errors} refused by an answer, {harmless} harmless, {} silent",
            silent.len()
        )
    }
}

impl fmt::Display for LogFlips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tried, noticed, harmless, cut, silent } = self;
        write!(
            f,
            "log: {tried} flips: {noticed} noticed, {harmless} harmless, {cut} cut the end off and \
             are found by the noted head, {} silent",
            silent.len()
        )
    }
}

//! A small good journal, and what is done to it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use counterpane::domain::{
    Authorization, Fact, HoldId, Kind, Money, News, Opened, Source, Stay, Way,
};
use counterpane::journal::{Export, Format, Journal, ListFilter, Opening, PageFilter, Reader};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Connection;

const MODE: &str = "training";

/// A folder of this process, and the bytes of a journal of two holds.
struct Place {
    path: PathBuf,
    good: Vec<u8>,
}

static PLACE: LazyLock<Place> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("counterpane-rows-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let first = folder.join("first.db");
    let opening = Opening { terminal: "T1", mode_tag: MODE };
    let mut journal = Journal::open(&first, opening).unwrap();
    for which in 1..=2 {
        let (id, facts) = hold(which);
        let facts = facts.map(|fact| (id.clone(), fact));
        journal.append(Timestamp::from_second(1_800_000_000).unwrap(), &facts).unwrap();
    }
    let copy = folder.join("copy.db");
    let _left = fs::remove_file(&copy);
    journal.read().backup(&copy).unwrap();
    let good = fs::read(&copy).unwrap();
    Place { path: folder.join("journal.db"), good }
});

fn hold(which: u64) -> (HoldId, [Fact; 3]) {
    let id = HoldId::from_chance(which.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let order_no = id.order_no('T', jiff::civil::date(2027, 1, 15));
    let request = order_no.request_no('F', 1, which);
    let opened = Fact::Opened(Opened {
        stay: Stay { room: "1208".to_owned(), guest: "张伟".to_owned(), ..Stay::default() },
        money: Money::new(50_000, "HKD".parse().unwrap()),
        way: Way::Scan,
        provider: "alipay".to_owned(),
        order_no,
        request_no: request.clone(),
        title: "Deposit".to_owned(),
        confirm_minutes: 2,
    });
    let sending =
        Fact::Sending { kind: Kind::Hold, request: request.clone(), attempt: 1, uptime: None };
    let authorization = Authorization {
        auth_no: format!("20270115{which:020}"),
        operation_id: String::new(),
        payer: None,
        payer_login: String::new(),
        on_credit: false,
    };
    let news = News::Held { authorization };
    let learned = Fact::Learned { kind: Kind::Hold, request, source: Source::Inquiry, news };
    (id, [opened, sending, learned])
}

/// Makes the good journal.
pub fn make_ready() {
    LazyLock::force(&PLACE);
}

/// See targets/rows.rs.
///
/// # Panics
/// Where a journal that is called sound cannot be read.
pub fn rows(input: &[u8]) {
    let Some((how, rest)) = input.split_first() else {
        return;
    };
    let Place { path, good } = &*PLACE;
    for suffix in ["-wal", "-shm", "-journal"] {
        let mut beside = path.clone().into_os_string();
        beside.push(suffix);
        let _none = fs::remove_file(beside);
    }
    match how % 3 {
        0 => {
            let mut bytes = good.clone();
            for change in rest.chunks_exact(4) {
                let place = usize::from(change[0]) << 16
                    | usize::from(change[1]) << 8
                    | usize::from(change[2]);
                let length = bytes.len();
                bytes[place % length] ^= change[3];
            }
            fs::write(path, bytes).unwrap();
        }
        1 => {
            fs::write(path, good).unwrap();
            add_row(path, rest);
        }
        _ => fs::write(path, rest).unwrap(),
    }
    ask_everything(path);
}

/// One more row, as somebody with SQL at hand would write it: its columns are in the input, a zero
/// byte between them.
fn add_row(path: &Path, rest: &[u8]) {
    let file = Connection::open(path).unwrap();
    file.execute_batch("DROP TRIGGER entry_comes_next; DROP TRIGGER entry_is_never_changed;")
        .unwrap();
    let texts: Vec<_> = rest.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
    let text = |place: usize| texts.get(place).map_or("", |text| text.as_ref());
    let number = |place: usize| text(place).parse::<i64>().unwrap_or(7);
    let _refused = file.execute(
        "INSERT INTO entry (place, terminal, seq, at, hold, kind, request, body, prev_hash, hash)
         SELECT ?1, ?2, ?3, ?4, coalesce(nullif(?5, ''), hold), ?6, ?7, ?8, hash, hash
         FROM entry WHERE place = 6",
        rusqlite::params![
            number(0),
            text(1),
            number(2),
            number(3),
            text(4),
            text(5),
            text(6),
            text(7)
        ],
    );
}

fn ask_everything(path: &Path) {
    let Ok(reader) = Reader::open(path, MODE) else {
        return;
    };
    let zone = TimeZone::UTC;
    let export = |format| {
        let mut out = Vec::new();
        let export = Export { format, from: None, to: None, zone: &zone };
        reader.export(&export, &mut out).map(|count| (count, out))
    };
    let sound = reader.verify(None).is_ok_and(|report| report.is_sound());
    let exports = [export(Format::Csv), export(Format::Json)];
    let page = reader.page(&PageFilter::default(), None, 100);
    let list = reader.list(&ListFilter::default(), 100);
    let others = (reader.find("张伟", 10), reader.open_holds(), reader.by_prefix("1"));
    let text = PageFilter { text: Some("1208".to_owned()), ..PageFilter::default() };
    let found = reader.page(&text, None, 100);
    if sound {
        let page = page.unwrap();
        assert!(exports.iter().all(|export| export.as_ref().unwrap().0 == page.len() as u64));
        assert!(list.unwrap().len() <= page.len() && found.is_ok());
        assert!(others.0.is_ok() && others.1.is_ok() && others.2.is_ok());
    }
}

mod layouts;

use super::*;
use crate::scanner::Descriptor;
use crate::scanner::testing::{
    COUNT, HONEYWELL, INPUT, MAXIMUM, MINIMUM, NEWLAND, PADDING, PAGE, REPORT, SIZE, Sent, USAGE,
    send,
};
use crate::scanner::testing::{items, scanner};
use proptest::prelude::*;

const CODE: &[u8] = b"287654321098765432";

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
}

fn decoder(descriptor: &[u8]) -> PosDecoder {
    PosDecoder::new(Layout::of(&Descriptor::read(descriptor)).unwrap())
}

/// What comes of a report: `2876.. ]C0`, the name of what is garbled, or nothing.
fn told(framed: Option<Framed>) -> Option<String> {
    Some(match framed? {
        Framed::Scan { text, symbology: Some(aim), .. } => format!("{} {aim}", text.expose()),
        Framed::Scan { text, symbology: None, .. } => text.expose().to_owned(),
        Framed::Garbled(garbled) => format!("{garbled:?}"),
    })
}

/// All that comes of some reports, 10 ms apart, and of the silence behind them.
fn all<'a>(
    decoder: &mut PosDecoder,
    reports: impl IntoIterator<Item = &'a Vec<u8>>,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut now = 0;
    for report in reports {
        now += 10;
        assert_eq!(decoder.settle(at(now)), None);
        found.extend(told(decoder.push(report, at(now))));
    }
    found.extend(told(decoder.settle(at(now + 500))));
    assert_eq!(decoder.deadline(), None);
    found
}

#[test]
fn both_makes_in_every_chunk() {
    for (descriptor, sent, kind) in
        [(HONEYWELL, Sent::honeywell(), " ]C0"), (NEWLAND, Sent::newland(), "")]
    {
        for length in [1, 18, 55, 56, 57, 112, 200] {
            let text: Vec<u8> = CODE.iter().copied().cycle().take(length).collect();
            let wanted = format!("{}{kind}", String::from_utf8(text.clone()).unwrap());
            for chunk in 1..=56 {
                let mut decoder = decoder(descriptor);
                assert_eq!(all(&mut decoder, &sent.reports(&text, chunk)), [wanted.as_str()]);
            }
        }
    }
}

/// A public dump of a two-report scan has the maker's code for the kind behind the data
/// (scanner.md 2), and the symbology again in the second report.
#[test]
fn a_long_scan_has_the_kind_of_its_first_report() {
    let mut reports = Sent::honeywell().reports(&[b'A'; 60], 56);
    for (report, letter) in reports.iter_mut().zip([b'Q', b'C']) {
        report[3] = letter;
        report[61] = b's';
    }
    assert_eq!(all(&mut decoder(HONEYWELL), &reports), [format!("{} ]Q0", "A".repeat(60))]);
}

#[test]
fn times_are_those_of_the_reports() {
    let mut decoder = decoder(HONEYWELL);
    let reports = Sent::honeywell().reports(CODE, 9);
    assert_eq!(decoder.push(&reports[0], at(0)), None);
    assert_eq!(decoder.deadline(), Some(at(500)));
    match decoder.push(&reports[1], at(400)) {
        Some(Framed::Scan { began, .. }) => assert_eq!(began, at(0)),
        other => panic!("{other:?}"),
    }
    assert_eq!(decoder.deadline(), None);
}

#[test]
fn what_stands_around_the_text_is_taken_off() {
    let mut decoder = decoder(NEWLAND);
    let newland = Sent::newland();
    for (sent, wanted) in [
        (&b"287654321098765432\r\n"[..], "287654321098765432"),
        (b"287654321098765432\t", "287654321098765432"),
        (b"]Q1287654321098765432\r", "287654321098765432 ]Q1"),
        (b"28765\x004321", "28765\u{0}4321"),
        (b"\x02287654", "\u{2}287654"),
        (b"~287654", "~287654"),
    ] {
        assert_eq!(all(&mut decoder, &newland.reports(sent, 56)), [wanted]);
    }
}

#[test]
fn nothing_answers_and_other_reports_are_no_scans() {
    let mut newland = decoder(NEWLAND);
    for sent in [
        &b""[..],
        b"\r\n",
        b"\0\0\0",
        b"]X0REVINF;",
        b"]Z6\x06",
        b"\x02\x010000#TAGSUB\x06;\x03",
        b"~\x01\x30\x30\x30\x30#SCNMOD\x06;\x03",
        b"\x02\x00\x00\x012876",
        b"~\x00\x00\x01",
    ] {
        let reports = Sent::newland().reports(sent, 56);
        assert_eq!(all(&mut newland, &reports), Vec::<String>::new(), "{sent:?}");
    }
    let mut honeywell = decoder(HONEYWELL);
    let answer = Sent { aim: Some(*b"]X0"), data: 5 }.reports(b"287654321098765432", 56);
    assert_eq!(all(&mut honeywell, &answer), Vec::<String>::new());
    // Reports of other numbers, between the parts of a scan too.
    let parts = Sent::honeywell().reports(CODE, 9);
    let mut other = Sent::honeywell().reports(b"12345", 5).remove(0);
    other[0] = 3;
    let mixed = [other.clone(), parts[0].clone(), other.clone(), vec![], parts[1].clone(), other];
    assert_eq!(all(&mut honeywell, &mixed), ["287654321098765432 ]C0"]);
}

#[test]
fn half_a_scan_is_dropped_and_its_tail_is_not_glued_to_the_next() {
    let parts = Sent::newland().reports(CODE, 9);
    let whole = &Sent::newland().reports(b"301234567890123456", 56)[0];
    let mut decoder = decoder(NEWLAND);
    assert_eq!(decoder.push(&parts[0], at(0)), None);
    assert_eq!(decoder.settle(at(499)), None);
    assert_eq!(told(decoder.settle(at(500))).as_deref(), Some("Half"));
    assert_eq!(decoder.settle(at(501)), None);
    assert_eq!(told(decoder.push(whole, at(502))).as_deref(), Some("301234567890123456"));
    // Nobody asked in between: the half is dropped all the same.
    assert_eq!(decoder.push(&parts[0], at(1000)), None);
    assert_eq!(told(decoder.push(whole, at(1500))).as_deref(), Some("301234567890123456"));
    // The clock was set back by an hour.
    assert_eq!(decoder.push(&parts[0], at(4_000_000)), None);
    assert_eq!(told(decoder.push(whole, at(0))).as_deref(), Some("301234567890123456"));
    assert_eq!(decoder.push(&parts[0], at(10)), None);
    decoder.forget();
    assert_eq!(told(decoder.push(whole, at(20))).as_deref(), Some("301234567890123456"));
}

/// One SDK says that more follows whenever a report is full (scanner.md 2).
#[test]
fn a_full_report_that_promises_more_and_keeps_none_is_half() {
    let mut reports = Sent::newland().reports(&[b'7'; 56], 56);
    reports[0][63] = 1;
    assert_eq!(all(&mut decoder(NEWLAND), &reports), ["Half"]);
    // A report without text ends it.
    reports.push(Sent::newland().reports(b"", 56).remove(0));
    assert_eq!(all(&mut decoder(NEWLAND), &reports), ["7".repeat(56)]);
}

#[test]
fn a_length_that_cannot_be_and_reports_of_other_lengths() {
    let mut report = Sent::newland().reports(CODE, 56).remove(0);
    report[1] = 255;
    assert_eq!(all(&mut decoder(NEWLAND), [&report]), ["287654321098765432"]);
    report[1] = 18;
    // Longer than declared: Windows fills all up to the longest.
    let mut long = report.clone();
    long.resize(300, b'9');
    assert_eq!(all(&mut decoder(NEWLAND), [&long]), ["287654321098765432"]);
    // Shorter: whether more follows is not in it, or not all of its text.
    for length in 1..64 {
        let mut short = decoder(NEWLAND);
        assert_eq!(all(&mut short, [&report[..length].to_vec()]), ["Short"], "{length}");
    }
}

/// Twenty figures of twenty-four are a payment code as well, of nobody or of somebody else.
#[test]
fn what_may_be_the_beginning_of_a_code_is_none() {
    let long = b"251001020123456789012345";
    let of = |more: &[(u8, u32)], count: u32| {
        let data = [(SIZE, 8), (COUNT, count), (USAGE, 0xFE), INPUT];
        items(&[&[(PAGE, 0x8C)][..], more, &data].concat())
    };
    // Nothing says how long it is, and it goes to the last element.
    for count in [16, 18, 20, 23] {
        let report = long[..usize::try_from(count).unwrap()].to_vec();
        assert_eq!(all(&mut decoder(&of(&[], count)), [&report]), ["Short"], "{count}");
    }
    assert_eq!(all(&mut decoder(&of(&[], 24)), [&long.to_vec()]).len(), 1);
    // Its length is more than there is room for.
    let length = [(PAGE, 1), (SIZE, 8), (COUNT, 1), (USAGE, 0x3B), INPUT, (PAGE, 0x8C)];
    let report = [&[24][..], &long[..20]].concat();
    assert_eq!(all(&mut decoder(&of(&length, 20)), [&report]), ["Short"]);
}

#[test]
fn the_rest_of_a_scan_with_a_short_report_is_not_used() {
    let mut decoder = decoder(NEWLAND);
    let mut reports = Sent::newland().reports(&[b'2'; 150], 40);
    reports[1].truncate(30);
    assert_eq!(all(&mut decoder, &reports), ["Short"]);
    // It ended with that report's own word: the next one is another scan.
    let mut reports = Sent::newland().reports(CODE, 56);
    reports.insert(0, reports[0][..10].to_vec());
    assert_eq!(all(&mut decoder, &reports), ["Short"]);
    assert_eq!(all(&mut decoder, &reports[1..]), ["287654321098765432"]);
}

#[test]
fn too_much_is_said_once_and_swallowed_to_its_end() {
    for chunk in [56, 7, 1] {
        let mut decoder = decoder(NEWLAND);
        let mut reports = Sent::newland().reports(&vec![b'2'; 20_000], chunk);
        reports.extend(Sent::newland().reports(CODE, 56));
        assert_eq!(all(&mut decoder, &reports), ["TooLong", "287654321098765432"], "{chunk}");
    }
    let text = "2".repeat(10_000);
    let reports = Sent::newland().reports(text.as_bytes(), 56);
    assert_eq!(all(&mut decoder(NEWLAND), &reports), [text]);
    // Reports without text that never end.
    let mut empty = Sent::newland().reports(b"", 56).remove(0);
    empty[63] = 1;
    let endless = vec![empty; 20_000];
    assert_eq!(all(&mut decoder(NEWLAND), &endless), ["TooLong"]);
}

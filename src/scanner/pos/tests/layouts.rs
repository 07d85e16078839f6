//! Layouts that a descriptor can give.

use super::*;

/// Honeywell's layout on the maker's own page instead of the standard's.
fn vendor_s_page() -> Vec<u8> {
    let mut all = Vec::new();
    let mut rest = HONEYWELL;
    while let Some((&first, behind)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(&[0x05, 0x8C]) {
            all.extend([0x06, 0x8C, 0xFF]);
            rest = behind;
        } else {
            all.push(first);
            rest = behind;
        }
    }
    all
}

fn bytes(usage: u32, count: u32) -> [(u8, u32); 4] {
    [(SIZE, 8), (COUNT, count), (USAGE, usage), INPUT]
}

/// Layouts that scanners have, or could have, and whether each says its length, its kind and more.
fn layouts() -> Vec<(&'static str, Vec<u8>, u8, bool)> {
    let length = [(PAGE, 1), (SIZE, 8), (COUNT, 1), (USAGE, 0x3B), INPUT, (PAGE, 0x8C)];
    let wide = [(PAGE, 1), (SIZE, 16), (COUNT, 1), (USAGE, 0x3B), INPUT, (PAGE, 0x8C)];
    let aim = [(SIZE, 8), (COUNT, 3), (MINIMUM, 0xFB), (MAXIMUM, 0xFD), INPUT];
    let flag = [(SIZE, 1), (COUNT, 1), (USAGE, 0xFF), INPUT, (COUNT, 7), PADDING];
    let of = |parts: &[&[(u8, u32)]]| scanner(&parts.concat());
    let two = [(REPORT, 2)];
    let odd = [(SIZE, 3), (COUNT, 1), PADDING];
    let seven = [(SIZE, 7), (COUNT, 40), (USAGE, 0xFE), INPUT];
    let sixteen = [(SIZE, 16), (COUNT, 20), (USAGE, 0xFE), INPUT];
    let one = [(SIZE, 240), (COUNT, 1), (USAGE, 0xFE), INPUT];
    vec![
        ("honeywell", HONEYWELL.to_vec(), 2, true),
        ("newland", NEWLAND.to_vec(), 2, false),
        ("vendor's page", vendor_s_page(), 2, true),
        ("microscan", of(&[&[(REPORT, 1)], &length, &bytes(0xFE, 62)]), 1, false),
        ("no length", of(&[&two, &aim, &bytes(0xFE, 56), &flag]), 2, true),
        ("no symbology", of(&[&two, &length, &bytes(0xFE, 56), &flag]), 2, false),
        ("no numbers", of(&[&length, &aim, &bytes(0xFE, 56), &flag]), 0, true),
        ("length of 16 bits", of(&[&two, &wide, &bytes(0xFE, 300), &flag]), 2, false),
        ("symbology behind", of(&[&two, &length, &bytes(0xFE, 40), &aim, &flag]), 2, true),
        ("flag in front", of(&[&two, &flag, &length, &bytes(0xFE, 30)]), 2, false),
        ("not at a byte", of(&[&two, &odd, &length, &aim, &bytes(0xFE, 56), &flag]), 2, true),
        ("seven bits", of(&[&two, &length, &aim, &seven, &flag]), 2, true),
        ("sixteen bits", of(&[&two, &length, &sixteen, &flag]), 2, false),
        ("flag of a byte", of(&[&two, &length, &bytes(0xFE, 20), &bytes(0xFF, 1)]), 2, false),
        ("32 bytes", of(&[&two, &length, &aim, &bytes(0xFE, 26), &flag]), 2, true),
        ("128 bytes", of(&[&two, &length, &bytes(0xFE, 125), &flag]), 2, false),
        ("512 bytes", of(&[&two, &wide, &aim, &bytes(0xFE, 505), &flag]), 2, true),
        ("one long element", of(&[&two, &length, &one, &flag]), 2, false),
    ]
}

#[test]
fn every_layout_is_taken_from_its_descriptor() {
    for (name, descriptor, number, says_kind) in layouts() {
        let read = Descriptor::read(&descriptor);
        if name == "32 bytes" || name == "128 bytes" || name == "512 bytes" {
            let length = name.trim_end_matches(" bytes");
            assert_eq!(read.input_lengths[&number].to_string(), length);
        }
        let mut decoder = decoder(&descriptor);
        let mut read = read;
        // The tests' encoder writes elements; a single long one is a row of bytes.
        for field in read.inputs.iter_mut().filter(|field| field.size == 240) {
            (field.size, field.count) = (8, 30);
        }
        let one = send(&read, number, *b"]Q1", CODE, 1000);
        let kind = if says_kind { " ]Q1" } else { "" };
        let wanted = format!("287654321098765432{kind}");
        assert_eq!(all(&mut decoder, &one), [wanted.as_str()], "{name}");
        // In parts, where the scanner can say that more follows.
        if name != "microscan" {
            let parts = send(&read, number, *b"]Q1", CODE, 5);
            assert_eq!(parts.len(), 4);
            assert_eq!(all(&mut decoder, &parts), [wanted], "{name}");
        }
        // A symbology that is none.
        let none = send(&read, number, *b"\0\0\0", CODE, 1000);
        assert_eq!(all(&mut decoder, &none), ["287654321098765432"], "{name}");
    }
}

#[test]
fn microscan_has_the_kind_in_its_text() {
    let length = [(PAGE, 1), (SIZE, 8), (COUNT, 1), (USAGE, 0x3B), INPUT, (PAGE, 0x8C)];
    let descriptor = scanner(&[&[(REPORT, 1)], &length[..], &bytes(0xFE, 62)].concat());
    let mut report = vec![1, 21];
    report.extend_from_slice(b"]C0287654321098765432");
    report.resize(64, 0);
    assert_eq!(all(&mut decoder(&descriptor), [&report]), ["287654321098765432 ]C0"]);
}

#[test]
fn without_a_length_zeros_fill_a_report() {
    let data = [(REPORT, 2), (SIZE, 8), (COUNT, 30), (USAGE, 0xFE), INPUT];
    let descriptor = scanner(&data);
    let mut report = vec![2];
    report.extend_from_slice(CODE);
    // It ends within its text, as far as anybody knows.
    assert_eq!(all(&mut decoder(&descriptor), [&report]), ["Short"]);
    report.push(0);
    assert_eq!(all(&mut decoder(&descriptor), [&report]), ["287654321098765432"]);
    report.resize(31, 0);
    assert_eq!(all(&mut decoder(&descriptor), [&report]), ["287654321098765432"]);
    assert_eq!(all(&mut decoder(&descriptor), [&vec![2]]), Vec::<String>::new());
}

#[test]
fn two_reports_with_data_are_two_scans_and_never_one() {
    let report = |number| [(REPORT, number), (SIZE, 8), (COUNT, 20), (USAGE, 0xFE), INPUT];
    let flag = [(COUNT, 1), (USAGE, 0xFF), INPUT];
    let descriptor = scanner(&[&report(1)[..], &flag, &report(7), &flag].concat());
    let read = Descriptor::read(&descriptor);
    let whole = |number| send(&read, number, [0; 3], CODE, 20).remove(0);
    let parts = |number| send(&read, number, [0; 3], CODE, 9);
    let mut decoder = decoder(&descriptor);
    let code = "287654321098765432";
    assert_eq!(all(&mut decoder, &[whole(1), whole(7)]), [code, code]);
    assert_eq!(all(&mut decoder, &parts(7)), [code]);
    // Mixed up: nothing of either is used, and their ends are no scans.
    let (one, seven) = (parts(1), parts(7));
    let mixed = [&one[0], &seven[0], &one[1], &seven[1]];
    assert_eq!(all(&mut decoder, mixed), ["Mixed"]);
    assert_eq!(all(&mut decoder, [&one[0], &whole(7), &one[1]]), ["Mixed"]);
    assert_eq!(all(&mut decoder, &parts(1)), [code]);
}

#[test]
fn what_is_no_text_never_becomes_digits() {
    for noise in [&b"\xff"[..], b"\xa0", b"\xc2", b"\x85", b"\xb2"] {
        let sent = [noise, CODE, noise].concat();
        let wanted = "\u{FFFD}287654321098765432\u{FFFD}";
        assert_eq!(all(&mut decoder(NEWLAND), &Sent::newland().reports(&sent, 56)), [wanted]);
    }
    // A character that is cut in two by a report's end is whole in the end.
    let reports = Sent::newland().reports("二维码".as_bytes(), 4);
    assert_eq!(all(&mut decoder(NEWLAND), &reports), ["二维码"]);
    // Two digits in one character of sixteen bits are one sign, and no digit.
    let wide = scanner(&[(SIZE, 16), (COUNT, 30), (USAGE, 0xFE), INPUT]);
    let found = all(&mut decoder(&wide), [&[CODE, &[0; 42]].concat()]);
    assert!(!found[0].contains(|c: char| c.is_ascii_digit()), "{found:?}");
    assert_eq!(found[0].chars().count(), 9);
}

#[test]
fn what_came_so_far_is_not_printed() {
    let mut decoder = decoder(NEWLAND);
    decoder.push(&Sent::newland().reports(CODE, 17)[0], at(0));
    assert!(!format!("{decoder:?}").contains("2876"), "{decoder:?}");
    assert!(!format!("{decoder:?}").contains("50, 56"), "{decoder:?}");
}

#[test]
fn a_device_without_items_for_numbers_may_have_any_first_byte() {
    let descriptor = items(&[(PAGE, 0x8C), (SIZE, 8), (COUNT, 24), (USAGE, 0xFE), INPUT]);
    let report = [CODE, &[0; 6]].concat();
    assert_eq!(all(&mut decoder(&descriptor), [&report]), ["287654321098765432"]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a text is, in whichever layout and chunks: it comes out as it went in.
    #[test]
    fn a_text_is_what_was_sent(which in 0_usize..18, text in "[!-~]{1,400}", chunk in 1_usize..600) {
        let (name, descriptor, number, _) = layouts().swap_remove(which);
        prop_assume!(!text.starts_with(']') && !text.starts_with('~'));
        prop_assume!(name != "one long element");
        let read = Descriptor::read(&descriptor);
        let reports = send(&read, number, [0; 3], text.as_bytes(), chunk);
        prop_assume!(name != "microscan" || reports.len() == 1);
        prop_assert_eq!(all(&mut decoder(&descriptor), &reports), [text]);
    }

    /// Reports of any content, length and order, at any times: a scan has no character that was not
    /// sent, and nothing panics.
    #[test]
    fn nothing_is_made_up(
        which in 0_usize..18,
        reports in proptest::collection::vec((any::<u8>(), proptest::collection::vec(any::<u8>(), 0..70), -600_i64..600), 0..40),
    ) {
        let (name, descriptor, number, _) = layouts().swap_remove(which);
        let in_bytes = !["not at a byte", "seven bits", "sixteen bits"].contains(&name);
        let mut decoder = decoder(&descriptor);
        let mut sent = Vec::new();
        let mut now = 1_000_000;
        for (flags, mut report, gap) in reports {
            now += gap;
            if let (Some(first), true) = (report.first_mut(), flags & 3 > 0) {
                *first = number;
            }
            sent.extend_from_slice(&report);
            let settled = decoder.settle(at(now));
            prop_assert!(settled.is_none_or(|framed| framed == Framed::Garbled(Garbled::Half)));
            if let (Some(Framed::Scan { text, .. }), true) = (decoder.push(&report, at(now)), in_bytes) {
                let is_sent = |c: char| !c.is_ascii() || sent.contains(&(c as u8));
                prop_assert!(text.expose().chars().all(is_sent));
            }
        }
        decoder.forget();
        prop_assert_eq!(decoder.deadline(), None);
    }
}

use super::*;
use crate::scanner::testing::{
    COUNT, HONEYWELL, INPUT, KEYBOARD, NEWLAND, OUTPUT, PADDING, PAGE, REPORT, SIZE, USAGE, items,
    scanner,
};

fn layout(descriptor: &[u8]) -> Option<Layout> {
    Layout::of(&Descriptor::read(descriptor))
}

#[test]
fn in_words() {
    let said = |descriptor: &[u8]| layout(descriptor).unwrap().describe();
    assert_eq!(
        said(HONEYWELL),
        "report 2: length at 1, symbology at 2, 56 bytes of data at 5, more in bit 0 at 63"
    );
    assert_eq!(said(NEWLAND), "report 2: length at 1, 56 bytes of data at 2, more in bit 0 at 63");
    let odd =
        scanner(&[(SIZE, 3), (COUNT, 1), PADDING, (SIZE, 7), (COUNT, 20), (USAGE, 0xFE), INPUT]);
    assert_eq!(
        said(&odd),
        "reports without a number: 20 characters of 7 bits at 0 bit 3, one report a scan"
    );
    let two = scanner(&[
        (SIZE, 8),
        (COUNT, 30),
        (REPORT, 1),
        (USAGE, 0xFE),
        INPUT,
        (REPORT, 3),
        (USAGE, 0xFE),
        INPUT,
    ]);
    assert_eq!(
        said(&two),
        "report 1: 30 bytes of data at 1, one report a scan; report 3: 30 bytes of data at 1, one \
         report a scan"
    );
}

#[test]
fn what_has_no_decoded_data_has_no_layout() {
    assert_eq!(layout(KEYBOARD), None);
    assert_eq!(layout(&[]), None);
    // The usage on another page, as padding, and in an output report.
    for other in [
        &[(PAGE, 0xFF00), (USAGE, 0xFE), INPUT][..],
        &[(USAGE, 0xFE), PADDING],
        &[(USAGE, 0xFE), OUTPUT],
    ] {
        let within = [&[(SIZE, 8), (COUNT, 9)], other].concat();
        assert_eq!(layout(&scanner(&within)), None, "{other:?}");
    }
}

#[test]
fn a_good_read_is_said_as_the_device_declares() {
    let beep = layout(HONEYWELL).unwrap().good_read(HONEYWELL_VENDOR).unwrap();
    assert_eq!(beep.len(), 64);
    assert_eq!(beep[..6], [0xFD, 3, 0x16, 0x07, 0x0D, 0]);
    // Another vendor's report of that number, and a Honeywell without it.
    assert_eq!(layout(HONEYWELL).unwrap().good_read(0x1EAB), None);
    assert_eq!(layout(NEWLAND).unwrap().good_read(HONEYWELL_VENDOR), None);

    let data = [(SIZE, 8), (COUNT, 20), (REPORT, 2), (USAGE, 0xFE), INPUT];
    let with = |outputs: &[(u8, u32)]| layout(&scanner(&[&data[..], outputs].concat())).unwrap();
    // A bit of its own behind another one, and padding to a length of five bytes.
    let bit = [
        (REPORT, 5),
        (SIZE, 1),
        (COUNT, 2),
        (USAGE, 0x85),
        (USAGE, 0x86),
        OUTPUT,
        (COUNT, 30),
        (0x90, 3),
    ];
    assert_eq!(with(&bit).good_read(0), Some(vec![5, 0b10, 0, 0, 0]));
    // A byte.
    let byte = [(REPORT, 5), (COUNT, 1), (USAGE, 0x86), OUTPUT];
    assert_eq!(with(&byte).good_read(HONEYWELL_VENDOR), Some(vec![5, 1]));
    // Honeywell's report, too short for its command.
    let short = [(REPORT, 0xFD), (COUNT, 3), (PAGE, 0xFF00), (USAGE, 2), OUTPUT];
    assert_eq!(with(&short).good_read(HONEYWELL_VENDOR), None);
    // Without numbers: what is written begins with a 0.
    let bare = scanner(&[(SIZE, 8), (COUNT, 2), (USAGE, 0xFE), INPUT, (USAGE, 0x86), OUTPUT]);
    assert_eq!(layout(&bare).unwrap().good_read(0), Some(vec![0, 1, 0]));
    // So far behind that no report reaches it.
    let far = [(REPORT, 5), (COUNT, 200_000), (0x90, 3), (COUNT, 1), (USAGE, 0x86), OUTPUT];
    assert_eq!(with(&far).good_read(0), None);
}

#[test]
fn what_is_shown_as_it_is() {
    let honeywell = layout(HONEYWELL).unwrap();
    assert_eq!(honeywell.apart(b"\x02\x12]C0287"), [0..1, 1..2, 2..3, 3..4, 4..5]);
    // Where the symbology should be are digits.
    assert_eq!(honeywell.apart(b"\x02\x12287654"), [0..1, 1..2]);
    assert_eq!(honeywell.apart(b"\x03287654"), []);
    assert_eq!(honeywell.apart(b""), []);
    assert_eq!(honeywell.packed(b"\x02"), []);
    // A length of four bytes could have four digits; a text of 16-bit characters has digits that no
    // byte shows.
    let wide = items(&[
        (PAGE, 0x01),
        (SIZE, 32),
        (COUNT, 1),
        (USAGE, 0x3B),
        INPUT,
        (PAGE, 0x8C),
        (SIZE, 16),
        (COUNT, 20),
        (USAGE, 0xFE),
        INPUT,
    ]);
    let wide = layout(&wide).unwrap();
    assert_eq!(wide.apart(&[0x32; 44]), []);
    let packed: Vec<usize> = wide.packed(&[0x32; 44]).into_iter().flatten().collect();
    assert_eq!(packed, (4..44).collect::<Vec<_>>());
}

#[test]
fn bits_are_counted_from_the_lowest() {
    let report = [0b1010_0101, 0xFF, 0x01];
    assert_eq!(bits(&report, &(0..8)), Some(0b1010_0101));
    assert_eq!(bits(&report, &(4..12)), Some(0b1111_1010));
    assert_eq!(bits(&report, &(7..8)), Some(1));
    assert_eq!(bits(&report, &(8..24)), Some(0x01FF));
    assert_eq!(bits(&report, &(0..25)), None);
    assert_eq!(bits(&[0; 9], &(0..65)), Some(u64::MAX));
}

mod second_opinion;

use super::*;
use crate::scanner::testing::{
    COUNT, END, HONEYWELL, INPUT, KEYBOARD, MAXIMUM, MINIMUM, NEWLAND, OUTPUT, PADDING, PAGE, POP,
    PUSH, REPORT, SIZE, USAGE, items, scanner,
};

fn field(report: u8, usage: (u16, u16), offset: usize, size: usize, count: usize) -> Field {
    Field { report, page: usage.0, usage: usage.1, offset, size, count }
}

#[test]
fn the_two_common_scanners() {
    let read = Descriptor::read(HONEYWELL);
    assert_eq!(read.collections, [(0x8C, 0x02)]);
    assert_eq!(
        read.inputs,
        [
            field(2, (0x01, 0x3B), 8, 8, 1),
            field(2, (0x8C, 0xFB), 16, 8, 1),
            field(2, (0x8C, 0xFC), 24, 8, 1),
            field(2, (0x8C, 0xFD), 32, 8, 1),
            field(2, (0x8C, 0xFE), 40, 8, 56),
            field(2, (0xFF00, 0x04), 488, 8, 2),
            field(2, (0x8C, 0xFF), 504, 1, 1),
        ]
    );
    assert_eq!(
        read.outputs,
        [field(0xFD, (0xFF00, 0x02), 8, 8, 1), field(0xFD, (0xFF00, 0x03), 16, 8, 62)]
    );
    assert!(read.numbered);
    assert_eq!(read.input_lengths, BTreeMap::from([(2, 64)]));
    assert_eq!(read.output_lengths, BTreeMap::from([(0xFD, 64)]));

    let read = Descriptor::read(NEWLAND);
    assert_eq!(
        read.inputs,
        [
            field(2, (0x01, 0x3B), 8, 8, 1),
            field(2, (0x8C, 0xFE), 16, 8, 56),
            field(2, (0xFF00, 0x04), 496, 8, 1),
            field(2, (0x8C, 0xFF), 504, 1, 1),
        ]
    );
    assert_eq!(read.output_lengths, BTreeMap::from([(4, 64)]));
}

#[test]
fn a_keyboard_has_no_numbers_and_an_array() {
    let read = Descriptor::read(KEYBOARD);
    assert_eq!(read.collections, [(0x01, 0x06)]);
    assert_eq!(read.inputs.len(), 9);
    assert_eq!(read.inputs[0], field(0, (0x07, 0xE0), 0, 1, 1));
    assert_eq!(read.inputs[7], field(0, (0x07, 0xE7), 7, 1, 1));
    assert_eq!(read.inputs[8], field(0, (0x07, 0x00), 16, 8, 6));
    assert_eq!(read.outputs.len(), 5);
    assert_eq!(read.outputs[4], field(0, (0x08, 0x05), 4, 1, 1));
    assert!(!read.numbered);
    assert_eq!(read.input_lengths, BTreeMap::from([(0, 8)]));
    assert_eq!(read.output_lengths, BTreeMap::from([(0, 1)]));
}

#[test]
fn ranges_repeats_and_extended_usages() {
    let read = Descriptor::read(&scanner(&[
        (SIZE, 8),
        (MINIMUM, 0xFB),
        (MAXIMUM, 0xFE),
        (COUNT, 59),
        INPUT,
        // Four bytes: its page is its own. The same usage twice is one row.
        (USAGE, 0x0001_003B),
        (USAGE, 0xFE),
        (USAGE, 0xFE),
        (COUNT, 3),
        INPUT,
        // The locals of the item before are gone: this is padding.
        INPUT,
        (MAXIMUM, 0xFF8C_00FD),
        (MINIMUM, 0xFF8C_00FC),
        (COUNT, 1),
        INPUT,
    ]));
    assert_eq!(
        read.inputs,
        [
            field(0, (0x8C, 0xFB), 0, 8, 1),
            field(0, (0x8C, 0xFC), 8, 8, 1),
            field(0, (0x8C, 0xFD), 16, 8, 1),
            field(0, (0x8C, 0xFE), 24, 8, 56),
            field(0, (0x01, 0x3B), 472, 8, 1),
            field(0, (0x8C, 0xFE), 480, 8, 2),
            field(0, (0xFF8C, 0xFC), 520, 8, 1),
        ]
    );
    assert_eq!(read.input_lengths, BTreeMap::from([(0, 66)]));
}

/// The page at the main item counts, but for usages before one that is on it already.
#[test]
fn a_page_behind_its_usage() {
    let read = Descriptor::read(&items(&[
        (SIZE, 8),
        (COUNT, 2),
        (PAGE, 0x01),
        (USAGE, 0x3B),
        (PAGE, 0x8C),
        (USAGE, 0xFE),
        INPUT,
        (PAGE, 0x01),
        (USAGE, 0xFE),
        (PAGE, 0xFF8C),
        INPUT,
    ]));
    assert_eq!(
        read.inputs,
        [
            field(0, (0x01, 0x3B), 0, 8, 1),
            field(0, (0x8C, 0xFE), 8, 8, 1),
            field(0, (0xFF8C, 0xFE), 16, 8, 2),
        ]
    );
}

#[test]
fn saved_states_numbers_and_ways_have_cursors_of_their_own() {
    let read = Descriptor::read(&scanner(&[
        (SIZE, 8),
        (COUNT, 1),
        (REPORT, 1),
        (USAGE, 0x10),
        INPUT,
        PUSH,
        (REPORT, 2),
        (SIZE, 3),
        (PAGE, 0xFF00),
        (USAGE, 0x11),
        INPUT,
        (USAGE, 0x12),
        OUTPUT,
        (0xB0, 2),
        POP,
        (USAGE, 0x13),
        INPUT,
        // There is nothing left to go back to.
        POP,
        (REPORT, 2),
        (USAGE, 0x14),
        INPUT,
    ]));
    assert_eq!(
        read.inputs,
        [
            field(1, (0x8C, 0x10), 8, 8, 1),
            field(2, (0xFF00, 0x11), 8, 3, 1),
            field(1, (0x8C, 0x13), 16, 8, 1),
            field(2, (0x8C, 0x14), 11, 8, 1),
        ]
    );
    assert_eq!(read.outputs, [field(2, (0xFF00, 0x12), 8, 3, 1)]);
    assert_eq!(read.input_lengths, BTreeMap::from([(1, 3), (2, 3)]));
    assert_eq!(read.output_lengths, BTreeMap::from([(2, 2)]));
}

/// A report without a number cannot come from a device that numbers its reports. Whether it does is
/// another question for each way, as for the kernel.
#[test]
fn fields_before_the_first_number_are_left_out() {
    let read = Descriptor::read(&scanner(&[
        (SIZE, 8),
        (COUNT, 4),
        (USAGE, 0xFE),
        INPUT,
        (REPORT, 2),
        (USAGE, 0xFE),
        INPUT,
    ]));
    assert_eq!(read.inputs, [field(2, (0x8C, 0xFE), 8, 8, 4)]);
    assert_eq!(read.input_lengths, BTreeMap::from([(2, 5)]));
    let read = Descriptor::read(&scanner(&[
        (SIZE, 8),
        (COUNT, 4),
        (USAGE, 0xFE),
        INPUT,
        (REPORT, 2),
        (USAGE, 0x86),
        OUTPUT,
    ]));
    assert_eq!(read.inputs, [field(0, (0x8C, 0xFE), 0, 8, 4)]);
    assert!(!read.numbered);
    assert_eq!(read.outputs, [field(2, (0x8C, 0x86), 8, 8, 4)]);
}

#[test]
fn long_reserved_and_cut_items_are_passed_over() {
    let start = items(&[(SIZE, 8), (COUNT, 1), (PAGE, 0x8C), (USAGE, 0xFE)]);
    let mut bytes = start.clone();
    bytes.extend([0xFE, 3, 0x10, 0x81, 0x02, 0xC0]); // long, with what looks like items in it
    bytes.extend([0x0E, 1, 2]); // of the reserved type
    bytes.extend([0xF5, 9]); // a global one without a meaning
    bytes.extend([0x81, 0x02]);
    let whole = Descriptor::read(&bytes);
    assert_eq!(whole.inputs, [field(0, (0x8C, 0xFE), 0, 8, 1)]);
    for cut in [&[0x95_u8][..], &[0x97, 1, 2, 3], &[0xFE], &[0xFE, 5], &[0xFE, 5, 1, 2]] {
        let bytes = [bytes.as_slice(), cut].concat();
        assert_eq!(Descriptor::read(&bytes), whole, "{cut:?}");
    }
    assert_eq!(Descriptor::read(&[]), Descriptor::default());
}

/// One of several names for a thing: the first.
#[test]
fn of_a_delimited_set_the_first_counts() {
    let read = Descriptor::read(&scanner(&[
        (SIZE, 8),
        (COUNT, 2),
        (0xA8, 1),
        (USAGE, 0xFE),
        (USAGE, 0x30),
        (0xA8, 0),
        (USAGE, 0xFF),
        INPUT,
    ]));
    assert_eq!(read.inputs, [field(0, (0x8C, 0xFE), 0, 8, 1), field(0, (0x8C, 0xFF), 8, 8, 1)]);
}

#[test]
fn a_hostile_descriptor_costs_little() {
    // Four billion elements of four billion bits, again and again, in every report.
    let mut bytes = items(&[(PAGE, 0x8C), (SIZE, u32::MAX), (COUNT, u32::MAX)]);
    for report in 1..=255 {
        bytes.extend(items(&[(REPORT, report), (USAGE, 0xFE), INPUT, (USAGE, 0xFE), INPUT]));
    }
    let read = Descriptor::read(&bytes);
    assert_eq!(read.inputs, []);
    assert!(read.input_lengths.values().all(|length| *length == Descriptor::LONGEST_REPORT));

    // Every usage that there is, for fields of one bit, and of none.
    let all = [(MINIMUM, 0), (MAXIMUM, 0xFFFF)];
    for size in [0, 1, 32] {
        let mut bytes = items(&[(PAGE, 0x8C), (SIZE, size), (COUNT, 0xFFFF)]);
        for _ in 0..5000 {
            bytes.extend(items(&[all[0], all[1], INPUT, all[0], all[1], OUTPUT]));
        }
        let read = Descriptor::read(&bytes);
        assert!(read.inputs.len() <= MOST_FIELDS && read.outputs.len() <= MOST_FIELDS);
    }

    // Saved without end, and collections without end.
    let read = Descriptor::read(&vec![0xA4; 100_000]);
    assert_eq!(read, Descriptor::default());
    Descriptor::read(&vec![0xB4; 100_000]);
    assert_eq!(Descriptor::read(&[0xA1, 0x01].repeat(100_000)).collections, []);
    // An end before its beginning.
    assert_eq!(Descriptor::read(&vec![0xC0; 100_000]), Descriptor::default());
    Descriptor::read(&[0x09, 0xFE].repeat(100_000));
}

#[test]
fn padding_is_left_out_and_counts() {
    let read = Descriptor::read(&scanner(&[(SIZE, 3), (COUNT, 5), PADDING, (USAGE, 0xFE), INPUT]));
    assert_eq!(read.inputs, [field(0, (0x8C, 0xFE), 15, 3, 5)]);
    assert_eq!(read.input_lengths, BTreeMap::from([(0, 4)]));
}

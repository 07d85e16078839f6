use super::*;
use crate::scanner::testing::{
    COUNT, END, HONEYWELL, INPUT, KEYBOARD, MAXIMUM, MINIMUM, NEWLAND, OUTPUT, PADDING, PAGE, POP,
    PUSH, REPORT, SIZE, USAGE, items, scanner,
};
use hidreport::{Field as Theirs, Report as _};
use proptest::prelude::*;

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

/// A descriptor that a sane maker could write.
#[derive(Debug, Clone)]
enum Told {
    Fields { way: u8, page: u16, usages: Vec<u16>, extended: bool, size: u32, count: u32 },
    Range { page: u16, first: u16, length: u16, size: u32, count: u32, array: bool },
    Padding { way: u8, size: u32, count: u32 },
    Number(u8),
    Saved(Vec<Told>),
    Collection(Vec<Told>),
}

fn told() -> impl Strategy<Value = Told> {
    let way = prop_oneof![4 => Just(0x80_u8), 1 => Just(0x90), 1 => Just(0xB0)];
    let page = prop_oneof![Just(0x8C_u16), Just(0xFF8C), Just(0x01), Just(0xFF00), Just(0x07)];
    let usages = proptest::collection::vec(prop_oneof![0xFA_u16..=0xFF, 1_u16..90], 1..5);
    let fields = (way.clone(), page.clone(), usages, any::<bool>(), 1_u32..=32, 1_u32..=64)
        .prop_map(|(way, page, usages, extended, size, count)| Told::Fields {
            way,
            page,
            usages,
            extended,
            size,
            count,
        });
    let range = (page, 0_u16..300, 0_u16..30, 1_u32..=16, 1_u32..=40, any::<bool>()).prop_map(
        |(page, first, length, size, count, array)| Told::Range {
            page,
            first,
            length,
            size,
            count,
            array,
        },
    );
    let padding = (way, 1_u32..=9, 1_u32..=9).prop_map(|(way, size, count)| Told::Padding {
        way,
        size,
        count,
    });
    let number = (1_u8..=255).prop_map(Told::Number);
    prop_oneof![4 => fields, 2 => range, 2 => padding, 1 => number].prop_recursive(
        3,
        40,
        6,
        |inner| {
            let some = proptest::collection::vec(inner, 0..6);
            prop_oneof![some.clone().prop_map(Told::Saved), some.prop_map(Told::Collection)]
        },
    )
}

fn write(told: &[Told], out: &mut Vec<(u8, u32)>) {
    for one in told {
        match one {
            Told::Fields { way, page, usages, extended, size, count } => {
                out.extend([(SIZE, *size), (COUNT, *count)]);
                if !*extended {
                    out.push((PAGE, u32::from(*page)));
                }
                for usage in usages {
                    let page = if *extended { u32::from(*page) << 16 } else { 0 };
                    out.push((USAGE, page | u32::from(*usage)));
                }
                out.push((*way, 0x02));
            }
            Told::Range { page, first, length, size, count, array } => {
                out.extend([(PAGE, u32::from(*page)), (COUNT, *count), (SIZE, *size)]);
                out.extend([(MINIMUM, u32::from(*first)), (MAXIMUM, u32::from(first + length))]);
                out.push((0x80, if *array { 0x00 } else { 0x02 }));
            }
            Told::Padding { way, size, count } => {
                out.extend([(COUNT, *count), (SIZE, *size), (*way, 0x03)]);
            }
            Told::Number(number) => out.push((REPORT, u32::from(*number))),
            Told::Saved(within) => {
                out.push(PUSH);
                write(within, out);
                out.push(POP);
            }
            Told::Collection(within) => {
                out.extend([(USAGE, 0x12), (0xA0, 2)]);
                write(within, out);
                out.push(END);
            }
        }
    }
}

/// Every element by its report, its first bit, its length and its usage.
type Elements = Vec<(u8, usize, usize, (u16, u16))>;

fn ours(fields: &[Field]) -> Elements {
    let elements = fields.iter().flat_map(|field| {
        (0..field.count).map(move |place| {
            let offset = field.offset + place * field.size;
            (field.report, offset, field.size, (field.page, field.usage))
        })
    });
    let mut elements: Elements = elements.collect();
    elements.sort_unstable();
    elements
}

fn theirs(reports: &[impl hidreport::Report]) -> Elements {
    let mut elements = Vec::new();
    for report in reports {
        let number = report.report_id().map_or(0, u8::from);
        for field in report.fields() {
            match field {
                Theirs::Variable(field) => {
                    let usage = (field.usage.usage_page.into(), field.usage.usage_id.into());
                    elements.push((number, field.bits.start, field.bits.len(), usage));
                }
                Theirs::Array(field) => {
                    let first = field.usages()[0];
                    let usage = (first.usage_page.into(), first.usage_id.into());
                    let count = usize::from(field.report_count);
                    let size = field.bits.len() / count;
                    for place in 0..count {
                        elements.push((number, field.bits.start + place * size, size, usage));
                    }
                }
                Theirs::Constant(_) => {}
            }
        }
    }
    elements.sort_unstable();
    elements
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn a_second_opinion_agrees(
        numbered in any::<bool>(),
        first in 1_u8..=255,
        told in proptest::collection::vec(told(), 1..12),
    ) {
        let mut all = vec![(PAGE, 0x8C)];
        if numbered {
            all.push((REPORT, u32::from(first)));
        }
        all.extend([(USAGE, 0x02), (0xA0, 1)]);
        write(&told, &mut all);
        all.push(END);
        // Where one report is numbered, all are: before the first number there is nothing.
        if !numbered {
            all.retain(|(head, _)| *head != REPORT);
        }
        let bytes = items(&all);
        let read = Descriptor::read(&bytes);
        let second = hidreport::ReportDescriptor::try_from(bytes.as_slice()).unwrap();
        prop_assert_eq!(ours(&read.inputs), theirs(second.input_reports()));
        prop_assert_eq!(ours(&read.outputs), theirs(second.output_reports()));
        for report in second.input_reports() {
            let number = report.report_id().map_or(0, u8::from);
            prop_assert_eq!(read.input_lengths[&number], report.size_in_bytes());
        }
    }

    #[test]
    fn anything_is_read_to_fields_that_lie_inside(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let read = Descriptor::read(&bytes);
        for field in read.inputs.iter().chain(&read.outputs) {
            prop_assert!(field.size > 0 && field.count > 0);
            prop_assert!(field.end() <= 8 * Descriptor::LONGEST_REPORT);
        }
        for field in &read.inputs {
            prop_assert!(field.end() <= 8 * read.input_lengths[&field.report]);
            prop_assert!(field.report == 0 || field.offset >= 8);
        }
    }
}

#[test]
fn padding_is_left_out_and_counts() {
    let read = Descriptor::read(&scanner(&[(SIZE, 3), (COUNT, 5), PADDING, (USAGE, 0xFE), INPUT]));
    assert_eq!(read.inputs, [field(0, (0x8C, 0xFE), 15, 3, 5)]);
    assert_eq!(read.input_lengths, BTreeMap::from([(0, 4)]));
}

//! `hidreport` reads the same descriptors, and finds the same fields.

use super::*;
use hidreport::{Field as Theirs, Report as _};
use proptest::prelude::*;

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

//! A report descriptor of any bytes: every field lies within its report, and little is kept of much.

#![no_main]

use counterpane::scanner::{Descriptor, Layout};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let read = Descriptor::read(bytes);
    assert!(read.inputs.len() <= 4096 && read.outputs.len() <= 4096);
    for (fields, lengths) in
        [(&read.inputs, &read.input_lengths), (&read.outputs, &read.output_lengths)]
    {
        assert!(lengths.values().all(|length| *length <= Descriptor::LONGEST_REPORT));
        for field in fields {
            assert!(field.size > 0 && field.count > 0);
            assert!(field.end() <= 8 * lengths[&field.report]);
            assert!(field.report == 0 || field.offset >= 8);
        }
    }
    let Some(layout) = Layout::of(&read) else {
        return;
    };
    assert!(!layout.describe().is_empty());
    for vendor in [0, 0x0C2E] {
        if let Some(report) = layout.good_read(vendor) {
            let number = report[0];
            let declared = read.output_lengths[&number];
            assert_eq!(report.len(), declared + usize::from(number == 0));
        }
    }
});

//! Descriptors of scanners, and what such scanners send: for tests.

use super::{Descriptor, Field};

/// Input 2: length, AIM identifier, 56 bytes, two of the maker's own, bit 0: more follows.
/// Output 253: length, 62 bytes of commands.
pub(super) const HONEYWELL: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x09, 0x12, 0xa1, 0x02, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff,
    0x00, 0x75, 0x08, 0x05, 0x01, 0x09, 0x3b, 0x95, 0x01, 0x81, 0x02, 0x05, 0x8c, 0x09, 0xfb, 0x09,
    0xfc, 0x09, 0xfd, 0x95, 0x03, 0x81, 0x02, 0x09, 0xfe, 0x95, 0x38, 0x82, 0x02, 0x01, 0x06, 0x00,
    0xff, 0x09, 0x04, 0x95, 0x02, 0x81, 0x02, 0x05, 0x8c, 0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x09,
    0xff, 0x81, 0x02, 0x95, 0x07, 0x81, 0x03, 0xc0, 0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x02, 0x85,
    0xfd, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x01, 0x09, 0x02, 0x91, 0x02, 0x95, 0x3e, 0x09, 0x03,
    0x92, 0x02, 0x01, 0xc0, 0xc0,
];

/// Input 2: length, 56 bytes, four reserved, one of the maker's own, bit 0: more follows.
/// Output 4: length, 62 bytes of commands.
pub(super) const NEWLAND: &[u8] = &[
    0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x09, 0x12, 0xa1, 0x02, 0x85, 0x02, 0x15, 0x00, 0x26, 0xff,
    0x00, 0x75, 0x08, 0x05, 0x01, 0x09, 0x3b, 0x95, 0x01, 0x81, 0x02, 0x05, 0x8c, 0x09, 0xfe, 0x95,
    0x38, 0x82, 0x02, 0x01, 0x95, 0x04, 0x81, 0x03, 0x06, 0x00, 0xff, 0x09, 0x04, 0x95, 0x01, 0x81,
    0x02, 0x05, 0x8c, 0x25, 0x01, 0x75, 0x01, 0x95, 0x01, 0x09, 0xff, 0x81, 0x02, 0x95, 0x07, 0x81,
    0x03, 0xc0, 0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x02, 0x85, 0x04, 0x26, 0xff, 0x00, 0x75, 0x08,
    0x95, 0x01, 0x09, 0x02, 0x91, 0x02, 0x95, 0x3e, 0x09, 0x03, 0x92, 0x02, 0x01, 0xc0, 0xc0,
];

/// A keyboard's boot report (HID 1.11, appendix B).
pub(super) const KEYBOARD: &[u8] = &[
    0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x05, 0x07, 0x19, 0xe0, 0x29, 0xe7, 0x15, 0x00, 0x25, 0x01,
    0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x03, 0x05, 0x08, 0x19, 0x01,
    0x29, 0x05, 0x75, 0x01, 0x95, 0x05, 0x91, 0x02, 0x95, 0x01, 0x75, 0x03, 0x91, 0x03, 0x05, 0x07,
    0x19, 0x00, 0x29, 0x73, 0x15, 0x00, 0x25, 0x73, 0x75, 0x08, 0x95, 0x06, 0x81, 0x00, 0xc0,
];

/// Main items with data, and with padding.
pub(super) const INPUT: (u8, u32) = (0x80, 0x02);
pub(super) const OUTPUT: (u8, u32) = (0x90, 0x02);
pub(super) const PADDING: (u8, u32) = (0x80, 0x03);
pub(super) const PAGE: u8 = 0x04;
pub(super) const SIZE: u8 = 0x74;
pub(super) const COUNT: u8 = 0x94;
pub(super) const REPORT: u8 = 0x84;
pub(super) const USAGE: u8 = 0x08;
pub(super) const MINIMUM: u8 = 0x18;
pub(super) const MAXIMUM: u8 = 0x28;
pub(super) const PUSH: (u8, u32) = (0xA4, 0);
pub(super) const POP: (u8, u32) = (0xB4, 0);
pub(super) const END: (u8, u32) = (0xC0, 0);

/// Short items by their heads and values, each value as short as it can be.
pub(super) fn items(items: &[(u8, u32)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (head, value) in items {
        let bare = matches!(head, 0xA4 | 0xB4 | 0xC0);
        let length = match value {
            _ if bare => 0,
            0..=0xFF => 1,
            0x100..=0xFFFF => 2,
            _ => 3,
        };
        bytes.push(head | length);
        let size = [0, 1, 2, 4][usize::from(length)];
        bytes.extend_from_slice(&value.to_le_bytes()[..size]);
    }
    bytes
}

/// A bar code scanner's collection around these items.
pub(super) fn scanner(within: &[(u8, u32)]) -> Vec<u8> {
    let mut all = vec![(PAGE, 0x8C), (USAGE, 0x02), (0xA0, 1)];
    all.extend_from_slice(within);
    all.push(END);
    items(&all)
}

/// Where a scanner of one of the two common makes puts things, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sent {
    pub(super) aim: Option<[u8; 3]>,
    pub(super) data: usize,
}

impl Sent {
    pub(super) const fn honeywell() -> Self {
        Self { aim: Some(*b"]C0"), data: 5 }
    }

    pub(super) const fn newland() -> Self {
        Self { aim: None, data: 2 }
    }

    /// The reports for a text, so many bytes of it in each.
    pub(super) fn reports(self, text: &[u8], chunk: usize) -> Vec<Vec<u8>> {
        let parts: Vec<&[u8]> =
            if text.is_empty() { vec![text] } else { text.chunks(chunk).collect() };
        let mut reports = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let mut report = vec![0; 64];
            report[0] = 2;
            report[1] = u8::try_from(part.len()).unwrap();
            if let Some(aim) = self.aim {
                report[2..5].copy_from_slice(&aim);
            }
            report[self.data..self.data + part.len()].copy_from_slice(part);
            report[63] = u8::from(place + 1 < parts.len());
            reports.push(report);
        }
        reports
    }
}

/// Writes a number into an element of a field, bit by bit, the lowest first.
pub(super) fn put(report: &mut [u8], field: &Field, element: usize, value: u64) {
    for bit in 0..field.size {
        let place = field.offset + element * field.size + bit;
        let set = bit < 64 && value >> bit & 1 == 1;
        report[place / 8] = report[place / 8] & !(1 << (place % 8)) | u8::from(set) << (place % 8);
    }
}

/// The reports for a text as any descriptor wants them: one element for each byte, as many in each
/// report as `chunk` says and there is room for.
pub(super) fn send(
    descriptor: &Descriptor,
    number: u8,
    aim: [u8; 3],
    text: &[u8],
    chunk: usize,
) -> Vec<Vec<u8>> {
    let find = |usage| {
        let mut fields = descriptor.inputs.iter();
        fields.find(|field| field.report == number && field.usage == usage).copied()
    };
    let data = find(0xFE).unwrap();
    let chunk = chunk.clamp(1, data.count);
    let parts: Vec<&[u8]> = if text.is_empty() { vec![text] } else { text.chunks(chunk).collect() };
    let mut reports = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let mut report = vec![0; descriptor.input_lengths[&number]];
        if number > 0 {
            report[0] = number;
        }
        for (element, byte) in part.iter().enumerate() {
            put(&mut report, &data, element, u64::from(*byte));
        }
        if let Some(length) = find(0x3B) {
            put(&mut report, &length, 0, part.len() as u64);
        }
        for (usage, sign) in (0xFB..).zip(aim) {
            if let Some(field) = find(usage) {
                put(&mut report, &field, 0, u64::from(sign));
            }
        }
        if let Some(more) = find(0xFF) {
            put(&mut report, &more, 0, u64::from(place + 1 < parts.len()));
        }
        reports.push(report);
    }
    reports
}

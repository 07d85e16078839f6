use std::fmt::Write as _;
use std::ops::Range;

use zeroize::Zeroizing;

use super::{Aim, Descriptor, Field};

/// USB-IF, HID Point of Sale Usage Tables 1.02; the second is what one maker has instead (scanner.md 2).
const PAGES: [u16; 2] = [0x8C, 0xFF8C];
/// Generic Desktop, Byte Count.
const BYTE_COUNT: (u16, u16) = (0x01, 0x3B);
const SYMBOLOGY: [u16; 3] = [0xFB, 0xFC, 0xFD];
const DECODED: u16 = 0xFE;
const CONTINUED: u16 = 0xFF;
const SOUND_GOOD_READ: u16 = 0x86;

/// Honeywell's report for commands, and the one that beeps: SYN BEL CR (scanner.md 2).
const HONEYWELL_VENDOR: u16 = 0x0C2E;
const HONEYWELL_REPORT: u8 = 0xFD;
const HONEYWELL_BEEP: [u8; 5] = [HONEYWELL_REPORT, 3, 0x16, 0x07, 0x0D];

/// Elements of the longest payment code (alipay-preauth.md 3).
const LONGEST_CODE: usize = 24;

/// Where a scanner's reports have the text, its length, its symbology and whether more follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    numbered: bool,
    reports: Vec<DataReport>,
    /// The output report with the usage for a good read's sound set.
    sound: Option<Vec<u8>>,
    /// Bytes of Honeywell's report for commands.
    commands: Option<usize>,
}

/// One kind of report with decoded data.
#[derive(Debug, Clone, PartialEq, Eq)]
struct DataReport {
    number: u8,
    /// How many elements of this report's data are used.
    length: Option<Field>,
    symbology: Vec<Field>,
    data: Vec<Field>,
    more: Option<Field>,
}

/// What one report says.
#[derive(Debug)]
pub(super) enum Part {
    Data {
        number: u8,
        text: Zeroizing<Vec<u8>>,
        symbology: Option<Aim>,
        more: bool,
    },
    /// It ends before its own data. `more` is known where the report reaches as far.
    Short {
        more: Option<bool>,
    },
}

impl Layout {
    /// Nothing where no report has a field for decoded data.
    pub fn of(descriptor: &Descriptor) -> Option<Self> {
        let mut numbers: Vec<u8> = Vec::new();
        for field in descriptor.inputs.iter().filter(|field| is_pos(field, DECODED)) {
            if !numbers.contains(&field.report) {
                numbers.push(field.report);
            }
        }
        if numbers.is_empty() {
            return None;
        }
        let reports = numbers.into_iter().map(|number| DataReport::of(descriptor, number));
        Some(Self {
            numbered: descriptor.numbered,
            reports: reports.collect(),
            sound: sound(descriptor),
            commands: descriptor.output_lengths.get(&HONEYWELL_REPORT).copied(),
        })
    }

    /// In words, for the set-up: `report 2: length at 1, symbology at 2, 56 bytes of data at 5, more in
    /// bit 0 at 63`. Places count bytes from 0, the report's number first where there is one.
    pub fn describe(&self) -> String {
        let reports: Vec<String> = self.reports.iter().map(DataReport::describe).collect();
        reports.join("; ")
    }

    /// The output report that makes the scanner beep for a good read, whole and with its number first;
    /// nothing where the device declares none.
    pub fn good_read(&self, vendor: u16) -> Option<Vec<u8>> {
        if self.sound.is_some() {
            return self.sound.clone();
        }
        let length = self.commands.filter(|_| vendor == HONEYWELL_VENDOR)?;
        let mut report = HONEYWELL_BEEP.to_vec();
        if length < report.len() {
            return None;
        }
        report.resize(length, 0);
        Some(report)
    }

    /// Nothing where the report is not about a scan: a status, a trigger, an answer of the maker's own.
    pub(super) fn read(&self, report: &[u8]) -> Option<Part> {
        Some(self.data_report(report)?.read(report))
    }

    /// Which bytes of a report are shown as they are: its number, its length and the symbology, in which
    /// no four digits of a code can stand side by side. Of a report without data, none.
    pub(super) fn apart(&self, report: &[u8]) -> Vec<Range<usize>> {
        let Some(data) = self.data_report(report) else {
            return Vec::new();
        };
        let number = self.numbered.then_some(0..1);
        let length = data.length.as_ref().map(bytes).filter(|bytes| bytes.len() <= 2);
        let known = data.symbology(report).map_or(0, |_| 3);
        let symbology =
            elements(&data.symbology).take(known).map(|bits| bits.start / 8..bits.end.div_ceil(8));
        number.into_iter().chain(length).chain(symbology).collect()
    }

    /// Which bytes of a report have text that is not one character to a byte.
    pub(super) fn packed(&self, report: &[u8]) -> Vec<Range<usize>> {
        let data = self.data_report(report).into_iter().flat_map(|data| &data.data);
        let is_packed = |field: &&Field| field.size != 8 || !field.offset.is_multiple_of(8);
        data.filter(is_packed).map(bytes).collect()
    }

    /// Whether this is a report with data.
    pub(super) fn knows(&self, report: &[u8]) -> bool {
        self.data_report(report).is_some()
    }

    fn data_report(&self, report: &[u8]) -> Option<&DataReport> {
        let number = if self.numbered { *report.first()? } else { 0 };
        self.reports.iter().find(|known| known.number == number)
    }
}

impl DataReport {
    fn of(descriptor: &Descriptor, number: u8) -> Self {
        let fields = || descriptor.inputs.iter().filter(|field| field.report == number).copied();
        let find = |usage| fields().find(|field| is_pos(field, usage));
        let all = |usage| fields().filter(move |field| is_pos(field, usage));
        Self {
            number,
            length: fields().find(|field| (field.page, field.usage) == BYTE_COUNT),
            symbology: SYMBOLOGY.into_iter().filter_map(find).collect(),
            data: all(DECODED).map(in_bytes).collect(),
            more: find(CONTINUED),
        }
    }

    fn read(&self, report: &[u8]) -> Part {
        // Where there is no such field, nothing ever follows.
        let said = |field: &Field| value(report, field).map(|value| value != 0);
        let more = self.more.as_ref().map_or(Some(false), said);
        // A report that is cut off before it says whether more follows may be the beginning of a code.
        let (Some(text), Some(more)) = (self.text(report, more), more) else {
            return Part::Short { more };
        };
        Part::Data { number: self.number, text, symbology: self.symbology(report), more }
    }

    /// The text of this report; nothing where the report ends before it, or may end before it.
    fn text(&self, report: &[u8], more: Option<bool>) -> Option<Zeroizing<Vec<u8>>> {
        let room: usize = self.data.iter().map(|field| field.count).sum();
        let said = match &self.length {
            Some(length) => Some(usize::try_from(value(report, length)?).unwrap_or(usize::MAX)),
            None => None,
        };
        let used = said.unwrap_or(room).min(room);
        let mut text = Zeroizing::new(Vec::with_capacity(used.saturating_mul(4)));
        let mut whole = true;
        for element in elements(&self.data).take(used) {
            let Some(value) = bits(report, &element) else {
                whole = false;
                break;
            };
            push(&mut text, value, element.len());
        }
        // Where nothing says how long the text is, zeros fill what is left of the report.
        let padded = said.is_none_or(|said| said > room);
        if !whole && (!padded || text.last().is_some_and(|last| *last != 0)) {
            return None;
        }
        let full = padded && text.last().is_some_and(|last| *last != 0);
        while padded && text.last() == Some(&0) {
            text.pop();
        }
        // Where text goes to the last element, something has to say that it ends there: what is there
        // may be the beginning of a code.
        let ends = match (said, more) {
            // It is longer than there is room for, and only a report behind this one can have the rest.
            (Some(_), more) => more == Some(true),
            (None, Some(_)) if self.more.is_some() => true,
            (None, _) => room >= LONGEST_CODE,
        };
        (!full || ends).then_some(text)
    }

    fn symbology(&self, report: &[u8]) -> Option<Aim> {
        let mut signs = elements(&self.symbology)
            .map_while(|element| bits(report, &element).and_then(|value| u8::try_from(value).ok()));
        Aim::new([signs.next()?, signs.next()?, signs.next()?])
    }

    fn describe(&self) -> String {
        let mut words = match self.number {
            0 => "reports without a number: ".to_owned(),
            number => format!("report {number}: "),
        };
        let mut say = |text: &str| {
            // Writing to a string cannot go wrong.
            let _written = write!(words, "{text}");
        };
        if let Some(length) = &self.length {
            say(&format!("length {}, ", at(length)));
        }
        if let Some(first) = self.symbology.first() {
            say(&format!("symbology {}, ", at(first)));
        }
        let data = self.data.iter().map(|field| match field.size {
            8 => format!("{} bytes of data {}", field.count, at(field)),
            size => format!("{} characters of {size} bits {}", field.count, at(field)),
        });
        say(&data.collect::<Vec<_>>().join(" and "));
        match &self.more {
            Some(more) => {
                say(&format!(", more in bit {} at {}", more.offset % 8, more.offset / 8));
            }
            None => say(", one report a scan"),
        }
        words
    }
}

/// A field's place in words: its byte, and its bit where it does not begin with a byte.
fn at(field: &Field) -> String {
    match field.offset % 8 {
        0 => format!("at {}", field.offset / 8),
        bit => format!("at {} bit {bit}", field.offset / 8),
    }
}

fn is_pos(field: &Field, usage: u16) -> bool {
    PAGES.contains(&field.page) && field.usage == usage
}

/// Bytes of a report that a field has a bit in.
fn bytes(field: &Field) -> Range<usize> {
    field.offset / 8..field.end().div_ceil(8)
}

/// One element that is longer than a number can be (HID 1.11, 5.8: 32 bits) is a row of bytes.
fn in_bytes(field: Field) -> Field {
    if field.size <= 32 || !field.size.is_multiple_of(8) {
        return field;
    }
    Field { size: 8, count: (field.size / 8).saturating_mul(field.count), ..field }
}

/// The bits of each element of some fields, in order.
fn elements(fields: &[Field]) -> impl Iterator<Item = Range<usize>> {
    fields.iter().flat_map(|field| {
        (0..field.count).map(|place| {
            let start = field.offset.saturating_add(place.saturating_mul(field.size));
            start..start.saturating_add(field.size)
        })
    })
}

/// A field as one number, the first element lowest; its first element alone where all are too many.
fn value(report: &[u8], field: &Field) -> Option<u64> {
    let all = field.end();
    let end = if all.saturating_sub(field.offset) <= 32 {
        all
    } else {
        field.offset.saturating_add(field.size)
    };
    bits(report, &(field.offset..end))
}

/// Bits of a report as a number, the first lowest (HID 1.11, 5.8); of more than 64, all are set.
/// Nothing where the report ends before them.
fn bits(report: &[u8], range: &Range<usize>) -> Option<u64> {
    if range.end > report.len().saturating_mul(8) {
        return None;
    }
    if range.len() > 64 {
        return Some(u64::MAX);
    }
    range.clone().rev().try_fold(0_u64, |value, bit| {
        let byte = report.get(bit / 8)?;
        Some(value << 1 | u64::from(byte >> (bit % 8) & 1))
    })
}

/// Adds an element of so many bits to a text in UTF-8.
fn push(text: &mut Vec<u8>, value: u64, size: usize) {
    if let (true, Ok(byte)) = (size <= 8, u8::try_from(value)) {
        text.push(byte);
        return;
    }
    let c =
        u32::try_from(value).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The output report that asks for the sound of a good read.
fn sound(descriptor: &Descriptor) -> Option<Vec<u8>> {
    let field = descriptor.outputs.iter().find(|field| is_pos(field, SOUND_GOOD_READ))?;
    let length = *descriptor.output_lengths.get(&field.report)?;
    let mut report = vec![0; length];
    let byte = report.get_mut(field.offset / 8)?;
    *byte = 1_u8.checked_shl(u32::try_from(field.offset % 8).ok()?)?;
    match field.report {
        // What is written begins with the number, also where it is none (scanner.md 4).
        0 => report.insert(0, 0),
        number => *report.first_mut()? = number,
    }
    Some(report)
}

#[cfg(test)]
mod tests;

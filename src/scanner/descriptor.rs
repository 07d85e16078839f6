//! Where the fields of a HID device's reports lie (HID 1.11, section 6.2.2).

mod items;
#[cfg(test)]
mod tests;
mod usages;

use std::collections::BTreeMap;

use items::{Item, Kind, Way, items};
use usages::Usages;

/// One field, or a row of equal ones, of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The report's number; 0 where the device numbers none.
    pub report: u8,
    pub page: u16,
    /// Of an array, the first of the usages that its elements choose from.
    pub usage: u16,
    /// Bits from the start of the report as it is read: its number is its first byte, where the
    /// device numbers reports.
    pub offset: usize,
    /// Bits of one element; at least 1.
    pub size: usize,
    /// Elements; at least 1.
    pub count: usize,
}

impl Field {
    /// The first bit behind it. No field ends behind [`Descriptor::LONGEST_REPORT`].
    pub const fn end(&self) -> usize {
        self.offset.saturating_add(self.size.saturating_mul(self.count))
    }
}

/// A report descriptor, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Descriptor {
    /// Page and usage of each top-level collection.
    pub collections: Vec<(u16, u16)>,
    /// Data fields of input reports, in the descriptor's order; padding is left out.
    pub inputs: Vec<Field>,
    /// The same of output reports.
    pub outputs: Vec<Field>,
    /// Whether input reports carry their number as first byte.
    pub numbered: bool,
    /// Bytes of each input report by its number, with the number and all padding.
    pub input_lengths: BTreeMap<u8, usize>,
    /// The same of output reports.
    pub output_lengths: BTreeMap<u8, usize>,
}

/// Fields of each way that are kept. A keyboard that has a bit for every key has some 300.
const MOST_FIELDS: usize = 4096;

/// Saved states: the kernel allows 4.
const MOST_SAVED: usize = 64;

/// What lasts until it is said anew.
#[derive(Debug, Clone, Copy, Default)]
struct Globals {
    page: u16,
    size: u32,
    count: u32,
    report: u8,
}

#[derive(Debug, Default)]
struct Reader {
    read: Descriptor,
    globals: Globals,
    saved: Vec<Globals>,
    usages: Usages,
    depth: usize,
    /// The next free bit of each report.
    cursors: BTreeMap<(Way, u8), u64>,
}

impl Descriptor {
    /// Bytes of the longest report: the kernel's limit (`HID_MAX_BUFFER_SIZE`). Fields behind it are
    /// left out.
    pub const LONGEST_REPORT: usize = 16_384;

    /// Reads as far as it makes sense: a descriptor is from outside and may say anything.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader::default();
        for item in items(bytes) {
            reader.take(item);
        }
        reader.finish()
    }
}

impl Reader {
    fn take(&mut self, item: Item) {
        let globals = &mut self.globals;
        match item.kind {
            Kind::Page => globals.page = item.low(),
            Kind::Size => globals.size = item.value,
            Kind::Count => globals.count = item.value,
            // 0 is reserved and a number has eight bits: what is neither numbers nothing.
            Kind::Report => globals.report = u8::try_from(item.value).unwrap_or(0),
            Kind::Push if self.saved.len() < MOST_SAVED => self.saved.push(*globals),
            Kind::Pop => *globals = self.saved.pop().unwrap_or(*globals),
            Kind::Usage => self.usages.usage(item, globals.page),
            Kind::UsageMin => self.usages.minimum(item, globals.page),
            Kind::UsageMax => self.usages.maximum(item, globals.page),
            Kind::Delimiter => self.usages.delimiter(item.value == 1),
            Kind::Collection => self.collection(),
            Kind::EndCollection => self.depth = self.depth.saturating_sub(1),
            Kind::Fields(way) => self.fields(way, item.value),
            Kind::Push | Kind::Other => {}
        }
        if item.is_main {
            self.usages = Usages::default();
        }
    }

    fn collection(&mut self) {
        if self.depth == 0 {
            let first = self.usages.complete(self.globals.page).next();
            self.read.collections.extend(first);
        }
        self.depth = self.depth.saturating_add(1);
    }

    /// A main item that describes fields.
    fn fields(&mut self, way: Way, flags: u32) {
        let Globals { page, size, count, report } = self.globals;
        // The number is a report's first byte.
        let start = if report == 0 { 0 } else { 8 };
        let cursor = self.cursors.entry((way, report)).or_insert(start);
        let offset = *cursor;
        let bits = u64::from(size).saturating_mul(u64::from(count));
        *cursor = cursor.saturating_add(bits);
        let kept = match way {
            Way::Input => &mut self.read.inputs,
            Way::Output => &mut self.read.outputs,
            Way::Feature => return,
        };
        let is_constant = flags & 1 == 1;
        let is_variable = flags & 2 == 2;
        if is_constant || size == 0 {
            return;
        }
        let (Ok(mut offset), Ok(size)) = (usize::try_from(offset), usize::try_from(size)) else {
            return;
        };
        // Every element of an array may be any of the usages.
        let usages = self.usages.complete(page).take(if is_variable { usize::MAX } else { 1 });
        let mut usages = usages.peekable();
        let mut left = usize::try_from(count).unwrap_or(usize::MAX);
        let first = kept.len();
        while let Some((page, usage)) = usages.next().filter(|_| left > 0) {
            // The last usage is that of all elements that are left.
            let count = if usages.peek().is_some() { 1 } else { left };
            left = left.saturating_sub(count);
            let field = Field { report, page, usage, offset, size, count };
            offset = field.end();
            if offset > Descriptor::LONGEST_REPORT.saturating_mul(8) || kept.len() >= MOST_FIELDS {
                return;
            }
            match kept.get_mut(first..).and_then(<[Field]>::last_mut) {
                Some(last) if (last.page, last.usage) == (page, usage) => {
                    last.count = last.count.saturating_add(count);
                }
                Some(_) | None => kept.push(field),
            }
        }
    }

    fn finish(self) -> Descriptor {
        let mut read = self.read;
        read.numbered = self.cursors.keys().any(|(way, report)| *way == Way::Input && *report > 0);
        read.input_lengths = lengths(&self.cursors, Way::Input);
        read.output_lengths = lengths(&self.cursors, Way::Output);
        // Fields before the first number: where reports are numbered none can bring them.
        read.inputs.retain(|field| read.input_lengths.contains_key(&field.report));
        read.outputs.retain(|field| read.output_lengths.contains_key(&field.report));
        read
    }
}

/// Bytes of each report that there can be.
fn lengths(cursors: &BTreeMap<(Way, u8), u64>, wanted: Way) -> BTreeMap<u8, usize> {
    let bytes = |bits: u64| usize::try_from(bits.div_ceil(8)).unwrap_or(usize::MAX);
    let mut found: BTreeMap<u8, usize> = cursors
        .iter()
        .filter(|((way, _), _)| *way == wanted)
        .map(|((_, report), bits)| (*report, bytes(*bits).min(Descriptor::LONGEST_REPORT)))
        .collect();
    if found.len() > 1 {
        found.remove(&0);
    }
    found
}

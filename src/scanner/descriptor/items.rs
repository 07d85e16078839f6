/// Into which kind of report a field goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Way {
    Input,
    Output,
    Feature,
}

/// What an item of a report descriptor says, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Size,
    Count,
    Report,
    Push,
    Pop,
    Usage,
    UsageMin,
    UsageMax,
    Delimiter,
    Collection,
    EndCollection,
    Fields(Way),
    /// Units, limits and texts, and what is reserved.
    Other,
}

/// One item of a report descriptor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: Kind,
    /// Main items end what is local.
    pub(super) is_main: bool,
    pub(super) value: u32,
    /// Bytes of the value: 0, 1, 2 or 4.
    pub(super) length: usize,
}

impl Item {
    /// The lower half of the value.
    pub(super) const fn low(self) -> u16 {
        let [first, second, _, _] = self.value.to_le_bytes();
        u16::from_le_bytes([first, second])
    }

    /// The upper half, where the value has one.
    pub(super) const fn high(self) -> Option<u16> {
        let [_, _, third, fourth] = self.value.to_le_bytes();
        if self.length == 4 { Some(u16::from_le_bytes([third, fourth])) } else { None }
    }
}

/// The short items, one after the other, up to the first that is cut off. Long ones are skipped: none
/// has been given a meaning (HID 1.11, 6.2.2.3).
pub(super) fn items(bytes: &[u8]) -> impl Iterator<Item = Item> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let (&head, behind) = rest.split_first()?;
            if head == LONG {
                let (&length, behind) = behind.split_first()?;
                rest = behind.get(usize::from(length).saturating_add(1)..)?;
                continue;
            }
            let length = match head & 3 {
                3 => 4,
                length => usize::from(length),
            };
            let (data, behind) = behind.split_at_checked(length)?;
            rest = behind;
            let value = data.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte));
            let is_main = head & 0x0C == 0;
            return Some(Item { kind: kind(head & 0xFC), is_main, value, length });
        }
    })
}

/// The first byte of a long item.
const LONG: u8 = 0xFE;

/// By the head of an item without its length (HID 1.11, 6.2.2.4 to 6.2.2.8).
const fn kind(head: u8) -> Kind {
    match head {
        0x04 => Kind::Page,
        0x74 => Kind::Size,
        0x84 => Kind::Report,
        0x94 => Kind::Count,
        0xA4 => Kind::Push,
        0xB4 => Kind::Pop,
        0x08 => Kind::Usage,
        0x18 => Kind::UsageMin,
        0x28 => Kind::UsageMax,
        0xA8 => Kind::Delimiter,
        0xA0 => Kind::Collection,
        0xC0 => Kind::EndCollection,
        0x80 => Kind::Fields(Way::Input),
        0x90 => Kind::Fields(Way::Output),
        0xB0 => Kind::Fields(Way::Feature),
        _ => Kind::Other,
    }
}

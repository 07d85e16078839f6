//! Kinds of scanners, from `scanners/*.toml`: who it says it is, its report descriptor, and how its
//! reports are laid out. The layout stands beside the descriptor, and is not read out of it.

use serde::Deserialize;

use super::script::hex;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    pub(crate) name: String,
    /// Vendor and product number, such as `0c2e:0b8f`.
    usb: String,
    descriptor: String,
    /// None where it types.
    pub(crate) report: Option<Report>,
}

/// Bytes count from the report's first one, which is its number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Report {
    pub(crate) bytes: usize,
    number: u8,
    /// Where the number of data bytes stands; NUL fills the data where it stands nowhere.
    length: Option<usize>,
    aim: Option<usize>,
    /// First byte and most bytes of data.
    data: (usize, usize),
    /// Where it says that more follows.
    more: Option<usize>,
    #[serde(default)]
    more_bit: u8,
    /// The AIM identifier stands before the text, in the data.
    #[serde(default)]
    aim_in_data: bool,
}

impl Model {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    pub(crate) fn descriptor(&self) -> Result<Vec<u8>, String> {
        hex(&self.descriptor)
    }

    pub(crate) fn ids(&self) -> Result<(u16, u16), String> {
        ids(&self.usb)
    }

    /// The same scanner under another name, with other numbers or with another descriptor.
    pub(crate) fn but(mut self, name: Option<&str>, usb: Option<&str>) -> Self {
        if let Some(name) = name {
            name.clone_into(&mut self.name);
        }
        if let Some(usb) = usb {
            usb.clone_into(&mut self.usb);
        }
        self
    }
}

pub(crate) fn ids(text: &str) -> Result<(u16, u16), String> {
    let parse = |part| u16::from_str_radix(part, 16).ok();
    let (vendor, product) = text.split_once(':').unwrap_or_default();
    parse(vendor).zip(parse(product)).ok_or_else(|| format!("no USB numbers: {text}"))
}

impl Report {
    /// The reports of a scan of `data` with at most `most` bytes of it in each.
    pub(crate) fn reports(&self, aim: &str, data: &[u8], most: usize) -> Vec<Vec<u8>> {
        let mut whole = Vec::new();
        if self.aim_in_data {
            whole.extend(aim.bytes());
        }
        whole.extend(data);
        let parts: Vec<&[u8]> = whole.chunks(most.clamp(1, self.data.1)).collect();
        let last = parts.len().saturating_sub(1);
        let report = |(place, part): (usize, &&[u8])| self.report(aim, part, place < last);
        parts.iter().enumerate().map(report).collect()
    }

    fn report(&self, aim: &str, data: &[u8], more: bool) -> Vec<u8> {
        let mut bytes = vec![0; self.bytes];
        put(&mut bytes, 0, &[self.number]);
        if let Some(place) = self.length {
            put(&mut bytes, place, &[u8::try_from(data.len()).unwrap_or(u8::MAX)]);
        }
        if let Some(place) = self.aim {
            put(&mut bytes, place, aim.as_bytes());
        }
        put(&mut bytes, self.data.0, data);
        if let Some(place) = self.more.filter(|_| more) {
            put(&mut bytes, place, &[1_u8.wrapping_shl(u32::from(self.more_bit))]);
        }
        bytes
    }
}

fn put(bytes: &mut [u8], place: usize, what: &[u8]) {
    for (slot, byte) in bytes.iter_mut().skip(place).zip(what) {
        *slot = *byte;
    }
}

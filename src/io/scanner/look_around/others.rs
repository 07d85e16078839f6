//! Other systems: hidapi's list, anew each time.

use hidapi::HidApi;

use crate::config::ScannerConfig;

use super::super::found::{Kind, Seen};

/// Nothing cheaper than a look says whether something has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Stamp {}

impl Stamp {
    pub(in super::super) const fn now(_config: &ScannerConfig) -> Option<Self> {
        None
    }
}

/// A row for each collection that has a usage: on Windows each is a device of its own, elsewhere
/// several rows are one device (scanner.md 4).
pub(super) fn hid() -> Vec<Seen> {
    let api = match HidApi::new() {
        Ok(api) => api,
        Err(error) => {
            tracing::warn!(%error, "HID devices are not listed");
            return Vec::new();
        }
    };
    let mut seen: Vec<Seen> = Vec::new();
    for row in api.device_list() {
        let node = row.path().to_string_lossy().into_owned();
        let usage = (row.usage_page(), row.usage());
        let known = seen.iter_mut().find(|one| one.node == node).map(|one| &mut one.kind);
        if let Some(Kind::Hid { usages, .. }) = known {
            usages.push(usage);
            continue;
        }
        let names = [row.manufacturer_string(), row.product_string()];
        let serial = row.serial_number().unwrap_or_default();
        seen.push(Seen {
            kind: Kind::Hid { descriptor: Vec::new(), usages: vec![usage] },
            node,
            body: format!("{:04x}:{:04x} {serial}", row.vendor_id(), row.product_id()),
            vendor: row.vendor_id(),
            product: row.product_id(),
            name: names.into_iter().flatten().collect::<Vec<_>>().join(" "),
        });
    }
    seen
}

/// No keyboard can be taken from other programs here (scanner.md 3).
pub(super) const fn keys() -> Vec<Seen> {
    Vec::new()
}

pub(super) const fn has_ports() -> bool {
    true
}

/// Windows lists every port there is.
pub(super) fn is_port(name: &str) -> bool {
    name.starts_with("/dev/tty") || name.starts_with("/dev/cu.")
}

pub(super) const fn body_of_port(_node: &str) -> String {
    String::new()
}

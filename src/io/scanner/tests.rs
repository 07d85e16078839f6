//! Scanners without devices: what is a scanner, when it is opened again, what counts in which wait;
//! and a serial line for real, over a pseudo terminal.

mod book;
mod found;
mod reader;
#[cfg(unix)]
mod serial;

use std::path::Path;

use jiff::Timestamp;

use super::found::{Kind, Seen};
use crate::config::{Origin, ScannerConfig, Settings};

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(1_800_000_000_000 + millis).unwrap()
}

fn config(text: &str) -> ScannerConfig {
    let origin = Origin { file: "config.toml", folder: Path::new(""), data_dir: Path::new("") };
    Settings::parse(&format!("[scanner]\n{text}"), origin).unwrap().scanner
}

/// A HID device with these collections.
fn hid(node: &str, usages: &[(u16, u16)], name: &str) -> Seen {
    Seen {
        kind: Kind::Hid { descriptor: Vec::new(), usages: usages.to_vec() },
        node: node.to_owned(),
        body: String::new(),
        vendor: 0x1234,
        product: 0x0001,
        name: name.to_owned(),
    }
}

fn port(node: &str, name: &str) -> Seen {
    Seen { kind: Kind::Serial, ..hid(node, &[], name) }
}

fn keys(node: &str, name: &str) -> Seen {
    Seen { kind: Kind::Keys, ..hid(node, &[], name) }
}

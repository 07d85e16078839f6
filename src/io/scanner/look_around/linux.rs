//! Linux shows every device below `/sys`, with its report descriptor, to everybody: hidapi's own list
//! loses usages of four bytes and devices on unusual buses (scanner.md 4).

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::config::ScannerConfig;

use super::super::found::{Kind, Seen};

const HIDRAW: &str = "/sys/class/hidraw";
const INPUT: &str = "/sys/class/input";
const TTY: &str = "/sys/class/tty";

/// The longest report descriptor there is (Linux, `HID_MAX_DESCRIPTOR_SIZE`).
const LONGEST_DESCRIPTOR: usize = 4096;

/// Numbers of keys in Linux's `input-event-codes.h`: the digits, and Enter.
const KEYS_OF_A_SCANNER: [u32; 11] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 28];

/// Names, places and rights of all nodes that a scanner can have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct Stamp(Vec<Node>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Node {
    path: PathBuf,
    number: u64,
    mode: u32,
    changed: (i64, i64),
}

impl Stamp {
    /// Costs two looks into a folder.
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    pub(in super::super) fn now(config: &ScannerConfig) -> Option<Self> {
        let is_one = |name: &str| {
            ["hidraw", "ttyACM", "ttyUSB", "event"].iter().any(|start| name.starts_with(start))
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for folder in ["/dev", "/dev/input"] {
            paths.extend(
                names(folder)
                    .into_iter()
                    .filter(|name| is_one(name))
                    .map(|name| Path::new(folder).join(name)),
            );
        }
        // A name of its own that a person gave: it may be a link, or on no list.
        let chosen = [&config.device, &config.grab].into_iter().flatten();
        paths.extend(chosen.map(|chosen| PathBuf::from(&chosen.text)).filter(|p| p.is_absolute()));
        paths.sort();
        Some(Self(paths.into_iter().filter_map(Node::of).collect()))
    }
}

impl Node {
    fn of(path: PathBuf) -> Option<Self> {
        let found = fs::metadata(&path).ok()?;
        let changed = (found.ctime(), found.ctime_nsec());
        Some(Self { path, number: found.ino(), mode: found.mode(), changed })
    }
}

pub(super) fn hid() -> Vec<Seen> {
    names(HIDRAW).into_iter().filter_map(|name| of_hid(&name)).collect()
}

fn of_hid(node: &str) -> Option<Seen> {
    let device = fs::canonicalize(Path::new(HIDRAW).join(node).join("device")).ok()?;
    let said = fs::read_to_string(device.join("uevent")).ok()?;
    let (vendor, product, name) = of_uevent(&said)?;
    let mut descriptor = fs::read(device.join("report_descriptor")).unwrap_or_default();
    descriptor.truncate(LONGEST_DESCRIPTOR);
    Some(Seen {
        kind: Kind::Hid { descriptor, usages: Vec::new() },
        node: format!("/dev/{node}"),
        body: body(&device),
        vendor,
        product,
        name,
    })
}

/// Keyboards, by what the system shows of their keys.
pub(super) fn keys() -> Vec<Seen> {
    let events = names(INPUT).into_iter().filter(|name| name.starts_with("event"));
    events.filter_map(|name| of_event(&name)).collect()
}

fn of_event(node: &str) -> Option<Seen> {
    let device = fs::canonicalize(Path::new(INPUT).join(node).join("device")).ok()?;
    let read = |name: &str| fs::read_to_string(device.join(name)).unwrap_or_default();
    if !has_keys(&read("capabilities/key")) {
        return None;
    }
    let number = |name: &str| u16::from_str_radix(read(name).trim(), 16).unwrap_or(0);
    Some(Seen {
        kind: Kind::Keys,
        node: format!("/dev/input/{node}"),
        body: body(&device),
        vendor: number("id/vendor"),
        product: number("id/product"),
        name: read("name").trim().to_owned(),
    })
}

/// Whether the listing below can work at all: it gives up loudly where there is nothing to list.
pub(super) fn has_ports() -> bool {
    Path::new(TTY).is_dir()
}

/// Whether a name is that of a port: a path, and not that of another kind of device.
pub(super) fn is_port(name: &str) -> bool {
    name.starts_with('/') && !name.starts_with("/dev/hidraw") && !name.starts_with("/dev/input/")
}

pub(super) fn body_of_port(node: &str) -> String {
    let name = Path::new(node).file_name().unwrap_or_default();
    let device = fs::canonicalize(Path::new(TTY).join(name).join("device"));
    device.map(|device| body(&device)).unwrap_or_default()
}

/// Sorted, so that a look is like the one before.
fn names(folder: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// `HID_ID=0003:00001EAB:00001D10` and `HID_NAME=...`.
fn of_uevent(said: &str) -> Option<(u16, u16, String)> {
    let value = |key: &str| said.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    let mut numbers = value("HID_ID")?.split(':').skip(1);
    let mut number = || {
        let number = u32::from_str_radix(numbers.next()?, 16).ok()?;
        u16::try_from(number).ok()
    };
    Some((number()?, number()?, value("HID_NAME").unwrap_or_default().to_owned()))
}

/// The folder of the thing that was plugged in: above its USB interface, or its HID device.
fn body(device: &Path) -> String {
    let is_interface = |name: &str| {
        let behind = name.split_once(':').map(|(_, behind)| behind);
        name.starts_with(|c: char| c.is_ascii_digit())
            && name.contains('-')
            && behind.is_some_and(|behind| behind.contains('.'))
    };
    let is_hid = |name: &str| name.split([':', '.']).count() == 4 && name.matches(':').count() == 2;
    let named = |path: &&Path, is_it: &dyn Fn(&str) -> bool| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(is_it)
    };
    let interface = device.ancestors().find(|path| named(path, &is_interface));
    let thing = interface.and_then(Path::parent);
    let hid = || device.ancestors().find(|path| named(path, &is_hid));
    thing.or_else(hid).unwrap_or(device).display().to_string()
}

/// `fffffffffffffffe`: words of the machine's size, the highest first, a bit for each key.
fn has_keys(capabilities: &str) -> bool {
    let mut words = capabilities.split_whitespace().rev();
    let lowest = words.next().and_then(|word| u64::from_str_radix(word, 16).ok()).unwrap_or(0);
    KEYS_OF_A_SCANNER.iter().all(|key| lowest.checked_shr(*key).unwrap_or(0) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_s_numbers_and_name_are_read() {
        let said = "DRIVER=hid-generic\nHID_ID=0003:00001EAB:00001D10\nHID_NAME=Newland FM430\n\
            HID_PHYS=usb-1/input0\nHID_UNIQ=\n";
        assert_eq!(of_uevent(said), Some((0x1EAB, 0x1D10, "Newland FM430".to_owned())));
        assert_eq!(of_uevent("HID_ID=0003:00001EAB"), None);
        assert_eq!(of_uevent("HID_ID=0003:0000XEAB:00000001"), None);
        assert_eq!(of_uevent("HID_ID=0003:00000001:00010000"), None);
        assert_eq!(of_uevent(""), None);
    }

    #[test]
    fn parts_of_one_thing_are_known_by_their_folder() {
        let usb = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";
        let hid = format!("{usb}/1-2:1.0/0003:1EAB:1D10.0001");
        let port = format!("{usb}/1-2:1.2/tty/ttyACM0");
        let key = format!("{hid}/input/input7");
        for part in [hid, port, key] {
            assert_eq!(body(Path::new(&part)), usb, "{part}");
        }
        let made = "/sys/devices/virtual/misc/uhid/0003:0C2E:0B8F.0002";
        assert_eq!(body(Path::new(&format!("{made}/input/input9"))), made);
        assert_eq!(body(Path::new(made)), made);
        assert_eq!(
            body(Path::new("/sys/devices/platform/serial8250")),
            "/sys/devices/platform/serial8250"
        );
    }

    #[test]
    fn a_keyboard_has_digits_and_enter() {
        assert!(has_keys("1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"));
        assert!(has_keys("10000ffc"));
        // A mouse, a power button, nothing.
        assert!(!has_keys("1f0000 0 0 0 0"));
        assert!(!has_keys("10000000000000 0"));
        assert!(!has_keys(""));
    }

    #[test]
    fn a_link_to_a_port_that_changes_is_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("scanner");
        let settings = crate::config::Settings::parse(
            &format!("[scanner]\ndevice = {link:?}"),
            crate::config::Origin {
                file: "config.toml",
                folder: Path::new(""),
                data_dir: Path::new(""),
            },
        );
        let config = settings.unwrap().scanner;
        let stamp = || Stamp::now(&config).unwrap();
        let none = stamp();
        for target in ["one", "two"] {
            fs::write(folder.path().join(target), "").unwrap();
            let before = stamp();
            let _gone = fs::remove_file(&link);
            std::os::unix::fs::symlink(folder.path().join(target), &link).unwrap();
            assert_ne!(stamp(), before, "{target}");
        }
        fs::remove_file(&link).unwrap();
        assert_eq!(stamp(), none);
    }
}

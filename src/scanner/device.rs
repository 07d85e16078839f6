use serde::Deserialize;

use super::DeviceId;

/// What is known of one scanner that is plugged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    pub id: DeviceId,
    /// The maker's and the product's name, as the device gives them or as its numbers are known;
    /// cleaned of control characters.
    pub name: String,
    /// USB vendor and product number; the product number changes with the mode (scanner.md 1).
    pub vendor: u16,
    pub product: u16,
    pub speaks: Speaks,
    /// The operating system's name for it, such as `/dev/hidraw0` or `COM3`. Changes at each plug.
    pub node: String,
    /// How its reports are laid out, in words for the set-up, where that is known.
    pub layout: Option<String>,
    pub health: Health,
}

/// The way in which a scanner talks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// HID reports of a bar code scanner.
    HidPos,
    /// A serial line over USB.
    Serial,
    /// It types.
    Keyboard,
    /// Something of its maker's own; it has to be set to another mode.
    Other,
}

/// How it is with one scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It was found a moment ago and is being opened.
    Opening,
    /// Its scans are read, and go to no other window.
    Reading,
    /// It types: its scans are read where this terminal's window has the keys.
    Typing,
    /// This user may not open it.
    NotAllowed,
    /// Another program has it.
    Busy,
    /// It was opened, and its reports are not understood, or it cannot be opened: why.
    Broken(String),
    /// The settings say not to read it, or it speaks in no way that is read.
    Unused,
}

/// All scanners that are plugged in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    pub devices: Vec<Device>,
}

/// One word for all of them: the status line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overall {
    /// So many scanners are read.
    Reading(usize),
    /// None is read yet, one is being opened.
    Opening,
    /// One is there and may not be opened.
    NotAllowed,
    /// One is there and cannot be read.
    Broken,
    /// One is there that types.
    Keyboard,
    /// None is there, or none that is known as one: one in keyboard mode is heard all the same.
    NotFound,
}

impl Roster {
    /// The best that can be said: with one scanner that works, the counter works.
    pub fn overall(&self) -> Overall {
        let has = |wanted: fn(&Health) -> bool| {
            self.devices.iter().filter(|device| wanted(&device.health)).count()
        };
        let reading = has(|health| matches!(health, Health::Reading));
        if reading > 0 {
            return Overall::Reading(reading);
        }
        if has(|health| matches!(health, Health::Opening)) > 0 {
            return Overall::Opening;
        }
        if has(|health| matches!(health, Health::NotAllowed)) > 0 {
            return Overall::NotAllowed;
        }
        if has(|health| matches!(health, Health::Busy | Health::Broken(_))) > 0 {
            return Overall::Broken;
        }
        if has(|health| matches!(health, Health::Typing)) > 0 {
            return Overall::Keyboard;
        }
        Overall::NotFound
    }
}

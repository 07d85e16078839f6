//! The rule that lets a person at the counter open a scanner on Linux (scanner.md 5).

/// The rules file that comes with the program, to be installed as `/etc/udev/rules.d/70-counterpane.rules`.
pub const RULES: &str = include_str!("../../assets/70-counterpane.rules");

/// The one line for the scanners of a vendor.
pub fn rule(vendor: u16) -> String {
    format!("SUBSYSTEM==\"hidraw\", KERNELS==\"0003:{vendor:04X}:*\", TAG+=\"uaccess\"")
}

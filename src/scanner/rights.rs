//! The rule that lets a person at the counter open a scanner on Linux (scanner.md 5).

use super::Speaks;

/// The rules file that comes with the program, to be installed as `/etc/udev/rules.d/70-counterpane.rules`.
pub const RULES: &str = include_str!("../../assets/70-counterpane.rules");

/// The one line for the scanners of a vendor that speak HID POS.
pub fn rule(vendor: u16) -> String {
    format!("SUBSYSTEM==\"hidraw\", KERNELS==\"*:{vendor:04X}:*\", TAG+=\"uaccess\"")
}

/// The one line for a vendor's scanners that speak in this way; for a keyboard, for taking it alone.
/// Nothing where no rule helps.
pub fn rule_for(speaks: Speaks, vendor: u16) -> Option<String> {
    match speaks {
        Speaks::HidPos => Some(rule(vendor)),
        Speaks::Serial => Some(format!(
            "SUBSYSTEM==\"tty\", KERNEL==\"ttyACM*|ttyUSB*\", ATTRS{{idVendor}}==\"{vendor:04x}\", \
             TAG+=\"uaccess\", ENV{{ID_MM_DEVICE_IGNORE}}=\"1\""
        )),
        Speaks::Keyboard => Some(format!(
            "SUBSYSTEM==\"input\", KERNEL==\"event*\", ATTRS{{idVendor}}==\"{vendor:04x}\", \
             TAG+=\"uaccess\""
        )),
        Speaks::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scanner::Maker;

    fn lines() -> Vec<&'static str> {
        RULES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
    }

    #[test]
    fn the_file_has_two_lines_for_each_maker_and_no_others() {
        let for_all = |speaks| Maker::vendors().filter_map(move |vendor| rule_for(speaks, vendor));
        let wanted: Vec<String> = for_all(Speaks::HidPos).chain(for_all(Speaks::Serial)).collect();
        assert!(wanted.len() >= 16, "{wanted:?}");
        assert_eq!(lines(), wanted);
    }

    /// `KEY=="value"` and `KEY+="value"`, with commas between: what udev reads.
    #[test]
    fn every_line_is_one_that_udev_reads() {
        let commented = RULES.lines().filter_map(|line| line.strip_prefix('#'));
        let commented = commented.filter(|line| line.starts_with("SUBSYSTEM"));
        for line in lines().into_iter().chain(commented) {
            for part in line.split(", ") {
                let (key, value) = part.split_once('=').unwrap();
                let key = key.trim_end_matches('+');
                let known = ["SUBSYSTEM", "KERNEL", "KERNELS", "TAG", "MODE", "GROUP"];
                let braces = key.starts_with("ATTRS{") || key.starts_with("ENV{");
                assert!(known.contains(&key) || braces && key.ends_with('}'), "{line}: {key}");
                let value = value.trim_start_matches('=');
                assert!(
                    value.len() > 2 && value.starts_with('"') && value.ends_with('"'),
                    "{line}"
                );
            }
        }
    }

    #[test]
    fn the_line_for_any_vendor() {
        assert_eq!(rule(0x5E0), "SUBSYSTEM==\"hidraw\", KERNELS==\"*:05E0:*\", TAG+=\"uaccess\"");
        assert!(rule_for(Speaks::Keyboard, 0xC2E).unwrap().contains("\"0c2e\""));
        assert_eq!(rule_for(Speaks::Other, 1), None);
    }
}

use super::super::found::{Found, Seen, Way, judge};
use super::{config, hid, keys, port};
use crate::scanner::Speaks;

const POS: (u16, u16) = (0x8C, 0x02);
const KEYBOARD: (u16, u16) = (0x01, 0x06);

fn judged(seen: Vec<Seen>, settings: &str) -> Vec<(String, Speaks, Way)> {
    let told = |found: Found| (found.node, found.speaks, found.way);
    judge(seen, &config(settings)).into_iter().map(told).collect()
}

fn one(seen: Seen, settings: &str) -> Option<(Speaks, Way)> {
    let mut judged = judged(vec![seen], settings);
    assert!(judged.len() <= 1);
    judged.pop().map(|(_, speaks, way)| (speaks, way))
}

#[test]
fn a_scanner_is_known_by_its_usages() {
    let pos = Some((Speaks::HidPos, Way::Hid));
    assert_eq!(one(hid("a", &[POS], ""), ""), pos);
    assert_eq!(one(hid("a", &[(0xFF8C, 0x07)], "Xenon"), ""), pos);
    assert_eq!(one(hid("a", &[(0x8C, 0x12), (0xFF00, 1), POS], ""), ""), pos);
    // A badge reader, a mouse, a thing without a usage.
    for usages in [&[(0x8C, 0x01)][..], &[(0x01, 0x02)], &[]] {
        assert_eq!(one(hid("a", usages, "Optical wheel"), ""), None, "{usages:?}");
    }
}

#[test]
fn a_keyboard_is_a_scanner_only_where_its_name_says_so() {
    let scanner = |name| one(hid("a", &[KEYBOARD], name), "");
    assert_eq!(scanner("USB Keyboard"), None);
    assert_eq!(scanner("Gaming Keyboard with Scan Light"), None);
    for name in ["Synmbol Bar Code Scanner.", "TMC HIDKeyBoard BARCODE", "Wireless 2D Code Reader"]
    {
        assert_eq!(scanner(name), Some((Speaks::Keyboard, Way::Typing)), "{name}");
    }
}

#[test]
fn a_scanner_in_a_mode_of_its_maker_s_is_shown_and_left_alone() {
    let snapi = hid("a", &[(0xFF45, 0x4800)], "Symbol Bar Code Scanner");
    assert_eq!(one(snapi, ""), Some((Speaks::Other, Way::Unused)));
}

#[test]
fn no_port_is_opened_that_is_no_scanner_s() {
    assert_eq!(one(port("/dev/ttyACM0", "LTE Modem"), ""), None);
    assert_eq!(one(port("/dev/ttyACM0", "Card Terminal"), "device = \"scanner\""), None);
    let scanner = || port("/dev/ttyACM0", "Handheld Barcode Scanner");
    assert_eq!(one(scanner(), ""), Some((Speaks::Serial, Way::Serial)));
    assert_eq!(one(scanner(), "device = \"other\""), Some((Speaks::Serial, Way::Unused)));
    assert_eq!(one(scanner(), "sources = [\"hid-pos\"]"), Some((Speaks::Serial, Way::Unused)));
    // A scanner of documents calls itself one too.
    let other = port("/dev/ttyACM0", "Document Scanner");
    assert_eq!(one(other, ""), Some((Speaks::Serial, Way::Unused)));
    // Named by its node, its number or a part of its name, it is what the person says it is.
    for named in ["/dev/ttyACM0", "1234:0001", "1234:", "modem"] {
        let named = format!("device = {named:?}");
        let judged = one(port("/dev/ttyACM0", "LTE Modem"), &named);
        assert_eq!(judged, Some((Speaks::Serial, Way::Serial)), "{named}");
    }
}

#[test]
fn no_keyboard_is_taken_that_is_not_named() {
    let board = || keys("/dev/input/event3", "Ordinary Keyboard");
    assert_eq!(one(board(), ""), None);
    assert_eq!(one(board(), "grab = \"scanner\""), None);
    let taken = Some((Speaks::Keyboard, Way::Grab));
    for named in ["/dev/input/event3", "ordinary", "1234:0001"] {
        assert_eq!(one(board(), &format!("grab = {named:?}")), taken, "{named}");
    }
}

#[test]
fn one_scanner_is_one_line() {
    let with_body = |seen: Seen| Seen { body: "usb1/1-2".to_owned(), ..seen };
    let set_up = with_body(hid("b", &[(0xFF00, 1)], "Bar Code Scanner"));
    let pos = with_body(hid("a", &[POS], "Bar Code Scanner"));
    assert_eq!(judged(vec![set_up, pos], ""), [("a".to_owned(), Speaks::HidPos, Way::Hid)]);
    let typing = with_body(hid("c", &[KEYBOARD], "Bar Code Scanner"));
    let taken = with_body(keys("d", "Bar Code Scanner"));
    assert_eq!(
        judged(vec![typing, taken], "grab = \"bar code\""),
        [("d".to_owned(), Speaks::Keyboard, Way::Grab)]
    );
    // Two of a kind are two.
    let two = vec![hid("b", &[POS], "Scanner"), hid("a", &[POS], "Scanner")];
    assert_eq!(judged(two, "").len(), 2);
}

#[test]
fn settings_leave_scanners_out() {
    let pos = || hid("a", &[POS], "FM430");
    let unused = Some((Speaks::HidPos, Way::Unused));
    assert_eq!(one(pos(), "sources = [\"serial\", \"keyboard\"]"), unused);
    assert_eq!(one(pos(), "device = \"1eab:\""), unused);
    assert_eq!(one(pos(), "device = \"fm43\""), Some((Speaks::HidPos, Way::Hid)));
    // What types is heard by the window, whichever device is named.
    let typing = hid("a", &[KEYBOARD], "Scanner");
    assert_eq!(one(typing, "device = \"1eab:\""), Some((Speaks::Keyboard, Way::Typing)));
}

#[test]
fn a_name_steers_no_terminal() {
    let name = format!("A\u{1b}[2J\r\n {}", "scanner ".repeat(50));
    let found = judge(vec![hid("a", &[POS], &name)], &config(""));
    assert!(found[0].name.starts_with("A [2J scanner scanner"), "{}", found[0].name);
    assert!(found[0].name.chars().count() <= 60);
}

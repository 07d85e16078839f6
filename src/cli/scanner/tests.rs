use super::*;
use crate::locale::Language;
use crate::scanner::{DeviceId, Scanned, Wait};

fn device(name: &str, vendor: u16, speaks: Speaks, health: Health) -> Device {
    Device {
        id: DeviceId(1),
        name: name.to_owned(),
        vendor,
        product: 0x1D10,
        speaks,
        node: "/dev/hidraw0".to_owned(),
        layout: (health == Health::Reading).then(|| "report 2: data at 5".to_owned()),
        health,
    }
}

/// One of each.
fn roster() -> Roster {
    let broken = Health::Broken("no such field\u{1b}[2J".to_owned());
    let devices = vec![
        device("Newland FM430", 0x1EAB, Speaks::HidPos, Health::Reading),
        device("New maker", 0xABCD, Speaks::HidPos, Health::NotAllowed),
        device("Line", 0, Speaks::Serial, Health::NotAllowed),
        device("Line", 0x0C2E, Speaks::Serial, Health::Busy),
        device("Typing", 0x05E0, Speaks::Keyboard, Health::Typing),
        device("SNAPI", 0x05E0, Speaks::Other, Health::Unused),
        device("Left", 0x05E0, Speaks::HidPos, Health::Unused),
        device("Odd", 0x1234, Speaks::HidPos, broken),
        device("New", 0x1234, Speaks::HidPos, Health::Opening),
    ];
    Roster { devices }
}

#[test]
fn every_state_says_what_to_do() {
    for language in Language::ALL {
        let locale = Locale::new(language);
        let page = list(&roster(), &locale);
        assert!(!page.contains("[cli-") && !page.contains('\u{1b}'), "{page}");
        insta::assert_snapshot!(format!("scanners_{language}"), page);
        let changed = changes(&Roster::default(), &roster(), &locale).join("\n");
        assert!(changed.contains("Newland FM430") && !changed.contains("[cli-"), "{changed}");
        assert_eq!(changes(&roster(), &roster(), &locale), Vec::<String>::new());
        let gone = changes(&roster(), &Roster::default(), &locale);
        assert_eq!(gone.len(), roster().devices.len());
    }
}

#[test]
fn the_words_of_json_are_the_contract_s() {
    let locale = Locale::new(Language::English);
    insta::assert_json_snapshot!("scanners_json", ListJson::new(&roster(), &locale));
    let empty = serde_json::to_value(ListJson::new(&Roster::default(), &locale)).unwrap();
    assert_eq!(empty, serde_json::json!({ "scanners": [], "state": "not_found" }));
}

#[test]
fn a_scanner_that_nobody_listed_gets_a_rule_of_its_own() {
    let text = rules(&roster());
    let line = rule_for(Speaks::HidPos, 0xABCD).unwrap();
    assert!(text.starts_with(RULES) && text.contains(&line), "{text}");
    let count = |line: &str| text.lines().filter(|found| *found == line).count();
    assert_eq!(count(&line), 1);
    assert_eq!(count(&rule_for(Speaks::HidPos, 0x1EAB).unwrap()), 1);
    assert_eq!(count(&rule_for(Speaks::Serial, 0x0C2E).unwrap()), 1);
    // A keyboard that nobody takes alone stays the system's.
    assert!(!text.lines().any(|line| line.starts_with("SUBSYSTEM==\"input\"")), "{text}");
    assert_eq!(rules(&Roster::default()), RULES);
}

#[test]
fn whatever_may_be_a_payment_code_is_masked() {
    for (text, shown) in [
        ("287654321098765432", "2876************32"),
        ("134567890123456789", "1345****"),
        ("287654321098765432287654321098765432", "2876******************************32"),
        ("４００６３８１３３３９３１", "４００６３８１３３３９３１"),
        ("4006381333931", "4006381333931"),
        ("https://example.com/room", "https://example.com/room"),
        ("\u{1b}[2Jab", " [2Jab"),
        ("", ""),
    ] {
        let masked = masked(text);
        let length = text.chars().count();
        if length >= 16 && text.chars().all(char::is_numeric) {
            assert!(!masked.contains(&text[..8]), "{masked}");
            assert!(masked.starts_with(&shown[..4]), "{masked}");
        } else {
            assert_eq!(masked, shown);
        }
    }
    // A payment code as a French and a Czech keyboard would type it.
    for text in ["éè-ç&\"'(-_é&àçè-é&", "ě+š+éíáýžřčšěšč+ýá"] {
        let hidden = masked(text);
        assert!(hidden.chars().filter(|c| *c == '*').count() >= 10, "{hidden}");
    }
    assert!(masked(&"9".repeat(10_000)).chars().count() <= LONG);
}

#[test]
fn a_scan_is_told_with_its_kind_and_time() {
    let locale = Locale::new(Language::English);
    let at = |millis| jiff::Timestamp::from_millisecond(millis).unwrap();
    let scan = |text: &str, source| Scan {
        text: Scanned::from(text.to_owned()),
        symbology: crate::scanner::Aim::new(*b"]Q1"),
        source,
        device: Some(DeviceId(1)),
        began: at(1000),
        at: at(1012),
        wait: Wait(1),
    };
    let line = scan_line(&scan("287654321098765432", Source::HidPos), &roster(), &locale);
    let said = "Scan: 2876************32 Alipay payment code ]Q1 HID POS Newland FM430 12 ms";
    assert_eq!(line, said);
    let mut test = TestJson::default();
    test.scan(&scan("4006381333931", Source::Grab), &Roster::default(), &locale);
    test.garbled(Garbled::Half);
    test.states(&Roster::default(), &roster());
    test.states(&roster(), &Roster::default());
    let told = serde_json::to_value(&test).unwrap();
    assert_eq!(told["scans"][0]["payment_code"], false);
    assert_eq!(told["scans"][0]["text"], "4006381333931");
    assert_eq!(
        (&told["garbled"][0], &told["scans"][0]["source"]),
        (&"half".into(), &"grab".into())
    );
    let states = told["states"].as_array().unwrap();
    assert_eq!((&states[0]["state"], &states[9]["state"]), (&"reading".into(), &"gone".into()));
    // A clock that went back took no time.
    let mut back = scan("1", Source::Serial);
    back.at = at(0);
    assert_eq!(took(&back), 0);
}

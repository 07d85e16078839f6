//! Which keys there are, and who uses them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use counterpane::locale::Language;

use crate::words::messages;

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let (english, chinese) = (messages(Language::English), messages(Language::Chinese));
    let keys = |all: &BTreeMap<String, crate::words::Message>| -> BTreeSet<String> {
        let named =
            |(key, message): (&String, &crate::words::Message)| format!("{}: {key}", message.file);
        all.iter().map(named).collect()
    };
    let (of_english, of_chinese) = (keys(&english), keys(&chinese));
    let alone: Vec<&String> = of_english.symmetric_difference(&of_chinese).collect();
    assert!(alone.is_empty(), "in one language alone: {alone:?}");
    for (key, message) in &english {
        // A choice that a language does not need is left out, never an amount or a number.
        let needed = |args: &BTreeSet<String>| -> BTreeSet<String> {
            let choice = ["kind", "way", "count"];
            args.iter().filter(|arg| !choice.contains(&arg.as_str())).cloned().collect()
        };
        assert_eq!(needed(&message.args), needed(&chinese[key].args), "{key}");
    }
}

#[test]
fn every_key_that_is_used_exists() {
    let existing = messages(Language::English);
    let missing: Vec<String> =
        wanted().into_iter().filter(|key| !existing.contains_key(key)).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_key_that_exists_is_used() {
    let wanted = wanted();
    let literals = literals();
    let is_used = |key: &String| wanted.contains(key) || literals.contains(key);
    let unused: Vec<String> =
        messages(Language::English).into_keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

/// Keys that must be there: named in the code, or made of a name in a data file.
fn wanted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for source in sources() {
        keys.extend(called_with(&source).into_iter().filter(|key| key.contains('-')));
    }
    let literals = literals();
    let starts = [
        "money-", "state-", "kind-", "action-", "phase-", "way-", "scan-", "fact-", "news-",
        "refusal-", "concern-",
    ];
    let is_key =
        |text: &&String| starts.iter().any(|start| text.starts_with(start)) && is_name(text);
    keys.extend(literals.iter().filter(is_key).cloned());
    for base in literals.iter().filter(|text| is_name(text)) {
        if base.starts_with("refusal-") || base.starts_with("concern-") {
            keys.insert(format!("{base}-do"));
        }
        if base.starts_with("scan-")
            && !["scan-nothing-sent", "scan-not-here"].contains(&base.as_str())
        {
            keys.insert(format!("{base}-do"));
            keys.insert(format!("{base}-say"));
        }
    }
    // `"journal.in_use"`: the journal's errors by their stable names.
    for code in names_after(&read("src/journal/error.rs"), "\"journal.") {
        let code = code.replace('_', "-");
        keys.insert(format!("journal-error-{code}"));
        keys.insert(format!("journal-error-{code}-do"));
    }
    // `Refusal::TextTooLong("remark")`: the name of the field is a word of its own.
    for source in sources() {
        let fields = names_after(&source, "TextTooLong(\"");
        keys.extend(fields.into_iter().map(|field| format!("field-{field}")));
    }
    for group in groups() {
        keys.insert(format!("trouble-{group}-headline"));
        keys.insert(format!("trouble-{group}-do"));
        if messages(Language::English).contains_key(&format!("trouble-{group}-say")) {
            keys.insert(format!("trouble-{group}-say"));
        }
    }
    keys.extend(counterpane::domain::Moved::ALL.map(|moved| format!("report-{}", moved.name())));
    keys.extend(counterpane::domain::AuditList::ALL.map(|list| format!("audit-{}", list.name())));
    keys.extend(counterpane::domain::Why::ALL.map(|why| format!("why-{}", why.name())));
    for lesson in names("assets/lessons.toml", "id") {
        keys.insert(format!("lesson-{lesson}-name"));
        keys.insert(format!("lesson-{lesson}-what"));
    }
    // `home = [`: a place, with a sentence above its keys in the help.
    for line in read("assets/keymap.toml").lines() {
        keys.extend(line.strip_suffix(" = [").map(|place| format!("about-{place}")));
    }
    for act in names("assets/keymap.toml", "act") {
        keys.insert(format!("key-{act}"));
        keys.insert(format!("key-{act}-help"));
    }
    keys
}

/// Groups of trouble: those of the codes, and those that the code itself names.
fn groups() -> BTreeSet<String> {
    let mut groups = names("assets/codes/alipay.toml", "trouble");
    let described = read("assets/codes/alipay.toml");
    // `#     old-code           the code is used or too old`: a group with no code yet is one too.
    let described = described.split("#   trouble ").nth(1).unwrap_or_default();
    groups.extend(described.lines().filter_map(|line| {
        let name = line.strip_prefix("#     ")?.split_whitespace().next()?;
        (is_name(name) && line.len() > 24 && line.as_bytes()[23] == b' ').then(|| name.to_owned())
    }));
    let own = [
        "unclear",
        "person",
        "time-up",
        "stopped",
        "lapsed",
        "undone",
        "dropped",
        "late-hold",
        "differs",
    ];
    let code = read("src/locale/trouble.rs") + &read("src/locale/codes.rs");
    for group in own {
        assert!(code.contains(&format!("\"{group}\"")), "{group} is no group any more");
        groups.insert(group.to_owned());
    }
    groups
}

/// Values of `name = "..."` in a data file.
fn names(file: &str, name: &str) -> BTreeSet<String> {
    let text = read(file);
    let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    names_after(&rows.join("\n"), &format!("{name} = \""))
}

/// What stands between each `start` and the next quotation mark.
fn names_after(text: &str, start: &str) -> BTreeSet<String> {
    let found = text.split(start).skip(1).filter_map(|rest| rest.split('"').next());
    found.map(str::to_owned).collect()
}

/// Keys in calls such as `locale.text("...")`, also where the line is broken.
fn called_with(source: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in [".text(", ".format("] {
        for rest in source.split(call).skip(1) {
            if let Some(text) = rest.trim_start().strip_prefix('"') {
                keys.extend(text.split('"').next().map(str::to_owned));
            }
        }
    }
    keys
}

/// Every string literal of the program, tests left out, whole.
fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources() {
        // Keys have neither quotes nor escapes, so a split at quotes finds them all.
        found.extend(source.split('"').map(str::to_owned));
    }
    found
}

/// The program's own source, each file up to its tests.
fn sources() -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs")
            {
                let text = fs::read_to_string(path).unwrap();
                let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                files.push(code.to_owned());
            }
        }
    }
    files
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default()
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.ends_with('-')
        && text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte)
        })
}

//! A payment code is in the provider's books and nowhere else.

use std::fs;

use crate::world::World;

#[test]
fn a_payment_code_is_written_nowhere() {
    let world = World::new();
    let mut codes = Vec::new();
    let mut printed = String::new();
    for guest in ["confirms", "poor", "lost", "unsigned", "never"] {
        let code = world.code(guest);
        let ran = world.run(&format!("hold --room {guest} --amount 500 --code {code}"));
        printed.push_str(&format!("{ran}").replace(&format!("\"{code}\""), ""));
        codes.push(code);
    }
    // In the wrong places: an argument too many, a hold's id, a room.
    let code = world.code("confirms");
    for words in [
        format!("hold --room 2 --amount 500 {code}"),
        format!("hold --room 2 --amount 500 --qr --code {code}"),
        format!("show {code}"),
        format!("hold --room 2 --amount {code} --qr"),
        format!("hold --room 2 --amount 500 --qr --wait {code}"),
        code.clone(),
    ] {
        for words in [words.clone(), format!("{words} --json")] {
            let ran = world.run(&words);
            assert_eq!(ran.status, Some(2), "{ran}");
            printed.push_str(&ran.out);
            printed.push_str(&ran.err);
        }
    }
    let wechat = "134567890123456789".to_owned();
    let ran = world.run(&format!("hold --json --room 2 --amount 500 --code {wechat}"));
    printed.push_str(&ran.out);
    printed.push_str(&ran.err);
    codes.extend([code, wechat]);
    printed.push_str(&world.said());
    printed.push_str(&world.run("journal export --format csv").out);
    for code in &codes {
        assert!(!printed.contains(code), "{code} in: {printed}");
        for (file, bytes) in files(&world) {
            let found = bytes.windows(code.len()).any(|window| window == code.as_bytes());
            assert!(!found, "{code} in {file}");
        }
    }
}

/// Every file but the provider's own books.
fn files(world: &World) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![world.path("")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.display().to_string();
            if path.is_dir() {
                open.push(path);
            } else if !name.contains("books.db") {
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    assert!(found.iter().any(|(name, _)| name.ends_with("desk.db")));
    assert!(found.iter().any(|(name, _)| name.ends_with("desk.log")));
    found
}

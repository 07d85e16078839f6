//! What scripts rely on: one JSON value, exit statuses, what is taken and what is refused.

use std::fs;
use std::process::Command;
use std::time::Duration;

use crate::run::{PROGRAM, Running};
use crate::world::World;

#[test]
fn the_first_run_needs_nothing() {
    let home = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(words).current_dir(home.path()).env_clear().env("HOME", home.path());
        Running::start(&mut command).end()
    };
    for words in [&["list"][..], &["search", "1208"], &["list", "--open"], &["check"]] {
        let ran = run(words);
        assert_eq!(ran.status, Some(0), "{ran}");
        assert!(ran.err.is_empty() && !ran.out.is_empty(), "{ran}");
    }
    let list = run(&["list", "--json"]).ends(0);
    assert_eq!(list, serde_json::json!({ "holds": [] }));
    // Without a terminal there is no full-screen terminal.
    let ran = run(&[]);
    assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{ran}");
    // Training is ready at once, with keys and guests of its own.
    let code = "281012345678901234";
    let hold = run(&["hold", "--json", "--room", "1", "--amount", "500", "--code", code]).ends(0);
    assert_eq!((&hold["state"], &hold["currency"]), (&"held".into(), &"HKD".into()));
    assert!(hold["order_no"].as_str().unwrap().starts_with('T'), "{hold}");
}

#[test]
fn every_command_prints_one_json_value() {
    let world = World::new();
    let hold = world.held("1208", "confirms");
    let id = hold["id"].as_str().unwrap();
    for (words, status) in [
        ("list".to_owned(), 0),
        ("list --open --room 1208".to_owned(), 0),
        ("search 1208".to_owned(), 0),
        (format!("show {id}"), 0),
        (format!("check {id}"), 0),
        ("check".to_owned(), 0),
        (format!("capture {id} --amount 500.01"), 3),
        (format!("refund {id} --amount 1"), 3),
        (format!("cancel {id}"), 3),
        (format!("capture {id} --amount 100 --keep-rest"), 0),
        (format!("release {id} --amount 50 --remark minibar"), 0),
        (format!("release {id}"), 0),
        (format!("release {id}"), 3),
        (format!("refund {id} --amount 10 --reason towel"), 0),
        ("doctor".to_owned(), 0),
        ("journal verify".to_owned(), 0),
        ("journal head".to_owned(), 0),
        ("journal verify --head 8c3778b05b91b22b".to_owned(), 1),
        ("journal export".to_owned(), 0),
        ("journal export --format json --from 2026-01-01".to_owned(), 0),
        ("journal backup copy.db".to_owned(), 0),
        ("journal backup copy.db".to_owned(), 2),
        ("simulator --listen 192.0.2.1:1 --keys keys".to_owned(), 2),
        ("simulator --listen 127.0.0.1:0 --keys keys --lesson nobody".to_owned(), 2),
    ] {
        let ran = world.run(&format!("{words} --json"));
        let value = ran.ends(status);
        assert!(ran.err.is_empty(), "{ran}");
        assert!(status != 2 || value["error"]["code"].is_string(), "{ran}");
    }
    let shown = world.run(&format!("show {} --json", id.to_lowercase())).ends(0);
    let sums = ["captured", "released", "refunded", "remaining"].map(|name| shown[name].clone());
    assert_eq!(sums, ["100.00", "400.00", "10.00", "0.00"]);
    world.agrees();
}

#[test]
fn wrong_use_is_told_and_nothing_leaves() {
    let world = World::new();
    world.held("1", "confirms");
    let before = world.said();
    let code = world.code("confirms");
    for (words, error) in [
        ("hold --room 2 --amount 500", "cli.usage"),
        ("hold --room 2 --amount 500 --qr --code 1", "cli.usage"),
        ("journal verify --head 8c3778b05b9", "cli.usage"),
        ("journal verify --head none", "cli.usage"),
        ("nonsense", "cli.usage"),
        ("", "cli.usage"),
        ("list --open --attention", "cli.usage"),
        ("hold --room 2 --amount 500.001 --code C", "cli.amount"),
        ("hold --room 2 --amount 5e2 --code C", "cli.amount"),
        ("hold --room 2 --amount 1,000 --code C", "cli.amount"),
        ("hold --room 2 --amount 99999999999999999999 --code C", "cli.amount"),
        ("hold --room 2 --amount 5 --currency XXZ --code C", "cli.amount"),
        ("hold --room 2 --amount 5.5 --currency JPY --code C", "cli.amount"),
        ("hold --room 2 --amount 500 --currency HKD --code C", "refused.other_currency"),
        ("hold --room 2 --amount 0 --code C", "refused.amount_not_positive"),
        ("hold --room 2 --amount 100000000.01 --code C", "refused.amount_above_limit"),
        // WeChat, UnionPay, a collection code, an article: each is somebody else's.
        ("hold --room 2 --amount 500 --code 134567890123456789", "code.kind"),
        ("hold --room 2 --amount 500 --code 6221234567890123456", "code.kind"),
        ("hold --room 2 --amount 500 --code https://qr.alipay.com/fkx0", "code.kind"),
        ("hold --room 2 --amount 500 --code 4006381333931", "code.kind"),
        ("show ZZZZZ", "hold.none"),
        ("capture ZZZZZ --amount 1", "hold.none"),
        ("--config nowhere.toml list", "settings.file"),
    ] {
        world.run(&format!("--json {}", words.replace(" C", &format!(" {code}")))).fails(2, error);
    }
    // What begins two ids names none of them.
    let mut first = std::collections::BTreeSet::new();
    let prefix = (0..40).find_map(|room| {
        let hold = world.held(&format!("R{room}"), "confirms");
        let letter = hold["id"].as_str().unwrap()[..1].to_owned();
        (!first.insert(letter.clone())).then_some(letter)
    });
    let ran = world.run(&format!("release {} --json", prefix.unwrap()));
    ran.fails(2, "hold.several");
    let freezes = |said: &str| said.matches("freeze ").count();
    assert_eq!(freezes(&world.said()), freezes(&before) + first.len() + 1);
    world.agrees();
}

/// A head that was noted once is found again, and says how much came since; a cut end has it no more.
#[test]
fn a_noted_head_shows_what_became_of_the_journal() {
    let world = World::new();
    world.held("1208", "confirms");
    let printed = world.run("journal head");
    let noted = printed.out.trim().to_owned();
    assert_eq!((noted.len(), printed.status), (64, Some(0)), "{printed}");
    let head = world.run("journal head --json").ends(0);
    assert_eq!(head["head"], noted, "{head}");
    // An opening, a sending, and what was learned: more, where a reply was slow.
    let seq = head["seq"].as_u64().unwrap();
    assert!(seq >= 3, "{head}");
    let verified = world.run(&format!("journal verify --json --head {noted}")).ends(0);
    assert_eq!((&verified["since"], &verified["head"]), (&0.into(), &head["head"]));
    let backed_up = world.run("journal backup --json early.db").ends(0);
    assert_eq!(backed_up["head"], head["head"]);
    world.held("1209", "confirms");
    // As a slip of paper may have it.
    let short = noted[..16].to_uppercase();
    let verified = world.run(&format!("journal verify --json --head {short}")).ends(0);
    let head = world.run("journal head --json").ends(0);
    let since = head["seq"].as_u64().unwrap() - seq;
    assert!(since >= 3, "{head}");
    assert_eq!((&verified["since"], &verified["sound"]), (&since.into(), &true.into()));
    let later = world.run("journal head").out.trim().to_owned();
    let text = world.run(&format!("journal verify --head {short}"));
    let came = format!("{since} entries came since");
    assert!(text.out.contains(&later) && text.out.contains(&came), "{text}");
    // An older state of it in its place: sound in itself.
    for suffix in ["", "-wal", "-shm"] {
        let _gone = fs::remove_file(world.path(&format!("desk.db{suffix}")));
    }
    fs::rename(world.path("early.db"), world.path("desk.db")).unwrap();
    world.run("journal verify --json").ends(0);
    let cut = world.run(&format!("journal verify --json --head {later}")).ends(1);
    assert_eq!((&cut["sound"], &cut["since"]), (&false.into(), &().into()));
    assert!(cut["findings"][0].as_str().unwrap().contains(&later), "{cut}");
}

#[test]
fn without_json_a_failure_is_on_standard_error_alone() {
    let world = World::new();
    for words in ["show 7", "hold --room 1 --amount x --qr", "journal verify", "nonsense"] {
        let ran = world.run(words);
        assert_eq!((ran.status, ran.out.as_str()), (Some(2), ""), "{ran}");
        assert!(!ran.err.is_empty(), "{ran}");
    }
}

#[test]
fn a_code_is_read_from_a_line_of_standard_input() {
    let world = World::new();
    for (room, end) in [("1", "\n"), ("2", "\r\n")] {
        let mut running = world.start(&format!("hold --json --room {room} --amount 500 --code -"));
        running.tell(&format!("{}{end}", world.code("confirms")));
        // A program that writes the code may well stay there: its end is not waited for.
        assert!(running.ends_within(Duration::from_secs(30)), "waits for more than a line");
        assert_eq!(running.end().ends(0)["state"], "held");
    }
    let ran = world.run("hold --json --room 3 --amount 500 --code -");
    ran.fails(2, "code.kind");
    world.agrees();
}

#[test]
fn a_wait_that_ends_early_is_not_known_yet() {
    let world = World::new();
    let code = world.code("never");
    let ran = world.run(&format!("hold --json --room 1 --amount 500 --code {code} --wait 0"));
    let hold = ran.ends(4);
    assert_eq!(hold["money"], "not_known_yet");
    let id = hold["id"].as_str().unwrap();
    let checked = world.run(&format!("check {id} --json")).ends(0);
    assert_eq!((&checked["state"], &checked["id"]), (&"not_held".into(), &hold["id"]));
    world.agrees();
}

#[test]
fn one_answer_for_each_of_the_same_questions() {
    let world = World::new();
    let code = world.code("password");
    let ran = world.run(&format!("hold --json --room 1 --amount 500 --code {code} --wait 0"));
    assert_eq!(ran.status, Some(4), "{ran}");
    // The room's hold is not settled: a second one would be a second deposit.
    let code = world.code("confirms");
    let again = world.run(&format!("hold --json --room 1 --amount 500 --code {code}"));
    again.fails(4, "refused.room_busy");
    world.settle();
    world.agrees();
    assert_eq!(world.holds().len(), 1);
}

#[test]
fn a_second_undo_and_a_cancelled_wait_end_alike() {
    let world = World::new();
    let code = world.code("never");
    let ran = world.run(&format!("hold --json --room 1 --amount 500 --code {code} --wait 0"));
    let id = ran.ends(4)["id"].as_str().unwrap().to_owned();
    let undone = world.run(&format!("cancel {id} --json")).ends(0);
    assert_eq!(undone["state"], "not_held");
    world.run(&format!("cancel {id} --json")).fails(3, "refused.not_unclear");
    let text = fs::read_to_string(world.path("desk.log")).unwrap();
    assert!(text.contains("undo"), "{text}");
    world.agrees();
}

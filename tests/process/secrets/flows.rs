//! Every command, in training and against a provider, with codes in the right and in wrong places.

use super::Marks;
use crate::world::World;

/// Where the keys of a training world are.
const TRAINED: &str = "data/counterpane/training.alipay";

const GUESTS: [&str; 9] =
    ["confirms", "poor", "expired", "restricted", "lost", "vanished", "never", "busy", "limited"];

fn id_of(ran: &crate::run::Ran) -> String {
    ran.ends(0)["id"].as_str().unwrap().to_owned()
}

/// A stay with each of the commands.
fn stays(marks: &Marks, world: &World) {
    let run = |words: &str| marks.run(world, words, None);
    for guest in GUESTS {
        let code = marks.code(guest);
        run(&format!("hold --room {guest} --amount 500 --code {code} --wait 1"));
        let code = marks.code(guest);
        let words =
            format!("hold --json --room {guest}2 --amount 500 --guest Li --wait 1 --code -");
        marks.run(world, &words, Some(&format!("{code}\r\n")));
        // The same code again is refused, and says so.
        marks.run(world, &words.replace("2 --", "3 --"), Some(&format!("{code}\n")));
    }
    let code = marks.code("confirms");
    let ran = marks.run(world, "hold --json --room 9 --amount 500 --code -", Some(&code));
    let id = id_of(&ran);
    run("hold --room 77 --amount 20 --qr --wait 0");
    run("hold --json --room 78 --amount 20 --qr --wait 0");
    run(&format!("capture {id} --amount 100 --keep-rest"));
    run(&format!("refund {id} --amount 30 --reason minibar --json"));
    run(&format!("release {id} --remark thanks"));
    for words in ["check", "list", "list --open", "list --attention --json", "search 9", "doctor"] {
        run(words);
        run(&format!("{words} --json").replace("--json --json", "--json"));
    }
    run(&format!("show {id}"));
    run(&format!("cancel {id} --json"));
    for words in ["journal verify", "journal export --format csv", "journal export --format json"] {
        assert_eq!(run(words).status, Some(0), "{words}");
    }
    assert_eq!(run("journal backup copy.db").status, Some(0));
    run("scanner list --json");
    run("scanner test --seconds 1");
    run("scanner rules");
}

/// A code wherever a word can stand.
fn wrong_places(marks: &Marks, world: &World) {
    for words in [
        "hold --room 2 --amount 500 CODE",
        "hold --room 2 --amount 500 --qr --code CODE",
        "hold --room 2 --amount CODE --qr",
        "hold --room 2 --amount 500 --qr --wait CODE",
        "hold --room CODE --amount 500 --qr --wait 0",
        "hold --room 2 --amount 500 --qr --wait 0 --guest CODE",
        "hold --room 2 --amount 500 --qr --wait 0 --booking CODE",
        "hold --room 2 --amount 500 --currency CODE --qr",
        "hold --room 2 --amount 500 --code x-CODE",
        "show CODE",
        "cancel CODE",
        "check CODE",
        "capture CODE --amount 1",
        "refund CODE --amount 1",
        "refund A --amount 1 --reason CODE",
        "release A --remark CODE",
        "release A --amount CODE",
        "search CODE",
        "list --room CODE",
        "journal export --format CODE",
        "journal export --format csv --from CODE",
        "journal backup CODE/CODE",
        "scanner test --seconds CODE",
        "simulator --listen CODE --keys keys",
        "simulator --listen 127.0.0.1:0 --keys keys --lesson CODE",
        "--config CODE list",
        "--config CODE doctor",
        "CODE",
        "--CODE",
    ] {
        let code = marks.code("confirms");
        let words = words.replace("CODE", &code);
        for words in [words.clone(), format!("--json {words}")] {
            let ran = world.start(&words).end();
            assert_ne!(ran.status, Some(0), "{ran}");
            marks.see("a wrong place", ran.out);
            marks.see("a wrong place", ran.err);
        }
    }
    let wechat = "134567890123456789";
    let ran = world.run(&format!("hold --json --room 2 --amount 500 --code {wechat}"));
    assert!(!format!("{}{}", ran.out, ran.err).contains("4567890"), "a wallet's code is shown");
}

/// Whatever a scanner sends, cut, doubled, with signs between or in another writing.
#[test]
fn scanners_that_are_tried_out() {
    let (world, marks) = (crate::scanner::world(""), Marks::new(12));
    for words in
        ["scanner test --seconds 30 --scans 5", "scanner test --json --seconds 30 --scans 5"]
    {
        let ran = crate::scanner::tested(&world, words, |line| {
            let code = marks.code("confirms");
            let wide: String =
                code.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
            let apart: Vec<&str> = code.split("").collect();
            for text in
                [code.clone(), format!("x{code}"), format!("{code}{code}"), wide, apart.join(" ")]
            {
                let (start, _) = text.char_indices().nth(7).unwrap();
                line.send(&text[..start]);
                line.send(&format!("{}\r\n", &text[start..]));
            }
        });
        assert_eq!(ran.status, Some(0), "{ran}");
        marks.see(words, ran.out);
        marks.see(words, ran.err);
    }
    marks.are_nowhere(&world, TRAINED, &[]);
}

#[test]
fn every_command_in_training() {
    let marks = Marks::new(1);
    let world = World::training(
        "scan_wait = \"2s\"\npoll_every = \"500ms\"\nconnect_timeout = \"1s\"\nrequest_timeout = \"1s\"\n",
    );
    stays(&marks, &world);
    wrong_places(&marks, &world);
    marks.are_nowhere(&world, TRAINED, &["training.db", "training.log", "books.db", "copy.db"]);
}

#[test]
fn every_command_against_a_provider() {
    let marks = Marks::new(2);
    let world = World::new();
    stays(&marks, &world);
    wrong_places(&marks, &world);
    marks.see("the provider's log", world.said());
    marks.are_nowhere(&world, "keys", &["desk.db", "desk.log", "books.db", "copy.db"]);
}

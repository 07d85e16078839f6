//! Keys in the wrong place: pasted into a setting, or in a file that is broken or another's.

use std::fs;

use super::key::nobody_s;
use super::{Hunt, Marks, TOKEN};
use crate::world::World;

const SETTINGS: [&str; 24] = [
    "mode",
    "hotel.name",
    "hotel.terminal",
    "hotel.currency",
    "hotel.time_zone",
    "hotel.language",
    "hotel.default_amount",
    "provider.use",
    "provider.alipay.gateway",
    "provider.alipay.app_id",
    "provider.alipay.merchant_private_key",
    "provider.alipay.alipay_public_key",
    "provider.alipay.seller_id",
    "provider.alipay.product_code",
    "provider.alipay.category",
    "provider.alipay.store_id",
    "provider.alipay.settle_currency",
    "provider.alipay.notify_url",
    "provider.alipay.app_auth_token",
    "journal.path",
    "policy.scan_wait",
    "policy.no_such_setting",
    "scanner.sources",
    "screen.theme",
];

fn run(marks: &Marks, world: &World) {
    for words in ["list", "list --json", "doctor", "doctor --json", "check --json"] {
        marks.run(world, words, None);
    }
}

fn without_secrets(marks: &Marks, world: &World) {
    let hunt = Hunt::default().key("pasted key", nobody_s()).text("token", TOKEN);
    for (what, bytes) in marks.seen.lock().unwrap().iter() {
        assert_eq!(
            hunt.search(bytes),
            [] as [String; 0],
            "{what}: {}",
            String::from_utf8_lossy(bytes)
        );
    }
    for (file, bytes) in super::files(world) {
        if file.contains(".log") || file.contains(".db") {
            assert_eq!(hunt.search(&bytes), [] as [String; 0], "{file}");
        }
    }
}

#[test]
fn a_key_that_was_pasted_into_a_setting_is_not_repeated() {
    let marks = Marks::new(6);
    let world = World::new();
    let good = fs::read_to_string(world.path("desk.toml")).unwrap();
    let lines: Vec<&str> = nobody_s().lines().filter(|line| !line.starts_with('-')).collect();
    let bare = lines.concat();
    let last = lines[lines.len() - 3];
    let pastes = [
        format!("'''{}'''", nobody_s()),
        format!("\"{bare}\""),
        format!("\"{last}\""),
        format!("\"https://x.test/{last}\""),
        // Without any quotes, as a person does who sees them nowhere else.
        last.to_owned(),
        bare.clone(),
        format!("{{ {last} = 1 }}"),
        format!("\"{TOKEN}{TOKEN}\""),
    ];
    for setting in SETTINGS {
        let (section, key) = setting.rsplit_once('.').unwrap_or(("", setting));
        let names_a_file = setting.ends_with("_key") || setting == "journal.path";
        // An address is the name of a file like any other.
        for paste in pastes.iter().filter(|paste| !names_a_file || !paste.contains("://")) {
            let text = if section.is_empty() {
                good.replacen("mode = \"sandbox\"", &format!("{key} = {paste}"), 1)
            } else {
                let without: Vec<&str> =
                    good.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
                let header = format!("[{section}]\n");
                let text = format!("{}\n", without.join("\n"));
                if text.contains(&header) {
                    text.replacen(&header, &format!("{header}{key} = {paste}\n"), 1)
                } else {
                    format!("{text}{header}{key} = {paste}\n")
                }
            };
            fs::write(world.path("desk.toml"), text).unwrap();
            marks.run(&world, "doctor --json", None);
            marks.run(&world, "list", None);
        }
    }
    // A key in place of a line, as a name, as a section.
    for line in [
        last.to_owned(),
        nobody_s().to_owned(),
        format!("{last} = 1"),
        format!("[{last}]"),
        format!("\"{last}\" = 1"),
        format!("[\"{last}\"]\nx = 1"),
    ] {
        fs::write(world.path("desk.toml"), format!("{line}\n{good}")).unwrap();
        run(&marks, &world);
        fs::write(world.path("desk.toml"), format!("{good}\n{line}\n")).unwrap();
        run(&marks, &world);
    }
    without_secrets(&marks, &world);
}

#[test]
fn a_broken_key_file_is_not_repeated() {
    let marks = Marks::new(7);
    let world = World::new();
    let pem = nobody_s();
    let file = world.path("keys/merchant_private_key.pem");
    let half = &pem[..pem.len() / 2];
    let broken = [
        half.to_owned(),
        pem.replace('M', "!"),
        pem.replace("PRIVATE KEY", "PUBLIC KEY"),
        pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
        pem.replace("-----END", "----END"),
        pem.lines().filter(|line| !line.starts_with('-')).skip(3).collect(),
        format!("{pem}{pem}{}", "x".repeat(300_000)),
        format!("\u{0}\u{1}{pem}"),
        pem.chars().rev().collect(),
    ];
    let good = fs::read(&file).unwrap();
    for text in broken {
        fs::write(&file, text).unwrap();
        run(&marks, &world);
    }
    fs::write(&file, [b"\xff\xfe".as_slice(), pem.as_bytes()].concat()).unwrap();
    run(&marks, &world);
    fs::write(&file, good).unwrap();
    // The private key where the provider's public one belongs.
    fs::write(world.path("keys/alipay_public_key.pem"), pem).unwrap();
    run(&marks, &world);
    fs::remove_file(&file).unwrap();
    run(&marks, &world);
    without_secrets(&marks, &world);
}

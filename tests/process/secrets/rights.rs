//! Whatever the user's mask allows, what the program writes is its user's alone; and keys that others
//! can get at are refused.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::Path;
use std::process::Command;

use crate::run::{PROGRAM, Ran, Running};
use crate::world::World;

/// Runs a command under a mask.
fn run(world: &World, mask: &str, words: &str) -> Ran {
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("umask {mask}; exec {PROGRAM} {words}")])
        .current_dir(world.path(""));
    command.env_remove("COUNTERPANE_CONFIG");
    command.envs(world.environment());
    if let Some(settings) = world.settings() {
        command.env("COUNTERPANE_CONFIG", settings);
    }
    Running::start(&mut command).end()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Files and folders below `path` that others may do anything with.
fn open_to_others(path: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        if mode(&path) & 0o077 != 0 {
            found.push(format!("{:o} {}", mode(&path), path.display()));
        }
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found
}

#[test]
fn what_is_written_is_the_user_s_alone_under_any_mask() {
    for mask in ["000", "022", "077"] {
        let world = World::training("");
        fs::remove_dir_all(world.path("data")).unwrap();
        let hold = format!("hold --room 1 --amount 5 --json --code {}", world.code("confirms"));
        run(&world, mask, &hold).ends(0);
        assert_eq!(run(&world, mask, "journal backup data/copy.db").status, Some(0));
        let folder = world.path("data/counterpane");
        let names: Vec<_> =
            fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        for name in ["training.db", "training.db.lock", "training.log", "training.alipay"] {
            assert!(names.iter().any(|there| there == name), "{name}: {names:?}");
        }
        // Public keys are public, in a folder that is not.
        let open = open_to_others(&folder);
        let secret: Vec<_> =
            open.iter().filter(|file| !file.ends_with("_public_key.pem")).collect();
        assert!(secret.is_empty(), "umask {mask}: {secret:?}");
        assert_eq!(mode(&world.path("data/copy.db")), 0o600, "umask {mask}");
    }
}

#[test]
fn a_journal_or_log_that_was_opened_to_others_is_closed_again() {
    let world = World::new();
    world.held("1", "confirms");
    for name in ["desk.db", "desk.log"] {
        set(&world.path(name), 0o666);
    }
    world.held("2", "confirms");
    for name in ["desk.db", "desk.log"] {
        assert_eq!(mode(&world.path(name)), 0o600, "{name}");
    }
}

#[test]
fn keys_that_others_can_get_at_are_refused_with_the_command_that_mends_it() {
    let world = World::new();
    let folder = world.path("keys");
    let (private, public) =
        (folder.join("merchant_private_key.pem"), folder.join("alipay_public_key.pem"));
    for (path, wrong, command) in [
        (&private, 0o644, "chmod 600 "),
        (&private, 0o640, "chmod 600 "),
        (&public, 0o666, "chmod go-w "),
        (&folder, 0o777, "chmod go-w "),
    ] {
        let good = mode(path);
        set(path, wrong);
        let error = world.run("check --json").fails(2, "settings.key_file");
        let hint = error["hint"].as_str().unwrap();
        assert!(hint.starts_with(&format!("Run: {command}")), "{error}");
        let named = hint.rsplit(' ').next().unwrap();
        assert_eq!(fs::canonicalize(named).unwrap(), fs::canonicalize(path).unwrap(), "{error}");
        assert!(error["message"].as_str().unwrap().contains(named), "{error}");
        let doctor = world.run("doctor --json");
        assert_eq!(doctor.status, Some(2), "{doctor}");
        assert!(doctor.out.contains(command), "{doctor}");
        // The command does what it says.
        let mended = hint.strip_prefix("Run: ").unwrap();
        assert!(Command::new("sh").args(["-c", mended]).status().unwrap().success());
        assert_eq!(world.run("check --json").status, Some(0), "{mended}");
        set(path, good);
    }
    let settings = fs::read_to_string(world.path("desk.toml")).unwrap();
    let chinese = settings.replacen("[hotel]", "[hotel]\nlanguage = \"zh\"", 1);
    fs::write(world.path("desk.toml"), chinese).unwrap();
    set(&private, 0o644);
    let doctor = world.run("doctor");
    assert!(
        doctor.out.contains("本机其他用户能读取") && doctor.out.contains("chmod 600 "),
        "{doctor}"
    );
}

#[test]
fn a_journal_that_others_could_replace_is_told_by_doctor() {
    let world = World::new();
    let folder = world.path("books");
    fs::create_dir(&folder).unwrap();
    set(&folder, 0o700);
    let settings = fs::read_to_string(world.path("desk.toml")).unwrap();
    fs::write(world.path("desk.toml"), settings.replace("\"desk.db\"", "\"books/desk.db\""))
        .unwrap();
    world.held("1", "confirms");
    let warned = || {
        let found = world.run("doctor --json").ends(0);
        let checks = found["checks"].as_array().unwrap().clone();
        let ours =
            |check: &&serde_json::Value| check["about"] == "journal" && check["health"] == "warn";
        checks.iter().find(ours).map(|check| check["do"].as_str().unwrap().to_owned())
    };
    assert_eq!(warned(), None);
    set(&folder, 0o777);
    assert!(warned().unwrap().contains("chmod go-w "));
    world.held("2", "confirms");
    set(&folder, 0o700);
    set(&folder.join("desk.db"), 0o644);
    assert!(warned().unwrap().contains("chmod 600 "));
}

#[test]
fn a_token_in_settings_that_others_can_read_is_refused() {
    let world = World::new();
    let path = world.path("desk.toml");
    let settings = fs::read_to_string(&path).unwrap();
    let with_token = settings.replace("seller_id", "app_auth_token = \"202611BBtoken\"\nseller_id");
    fs::write(&path, with_token).unwrap();
    set(&path, 0o644);
    let error = world.run("list --json").fails(2, "settings.file");
    assert!(error["hint"].as_str().unwrap().contains("chmod 600 "), "{error}");
    set(&path, 0o600);
    assert_eq!(world.run("list --json").status, Some(0));
}

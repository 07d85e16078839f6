use std::path::Path;

use super::policy::RANGES;
use super::reader::range_words;
use super::*;

fn origin() -> Origin<'static> {
    Origin { file: "config.toml", folder: Path::new("/hotel"), data_dir: Path::new("/data") }
}

fn with(text: &str) -> Result<Settings, ConfigError> {
    Settings::parse(text, origin())
}

/// The lines above a key, and its section.
fn comment_of(key: &str) -> String {
    let (section, name) = key.rsplit_once('.').unwrap_or(("", key));
    let start =
        if section.is_empty() { 0 } else { DEFAULT.find(&format!("\n[{section}]\n")).unwrap() };
    let mut comment = Vec::new();
    for line in DEFAULT[start..].lines() {
        match line.strip_prefix('#') {
            Some(text) => comment.push(text.trim().to_owned()),
            None if line.starts_with(&format!("{name} = ")) => return comment.join(" "),
            None => comment.clear(),
        }
    }
    panic!("{key} is not in config.toml");
}

fn keys() -> Vec<String> {
    let mut section = String::new();
    let mut keys = Vec::new();
    for line in DEFAULT.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = format!("{name}.");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) {
            keys.push(format!("{section}{name}"));
        }
    }
    keys
}

#[test]
fn the_built_in_settings_are_the_training_mode() {
    let settings = Settings::built_in(Path::new("/data")).unwrap();
    assert_eq!(settings.mode, Mode::Training);
    assert_eq!(settings.provider, None);
    assert_eq!(settings.files.journal, Path::new("/data/training.db"));
    assert_eq!(settings.files.simulator, Path::new("/data/training.alipay"));
}

#[test]
fn every_key_has_a_comment() {
    let keys = keys();
    assert!(keys.len() > 40);
    for key in keys {
        assert!(comment_of(&key).len() > 20, "{key}");
    }
}

/// A key that nobody reads would be taken and change nothing.
#[test]
fn every_key_of_the_built_in_settings_is_read() {
    for key in keys() {
        let (section, name) = key.rsplit_once('.').unwrap_or(("", &key));
        let head = if section.is_empty() { String::new() } else { format!("[{section}]\n") };
        let error = with(&format!("{head}{name} = 1979-05-27")).unwrap_err();
        assert!(error.problems.iter().any(|problem| problem.key == key), "{key}: {error}");
    }
}

/// Both ends are taken, one step further is not, and the comment says so.
#[test]
fn ranges_are_as_their_comments_say() {
    for (key, range) in RANGES.into_iter().chain(super::staff::RANGES) {
        assert!(comment_of(key).contains(&range_words(range)), "{key}: {}", range_words(range));
        let (section, name) = key.rsplit_once('.').unwrap();
        let list = DEFAULT.contains(&format!("\n{name} = ["));
        let complaint = |duration: jiff::SignedDuration| {
            let value =
                if list { format!("[\"{duration:#}\"]") } else { format!("\"{duration:#}\"") };
            let out_of_range = |problem: &Problem| {
                problem.key == key && matches!(problem.what, What::Range { .. })
            };
            let read = with(&format!("[{section}]\n{name} = {value}"));
            read.err().is_some_and(|error| error.problems.iter().any(out_of_range))
        };
        let step = jiff::SignedDuration::from_millis(1);
        assert!(!complaint(range.least) && !complaint(range.most), "{key}");
        assert!(complaint(range.least - step) && complaint(range.most + step), "{key}");
    }
}

#[test]
fn training_never_writes_the_named_file() {
    let journal = |mode: &str| {
        let text = format!("mode = {mode:?}\n[journal]\npath = \"books/desk.db\"\n{LIVE_KEYS}");
        with(&text).unwrap().files
    };
    assert_eq!(journal("live").journal, Path::new("/hotel/books/desk.db"));
    let training = journal("training");
    assert_eq!(training.journal, Path::new("/hotel/books/desk.training.db"));
    assert_eq!(training.simulator, Path::new("/hotel/books/desk.training.alipay"));
    assert_eq!(training.log, Path::new("/hotel/books/desk.training.log"));
    assert_eq!(training.staff, Path::new("/hotel/books/desk.training.staff"));
}

const LIVE_KEYS: &str = r#"
[provider.alipay]
gateway = "https://openapi.alipay.com/gateway.do"
app_id = "2021000000000001"
merchant_private_key = "keys/merchant.pem"
alipay_public_key = "keys/alipay.pem"
seller_id = "2088102000000001"
"#;

#[test]
fn a_gateway_is_https_or_this_computer() {
    let gateway = |mode: &str, address: &str| {
        let keys = LIVE_KEYS.replace("https://openapi.alipay.com/gateway.do", address);
        with(&format!("mode = {mode:?}\n{keys}")).is_ok()
    };
    for good in [
        "http://127.0.0.1:8080/gateway.do",
        "http://127.9.9.9/gateway.do",
        "http://[::1]:8080/gateway.do",
        "http://localhost/gateway.do",
        "https://gateway.example/gateway.do",
    ] {
        assert!(gateway("live", good) && gateway("sandbox", good), "{good}");
    }
    for bad in [
        "http://openapi.alipay.com/gateway.do",
        "http://127.0.0.1@gateway.example/gateway.do",
        "http://127.0.0.1.gateway.example/",
        "http://10.0.0.1/gateway.do",
        "http://[::2]/",
        "https://gateway.example/gateway.do?x=1",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "openapi.alipay.com",
    ] {
        assert!(!gateway("live", bad) && !gateway("sandbox", bad), "{bad}");
    }
    let sandbox = "https://openapi-sandbox.dl.alipaydev.com/gateway.do";
    let live = "https://globalopenapi.alipay.com/gateway.do";
    assert!(gateway("sandbox", sandbox) && !gateway("live", sandbox));
    assert!(gateway("live", live) && !gateway("sandbox", live));
    assert!(!gateway("sandbox", "https://openapi.alipaydev.com/gateway.do"));
}

#[test]
fn a_secret_is_in_no_message_and_no_debug_print() {
    let secret = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    for line in [
        format!("merchant_private_key = \"{secret}\""),
        format!("merchant_private_key = {secret}"),
        format!("merchant_private_key = \"-----BEGIN PRIVATE KEY-----{secret}\""),
        format!("app_auth_token = \"{secret}\""),
    ] {
        let error = with(&format!("[provider.alipay]\n{line}")).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(&secret[..12]), "{shown}");
        assert!(shown.contains(line.split(' ').next().unwrap()), "{shown}");
    }
    let token = format!("mode = \"live\"\n{LIVE_KEYS}app_auth_token = \"{}\"", &secret[..30]);
    let settings = format!("{:?}", with(&token).unwrap());
    assert!(!settings.contains(&secret[..12]), "{settings}");
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,200}") {
        let _ignored = with(&text);
    }

    #[test]
    fn no_value_panics(place in 0..40_usize, value in "\"\\PC{0,30}\"|[0-9.e+-]{1,12}|\\[\"[0-9smhd .-]{0,9}\"\\]|\"[0-9smhd .-]{0,12}\"") {
        let keys = keys();
        let key = &keys[place % keys.len()];
        let _ignored = with(&format!("{key} = {value}"));
    }
}

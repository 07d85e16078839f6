//! A provider that repeats what it was asked, in every field and in every way of writing.

use std::fs;
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use counterpane::provider::alipay::frame;
use counterpane::provider::alipay::sign::SigningKey;
use rsa::rand_core::OsRng;

use super::{Marks, TOKEN};
use crate::line::message;
use crate::pane::Pane;
use crate::world::World;

/// Where the echo stands in a reply.
const PLACES: [&str; 13] = [
    "sub_msg",
    "signed sub_msg",
    "sub_code",
    "fault",
    "trace",
    "page",
    "error page",
    "auth_no",
    "payer",
    "status",
    "number",
    "amount",
    "title",
];

/// Serves until the test ends. Each hold meets the next place; `served` counts them.
fn provider(key: SigningKey, served: &'static AtomicUsize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for near in listener.incoming().map_while(Result::ok) {
            let Some(request) = message(&near) else { continue };
            let request = String::from_utf8_lossy(&request).into_owned();
            let is_hold = request.contains("order.freeze");
            let place = if is_hold { served.fetch_add(1, Ordering::SeqCst) } else { 0 };
            let reply = reply(&key, &request, PLACES[place % PLACES.len()]);
            send(near, &reply);
        }
    });
    address
}

fn send(mut near: TcpStream, reply: &(u16, String, String)) {
    let (status, trace, body) = reply;
    let _gone = write!(
        near,
        "HTTP/1.1 {status} Said\r\ntrace_id: {trace}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    );
}

/// The code in every way of writing that somebody may think of.
fn spelled(code: &str) -> String {
    let each = |with: &dyn Fn(char) -> String| code.chars().map(with).collect::<String>();
    [
        code.to_owned(),
        each(&|c| format!("{c} ")),
        each(&|c| format!("{c}-")),
        each(&|c| format!("<i>{c}</i>")),
        each(&|c| format!("%{:02X}", u32::from(c))),
        each(&|c| format!("&#{};", u32::from(c))),
        each(&|c| format!("{:02x}", u32::from(c))),
        each(&|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap().to_string()),
        STANDARD.encode(code),
        STANDARD.encode(format!("{{\"auth_code\":\"{code}\"}}")),
        format!("https://x.test/?a={code}&b={TOKEN}"),
        STANDARD.encode(format!("app_auth_token={TOKEN}")),
    ]
    .join(" | ")
}

fn reply(key: &SigningKey, request: &str, place: &str) -> (u16, String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let path = head.split(' ').nth(1).unwrap();
    let query = frame::parse_form(path.split_once('?').unwrap().1).unwrap();
    let content = &frame::parse_form(body).unwrap()["biz_content"];
    let content: serde_json::Value = serde_json::from_str(content).unwrap();
    let asked = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    let code = asked("auth_code");
    let all = spelled(if code.is_empty() { "0" } else { &code });
    let node = frame::node_of(&query["method"]);
    let signed = |text: &str| {
        let sign = key.sign(text.as_bytes(), &mut OsRng).unwrap();
        frame::reply(&node, text, None, Some(&sign))
    };
    let failed = |sub_code: &str, words: &str| {
        serde_json::json!({"code": "40004", "msg": "x", "sub_code": sub_code, "sub_msg": words})
            .to_string()
    };
    let success = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut good = serde_json::json!({
            "code": "10000", "msg": "Success", "status": "SUCCESS", "auth_no": "2026112700000000000000000001",
            "operation_id": "1", "out_order_no": asked("out_order_no"),
            "out_request_no": asked("out_request_no"), "amount": asked("amount"),
        });
        change(&mut good);
        signed(&good.to_string())
    };
    let body = match place {
        "signed sub_msg" => signed(&failed("ACQ.PAYMENT_FAIL", &all)),
        "sub_code" => signed(&failed(&format!("ACQ.{code}"), &all)),
        "fault" => {
            frame::reply(frame::ERROR_NODE, &failed("isv.invalid-signature", &all), None, None)
        }
        "page" | "error page" => format!("<html><title>{code}</title>{all}</html>"),
        "auth_no" => success(&|good| good["auth_no"] = code.as_str().into()),
        "payer" => success(&|good| good["payer_logon_id"] = all.as_str().into()),
        "status" => success(&|good| good["status"] = code.as_str().into()),
        "number" => success(&|good| good["out_order_no"] = code.as_str().into()),
        "amount" => success(&|good| good["amount"] = code.as_str().into()),
        "title" => success(&|good| good["order_title"] = all.as_str().into()),
        _ => frame::reply(&node, &failed("ACQ.SYSTEM_ERROR", &all), None, None),
    };
    let trace = if place == "trace" {
        format!("{code}/{TOKEN}/{}", STANDARD.encode(&code))
    } else {
        "t1".to_owned()
    };
    (if place == "error page" { 500 } else { 200 }, trace, body)
}

#[test]
fn a_provider_that_repeats_everything_is_not_believed_to_be_discreet() {
    static SERVED: AtomicUsize = AtomicUsize::new(0);
    let marks = Marks::new(3);
    let world = World::new();
    let pem = fs::read_to_string(world.path("keys/alipay_private_key.pem")).unwrap();
    let address = provider(SigningKey::parse(&pem).unwrap(), &SERVED);
    world.write_settings(&address);
    let settings = fs::read_to_string(world.path("desk.toml")).unwrap();
    let with_token =
        settings.replace("seller_id", &format!("app_auth_token = \"{TOKEN}\"\nseller_id"));
    fs::write(world.path("desk.toml"), with_token).unwrap();
    world.make_private("desk.toml");
    for (room, place) in PLACES.iter().enumerate() {
        let words = format!("hold --json --room {room} --amount 500 --wait 0 --code -");
        let ran = marks.run(&world, &words, Some(&marks.code("confirms")));
        assert!(
            ran.status == Some(4) || ran.status == Some(3) || *place == "title",
            "{place}: {ran}"
        );
    }
    assert_eq!(SERVED.load(Ordering::SeqCst), PLACES.len());
    for words in [
        "list --json",
        "list --attention",
        "doctor",
        "journal export --format csv",
        "journal export --format json",
        "check",
    ] {
        marks.run(&world, words, None);
    }
    // The same words on the screen: the list, a hold's page with its details, the journal's entries.
    let mut pane = Pane::open(&world);
    pane.sees("Ctrl+Q");
    for keys in
        ["\r", "\x1b", "\x1b[B\r", "\x1b", "\x1b[18~", "\r", "\x1b", "\x1b[B\r", "\x1b", "\x1b"]
    {
        pane.listen(std::time::Duration::from_millis(300));
        pane.press(keys);
    }
    pane.listen(std::time::Duration::from_millis(500));
    marks.see("the screen", pane.written.clone());
    pane.kill();
    marks.are_nowhere(&world, "keys", &["desk.db", "desk.log"]);
}

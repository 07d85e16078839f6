//! The server: real sockets, real drops.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};

use counterpane::io::simulator::{ServeError, Server};
use counterpane::provider::alipay::{frame, sign::SigningKey};
use counterpane::simulator::{Merchant, lesson, lesson_code};
use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rsa::rand_core::OsRng;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::terminal::{DETAIL, FREEZE, detail, freeze};

fn blocking<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Sends bytes and reads until the server closes.
async fn post(address: SocketAddr, path: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    match stream.read_to_string(&mut reply).await {
        Ok(_) | Err(_) => reply,
    }
}

#[expect(clippy::disallowed_methods, reason = "the server has this computer's clock, too")]
/// Path and body of a signed request, with the key and the clock of this computer.
fn signed(folder: &Path, method: &str, content: &str) -> (String, String) {
    let pem = std::fs::read_to_string(folder.join("merchant_private_key.pem")).unwrap();
    let local = Timestamp::now().to_zoned(TimeZone::fixed(Offset::constant(8)));
    let mut params = [
        ("app_id", Merchant::default().app_id.as_str()),
        ("method", method),
        ("charset", "utf-8"),
        ("sign_type", "RSA2"),
        ("timestamp", &local.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        ("version", "1.0"),
        ("biz_content", content),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let text = frame::string_to_sign(&params);
    let sign = SigningKey::parse(&pem).unwrap().sign(text.as_bytes(), &mut OsRng).unwrap();
    params.insert("sign".to_owned(), sign);
    params.remove("biz_content");
    let query = frame::form(params.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    (format!("/gateway.do?{query}"), frame::form([("biz_content", content)]))
}

#[test]
fn a_hold_over_http_and_one_that_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("keys");
    let lines = Arc::new(Mutex::new(Vec::<String>::new()));
    blocking(async {
        let listen = "127.0.0.1:0".parse().unwrap();
        let server = Server::bind(listen, &folder, Some("never")).await.unwrap();
        let address = server.address();
        let (stop, stopped) = oneshot::channel::<()>();
        let kept = Arc::clone(&lines);
        let serving = tokio::spawn(server.serve(
            move |line| kept.lock().unwrap().push(line.to_owned()),
            async {
                stopped.await.unwrap_or_default();
            },
        ));
        let code = lesson_code(lesson("confirms").unwrap(), 5);
        let content = freeze("H1", &code).to_string();
        let (path, body) = signed(&folder, FREEZE, &content);
        let reply = post(address, &path, &body).await;
        assert!(reply.starts_with("HTTP/1.1 200 OK\r\n"), "{reply}");
        assert!(reply.contains("text/html") && reply.contains("\r\ntrace_id: "), "{reply}");
        assert!(reply.contains("\"status\":\"SUCCESS\""), "{reply}");

        let lost = lesson_code(lesson("lost").unwrap(), 6);
        let (path, body) = signed(&folder, FREEZE, &freeze("H2", &lost).to_string());
        assert_eq!(post(address, &path, &body).await, "", "closed without a byte");
        let (path, body) = signed(&folder, DETAIL, &detail("H2").to_string());
        assert!(post(address, &path, &body).await.contains("AUTHORIZED"));

        assert!(post(address, "/", "").await.starts_with("HTTP/1.1 404"));
        let long = "x".repeat(70_000);
        assert!(post(address, "/gateway.do", &long).await.starts_with("HTTP/1.1 413"));
        stop.send(()).unwrap();
        serving.await.unwrap();
        let said = lines.lock().unwrap().join("\n");
        assert!(said.contains("lesson: never") && said.contains("freeze H2"), "{said}");
        assert!(!said.contains(&code) && !said.contains(&lost), "{said}");
    });
    assert!(folder.join("books.db").exists() && folder.join("config.toml").exists());
}

#[test]
fn no_other_computer_can_practise_here() {
    let folder = tempfile::tempdir().unwrap();
    let refused = blocking(Server::bind("0.0.0.0:0".parse().unwrap(), folder.path(), None));
    assert!(matches!(refused, Err(ServeError::NotLoopback(_))));
    let nobody = blocking(Server::bind("[::1]:0".parse().unwrap(), folder.path(), Some("nobody")));
    assert!(matches!(nobody, Err(ServeError::Books(_) | ServeError::Listen(..))));
}

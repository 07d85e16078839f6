//! What a program asked of the kernel, read from a trace by `strace`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls that are traced: all that can change a file or a name, or let a byte out. A processor may
/// lack those with a question mark.
const CALLS: &str = "openat,?creat,?open,?mkdir,mkdirat,?rename,?renameat,renameat2,?link,linkat,\
    ?symlink,symlinkat,?unlink,unlinkat,?rmdir,write,writev,pwrite64,pwritev,pwritev2,ftruncate,\
    truncate,fallocate,copy_file_range,sendfile,splice,fsync,fdatasync,sync,syncfs,sync_file_range,\
    msync,sendto,sendmsg,sendmmsg,mmap";

/// One thing that the program did, in the order in which its effects can be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    /// A file is there from now on, if it was not.
    Made(PathBuf),
    MadeFolder(PathBuf),
    Wrote {
        path: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Cut {
        path: PathBuf,
        length: usize,
    },
    /// What was written before this is asked to become durable; it is by the end of the same ticket.
    SyncBegins {
        path: PathBuf,
        ticket: usize,
    },
    SyncEnds {
        ticket: usize,
    },
    Removed(PathBuf),
    Moved {
        from: PathBuf,
        to: PathBuf,
    },
    /// Bytes for another computer.
    Sent {
        to: String,
        bytes: Vec<u8>,
    },
    /// Bytes on standard output.
    Printed(Vec<u8>),
}

/// Whether this machine can trace a program, and the reason where it cannot.
pub(crate) fn missing() -> Option<String> {
    let tried = traced(&Command::new("true"), Path::new("/dev/null")).output();
    match tried {
        Ok(ran) if ran.status.success() => None,
        Ok(ran) => Some(String::from_utf8_lossy(&ran.stderr).trim().to_owned()),
        Err(error) => Some(format!("strace: {error}")),
    }
}

/// The same program, traced into `file`.
pub(crate) fn traced(command: &Command, file: &Path) -> Command {
    let mut traced = Command::new("strace");
    traced.args(["-f", "-qq", "-yy", "-xx", "-s", "10000000", "--seccomp-bpf", "-o"]).arg(file);
    traced.args(["-e", &format!("trace={CALLS}"), "-e", "signal=none"]);
    traced.arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => traced.env(name, value),
            None => traced.env_remove(name),
        };
    }
    if let Some(folder) = command.get_current_dir() {
        traced.current_dir(folder);
    }
    traced
}

/// Everything of a trace that concerns files below `root`, connections and standard output.
pub(crate) fn read(text: &str, root: &Path) -> Vec<Event> {
    let mut begun: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut events = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(start) = call.strip_suffix("<unfinished ...>") {
            begun.insert(thread, (place, start.to_owned()));
        } else if let Some(rest) = call.strip_prefix("<... ") {
            let (start, mut whole) = begun.remove(thread).unwrap();
            whole.push_str(rest.split_once("resumed>").unwrap().1);
            take(&whole, (start, place), root, &mut events);
        } else {
            take(call, (place, place), root, &mut events);
        }
    }
    // A thread that ends with its process leaves calls without an end: their effects may be there.
    for (start, whole) in begun.into_values() {
        take(&format!("{whole}) = 0"), (start, usize::MAX), root, &mut events);
    }
    events.sort_by_key(|(place, _)| *place);
    events.into_iter().map(|(_, event)| event).collect()
}

/// One call, from its name to its result.
struct Call<'a> {
    name: &'a str,
    arguments: &'a str,
    result: i64,
}

impl<'a> Call<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (name, rest) = text.split_once('(')?;
        let (arguments, result) = rest.rsplit_once(" = ")?;
        let arguments = arguments.trim_end().strip_suffix(')')?.trim_end();
        let result = result.split([' ', '<']).next()?.parse().ok()?;
        Some(Self { name, arguments, result })
    }

    /// The number and the name of the file that is the first argument.
    fn file(&self) -> (i64, String) {
        let (number, rest) = self.arguments.split_once('<').unwrap_or((self.arguments, ""));
        let end = rest.find(">,").or_else(|| rest.strip_suffix('>').map(str::len));
        let name = end.map_or("", |end| &rest[..end]);
        (number.trim().parse().unwrap_or(-1), String::from_utf8_lossy(&unhex(name)).into_owned())
    }

    /// All texts among the arguments.
    fn texts(&self) -> Vec<Vec<u8>> {
        self.arguments.split('"').skip(1).step_by(2).map(unhex).collect()
    }

    fn paths(&self) -> Vec<PathBuf> {
        let texts = self.texts().into_iter();
        texts.map(|text| PathBuf::from(String::from_utf8(text).unwrap())).collect()
    }

    fn last_number(&self) -> usize {
        self.arguments.rsplit(", ").next().unwrap().trim().parse().unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.texts().concat();
        bytes.truncate(usize::try_from(self.result).unwrap());
        bytes
    }
}

/// `\x41\x42` is AB; whatever is not written like this stands for itself.
fn unhex(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let hex = rest.strip_prefix("\\x").and_then(|hex| hex.get(..2));
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            rest = &rest[4..];
        } else {
            let length = next.len_utf8();
            out.extend_from_slice(&rest.as_bytes()[..length]);
            rest = &rest[length..];
        }
    }
    out
}

/// Adds what a call did. A change of a file can be on the disk as soon as the call begins, and what
/// is sent can be read by then; everything else counts from its end.
fn take(text: &str, (begin, end): (usize, usize), root: &Path, events: &mut Vec<(usize, Event)>) {
    let Some(call) = Call::of(text).filter(|call| call.result >= 0) else {
        return;
    };
    let (number, name) = call.file();
    let file = PathBuf::from(&name);
    let ours = file.starts_with(root);
    let mut add = |place, event| events.push((place, event));
    match call.name {
        "openat" | "open" | "creat" => {
            let path = call.paths().remove(0);
            let makes = call.name == "creat" || text.contains("O_CREAT");
            if path.starts_with(root) && makes {
                let cuts = call.name == "creat" || text.contains("O_TRUNC");
                add(end, Event::Made(path.clone()));
                if cuts {
                    add(end, Event::Cut { path, length: 0 });
                }
            }
        }
        "mkdir" | "mkdirat" => add(end, Event::MadeFolder(call.paths().remove(0))),
        "unlink" | "unlinkat" | "rmdir" => add(end, Event::Removed(call.paths().remove(0))),
        "rename" | "renameat" | "renameat2" => {
            let [from, to] = call.paths().try_into().unwrap();
            add(end, Event::Moved { from, to });
        }
        "pwrite64" if ours => {
            let (path, bytes) = (file, call.bytes());
            add(begin, Event::Wrote { path, at: call.last_number(), bytes });
        }
        "ftruncate" if ours => add(end, Event::Cut { path: file, length: call.last_number() }),
        "fsync" | "fdatasync" if ours => {
            add(begin, Event::SyncBegins { path: file, ticket: begin });
            add(end, Event::SyncEnds { ticket: begin });
        }
        "write" | "writev" | "sendto" | "sendmsg" if name.starts_with("TCP") => {
            let to = name.rsplit("->").next().unwrap().trim_end_matches(']').to_owned();
            add(begin, Event::Sent { to, bytes: call.bytes() });
        }
        "write" if number == 1 => add(begin, Event::Printed(call.bytes())),
        // The log says what was done; nothing is ever read from it.
        "write" if ours && is_log(&file) => {}
        // The log's index is made again at every start.
        "mmap" if ours && text.contains("MAP_SHARED") && text.contains("PROT_WRITE") => {
            assert!(name.contains("-shm"), "a file is written through memory: {text}");
        }
        "mmap" | "write" | "writev" | "sendto" | "sendmsg" if !ours => {}
        "mmap" => {}
        _ => assert!(!ours && !touches(&call, root), "a call that is not modelled: {text}"),
    }
}

fn is_log(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "log")
}

fn touches(call: &Call<'_>, root: &Path) -> bool {
    call.paths().iter().any(|path| path.starts_with(root))
}

#[test]
fn a_trace_is_read_in_the_order_of_its_effects() {
    let text = r#"7 pwrite64(3<\x2f\x61\x2f\x66>, "\x41\x42", 2, 24 <unfinished ...>
8 fsync(3<\x2f\x61\x2f\x66> <unfinished ...>
8 <... fsync resumed>) = 0
7 <... pwrite64 resumed>) = 2
7 openat(AT_FDCWD</>, "\x2f\x61\x2f\x67", O_RDWR|O_CREAT, 0600) = 4</a/g>
7 openat(AT_FDCWD</>, "\x2f\x61\x2f\x68", O_RDWR|O_CREAT, 0600) = -1 EACCES (Permission denied)
7 writev(5<TCP:[127.0.0.1:1->127.0.0.1:2]>, [{iov_base="\x41", iov_len=1}, {iov_base="\x42\x43", iov_len=2}], 2) = 2
7 write(1<pipe:[9]>, "\x41", 1) = 1
7 pwrite64(9<\x2f\x62\x2f\x66>, "\x41", 1, 0) = 1"#;
    let path = PathBuf::from("/a/f");
    let expected = [
        Event::Wrote { path: path.clone(), at: 24, bytes: b"AB".to_vec() },
        Event::SyncBegins { path, ticket: 1 },
        Event::SyncEnds { ticket: 1 },
        Event::Made(PathBuf::from("/a/g")),
        Event::Sent { to: "127.0.0.1:2".to_owned(), bytes: b"AB".to_vec() },
        Event::Printed(b"A".to_vec()),
    ];
    assert_eq!(read(text, Path::new("/a")), expected);
}

#[test]
#[should_panic(expected = "not modelled")]
fn a_call_that_the_model_does_not_know_is_no_silent_one() {
    read(r#"7 write(3<\x2f\x61\x2f\x66>, "\x41", 1) = 1"#, Path::new("/a"));
}

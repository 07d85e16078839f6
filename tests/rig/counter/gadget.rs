//! A scanner on a real USB bus: the kernel's gadget framework plays the device, `dummy_hcd` joins it to
//! a host controller in the same kernel. HID and a serial line (CDC ACM) at once.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::Duration;

use super::guest::{busybox, put};
use super::model::Model;
use super::patience::until;

const GADGET: &str = "/sys/kernel/config/usb_gadget/scanner";
/// `O_NONBLOCK`: a host that does not read must not stop the rig.
const NO_WAIT: i32 = 0o4000;
const LONGEST: Duration = Duration::from_secs(5);

/// Plugged in until it is dropped; the gadget itself is made once.
#[derive(Debug)]
pub(crate) struct Gadget {
    /// The device's side of the HID function.
    hid: &'static str,
    /// The device's side of the serial line.
    line: &'static str,
    /// The host's side of it.
    host: &'static str,
}

impl Gadget {
    pub(crate) fn plug(model: &Model, serial: &str) -> Result<Self, String> {
        if !Path::new(GADGET).exists() {
            make(model)?;
        }
        let file = |name: &str| format!("{GADGET}/{name}");
        put(&file("strings/0x409/serialnumber"), serial.as_bytes())?;
        let controller = std::fs::read_dir("/sys/class/udc").map_err(|error| error.to_string())?;
        let controller = controller.flatten().next().ok_or("no USB device controller")?;
        put(&file("UDC"), controller.file_name().as_encoded_bytes())?;
        let line = "/dev/ttyGS0";
        let there = || Path::new(line).exists().then_some(());
        until(LONGEST, there).ok_or("the gadget has no serial line")?;
        // As a scanner's own line: nothing is echoed and nothing is changed.
        busybox(&["stty", "-F", line, "raw", "-echo"])?;
        Ok(Self { hid: "/dev/hidg0", line, host: "/dev/ttyACM0" })
    }

    pub(crate) fn send(&self, report: &[u8]) -> Result<(), String> {
        write(self.hid, report)
    }

    /// Sends a piece of text over the serial line.
    pub(crate) fn say(&self, text: &[u8]) -> Result<(), String> {
        write(self.line, text)
    }

    /// Whether a program has the host's side of the serial line open: the device is not told.
    pub(crate) fn is_open(&self) -> bool {
        let list = |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten();
        let files = list(Path::new("/proc")).flat_map(|process| list(&process.path().join("fd")));
        let mut opened = files.filter_map(|file| std::fs::read_link(file.path()).ok());
        opened.any(|path| path.as_os_str() == self.host)
    }

    /// The output reports that the host sent since the last question.
    pub(crate) fn outputs(&self) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        if let Ok(mut file) = open(self.hid) {
            let mut report = [0; 64];
            while let Ok(length @ 1..) = file.read(&mut report) {
                found.push(report.iter().take(length).copied().collect());
            }
        }
        found
    }
}

impl Drop for Gadget {
    fn drop(&mut self) {
        // Where it cannot be unplugged the next plug says so.
        drop(put(&format!("{GADGET}/UDC"), b"\n"));
    }
}

/// Makes the device (`Documentation/usb/gadget_configfs.rst`).
fn make(model: &Model) -> Result<(), String> {
    let (vendor, product) = model.ids()?;
    let file = |name: &str| format!("{GADGET}/{name}");
    for folder in ["strings/0x409", "configs/c.1", "functions/hid.0", "functions/acm.0"] {
        std::fs::create_dir_all(file(folder)).map_err(|error| format!("{folder}: {error}"))?;
    }
    let bytes = model.report.as_ref().map_or(8, |report| report.bytes);
    for (name, value) in [
        ("idVendor", format!("{vendor:#06x}")),
        ("idProduct", format!("{product:#06x}")),
        ("strings/0x409/manufacturer", "Rig Works".to_owned()),
        ("strings/0x409/product", model.name.clone()),
        ("functions/hid.0/report_length", bytes.to_string()),
        ("functions/hid.0/protocol", "0".to_owned()),
        ("functions/hid.0/subclass", "0".to_owned()),
    ] {
        put(&file(name), value.as_bytes())?;
    }
    put(&file("functions/hid.0/report_desc"), &model.descriptor()?)?;
    for function in ["hid.0", "acm.0"] {
        let (from, to) = (format!("functions/{function}"), format!("configs/c.1/{function}"));
        std::os::unix::fs::symlink(file(&from), file(&to)).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn open(path: &str) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).custom_flags(NO_WAIT).open(path)
}

/// Waits as long as a host may take that reads what came before.
fn write(path: &str, bytes: &[u8]) -> Result<(), String> {
    let mut file = open(path).map_err(|error| format!("{path}: {error}"))?;
    let done = until(LONGEST, || match file.write(bytes) {
        Ok(_) => Some(Ok(())),
        Err(error) if error.kind() == ErrorKind::WouldBlock => None,
        Err(error) => Some(Err(format!("{path}: {error}"))),
    });
    done.unwrap_or_else(|| Err(format!("{path}: the host does not read")))
}

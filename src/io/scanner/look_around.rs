//! What the operating system says is plugged in. Nothing is opened here, and no rights are needed.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(not(target_os = "linux"))]
mod others;

use serialport::SerialPortType;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(not(target_os = "linux"))]
use others as system;

use crate::config::ScannerConfig;

use super::found::{Kind, Seen};

/// What changes whenever something may have come or gone, got other rights, or another name.
pub(super) use system::Stamp;

/// Everything that may be a scanner.
pub(super) fn all(config: &ScannerConfig) -> Vec<Seen> {
    let mut seen = system::hid();
    seen.append(&mut serial(config));
    seen.append(&mut system::keys());
    seen
}

fn serial(config: &ScannerConfig) -> Vec<Seen> {
    let ports = if system::has_ports() { serialport::available_ports() } else { Ok(Vec::new()) };
    let ports = ports.unwrap_or_else(|error| {
        tracing::warn!(%error, "serial ports are not listed");
        Vec::new()
    });
    let named = config.device.as_ref().map(|chosen| chosen.text.as_str());
    let mut seen: Vec<Seen> = ports.into_iter().filter_map(|port| of_port(port, named)).collect();
    if let Some(named) = named.filter(|name| system::is_port(name)) {
        name_port(&mut seen, named);
    }
    seen
}

/// A port over USB, or the one that is named.
fn of_port(port: serialport::SerialPortInfo, named: Option<&str>) -> Option<Seen> {
    let is_named = named.is_some_and(|name| name.eq_ignore_ascii_case(&port.port_name));
    let (vendor, product, name) = match port.port_type {
        SerialPortType::UsbPort(usb) => {
            let parts = [usb.manufacturer, usb.product];
            (usb.vid, usb.pid, parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
        }
        SerialPortType::PciPort | SerialPortType::BluetoothPort | SerialPortType::Unknown
            if is_named =>
        {
            (0, 0, port.port_name.clone())
        }
        SerialPortType::PciPort | SerialPortType::BluetoothPort | SerialPortType::Unknown => {
            return None;
        }
    };
    let (node, body) = (port.port_name.clone(), system::body_of_port(&port.port_name));
    Some(Seen { kind: Kind::Serial, node, body, vendor, product, name })
}

/// A person may name a port by a link to it, which stays the same over all plugs, or one that is on no
/// list. It is opened by that name.
fn name_port(seen: &mut Vec<Seen>, named: &str) {
    let real = std::fs::canonicalize(named).ok();
    let is_it = |port: &&mut Seen| {
        let node = std::path::Path::new(&port.node);
        port.node == named || real.as_deref().is_some_and(|real| real == node)
    };
    if let Some(port) = seen.iter_mut().find(is_it) {
        named.clone_into(&mut port.node);
    } else if real.is_some() {
        let (node, name) = (named.to_owned(), named.to_owned());
        let body = String::new();
        seen.push(Seen { kind: Kind::Serial, node, body, vendor: 0, product: 0, name });
    }
}

//! Who makes scanners, by USB numbers: for a nicer name and for finding a serial line. Never a
//! condition for reading HID POS (scanner.md 8).

use std::sync::LazyLock;

use serde::Deserialize;

use super::Speaks;

/// A maker of scanners.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    pub name: String,
    vendor: u16,
    /// Its number is on other things too.
    #[serde(default)]
    shared: bool,
    products: Vec<Product>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    /// USB product number.
    id: u16,
    name: String,
    speaks: Option<Speaks>,
}

#[derive(Debug, Deserialize)]
struct Table {
    maker: Vec<Maker>,
}

const TEXT: &str = include_str!("../../assets/scanners.toml");

/// Without the table scanners are read all the same, so one that cannot be read stops nothing.
static MAKERS: LazyLock<Vec<Maker>> =
    LazyLock::new(|| toml::from_str::<Table>(TEXT).map(|table| table.maker).unwrap_or_default());

/// Newland's number, which many labels carry.
const NEWLAND: u16 = 0x1EAB;

impl Maker {
    /// USB vendor numbers that only scanners carry.
    pub fn vendors() -> impl Iterator<Item = u16> {
        MAKERS.iter().filter(|maker| !maker.shared).map(|maker| maker.vendor)
    }
}

/// The maker with this USB vendor number, where it makes scanners and little else.
pub fn maker(vendor: u16) -> Option<&'static Maker> {
    listed(vendor).filter(|maker| !maker.shared)
}

/// The name of the scanner with these USB numbers, where it is known as one: `Newland HR22`.
pub fn name_of(vendor: u16, product: u16) -> Option<String> {
    let maker = listed(vendor)?;
    let named = maker.product(product).map(|product| format!("{} {}", maker.name, product.name));
    named.or_else(|| (!maker.shared).then(|| format!("{} scanner", maker.name)))
}

/// In which mode a product number says that a scanner is, where that is known.
pub fn mode_of(vendor: u16, product: u16) -> Option<Speaks> {
    let listed = listed(vendor).and_then(|maker| maker.product(product)?.speaks);
    listed.or_else(|| newland(product).filter(|_| vendor == NEWLAND))
}

/// Newland's product numbers end with the mode (scanner.md 1).
const fn newland(product: u16) -> Option<Speaks> {
    match product & 0xFF {
        0x03 => Some(Speaks::Keyboard),
        0x06 => Some(Speaks::Serial),
        0x10 => Some(Speaks::HidPos),
        _ => None,
    }
}

fn listed(vendor: u16) -> Option<&'static Maker> {
    MAKERS.iter().find(|maker| maker.vendor == vendor)
}

impl Maker {
    fn product(&self, product: u16) -> Option<&Product> {
        self.products.iter().find(|known| known.id == product)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_can_be_read_and_names_nothing_twice() {
        let table: Table = toml::from_str(TEXT).unwrap();
        let vendors: BTreeSet<u16> = table.maker.iter().map(|maker| maker.vendor).collect();
        assert_eq!(vendors.len(), table.maker.len());
        for maker in &table.maker {
            let products: BTreeSet<u16> = maker.products.iter().map(|known| known.id).collect();
            assert_eq!(products.len(), maker.products.len(), "{}", maker.name);
        }
    }

    #[test]
    fn a_newland_s_mode_is_the_end_of_its_number_in_the_table_too() {
        for product in &maker(NEWLAND).unwrap().products {
            assert_eq!(product.speaks, newland(product.id), "{}", product.name);
        }
    }

    #[test]
    fn makers_and_modes() {
        assert_eq!(maker(0x1EAB).unwrap().name, "Newland");
        assert_eq!(maker(0x046D), None);
        // Their numbers are on keyboards and serial lines too.
        assert_eq!(maker(0x04B4), None);
        assert_eq!(maker(0x0416), None);
        for (vendor, product, mode) in [
            (0x1EAB, 0x1D03, Some(Speaks::Keyboard)),
            (0x1EAB, 0x1D06, Some(Speaks::Serial)),
            (0x1EAB, 0x7710, Some(Speaks::HidPos)),
            (0x1EAB, 0x1D11, None),
            (0x05E0, 0x1200, Some(Speaks::Keyboard)),
            (0x05E0, 0x1900, Some(Speaks::Other)),
            (0x05E0, 0x1A00, None),
            (0x05E0, 0x0003, None),
            (0x0C2E, 0x0B6A, Some(Speaks::Serial)),
            (0x046D, 0x0010, None),
        ] {
            assert_eq!(mode_of(vendor, product), mode, "{vendor:04x}:{product:04x}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(name_of(0x1EAB, 0x1A10).as_deref(), Some("Newland HR22"));
        assert_eq!(name_of(0x1EAB, 0x9903).as_deref(), Some("Newland scanner"));
        assert_eq!(name_of(0x04B4, 0xDE61).as_deref(), Some("Cypress reader"));
        assert_eq!(name_of(0x04B4, 0x0001), None);
        assert_eq!(name_of(0x046D, 0x0001), None);
    }
}

use serde::{Deserialize, Serialize};

use super::Money;

/// Whose deposit it is. All of it is text that the hotel chose; `room` alone must be there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stay {
    pub room: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub guest: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub booking: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub departure: Option<jiff::civil::Date>,
    /// What the guest owes so far, as the hotel's own books say: less than that may not be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bill: Option<Money>,
    /// What is left stays held behind the departure until then, for charges that come late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_until: Option<jiff::civil::Date>,
}

/// How the guest's wallet is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The cashier scans the code on the guest's phone.
    Scan,
    /// The guest scans the QR code on this screen.
    Qr,
}

/// What a provider can do. Nothing has a default: a provider says each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    pub hold_by_qr: bool,
    /// A part can be released and the rest stays held.
    pub partial_release: bool,
    /// Several charges from one hold.
    pub repeated_capture: bool,
}

/// Why what a scanner sent is no scan. Nothing of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Garbled {
    /// The rest did not come within half a second (scanner.md 2).
    Half,
    /// A report was shorter than the scanner says its reports are.
    Short,
    /// More than any code can be.
    TooLong,
    /// The same scanner sent parts of two scans at once, or its reports contradict each other.
    Mixed,
    /// Keys came as Alt and numbers: the scanner's ALT mode (scanner.md 3).
    AltMode,
    /// Cursor keys came where digits should: the scanner's keypad without Num Lock (scanner.md 3).
    Keypad,
}

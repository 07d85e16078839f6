//! What stands on `/dev/tty1`, from the kernel's own picture of it (vcs(4)).

use std::fs::File;
use std::io::Read as _;

/// The characters, as UTF-32 in the machine's order.
const CELLS: &str = "/dev/vcsu1";
/// Rows, columns, the cursor's place, then characters with colours.
const SIZE: &str = "/dev/vcsa1";

/// The screen's lines without the blanks behind them.
pub(crate) fn lines() -> Result<Vec<String>, String> {
    let mut head = [0_u8; 2];
    let mut size = File::open(SIZE).map_err(|error| format!("{SIZE}: {error}"))?;
    size.read_exact(&mut head).map_err(|error| format!("{SIZE}: {error}"))?;
    let [_, columns] = head;
    let cells = std::fs::read(CELLS).map_err(|error| format!("{CELLS}: {error}"))?;
    let chars: Vec<char> = cells
        .chunks_exact(4)
        .map(|cell| cell.first_chunk().copied().map_or(0, u32::from_ne_bytes))
        .map(|number| char::from_u32(number).filter(|c| *c != '\0').unwrap_or(' '))
        .collect();
    let rows = chars.chunks(usize::from(columns).max(1));
    Ok(rows.map(|row| row.iter().collect::<String>().trim_end().to_owned()).collect())
}

/// The screen as running text: frames are gone, so that a sentence over two lines is found.
pub(crate) fn text() -> Result<String, String> {
    let whole = lines()?.join(" ");
    let framed = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
    let words = whole.split(|c: char| c.is_whitespace() || framed(c));
    Ok(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

//! The cells of a row in a table of reStructuredText whose cells are not drawn.

use super::line::Line;
use crate::text::TextRange;

/// Where the cells of a row stand in its text; `None`: some reach over a column's end. `first` is the table's column.
pub(super) fn cells(row: &Line<'_>, first: usize, columns: &[TextRange]) -> Option<Vec<TextRange>> {
    let shift = row.column.checked_sub(first)?;
    let mut cells = vec![TextRange::default(); columns.len()];
    let mut column = 0;
    for (index, (at, c)) in row.text.char_indices().enumerate() {
        let place = index + shift;
        while column + 1 < columns.len() && columns[column + 1].start <= place {
            column += 1;
        }
        let is_last = column + 1 == columns.len();
        if c.is_whitespace() {
            continue;
        }
        if place >= columns[column].end && !is_last {
            return None;
        }
        let end = at + c.len_utf8();
        let cell = &mut cells[column];
        *cell = if cell.is_empty() { TextRange::new(at, end) } else { TextRange::new(cell.start, end) };
    }
    Some(cells)
}

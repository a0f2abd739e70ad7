//! Pairs the quotation marks of one paragraph.

use crate::text::TextRange;

/// Which marks a quotation is written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkStyle {
    /// “ ”
    DoubleCurly,
    /// " "
    DoubleStraight,
    /// ‘ ’
    SingleCurly,
    /// ' '
    SingleStraight,
    /// « » and » «
    Guillemet,
    /// ‹ › and › ‹
    SingleGuillemet,
    /// „ “ and „ ”
    LowHigh,
    /// ‚ ‘ and ‚ ’
    SingleLowHigh,
    /// 「 」
    CornerBracket,
    /// 『 』
    WhiteCornerBracket,
    /// `` ''
    Latex,
}

/// A quotation in one paragraph, marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedQuotation {
    /// From the opening mark's first byte to the closing mark's last.
    ///
    /// Where the closing mark is missing, it ends where the damage ends: at the paragraph's end, or before the next
    /// opening mark of the same style. Where the opening mark is missing, it is the closing mark alone.
    pub range: TextRange,
    /// The marks.
    pub style: MarkStyle,
    /// Bytes of the opening mark; 0 if it is missing.
    pub open: usize,
    /// Bytes of the closing mark; 0 if it is missing.
    pub close: usize,
    /// How many quotations of this paragraph it stands in.
    pub depth: usize,
}

/// The quotations of a paragraph's text, by their start, outer before inner.
pub fn pair_quotation_marks(text: &str) -> Vec<PairedQuotation> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        let n = c.len_utf8();
        let after = text[i + n..].chars().next().unwrap_or(' ');
        let is_open = c == '“' || (c == '"' && open.is_none() && !after.is_whitespace());
        let is_close = c == '”' || (c == '"' && open.is_some());
        if is_open && open.is_none() {
            open = Some(i);
        } else if is_close && let Some(s) = open.take() {
            out.push(PairedQuotation {
                range: TextRange::new(s, i + n),
                style: MarkStyle::DoubleCurly,
                open: if text.as_bytes()[s] == b'"' { 1 } else { 3 },
                close: n,
                depth: 0,
            });
        }
        before = c;
    }
    let _ = before;
    if let Some(s) = open {
        out.push(PairedQuotation {
            range: TextRange::new(s, text.len()),
            style: MarkStyle::DoubleCurly,
            open: if text.as_bytes()[s] == b'"' { 1 } else { 3 },
            close: 0,
            depth: 0,
        });
    }
    out
}

//! A report on articles: who speaks how much, where, on whose authority, and what the rules find; one page of HTML.
//!
//! [`Article::new`] gathers it from an [`Analysis`](super::Analysis) as plain data that serialises; [`page()`] writes the page.
//! Both are pure.
//!
//! | file | |
//! |---|---|
//! | `article.rs` | the data |
//! | `gather.rs` | cuts the text, counts words, finds findings' places |
//! | `voices.rs`, `initials.rs` | who speaks, and letters for them |
//! | `layer.rs` | what lies over each byte |
//! | `page.rs`, `page.html`, `page.css` | the page around articles |
//! | `section.rs`, `section.html` | one article's part of it: figures and tables |
//! | `ribbon.rs`, `prose.rs` | where each speaks: the ribbon, and the text that it leads to |
//! | `places.rs` | where in the source that stands which links lead to |
//! | `html.rs` | escapes text and fills templates |

mod article;
mod gather;
mod html;
mod initials;
mod layer;
mod page;
mod places;
mod prose;
mod ribbon;
mod section;
#[cfg(test)]
mod tests;
mod voices;

pub use article::{Article, Block, Finding, Paragraph, Piece, Place, Run, Said, Standing, Voice};
pub use page::page;
pub use places::places;

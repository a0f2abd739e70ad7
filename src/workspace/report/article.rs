//! What a report tells of one article, as plain data: figures, findings, and the text cut into who speaks.

use serde::Serialize;

/// One article's report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Article {
    /// How the user knows it: its path, or `-`.
    pub name: String,
    /// Its headline, if it begins with one; else its name.
    pub title: String,
    /// How many words it has, headlines included.
    pub words: usize,
    /// Whose words stand in it beside the writer's, in the order in which they first speak.
    pub voices: Vec<Voice>,
    /// What the rules report, in text order.
    pub findings: Vec<Finding>,
    /// Its prose.
    pub paragraphs: Vec<Paragraph>,
}

/// Somebody who says something in an article, or all that nobody is known for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Voice {
    /// The name; of one who is not known the words that stand for them.
    pub name: String,
    /// A few letters for it. Those of speakers differ from each other.
    pub initials: String,
    /// Who that is, or who it could be.
    pub role: Option<String>,
    /// How well the text says who it is.
    pub standing: Standing,
    /// Which colour, counted from 0 in the order of the voices; `None`: nobody's.
    pub colour: Option<usize>,
    /// How many things are said in quotation marks alone.
    pub direct: usize,
    /// How many partly in quotation marks.
    pub mixed: usize,
    /// How many without.
    pub indirect: usize,
    /// Words in quotation marks.
    pub quoted: usize,
    /// Words without, told by the writer.
    pub reported: usize,
    /// Which part of all that is said in the article this is, by words, from 0 to 1.
    pub share: f64,
}

/// How well a text says who somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// By a name, or it is a thing that needs none: figures, a ministry.
    Named,
    /// By a noun alone: "officials", "a source".
    Unnamed,
    /// It names somebody, but it is not clear whom: "she".
    Unclear,
    /// Not at all.
    Unsourced,
}

/// A finding as a report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule's name.
    pub rule: &'static str,
    /// The severity's name.
    pub severity: &'static str,
    /// What is missing or wrong.
    pub message: String,
    /// How to mend it.
    pub advice: String,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Where in the prose; `None`: it is about a text without any.
    pub place: Option<Place>,
}

/// Where a finding stands in the prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The index of the paragraph, or of the nearest one.
    pub paragraph: usize,
    /// How many words of the article stand before it; `None`: what it is about is not in the prose, as a comment is not.
    pub words_before: Option<usize>,
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// What kind of block it is.
    pub block: Block,
    /// The line of the source on which it begins, from 1.
    pub line: usize,
    /// Its text, from left to right.
    pub runs: Vec<Run>,
}

/// The kind of block that prose stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// Running text.
    Text,
    /// A heading.
    Heading,
    /// An item of a list.
    Item,
    /// Part of a block quote.
    Quote,
    /// A cell of a table.
    Cell,
}

/// A stretch of text that is one voice's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Whose; `None`: the writer's own.
    pub said: Option<Said>,
    /// How many words begin in it.
    pub words: usize,
    /// Its text, cut where what is marked changes.
    pub pieces: Vec<Piece>,
}

/// What is known of words that are not the writer's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The index of the voice.
    pub voice: usize,
    /// Whether they stand in quotation marks.
    pub quoted: bool,
    /// Whether the words before them are something else, so that a reader wants to be told who speaks.
    pub begins: bool,
}

/// Text that is marked in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The indices of the findings that are about it.
    pub findings: Vec<usize>,
    /// Whether it is emphasised.
    pub emphasis: bool,
    /// Whether it is code.
    pub code: bool,
}

impl Standing {
    /// All of them, the best first.
    pub const ALL: [Self; 4] = [Self::Named, Self::Unnamed, Self::Unclear, Self::Unsourced];
}

impl Voice {
    /// How many things are said.
    pub fn sayings(&self) -> usize {
        self.direct + self.mixed + self.indirect
    }

    /// How many words that are.
    pub fn words(&self) -> usize {
        self.quoted + self.reported
    }

    /// Whether it is somebody, named or not.
    pub fn is_speaker(&self) -> bool {
        matches!(self.standing, Standing::Named | Standing::Unnamed)
    }
}

impl Article {
    /// How many words are not the writer's own.
    pub fn said(&self) -> usize {
        self.voices.iter().map(Voice::words).sum()
    }

    /// How many words are said by those of a standing.
    pub fn said_by(&self, standing: Standing) -> usize {
        self.voices.iter().filter(|voice| voice.standing == standing).map(Voice::words).sum()
    }

    /// How many things are said.
    pub fn sayings(&self) -> usize {
        self.voices.iter().map(Voice::sayings).sum()
    }

    /// How many somebodies speak.
    pub fn speakers(&self) -> usize {
        self.voices.iter().filter(|voice| voice.is_speaker()).count()
    }
}

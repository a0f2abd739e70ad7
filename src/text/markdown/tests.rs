use proptest::prelude::*;

use crate::text::fixture::{self, check_places};
use crate::text::{Comment, Format, InlineKind, TextRange, read};

fn render(source: &str) -> Vec<String> {
    fixture::render(source, Format::Markdown)
}

fn inlines(source: &str) -> Vec<(InlineKind, String, String)> {
    fixture::inlines(source, Format::Markdown)
}

/// Where the source says `place`, the prose says `place` too.
fn check_place(source: &str, place: &str) {
    let document = read(source, Format::Markdown);
    let at = source.find(place).unwrap();
    let found = document.paragraphs.iter().find_map(|paragraph| {
        let start = paragraph.text().find(place)?;
        Some(paragraph.to_source(TextRange::new(start, start + place.len())))
    });
    assert_eq!(found, Some(TextRange::new(at, at + place.len())), "{place:?} in {source:?}");
}

#[test]
fn a_carriage_return_alone_ends_a_line() {
    for source in
        ["<!-- n -->\n\nLi left.\n\n```\ncode\n```\n\nShe ran.\n", "<div>\n\nLi left.\n\n</div>\n\nShe ran.\n"]
    {
        let old = source.replace('\n', "\r");
        assert_eq!(render(&old), render(source), "{old:?}");
        check_place(&old, "She ran.");
    }
    assert_eq!(render("Li left\r\nearly.\rShe\n\rran."), ["Li left early. She", "ran."]);
}

#[test]
fn blocks_of_prose_are_paragraphs() {
    assert_eq!(
        render("# Bridge *falls* {#id}\n\nLi left\non Monday.\n\nEnd\n===\n"),
        ["Heading: Bridge falls", "Li left on Monday.", "Heading: End"]
    );
    assert_eq!(
        render("> “One,\nlazy\n> two.”\n>\n> - item\n>   more\n>\n>   Loose.\n\nAfter."),
        ["BlockQuote: “One, lazy two.”", "ListItem: item more", "ListItem: Loose.", "After."]
    );
    assert_eq!(
        render("1. One\n   - nested\n     deep\n2. [x] Two\n\n   Three"),
        ["ListItem: One", "ListItem: nested deep", "ListItem: Two", "ListItem: Three"]
    );
    assert_eq!(
        render("| a *b* | c |\n|---|---|\n| d \\| e | `f` |\n"),
        ["TableCell: a b", "TableCell: c", "TableCell: d | e"]
    );
    assert_eq!(
        render("Term\n: What it means.\n\nWord.[^1]\n\n[^1]: The *note*.\n\n    Its end.\n"),
        ["ListItem: Term", "ListItem: What it means.", "Word.", "The note.", "Its end."]
    );
    assert_eq!(render("> [!NOTE]\n> Mind the gap.\n"), ["BlockQuote: Mind the gap."]);
}

#[test]
fn what_is_no_prose_is_left_out() {
    assert_eq!(render("---\ntitle: “No”\n---\n\nYes."), ["Yes."]);
    assert_eq!(render("+++\ntitle = “No”\n+++\n\nYes."), ["Yes."]);
    assert_eq!(render("```\n“No”\n```\n\n    “No”\n\n<div>\n“No”\n</div>\n\n<!-- “No” -->\n\nYes."), ["Yes."]);
    assert_eq!(render("![“No”](no.png) `no`\n\n---\n\nYes."), ["Yes."]);
    assert_eq!(render("Yes <b>and</b> no<br>way<!-- “No” -->."), ["Yes and no way."]);
    assert_eq!(render("[ref]: https://example.com \"No\"\n\nYes."), ["Yes."]);
}

#[test]
fn code_and_formulas_are_a_word() {
    assert_eq!(render("Run `a b` or ``c`d``, with $x^2$ and $$y$$."), ["Run ◊ or ◊, with ◊ and ◊."]);
    assert_eq!(render("From $5-$10 to $20, US$5/US$6 or $5,$6."), ["From $5-$10 to $20, US$5/US$6 or $5,$6."]);
    assert_eq!(inlines("Run `a b` now."), [(InlineKind::Code, "◊".into(), "`a b`".into())]);
}

#[test]
fn entities_and_escapes_are_what_they_stand_for() {
    assert_eq!(render("Li&rsquo;s A&amp;B \\*and\\* &#8220;no&#8221;"), ["Li’s A&B *and* “no”"]);
    let source = "&ldquo;We won,&rdquo; said Li.";
    let paragraph = &read(source, Format::Markdown).paragraphs[0];
    let quotation = TextRange::new(0, paragraph.text().find(" said").unwrap());
    assert_eq!(&source[paragraph.to_source(quotation)], "&ldquo;We won,&rdquo;");
}

#[test]
fn links_are_their_text() {
    let kind = InlineKind::Link;
    assert_eq!(render("See [the *report*](https://example.com/a \"title\") now."), ["See the report now."]);
    assert_eq!(inlines("See [the report](https://example.com)."), [(kind, "the report".into(), "the report".into())]);
    let address = || "https://example.com/a".to_owned();
    assert_eq!(inlines("See <https://example.com/a>."), [(kind, address(), address())]);
    assert_eq!(inlines("See https://example.com/a."), [(kind, address(), address())]);
    assert_eq!(inlines("Write to li@example.com."), []);
    assert_eq!(render("[[Page|the page]] and [[Page]]"), ["the page and Page"]);
}

#[test]
fn footnotes_and_emphasis_are_noted() {
    let source = "It *was* so.[^a] Yes.\n\n[^a]: Note.";
    assert_eq!(render(source), ["It was so. Yes.", "Note."]);
    let found = inlines(source);
    assert_eq!(found[0], (InlineKind::Emphasis, "was".into(), "was".into()));
    assert_eq!((found[1].0, found[1].1.as_str()), (InlineKind::FootnoteReference, ""));
    assert_eq!(found.len(), 2);
    assert_eq!(
        inlines("**Very *much***."),
        [
            (InlineKind::Emphasis, "Very much".into(), "Very *much".into()),
            (InlineKind::Emphasis, "much".into(), "much".into())
        ]
    );
}

#[test]
fn prose_stands_where_the_source_has_it() {
    let source = "\u{feff}---\r\na: b\r\n---\r\n# Head\r\n\r\n> “One,\r\n> two,” said *Li*.\r\n\r\n- 👍🏽 [é](x) end\r\n";
    for place in ["Head", "“One,", "two,” said ", "Li", "👍🏽 ", "é", " end"] {
        check_place(source, place);
    }
    assert_eq!(render(source), ["Heading: Head", "BlockQuote: “One, two,” said Li.", "ListItem: 👍🏽 é end"]);
    assert_eq!(render(&source.replace("\r\n", "\n")), render(source));
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "“No,”",
        " ",
        " ",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "===",
        "---\n",
        "+++\n",
        "```",
        "`",
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "[^1]",
        "[^1]: ",
        "![",
        "<b>",
        "<br>",
        "<!--",
        "-->",
        "<div>",
        "&amp;",
        "&",
        "\\",
        "|",
        "\n|-|-|\n",
        ": ",
        "$",
        "$$",
        "~~",
        "[[",
        "]]",
        "https://example.com",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        "\t",
        "    ",
        "{#id}",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check_places(&source, &read(&source, Format::Markdown))?;
    }
}

/// The comments of a text, each with the prose of the paragraph that it stands in.
fn comments(source: &str) -> Vec<(&str, Option<String>)> {
    let document = read(source, Format::Markdown);
    let paragraph = |index: usize| document.paragraphs[index].text().to_owned();
    let show = |comment: &Comment| (source[comment.content].trim(), comment.paragraph.map(paragraph));
    document.comments.iter().map(show).collect()
}

#[test]
fn comments_are_found_inside_paragraphs_and_between() {
    let source = "\u{feff}One é <!-- a --> two. <!-- b\nc -->\n\n<!-- d -->\n\n- Item <!--e-->\n\n> <!-- f -->\n> Quote.\n\n<div>\n<!-- g --><!-- h -->\n</div>";
    let one = Some("One é  two. ".to_owned());
    let expected = [
        ("a", one.clone()),
        ("b\nc", one),
        ("d", None),
        ("e", Some("Item ".to_owned())),
        ("f", None),
        ("g", None),
        ("h", None),
    ];
    assert_eq!(comments(source), expected);
    assert_eq!(source[read(source, Format::Markdown).comments[0].span], *"<!-- a -->");
}

#[test]
fn comments_in_code_and_open_ones_are_none() {
    assert_eq!(comments("`<!-- a -->`\n\n```\n<!-- b -->\n```\n\n<!-- c"), []);
}

#[test]
fn a_comment_in_a_paragraph_without_words_stands_by_itself() {
    assert_eq!(comments("`x` <!-- a -->\n\nOne."), [("a", None)]);
}

#[test]
fn the_front_matter_is_found_where_a_text_begins() {
    let front_matter = |source: &str| read(source, Format::Markdown).front_matter.map(|range| source[range].to_owned());
    assert_eq!(front_matter("\u{feff}---\ntitle: É\n---\n\nOne.").as_deref(), Some("title: É\n"));
    assert_eq!(front_matter("+++\r\na = 1\r\nb = 2\r\n+++\r\nOne.").as_deref(), Some("a = 1\r\nb = 2\r\n"));
    assert_eq!(front_matter("One.\n\n---\ntitle: É\n---\n"), None);
    assert_eq!(front_matter("One."), None);
}

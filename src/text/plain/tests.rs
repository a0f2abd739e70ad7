//! What comes out is written as one line a paragraph, its kind before it unless it is running text.

use proptest::prelude::*;

use crate::text::{BlockKind, Document, Format, TextRange, read};

fn render(source: &str) -> Vec<String> {
    let document = read(source, Format::Plain);
    let show = |kind: BlockKind, text: &str| match kind {
        BlockKind::Paragraph => text.to_owned(),
        kind => format!("{kind:?}: {text}"),
    };
    document.paragraphs.iter().map(|paragraph| show(paragraph.kind, paragraph.text())).collect()
}

#[test]
fn a_line_is_a_paragraph() {
    assert_eq!(
        render("Li left on Monday.\nBo stayed.\n\nThey met again."),
        ["Li left on Monday.", "Bo stayed.", "They met again."]
    );
    assert_eq!(render(""), [""; 0]);
    assert_eq!(render(" \n\t\r\n  "), [""; 0]);
}

#[test]
fn every_kind_of_line_end_counts() {
    assert_eq!(
        render("\u{feff}One.\r\nTwo.\rThree.\u{2028}Four.\u{2029}Five.\u{c}Six.\u{85}Seven.\n"),
        ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."]
    );
}

#[test]
fn white_space_around_a_line_is_no_prose() {
    let document = read("\u{feff}\t “We won.”\u{a0} \r\n", Format::Plain);
    assert_eq!(document.paragraphs[0].text(), "“We won.”");
    assert_eq!(document.paragraphs[0].source_range(), TextRange::new(5, 18));
}

#[test]
fn hard_wrapped_lines_are_one_paragraph() {
    let source = "\
“We have been told that it will be done,” said Li, who has lived in the
village since the bridge was built. “I don’t believe a word of it. They
said so last year.”

The mayor wouldn’t say when the new bridge will be built, or by whom, or
what it will cost.

“Soon,” she said.
“Very soon.”
";
    let paragraphs = render(source);
    assert_eq!(paragraphs.len(), 4, "{paragraphs:#?}");
    assert!(paragraphs[0].ends_with("They\nsaid so last year.”"));
    assert!(paragraphs[1].ends_with("whom, or\nwhat it will cost."));
    assert_eq!(paragraphs[2..], ["“Soon,” she said.", "“Very soon.”"]);
    let with_returns = render(&source.replace('\n', "\r\n"));
    assert_eq!(with_returns.len(), 4);
    assert!(with_returns[0].ends_with("They\r\nsaid so last year.”"));
}

#[test]
fn wrapped_paragraphs_need_no_blank_line_between() {
    let source = "\
    The village has waited for its bridge since the old one fell into
the river in the spring, and nobody knows who is going to pay for it.
    “We have been told that it will be done,” said Li, who has lived
there since she was a child. “I don’t believe a word of it.”
    Bo agrees.
";
    let paragraphs = render(source);
    assert_eq!(paragraphs.len(), 3, "{paragraphs:#?}");
    assert!(paragraphs[1].starts_with("“We have") && paragraphs[1].ends_with("word of it.”"));
}

#[test]
fn verses_and_addresses_are_not_wrapped() {
    let verses = "O bridge that fell into the stream,\nWhere willows bend and waters gleam,\nThe mayor \
                  said you would arise,\nBut mayors tell the sweetest lies.";
    assert_eq!(render(verses).len(), 4);
    assert_eq!(render("milk\nbread and butter\nsome eggs\nten apples\nsugar").len(), 5);
    assert_eq!(render("Li Bo\n5 Bridge Street\nLittle Hampton\nUK").len(), 4);
    assert_eq!(render("\"Yes,\" he said.\n\"No,\" she said.\n\"Why?\" he asked.\nHe left.").len(), 4);
}

#[test]
fn long_lines_are_never_wrapped() {
    let line = "word ".repeat(30);
    assert_eq!(render(&format!("{line}\n{line}\n{line}")).len(), 3);
}

#[test]
fn lists_are_items_without_their_markers() {
    assert_eq!(
        render("- One thing.\n- Another.\n* Third, which is\n  long.\n\n1. First.\n2) Second.\n• Dot.\n"),
        [
            "ListItem: One thing.",
            "ListItem: Another.",
            "ListItem: Third, which is\n  long.",
            "ListItem: First.",
            "ListItem: Second.",
            "ListItem: Dot."
        ]
    );
    assert_eq!(
        render("-5 degrees.\n1984. A novel.\n-- and so on."),
        ["-5 degrees.", "1984. A novel.", "-- and so on."]
    );
}

#[test]
fn quoted_mail_is_a_block_quote() {
    let source =
        "You wrote:\n> I will not be there tomorrow, as the bridge\n> is closed.\n>> And today?\n> Yes.\nFine.";
    assert_eq!(
        render(source),
        [
            "You wrote:",
            "BlockQuote: I will not be there tomorrow, as the bridge is closed.",
            "BlockQuote: And today?",
            "BlockQuote: Yes.",
            "Fine."
        ]
    );
    let document = read(source, Format::Plain);
    let quote = &document.paragraphs[1];
    let at = quote.text().find("is closed").unwrap();
    assert_eq!(&source[quote.to_source(TextRange::new(at, at + 2))], "is");
}

#[test]
fn rules_between_parts_are_no_prose() {
    assert_eq!(render("One.\n* * *\nTwo.\n-----\n— — —\nThree."), ["One.", "Two.", "Three."]);
}

#[test]
fn headlines_and_titles_are_headings() {
    let body = "The village has waited for its bridge since the old one fell into the river.";
    assert_eq!(render(&format!("Village waits for its bridge\n{body}"))[0], "Heading: Village waits for its bridge");
    assert_eq!(render(&format!("{body}\n\nA Bridge for the People\n\n{body}"))[1], "Heading: A Bridge for the People");
    assert_eq!(render(&format!("{body}\nCHAPTER II.\n{body}"))[1], "Heading: CHAPTER II.");
}

#[test]
fn what_may_be_speech_is_no_heading() {
    let body = "The village has waited for its bridge since the old one fell into the river.";
    for line in [
        "“We waited for it”",
        "The village waited, Li said",
        "The village waited.",
        "Why do they wait?",
        "- Bridge",
        &"word ".repeat(21),
    ] {
        assert!(!render(&format!("{line}\n\n{body}"))[0].starts_with("Heading"), "{line}");
    }
    for line in ["He ran away", "Li left", "yes", "Li went to see the mayor"] {
        assert_eq!(render(&format!("{body}\n\n{line}\n\n{body}"))[1], line);
    }
    assert_eq!(render("Experts say it works"), ["Experts say it works"]);
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "A Title",
        "“No,”",
        "he said.",
        " ",
        " ",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "\u{2028}",
        "\u{c}",
        "\t",
        "> ",
        "- ",
        "1. ",
        "* * *",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        "\u{301}",
        "שלום",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Prose stands where the document says, in order, and none is lost.
fn check(source: &str, document: &Document) -> Result<(), TestCaseError> {
    let mut done = 0;
    for paragraph in &document.paragraphs {
        let range = paragraph.source_range();
        prop_assert!(range.start >= done && source.get(range.start..range.end).is_some(), "{range:?} in {source:?}");
        prop_assert!(!source[done..range.start].contains("word"), "prose lost before {range:?} in {source:?}");
        for (at, c) in paragraph.text().char_indices().filter(|(_, c)| !c.is_whitespace()) {
            let prose = TextRange::new(at, at + c.len_utf8());
            let stands = paragraph.to_source(prose);
            prop_assert_eq!(&source[stands], &paragraph.text()[prose]);
            prop_assert_eq!(paragraph.to_prose(stands.start), Some(at));
        }
        done = range.end;
    }
    prop_assert!(!source[done..].contains("word"), "prose lost after {done} in {source:?}");
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check(&source, &read(&source, Format::Plain))?;
    }
}

#[test]
fn a_quotation_over_lines_of_a_sentence_each_is_one_paragraph() {
    assert_eq!(
        render("Bo sat down.\n“I had no right to ask.\nOf course I had none.\nWho has? ”\nshe said.\nHe rose."),
        ["Bo sat down.", "“I had no right to ask.\nOf course I had none.\nWho has? ”\nshe said.", "He rose."]
    );
    assert_eq!(
        render("\"One.\nTwo,\" he said.\n\"Three.\"\nFour."),
        ["\"One.\nTwo,\" he said.", "\"Three.\"", "Four."]
    );
}

#[test]
fn a_line_that_says_who_speaks_goes_with_what_is_said() {
    assert_eq!(render("“Stop!”\nI shouted.\nHe ran."), ["“Stop!”\nI shouted.", "He ran."]);
    assert_eq!(render("‘ Impossible ! ’\ncried Ada .\nBo rose ."), ["‘ Impossible ! ’\ncried Ada .", "Bo rose ."]);
    assert_eq!(render("— Stop!\nAda said quietly.\nHe ran."), ["— Stop!\nAda said quietly.", "He ran."]);
    // who listens, and what is said of something else
    assert_eq!(render("“Stop!”\nAda sighed."), ["“Stop!”", "Ada sighed."]);
    assert_eq!(render("“Stop!”\nAda said that he ran."), ["“Stop!”", "Ada said that he ran."]);
}

#[test]
fn an_open_quotation_that_opens_again_is_two_paragraphs() {
    assert_eq!(render("“One.\n“Two,” he said."), ["“One.", "“Two,” he said."]);
    assert_eq!(render("\"One.\n\"Two,\" he said."), ["\"One.", "\"Two,\" he said."]);
    assert_eq!(render("“One.\nTwo.\nThree."), ["“One.", "Two.", "Three."]);
}

#[test]
fn a_line_for_sayso_is_a_comment_and_no_prose() {
    let source = "\u{feff}One é.\r\n  [sayso-ignore vague-source: so]  \r\nTwo.\n[sic]\n[sayso-ignore] and more.\n";
    let document = read(source, Format::Plain);
    let comments: Vec<&str> = document.comments.iter().map(|comment| &source[comment.content]).collect();
    assert_eq!(comments, ["sayso-ignore vague-source: so"]);
    assert_eq!(source[document.comments[0].span], *"[sayso-ignore vague-source: so]");
    assert_eq!(render(source), ["One é.", "Two.", "[sic]", "[sayso-ignore] and more."]);
}

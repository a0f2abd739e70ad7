use proptest::prelude::*;

use crate::text::fixture::{self, check_places};
use crate::text::{Format, InlineKind, TextRange, read};

fn render(source: &str) -> Vec<String> {
    fixture::render(source, Format::AsciiDoc)
}

fn inlines(source: &str) -> Vec<(InlineKind, String, String)> {
    fixture::inlines(source, Format::AsciiDoc)
}

#[test]
fn of_the_header_only_the_title_is_prose() {
    let source = "// no\n= The quay\nAnn Li <ann@a.example>\nv1.0, 2021-03-04\n:toc:\n:no: no \\\nno\n\n:no: no\n\nIt rained.\nA lot.\n";
    assert_eq!(render(source), ["Heading: The quay", "It rained. A lot."]);
    assert_eq!(
        render("The quay\n========\nAnn Li\n\nWet\n---\nIt rained."),
        ["Heading: The quay", "Heading: Wet", "It rained."]
    );
    assert_eq!(
        render("It rained.\n\n= Part\n\n== Two ==\nMore."),
        ["It rained.", "Heading: Part", "Heading: Two", "More."]
    );
    assert_eq!(render("---\nlayout: no\n---\n= One\n\nTwo."), ["Heading: One", "Two."]);
}

#[test]
fn blocks_of_prose_are_paragraphs() {
    assert_eq!(
        render("* One,\n  two\n** Three\n// no\n* Four\n+\nFive\n\nSix.\n\n1. A\n. B\n\n<1> C\n* [x] Done"),
        [
            "ListItem: One, two",
            "ListItem: Three",
            "ListItem: Four",
            "ListItem: Five",
            "Six.",
            "ListItem: A",
            "ListItem: B",
            "ListItem: C",
            "ListItem: Done"
        ]
    );
    assert_eq!(
        render("Term A:: one\ntwo\nTerm B::\n  three"),
        ["ListItem: Term A", "ListItem: one two", "ListItem: Term B", "ListItem: three"]
    );
    assert_eq!(
        render(
            "____\nOne.\n\nTwo.\n____\n\n[quote, Ann Li, The book]\nThree.\n\n\"Four.\"\n-- Ann Li\n\n> Five\n> six.\n\nSeven."
        ),
        [
            "BlockQuote: One.",
            "BlockQuote: Two.",
            "BlockQuote: Three.",
            "BlockQuote: \"Four.\"",
            "BlockQuote: -- Ann Li",
            "BlockQuote: Five six.",
            "Seven."
        ]
    );
    assert_eq!(
        render("NOTE: One.\n\n[TIP]\n====\nTwo.\n\n****\nThree.\n****\n====\n\n.The quay\nFour.\n'''\nFive."),
        ["One.", "Two.", "Three.", "Heading: The quay", "Four.", "Five."]
    );
}

#[test]
fn cells_are_blocks() {
    assert_eq!(
        render(
            "[cols=\"1,2\"]\n|===\n|One |Two\n\n|Three\n// no\nfour 2+^s|Five \\| six\nl|no a|Seven\n\nEight\n|===\nNine."
        ),
        ["One", "Two", "Three four", "Five | six", "Seven", "Eight"]
            .map(|cell| format!("TableCell: {cell}"))
            .into_iter()
            .chain(["Nine.".into()])
            .collect::<Vec<_>>()
    );
    assert_eq!(render("[%header,format=csv]\n|===\nno,no\n|===\n\n,===\nno\n,===\nYes."), ["Yes."]);
}

#[test]
fn what_is_no_prose_is_left_out() {
    for block in [
        "----\nno\n----",
        "....\nno\n....",
        "++++\n<b>no</b>\n++++",
        "////\nno\n////",
        "```rust\nno\n```",
        " no\nno",
        "[source,ruby]\nno\nno",
        "[source]\n--\nno\n\nno\n--",
        "image::no.png[no]",
        "include::no.adoc[]",
        "[[no]]",
        ":no: no",
        "[stem]\n++++\nno\n++++",
        "toc::[]",
        "<<<",
    ] {
        assert_eq!(render(&format!("One.\n\n{block}\n\nTwo.")), ["One.", "Two."], "{block}");
    }
    assert_eq!(render("One\nifdef::no[]\ntwo.\nendif::[]\n----\nno"), ["One two."]);
}

#[test]
fn marks_in_a_sentence_are_not_shown() {
    for (written, shown) in [
        ("*One* _two_ #three# [.big]#four# **f**ive __s__ix", "One two three four five six"),
        ("2 * 3 * 4, snake_case_name, C# and F#, *open", "2 * 3 * 4, snake_case_name, C# and F#, *open"),
        ("\"`No,`\" said Li. '`Yes`' it`'s", "“No,” said Li. ‘Yes’ it’s"),
        ("\"`No,\nno,`\" said Li`'s dog.", "“No, no,” said Li’s dog."),
        ("It rained +\nhard.", "It rained hard."),
        ("Run `a *b* c` and ``d``e.", "Run ◊ and ◊e."),
        ("Run `é` and +“no”+.", "Run ◊ and “no”."),
        ("It is +*so*+ and +++<u>so</u>+++ pass:[*so*].", "It is *so* and *so*."),
        ("\\*One* \\{two} \\`three`", "*One* {two} `three`"),
        ("Li{rsquo}s {city}&#8212;&nosuch; A&B", "Li’s ◊—&nosuch; A&B"),
        ("It was so.footnote:[Not https://a.example[so].] Yes footnote:[No].", "It was so. Yes."),
        ("See <<a>>, <<a,part *two*>>, xref:b[three] and link:c[four^].", "See ◊, part two, three and four."),
        (
            "https://a.example[\"One, two\",role=x] https://a.example/_b_ <https://a.example>",
            "One, two https://a.example/_b_ https://a.example",
        ),
        ("[[x]]One ((two)) (((three)))four x^2^ image:no.png[no]", "One two four x2"),
        ("https://a.example[one *two] three*", "one *two three*"),
        ("[Note] it says [*so*].", "[Note] it says [so]."),
    ] {
        assert_eq!(render(written), [shown], "{written}");
    }
}

#[test]
fn links_emphasis_and_code_are_noted() {
    assert_eq!(
        inlines("See https://a.example[*the* report]."),
        [
            (InlineKind::Emphasis, "the".into(), "the".into()),
            (InlineKind::Link, "the report".into(), "the* report".into()),
        ]
    );
    assert_eq!(inlines("Run `a b`."), [(InlineKind::Code, "◊".into(), "`a b`".into())]);
    assert_eq!(inlines("So.footnote:[No.]")[0].0, InlineKind::FootnoteReference);
    let source = "\"`We won,`\" said Li.";
    let paragraph = &read(source, Format::AsciiDoc).paragraphs[0];
    let quotation = TextRange::new(0, paragraph.text().find(" said").unwrap());
    assert_eq!(&source[paragraph.to_source(quotation)], "\"`We won,`\"");
}

#[test]
fn comments_stand_in_paragraphs_or_beside_them() {
    let source = "// a\nOne\n// b\ntwo.\n// c\n\n////\nd\n////\n* One\n// e\n* Two";
    let document = read(source, Format::AsciiDoc);
    let comments: Vec<_> = document.comments.iter().map(|it| (source[it.content].trim(), it.paragraph)).collect();
    assert_eq!(comments, [("a", None), ("b", Some(0)), ("c", Some(0)), ("d", None), ("e", None)]);
    assert_eq!(render(source), ["One two.", "ListItem: One", "ListItem: Two"]);
    let above = read("One.\n\n// a\n[quote,Ann Li]\n____\n// b\nTwo.\n____\n\n// c\nThree.", Format::AsciiDoc);
    let paragraphs: Vec<_> = above.comments.iter().map(|comment| comment.paragraph).collect();
    assert_eq!(paragraphs, [Some(1), Some(1), None]);
}

#[test]
fn blocks_without_end_are_borne() {
    assert_eq!(render("====\nOne.\n\n____\nTwo."), ["One.", "BlockQuote: Two."]);
    assert_eq!(render("|===\n|One"), ["TableCell: One"]);
    assert_eq!(render("\u{feff}= One\r\n\r\nTwo\r\nthree."), ["Heading: One", "Two three."]);
    let deep = (4..400).map(|width| format!("{}\n", "=".repeat(width))).collect::<String>();
    assert_eq!(render(&format!("{deep}\nOne.")), ["One."]);
    let marks = [
        "*a ",
        "`a ",
        "[a ",
        "https://a[b ",
        "<<a,",
        "\"`a ",
        "((a ",
        "+a ",
        "{a",
        "\\*",
        "_*#",
        "footnote:[",
        "**",
        "a;;b",
        "link:",
        "<https://",
    ]
    .map(|mark| mark.repeat(2_000));
    marks.iter().for_each(|mark| drop(render(mark)));
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "“No,”",
        " ",
        "\n",
        "\r\n",
        "\n\n",
        "*",
        "**",
        "_",
        "__",
        "`",
        "``",
        "\"`",
        "`\"",
        "'`",
        "`'",
        "#",
        "+",
        "++",
        "+++",
        " +\n",
        "^",
        "~",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "{rsquo}",
        "{x}",
        "<<",
        ">>",
        "<",
        ">",
        "((",
        "))",
        "(((",
        ")))",
        "\\",
        "https://a.example",
        "link:",
        "xref:x",
        "footnote:[",
        "pass:[",
        "&amp;",
        "&#8217;",
        "&",
        "\n= ",
        "\n== ",
        "\n* ",
        "\n. ",
        "\n1. ",
        "\nterm:: ",
        "\n+\n",
        "\n----\n",
        "\n....\n",
        "\n====\n",
        "\n____\n",
        "\n--\n",
        "\n|===\n",
        "\n|",
        "|",
        "2+|",
        "l|",
        "\n// ",
        "\n////\n",
        "\n[quote]\n",
        "\n[source]\n",
        "\n.Title\n",
        "\n-- ",
        "\n> ",
        "\nNOTE: ",
        "\n:a: b\n",
        "\nimage::x[]\n",
        "\n ",
        "\n=====\n",
        "\n```\n",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        "\r",
        "---\n",
        ",",
        "^]",
        "\",a=b]",
        "\u{2028}",
        "\t",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check_places(&source, &read(&source, Format::AsciiDoc))?;
    }
}

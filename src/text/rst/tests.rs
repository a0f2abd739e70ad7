use proptest::prelude::*;

use crate::text::fixture::{self, check_places};
use crate::text::{Format, InlineKind, TextRange, read};

fn render(source: &str) -> Vec<String> {
    fixture::render(source, Format::ReStructuredText)
}

fn inlines(source: &str) -> Vec<(InlineKind, String, String)> {
    fixture::inlines(source, Format::ReStructuredText)
}

#[test]
fn titles_have_lines_below_or_around_them() {
    let source = "========\nThe quay\n========\n\n:Author: No\n:Date: no,\n   no\n\nIt rained.\nA lot.\n\n\
        Wet *feet*\n~~~~~~~~~~\nOn.\n\n-----\n\nOff.\n\n1. Li\n=====\n";
    let expected = ["Heading: The quay", "It rained. A lot.", "Heading: Wet feet", "On.", "Off.", "Heading: 1. Li"];
    assert_eq!(render(source), expected);
    assert_eq!(render("Two\n\n...\n\nThree"), ["Two", "...", "Three"]);
}

#[test]
fn blocks_of_prose_are_paragraphs() {
    assert_eq!(
        render("- One,\n  two\n\n  three\n- * Four\n\n1. Five\n#. Six\n\n(a) Seven\n\nA. Li came\nand left."),
        [
            "ListItem: One, two",
            "ListItem: three",
            "ListItem: Four",
            "ListItem: Five",
            "ListItem: Six",
            "ListItem: Seven",
            "A. Li came and left."
        ]
    );
    assert_eq!(
        render("Term\n  One\n  two.\n\n  Three.\nFour"),
        ["ListItem: Term", "ListItem: One two.", "ListItem: Three.", "Four"]
    );
    assert_eq!(
        render("One.\n\n   Two\n   three.\n\n   -- Ann Li\n\nFour."),
        ["One.", "BlockQuote: Two three.", "BlockQuote: -- Ann Li", "Four."]
    );
    assert_eq!(render("| They came\n  late\n| and left.\n|\n| No."), ["They came late and left.", "No."]);
    assert_eq!(render(".. [1] One\n   two.\n.. [Li2002] Three.\n\n   Four."), ["One two.", "Three.", "Four."]);
}

#[test]
fn directives_hold_prose_if_they_are_known_to() {
    assert_eq!(
        render(
            ".. note:: One\n   two.\n\n   Three.\n\n.. topic:: The *quay*\n   :class: no\n\n   Four.\n\n\
            .. figure:: no.png\n   :alt: no\n\n   Five.\n\nSix."
        ),
        ["One two.", "Three.", "Heading: The quay", "Four.", "Five.", "Six."]
    );
    assert_eq!(
        render("- .. epigraph::\n\n     One.\n\n     -- Ann Li\n\n.. tip::\n\n   - Two\n\n.. WARNING:: Three"),
        ["BlockQuote: One.", "BlockQuote: -- Ann Li", "ListItem: Two", "Three"]
    );
    for block in [
        ".. code-block:: no\n\n   no\n\n   no",
        ".. image:: no",
        ".. unheard-of:: no\n   no",
        ".. _no: no",
        ".. __: no",
        "__ no",
        ".. |no| image:: no",
        ".. no\n   no\n\n   no",
        "..\n   no",
        ".. py:function:: no()\n\n   no",
        ":no: no\n  no",
        "-n  no\n--no=NO  no",
        "-n, --no NO  no\n             no",
        ">>> no\nno",
        "+----+\n| no |\n+----+",
        ".. csv-table:: no\n\n   no,no",
    ] {
        assert_eq!(render(&format!("One.\n\n{block}\n\nTwo.")), ["One.", "Two."], "{block}");
    }
    assert_eq!(render("..\n\n  One."), ["BlockQuote: One."]);
}

#[test]
fn what_is_shown_as_written_is_no_prose() {
    for (source, expected) in [
        ("So::\n\n  no\n\n  no\n\nTwo.", vec!["So:", "Two."]),
        ("So ::\n\n  no\n\nTwo.", vec!["So", "Two."]),
        ("::\n\n  no\n\nTwo.", vec!["Two."]),
        ("So::\n\n> no\n> no\n\nTwo.", vec!["So:", "Two."]),
        ("So::\n\nTwo.", vec!["So:", "Two."]),
        ("- So::\n\n    no\n\n- Two.", vec!["ListItem: So:", "ListItem: Two."]),
    ] {
        assert_eq!(render(source), expected, "{source}");
    }
}

#[test]
fn cells_of_simple_tables_are_blocks() {
    let source = "=====  ======\nName   Says\n=====  ======\nAnn    “No.”\n\n\
        Bo     one\n       two\nCé     it goes on\n=====  ======\n\nEnd.";
    let expected = [
        "TableCell: Name",
        "TableCell: Says",
        "TableCell: Ann",
        "TableCell: “No.”",
        "TableCell: Cé",
        "TableCell: it goes on",
        "End.",
    ];
    assert_eq!(render(source), expected);
    assert_eq!(render("==  ==\nA   B\n\nNo end."), ["No end."]);
}

#[test]
fn marks_in_a_sentence_are_not_shown() {
    for (written, shown) in [
        ("*One* **two** :sub:`three` `four` `five`:emphasis:", "One two three four five"),
        ("2 * 3 * 4, snake_case_name, a|b, *open", "2 * 3 * 4, snake_case_name, a|b, *open"),
        ("“*No*,” \"*\" ('*') said Li.", "“No,” \"*\" ('*') said Li."),
        ("Run ``a *b* \\ c`` and :code:`d`, |e|, :doc:`the f <f>`.", "Run ◊ and ◊, ◊, the f."),
        (
            "See `the report <https://a.example>`__, `part two`_ or part_, not a_b.",
            "See the report, part two or part, not a_b.",
        ),
        ("It was so [1]_. Yes [#a]_ [Li2002]_, no [*]_ .", "It was so. Yes, no."),
        ("\\*One\\* re\\ *st*\\ ed a\\\\b", "*One* rested a\\b"),
        ("https://a.example/b_ and _`here` it_'s", "https://a.example/b_ and here it's"),
        ("*a\\* b* and **c", "a* b and **c"),
    ] {
        assert_eq!(render(written), [shown], "{written}");
    }
}

#[test]
fn links_emphasis_and_code_are_noted() {
    assert_eq!(inlines("See `the report <x>`_."), [(InlineKind::Link, "the report".into(), "the report".into())]);
    assert_eq!(inlines("It **was** so."), [(InlineKind::Emphasis, "was".into(), "was".into())]);
    assert_eq!(inlines("Run ``a b``."), [(InlineKind::Code, "◊".into(), "``a b``".into())]);
    assert_eq!(inlines("So [1]_.")[0].0, InlineKind::FootnoteReference);
    let source = "*“We\n  won,”* said Li.";
    let paragraph = &read(&format!("- {source}"), Format::ReStructuredText).paragraphs[0];
    let quotation = TextRange::new(0, paragraph.text().find(" said").unwrap());
    assert_eq!(paragraph.to_source(quotation), TextRange::new(3, 3 + "“We\n  won,”".len()));
}

#[test]
fn comments_are_blocks() {
    let source = ".. a\n\nOne.\n\n- .. b\n\n  Two.\n\n..\n   c\n\n   d\n\nThree.";
    let document = read(source, Format::ReStructuredText);
    let comments: Vec<_> = document.comments.iter().map(|it| (source[it.content].trim(), it.paragraph)).collect();
    assert_eq!(comments, [("a", None), ("b", None), ("c\n\n   d", None)]);
    assert_eq!(render(source), ["One.", "ListItem: Two.", "Three."]);
    let document = read("One.\n\n.. a\n\n.. b\n\n===\nTwo\n===\n", Format::ReStructuredText);
    assert!(document.comments.iter().all(|comment| comment.paragraph == Some(1)));
}

#[test]
fn texts_that_are_wrong_are_borne() {
    assert_eq!(
        render("\u{feff}One\r\n===\r\n\r\n   Two\r\n\tthree"),
        ["Heading: One", "ListItem: Two", "ListItem: three"]
    );
    assert_eq!(render("- One\ntwo"), ["ListItem: One", "two"]);
    let deep = (0..400).map(|depth| format!("{}x\n\n", " ".repeat(depth))).collect::<String>();
    assert_eq!(render(&deep).len(), 400);
    let marks = [
        "*a ",
        "`a ",
        "``a ",
        "|a ",
        "[a",
        ":a",
        "::",
        "a_",
        "a_ ",
        "a-",
        "\\*",
        "- ",
        ".. note:: ",
        ".. [1] ",
        "=  =\n",
        "*`a\\",
        "_`a ",
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
        "  ",
        "\n   ",
        "\n\n   ",
        "*",
        "**",
        "`",
        "``",
        "_",
        "__",
        "|",
        "[1]_",
        "[",
        "]",
        ":",
        "::",
        "::\n\n",
        ":role:`",
        "<",
        ">`_",
        "\\",
        "\\ ",
        "https://a.example",
        "\n=====\n",
        "\n-----\n",
        "\n- ",
        "\n* ",
        "\n1. ",
        "\n#. ",
        "\n.. ",
        "\n.. note:: ",
        "\n.. epigraph::\n\n   ",
        "\n.. code::\n\n   ",
        "\n.. [1] ",
        "\n.. _x: ",
        "\n..\n",
        "\n| ",
        "\n:a: ",
        "\n-a  b",
        "\n>>> ",
        "\n+--+\n",
        "\n==  ==\n",
        "\na   b\n",
        "\n\t",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        "\r",
        "\u{2028}",
        "\u{a0}",
        "-- ",
        "(a) ",
        "'",
        "\"",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check_places(&source, &read(&source, Format::ReStructuredText))?;
    }
}

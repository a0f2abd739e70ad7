use proptest::prelude::*;

use crate::text::fixture::{check_places, inlines, render};
use crate::text::{Format, InlineKind, read};

#[test]
fn paragraphs_headings_and_lists() {
    let source = "#set page(paper: \"a5\")\n#import \"house.typ\": letter\n#show: letter.with(title: [The quay])\n\n\
                  = The _quay_ <quay>\n\nAnn Rowe left the\nharbour board.\\\nShe said so.\n\n- One.\n  - Two.\n+ Three.\n\
                  / Quay: where ships lie.\n== Then\nIt rained.\n";
    assert_eq!(
        render(source, Format::Typst),
        [
            "Heading: The quay",
            "Ann Rowe left the harbour board. She said so.",
            "ListItem: One.",
            "ListItem: Two.",
            "ListItem: Three.",
            "ListItem: Quay: where ships lie.",
            "Heading: Then",
            "It rained.",
        ]
    );
}

#[test]
fn what_is_written_otherwise() {
    let source = "It cost \\$5~million --- or \\#1 ... She said: \"It's 5 -- 6 \\u{2019}s.\"\n";
    assert_eq!(render(source, Format::Typst), ["It cost $5\u{a0}million — or #1 … She said: \"It's 5 – 6 ’s.\""]);
}

#[test]
fn what_is_no_prose() {
    let source = "The `sluice()` of $x + 1$ and #name fell. // why?\n\n```\ncode()\n```\n\n$ x = 1 $\n\n#image(\"a.png\")\n\
                  #let aside = [Not yet.]\n#pagebreak()\n#bibliography(\"all.bib\")\n#lorem(30)\nIt rained. /* twice */\n";
    assert_eq!(render(source, Format::Typst), ["The ◊ of ◊ and ◊ fell.", "It rained."]);
}

#[test]
fn notes_and_sources() {
    let source = "It fell#footnote[As the board says.] by half @rowe2024, they said #cite(<tide>).";
    assert_eq!(render(source, Format::Typst), ["It fell by half ◊, they said."]);
    let kinds: Vec<_> = inlines(source, Format::Typst).into_iter().map(|(kind, ..)| kind).collect();
    let note = InlineKind::FootnoteReference;
    assert_eq!(kinds, [note, InlineKind::Code, note, note]);
}

#[test]
fn quotations_have_the_marks_that_are_shown() {
    let source = "She said #quote[it is #quote[done] now ] and left.\n\
                  #quote(block: true, attribution: [Ann Rowe])[We will *not* move.]\nIt rained.";
    let expected = ["She said “it is ‘done’ now” and left.", "BlockQuote: We will not move.", "It rained."];
    assert_eq!(render(source, Format::Typst), expected);
    assert_eq!(render("She said #quote(attribution: [Lee Hart])[no].", Format::Typst), ["She said “no”."]);
}

#[test]
fn functions_show_what_stands_in_their_brackets() {
    let source = "The #text(red)[loud] #emph[quay] and #link(\"https://a.example\")[its #strong[port]].\n\
                  #align(center, text(17pt)[*The board*])\n#figure(image(\"a.png\", alt: \"No\"), caption: [A quay.])\n\
                  #table(columns: 2, [One], [Two])\n#if draft [It rained.] else [It snowed.]\n#{ let x = [No.]; [Yes.] }\n";
    assert_eq!(
        render(source, Format::Typst),
        [
            "The loud quay and its port.",
            "The board",
            "A quay.",
            "TableCell: One",
            "TableCell: Two",
            "It rained.",
            "It snowed.",
            "Yes.",
        ]
    );
    assert_eq!(
        inlines(source, Format::Typst),
        [
            (InlineKind::Emphasis, "quay".to_owned(), "quay".to_owned()),
            (InlineKind::Link, "its port".to_owned(), "its #strong[port".to_owned()),
            (InlineKind::Emphasis, "port".to_owned(), "port".to_owned()),
        ]
    );
}

#[test]
fn comments_are_found() {
    let source = "// sayso-ignore vague-source\nExperts say so. /* why */ Yes.\n";
    let document = read(source, Format::Typst);
    let said: Vec<_> = document.comments.iter().map(|it| (&source[it.content], it.paragraph)).collect();
    assert_eq!(said, [(" sayso-ignore vague-source", None), (" why ", Some(0))]);
}

#[test]
fn what_is_never_closed_is_read_all_the_same() {
    assert_eq!(render("She said *no.\n\nIt rained.", Format::Typst), ["She said no.", "It rained."]);
    let deep = "#emph[".repeat(3000);
    read(&deep, Format::Typst);
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => Just("Ann said so. "),
        2 => Just("\n\n"),
        1 => Just("\r\n"),
        1 => Just("= "),
        1 => Just("\n- "),
        1 => Just("*"),
        1 => Just("_"),
        1 => Just("#quote["),
        1 => Just("#emph[é"),
        1 => Just("#figure(caption: [a], "),
        1 => Just("#table([a]"),
        2 => Just("]"),
        1 => Just(")"),
        1 => Just("`x"),
        1 => Just("$"),
        1 => Just("\\u{1f980}"),
        1 => Just("\\#~---"),
        1 => Just("// no\n"),
        1 => Just("/* no "),
        1 => Just("*/"),
        1 => Just("@tide"),
        1 => Just("#let a = {"),
        1 => Just("}"),
        1 => Just("🦀"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn all_prose_has_its_place(source in soup()) {
        check_places(&source, &read(&source, Format::Typst))?;
    }
}

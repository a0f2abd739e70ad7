use super::*;
use crate::server::fixture::{Story, story};
use crate::text::Format;

/// Each token as "words: class modifiers", checked on the way: in order, apart, each on its line.
fn shown(story: &Story) -> Vec<String> {
    let source = &story.analysis.source;
    let tokens = tokens(&story.analysis);
    assert!(tokens.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{tokens:?}");
    let show = |token: &Token| {
        let words = &source[token.span];
        assert!(!words.is_empty() && !words.contains(['\n', '\r']), "{words:?}");
        let bits = (0..).zip(Modifiers::NAMES).filter(|(bit, _)| token.modifiers.bits() >> bit & 1 == 1);
        let names: Vec<&str> = bits.map(|(_, name)| name).collect();
        format!("{words}: {}", [vec![token.class.name()], names].concat().join(" "))
    };
    tokens.iter().map(show).collect()
}

#[test]
fn sources_cues_and_contents_are_told_apart() {
    let expected = [
        "“We were lied to,”: content direct",
        "she: source",
        "said: cue",
        "“Weekly.”: content direct",
        "“And nobody asked ‘Why?’ or ‘How?’ at all.: content direct",
        "“Nobody.”: content direct",
        "“I quit,”: content direct unresolved",
        "he: source unresolved",
        "said: cue unresolved",
        "Ms. Wang: source",
        "said: cue",
        "that taxes fell: content indirect",
        "Officials: source anonymous",
        "said: cue anonymous",
        "little: content indirect anonymous",
        "They: source anonymous",
        "called: cue anonymous",
        "it “good”: content mixed anonymous",
    ];
    assert_eq!(shown(&story()), expected);
}

#[test]
fn of_what_stands_in_each_other_the_innermost_counts() {
    let mut story = Story::new("He said she said no way out.\n");
    story.says(None, Kind::Indirect, [&["He"], &["He [said]"], &["she said no way out"]]);
    story.says(None, Kind::Indirect, [&["she"], &["she [said]"], &["no way"]]);
    let expected =
        ["He: source", "said: cue", "she: source", "said: cue", "no way: content indirect", "out: content indirect"];
    assert_eq!(shown(&story), expected.map(|token| format!("{token} unresolved")));
}

#[test]
fn tokens_that_cross_are_cut() {
    let mut story = Story::new("one two three");
    story.says(None, Kind::Indirect, [&[], &[], &["one two"]]);
    story.says(None, Kind::Mixed, [&["two three"], &["two three"], &["two three"]]);
    assert_eq!(shown(&story), ["one: content indirect unresolved", "two three: cue unresolved"]);
}

#[test]
fn lines_are_apart_whatever_ends_them() {
    let mut story = Story::new("“One \r\n  two\rthree\nfour,” 🦀 said.");
    story.says(None, Kind::Direct, [&[], &[], &["“One \r\n  two\rthree\nfour,”"]]);
    let expected = ["“One", "two", "three", "four,”"].map(|line| format!("{line}: content direct unresolved"));
    assert_eq!(shown(&story), expected);
}

#[test]
fn markup_and_code_are_left_out() {
    let source = "> “It *was* `x` &amp;\n> [mine](http://a.b),” he said.\n";
    let mut story = Story::written_as(Format::Markdown, source);
    story.says(None, Kind::Direct, [&[], &[], &["“It"]]);
    story.analysis.annotation.attributions[0].content[0].end = source.find(" he said").unwrap();
    let words: Vec<String> = tokens(&story.analysis).iter().map(|it| source[it.span].to_owned()).collect();
    assert_eq!(words, ["“It", "was", "&amp;", "mine", ",”"]);
}

#[test]
fn a_text_without_attributions_has_no_tokens() {
    assert_eq!(shown(&Story::new("")), [""; 0]);
    assert_eq!(shown(&Story::new("It rained.\n")), [""; 0]);
}

#[test]
fn a_range_has_the_tokens_that_share_a_byte_with_it() {
    let story = story();
    let all = tokens(&story.analysis);
    let inside =
        |range: TextRange| within(&all, range).iter().map(|it| &story.analysis.source[it.span]).collect::<Vec<_>>();
    assert_eq!(inside(story.at("she said")), ["she", "said"]);
    assert_eq!(inside(story.at("” she said. “W")), ["“We were lied to,”", "she", "said", "“Weekly.”"]);
    assert_eq!(inside(story.at("Maya Wang")), [""; 0]);
    assert_eq!(inside(TextRange::new(9999, 99999)), [""; 0]);
    assert_eq!(within(&all, TextRange::new(0, story.analysis.source.len())), all);
    for token in &all {
        assert_eq!(within(&all, token.span), [*token]);
        assert_eq!(within(&all, TextRange::new(token.span.start, token.span.start)), []);
    }
}

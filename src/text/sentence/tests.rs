//! Each row is a text with a bar wherever a sentence ends and another begins.

use proptest::prelude::*;

use super::split_sentences;
use crate::text::tokenize;

fn render(text: &str) -> String {
    let sentences = split_sentences(text, &tokenize(text));
    sentences.iter().map(|sentence| &text[sentence.range]).collect::<Vec<_>>().join(" | ")
}

fn check(rows: &[&str]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|expected| (expected, render(&expected.replace(" | ", " "))))
        .filter(|(expected, found)| **expected != found)
        .map(|(expected, found)| format!("expected {expected}\nfound    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn sentences_end_at_their_marks() {
    check(&[
        "Li left. | Bo stayed.",
        "Did Li leave? | Yes! | Bo stayed",
        "Really?! | Yes!!! | No?!? | Well.",
        "Li left in 2015. | 40 people came.",
        "He left (at last). | She stayed.",
        "He left. | (He was ill.) | She stayed.",
        "He left.[3] [4] | She stayed. [12] | They ran.",
        "He hit .432 that year. | Li (b. 1949, d. 2001) ran.",
        "It cost $4.13 million. | It rose 40%. | It fell.",
        "See example.com or https://example.com/a. | Then go.",
        "He works at Yahoo! as a clerk.",
        "First: one; two; three. | Then four.",
        "Li\nleft\nat last. | Bo\nstayed.",
    ]);
}

#[test]
fn abbreviations_end_no_sentence_by_themselves() {
    check(&[
        "He came to the U.S. (and stayed) with the U.S. (Li) team.",
        "On Monday Mr. Xi met Mrs. Li and Dr. Bo.",
        "U.S. officials met the U.S. Senate.",
        "He moved to the U.S. | He left in May.",
        "He moved to the U.S. | In 2015 he left.",
        "He wrote “U.S. Senate” on it.",
        "J. K. Rowling met George W. Bush and J.R.R. Tolkien.",
        "Apple Inc. said so. | It works for Apple Inc.",
        "He works at Apple Inc. | The firm is big.",
        "He runs Apple Inc. Chief Executive Tim Cook agreed.",
        "Gate No. 5 is open. | No. | He said no.",
        "Sen. Li, Rep. Bo and Gov. Wu voted.",
        "On Sept. 5 it rained. | On Feb. 6, too.",
        "At 5 p.m. on Monday it rained.",
        "At 5 p.m. Monday it rained. | It stopped at 6 p.m. | Then it snowed.",
        "Bring fruit, e.g. apples, i.e. red ones, etc. | They are good.",
        "Roe vs. Wade, Li v. Bo.",
        "We chose Plan B. | Then we left.",
        "So do I. | Then we left.",
        "He lives in St. Louis on Main St. | It is quiet.",
        "Martin Luther King Jr. spoke. | Ken Griffey Jr. | He plays.",
        "SEN. LI VOTED. | SHE LEFT.",
        "He was born in D.C. | He died in L.A.",
    ]);
}

#[test]
fn an_ellipsis_ends_a_sentence_before_a_capital() {
    check(&[
        "I think ... maybe not. | Yes.",
        "I think … maybe not.",
        "I tried... | Then I left.",
        "I tried . . . but no. | Then I left . . . | She stayed.",
        "Well ... I think so.",
    ]);
}

#[test]
fn quotations_end_within_a_sentence() {
    check(&[
        "“Why?” she asked.",
        "“Why?” Li asked.",
        "“Why?” Mr. Li asked reporters in Beijing on Monday.",
        "“Why?” asked Li. | “No!” said Bo.",
        "“Stop!” the man shouted. | He ran.",
        "“We won.” | He left.",
        "“We won.” | Li left.",
        "“We won. | It was hard,” Li said. | “At last.”",
        "“Stop.” | “No.”",
        "“I …” Li said. | “I tried …” | He left.",
        "“Why not?” | She said the plan was good.",
        "“Why?” She asked.",
        "‘Is it?’ Li asked. | ‘It is’, he said. | ‘Good.’",
        "'Is it?' Li asked. | 'It is', he said. | 'Good'. | He left.",
        "\"Why?\" Li asked. | \"No.\" | \"Yes!\" he said.",
        "He said, \"We won.\" | She left.",
        "He shouted “No!” and left.",
        "She said: “We won. | He left.”",
        "Who said “no”? | Li did.",
        "``Why?'' Li asked. | ``No.''",
        "« Pourquoi ? » demanda Li. | « Non. » | Elle rit.",
        "„Warum?“ fragte Li. | „Nein.“ | Er ging.",
        "He asked (“Why?”), and left.",
        "“Why not?” | Li said the plan was good.",
        "“Why?” Li asked as she left. | “Because!” Bo said.",
        "“What a great day!” Li told the crowd at the rally in Ohio on Monday.",
    ]);
}

#[test]
fn enumerators_stay_with_their_item() {
    check(&[
        "1. First item. | Second sentence.",
        "a. First item.",
        "B. Second item.",
        "12. Twelfth item.",
        "4.1. Section",
    ]);
}

#[test]
fn other_scripts_have_their_own_marks() {
    check(&["هل غادر؟ | نعم.", "वह गया। | वह रुकी।", "Он ушёл. | Она осталась."]);
    assert_eq!(render("他走了。她留下！好吗？"), "他走了。 | 她留下！ | 好吗？");
    assert_eq!(render("「はい。」と彼は言った。"), "「はい。」と彼は言った。");
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Li", "he", "said", "U.S.", "Mr.", "No.", "5", ".", ".", "!", "?", "...", "…", "“", "”", "\"", "’", "(", ")",
        "[", "]", " ", " ", " ", "\n", "。", "好", "👍🏽", "1.", "»", ",", "\u{a0}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn each_token_is_in_exactly_one_sentence(text in prop_oneof![soup(), ".{0,60}"]) {
        let tokens = tokenize(&text);
        let mut done = 0;
        for sentence in split_sentences(&text, &tokens) {
            prop_assert_eq!(sentence.tokens.start, done);
            prop_assert!(sentence.tokens.end > done);
            prop_assert_eq!(sentence.range.start, tokens[done].range.start);
            done = sentence.tokens.end;
            prop_assert_eq!(sentence.range.end, tokens[done - 1].range.end);
        }
        prop_assert_eq!(done, tokens.len());
    }
}

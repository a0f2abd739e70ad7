//! Each row is a text and its tokens, between bars.

use proptest::prelude::*;

use super::{TokenKind, tokenize};

fn render(text: &str) -> String {
    tokenize(text).iter().map(|token| &text[token.range]).collect::<Vec<_>>().join("|")
}

fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| render(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected}\n  found    {}", render(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn words_stay_whole() {
    check(&[
        ("Li said no.", "Li|said|no|."),
        ("al-Assad’s co-founder", "al-Assad|’s|co-founder"),
        ("well-known, 2016-17 and 5-year-old", "well-known|,|2016-17|and|5-year-old"),
        ("a U.S.-led, non-U.S. plan", "a|U.S.-led|,|non-U.S.|plan"),
        ("yes—no – or -- not", "yes|—|no|–|or|--|not"),
        ("pre- and post-war", "pre|-|and|post-war"),
        ("I don’t, can't and O’Brien's", "I|don’t|,|can't|and|O’Brien|'s"),
        ("The players’ union, CHINA'S", "The|players|’|union|,|CHINA|'S"),
        ("AT&T and R&D", "AT&T|and|R&D"),
        ("_very_ snake_case __", "_|very|_|snake_case|_|_"),
        ("he said.Then WALLACE:Let", "he|said|.|Then|WALLACE|:|Let"),
        ("cafe\u{301} n\u{303}o", "cafe\u{301}|n\u{303}o"),
        ("a \u{fffc} b", "a|\u{fffc}|b"),
        ("好。", "好|。"),
    ]);
}

#[test]
fn abbreviations_keep_their_full_stop() {
    check(&[
        ("Mr. Xi met Sen. Li.", "Mr.|Xi|met|Sen.|Li|."),
        ("The U.S. said", "The|U.S.|said"),
        ("in the U.S.", "in|the|U.S."),
        ("at 5 p.m. on Sept. 5", "at|5|p.m.|on|Sept.|5"),
        ("J. K. Rowling, J.K. Rowling, George W. Bush", "J.|K.|Rowling|,|J.K.|Rowling|,|George|W.|Bush"),
        ("So do I. Then", "So|do|I|.|Then"),
        ("I. M. Pei", "I.|M.|Pei"),
        ("vitamin C.", "vitamin|C|."),
        ("No. 5? No. He sat.", "No.|5|?|No|.|He|sat|."),
        ("etc... and e.g. this", "etc|...|and|e.g.|this"),
        ("a Ph.D. in", "a|Ph.D.|in"),
        ("SEN. LI, GOP. NO", "SEN.|LI|,|GOP|.|NO"),
        ("Apple Inc.’s boss", "Apple|Inc.|’s|boss"),
    ]);
}

#[test]
fn numbers_stay_whole() {
    check(&[
        ("4.13 million, 3,000 and 5th", "4.13|million|,|3,000|and|5th"),
        ("$5, 40% and €3.5bn", "$|5|,|40|%|and|€|3.5bn"),
        ("at 3:30 in 1/2", "at|3:30|in|1|/|2"),
        ("hit .432.", "hit|.432|."),
        ("F-16s, COVID-19", "F-16s|,|COVID-19"),
        ("1. First", "1|.|First"),
        ("5'10\" tall", "5'10|\"|tall"),
    ]);
}

#[test]
fn marks_that_are_one_sign_stay_whole() {
    check(&[
        ("Well... no… yes", "Well|...|no|…|yes"),
        ("``Yes,'' he said", "``|Yes|,|''|he|said"),
        ("What?! 'No!'", "What|?|!|'|No|!|'"),
        ("👍🏽 👩‍👩‍👧🇨🇳", "👍🏽|👩‍👩‍👧|🇨🇳"),
    ]);
}

#[test]
fn addresses_stay_whole() {
    check(&[
        ("See https://example.com/a_(b)?c=d.", "See|https://example.com/a_(b)?c=d|."),
        ("(www.example.com), example.org/x-y", "(|www.example.com|)|,|example.org/x-y"),
        ("Write to li.bo@mail.example.com, or", "Write|to|li.bo@mail.example.com|,|or"),
        ("“@LiBo: #MeToo”, #1", "“|@LiBo|:|#MeToo|”|,|#|1"),
        ("and/or U.S./China", "and|/|or|U.S.|/|China"),
        ("“https://example.com”, he wrote", "“|https://example.com|”|,|he|wrote"),
    ]);
}

#[test]
fn a_token_knows_what_it_is() {
    let kinds = |text| tokenize(text).iter().map(|token| token.kind).collect::<Vec<_>>();
    use TokenKind::{Number, Punctuation, Url, Word};
    assert_eq!(kinds("don’t U.S. al-Assad @LiBo \u{fffc} 24-hour China's"), [Word; 8]);
    assert_eq!(kinds("4.13 3,000 5th 2016-17 1990s"), [Number; 5]);
    assert_eq!(kinds("“ -- ... % 👍🏽 _"), [Punctuation; 6]);
    assert_eq!(kinds("https://example.com li@example.com"), [Url; 2]);
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "Li",
        "U.S",
        "Mr",
        "No",
        "I",
        "J",
        ".",
        ".",
        "..",
        ",",
        ":",
        ";",
        "_",
        "-",
        "--",
        "&",
        "'",
        "’",
        "’s",
        "''",
        "``",
        " ",
        " ",
        "\n",
        "\u{a0}",
        "\u{301}",
        "\u{200b}",
        "\u{feff}",
        "5",
        "3,000",
        "@",
        "#",
        "/",
        "://",
        "www.",
        ".com",
        "https",
        "(",
        ")",
        "好",
        "ไทย",
        "👍🏽",
        "\u{200d}",
        "\u{fffc}",
        "\0",
        "”",
        "é",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn check_cover(text: &str) -> Result<(), TestCaseError> {
    let mut done = 0;
    for token in tokenize(text) {
        prop_assert!(token.range.start >= done && !token.range.is_empty(), "{token:?} of {text:?}");
        prop_assert!(text[done..token.range.start].chars().all(char::is_whitespace), "before {token:?} of {text:?}");
        prop_assert!(!text[token.range].contains(char::is_whitespace), "{token:?} of {text:?}");
        done = token.range.end;
    }
    prop_assert!(text[done..].chars().all(char::is_whitespace), "after {done} of {text:?}");
    Ok(())
}

proptest! {
    #[test]
    fn tokens_cover_any_text(text in ".{0,60}") {
        check_cover(&text)?;
    }

    #[test]
    fn tokens_cover_any_soup(text in soup()) {
        check_cover(&text)?;
    }
}

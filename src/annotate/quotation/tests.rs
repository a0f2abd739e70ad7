//! Each row is a paragraph and its quotations: `>` before one for each that it stands in, `…⟩` after one whose closing
//! mark is missing, `⟨…` before a closing mark whose opening one is.

use proptest::prelude::*;

use super::{MarkStyle, PairedQuotation, pair_quotation_marks};

fn render(text: &str) -> Vec<String> {
    let show = |quotation: &PairedQuotation| {
        let depth = ">".repeat(quotation.depth);
        let opening = if quotation.open == 0 { "⟨…" } else { "" };
        let closing = if quotation.close == 0 { "…⟩" } else { "" };
        format!("{depth}{opening}{}{closing}", &text[quotation.range])
    };
    pair_quotation_marks(text).iter().map(show).collect()
}

fn check(rows: &[(&str, &[&str])]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(text, expected)| render(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected:?}\n  found    {:?}", render(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn double_marks_pair() {
    check(&[
        ("No marks at all.", &[]),
        ("“We won,” said Li.", &["“We won,”"]),
        ("“We won,” Li said, “at last.”", &["“We won,”", "“at last.”"]),
        (r#""We won," said Li. "At last.""#, &[r#""We won,""#, r#""At last.""#]),
        ("The so-called “reform”, he said.", &["“reform”"]),
        (r#"Li (the "mayor") left."#, &[r#""mayor""#]),
        (r#"He left—"for good," he said."#, &[r#""for good,""#]),
        (r#""I was—" He stopped. "Never mind.""#, &[r#""I was—""#, r#""Never mind.""#]),
        (r#""No"—she paused—"never.""#, &[r#""No""#, r#""never.""#]),
        (r#"He said:"Yes"and left."#, &[r#""Yes""#]),
        (r#""Yes,"he said,"no.""#, &[r#""Yes,""#, r#""no.""#]),
        (r#""Yes.""No.""#, &[r#""Yes.""#, r#""No.""#]),
        (r#""...and then," he said."#, &[r#""...and then,""#]),
        (r#"He said "…yes…" twice."#, &[r#""…yes…""#]),
        (r#""$5 a head," he said, "or 40%.""#, &[r#""$5 a head,""#, r#""or 40%.""#]),
        ("“👍🏽” was all Li wrote, “👩‍👩‍👧”.", &["“👍🏽”", "“👩‍👩‍👧”"]),
        (r#"Li wrote "👍🏽" and "👎"."#, &[r#""👍🏽""#, r#""👎""#]),
        (r#"It was "" and nothing."#, &[r#""""#]),
        (r#""Yes, " he said, "no.""#, &[r#""Yes, ""#, r#""no.""#]),
        ("“ Spaced out ”, he said, “ twice ”.", &["“ Spaced out ”", "“ twice ”"]),
        ("“Café\u{301}”, he said.", &["“Café\u{301}”"]),
        ("\u{200f}\"שלום\"\u{200f}, אמר.", &["\"שלום\""]),
        ("הוא מצה\"ל ומארה\"ב.", &[]),
        ("The non-\"Western\" world.", &["\"Western\""]),
        ("“The non-\"Western\" world,” he said.", &["“The non-\"Western\" world,”", ">\"Western\""]),
    ]);
}

#[test]
fn marks_of_many_kinds_pair() {
    check(&[
        ("‘We won,’ said Li.", &["‘We won,’"]),
        ("'We won', said Li.", &["'We won'"]),
        ("«Oui», dit Li.", &["«Oui»"]),
        ("«\u{a0}Oui\u{a0}», dit Li, «\u{202f}non\u{202f}».", &["«\u{a0}Oui\u{a0}»", "«\u{202f}non\u{202f}»"]),
        ("« Oui », dit Li.", &["« Oui »"]),
        ("»Ja«, sagte Li. »Nein.«", &["»Ja«", "»Nein.«"]),
        ("»Ja», sa Li. »Nej.»", &["»Ja»", "»Nej.»"]),
        ("«Er sagte ‹ja›», sagte sie.", &["«Er sagte ‹ja›»", ">‹ja›"]),
        ("Home » News » Sports and Home › News › Sports", &[]),
        ("„Ja“, sagte Li. „Nein.“", &["„Ja“", "„Nein.“"]),
        ("„Igen”, mondta Li.", &["„Igen”"]),
        ("„Ja\", sagte Li.", &["„Ja\""]),
        ("„Er sagte ‚ja‘ zu mir“, sagte sie.", &["„Er sagte ‚ja‘ zu mir“", ">‚ja‘"]),
        ("”Ja”, sa Li. ”Nej.”", &["”Ja”", "”Nej.”"]),
        ("“Yes,“ he said. “No.“", &["“Yes,“", "“No.“"]),
        ("“Yes,\" he said. \"No.”", &["“Yes,\"", "\"No.”"]),
        ("他说“好”。他又说‘不’。", &["“好”", "‘不’"]),
        ("他说:\"好\"就走了。", &["\"好\""]),
        (
            "「はい」と彼は言った。「『いいえ』と彼女は言った」",
            &["「はい」", "「『いいえ』と彼女は言った」", ">『いいえ』"],
        ),
        ("``Yes,'' he said, ``no.''", &["``Yes,''", "``no.''"]),
        ("``He said `no' to me,'' she said.", &["``He said `no' to me,''", ">`no'"]),
        ("''Yes,'' he said. ''It's 'rigged,''' she said.", &["''Yes,''", "''It's 'rigged,'''", ">'rigged,'"]),
        ("‘‘Yes,’’ he said, ‘‘it’s the dogs’.’’", &["‘‘Yes,’’", "‘‘it’s the dogs’.’’"]),
        ("Run `ls` or ``cat`` in a ```sh``` shell, don't.", &[]),
    ]);
}

#[test]
fn quotations_nest() {
    check(&[
        ("“‘Yes,’ he said,” she said.", &["“‘Yes,’ he said,”", ">‘Yes,’"]),
        (r#""'Yes,' he said," she said."#, &[r#""'Yes,' he said,""#, ">'Yes,'"]),
        (r#"'"Yes," he said,' she said."#, &[r#"'"Yes," he said,'"#, r#">"Yes,""#]),
        (
            r#""He said, 'I told her, "No."'" And left."#,
            &[r#""He said, 'I told her, "No."'""#, r#">'I told her, "No."'"#, r#">>"No.""#],
        ),
        ("“He said “yes” to me,” she said.", &["“He said “yes” to me,”", ">“yes”"]),
        (
            r#""He said "yes" and "no" to me," she said."#,
            &[r#""He said "yes" and "no" to me,""#, r#">"yes""#, r#">"no""#],
        ),
        ("“Call it ‘reform’ or ‘theft’,” she said.", &["“Call it ‘reform’ or ‘theft’,”", ">‘reform’", ">‘theft’"]),
        ("‘He said “No, it isn’t,” and left,’ she said.", &["‘He said “No, it isn’t,” and left,’", ">“No, it isn’t,”"]),
        ("“He said ‘yes’”—that was all.", &["“He said ‘yes’”", ">‘yes’"]),
        ("‘The Party’“Mr. Li left.” ‘We won, ‘ he said.", &["‘The Party’", "“Mr. Li left.”", "‘We won, ‘"]),
    ]);
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    check(&[
        ("I don't, they'd've, O'Brien's; I don’t, O’Brien’s.", &[]),
        ("The dogs' home, the players’ union and James' house.", &[]),
        ("In the '90s, the ’90s and the ‘90s, class of '98.", &[]),
        ("Rock 'n' roll, rock ’n’ roll, drum ‘n’ bass.", &[]),
        ("'Twas so, get 'em, 'cause, ’tis, ‘em.", &[]),
        ("The U.S.'s plan, the U.S.’ role and the U.S.' role.", &[]),
        ("Ol' Bill was nothin' but talkin' o' th' sea.", &[]),
        ("Hawai‘i, al-‘Abadi and the players’ union.", &[]),
        ("'The dogs' home is open,' he said.", &["'The dogs' home is open,'"]),
        (
            "‘The players’ union, the coaches’ union and I agree’, he said.",
            &["‘The players’ union, the coaches’ union and I agree’"],
        ),
        ("The ‘heroes’ of the players’ union.", &["‘heroes’"]),
        ("He said ‘yes’ and ‘no,’ then left.", &["‘yes’", "‘no,’"]),
        ("‘I grew up in the ‘90s,’ he said.", &["‘I grew up in the ‘90s,’"]),
        ("‘I like rock ’n’ roll in the ’60s style,’ he said.", &["‘I like rock ’n’ roll in the ’60s style,’"]),
        ("‘’Tis true,’ he said.", &["‘’Tis true,’"]),
        ("'Cause and effect,' he said. “’Cause I said so,” she said.", &["'Cause and effect,'", "“’Cause I said so,”"]),
        ("“I’m from the ‘hood,” he said, “and the dogs’ home.”", &["“I’m from the ‘hood,”", "“and the dogs’ home.”"]),
        ("\"They took the 'bus,\" he said. The dogs' home.", &["\"They took the 'bus,\""]),
        ("The \"Titanic\"'s crew and the “Titanic”’s captain.", &["\"Titanic\"", "“Titanic”"]),
        ("It 's n't so, we 'll see, an' that 's a hot one. I 'd go, 'at I would.", &[]),
    ]);
}

#[test]
fn primes_are_no_quotation_marks() {
    check(&[
        (r#"He is 5'10" tall, she is 6' 2" and the pipe 12"."#, &[]),
        ("He is 5’10” tall; the sign reads 40° 26′ 46″ N.", &[]),
        (r#""He is 5'10" tall," she said."#, &[r#""He is 5'10" tall,""#]),
        (r#""He is 5'10"," she said."#, &[r#""He is 5'10",""#]),
        (r#""A 12" record," he said. "Two.""#, &[r#""A 12" record,""#, r#""Two.""#]),
        ("“A 12\" record,” he said.", &["“A 12\" record,”"]),
        (r#"The "Fab 5" met the "Class of 98"."#, &[r#""Fab 5""#, r#""Class of 98""#]),
        (r#""I was born in 1999" he said."#, &[r#""I was born in 1999""#]),
    ]);
}

#[test]
fn a_missing_mark_damages_little() {
    check(&[
        (r#""We won, Li said."#, &[r#""We won, Li said.…⟩"#]),
        ("“We won. It was hard. ", &["“We won. It was hard.…⟩"]),
        (r#""We won, Li said. "It was good," she said."#, &[r#""We won, Li said.…⟩"#, r#""It was good,""#]),
        ("“We won, Li said. “It was good,” she said.", &["“We won, Li said.…⟩", "“It was good,”"]),
        ("“We won, Li said. Later, “It was good,” she said.", &["“We won, Li said.…⟩", "“It was good,”"]),
        (r#""We won, Li said, "at last," and left."#, &[r#""We won, Li said,…⟩"#, r#""at last,""#]),
        (r#"We won," Li said. "It was good.""#, &[r#"⟨…""#, r#""It was good.""#]),
        ("We won,” Li said. “It was good.”", &["⟨…”", "“It was good.”"]),
        ("“A,” he said. B,” he said. “C,” he said.", &["“A,”", "⟨…”", "“C,”"]),
        ("‘We won, Li said. ‘It was good,’ she said.", &["‘We won, Li said.…⟩", "‘It was good,’"]),
        ("We won,’ Li said.", &["⟨…’"]),
        ("“He told us ‘We won and left,” she said.", &["“He told us ‘We won and left,”"]),
        ("“He told us, ‘We won and left,” she said.", &["“He told us, ‘We won and left,”", ">‘We won and left,…⟩"]),
        ("«We won, Li said.", &["«We won, Li said.…⟩"]),
        ("We won», Li said.", &["⟨…»"]),
        ("She said, “", &["“…⟩"]),
        ("「はい、と彼は言った。", &["「はい、と彼は言った。…⟩"]),
        (
            "“One, he said. ‘Two,’ she said. “Three,” we said.",
            &["“One, he said. ‘Two,’ she said.…⟩", ">‘Two,’", "“Three,”"],
        ),
    ]);
}

#[test]
fn a_quotation_tells_its_marks() {
    let marks = |text| {
        let found = pair_quotation_marks(text);
        (found[0].style, found[0].open, found[0].close)
    };
    assert_eq!(marks("“Yes”"), (MarkStyle::DoubleCurly, 3, 3));
    assert_eq!(marks("\"Yes\""), (MarkStyle::DoubleStraight, 1, 1));
    assert_eq!(marks("‘Yes’"), (MarkStyle::SingleCurly, 3, 3));
    assert_eq!(marks("'Yes'"), (MarkStyle::SingleStraight, 1, 1));
    assert_eq!(marks("«Oui»"), (MarkStyle::Guillemet, 2, 2));
    assert_eq!(marks("‹Oui›"), (MarkStyle::SingleGuillemet, 3, 3));
    assert_eq!(marks("„Ja“"), (MarkStyle::LowHigh, 3, 3));
    assert_eq!(marks("‚Ja‘"), (MarkStyle::SingleLowHigh, 3, 3));
    assert_eq!(marks("「はい」"), (MarkStyle::CornerBracket, 3, 3));
    assert_eq!(marks("『はい』"), (MarkStyle::WhiteCornerBracket, 3, 3));
    assert_eq!(marks("``Yes''"), (MarkStyle::Latex, 2, 2));
    assert_eq!(marks("“Yes"), (MarkStyle::DoubleCurly, 3, 0));
    assert_eq!(marks("Yes.”"), (MarkStyle::DoubleCurly, 0, 3));
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "“", "”", "\"", "‘", "’", "'", "''", "``", "`", "«", "»", "‹", "›", "„", "‚", "「", "」", "『", "』", " ", " ",
        ".", ",", "?", "—", "-", "(", ")", "a", "No", "dogs", "90s", "n", "em", "5", "é", "好", "👍🏽", "\u{301}",
        "\u{200f}", "\u{a0}", "\n", "…", "...",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn check_invariants(text: &str) -> Result<(), TestCaseError> {
    let found = pair_quotation_marks(text);
    let mut around: Vec<PairedQuotation> = Vec::new();
    for (index, quotation) in found.iter().enumerate() {
        let range = quotation.range;
        prop_assert!(text.get(range.start..range.end).is_some(), "{range:?} of {text:?}");
        prop_assert!(quotation.open + quotation.close > 0 && quotation.open + quotation.close <= range.len());
        prop_assert!(index == 0 || found[index - 1].range.start < range.start, "not sorted: {text:?}");
        around.retain(|outer| outer.range.end > range.start);
        for outer in &around {
            prop_assert!(range.start >= outer.range.start + outer.open, "{found:?} overlap in {text:?}");
            prop_assert!(range.end <= outer.range.end - outer.close, "{found:?} overlap in {text:?}");
        }
        prop_assert_eq!(quotation.depth, around.len(), "depth in {:?}", text);
        around.push(*quotation);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_nested_quotations(text in ".{0,80}") {
        check_invariants(&text)?;
    }

    #[test]
    fn any_soup_of_marks_gives_nested_quotations(text in soup()) {
        check_invariants(&text)?;
    }

    #[test]
    fn a_well_formed_quotation_is_found_in_any_style(style in 0..6_usize, words in "[A-Z][a-z]{1,8}( [a-z]{1,8}){0,5}") {
        let (open, close) = [("“", "”"), ("\"", "\""), ("‘", "’"), ("'", "'"), ("«", "»"), ("„", "“")][style];
        let text = format!("Then Li said, {open}{words},{close} and left.");
        let found = pair_quotation_marks(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&text.as_str()[found[0].range], &format!("{open}{words},{close}"));
    }
}

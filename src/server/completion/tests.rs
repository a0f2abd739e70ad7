use super::*;
use crate::workspace::Analyzer;

const ARTICLE: &str = "Mayor Daniel Okoro opened the quay. It rained on Ruth Berg, a fisher.\n\n“We won,” said Maya Wang, an expert with Open Rights. “It is done.”\n\n“No,” said Okoro. “Never.”\n\n";

/// The names offered at the "|" of what is written after the article, as "text < what it replaces"; a star at the end if
/// they are not all.
fn offered_as(format: Format, written: &str) -> Vec<String> {
    let text = format!("{ARTICLE}{written}");
    let offset = text.find('|').unwrap();
    let text = text.replace('|', "");
    let rope = Rope::from_str(&text);
    let analysis = Analyzer::default().analyze(text.as_str().into(), format);
    let Some(place) = Place::at(&rope, offset) else { return Vec::new() };
    let Some(proposals) = proposals(&analysis, &rope, offset, &place) else { return Vec::new() };
    let show = |it: &Proposal| format!("{} < {}", it.text, &text.as_str()[it.replaces]);
    let more = proposals.is_incomplete.then(|| "*".to_owned());
    proposals.names.iter().map(show).chain(more).collect()
}

fn offered(written: &str) -> Vec<String> {
    offered_as(Format::Markdown, written)
}

#[test]
fn who_spoke_last_is_offered_first() {
    let all = ["Okoro < ", "Wang < ", "Berg < ", "*"];
    for written in ["“So it is,” said |", "“So it is,” |", "It is done, according to |", "> So it is.\n\n— |\n"]
    {
        assert_eq!(offered(written), all, "{written}");
    }
}

#[test]
fn what_is_typed_is_replaced() {
    assert_eq!(offered("“So it is,” said W|."), ["Wang < W"]);
    assert_eq!(offered("“So it is,” said Ma|"), ["Wang < Ma"]);
    assert_eq!(offered("Then Maya W|"), ["Maya Wang < Maya W"]);
    assert_eq!(offered("Then 🦀 Ok|"), ["Okoro < Ok"]);
    assert_eq!(offered("Then Okoro|"), [""; 0]);
}

#[test]
fn plain_prose_is_left_in_peace() {
    for written in ["Then |", "Then W|", "Then w|", "Then The|", "Then Xa|", "“So it is,” said the m|"] {
        assert_eq!(offered(written), [""; 0], "{written}");
    }
}

#[test]
fn who_is_named_later_only_has_the_full_name() {
    let text = "“So it is,” said \n\n“We won,” said Maya Wang, an expert with Open Rights.\n";
    let offset = text.find('\n').unwrap();
    let rope = Rope::from_str(text);
    let analysis = Analyzer::default().analyze(text.into(), Format::Plain);
    let place = Place::at(&rope, offset).unwrap();
    let names = proposals(&analysis, &rope, offset, &place).unwrap().names;
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!((names[0].text.as_str(), names[0].role.as_deref()), ("Maya Wang", Some("an expert with Open Rights")));
}

#[test]
fn code_and_comments_are_left_alone() {
    for written in [
        "`“So,” said |`",
        "```\n“So,” said |\n```\n",
        "    “So,” said |\n",
        "<!-- “So,” said | -->",
        "[a](<http://b.c/“So,” said |>)",
    ] {
        assert_eq!(offered(written), [""; 0], "{written}");
    }
    assert_eq!(offered_as(Format::Plain, "`“So,” said W|`").len(), 1);
}

#[test]
fn an_analysis_of_an_older_text_will_do() {
    let analysis = Analyzer::default().analyze(ARTICLE.into(), Format::Markdown);
    for text in [format!("{ARTICLE}“So,” said W"), "“So,” said W".to_owned()] {
        let rope = Rope::from_str(&text);
        let place = Place::at(&rope, text.len()).unwrap();
        let names = proposals(&analysis, &rope, text.len(), &place).unwrap().names;
        assert_eq!(names.iter().map(|it| it.begun.as_str()).collect::<Vec<_>>(), ["Wang"]);
    }
}

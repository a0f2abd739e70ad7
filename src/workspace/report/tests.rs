//! What a report tells of small stories, and what the page may hold.

use std::collections::HashSet;

use regex::Regex;
use smallvec::smallvec;

use super::section::{colour_class, overlay_class};
use super::*;
use crate::annotate::{
    Annotation, Attribution, AttributionId, Confidence, Entity, EntityId, EntityKind, Kind, Mention, MentionKind,
    Parts, Quotation,
};
use crate::text::{self, Format, TextRange};
use crate::workspace::{Analysis, Analyzer};

const EXAMPLE: &str = include_str!("../../../examples/harbour-reform.md");

fn analysis(source: &str, format: Format) -> Analysis {
    Analyzer::default().analyze(source.into(), format)
}

fn report(source: &str) -> Article {
    Article::new("tide.md", &analysis(source, Format::Markdown))
}

/// A text and who says what in it: the speaker, the kind, the words.
fn told(source: &str, said: &[(&str, Kind, &str)]) -> Article {
    let at = |words: &str| {
        let start = source.find(words).unwrap();
        TextRange::new(start, start + words.len())
    };
    let mut annotation = Annotation::default();
    for (name, kind, words) in said {
        let speaker = annotation.entities.iter().position(|entity| entity.name == *name);
        let speaker = speaker.unwrap_or(annotation.entities.len());
        if speaker == annotation.entities.len() {
            annotation.entities.push(Entity {
                id: EntityId(speaker),
                name: (*name).to_owned(),
                kind: EntityKind::Person,
                known: None,
                roles: Vec::new(),
                spellings: Vec::new(),
                mentions: smallvec![Mention { span: at(name), kind: MentionKind::Name }],
            });
        }
        let id = AttributionId(annotation.attributions.len());
        annotation.attributions.push(Attribution {
            id,
            kind: *kind,
            source: smallvec![at(name)],
            cue: Parts::new(),
            content: smallvec![at(words)],
            speaker: Some(EntityId(speaker)),
            candidates: Vec::new(),
            confidence: Confidence(1.0),
            speaker_confidence: Confidence(1.0),
        });
        if *kind == Kind::Direct {
            let (span, parts) = (at(words), smallvec![at(words)]);
            let attribution = Some(id);
            let quotation = Quotation { span, parts, speech: true, balanced: true, depth: 0, turn: false, attribution };
            annotation.quotations.push(quotation);
        }
    }
    let document = text::read(source, Format::Plain);
    let analysis =
        Analysis { source: source.into(), format: Format::Plain, document, annotation, findings: Vec::new() };
    Article::new("a.txt", &analysis)
}

fn figures(article: &Article) -> Vec<(&str, usize, usize)> {
    article.voices.iter().map(|voice| (voice.name.as_str(), voice.quoted, voice.reported)).collect()
}

#[test]
fn all_words_are_somebodys_and_shares_sum_to_one() {
    for article in [report(EXAMPLE), report("“We won,” said Maya Wang. Officials said that taxes fell. He left.")] {
        assert!(article.said() > 0);
        let shares: f64 = article.voices.iter().map(|voice| voice.share).sum();
        assert!((shares - 1.0).abs() < 1e-9, "{shares}");
        let standings: usize = Standing::ALL.map(|standing| article.said_by(standing)).iter().sum();
        assert_eq!(standings, article.said());
        let own = article.paragraphs.iter().flat_map(|it| &it.runs).filter(|run| run.said.is_none());
        assert_eq!(own.map(|run| run.words).sum::<usize>() + article.said(), article.words);
    }
}

#[test]
fn words_in_nested_quotations_count_once() {
    let article = told(
        "Ann Lee wrote that Bo Lund had shouted “no, never” twice.",
        &[
            ("Ann Lee", Kind::Indirect, "that Bo Lund had shouted “no, never” twice"),
            ("Bo Lund", Kind::Direct, "“no, never”"),
        ],
    );
    assert_eq!((article.words, article.said()), (11, 8));
    assert_eq!(figures(&article), [("Ann Lee", 0, 6), ("Bo Lund", 2, 0)]);
    assert_eq!(article.voices.iter().map(|voice| (voice.direct, voice.indirect)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
}

#[test]
fn nobody_has_no_share() {
    for source in ["", "It rained."] {
        let article = report(source);
        assert_eq!((article.said(), article.voices.len()), (0, 0));
        assert!(page(&[article]).contains("Nobody is quoted"));
    }
}

#[test]
fn the_text_is_whole() {
    let analysis = analysis(EXAMPLE, Format::Markdown);
    let article = Article::new("a.md", &analysis);
    assert_eq!(article.title, "Mayor Calls for Reform of Saltmere Harbour");
    for (paragraph, shown) in analysis.document.paragraphs.iter().zip(&article.paragraphs) {
        let pieces = shown.runs.iter().flat_map(|run| &run.pieces);
        assert_eq!(pieces.map(|piece| piece.text.as_str()).collect::<String>(), paragraph.text());
    }
}

#[test]
fn code_is_shown_and_is_no_word() {
    let article = report("Type `make <all>` now.");
    let html = page(std::slice::from_ref(&article));
    assert_eq!(article.words, 2);
    assert!(html.contains("<code>make &lt;all&gt;</code>"), "{html}");
}

#[test]
fn the_tenth_voice_has_a_colour_again_with_a_pattern() {
    let names = ["Al", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ivo", "Jan"];
    let source = names.map(|name| format!("{name}: “Yes {name}.”")).join("\n\n");
    let words = names.map(|name| format!("“Yes {name}.”"));
    let said: Vec<(&str, Kind, &str)> =
        names.iter().zip(&words).map(|(name, words)| (*name, Kind::Direct, words.as_str())).collect();
    let article = told(&source, &said);
    let look = |index: usize| (colour_class(&article.voices[index]), overlay_class(&article.voices[index]));
    assert_eq!(look(0), ("c0".to_owned(), None));
    assert_eq!(look(9), ("c1".to_owned(), Some("stripes")));
    let initials: HashSet<&str> = article.voices.iter().map(|voice| voice.initials.as_str()).collect();
    assert_eq!(initials.len(), names.len());
}

#[test]
fn it_serialises() {
    let article = serde_json::to_value(report("“We won,” said Maya Wang.")).unwrap();
    let voice = &article["voices"][0];
    assert_eq!((&voice["name"], &voice["standing"]), (&"Maya Wang".into(), &"named".into()));
    assert_eq!(article["paragraphs"][0]["block"], "text");
}

#[test]
fn a_finding_beside_the_prose_leads_to_the_next_paragraph() {
    let article = report("It rained.\n\n<!-- sayso-ignore vague-source -->\n\nIt snowed.\n");
    assert_eq!(article.findings[0].rule, "unused-ignore");
    assert_eq!(article.findings[0].place, Some(Place { paragraph: 1, words_before: None }));
    assert!(page(&[article]).contains("<a href=\"#a1-p2\">line 3</a>"));
}

#[test]
fn what_links_lead_to_has_its_place_in_the_source() {
    let source = "# Tide\n\nType `make <all>`, *then* “We *won* &amp; left,” said Maya Wang. Experts say that it failed.\n\n\
        <!-- sayso-ignore puffery -->\n";
    let analysis = analysis(source, Format::Markdown);
    let article = Article::new("a.md", &analysis);
    let html = page(std::slice::from_ref(&article));
    let found = places(&article, &analysis);
    let words: HashSet<&str> = found.iter().map(|(_, span)| &source[span.start..span.end]).collect();
    for expected in ["“We *won* &amp; left,”", "said Maya Wang.", "Experts", "puffery"] {
        assert!(words.iter().any(|words| words.starts_with(expected)), "{expected} is not among {words:?}");
    }
    let ids: HashSet<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids.len(), found.len());
    for id in &ids {
        assert!(html.contains(&format!(" id=\"{id}\"")), "nothing in the page is {id}");
    }
    let links = Regex::new("href=\"#(a1-(?:r|at)[0-9-]+)\"").unwrap();
    for link in links.captures_iter(&html) {
        assert!(ids.contains(&link[1]), "{} has no place", &link[1]);
    }
}

/// A page without its style sheet.
fn markup(html: &str) -> String {
    let (before, rest) = html.split_once("<style>").unwrap();
    before.to_owned() + rest.split_once("</style>").unwrap().1
}

const MANY: &str = "# Tide\n\n> “We *won*,” said Maya Wang.\n\n- “No.”\n- Experts say that it failed.\n\n| a | b |\n|---|---|\n\
    | “Yes,” he said | c |\n\n<!-- sayso-ignore puffery -->\n";

#[test]
fn every_id_is_unique_and_every_link_leads_somewhere() {
    let html = markup(&page(&[report(EXAMPLE), report(MANY), report(""), report("“We won,” said Maya Wang.")]));
    let all = |pattern: &str| {
        let found = Regex::new(pattern).unwrap();
        found.captures_iter(&html).map(|found| found[1].to_owned()).collect::<Vec<_>>()
    };
    let ids = all(" id=\"([^\"]*)\"");
    let known: HashSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len());
    let links = all("(?:href=\"#|aria-labelledby=\")([^\"]*)\"");
    assert!(links.len() > 100);
    for link in &links {
        assert!(known.contains(link), "nothing is {link}");
    }
    assert_eq!(all("(href=\"[^#][^\"]*\"|src=|https?:|<script|\\son[a-z]+=)"), [""; 0]);
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn no_text_of_a_document_is_markup() {
    let tag = Regex::new("</?([a-zA-Z0-9]+)(?: [a-zA-Z:-]+(?:=\"[^\"<>]*\")?)*/?>").unwrap();
    let evil = "<script>alert(\"1\")</script> & 'x' \"y\" {{text}} \u{0}\u{1b}<b onclick='z'>&amp;";
    let source = format!(
        "Tide {evil}\n\n“No {evil},” said Maya O'Wang {evil}, a <b>chief</b> & \"aide\". Experts {evil} say {evil}.\n\n“{evil}\n"
    );
    for format in [Format::Plain, Format::Markdown] {
        let mut article = Article::new(evil, &analysis(&source, format));
        // whatever names and messages the annotator finds
        for voice in &mut article.voices {
            (voice.name, voice.initials, voice.role) = (evil.to_owned(), evil.to_owned(), Some(evil.to_owned()));
        }
        for finding in &mut article.findings {
            (finding.message, finding.advice) = (evil.to_owned(), evil.to_owned());
        }
        assert!(!article.voices.is_empty() && !article.findings.is_empty());
        for html in [page(std::slice::from_ref(&article)), page(&[article.clone(), article.clone()])] {
            let html = markup(&html);
            for found in tag.captures_iter(&html) {
                assert!(!["script", "b"].contains(&&found[1]), "{}", &found[0]);
            }
            let words = tag.replace_all(html.trim_start_matches("<!DOCTYPE html>"), "");
            assert!(!words.contains(['<', '>', '"', '\'', '\0', '\u{1b}']), "{words}");
            assert!(html.contains("{{text}}"));
        }
    }
}

#[test]
fn templates_are_filled() {
    assert!(!page(&[report(EXAMPLE)]).contains("{{"));
}

#[test]
fn a_small_article() {
    let html = page(&[report("# A tide\n\n“We won,” said Maya Wang, a diver. Experts say that it will rain.\n")]);
    insta::assert_snapshot!(markup(&html));
}

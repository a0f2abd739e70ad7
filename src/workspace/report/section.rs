//! One article's part of the page: its figures, its speakers and its findings.

use std::cmp::Reverse;

use super::article::{Article, Finding, Standing, Voice};
use super::html::{counted, escaped, fill, length, percent};
use super::prose::prose;
use super::ribbon::{Segment, lane, ribbon, run_id, segments};

const TEMPLATE: &str = include_str!("section.html");
/// How many colours there are; further voices have one again, with another pattern.
const COLOURS: usize = 8;
/// The patterns, the first of which is none.
const PATTERNS: [Option<&str>; 3] = [None, Some("stripes"), Some("dots")];

/// An article in a page.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    pub article: &'a Article,
    /// Which of the page's articles, from 1.
    pub number: usize,
    /// The level of its headings.
    pub level: usize,
}

/// The parts of an article's section, with their ids.
pub(super) fn parts(number: usize) -> [(String, &'static str); 4] {
    [("ribbon", "Where"), ("speakers", "Speakers"), ("findings", "Findings"), ("text", "Text")]
        .map(|(part, name)| (format!("a{number}-{part}"), name))
}

/// The class that gives a voice its colour.
pub(super) fn colour_class(voice: &Voice) -> String {
    match voice.colour {
        Some(colour) => format!("c{}", colour % COLOURS),
        None => "nobody".to_owned(),
    }
}

/// The class of what tells a voice from others of its colour.
pub(super) fn overlay_class(voice: &Voice) -> Option<&'static str> {
    PATTERNS.get(voice.colour? / COLOURS % PATTERNS.len()).copied().flatten()
}

impl Section<'_> {
    /// The section.
    pub(super) fn html(self) -> String {
        let Self { article, number, level } = self;
        let segments = segments(&article.paragraphs);
        fill(
            TEMPLATE,
            &[
                ("id", &format!("a{number}")),
                ("level", &level.to_string()),
                ("summary", &self.summary()),
                ("standings", &self.standings()),
                ("ribbon", &ribbon(article, number, &segments)),
                ("speakers", &self.speakers(&segments)),
                ("findings", &self.findings()),
                ("text", &prose(article, number, level + 1, &segments)),
            ],
        )
    }

    /// The figures in words.
    fn summary(self) -> String {
        let article = self.article;
        let said = article.said();
        let findings = match article.findings.len() {
            0 => "No findings.".to_owned(),
            count => format!("{}: {}.", counted(count, "finding", "findings"), by_severity(&article.findings)),
        };
        if article.sayings() == 0 {
            return format!("<p>Nobody is quoted in {}. {findings}</p>\n", counted(article.words, "word", "words"));
        }
        let (speakers, things) = (article.speakers(), counted(article.sayings(), "thing", "things"));
        let who = match speakers {
            0 => format!(
                "<strong>{things}</strong> {} said by nobody who is known",
                if article.sayings() == 1 { "is" } else { "are" }
            ),
            _ => {
                let others = article.voices.iter().any(|voice| !voice.is_speaker());
                let others = if others { " and others who are not known" } else { "" };
                let verb = if speakers == 1 && others.is_empty() { "says" } else { "say" };
                format!(
                    "<strong>{}</strong>{others} {verb} <strong>{things}</strong>",
                    counted(speakers, "speaker", "speakers")
                )
            }
        };
        let first = article.voices.iter().filter(|voice| voice.is_speaker());
        let first = first.max_by_key(|voice| (voice.words(), Reverse(voice.colour))).filter(|_| speakers > 1);
        let first =
            first.map(|voice| format!(", {} of that by {}", percent(voice.words(), said), escaped(&voice.name)));
        format!(
            "<p>{who} in {}. <strong>{}</strong> of the words are what others say{}; {} are the writer’s own. {findings}</p>\n",
            counted(article.words, "word", "words"),
            percent(said, article.words),
            first.unwrap_or_default(),
            percent(article.words.saturating_sub(said), article.words),
        )
    }

    /// On whose authority the article says what it says.
    fn standings(self) -> String {
        let (article, said) = (self.article, self.article.said());
        if said == 0 {
            return String::new();
        }
        let rows = Standing::ALL.map(|standing| {
            let (name, class) = match standing {
                Standing::Named => ("A known source", "named"),
                Standing::Unnamed => ("A source without a name", "unnamed"),
                Standing::Unclear => ("A source, not clear who", "unclear"),
                Standing::Unsourced => ("No source", "unsourced"),
            };
            let words = article.said_by(standing);
            format!(
                "<tr><th scope=\"row\">{name}</th><td>{words}</td><td>{}</td><td class=\"bar\"><svg width=\"100%\" height=\"12\" \
                 aria-hidden=\"true\" focusable=\"false\"><rect class=\"rail\" width=\"100%\" height=\"12\"/>\
                 <rect class=\"{class}\" width=\"{}\" height=\"12\"/></svg></td></tr>\n",
                percent(words, said),
                length(words, said)
            )
        });
        format!(
            "<table class=\"standings\">\n<caption>Who answers for what is said</caption>\n<thead><tr><th scope=\"col\">Said by</th>\
             <th scope=\"col\">Words</th><th scope=\"col\">Share</th><td class=\"bar\"></td></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
            rows.concat()
        )
    }

    fn speakers(self, segments: &[Segment]) -> String {
        let (article, said) = (self.article, self.article.said());
        if article.voices.is_empty() {
            return "<p>Nobody.</p>\n".to_owned();
        }
        let mut order: Vec<(usize, &Voice)> = article.voices.iter().enumerate().collect();
        order.sort_by_key(|(index, voice)| (!voice.is_speaker(), Reverse(voice.words()), *index));
        let rows = order.into_iter().map(|(index, voice)| {
            let note = match voice.standing {
                Standing::Named => None,
                Standing::Unnamed => Some("no name given"),
                Standing::Unclear => Some("not clear who"),
                Standing::Unsourced => Some("no source"),
            };
            let role = [voice.role.as_deref(), note].into_iter().flatten().collect::<Vec<_>>().join("; ");
            let role = if role.is_empty() { role } else { format!("<span class=\"role\">{}</span>", escaped(&role)) };
            let class = colour_class(voice);
            let first = segments.iter().find(|segment| segment.said.is_some_and(|said| said.voice == index));
            let name = escaped(&voice.name);
            let name = first.map_or_else(
                || name.clone(),
                |first| format!("<a href=\"#{}\">{name}</a>", run_id(self.number, first.place)),
            );
            format!(
                "<tr id=\"a{number}-v{n}\"><th scope=\"row\">{badge} {name}{role}</th>\
                 <td>{direct}</td><td>{mixed}</td><td>{indirect}</td><td>{words}</td><td>{share}</td>\
                 <td class=\"bar\"><svg class=\"{class}\" width=\"100%\" height=\"12\" aria-hidden=\"true\" focusable=\"false\">\
                 <rect class=\"rail\" width=\"100%\" height=\"12\"/><rect width=\"{quoted}\" height=\"12\"/>\
                 <rect class=\"reported\" x=\"{quoted}\" y=\"4\" width=\"{reported}\" height=\"8\"/></svg></td>\
                 <td class=\"lane\">{lane}</td></tr>\n",
                number = self.number,
                n = index + 1,
                badge = badge(voice),
                direct = voice.direct,
                mixed = voice.mixed,
                indirect = voice.indirect,
                words = voice.words(),
                share = percent(voice.words(), said),
                quoted = length(voice.quoted, said),
                reported = length(voice.reported, said),
                lane = lane(article, segments, index),
            )
        });
        format!(
            "<div class=\"wide\" role=\"group\" aria-labelledby=\"a{0}-speakers\" tabindex=\"0\"><table class=\"speakers\">\n\
             <caption>What each says, and how: in quotation marks (direct), partly (mixed), without (indirect)</caption>\n\
             <thead><tr><th scope=\"col\">Speaker and role</th>\
             <th scope=\"col\">Direct</th><th scope=\"col\">Mixed</th><th scope=\"col\">Indirect</th><th scope=\"col\">Words</th>\
             <th scope=\"col\">Share</th><td class=\"bar\"></td><td class=\"lane\"></td></tr></thead>\n<tbody>\n{1}</tbody>\n</table></div>\n",
            self.number,
            rows.collect::<String>()
        )
    }

    fn findings(self) -> String {
        let findings = &self.article.findings;
        if findings.is_empty() {
            return "<p>None.</p>\n".to_owned();
        }
        let rows = findings.iter().zip(1..).map(|(finding, n)| {
            let line = match finding.place {
                None => format!("line {}", finding.line),
                Some(place) => {
                    let target = match place.words_before {
                        Some(_) => format!("a{}-at{n}", self.number),
                        None => format!("a{}-p{}", self.number, place.paragraph + 1),
                    };
                    format!("<a href=\"#{target}\">line {}</a>", finding.line)
                }
            };
            format!(
                "<tr id=\"a{number}-f{n}\"><th scope=\"row\">{n}</th><td>{line}<br><span class=\"severity {severity}\">\
                 {severity}</span></td><td><p>{message}</p><p class=\"advice\">{advice}</p><p><code>{rule}</code></p></td></tr>\n",
                number = self.number,
                severity = finding.severity,
                message = escaped(&finding.message),
                advice = escaped(&finding.advice),
                rule = escaped(finding.rule),
            )
        });
        format!(
            "<div class=\"wide\" role=\"group\" aria-labelledby=\"a{}-findings\" tabindex=\"0\"><table class=\"findings\">\n\
             <caption>{}</caption>\n<thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Where</th>\
             <th scope=\"col\">What, and how to mend it</th></tr></thead>\n<tbody>\n{}</tbody>\n</table></div>\n",
            self.number,
            by_severity(findings),
            rows.collect::<String>()
        )
    }
}

/// The letters of a voice in its colour.
fn badge(voice: &Voice) -> String {
    format!("<span class=\"badge {}\" aria-hidden=\"true\">{}</span>", badge_class(voice), escaped(&voice.initials))
}

/// The classes of what is a voice's.
pub(super) fn badge_class(voice: &Voice) -> String {
    [Some(colour_class(voice)), overlay_class(voice).map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// How many findings there are of each severity, the worst first.
fn by_severity(findings: &[Finding]) -> String {
    let names = [("error", "errors"), ("warning", "warnings"), ("information", "information"), ("hint", "hints")];
    let counts = names.into_iter().filter_map(|(one, many)| {
        let count = findings.iter().filter(|finding| finding.severity == one).count();
        (count > 0).then(|| counted(count, one, many))
    });
    counts.collect::<Vec<_>>().join(", ")
}

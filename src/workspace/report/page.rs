//! The page around the reports of articles.

use super::article::Article;
use super::html::{counted, escaped, fill, percent};
use super::section::{Section, parts};

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// One HTML page about some articles. It needs nothing but itself: no network, no script, no other file.
pub fn page(articles: &[Article]) -> String {
    let (heading, under_heading, body) = match articles {
        [article] => {
            let section = Section { article, number: 1, level: 2 };
            let path =
                (article.title != article.name).then(|| format!("<p class=\"path\">{}</p>\n", escaped(&article.name)));
            let links = parts(1).map(|(id, name)| format!("<li><a href=\"#{id}\">{name}</a></li>")).concat();
            let navigation = format!("<nav aria-label=\"Parts\"><ul>{links}</ul></nav>");
            (article.title.clone(), path.unwrap_or_default() + &navigation, section.html())
        }
        articles => {
            let sections = articles.iter().zip(1..).map(|(article, number)| {
                let path = (article.title != article.name)
                    .then(|| format!("<p class=\"path\">{}</p>\n", escaped(&article.name)));
                format!(
                    "<article aria-labelledby=\"a{number}\">\n<h2 id=\"a{number}\">{}</h2>\n{}{}</article>\n",
                    escaped(&article.title),
                    path.unwrap_or_default(),
                    Section { article, number, level: 3 }.html()
                )
            });
            (counted(articles.len(), "article", "articles"), overview(articles), sections.collect())
        }
    };
    let title = format!("Who says what: {heading}");
    let skip = match articles {
        [_] => "<a class=\"skip\" href=\"#a1-text\">Skip to the text</a>",
        _ => "",
    };
    fill(
        TEMPLATE,
        &[
            ("title", &escaped(&title)),
            ("style", STYLE),
            ("skip", skip),
            ("heading", &escaped(&heading)),
            ("under_heading", &under_heading),
            ("articles", &body),
        ],
    )
}

/// A table that leads to each article.
fn overview(articles: &[Article]) -> String {
    let rows = articles.iter().zip(1..).map(|(article, number)| {
        format!(
            "<tr><th scope=\"row\"><a href=\"#a{number}\">{}</a><span class=\"path\">{}</span></th><td>{}</td>\
             <td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(&article.title),
            escaped(&article.name),
            article.words,
            percent(article.said(), article.words),
            article.speakers(),
            article.findings.len()
        )
    });
    format!(
        "<div class=\"wide\" role=\"group\" aria-label=\"The articles\" tabindex=\"0\"><table>\n<caption>The articles</caption>\n\
         <thead><tr><th scope=\"col\">Article</th><th scope=\"col\">Words</th><th scope=\"col\">Said by others</th>\
         <th scope=\"col\">Speakers</th><th scope=\"col\">Findings</th></tr></thead>\n<tbody>\n{}</tbody>\n</table></div>",
        rows.collect::<String>()
    )
}

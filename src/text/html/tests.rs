use proptest::prelude::*;

use crate::text::fixture::{self, check_places};
use crate::text::{Format, InlineKind, TextRange, read};

fn render(source: &str) -> Vec<String> {
    fixture::render(source, Format::Html)
}

fn inlines(source: &str) -> Vec<(InlineKind, String, String)> {
    fixture::inlines(source, Format::Html)
}

#[test]
fn a_page_is_its_article() {
    let page = "<!DOCTYPE html><html><head><title>No</title><style>p { color: red }</style></head>\n<body>\
        <nav><a href='/'>No</a></nav>\n<article>\n<h1>Bridge <em>falls</em></h1>\n<p>\n  Li left\n  on Monday.\n</p>\n\
        <aside>No.</aside><figure><img alt='No'><figcaption>The bridge.</figcaption></figure>\
        <p>“We saw it,” <!-- no -->she said.</p></article><p>No.</p><script>let no = '<p>';</script></body></html>";
    let expected = ["Heading: Bridge falls", "Li left on Monday.", "The bridge.", "“We saw it,” she said."];
    assert_eq!(render(page), expected);
    assert_eq!(render(&page.replace("article>", "main>")), expected);
    assert_eq!(render("<nav>No</nav><p>Yes.</p><footer>No</footer>And yes."), ["Yes.", "And yes."]);
}

#[test]
fn blocks_of_prose_are_paragraphs() {
    assert_eq!(
        render("<blockquote><p>One.</p><p>Two.</p></blockquote><ul><li>A <ul><li>b</ul><li>c</ul>End."),
        ["BlockQuote: One.", "BlockQuote: Two.", "ListItem: A", "ListItem: b", "ListItem: c", "End."]
    );
    assert_eq!(
        render("<table><tr><th>A<th>b<tr><td>c</td><td>d</table><dl><dt>e<dd>f</dl>"),
        ["TableCell: A", "TableCell: b", "TableCell: c", "TableCell: d", "ListItem: e", "ListItem: f"]
    );
    assert_eq!(render("<p>One.<p>Two.<div>Three.</div>Four.<hr>Five."), ["One.", "Two.", "Three.", "Four.", "Five."]);
    assert_eq!(render("One,<br>\n two.<br><br/>Three."), ["One, two.", "Three."]);
    assert_eq!(render("Just text, < and > and AT&T."), ["Just text, < and > and AT&T."]);
}

#[test]
fn what_is_no_prose_leaves_the_sentence_whole() {
    assert_eq!(render("<p>Run <code>a <b>b</b></code> now.<pre>No</pre>"), ["Run ◊ now."]);
    assert_eq!(inlines("<p>Run <code>a b</code>."), [(InlineKind::Code, "◊".into(), "<code>a b</code>".into())]);
    assert_eq!(render("<p>One <script>no</script>and <button>no</button>two."), ["One and two."]);
}

#[test]
fn character_references_are_what_they_stand_for() {
    assert_eq!(render("Li&rsquo;s A&amp;B &#8220;no&#x201D; &nosuch; &eacute;"), ["Li’s A&B “no” &nosuch; é"]);
    let source = "<p>&ldquo;We won,&rdquo; said Li.";
    let paragraph = &read(source, Format::Html).paragraphs[0];
    let quotation = TextRange::new(0, paragraph.text().find(" said").unwrap());
    assert_eq!(&source[paragraph.to_source(quotation)], "&ldquo;We won,&rdquo;");
}

#[test]
fn quotations_have_the_marks_that_browsers_show() {
    assert_eq!(render("<q>We <q>won</q>,</q> said Li."), ["“We ‘won’,” said Li."]);
}

#[test]
fn links_emphasis_and_notes_are_noted() {
    let link = |text: &str| (InlineKind::Link, text.to_owned(), text.to_owned());
    assert_eq!(inlines("See <a href='x'> the report</a>."), [link("the report")]);
    assert_eq!(inlines("<p>It <i>was</i> so."), [(InlineKind::Emphasis, "was".into(), "was".into())]);
    let source = "<p>It was so.<sup><a href='#n1'>[1]</a></sup> Yes.";
    assert_eq!(render(source), ["It was so. Yes."]);
    assert_eq!(inlines(source), [(InlineKind::FootnoteReference, String::new(), String::new())]);
    assert_eq!(inlines("<em><p>One.</p><p>Two.</p></em>").len(), 1);
}

#[test]
fn front_matter_and_comments_stand_beside_the_prose() {
    let source = "---\r\ntitle: No\r\n---\r\n<p>One <!-- a -->é.</p><!-- b --><p><!-- c -->Two.</p>";
    let document = read(source, Format::Html);
    assert_eq!(&source[document.front_matter.unwrap()], "title: No\r\n");
    let comments: Vec<_> = document.comments.iter().map(|it| (source[it.content].trim(), it.paragraph)).collect();
    assert_eq!(comments, [("a", Some(0)), ("b", None), ("c", None)]);
    assert_eq!(render(source), ["One é.", "Two."]);
    assert_eq!(render("--- no ---<p>One."), ["--- no ---", "One."]);
}

#[test]
fn elements_without_end_are_borne() {
    assert_eq!(render("</p></b><p>One <b>two"), ["One two"]);
    assert_eq!(render("<p>One <b"), ["One"]);
    let deep = format!("{}One.{}", "<div>".repeat(5000), "</div>".repeat(5000));
    assert_eq!(render(&deep), ["One."]);
}

#[test]
fn what_templates_do_is_no_prose() {
    let source = "<p>{% if late %}Ann {{ user.name }} {# why? #}said {{ count }}. {{ never\nclosed }} {it}</p>";
    assert_eq!(render(source), ["Ann ◊ said ◊. {{ never closed }} {it}"]);
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "{{ é }}",
        "{{",
        "{%",
        "%}",
        "“No,”",
        " ",
        " ",
        "\n",
        "\r\n",
        "\t",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='#'>",
        "</a>",
        "<sup>",
        "</sup>",
        "<br>",
        "<li>",
        "</li>",
        "<ul>",
        "</ul>",
        "<td>",
        "<tr>",
        "<blockquote>",
        "</blockquote>",
        "<code>",
        "</code>",
        "<q>",
        "</q>",
        "<script>",
        "</script>",
        "<article>",
        "</article>",
        "<nav>",
        "</nav>",
        "<!--",
        "-->",
        "<!",
        "<",
        ">",
        "&amp;",
        "&ldquo;",
        "&lt",
        "&",
        "&#",
        "&#0;",
        ";",
        "---\n",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        "\r",
        "<h1>",
        "</h1>",
        "<hr>",
        "<x-y/>",
        "=\"",
        "]]>",
        "<![CDATA[",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check_places(&source, &read(&source, Format::Html))?;
    }
}

use proptest::prelude::*;

use crate::text::fixture::{self, check_places};
use crate::text::{Format, InlineKind, TextRange, read};

fn render(source: &str) -> Vec<String> {
    fixture::render(source, Format::Latex)
}

fn inlines(source: &str) -> Vec<(InlineKind, String, String)> {
    fixture::inlines(source, Format::Latex)
}

#[test]
fn prose_stands_between_begin_and_end_of_the_document() {
    let article = "\\documentclass[a4paper]{article} % no\n\\usepackage{csquotes}\n\\newcommand{\\no}[1]{No #1.}\n\
        \\title{Harbour wall \\emph{fails}\\thanks{No.}}\n\\author{No}\n\\begin{document}\n\\maketitle\n\n\
        Li left\n on Monday.\n\n\\end{document}\nNo.\n";
    assert_eq!(render(article), ["Heading: Harbour wall fails", "Li left on Monday."]);
    assert_eq!(render("\\title{One\\\\\\bigskip{\\small two}}\n\nThree."), ["Heading: One two", "Three."]);
    assert_eq!(render("% \\begin{document}\nOne.\n\nTwo."), ["One.", "Two."]);
}

#[test]
fn machinery_has_no_prose() {
    let package = "\\NeedsTeXFormat{LaTeX2e}\n\\ProvidesPackage{no}\n\\newcommand{\\no}{No.}\n\nNo words.\n";
    assert_eq!(render(package), [""; 0]);
    assert_eq!(render("\\documentclass{article}\n\\title{No}\nNo words."), [""; 0]);
    assert_eq!(render("\\input texinfo\nNo.\n\\bye"), [""; 0]);
    let macros = "% macros\n\\newcommand{\\person}[1]{\\textsc{#1}}\n\\newcommand*\\firm[2][x]{No #1, #2.}\n\
        \\def\\name#1{No #1}\n\\let\\old=\\new\n\\newif\\ifdraft\n\\setlength{\\parindent}{0pt}\n\\parskip=2pt plus 1pt\n\
        \\setlength\\parskip{1em}\n\\newenvironment{no}{\\begin{quote}}{\\end{quote}}\n\\hypersetup{\n  pdftitle={No},\n}\n\
        \\NewDocumentCommand{\\x}{m o}{No #1.}\n\\makeatletter\n\\def\\a@b{No}\nNo.\n\\makeatother\n\
        \\newcommand{\\long}[1]{%\n  No.\n\n  No.\n}\n\\DeclareMathOperator{\\no}{no}\n\\definecolor{no}{RGB}{1,2,3}\n";
    assert_eq!(render(macros), [""; 0]);
}

#[test]
fn blocks_of_prose_are_paragraphs() {
    assert_eq!(
        render("\\chapter*{One}\\section[No]{Two \\label{no}three}\nText.\n\\paragraph{Four.} More."),
        ["Heading: One", "Heading: Two three", "Text.", "Heading: Four.", "More."]
    );
    assert_eq!(
        render("A\n\\begin{itemize}[no]\n  \\item One,\n  two.\n  \\item[--] Three.\n\n  Four.\n\\end{itemize}\nb"),
        ["A", "ListItem: One, two.", "ListItem: Three.", "ListItem: Four.", "b"]
    );
    assert_eq!(
        render("\\begin{description}\\item[The quay] Wet.\\item<2->[Old [a] \\emph{b}] C.\\end{description}"),
        ["ListItem: The quay", "ListItem: Wet.", "ListItem: Old [a] b", "ListItem: C."]
    );
    assert_eq!(
        render("He said:\n\\begin{quote}\n“One.”\n\nTwo.\n\\end{quote}\nEnd."),
        ["He said:", "BlockQuote: “One.”", "BlockQuote: Two.", "End."]
    );
    assert_eq!(
        render(
            "\\begin{figure}[t]\n\\centering\\includegraphics[width=\\textwidth]{no.png}\n\
             \\caption[No]{The wall, \\\\in May.}\\label{fig:no}\n\\end{figure}"
        ),
        ["The wall, in May."]
    );
    assert_eq!(
        render(
            "\\begin{tabular}{l|r}\n\\toprule\nA \\& b & c \\\\[2pt]\n\\cmidrule(lr){1-2}\n\\multicolumn{2}{c}{D} \\\\ e & \
             f\\\\\\hline\n\\end{tabular}"
        ),
        ["TableCell: A & b", "TableCell: c", "TableCell: D", "TableCell: e", "TableCell: f"]
    );
    assert_eq!(
        render("\\begin{frame}[no]{The wall}\n  Wet. \\pause Cold.\n\\end{frame}"),
        ["Heading: The wall", "Wet. Cold."]
    );
    assert_eq!(render("One\\par two.\\bigskip\n\nThree \\\\\n\\\\ four."), ["One", "two.", "Three four."]);
    assert_eq!(render("\\begin{ours}{no}[no]\nOne.\n\\end{ours}"), ["One."]);
}

#[test]
fn what_is_no_prose_is_left_out() {
    for no in [
        "\\begin{verbatim}\nNo. $ { \\end{no}\n\n%\n\\end{verbatim}",
        "\\begin{lstlisting}[language=C]\nNo.\n\\end{lstlisting}",
        "\\begin{tikzpicture}[no]\n\\node (a) {No.}; % {\n\\end{tikzpicture}",
        "\\begin{thebibliography}{9}\\bibitem{no} No, A.: No.\\end{thebibliography}",
        "\\begin{comment}\nNo.\n\\end{comment}",
        "\\iffalse\nNo.\\fill No.\n\\fi",
        "\\vspace{1em}\\hspace*{-2pt}\\vskip 2pt plus 1fil \\todo[inline]{No.}\\index{no!no}\\input{no/no}",
        "\\renewcommand{\\no}{No words.}\\setcounter{page}{1}\\addcontentsline{toc}{section}{No}",
        "\\todoinline{No.}\\begin{code}\nno = 1\n\\end{code}\\needspace{3em}",
        "\\ourfigure{fig:no}\\theirs{width=2em, no}\\another{0.5}",
    ] {
        assert_eq!(render(&format!("One.\n\n{no}\n\nTwo.")), ["One.", "Two."], "{no}");
    }
}

#[test]
fn what_stands_for_a_word_leaves_the_sentence_whole() {
    assert_eq!(
        render("See Figure~\\ref{fig:a} and \\texttt{a b}, \\verb|c%d| or \\path{e_f}."),
        ["See Figure ◊ and ◊, ◊ or ◊."]
    );
    assert_eq!(
        render("If $x < 5$ or \\(y\\), then \\[ z = 1. \\] It is $$a$$ here."),
        ["If ◊ or ◊, then ◊. It is ◊ here."]
    );
    assert_eq!(render("So\n\\begin{align*}\n  a &= b,\n\\end{align*}\nwhere it is."), ["So ◊, where it is."]);
    assert_eq!(render("It cost 5$ then.\n\nNow $6$."), ["It cost 5$ then.", "Now ◊."]);
    assert_eq!(inlines("At \\ref{a}."), [(InlineKind::Code, "◊".into(), "\\ref{a}".into())]);
}

#[test]
fn inline_commands_show_their_text() {
    assert_eq!(
        render("{\\large \\bf It} \\textcolor{red}{was} \\textbf{so}, \\person{Maria Weber} and \\ours[no]{Li}{Bo}."),
        ["It was so, Maria Weber and Li Bo."]
    );
    let emphasis = |text: &str| (InlineKind::Emphasis, text.to_owned(), text.to_owned());
    assert_eq!(inlines("It \\emph{really was} {\\em so} then."), [emphasis("really was"), emphasis("so")]);
    let link = |text: &str| (InlineKind::Link, text.to_owned(), text.to_owned());
    assert_eq!(inlines("See \\href{https://a.example/%7E_#}{the report}."), [link("the report")]);
    assert_eq!(inlines("See \\url{https://a.example/%7E_a}."), [link("https://a.example/%7E_a")]);
    assert_eq!(render("We won \\SI{5}{km} with \\ourteam and \\ourteam{}."), ["We won 5 km with ◊ and ◊."]);
}

#[test]
fn commands_of_the_author_show_what_they_say() {
    let preamble = "\\newcommand{\\firm}{Harbour Works Ltd\\xspace}\n\\newcommand{\\draft}[1]{}\n\\def\\wb#1{\\footnote{#1}}\n\
        \\newcommand\\air{\\vspace{1em}}\n\\begin{document}\n";
    let source = format!("{preamble}\\firm left.\\air{{}} \\firm{{}}\\draft{{No.}} came.\\wb{{No.}}");
    assert_eq!(render(&source), ["Harbour Works Ltd left. Harbour Works Ltd came."]);
    let paragraph = &read(&source, Format::Latex).paragraphs[0];
    assert_eq!(&source.as_str()[paragraph.to_source(TextRange::new(0, 7))], "\\firm");
}

#[test]
fn quotations_have_the_marks_that_are_set() {
    let source = "``We `won','' she said---twice, 1--2. ``It's''";
    assert_eq!(render(source), ["“We ‘won’,” she said—twice, 1–2. “It’s”"]);
    let paragraph = &read(source, Format::Latex).paragraphs[0];
    let end = paragraph.text().find(" she").unwrap();
    assert_eq!(&source[paragraph.to_source(TextRange::new(0, end))], "``We `won',''");
    assert_eq!(
        render(
            "\\enquote{We \\enquote{won}}, \\enquote*{so} \\textquote[{\\cite[4]{li}}]{they say} \\foreignquote{ngerman}{Ja}."
        ),
        ["“We ‘won’”, ‘so’ “they say” “Ja”."]
    );
    assert_eq!(
        render("She wrote: \\blockquote[\\cite{li}]{We won.}\n\n\\blockquote{It rained.}"),
        ["She wrote: “We won.”", "BlockQuote: It rained."]
    );
    assert_eq!(render("<<Non>>, \\glqq Ja\\grqq{} \\textquoteleft a\\textquoteright"), ["«Non», „ Ja“ ‘ a’"]);
}

#[test]
fn notes_and_citations_are_noted() {
    let reference = (InlineKind::FootnoteReference, String::new(), String::new());
    let source = "It was so.\\footnote{See \\cite{li}.\n\nNo.} And so \\parencite[see][4]{li, bo}.";
    assert_eq!(render(source), ["It was so. And so."]);
    assert_eq!(inlines(source), [reference.clone(), reference.clone()]);
    assert_eq!(render("So \\ourcite{a}, so~\\footcites{a}{b}."), ["So, so."]);
    assert_eq!(
        render("\\textcite{li} and \\citet*{bo} deny it, according to \\cite{li} and \\cite{bo}."),
        ["◊ and ◊ deny it, according to ◊ and ◊."]
    );
    assert_eq!(render("\\cite{li} shows it. As \\cite{bo} shows."), ["◊ shows it. As ◊ shows."]);
    assert_eq!(render("\\nocite{*}It is so. \\cite{li} It is."), ["It is so. It is."]);
}

#[test]
fn characters_are_what_they_are_set_as() {
    assert_eq!(
        render(
            "Jos\\'e, Fran\\c{c}ois, \\\"Unal, Stra\\ss e, \\AA lesund, \\L{}\\'od\\'z, Dvo\\v r\\'ak, na\\\"{\\i}ve"
        ),
        ["José, François, Ünal, Straße, Ålesund, Łódź, Dvořák, naïve"]
    );
    assert_eq!(
        render("10\\,\\% of A\\&B \\$5 \\#1 a\\_b \\{c\\} d~e f\\ g un\\-be\\-liev\\-able"),
        ["10 % of A&B $5 #1 a_b {c} d e f g unbelievable"]
    );
    assert_eq!(render("So \\ldots{} \\LaTeX\\ is\\dots"), ["So … LaTeX is…"]);
    let source = "Jos\\'e S\\~ao left.";
    let paragraph = &read(source, Format::Latex).paragraphs[0];
    assert_eq!(&source[paragraph.to_source(TextRange::new(0, "José São".len()))], "Jos\\'e S\\~ao");
}

#[test]
fn comments_stand_beside_the_prose() {
    let source = "%% a\nOne % b 5\\%\n  two\\% an%c\nd.\n% d\nThree.\n% e\n\n% f\r\n\r\n\\section{Four} % g\n";
    assert_eq!(render(source), ["One two% and. Three.", "Heading: Four"]);
    let document = read(source, Format::Latex);
    let comments: Vec<_> = document.comments.iter().map(|it| (source[it.content].trim(), it.paragraph)).collect();
    assert_eq!(
        comments,
        [("a", None), ("b 5\\%", Some(0)), ("c", Some(0)), ("d", Some(0)), ("e", None), ("f", None), ("g", None)]
    );
    assert_eq!(render("One % no\n\nTwo.%\n\nThree."), ["One", "Two.", "Three."]);
    assert_eq!(render("\\emph{One}% no\n{two} \\textcolor{red}% no\n  {three}"), ["Onetwo three"]);
}

#[test]
fn a_comment_before_an_item_is_about_that() {
    let source = "\\begin{itemize}\n\\item One.\n  % a\n\\item Two. % b\n\\end{itemize}";
    let comments = read(source, Format::Latex).comments;
    assert_eq!(comments.iter().map(|comment| comment.paragraph).collect::<Vec<_>>(), [None, Some(1)]);
}

#[test]
fn what_nobody_closes_is_borne() {
    assert_eq!(render("} One \\emph{two.\n\nThree \\label{no\n\nFour } five."), ["One two.", "Three", "Four five."]);
    assert_eq!(render("One.\\footnote{No.\n\n\\section{Two}Three."), ["One.", "Heading: Two", "Three."]);
    assert_eq!(render("\\begin{itemize}\\item One.\\end{quote}\\end{itemize} Two."), ["ListItem: One.", "Two."]);
    assert_eq!(render("\\begin{verbatim}\nNo.\n\nOne."), ["One."]);
    assert_eq!(render("One \\section"), ["One"]);
    assert_eq!(render("One \\"), ["One"]);
    for deep in ["{", "\\emph{", "\\ours{", "\\begin{x}"] {
        assert_eq!(render(&format!("{}One.", deep.repeat(5000))), ["One."], "{deep}");
    }
    assert_eq!(render(&format!("{}One.{} Two.", "{".repeat(5000), "}".repeat(5000))), ["One. Two."]);
}

#[test]
fn time_grows_with_the_source_only() {
    for piece in
        ["$$ $ ", "\\( ", "\\[", "\\a[", "\\url{", "\\begin{verbatim}", "\\begin{align}", "\\verb|", "\\item[", "%\n"]
    {
        read(&piece.repeat(300_000 / piece.len()), Format::Latex);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "word",
        "``No,''",
        "`",
        "'",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "{",
        "}",
        "{",
        "}",
        "[",
        "]",
        "%",
        "\\%",
        "$",
        "$$",
        "&",
        "~",
        "\\\\",
        "\\",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "-",
        "--",
        "\\emph{",
        "\\emph",
        "\\section{",
        "\\footnote{",
        "\\cite{a}",
        "\\textcite{",
        "\\cites{a}{b}",
        "\\ref{",
        "\\label{",
        "\\texttt{",
        "\\enquote{",
        "\\enquote*{",
        "\\blockquote[",
        "\\href{",
        "\\url{",
        "\\verb|",
        "|",
        "\\em",
        "\\par",
        "\\item",
        "\\item[",
        "\\begin{itemize}",
        "\\end{itemize}",
        "\\begin{tabular}{l}",
        "\\end{tabular}",
        "\\begin{align}",
        "\\end{align}",
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\begin{quote}",
        "\\end{quote}",
        "\\begin{x}",
        "\\begin{document}",
        "\\end{document}",
        "\\title{",
        "\\documentclass",
        "\\newcommand{\\a}{b}",
        "\\newcommand{\\b}[1]{",
        "\\def\\a",
        "\\a",
        "\\b{",
        "\\'",
        "\\c",
        "\\\"{o}",
        "\\ss",
        "\\i",
        "\\vskip 2pt plus",
        "\\makeatletter",
        "\\iffalse",
        "\\fi",
        "<1->",
        "\u{feff}",
        "\0",
        "é",
        "好",
        "👍🏽",
        ".",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

#[test]
fn comments_of_a_paragraph_without_words_stand_by_themselves() {
    let source = "\\footnote{\t%one\n%two";
    let document = read(source, Format::Latex);
    assert_eq!(document.paragraphs, []);
    assert_eq!(document.comments.iter().map(|comment| comment.paragraph).collect::<Vec<_>>(), [None, None]);
}

proptest! {
    #[test]
    fn any_text_is_read_exactly(source in prop_oneof![soup(), "(?s).{0,80}"]) {
        check_places(&source, &read(&source, Format::Latex))?;
    }
}

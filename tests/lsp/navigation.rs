//! Sessions with definitions, references, highlights, renames, selections and folds, in each encoding.

use std::collections::HashMap;

use sayso::annotate::{Annotation, MentionKind, annotate};
use sayso::text::{self, Format, TextRange};
use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::mirror::Mirror;

const A: &str = "file:///a.md";

/// Astral characters, combining marks and `\r\n` before all that is asked for.
const ARTICLE: &str = "\
# 🏙️ Cafe\u{301} tax splits city\r\n\
\r\n\
🦀 u\u{308}ber all: Maya Wang, an expert with rights group Open Rights, spoke on Friday.\r\n\
\r\n\
It rained 👩‍👩‍👧. “We were lied to 🦀,” Wang said. “Weekly.” The hall fell silent.\r\n\
\r\n\
“And nobody asked us 🦀.\r\n\
\r\n\
“Nobody,” she said. Daniel Okoro disagreed.\r\n\
\r\n\
“𝒳! Maya Wang lied to us,” Okoro said. Wang’s answer was short.\r\n";

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

/// A client with the article, and what sayso finds in that.
struct Session {
    client: Client,
    mirror: Mirror,
    offsets: HashMap<String, usize>,
    annotation: Annotation,
}

impl Session {
    /// A client that can do all.
    fn new(encoding: &'static str) -> Self {
        Self::with(encoding, |_| {})
    }

    /// A client that can do all but what `without` takes away.
    fn with(encoding: &'static str, without: impl FnOnce(&mut Value)) -> Self {
        let mut can = capabilities(encoding);
        can["textDocument"]["definition"] = json!({"linkSupport": true});
        can["textDocument"]["rename"] = json!({"prepareSupport": true});
        can["workspace"]["workspaceEdit"]["changeAnnotationSupport"] = json!({});
        without(&mut can);
        let mut client = Client::start();
        client.initialize(&can);
        let mut session = Self {
            client,
            mirror: Mirror::new("", encoding),
            offsets: HashMap::new(),
            annotation: Annotation::default(),
        };
        session.client.open(A, 0, "");
        session.write(1, ARTICLE, encoding);
        session
    }

    /// Has a new text.
    fn write(&mut self, version: i32, text: &str, encoding: &'static str) {
        self.client.change(A, version, &[json!({"text": text})]);
        self.mirror = Mirror::new(text, encoding);
        let places = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
        // between `\r` and `\n` is the line's end
        let places = places.filter(|offset| !text[..*offset].ends_with('\r'));
        self.offsets = places.map(|offset| (self.mirror.position(offset).to_string(), offset)).collect();
        self.annotation = annotate(&text::read(text, Format::Markdown));
    }

    /// Where the first of some words begins; of "the [few] words", where "few" does.
    fn place(&self, words: &str) -> usize {
        let start = self.mirror.text.find(&words.replace(['[', ']'], "")).unwrap_or_else(|| panic!("no {words:?}"));
        start + words.find('[').unwrap_or_default()
    }

    fn ask_at(&mut self, method: &str, offset: usize, mut more: Value) -> Value {
        more["textDocument"] = json!({"uri": A});
        more["position"] = self.mirror.position(offset);
        self.client.request(method, more)
    }

    fn ask(&mut self, method: &str, words: &str) -> Value {
        self.ask_at(method, self.place(words), json!({}))
    }

    fn references(&mut self, offset: usize, with_declaration: bool) -> Value {
        let context = json!({"context": {"includeDeclaration": with_declaration}});
        self.ask_at("textDocument/references", offset, context)
    }

    /// The bytes that a range means; it must be one that a client knows.
    fn bytes(&self, range: &Value) -> TextRange {
        let offset = |side: &str| self.offsets[&range[side].to_string()];
        TextRange::new(offset("start"), offset("end"))
    }

    fn words(&self, range: &Value) -> &str {
        &self.mirror.text.as_str()[self.bytes(range)]
    }

    /// The text after a rename, by a user who consents or not, and how many edits need that.
    fn renamed(&self, edit: &Value, consents: bool) -> (String, usize) {
        let edits = edit["documentChanges"][0]["edits"].as_array().or_else(|| edit["changes"][A].as_array()).unwrap();
        let asks = |edit: &&Value| edit["annotationId"].is_string();
        let made = edits.iter().filter(|edit| consents || !asks(edit));
        let mut made: Vec<(TextRange, &str)> =
            made.map(|edit| (self.bytes(&edit["range"]), edit["newText"].as_str().unwrap())).collect();
        made.sort();
        let mut text = self.mirror.text.clone();
        for (range, new) in made.into_iter().rev() {
            text.replace_range(range.start..range.end, new);
        }
        (text, edits.iter().filter(asks).count())
    }
}

fn new_name(name: &str) -> Value {
    json!({ "newName": name })
}

#[test]
fn a_definition_is_where_the_speaker_is_introduced() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        for (words, origin) in [
            ("Maya [Wang]", "Maya Wang"),
            ("[Wang] said", "Wang"),
            ("Wang [said]", "said"),
            ("lied", "“We were lied to 🦀,”"),
            ("Weekly", "“Weekly.”"),
            ("nobody", "“And nobody asked us 🦀."),
            ("she", "she"),
        ] {
            let links = session.ask("textDocument/definition", words);
            assert_eq!(links.as_array().map(Vec::len), Some(1), "{encoding} {words}: {links}");
            let link = &links[0];
            assert_eq!(link["targetUri"], A);
            assert_eq!(session.words(&link["originSelectionRange"]), origin, "{encoding} {words}");
            assert_eq!(session.bytes(&link["targetSelectionRange"]).start, session.place("Maya Wang"), "{words}");
            assert_eq!(session.words(&link["targetSelectionRange"]), "Maya Wang");
            let whole = "Maya Wang, an expert with rights group Open Rights";
            assert_eq!(session.words(&link["targetRange"]), whole);
        }
        assert_eq!(session.ask("textDocument/definition", "spoke"), Value::Null);
    }
}

#[test]
fn a_client_without_links_gets_a_place() {
    let mut session = Session::with("utf-16", |can| can["textDocument"]["definition"] = json!({}));
    let place = session.ask("textDocument/definition", "lied");
    assert_eq!(place["uri"], A);
    assert_eq!(session.words(&place["range"]), "Maya Wang");
}

#[test]
fn references_are_the_mentions_that_the_annotator_finds() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        let annotation = session.annotation.clone();
        for entity in &annotation.entities {
            let said = annotation.all_attributions().filter(|it| it.speaker == Some(entity.id));
            let said: Vec<TextRange> = said.flat_map(|it| it.content.iter().copied()).collect();
            for mention in &entity.mentions {
                let answer = session.references(mention.span.start, true);
                let found: Vec<TextRange> =
                    answer.as_array().unwrap().iter().map(|it| session.bytes(&it["range"])).collect();
                let mut expected: Vec<TextRange> = entity.mentions.iter().map(|mention| mention.span).collect();
                if mention.kind == MentionKind::Name {
                    expected.extend(&said);
                }
                expected.sort();
                assert_eq!(found, expected, "{encoding}: {}", entity.name);
            }
        }
        let wang = session.references(session.place("[Wang] said"), true);
        assert_eq!(session.words(&wang[0]["range"]), "Maya Wang");
        let without = session.references(session.place("[Wang] said"), false);
        assert!(without.as_array().unwrap().iter().all(|it| it["range"] != wang[0]["range"]));
        let of_quotation = session.references(session.place("lied"), true);
        assert_eq!(of_quotation, wang);
    }
}

#[test]
fn highlights_show_who_and_what_is_said() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        for (words, expected) in [
            ("Okoro [said]", &[("“𝒳! Maya Wang lied to us,”", 1), ("Okoro", 2), ("said", 2)][..]),
            ("[Okoro] said", &[("Daniel Okoro", 3), ("Okoro", 2)]),
            ("spoke", &[]),
        ] {
            let answer = session.ask("textDocument/documentHighlight", words);
            let found = answer.as_array().into_iter().flatten();
            let found: Vec<(&str, u64)> =
                found.map(|it| (session.words(&it["range"]), it["kind"].as_u64().unwrap())).collect();
            assert_eq!(found, expected, "{encoding} {words}");
        }
    }
}

#[test]
fn a_rename_changes_each_form_and_asks_about_others_words() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        let prepared = session.ask("textDocument/prepareRename", "[Wang] said");
        assert_eq!(session.words(&prepared["range"]), "Wang");
        assert_eq!(prepared["placeholder"], "Wang");

        let edit = session.ask_at("textDocument/rename", session.place("[Wang] said"), new_name("🦀-Lee"));
        assert_eq!(edit["documentChanges"][0]["textDocument"], json!({"uri": A, "version": 1}));
        let annotations = edit["changeAnnotations"].as_object().unwrap();
        assert!(annotations.values().all(|it| it["needsConfirmation"] == true), "{annotations:?}");
        let (text, asking) = session.renamed(&edit, false);
        let theirs = "“𝒳! Maya Wang lied to us,”";
        let expected = ARTICLE.replace("Wang", "🦀-Lee").replace("Maya 🦀-Lee lied", "Maya Wang lied");
        assert!(text.contains(theirs), "{text}");
        assert_eq!((text, asking), (expected, 1), "{encoding}");
    }
}

#[test]
fn a_client_that_can_not_ask_leaves_others_words_alone() {
    let mut session = Session::with("utf-16", |can| can["workspace"]["workspaceEdit"] = json!({}));
    let edit = session.ask_at("textDocument/rename", session.place("Maya Wang"), new_name("Lena Ortiz"));
    assert!(edit.get("documentChanges").is_none() && edit.get("changeAnnotations").is_none(), "{edit}");
    let (text, _) = session.renamed(&edit, false);
    let expected = ARTICLE
        .replace("Maya Wang, an", "Lena Ortiz, an")
        .replace("Wang said", "Ortiz said")
        .replace("Wang’s answer", "Ortiz’s answer");
    assert_eq!(text, expected);
    assert_eq!(session.ask("textDocument/prepareRename", "[Maya] Wang lied"), Value::Null);
    assert_eq!(session.ask_at("textDocument/rename", session.place("she"), new_name("Lena")), Value::Null);
}

#[test]
fn whoever_is_renamed_keeps_all_mentions() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        let mut version = 1;
        for (on, typed) in
            [("Maya Wang", "Lena Peterson"), ("[Okoro] said", "Johansson"), ("Lena Peterson", "Maya Wang")]
        {
            let place = session.place(on);
            let before = session.references(place, true).as_array().unwrap().len();
            let edit = session.ask_at("textDocument/rename", place, new_name(typed));
            let (text, _) = session.renamed(&edit, true);
            version += 1;
            session.write(version, &text, encoding);
            let place = session.place(typed);
            assert_eq!(session.references(place, true).as_array().unwrap().len(), before, "{on}: {text}");
        }
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let mut session = Session::new("utf-8");
    for typed in ["", "  ", "Maya\nWang", "\r\n", "…"] {
        let mut parameters = new_name(typed);
        parameters["textDocument"] = json!({"uri": A});
        parameters["position"] = session.mirror.position(session.place("Maya Wang"));
        assert_eq!(session.client.refused("textDocument/rename", parameters), -32602, "{typed:?}");
    }
    for words in ["she", "spoke", "lied", "[an] expert", " spoke"] {
        assert_eq!(session.ask("textDocument/prepareRename", words), Value::Null, "{words}");
    }
}

#[test]
fn selections_grow_at_every_place_at_once() {
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        let places: Vec<usize> = {
            let mut places: Vec<usize> = session.offsets.values().copied().collect();
            places.sort_unstable();
            places
        };
        let positions: Vec<Value> = places.iter().map(|offset| session.mirror.position(*offset)).collect();
        let parameters = json!({"textDocument": {"uri": A}, "positions": positions});
        let answer = session.client.request("textDocument/selectionRange", parameters);
        let chains = answer.as_array().unwrap();
        assert_eq!(chains.len(), places.len());
        for (place, chain) in places.iter().zip(chains) {
            let mut inner = session.bytes(&chain["range"]);
            assert!(inner.touches(*place), "{encoding} {place}: {chain}");
            let mut next = &chain["parent"];
            while !next.is_null() {
                let outer = session.bytes(&next["range"]);
                assert!(outer.covers(inner) && outer != inner, "{encoding} {place}: {chain}");
                (inner, next) = (outer, &next["parent"]);
            }
            assert_eq!(inner, TextRange::new(0, ARTICLE.len()));
        }
        let chain = &chains[places.iter().position(|it| *it == session.place("lied")).unwrap()];
        let mut steps = Vec::new();
        let mut next = chain;
        while !next.is_null() {
            steps.push(session.words(&next["range"]));
            next = &next["parent"];
        }
        assert_eq!(steps[..3], ["lied", "We were lied to 🦀,", "“We were lied to 🦀,”"], "{encoding}");
    }
}

#[test]
fn quotations_over_paragraphs_fold() {
    let mut session = Session::new("utf-16");
    let quotation = session.place("“And nobody");
    let end = session.place("[ ]she said. Daniel");
    let start = session.mirror.position(quotation);
    let end = session.mirror.position(end);
    let folds = session.client.request("textDocument/foldingRange", json!({"textDocument": {"uri": A}}));
    let fold = json!({"startLine": start["line"], "endLine": end["line"], "endCharacter": end["character"]});
    assert_eq!(folds, json!([fold]));

    let by_lines = |limit: u32| {
        let mut session = Session::with("utf-16", |can| {
            can["textDocument"]["foldingRange"] = json!({"lineFoldingOnly": true, "rangeLimit": limit});
        });
        session.client.request("textDocument/foldingRange", json!({"textDocument": {"uri": A}}))
    };
    assert_eq!(by_lines(1), json!([{"startLine": start["line"], "endLine": end["line"]}]));
    assert_eq!(by_lines(0), json!([]));
}

const METHODS: [&str; 5] = ["definition", "references", "documentHighlight", "prepareRename", "rename"];

/// Asks everything at a position of a document.
fn ask_all(client: &mut Client, uri: &str, position: &Value) -> Vec<Value> {
    let parameters = json!({
        "textDocument": {"uri": uri}, "position": position, "newName": "Lena", "positions": [position],
        "context": {"includeDeclaration": true},
    });
    METHODS.iter().map(|method| client.request(&format!("textDocument/{method}"), parameters.clone())).collect()
}

#[test]
fn odd_places_have_no_answers_and_no_errors() {
    let mut session = Session::new("utf-16");
    let end = session.mirror.position(ARTICLE.len());
    let far = json!({"line": 99_999, "character": 7});
    let blank = session.mirror.position(session.place("“And nobody") - "\r\n".len());
    for position in [&end, &far, &blank] {
        assert!(ask_all(&mut session.client, A, position).iter().all(Value::is_null), "{position}");
    }
    // a column behind the line's end is its end
    let behind = json!({"line": 6, "character": 9999});
    let links = ask_all(&mut session.client, A, &behind)[0].take();
    assert_eq!(session.words(&links[0]["originSelectionRange"]), "“And nobody asked us 🦀.");

    let zero = json!({"line": 0, "character": 0});
    session.client.open("file:///empty.md", 1, "");
    assert!(ask_all(&mut session.client, "file:///empty.md", &far).iter().all(Value::is_null));
    let parameters = json!({"textDocument": {"uri": "file:///empty.md"}, "positions": [far, zero]});
    let range = json!({"range": {"start": zero, "end": zero}});
    assert_eq!(session.client.request("textDocument/selectionRange", parameters), json!([range, range]));
    let folds =
        session.client.request("textDocument/foldingRange", json!({"textDocument": {"uri": "file:///empty.md"}}));
    assert_eq!(folds, json!([]));

    let document =
        json!({"uri": "file:///a.rs", "languageId": "rust", "version": 1, "text": "// “No,” Maya Wang said."});
    session.client.notify("textDocument/didOpen", json!({"textDocument": document}));
    for uri in ["file:///a.rs", "file:///closed.md"] {
        assert!(ask_all(&mut session.client, uri, &zero).iter().all(Value::is_null));
        let parameters = json!({"textDocument": {"uri": uri}, "positions": [zero], "position": zero, "newName": ""});
        for method in ["selectionRange", "foldingRange", "rename"] {
            let method = format!("textDocument/{method}");
            assert_eq!(session.client.request(&method, parameters.clone()), Value::Null, "{uri} {method}");
        }
    }
    assert_eq!(session.client.leave(), 0);
}

/// An answer with bytes instead of columns.
fn in_bytes(session: &Session, answer: &Value) -> Value {
    match answer {
        Value::Object(fields) if fields.contains_key("start") => json!(format!("{:?}", session.bytes(answer))),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), in_bytes(session, value))).collect::<Value>()
        }
        Value::Array(items) => items.iter().map(|item| in_bytes(session, item)).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_place_has_the_same_answers_in_each_encoding() {
    let mut answers: Vec<Vec<Value>> = Vec::new();
    for encoding in ENCODINGS {
        let mut session = Session::new(encoding);
        let mut places: Vec<usize> = session.offsets.values().copied().collect();
        places.sort_unstable();
        let ask = |place: usize| {
            let position = session.mirror.position(place);
            let found = ask_all(&mut session.client, A, &position);
            found.iter().map(|answer| in_bytes(&session, answer)).collect::<Value>()
        };
        answers.push(places.into_iter().map(ask).collect());
    }
    assert!(answers[0].iter().filter(|answer| !answer[0].is_null()).count() > 100);
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
}

#[test]
fn what_can_be_prepared_is_only_told_to_those_who_ask() {
    for (rename, expected) in
        [(json!({"prepareSupport": true}), json!({"prepareProvider": true})), (json!({}), json!(true))]
    {
        let mut client = Client::start();
        let answer = client.initialize(&json!({"textDocument": {"rename": rename}}));
        assert_eq!(answer["capabilities"]["renameProvider"], expected);
    }
}

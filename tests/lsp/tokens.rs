//! Sessions with semantic tokens: whole, by range, and what changed, decoded as an editor decodes them.

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::mirror::Mirror;
use super::random::Random;

const A: &str = "file:///a.md";
const TYPES: [&str; 3] = ["source", "cue", "content"];
const MODIFIERS: [&str; 5] = ["direct", "indirect", "mixed", "unresolved", "anonymous"];

/// What says who said what, in lines that end as they do on Windows, with characters that are counted differently in each
/// encoding.
const ARTICLE: &str = "# The 🦀 quay\r\n\r\n“We 🦀 were lied to,” said Zoe\u{301} Wang, an expert\r\nwith rights group Open Rights. “Weekly.”\r\n\r\nShe added that 𝒳 fell.\r\n";

fn full(client: &mut Client, uri: &str) -> Value {
    client.request("textDocument/semanticTokens/full", json!({"textDocument": {"uri": uri}}))
}

fn delta(client: &mut Client, uri: &str, before: &str) -> Value {
    let parameters = json!({"textDocument": {"uri": uri}, "previousResultId": before});
    client.request("textDocument/semanticTokens/full/delta", parameters)
}

fn numbers(tokens: &Value) -> Vec<u64> {
    tokens.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect()
}

/// Each token as "words: type modifiers".
fn decoded(data: &Value, mirror: &Mirror) -> Vec<String> {
    let (mut line, mut column) = (0, 0);
    let numbers = numbers(data);
    let decode = |token: &[u64]| {
        let [delta_line, delta_start, length, class, bits] = *token else { panic!("{token:?}") };
        column = if delta_line == 0 { column + delta_start } else { delta_start };
        line += delta_line;
        let start = mirror.offset(&json!({"line": line, "character": column}));
        let end = mirror.offset(&json!({"line": line, "character": column + length}));
        let names = MODIFIERS.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, name)| *name);
        let names: Vec<&str> = std::iter::once(TYPES[class as usize]).chain(names).collect();
        format!("{}: {}", &mirror.text[start..end], names.join(" "))
    };
    numbers.chunks(5).map(decode).collect()
}

#[test]
fn the_legend_is_announced_to_clients_that_show_tokens() {
    let mut client = Client::start();
    let answer = client.initialize(&capabilities("utf-8"));
    let legend = json!({"tokenTypes": TYPES, "tokenModifiers": MODIFIERS});
    let expected = json!({"legend": legend, "range": true, "full": {"delta": true}});
    assert_eq!(answer["capabilities"]["semanticTokensProvider"], expected);
    let answer = Client::start().initialize(&json!({}));
    assert_eq!(answer["capabilities"]["semanticTokensProvider"], Value::Null);
}

#[test]
fn tokens_say_what_is_said_by_whom() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(encoding);
        let mirror = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let expected = [
            "“We 🦀 were lied to,”: content direct",
            "said: cue",
            "Zoe\u{301} Wang, an expert: source",
            "with rights group Open Rights: source",
            "“Weekly.”: content direct",
            "She: source",
            "added: cue",
            "that 𝒳 fell: content indirect",
        ];
        let data = full(&mut client, A)["data"].take();
        assert_eq!(decoded(&data, &mirror), expected, "{encoding}");

        let range = mirror.range_of("Open Rights. “Weekly.”\r\n\r\nShe");
        let parameters = json!({"textDocument": {"uri": A}, "range": range});
        let answer = client.request("textDocument/semanticTokens/range", parameters);
        assert_eq!(answer.get("resultId"), None);
        assert_eq!(decoded(&answer["data"], &mirror), expected[3..6], "{encoding}");
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn what_sayso_does_not_read_has_none() {
    let mut client = Client::initialized("utf-16");
    let (code, empty) = ("file:///main.rs", "file:///empty.md");
    let document = json!({"uri": code, "languageId": "rust", "version": 1, "text": "// “We won,” she said."});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    client.open(empty, 1, "");
    for (uri, expected) in [(code, Value::Null), ("file:///closed.md", Value::Null), (empty, json!([]))] {
        let all = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
        let range = json!({"textDocument": {"uri": uri}, "range": all});
        for answer in [
            full(&mut client, uri),
            delta(&mut client, uri, "1"),
            client.request("textDocument/semanticTokens/range", range),
        ] {
            assert_eq!(answer["data"], expected, "{uri}: {answer}");
        }
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn what_changed_makes_the_new_tokens_of_the_old() {
    for (encoding, seed) in [("utf-8", 11), ("utf-16", 12)] {
        let mut client = Client::initialized(encoding);
        let mut random = Random::new(seed);
        let mut mirror = Mirror::new(ARTICLE, encoding);
        client.open(A, 0, &mirror.text);
        let first = full(&mut client, A);
        let (mut id, mut held) = (first["resultId"].as_str().unwrap().to_owned(), numbers(&first["data"]));
        let mut deltas = 0;
        for version in 1..=100 {
            client.change(A, version, &mirror.random_changes(&mut random));
            let answer = delta(&mut client, A, &id);
            for edit in answer["edits"].as_array().unwrap() {
                let [start, count] = ["start", "deleteCount"].map(|key| edit[key].as_u64().unwrap() as usize);
                held.splice(start..start + count, numbers(&edit["data"]));
                deltas += 1;
            }
            id = answer["resultId"].as_str().unwrap().to_owned();
            let fresh = format!("file:///fresh-{version}.md");
            client.open(&fresh, 1, &mirror.text);
            let data = full(&mut client, &fresh)["data"].take();
            assert_eq!(held, numbers(&data), "{encoding}, version {version}: {:?}", mirror.text);
            decoded(&data, &mirror);
            client.close(&fresh);
        }
        assert!(deltas > 20, "{deltas}");
        let unknown = delta(&mut client, A, "nothing of the kind");
        assert_eq!(numbers(&unknown["data"]), held);
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn tokens_are_asked_for_again_when_the_sources_change() {
    let folder = tempfile::tempdir().unwrap();
    let [text, list] = ["a.md", "sources.toml"].map(|name| super::sources::uri(&folder.path().join(name)));
    let mut client = Client::initialized("utf-16");
    client.open(&text, 1, ARTICLE);
    client.diagnostics(&text, Some(1));
    client.open(&list, 1, "[[person]]\nname = 'Zoé Wang'\n");
    client.diagnostics(&text, Some(1));
    assert_eq!(client.leave(), 0);
    let asked: Vec<&Value> = client.asked().iter().map(|request| &request["method"]).collect();
    assert!(asked.contains(&&json!("workspace/semanticTokens/refresh")), "{asked:?}");
}

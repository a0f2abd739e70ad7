//! Sessions with commands and with the code lenses that lead to them.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::mirror::Mirror;
use super::sources::uri;

const A: &str = "file:///news/a.md";
const ARTICLE: &str = "The 🦀 sank. “We 🦀 won,” said Zoe\u{301} Wang, an expert with Open Rights. “Twice.”\r\n\r\nShe added that 𝒳 fell.\r\n\r\nThe deal died. “It was late.”\r\n";

fn execute(client: &mut Client, command: &str, arguments: Value) -> Value {
    client.request("workspace/executeCommand", json!({"command": command, "arguments": arguments}))
}

#[test]
fn the_quotations_of_a_speaker_are_told() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let quote = |text: &str, range: &str, kind: &str, cue: &str| json!({"text": text, "range": article.range_of(range), "kind": kind, "cue": cue});
        let expected = json!({
            "uri": A,
            "name": "Zoe\u{301} Wang",
            "roles": ["an expert with Open Rights"],
            "quotes": [
                quote("“We 🦀 won,” … “Twice.”", "“We 🦀 won,” said Zoe\u{301} Wang, an expert with Open Rights. “Twice.”", "direct", "said"),
                quote("that 𝒳 fell", "that 𝒳 fell", "indirect", "added"),
            ],
        });
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!([A, "zoe\u{301} wang"])), expected);
        let she = &article.range_of("She")["end"];
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!([A, she])), expected);
        let inside = &article.range_of("fell")["start"];
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!([A, inside])), expected);
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!([A, "Bo"])), Value::Null);
        let nobody = &article.range_of("It was late")["start"];
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!([A, nobody])), Value::Null);
        assert_eq!(execute(&mut client, "sayso.showQuotes", json!(["file:///closed.md", "Bo"])), Value::Null);
        assert_eq!(client.leave(), 0);
        assert_eq!(client.asked(), [Value::Null; 0]);
    }
}

#[test]
fn a_client_that_shows_places_is_led_to_the_first() {
    let mut can = capabilities("utf-16");
    can["window"] = json!({"showDocument": {"support": true}});
    let mut client = Client::start();
    client.initialize(&can);
    client.open(A, 1, ARTICLE);
    execute(&mut client, "sayso.showQuotes", json!([A, "Zoe\u{301} Wang"]));
    assert_eq!(client.leave(), 0);
    let [asked] = client.asked() else { panic!("{:?}", client.asked()) };
    assert_eq!(asked["method"], "window/showDocument");
    let start = &Mirror::new(ARTICLE, "utf-16").range_of("“We")["start"];
    assert_eq!((&asked["params"]["uri"], &asked["params"]["selection"]["start"]), (&json!(A), start));
}

#[test]
fn quotations_are_written_down() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, ARTICLE);
    let mut export =
        |format: &str| execute(&mut client, "sayso.exportQuotes", json!([A, format])).as_str().unwrap().to_owned();
    let markdown = export("markdown");
    assert!(
        markdown.starts_with("# a.md\n\n## Zoe\u{301} Wang (an expert with Open Rights)\n\n- “We 🦀 won,”"),
        "{markdown}"
    );
    let csv = export("csv");
    assert!(csv.starts_with("path,line,speaker,") && csv.lines().count() == 4, "{csv}");
    let json: Value = serde_json::from_str(&export("json")).unwrap();
    assert_eq!(json["speakers"].as_array().unwrap().len(), 2, "{json}");
    assert_eq!(execute(&mut client, "sayso.exportQuotes", json!(["file:///closed.md", "csv"])), Value::Null);
    assert_eq!(client.leave(), 0);
}

#[test]
fn all_who_speak_are_told() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let told = execute(&mut client, "sayso.speakers", json!([A]));
        assert_eq!(told["uri"], A);
        let [wang, nobody] = told["speakers"].as_array().unwrap().as_slice() else { panic!("{told}") };
        assert_eq!(
            (&wang["name"], &wang["heading"]),
            (&json!("Zoe\u{301} Wang"), &json!("Zoe\u{301} Wang (an expert with Open Rights)"))
        );
        assert_eq!((&wang["roles"], &wang["words"]), (&json!(["an expert with Open Rights"]), &json!(6)));
        assert_eq!(wang["quotes"], execute(&mut client, "sayso.showQuotes", json!([A, "Zoe\u{301} Wang"]))["quotes"]);
        let mentions = wang["mentions"].as_array().unwrap();
        assert!(
            mentions.contains(&article.range_of("Zoe\u{301} Wang")) && mentions.contains(&article.range_of("She")),
            "{wang}"
        );
        let late = json!([{"text": "“It was late.”", "range": article.range_of("“It was late.”"), "kind": "direct", "cue": ""}]);
        let expected = json!({"name": null, "heading": "no speaker found", "roles": [], "words": 3, "mentions": [], "quotes": late});
        assert_eq!(nobody, &expected);
        assert_eq!(execute(&mut client, "sayso.speakers", json!(["file:///closed.md"])), Value::Null);
        client.open("file:///empty.md", 1, "");
        let none = json!({"uri": "file:///empty.md", "speakers": []});
        assert_eq!(execute(&mut client, "sayso.speakers", json!(["file:///empty.md"])), none);
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn a_page_is_made_and_its_links_lead_into_the_text() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let report = execute(&mut client, "sayso.report", json!([A]));
        assert_eq!(report["uri"], A);
        let html = report["html"].as_str().unwrap();
        assert!(html.contains("<h1>a.md</h1>") && html.contains("Zoe\u{301} Wang"), "{html}");
        let places = report["places"].as_object().unwrap();
        for id in places.keys() {
            assert!(html.contains(&format!(" id=\"{id}\"")), "nothing in the page is {id}");
        }
        let all: Vec<&Value> = places.values().collect();
        for words in ["“We 🦀 won,”", "that 𝒳 fell", "“It was late.”"] {
            assert!(all.contains(&&article.range_of(words)), "{words}: {places:?}");
        }
        let untitled = "untitled:Untitled-1";
        client.open(untitled, 1, "");
        let html = execute(&mut client, "sayso.report", json!([untitled]))["html"].take();
        assert!(html.as_str().unwrap().contains("<h1>untitled:Untitled-1</h1>"), "{html}");
        assert_eq!(execute(&mut client, "sayso.report", json!(["file:///closed.md"])), Value::Null);
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn wrong_commands_are_refused_with_what_was_expected() {
    let mut client = Client::initialized("utf-16");
    for (command, arguments, expected) in [
        (
            "sayso.quatsch",
            json!([]),
            "expected sayso.showQuotes, sayso.exportQuotes, sayso.recheck, sayso.speakers, sayso.report",
        ),
        ("sayso.speakers", json!([]), "expects [uri]"),
        ("sayso.report", json!([A, "html"]), "expects [uri]"),
        ("sayso.showQuotes", json!([A]), "expects [uri, name or position]"),
        ("sayso.exportQuotes", json!([A, "pdf"]), "expects [uri, \"markdown\", \"csv\" or \"json\"]"),
    ] {
        let parameters = json!({"command": command, "arguments": arguments});
        let id = client.send_request("workspace/executeCommand", parameters);
        let error = client.response(id)["error"].take();
        assert_eq!(error["code"], -32602);
        assert!(error["message"].as_str().unwrap().ends_with(expected), "{error}");
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn everything_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let document = uri(&folder.path().join("a.md"));
    let mut client = Client::initialized("utf-16");
    client.open(&document, 1, "Experts say that the auction will fail.\n");
    let rules = |client: &mut Client| {
        let found = client.diagnostics(&document, Some(1));
        found.as_array().unwrap().iter().any(|it| it["code"] == "vague-source")
    };
    assert!(rules(&mut client));
    fs::write(folder.path().join("sayso.toml"), "[rules]\nvague-source = 'off'\n").unwrap();
    assert_eq!(execute(&mut client, "sayso.recheck", json!([])), Value::Null);
    while rules(&mut client) {}
    assert_eq!(client.leave(), 0);
}

// --- Code lenses ---

fn lenses(client: &mut Client, uri: &str) -> Value {
    client.request("textDocument/codeLens", json!({"textDocument": {"uri": uri}}))
}

#[test]
fn lenses_are_shown_to_those_who_want_them() {
    let mut can = capabilities("utf-16");
    can["workspace"]["codeLens"] = json!({"refreshSupport": true});
    let mut client = Client::start();
    let answer = client.initialize(&can);
    assert_eq!(answer["capabilities"]["codeLensProvider"], json!({}));
    client.open(A, 1, ARTICLE);
    assert_eq!(lenses(&mut client, A), json!([]));

    client.notify("workspace/didChangeConfiguration", json!({"settings": {"sayso": {"code-lens": true}}}));
    let lens = |title: &str, position: Value, command: &str, argument: &str| {
        let command = json!({"title": title, "command": command, "arguments": [A, argument]});
        json!({"range": {"start": position, "end": position}, "command": command})
    };
    let introduction = Mirror::new(ARTICLE, "utf-16").range_of("Zoe\u{301}")["start"].clone();
    let start = json!({"line": 0, "character": 0});
    let expected = json!([
        lens("3 quotes · 1 speaker · 1 without source", start, "sayso.exportQuotes", "markdown"),
        lens("Zoe\u{301} Wang · 2 quotes", introduction, "sayso.showQuotes", "Zoe\u{301} Wang"),
    ]);
    assert_eq!(lenses(&mut client, A), expected);
    client.open("file:///empty.md", 1, "");
    assert_eq!(lenses(&mut client, "file:///empty.md"), json!([]));
    assert_eq!(lenses(&mut client, "file:///closed.md"), Value::Null);
    assert_eq!(client.leave(), 0);
    let asked = client.asked().iter().any(|request| request["method"] == "workspace/codeLens/refresh");
    assert!(asked, "{:?}", client.asked());
}

#[test]
fn lenses_can_be_chosen_by_the_project() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("sayso.toml"), "code-lens = true\n").unwrap();
    let document = uri(&folder.path().join("a.md"));
    let mut client = Client::initialized("utf-8");
    client.open(&document, 1, ARTICLE);
    assert_eq!(lenses(&mut client, &document).as_array().map(Vec::len), Some(2));
    assert_eq!(client.leave(), 0);
}

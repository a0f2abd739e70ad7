//! Whole sessions with the built server, as an editor holds them.

use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

mod lsp;

use lsp::client::{Client, capabilities, command, hint_parameters, wait};
use lsp::mirror::Mirror;
use lsp::random::Random;

const A: &str = "file:///a.md";

const ARTICLE: &str = "\
# City 🏙️ split on tax

“We were lied to 🦀,” said Maya Wang, an expert with rights group Open Rights. “Weekly.”

“And nobody asked us,” she said.

The deal died. “It was late.”

The so-called “reform” passed.
";

// --- Beginning and end ---

#[test]
fn the_best_encoding_offered_is_chosen() {
    let offers = [
        (json!(["utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-32", "utf-8", "utf-16"]), "utf-8"),
        (json!(["utf-16", "utf-32"]), "utf-32"),
        (json!(["utf-16"]), "utf-16"),
        (json!(["utf-7"]), "utf-16"),
        (json!([]), "utf-16"),
        (Value::Null, "utf-16"),
    ];
    for (offered, chosen) in offers {
        let mut client = Client::start();
        let answer = client.initialize(&json!({"general": {"positionEncodings": offered}}));
        assert_eq!(answer["capabilities"]["positionEncoding"], chosen, "{offered}");
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn the_server_says_what_it_can_do() {
    let mut client = Client::start();
    let answer = client.initialize(&json!({}));
    let expected = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": {"openClose": true, "change": 2, "save": true},
        "hoverProvider": true,
        "documentSymbolProvider": true,
        "inlayHintProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentHighlightProvider": true,
        "selectionRangeProvider": true,
        "foldingRangeProvider": true,
        "renameProvider": true,
        "completionProvider": {"triggerCharacters": [" ", "—", "-"]},
        "codeLensProvider": {},
        "executeCommandProvider": {"commands": ["sayso.showQuotes", "sayso.exportQuotes", "sayso.recheck", "sayso.speakers", "sayso.report"]},
    });
    assert_eq!(answer["capabilities"], expected);
    assert_eq!(answer["serverInfo"]["name"], "sayso");
}

#[test]
fn odd_options_and_settings_break_nothing() {
    for odd in [json!(null), json!(3), json!(["a"]), json!({"sayso": {"rules": 7, "new": {}}})] {
        let mut client = Client::start();
        let parameters = json!({
            "processId": 1, "capabilities": {"experimental": odd}, "initializationOptions": odd,
            "workspaceFolders": null, "rootPath": null, "clientInfo": {"name": "x"},
        });
        client.request("initialize", parameters);
        client.notify("initialized", json!({}));
        client.notify("workspace/didChangeConfiguration", json!({"settings": odd}));
        client.open(A, 1, ARTICLE);
        client.diagnostics(A, Some(1));
        assert_eq!(client.leave(), 0);
    }
}

#[test]
fn exit_without_shutdown_is_a_failure() {
    assert_eq!(Client::initialized("utf-8").exit(), 1);
    assert_eq!(Client::start().exit(), 1);
}

#[test]
fn exit_right_behind_shutdown_is_none() {
    let mut client = Client::initialized("utf-8");
    client.send_request("shutdown", Value::Null);
    assert_eq!(client.exit(), 0);
}

#[test]
fn the_end_of_input_ends_the_process() {
    let mut client = Client::start();
    client.hang_up();
    assert_eq!(client.ended(), 1);

    let mut client = Client::initialized("utf-8");
    client.open(A, 1, &ARTICLE.repeat(100));
    client.hang_up();
    assert_eq!(client.ended(), 1);

    let mut client = Client::initialized("utf-8");
    client.request("shutdown", Value::Null);
    client.hang_up();
    assert_eq!(client.ended(), 0);
}

#[test]
fn work_in_progress_does_not_hold_up_the_exit() {
    let mut client = Client::initialized("utf-8");
    client.open(A, 1, &ARTICLE.repeat(3000));
    for _ in 0..20 {
        client.send_request("textDocument/documentSymbol", json!({"textDocument": {"uri": A}}));
    }
    assert_eq!(client.exit(), 1);
}

#[test]
fn a_client_that_reads_no_more_is_left() {
    let mut process = command().stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop(process.stdout.take());
    let body = r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#;
    let mut input = process.stdin.take().unwrap();
    write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
    assert_eq!(wait(&mut process), 1);
}

#[test]
fn a_session_over_tcp_is_the_same() {
    let mut client = Client::connect();
    client.initialize(&capabilities("utf-8"));
    client.open(A, 1, ARTICLE);
    client.diagnostics(A, Some(1));
    assert_eq!(client.leave(), 0);

    let mut client = Client::connect();
    client.initialize(&capabilities("utf-8"));
    assert_eq!(client.exit(), 1);
}

#[test]
fn requests_out_of_season_are_refused() {
    let parameters = json!({"textDocument": {"uri": A}});
    let mut client = Client::start();
    assert_eq!(client.refused("textDocument/documentSymbol", parameters.clone()), -32002);
    assert_eq!(client.refused("shutdown", Value::Null), -32002);
    assert_eq!(client.refused("quatsch", Value::Null), -32002);
    client.initialize(&capabilities("utf-8"));
    assert_eq!(client.refused("initialize", json!({"capabilities": {}})), -32600);
    assert_eq!(client.refused("textDocument/quatsch", json!({})), -32601);
    assert_eq!(client.request("textDocument/documentSymbol", parameters.clone()), Value::Null);
    client.request("shutdown", Value::Null);
    assert_eq!(client.refused("textDocument/documentSymbol", parameters), -32600);
    assert_eq!(client.exit(), 0);
}

// --- Messages that are wrong ---

#[test]
fn malformed_messages_are_survived() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, ARTICLE);
    client.diagnostics(A, Some(1));

    client.notify("textDocument/didChange", json!({}));
    client.notify("textDocument/didChange", json!({"textDocument": 3, "contentChanges": "x"}));
    client.notify("textDocument/didChange", json!({"textDocument": {"uri": "", "version": 2}, "contentChanges": []}));
    client.change("file:///unknown.md", 2, &[json!({"text": "x"})]);
    client.close("file:///unknown.md");
    client.notify("$/quatsch", json!(7));
    client.notify("quatsch", json!([]));
    let backwards = json!({"start": {"line": 9, "character": 9}, "end": {"line": 0, "character": 0}});
    assert_eq!(client.refused("textDocument/inlayHint", json!({"textDocument": {"uri": A}})), -32602);
    client.request("textDocument/inlayHint", json!({"textDocument": {"uri": A}, "range": backwards}));
    for (body, code) in
        [("", -32700), ("{", -32700), ("[]", -32600), ("{\"jsonrpc\":\"2.0\"", -32700), ("\u{0}", -32700)]
    {
        client.send_body(body.as_bytes());
        assert_eq!(client.response(0)["error"]["code"], code, "{body:?}");
    }
    assert_eq!(client.refused("$/quatsch", json!({})), -32601);
    client.send_body(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\xfe\"}");

    client.change(A, 2, &[json!({"text": "calm"})]);
    assert_eq!(client.diagnostics(A, Some(2)), json!([]));
    assert_eq!(client.leave(), 0);
}

#[test]
fn half_a_surrogate_pair_is_survived_with_columns_right() {
    let mut client = Client::initialized("utf-16");
    client.open(A, 1, "one\n");
    let position = r#"{"line":0,"character":1}"#;
    let change = format!(r#"{{"range":{{"start":{position},"end":{position}}},"text":"\ud83e"}}"#);
    let document = format!(r#"{{"uri":"{A}","version":2}}"#);
    let parameters = format!(r#"{{"textDocument":{document},"contentChanges":[{change}]}}"#);
    let message = format!(r#"{{"jsonrpc":"2.0","method":"textDocument/didChange","params":{parameters}}}"#);
    client.send_body(message.as_bytes());
    client.diagnostics(A, Some(2));
    // Replaces the half, which is one unit wide, and everything after it.
    let mirror = Mirror::new("o\u{fffd}ne\n", "utf-16");
    client.change(A, 3, &[json!({"range": mirror.range_of("\u{fffd}ne\n"), "text": "h. “Oh,” said Ann Li.\n"})]);
    client.diagnostics(A, Some(3));
    assert_same_as_fresh(&mut client, 3, "oh. “Oh,” said Ann Li.\n", "half a pair");
}

#[test]
fn an_unknown_language_is_left_alone() {
    let mut client = Client::initialized("utf-8");
    let uri = "file:///main.rs";
    let document = json!({"uri": uri, "languageId": "rust", "version": 1, "text": "// “We won,” she said."});
    client.notify("textDocument/didOpen", json!({"textDocument": document}));
    assert_eq!(client.symbols(uri), Value::Null);
    assert_eq!(client.hints(uri), Value::Null);
    client.close(uri);
    assert_eq!(client.leave(), 0);
}

// --- What is shown ---

const ENCODINGS: [&str; 3] = ["utf-8", "utf-16", "utf-32"];

#[test]
fn symbols_are_what_is_said() {
    for encoding in ENCODINGS {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let symbol = |name: &str, detail: &str, range: &str| {
            json!({
                "name": name, "detail": detail, "kind": 15,
                "range": article.range_of(range), "selectionRange": article.range_of(name),
            })
        };
        let lied = "“We were lied to 🦀,” said Maya Wang, an expert with rights group Open Rights. “Weekly.”";
        let mut split = symbol("“We were lied to 🦀,”", "Maya Wang", lied);
        split["children"] = json!([symbol("“Weekly.”", "Maya Wang", "“Weekly.”")]);
        let expected = json!([
            split,
            symbol("“And nobody asked us,”", "Maya Wang", "“And nobody asked us,”"),
            symbol("“It was late.”", "no speaker", "“It was late.”"),
        ]);
        assert_eq!(client.symbols(A), expected, "{encoding}");
    }
}

#[test]
fn a_client_without_nesting_gets_flat_symbols() {
    let mut client = Client::start();
    client.initialize(&json!({"general": {"positionEncodings": ["utf-8", "utf-32", "utf-16"]}}));
    client.open(A, 1, ARTICLE);
    let symbols = client.symbols(A);
    let names: Vec<&str> = symbols.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    let expected = [
        "Maya Wang: “We were lied to 🦀,”",
        "Maya Wang: “Weekly.”",
        "Maya Wang: “And nobody asked us,”",
        "no speaker: “It was late.”",
    ];
    assert_eq!(names, expected);
    let weekly = Mirror::new(ARTICLE, "utf-8").range_of("“Weekly.”");
    assert_eq!(symbols[1]["location"], json!({"uri": A, "range": weekly}));
}

#[test]
fn hints_name_who_a_pronoun_is() {
    for encoding in ENCODINGS {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        let expected = json!([{
            "position": article.range_of("she")["end"],
            "label": "[Maya Wang]",
            "tooltip": "“she” is Maya Wang, named in line 3",
            "paddingLeft": true,
            "paddingRight": false,
        }]);
        assert_eq!(client.hints(A), expected, "{encoding}");
        let elsewhere = json!({"textDocument": {"uri": A}, "range": article.range_of("The deal died.")});
        assert_eq!(client.request("textDocument/inlayHint", elsewhere), json!([]));
    }
}

#[test]
fn hovers_tell_who_it_is_and_who_says_it() {
    for encoding in ENCODINGS {
        let mut client = Client::initialized(encoding);
        let article = Mirror::new(ARTICLE, encoding);
        client.open(A, 1, ARTICLE);
        for mention in ["Maya Wang", "she"] {
            let range = article.range_of(mention);
            let hover = client.hover(A, &range["start"]);
            assert_eq!(hover["range"], range);
            assert_eq!(hover["contents"]["kind"], "markdown");
            let text = hover["contents"]["value"].as_str().unwrap();
            let introduction = format!("an expert with rights group Open Rights ([line 3]({A}#L3))\n\n");
            assert!(text.starts_with(&format!("**Maya Wang**, person\n\n{introduction}")), "{text}");
            assert!(text.contains(&format!("\n- [line 5]({A}#L5): “And nobody asked us,”")), "{text}");
        }
        let range = article.range_of("“And nobody asked us,”");
        let hover = client.hover(A, &range["end"]);
        assert_eq!(hover["range"], range);
        let text = hover["contents"]["value"].as_str().unwrap();
        let how = format!("Direct quotation. Source: “she” → Maya Wang, [line 3]({A}#L3). Cue: “said”.");
        assert!(text.contains(&how), "{text}");

        let hover = client.hover(A, &article.range_of("reform")["start"]);
        assert_eq!(hover["range"], article.range_of("“reform”"));
        assert_eq!(hover["contents"]["value"], "In quotation marks, but not speech.");
        assert_eq!(client.hover(A, &article.range_of("passed")["start"]), Value::Null);
    }
}

#[test]
fn a_client_without_markdown_gets_plain_hovers() {
    let mut client = Client::start();
    client.initialize(&json!({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}));
    client.open(A, 1, "The deal died. “It was late.”\n");
    let contents = client.hover(A, &json!({"line": 0, "character": 20}))["contents"].take();
    assert_eq!(contents["kind"], "plaintext");
    assert_eq!(contents["value"], "No speaker found\n\nNothing near it says who says this.");
}

// --- Edits ---

/// Compares all that the server says of document A with what it says of the same text opened afresh.
fn assert_same_as_fresh(client: &mut Client, version: i32, text: &str, context: &str) {
    let edited = [client.symbols(A), client.hints(A)];
    let fresh_uri = format!("file:///fresh-{version}.md");
    client.open(&fresh_uri, 1, text);
    let fresh_diagnostics = client.diagnostics(&fresh_uri, Some(1)).to_string().replace(&fresh_uri, A);
    let fresh = [client.symbols(&fresh_uri), client.hints(&fresh_uri)];
    client.close(&fresh_uri);
    // A change of nothing, to have them published once more.
    client.change(A, version + 1, &[]);
    assert_eq!(client.diagnostics(A, Some(version + 1)).to_string(), fresh_diagnostics, "{context}: {text:?}");
    assert_eq!(edited, fresh, "{context}: {text:?}");
}

fn edit_at_random(encoding: &'static str, seed: u64) {
    let mut client = Client::initialized(encoding);
    let mut random = Random::new(seed);
    let mut mirror = Mirror::new(ARTICLE, encoding);
    client.open(A, 0, &mirror.text);
    for edit in 1..=200 {
        let changes = mirror.random_changes(&mut random);
        client.change(A, 2 * edit - 1, &changes);
        let context = format!("{encoding}, seed {seed}, edit {edit}, {changes:?}");
        assert_same_as_fresh(&mut client, 2 * edit - 1, &mirror.text, &context);
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn edits_equal_a_fresh_open_in_utf8() {
    edit_at_random("utf-8", 1);
}

#[test]
fn edits_equal_a_fresh_open_in_utf16() {
    edit_at_random("utf-16", 2);
}

#[test]
fn edits_equal_a_fresh_open_in_utf32() {
    edit_at_random("utf-32", 3);
}

/// Sends edits and requests without waiting, and now and then compares with what a fresh text gives.
#[test]
fn a_flood_of_edits_is_taken_in_order() {
    const EDITS: usize = 5000;
    const COMPARED: usize = 100;
    let mut client = Client::initialized("utf-16");
    let mut random = Random::new(4);
    let mut mirror = Mirror::new(ARTICLE, "utf-16");
    client.open(A, 0, &mirror.text);
    let (mut version, mut edits, mut compared) = (0, 0, 0);
    let mut asked = Vec::new();
    while edits < EDITS {
        version += 1;
        let changes = mirror.random_changes(&mut random);
        edits += changes.len();
        client.change(A, version, &changes);
        if version % 7 == 0 {
            let document = json!({"textDocument": {"uri": A}, "position": {"line": 4, "character": 3}});
            asked.push(client.send_request("textDocument/hover", document));
            asked.push(client.send_request("textDocument/documentSymbol", json!({"textDocument": {"uri": A}})));
            asked.push(client.send_request("textDocument/inlayHint", hint_parameters(A)));
        }
        if version % 50 == 0 {
            client.notify("$/cancelRequest", json!({"id": asked[asked.len() - 2]}));
        }
        if edits / COMPARED > compared {
            compared = edits / COMPARED;
            assert_same_as_fresh(&mut client, version, &mirror.text, "the flood");
            version += 1;
        }
    }
    for id in asked {
        let response = client.response(id);
        let code = response["error"]["code"].as_i64();
        // Cancelled, or about a text that is no more.
        assert!(matches!(code, None | Some(-32800 | -32801)), "{response}");
    }
    assert_eq!(client.leave(), 0);
}

#[test]
fn diagnostics_never_go_back() {
    let mut client = Client::initialized("utf-16");
    let mut random = Random::new(5);
    let mut mirror = Mirror::new(ARTICLE, "utf-16");
    client.open(A, 0, &mirror.text);
    for version in 1..=1000 {
        client.change(A, version, &mirror.random_changes(&mut random));
    }
    let mut last = -1;
    while last < 1000 {
        let published = client.notification("textDocument/publishDiagnostics", "the flood");
        let version = published["version"].as_i64().unwrap();
        assert!(version > last, "{version} after {last}");
        last = version;
    }
    assert_same_as_fresh(&mut client, 1000, &mirror.text, "the flood");
    assert_eq!(client.leave(), 0);
}

#[test]
fn two_documents_are_kept_apart() {
    let mut client = Client::initialized("utf-8");
    let (b, other) = ("file:///b.md", "Ann Li spoke.\n\n“No,” she said.\n");
    client.open(A, 1, ARTICLE);
    client.open(b, 1, other);
    client.change(b, 2, &[json!({"text": other})]);
    client.change(A, 2, &[json!({"text": ARTICLE})]);
    let in_a = client.symbols(A);
    let in_b = client.symbols(b);
    assert_ne!(in_a, in_b);
    client.close(A);
    assert_eq!(client.symbols(A), Value::Null);
    assert_eq!(client.symbols(b), in_b);
    client.open(A, 1, ARTICLE);
    assert_eq!(client.symbols(A), in_a);
}

#[test]
fn closing_clears_diagnostics() {
    let mut client = Client::initialized("utf-8");
    client.open(A, 1, "“We were lied to.\n");
    client.diagnostics(A, Some(1));
    client.close(A);
    assert_eq!(client.diagnostics(A, None), json!([]));
}

#[test]
fn a_cancelled_request_is_answered() {
    let mut client = Client::initialized("utf-8");
    client.open(A, 1, &ARTICLE.repeat(2000));
    let asked: Vec<i64> = (0..100).map(|_| client.send_request("textDocument/inlayHint", hint_parameters(A))).collect();
    for id in &asked {
        client.notify("$/cancelRequest", json!({"id": id}));
    }
    for id in asked {
        assert_eq!(client.response(id)["error"]["code"], -32800);
    }
    client.notify("$/cancelRequest", json!({"id": 12345}));
    assert_eq!(client.hover("file:///none.md", &json!({"line": 0, "character": 0})), Value::Null);
}

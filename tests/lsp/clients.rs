//! What real editors say of themselves: each is asked for nothing that it can't do, and gets an answer to all that the server
//! offers it. The files in `clients` are what the editors really sent, but for names of places.

use serde_json::{Value, json};

use super::client::Client;

const A: &str = "file:///a.md";

const TEXT: &str = "\
# Port 🚢 closes

“We were lied to,” said Mayor Ann Li. “Weekly.”

“And nobody asked us,” she said.

Experts say that the port will close. “It was late.”
";

/// An editor's parameters of `initialize`.
fn editors() -> Vec<(&'static str, Value)> {
    let files = [
        ("VS Code", include_str!("clients/vscode.json")),
        ("Neovim 0.7", include_str!("clients/neovim-0.7.json")),
        ("Neovim 0.10", include_str!("clients/neovim-0.10.json")),
        ("Neovim 0.12", include_str!("clients/neovim-0.12.json")),
        ("Helix", include_str!("clients/helix.json")),
        ("Eglot", include_str!("clients/eglot.json")),
        ("Vim with lsp", include_str!("clients/vim9-lsp.json")),
        ("Vim with vim-lsp", include_str!("clients/vim-lsp.json")),
    ];
    files.into_iter().map(|(name, file)| (name, serde_json::from_str(file).expect(name))).collect()
}

/// Whether an editor says that it can do something.
fn can(capabilities: &Value, path: &str) -> bool {
    capabilities.pointer(path).is_some_and(|value| !value.is_null() && value != &json!(false))
}

/// The requests that a client makes where the server has a provider.
fn requests() -> Vec<(&'static str, &'static str, Value)> {
    let document = json!({"uri": A});
    let position = json!({"line": 4, "character": 26});
    let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 6, "character": 60}});
    let at = || json!({"textDocument": document, "position": position});
    let with = |more: Value| {
        let mut parameters = json!({"textDocument": document});
        parameters.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        parameters
    };
    vec![
        ("hoverProvider", "textDocument/hover", at()),
        ("definitionProvider", "textDocument/definition", at()),
        (
            "referencesProvider",
            "textDocument/references",
            with(json!({"position": position, "context": {"includeDeclaration": true}})),
        ),
        ("documentHighlightProvider", "textDocument/documentHighlight", at()),
        ("documentSymbolProvider", "textDocument/documentSymbol", with(json!({}))),
        ("inlayHintProvider", "textDocument/inlayHint", with(json!({"range": range}))),
        ("codeLensProvider", "textDocument/codeLens", with(json!({}))),
        ("completionProvider", "textDocument/completion", at()),
        ("foldingRangeProvider", "textDocument/foldingRange", with(json!({}))),
        ("selectionRangeProvider", "textDocument/selectionRange", with(json!({"positions": [position]}))),
        ("semanticTokensProvider", "textDocument/semanticTokens/full", with(json!({}))),
        ("semanticTokensProvider", "textDocument/semanticTokens/range", with(json!({"range": range}))),
        (
            "renameProvider",
            "textDocument/rename",
            with(json!({"position": {"line": 2, "character": 34}, "newName": "Eve Moreau"})),
        ),
        (
            "codeActionProvider",
            "textDocument/codeAction",
            with(json!({"range": range, "context": {"diagnostics": []}})),
        ),
        ("diagnosticProvider", "textDocument/diagnostic", with(json!({}))),
        ("workspaceSymbolProvider", "workspace/symbol", json!({"query": "li"})),
    ]
}

/// Whether a request of the server's is one that the editor says it answers.
fn is_expected(capabilities: &Value, asked: &Value) -> bool {
    let method = asked["method"].as_str().unwrap();
    match method {
        "workspace/configuration" => can(capabilities, "/workspace/configuration"),
        "window/workDoneProgress/create" => can(capabilities, "/window/workDoneProgress"),
        "client/registerCapability" => {
            asked["params"]["registrations"].as_array().unwrap().iter().all(|registration| {
                let method = registration["method"].as_str().unwrap();
                can(capabilities, &format!("/{method}/dynamicRegistration"))
            })
        }
        _ => match method.strip_suffix("/refresh") {
            Some(what) => {
                can(capabilities, &format!("/{what}/refreshSupport").replace("/diagnostic/", "/diagnostics/"))
            }
            None => false,
        },
    }
}

#[test]
fn every_editor_gets_what_it_can_use_and_no_error() {
    for (name, mut parameters) in editors() {
        let capabilities = parameters["capabilities"].clone();
        parameters["processId"] = Value::Null;
        parameters["rootUri"] = Value::Null;
        let mut client = Client::start();
        let offered = client.request("initialize", parameters)["capabilities"].take();
        client.notify("initialized", json!({}));
        client.open(A, 1, TEXT);
        for (provider, method, request) in requests() {
            if !can(&offered, &format!("/{provider}")) {
                continue;
            }
            let answer = client.request(method, request);
            match method {
                "textDocument/hover" => {
                    let markdown = can(&capabilities, "/textDocument/hover/contentFormat")
                        && capabilities["textDocument"]["hover"]["contentFormat"].to_string().contains("markdown");
                    let kind = if markdown { "markdown" } else { "plaintext" };
                    assert_eq!(answer["contents"]["kind"], kind, "{name}: {answer}");
                }
                "textDocument/documentSymbol" => {
                    let nested = can(&capabilities, "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport");
                    assert_eq!(answer[0].get("selectionRange").is_some(), nested, "{name}: {answer}");
                }
                "textDocument/rename" => {
                    let versioned = can(&capabilities, "/workspace/workspaceEdit/documentChanges");
                    assert_eq!(answer.get("documentChanges").is_some(), versioned, "{name}: {answer}");
                }
                _ => {}
            }
        }
        assert_eq!(client.leave(), 0, "{name}");
        for asked in client.asked() {
            assert!(is_expected(&capabilities, asked), "{name} is asked {asked}");
        }
    }
}

#[test]
fn every_editor_is_told_of_findings() {
    for (name, mut parameters) in editors() {
        parameters["processId"] = Value::Null;
        parameters["rootUri"] = Value::Null;
        let mut client = Client::start();
        let offered = client.request("initialize", parameters.clone())["capabilities"].take();
        client.notify("initialized", json!({}));
        client.open(A, 1, TEXT);
        let pulls = can(&offered, "/diagnosticProvider");
        let findings = if pulls {
            client.request("textDocument/diagnostic", json!({"textDocument": {"uri": A}}))["items"].take()
        } else {
            client.diagnostics(A, Some(1))
        };
        let codes: Vec<&str> = findings.as_array().unwrap().iter().filter_map(|it| it["code"].as_str()).collect();
        assert!(codes.contains(&"vague-source"), "{name}: {findings}");
        let descriptions = can(&parameters, "/capabilities/textDocument/publishDiagnostics/codeDescriptionSupport");
        assert!(descriptions || findings[0].get("codeDescription").is_none(), "{name}: {findings}");
    }
}

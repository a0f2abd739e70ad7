//! Sessions with completion: names of speakers as they are typed.

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::mirror::Mirror;

const A: &str = "file:///a.md";

/// Two who speak, in lines that end as they do on Windows.
const ARTICLE: &str =
    "“We 🦀 won,” said Zoe\u{301} Wang, an expert with Open Rights.\r\n\r\n“No,” said Daniel Okoro. “Never.”\r\n\r\n";

/// A client that writes after the article.
struct Writer {
    client: Client,
    encoding: &'static str,
    version: i32,
}

impl Writer {
    fn new(encoding: &'static str) -> Self {
        let mut client = Client::initialized(encoding);
        client.open(A, 0, ARTICLE);
        Self { client, encoding, version: 0 }
    }

    /// What is offered at the end of what is written, right after it is.
    fn offered(&mut self, written: &str) -> Value {
        let mirror = Mirror::new(&format!("{ARTICLE}{written}"), self.encoding);
        self.version += 1;
        self.client.change(A, self.version, &[json!({"text": mirror.text})]);
        let position = mirror.position(mirror.text.len());
        let parameters = json!({"textDocument": {"uri": A}, "position": position});
        self.client.request("textDocument/completion", parameters)
    }

    /// The text after the first item is chosen.
    fn chosen(&mut self, written: &str) -> String {
        let offered = self.offered(written);
        let edit = &offered["items"][0]["textEdit"];
        let mut mirror = Mirror::new(&format!("{ARTICLE}{written}"), self.encoding);
        let [start, end] = ["start", "end"].map(|side| mirror.offset(&edit["range"][side]));
        mirror.text.replace_range(start..end, edit["newText"].as_str().unwrap());
        mirror.text.strip_prefix(ARTICLE).unwrap().to_owned()
    }
}

#[test]
fn the_server_says_when_to_ask() {
    let answer = Client::start().initialize(&capabilities("utf-8"));
    let expected = json!({"triggerCharacters": [" ", "—", "-"]});
    assert_eq!(answer["capabilities"]["completionProvider"], expected);
}

#[test]
fn speakers_are_offered_where_a_source_comes() {
    let mut writer = Writer::new("utf-16");
    let offered = writer.offered("“𝒳,” said ");
    assert_eq!(offered["isIncomplete"], true);
    let labels: Vec<&Value> = offered["items"].as_array().unwrap().iter().map(|item| &item["label"]).collect();
    assert_eq!(labels, ["Okoro", "Wang"]);
    let wang = &offered["items"][1];
    assert_eq!(wang["detail"], "an expert with Open Rights");
    assert_eq!((&wang["sortText"], &wang["filterText"]), (&json!("01"), &json!("Wang")));
    assert_eq!(writer.offered("“𝒳,” said W")["isIncomplete"], false);
    assert_eq!(writer.client.leave(), 0);
}

#[test]
fn what_is_typed_is_replaced_in_all_encodings() {
    for encoding in ["utf-8", "utf-16", "utf-32"] {
        let mut writer = Writer::new(encoding);
        assert_eq!(writer.chosen("“𝒳 e\u{301},” said Wa"), "“𝒳 e\u{301},” said Wang");
        assert_eq!(writer.chosen("“𝒳 e\u{301},” Zoe\u{301}"), "“𝒳 e\u{301},” Wang");
        assert_eq!(writer.chosen("🦀 fled from Dan"), "🦀 fled from Okoro");
        assert_eq!(writer.chosen("🦀 fled from Daniel Ok"), "🦀 fled from Daniel Okoro");
        assert_eq!(writer.client.leave(), 0);
    }
}

#[test]
fn nothing_is_offered_elsewhere() {
    let mut writer = Writer::new("utf-16");
    for written in [
        "",
        "It ",
        "It was W",
        "He said ",
        "`“No,” said ",
        "```\r\n“No,” said ",
        "- ",
        "It rained -",
        "It rained.\r\n\r\n—",
    ] {
        let offered = writer.offered(written);
        // the mark before code that is not closed yet is a mark
        assert_eq!(offered.is_null(), !written.starts_with("`“"), "{written}: {offered}");
    }
    let mut client = writer.client;
    for uri in ["file:///main.rs", "file:///closed.md", "file:///empty.md"] {
        let language = if uri.ends_with("rs") { "rust" } else { "markdown" };
        if !uri.contains("closed") {
            let text = if language == "rust" { "// “No,” said " } else { "" };
            let document = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
            client.notify("textDocument/didOpen", json!({"textDocument": document}));
        }
        let position = json!({"line": 0, "character": 14});
        let parameters = json!({"textDocument": {"uri": uri}, "position": position});
        assert_eq!(client.request("textDocument/completion", parameters), Value::Null, "{uri}");
    }
    assert_eq!(client.leave(), 0);
}

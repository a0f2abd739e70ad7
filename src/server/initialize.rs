//! The first message of a session, as clients send it: what in it can't be read is left out, so that the rest is.

use serde_json::{Map, Value};
use serde_path_to_error::Segment;
use tower_lsp::ls_types::InitializeParams;

/// So many values are left out each by itself; then all goes that stands beside one.
const MOST_LEFT_OUT: usize = 100;

/// Mends the parameters of `initialize`; what was left out, and why.
pub fn mend(params: &mut Value) -> Vec<String> {
    let Value::Object(fields) = params else { return Vec::new() };
    if !matches!(fields.get("capabilities"), Some(Value::Object(_))) {
        fields.insert("capabilities".to_owned(), Value::Object(Map::new()));
    }
    take_the_other_spelling(params);
    let mut left_out = Vec::new();
    while let Err(error) = serde_path_to_error::deserialize::<_, InitializeParams>(&*params) {
        let whole_path = error.path().iter().map_while(step);
        let path: Vec<Step<'_>> =
            if left_out.len() < MOST_LEFT_OUT { whole_path.collect() } else { whole_path.take(1).collect() };
        if !remove(params, &path) {
            break;
        }
        left_out.push(format!("initialize: {} is left out: {}", error.path(), error.inner()));
        if let Value::Object(fields) = params {
            fields.entry("capabilities").or_insert_with(|| Value::Object(Map::new()));
        }
    }
    left_out
}

/// Some clients, Helix among them, write `diagnostic` where the protocol has `diagnostics`.
fn take_the_other_spelling(params: &mut Value) {
    let Some(workspace) = params.pointer_mut("/capabilities/workspace").and_then(Value::as_object_mut) else { return };
    if let Some(diagnostics) = workspace.get("diagnostic").cloned() {
        workspace.entry("diagnostics").or_insert(diagnostics);
    }
}

/// A step of the way to a value.
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

fn step(segment: &Segment) -> Option<Step<'_>> {
    match segment {
        Segment::Map { key } => Some(Step::Key(key)),
        Segment::Seq { index } => Some(Step::Index(*index)),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

/// Takes out what a way leads to; whether there was anything.
fn remove(value: &mut Value, path: &[Step<'_>]) -> bool {
    match (value, path) {
        (Value::Object(fields), [Step::Key(key)]) => fields.remove(*key).is_some(),
        (Value::Array(values), [Step::Index(index)]) if *index < values.len() => {
            values.remove(*index);
            true
        }
        (Value::Object(fields), [Step::Key(key), rest @ ..]) => {
            fields.get_mut(*key).is_some_and(|field| remove(field, rest))
        }
        (Value::Array(values), [Step::Index(index), rest @ ..]) => {
            values.get_mut(*index).is_some_and(|value| remove(value, rest))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::server::capabilities::ClientProfile;
    use crate::server::outbox::Refresh;

    /// What is left of parameters when they are mended; and what was left out.
    fn mended(mut params: Value) -> (Value, Vec<String>) {
        let left_out = mend(&mut params);
        assert!(serde_json::from_value::<InitializeParams>(params.clone()).is_ok(), "{params}");
        (params, left_out)
    }

    #[test]
    fn only_what_cannot_be_read_is_left_out() {
        let (params, left_out) = mended(json!({
            "trace": "compact",
            "rootUri": 3,
            "processId": "x",
            "workspaceFolders": [{"uri": "file:///a", "name": "a"}, {"uri": "no uri", "name": "b"}, {"name": "c"}],
            "capabilities": {
                "textDocument": {"hover": {"contentFormat": ["markdown", "html", "plaintext"]}, "rename": 7},
                "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["copy", "create"]}},
            },
        }));
        let expected = json!({
            "workspaceFolders": [{"uri": "file:///a", "name": "a"}],
            "capabilities": {
                "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
                "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
            },
        });
        assert_eq!(params, expected);
        assert_eq!(left_out.len(), 9, "{left_out:#?}");
        let trace = left_out.iter().find(|it| it.starts_with("initialize: trace is left out: ")).unwrap();
        assert!(trace.contains("compact"), "{trace}");
    }

    #[test]
    fn a_client_may_say_nothing_of_itself() {
        for odd in [json!({}), json!({"capabilities": null}), json!({"capabilities": [3]})] {
            assert_eq!(mended(odd).0, json!({"capabilities": {}}));
        }
        let mut nothing = json!(null);
        assert!(mend(&mut nothing).is_empty() && nothing.is_null());
    }

    #[test]
    fn thousands_of_odd_values_take_no_longer() {
        let odd = vec![json!(3); 100_000];
        let capabilities = json!({"textDocument": {"hover": {"contentFormat": odd}}});
        let (params, left_out) =
            mended(json!({"capabilities": capabilities, "workspaceFolders": odd, "rootPath": "/a"}));
        assert_eq!(params, json!({"capabilities": {}, "rootPath": "/a"}));
        assert_eq!(left_out.len(), MOST_LEFT_OUT + 2);
    }

    #[test]
    fn who_can_be_asked_to_ask_for_diagnostics_again_is_known_in_either_spelling() {
        for key in ["diagnostic", "diagnostics"] {
            let (params, _) = mended(json!({"capabilities": {"workspace": {key: {"refreshSupport": true}}}}));
            let client = ClientProfile::new(&serde_json::from_value(params["capabilities"].clone()).unwrap());
            assert!(client.refreshes == Refresh::DIAGNOSTICS && !client.pull_diagnostics, "{key}");
        }
    }
}

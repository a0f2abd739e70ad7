//! Documents' names as clients write them. Some leave spaces and letters as they are that a URI has to write with percent
//! signs: on the way in their names are made the protocol's, on the way out they are written as the client wrote them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::Uri;

use super::wire::Text;

/// How a client writes the names that it doesn't write as the protocol has it.
#[derive(Debug, Default)]
pub struct Spellings {
    /// The client's name of each, by the protocol's.
    by_uri: Mutex<HashMap<String, String>>,
}

impl Spellings {
    /// Makes the names in a message's parameters the protocol's.
    pub fn take_in(&self, params: &mut Value) {
        match params {
            Value::Array(values) => values.iter_mut().for_each(|value| self.take_in(value)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    match value {
                        Value::String(name) if key.ends_with("uri") || key.ends_with("Uri") => self.take_name(name),
                        value => self.take_in(value),
                    }
                }
            }
            _ => {}
        }
    }

    fn take_name(&self, name: &mut String) {
        if let Some(proper) = proper(name) {
            self.lock().insert(proper.clone(), std::mem::replace(name, proper));
        }
    }

    /// What is said to the client, with its names, as JSON; `None` if it can't be written so, which nothing of the protocol's is.
    pub fn text(&self, said: &impl Serialize) -> Option<Text> {
        if self.lock().is_empty() {
            return serde_json::to_string(said).ok();
        }
        let mut said = serde_json::to_value(said).ok()?;
        self.put_out(&mut said);
        serde_json::to_string(&said).ok()
    }

    /// A request or notification to the client, with its names.
    pub fn request(&self, request: Request) -> Option<Text> {
        serde_json::to_string(&rebuilt(request, None, |params| self.put_out(params))).ok()
    }

    /// An answer to the client, with its names.
    pub fn response(&self, response: Response) -> Option<Text> {
        let (id, result) = response.into_parts();
        let result = result.map(|mut result| {
            self.put_out(&mut result);
            result
        });
        serde_json::to_string(&Response::from_parts(id, result)).ok()
    }

    /// Writes the names in what is said to the client as it writes them.
    fn put_out(&self, said: &mut Value) {
        let by_uri = self.lock();
        if !by_uri.is_empty() {
            put_out(said, &by_uri);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.by_uri.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn put_out(said: &mut Value, by_uri: &HashMap<String, String>) {
    match said {
        Value::String(text) => {
            if let Some(name) = by_uri.get(text.as_str()) {
                text.clone_from(name);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| put_out(value, by_uri)),
        Value::Object(fields) => {
            // edits stand under the names of what they are edits of
            if fields.keys().any(|key| by_uri.contains_key(key)) {
                let renamed = |(key, value)| (by_uri.get(&key).cloned().unwrap_or(key), value);
                *fields = std::mem::take(fields).into_iter().map(renamed).collect::<Map<_, _>>();
            }
            fields.values_mut().for_each(|value| put_out(value, by_uri));
        }
        _ => {}
    }
}

/// A message with its parameters changed, and another method if one is given.
pub fn rebuilt(message: Request, method: Option<&'static str>, change: impl FnOnce(&mut Value)) -> Request {
    let (own, id, params) = message.into_parts();
    let mut rebuilt = Request::build(method.map_or(own, Cow::Borrowed));
    if let Some(id) = id {
        rebuilt = rebuilt.id(id);
    }
    if let Some(mut params) = params {
        change(&mut params);
        rebuilt = rebuilt.params(params);
    }
    rebuilt.finish()
}

/// What a name means that a client writes; `None` if it is no URI however it is read.
pub fn uri(name: &str) -> Option<Uri> {
    name.parse().ok().or_else(|| proper(name)?.parse().ok())
}

/// A name as the protocol has it; `None` if it is so already, or past mending.
fn proper(name: &str) -> Option<String> {
    if name.parse::<Uri>().is_ok() {
        return None;
    }
    let mut proper = String::with_capacity(name.len() + 16);
    for (at, byte) in name.bytes().enumerate() {
        let stands = match byte {
            b'%' => name.get(at + 1..at + 3).is_some_and(|it| it.bytes().all(|digit| digit.is_ascii_hexdigit())),
            b'#' => name.find('#') == Some(at),
            _ => byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(&byte),
        };
        if stands {
            proper.push(char::from(byte));
        } else {
            // a string takes all that is written to it
            let _ = write!(proper, "%{byte:02X}");
        }
    }
    proper.parse::<Uri>().is_ok().then_some(proper)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_uri_cannot_hold_is_written_with_percent_signs() {
        let proper = |name| super::proper(name);
        assert_eq!(proper("file:///a b/é.md").as_deref(), Some("file:///a%20b/%C3%A9.md"));
        assert_eq!(proper("file:///50% a%20b.md").as_deref(), Some("file:///50%25%20a%20b.md"));
        assert_eq!(proper(r"file:///c:\n\[a]{b}.md").as_deref(), Some("file:///c:%5Cn%5C%5Ba%5D%7Bb%7D.md"));
        assert_eq!(proper("file:///a b#c#d").as_deref(), Some("file:///a%20b#c%23d"));
        for fine_or_hopeless in ["file:///a%20b.md", "untitled:Untitled-1", "/a b.md", "", "a%"] {
            assert_eq!(proper(fine_or_hopeless), None, "{fine_or_hopeless}");
        }
    }

    #[test]
    fn a_client_is_told_the_names_that_it_writes() {
        let spellings = Spellings::default();
        let mut params = json!({"textDocument": {"uri": "file:///a b.md", "text": "file:///c d.md"}, "list": [{"newUri": "file:///é"}]});
        spellings.take_in(&mut params);
        let taken = json!({"textDocument": {"uri": "file:///a%20b.md", "text": "file:///c d.md"}, "list": [{"newUri": "file:///%C3%A9"}]});
        assert_eq!(params, taken);
        let mut said =
            json!({"changes": {"file:///a%20b.md": []}, "places": ["file:///%C3%A9", "file:///x%20y.md", 3]});
        spellings.put_out(&mut said);
        assert_eq!(said, json!({"changes": {"file:///a b.md": []}, "places": ["file:///é", "file:///x%20y.md", 3]}));
    }
}

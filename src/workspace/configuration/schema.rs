//! The JSON schema of `sayso.toml`, for editors that complete and check it.

use serde_json::{Map, Value, json};

use super::keys::{self, Key, Shape};
use super::{DEFAULT_MAX_FILE_SIZE, severity_names};
use crate::rules::{self, Anonymity, Profile, Severity};

/// The schema.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "sayso.toml",
        "description": "How sayso judges the documents of a folder.",
        "type": "object",
        "properties": properties(keys::all()),
        "additionalProperties": false,
    })
}

fn properties(keys: impl Iterator<Item = Key>) -> Map<String, Value> {
    keys.map(|key| {
        let mut property = shape(key.shape);
        if let Value::Object(property) = &mut property {
            property.insert("description".to_owned(), key.description.into());
        }
        (key.name.to_owned(), property)
    })
    .collect()
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Profile => json!({ "enum": Profile::ALL.map(Profile::name), "default": Profile::default().name() }),
        Shape::Anonymity => {
            json!({ "enum": Anonymity::ALL.map(Anonymity::name), "default": Anonymity::default().name() })
        }
        Shape::Strings => json!({ "type": "array", "items": { "type": "string", "minLength": 1 } }),
        Shape::Path => json!({ "type": "string", "minLength": 1 }),
        Shape::Bytes => json!({ "type": "integer", "minimum": 0, "default": DEFAULT_MAX_FILE_SIZE }),
        Shape::Flag => json!({ "type": "boolean", "default": false }),
        Shape::Rules => {
            let severities: Vec<&str> = severity_names().into_iter().map(|(name, _)| name).collect();
            let rules = rules::all().iter().map(|rule| {
                let default = rule.defaults.of(Profile::default()).map_or(super::OFF, Severity::name);
                let property = json!({ "enum": severities, "default": default, "description": rule.summary });
                (rule.name.to_owned(), property)
            });
            json!({ "type": "object", "properties": rules.collect::<Map<_, _>>(), "additionalProperties": false })
        }
        Shape::Overrides => json!({
            "type": "array",
            "items": {
                "type": "object",
                "properties": properties(keys::CHOICES.into_iter().chain([keys::FILES])),
                "required": [keys::FILES.name],
                "additionalProperties": false,
            },
        }),
    }
}

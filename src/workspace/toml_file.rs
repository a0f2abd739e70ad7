//! Reads TOML files that people write by hand: takes from a text what it knows, and says of all else what is wrong and
//! where.
//!
//! A mistake costs only the value that it stands in. Who reads a file names the keys and the types that it knows, table by
//! table; whatever the text has besides is a mistake.

use std::borrow::Cow;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::lexicon::nearest;
use crate::text::{TextRange, on_one_line};

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mistake {
    /// Where, in bytes of the file's text.
    pub span: TextRange,
    /// What, in a line without a full stop.
    pub message: String,
}

/// A value and where it stands, in bytes of the file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands, with its quotation marks.
    pub span: TextRange,
}

/// Reads a text: `read` takes from the file's root table what it knows. Gives that, and the mistakes in text order.
///
/// A text that is no TOML has one mistake, where it ceases to be; what can be read of the rest is read.
pub fn read_toml<T>(text: &str, read: impl FnOnce(&mut Table<'_, '_>) -> T) -> (T, Vec<Mistake>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut mistakes = Vec::new();
    let span = TextRange::new(0, 0);
    let value = Table::open(root.get_ref(), span, &mut mistakes, read);
    if let Some(error) = errors.first() {
        // what follows from it is no mistake of its own
        let span = error.span().unwrap_or(0..text.len());
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        let span = TextRange::new(boundary(span.start).unwrap_or_default(), boundary(span.end).unwrap_or_default());
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        mistakes = vec![Mistake { span, message }];
    }
    mistakes.sort_by_key(|mistake| mistake.span);
    (value, mistakes)
}

/// A table of a file. Keys that are never asked for are mistakes.
#[derive(Debug)]
pub struct Table<'t, 'm> {
    table: &'t DeTable<'t>,
    span: TextRange,
    /// The keys that were asked for.
    known: Vec<Cow<'static, str>>,
    mistakes: &'m mut Vec<Mistake>,
}

impl<'t, 'm> Table<'t, 'm> {
    fn open<T>(
        table: &'t DeTable<'t>,
        span: TextRange,
        mistakes: &'m mut Vec<Mistake>,
        read: impl FnOnce(&mut Table<'t, 'm>) -> T,
    ) -> T {
        let mut table = Table { table, span, known: Vec::new(), mistakes };
        let value = read(&mut table);
        table.refuse_unknown_keys();
        value
    }

    /// Where it stands: its header, or all of it if it stands in a line.
    pub fn span(&self) -> TextRange {
        self.span
    }

    /// Notes a mistake that only who reads the file can see.
    pub fn mistake(&mut self, span: TextRange, message: impl Into<String>) {
        self.mistakes.push(Mistake { span, message: message.into() });
    }

    /// The string under a key; an empty one is a mistake.
    pub fn string(&mut self, key: impl Into<Cow<'static, str>>) -> Option<Placed<String>> {
        let value = self.value(key)?;
        self.take_string(value)
    }

    /// The same for a key that must be there.
    pub fn required_string(&mut self, key: &'static str) -> Option<Placed<String>> {
        if self.find(key).is_none() {
            self.mistake(self.span, format!("missing `{key}`"));
        }
        self.string(key)
    }

    /// The strings of the array under a key.
    pub fn strings(&mut self, key: impl Into<Cow<'static, str>>) -> Vec<Placed<String>> {
        let array = self.array(key, "an array of strings");
        array.into_iter().flat_map(|array| array.iter()).filter_map(|value| self.take_string(value)).collect()
    }

    /// Which of some choices the string under a key names.
    pub fn choice<T: Clone>(&mut self, key: impl Into<Cow<'static, str>>, choices: &[(&str, T)]) -> Option<Placed<T>> {
        let Placed { value, span } = self.string(key)?;
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == value) {
            return Some(Placed { value: choice.clone(), span });
        }
        let names = || choices.iter().map(|(name, _)| *name);
        let instead = match nearest(&value, names()) {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("expected {}", any_of(names())),
        };
        self.mistake(span, format!("unknown value \"{value}\": {instead}"));
        None
    }

    /// The truth value under a key.
    pub fn flag(&mut self, key: impl Into<Cow<'static, str>>) -> Option<Placed<bool>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(Placed { value: *flag, span: value.span().into() }),
            _ => self.refuse_type(value, "true or false"),
        }
    }

    /// The whole number under a key, not below zero.
    pub fn whole_number(&mut self, key: impl Into<Cow<'static, str>>) -> Option<Placed<u64>> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => return self.refuse_type(value, "a whole number"),
        };
        if number.is_none() {
            self.mistake(value.span().into(), "expected a whole number that is not below zero");
        }
        number.map(|number| Placed { value: number, span: value.span().into() })
    }

    /// What `read` takes from the table under a key.
    pub fn table<T>(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        read: impl FnOnce(&mut Table<'t, '_>) -> T,
    ) -> Option<T> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Table::open(table, value.span().into(), self.mistakes, read)),
            _ => self.refuse_type(value, "a table"),
        }
    }

    /// What `read` takes from each table under a key: `[[key]]`.
    pub fn tables<T>(&mut self, key: &'static str, mut read: impl FnMut(&mut Table<'t, '_>) -> T) -> Vec<T> {
        let mut taken = Vec::new();
        let wanted = format!("tables, each written as [[{key}]]");
        for value in self.array(key, &wanted).into_iter().flat_map(|array| array.iter()) {
            match value.get_ref() {
                DeValue::Table(table) => taken.push(Table::open(table, value.span().into(), self.mistakes, &mut read)),
                _ => {
                    self.refuse_type::<()>(value, "a table");
                }
            }
        }
        taken
    }

    /// The table's keys as they are written, in no order that means anything: for tables whose keys are names.
    pub fn keys(&self) -> impl Iterator<Item = Placed<&'t str>> + use<'t> {
        self.table.keys().map(|key| Placed { value: &**key.get_ref(), span: key.span().into() })
    }

    fn find(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    fn value(&mut self, key: impl Into<Cow<'static, str>>) -> Option<&'t Spanned<DeValue<'t>>> {
        let key = key.into();
        let value = self.find(&key);
        self.known.push(key);
        value
    }

    fn array(&mut self, key: impl Into<Cow<'static, str>>, wanted: &str) -> Option<&'t DeArray<'t>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Array(array) => Some(array),
            _ => self.refuse_type(value, wanted),
        }
    }

    fn take_string(&mut self, value: &'t Spanned<DeValue<'t>>) -> Option<Placed<String>> {
        let span = value.span().into();
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(Placed { value: on_one_line(text), span }),
            DeValue::String(_) => {
                self.mistake(span, "expected some text, found an empty string");
                None
            }
            _ => self.refuse_type(value, "a string"),
        }
    }

    fn refuse_type<T>(&mut self, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a truth value",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "an array",
            DeValue::Table(_) => "a table",
        };
        self.mistake(value.span().into(), format!("expected {wanted}, found {found}"));
        None
    }

    fn refuse_unknown_keys(self) {
        for key in self.keys().filter(|key| self.known.iter().all(|known| known != key.value)) {
            // a key that is there already is not what is meant, unless it can be there again
            let again = |value: &Spanned<DeValue<'_>>| matches!(value.get_ref(), DeValue::Array(_));
            let free = self.known.iter().filter(|known| self.find(known).is_none_or(again));
            let mut message = format!("unknown key `{}`", key.value);
            if let Some(near) = nearest(key.value, free.map(|known| &**known)) {
                message.push_str(&format!(": did you mean `{near}`?"));
            }
            self.mistakes.push(Mistake { span: key.span, message });
        }
    }
}

/// "a", "b" or "c"
fn any_of<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("\"{name}\"")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests;

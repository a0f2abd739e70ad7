//! Lets only well-formed messages in.
//!
//! tower-lsp ends a session at the first frame that it can't read: a header it doesn't expect, a stray byte, half of a
//! surrogate pair (which editors written in JavaScript do send while an emoji is typed). Here frames are read
//! leniently, mended where they can be, and what is past mending is handed on as [`UNREADABLE`] or [`NO_REQUEST`], to be
//! answered with an error. Knows JSON-RPC's frames, nothing of the methods.

use std::borrow::Cow;
use std::io;

use serde::de::IgnoredAny;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tower_lsp::jsonrpc::{Request, Response};

/// The method of the request that stands in for a message that can't be read.
pub const UNREADABLE: &str = "$/unreadable";
/// The same of JSON that is no message.
pub const NO_REQUEST: &str = "$/noRequest";

/// A message may have so many bytes; a longer one can't be meant.
const LONGEST_MESSAGE: u64 = 1 << 30;
/// A header line may have so many bytes.
const LONGEST_HEADER: u64 = 1 << 12;

/// Passes messages on from `input` to `output` until there are no more.
pub async fn pass_on(mut input: impl AsyncBufRead + Unpin, mut output: impl AsyncWrite + Unpin) -> io::Result<()> {
    while let Some(length) = read_header(&mut input).await? {
        let Some(body) = read_body(&mut input, length).await? else { break };
        let message = mend(&body).unwrap_or_else(|| Cow::Owned(stand_in(&body)));
        output.write_all(format!("Content-Length: {}\r\n\r\n", message.len()).as_bytes()).await?;
        output.write_all(&message).await?;
    }
    Ok(())
}

/// The length that a message's header announces; lines that are no header are skipped. `None` at the input's end.
async fn read_header(input: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if (&mut *input).take(LONGEST_HEADER).read_until(b'\n', &mut line).await? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        match (line.trim(), length) {
            ("", Some(length)) => return Ok(Some(length)),
            (line, _) => length = content_length(line).or(length),
        }
    }
}

fn content_length(line: &str) -> Option<u64> {
    let (name, value) = line.rsplit_once(':')?;
    // After something unreadable a header may stand at a line's end.
    name.to_ascii_lowercase().ends_with("content-length").then(|| value.trim().parse().ok())?
}

/// A message's bytes; one that is too long is skipped, and empty. `None` if the input ends in it.
async fn read_body(input: &mut (impl AsyncBufRead + Unpin), length: u64) -> io::Result<Option<Vec<u8>>> {
    let mut body = Vec::new();
    let mut limited = input.take(length);
    let read = if length > LONGEST_MESSAGE {
        tokio::io::copy_buf(&mut limited, &mut tokio::io::sink()).await?
    } else {
        limited.read_to_end(&mut body).await? as u64
    };
    Ok((read == length).then_some(body))
}

/// The message, mended if need be; `None` if it is no message.
fn mend(body: &[u8]) -> Option<Cow<'_, [u8]>> {
    if is_message(body) {
        return Some(Cow::Borrowed(body));
    }
    let text = String::from_utf8_lossy(body);
    let mended = replace_lone_surrogates(&text).into_bytes();
    is_message(&mended).then_some(Cow::Owned(mended))
}

/// Whether tower-lsp can read it: it tries these two, in this order.
fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Request>(body).is_ok() || serde_json::from_slice::<Response>(body).is_ok()
}

/// What is handed on for a body that is no message.
fn stand_in(body: &[u8]) -> Vec<u8> {
    let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
    let method = if is_json { NO_REQUEST } else { UNREADABLE };
    format!(r#"{{"jsonrpc":"2.0","id":null,"method":"{method}"}}"#).into_bytes()
}

/// Puts a replacement character in place of each escaped half of a surrogate pair whose other half is missing: of the
/// same width in UTF-16, so that columns stay right.
fn replace_lone_surrogates(json: &str) -> String {
    let mut mended = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let kept = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(0xD800..0xDC00), Some(0xDC00..)) => 12,
            (Some(_), _) => {
                mended.push_str("\\ufffd");
                rest = &escape[6..];
                continue;
            }
            // The backslash and what it escapes.
            (None, _) => 1 + escape[1..].chars().next().map_or(0, char::len_utf8),
        };
        mended.push_str(&escape[..kept]);
        rest = &escape[kept..];
    }
    mended + rest
}

/// The surrogate whose escape begins a text.
fn surrogate(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u16::from_str_radix(digits, 16).ok().filter(|unit| (0xD800..0xE000).contains(unit))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// The messages that pass.
    fn passed(input: &[u8]) -> Vec<String> {
        let mut output = Vec::new();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(pass_on(input, &mut output)).unwrap();
        let text = String::from_utf8(output).unwrap();
        let mut bodies = Vec::new();
        let mut rest = text.as_str();
        while let Some((header, after)) = rest.split_once("\r\n\r\n") {
            let length = header.strip_prefix("Content-Length: ").unwrap().parse().unwrap();
            bodies.push(after[..length].to_owned());
            rest = &after[length..];
        }
        assert_eq!(rest, "");
        bodies
    }

    const GOOD: &str = r#"{"jsonrpc":"2.0","method":"a","params":{"text":"“\ud83e\udd80” \\ud83e"}}"#;
    const BAD: &str = r#"{"jsonrpc":"2.0","id":null,"method":"$/unreadable"}"#;
    const OTHER: &str = r#"{"jsonrpc":"2.0","id":null,"method":"$/noRequest"}"#;

    #[test]
    fn good_messages_pass_unchanged() {
        let answer = r#"{"jsonrpc":"2.0","id":1,"result":null}"#;
        let input = format!("{}{}", frame(GOOD), frame(answer));
        assert_eq!(passed(input.as_bytes()), [GOOD, answer]);
        assert_eq!(passed(b""), [""; 0]);
    }

    #[test]
    fn headers_are_read_leniently() {
        let length = GOOD.len();
        let header = format!("X-A: 1\r\nX-B: 2\r\ncontent-length:{length}\r\nContent-Type: x; charset=utf8\r\n\r\n");
        assert_eq!(passed(format!("{header}{GOOD}").as_bytes()), [GOOD]);
        assert_eq!(passed(format!("Content-Length: {length}\n\n{GOOD}").as_bytes()), [GOOD]);
    }

    #[test]
    fn what_stands_between_messages_is_skipped() {
        let input = format!("\r\nhello\r\n{}{{\"stray\":1}}{}", frame(GOOD), frame(GOOD));
        assert_eq!(passed(input.as_bytes()), [GOOD, GOOD]);
    }

    #[test]
    fn messages_past_mending_are_stood_in_for() {
        for (bodies, stand_in) in
            [(["", "{", "Content-Length: 2"], BAD), (["[]", "3", r#"{"jsonrpc":"1.0","method":"a"}"#], OTHER)]
        {
            for body in bodies {
                let input = format!("{}{}", frame(body), frame(GOOD));
                assert_eq!(passed(input.as_bytes()), [stand_in, GOOD], "{body}");
            }
        }
    }

    #[test]
    fn a_message_cut_short_ends_the_input() {
        let input = format!("{}Content-Length: 90\r\n\r\n{{", frame(GOOD));
        assert_eq!(passed(input.as_bytes()), [GOOD]);
        assert_eq!(passed(&frame(GOOD).as_bytes()[..9]), [""; 0]);
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        let params = |body: &str| {
            let input = frame(&format!(r#"{{"jsonrpc":"2.0","method":"a","params":["{body}"]}}"#));
            let message: Value = serde_json::from_str(&passed(input.as_bytes())[0]).unwrap();
            message["params"][0].as_str().unwrap().to_owned()
        };
        assert_eq!(params(r"a\ud83eb"), "a\u{fffd}b");
        assert_eq!(params(r"\udd80\ud83e"), "\u{fffd}\u{fffd}");
        assert_eq!(params(r"\ud83e\ud83e\udd80\n"), "\u{fffd}🦀\n");
        assert_eq!(params(r"\\ud83e \ud83e"), "\\ud83e \u{fffd}");
    }

    #[test]
    fn bytes_that_are_no_text_become_replacement_characters() {
        let body = b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}";
        let mut input = format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes();
        input.extend_from_slice(body);
        assert_eq!(passed(&input), ["{\"jsonrpc\":\"2.0\",\"method\":\"\u{fffd}\"}"]);
    }
}

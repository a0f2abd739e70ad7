//! Reads a client's messages, and takes them leniently.
//!
//! Clients send headers that nobody expects, stray bytes, half of a surrogate pair (editors written in JavaScript do, while an
//! emoji is typed). None of it may end a session: frames are mended where they can be, and what is past mending is
//! [`Incoming::Refused`], to be answered with an error. Knows JSON-RPC's frames, nothing of the methods.

use std::io;

use serde::de::IgnoredAny;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};
use tower_lsp::jsonrpc::{Error, Request, Response};

/// A message may have so many bytes; a longer one can't be meant.
const LONGEST_MESSAGE: u64 = 1 << 30;
/// A header line may have so many bytes.
const LONGEST_HEADER: u64 = 1 << 12;

/// What a client sends.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A request or a notification.
    Request(Request),
    /// What it answers to a request of the server's.
    Response(Response),
    /// What is no message, with what is wrong.
    Refused(Error),
}

/// The next message; `None` at the input's end.
///
/// # Errors
///
/// If the input can't be read.
pub async fn next_message(input: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<Incoming>> {
    let Some(length) = read_header(input).await? else { return Ok(None) };
    Ok(read_body(input, length).await?.map(|body| message(&body)))
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

/// The message that a body is, mended if need be.
fn message(body: &[u8]) -> Incoming {
    let mended = || replace_lone_surrogates(&String::from_utf8_lossy(body));
    if let Some(message) = parse(body).or_else(|| parse(mended().as_bytes())) {
        return message;
    }
    let is_json = serde_json::from_slice::<IgnoredAny>(body).is_ok();
    Incoming::Refused(if is_json { Error::invalid_request() } else { Error::parse_error() })
}

fn parse(body: &[u8]) -> Option<Incoming> {
    let request = serde_json::from_slice::<Request>(body).ok();
    // what has no method is read as a request, too
    let has_method = request.as_ref().is_some_and(|request| !request.method().is_empty());
    let response = (!has_method).then(|| serde_json::from_slice(body).ok()).flatten();
    response.map(Incoming::Response).or(request.map(Incoming::Request))
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
    use super::*;

    fn frame(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    /// The messages that are read.
    fn read(mut input: &[u8]) -> Vec<Incoming> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let next = || runtime.block_on(next_message(&mut input)).unwrap();
        std::iter::from_fn(next).collect()
    }

    const GOOD: &str = r#"{"jsonrpc":"2.0","method":"a","params":{"text":"“\ud83e\udd80” \\ud83e"}}"#;

    fn good() -> Incoming {
        Incoming::Request(serde_json::from_str(GOOD).unwrap())
    }

    #[test]
    fn good_messages_are_read() {
        let answer = r#"{"jsonrpc":"2.0","id":1,"result":null}"#;
        let input = format!("{}{}", frame(GOOD), frame(answer));
        let answer = Incoming::Response(serde_json::from_str(answer).unwrap());
        assert_eq!(read(input.as_bytes()), [good(), answer]);
        assert_eq!(read(b""), []);
    }

    #[test]
    fn headers_are_read_leniently() {
        let length = GOOD.len();
        let header = format!("X-A: 1\r\nX-B: 2\r\ncontent-length:{length}\r\nContent-Type: x; charset=utf8\r\n\r\n");
        assert_eq!(read(format!("{header}{GOOD}").as_bytes()), [good()]);
        assert_eq!(read(format!("Content-Length: {length}\n\n{GOOD}").as_bytes()), [good()]);
    }

    #[test]
    fn what_stands_between_messages_is_skipped() {
        let input = format!("\r\nhello\r\n{}{{\"stray\":1}}{}", frame(GOOD), frame(GOOD));
        assert_eq!(read(input.as_bytes()), [good(), good()]);
    }

    #[test]
    fn messages_past_mending_are_refused() {
        for (bodies, error) in [
            (["", "{", "Content-Length: 2"], Error::parse_error()),
            (["[]", "3", r#"{"jsonrpc":"1.0","method":"a"}"#], Error::invalid_request()),
        ] {
            for body in bodies {
                let input = format!("{}{}", frame(body), frame(GOOD));
                assert_eq!(read(input.as_bytes()), [Incoming::Refused(error.clone()), good()], "{body}");
            }
        }
    }

    #[test]
    fn a_message_cut_short_ends_the_input() {
        let input = format!("{}Content-Length: 90\r\n\r\n{{", frame(GOOD));
        assert_eq!(read(input.as_bytes()), [good()]);
        assert_eq!(read(&frame(GOOD).as_bytes()[..9]), []);
    }

    #[test]
    fn lone_surrogates_become_replacement_characters() {
        let params = |body: &str| {
            let input = frame(&format!(r#"{{"jsonrpc":"2.0","method":"a","params":["{body}"]}}"#));
            let [Incoming::Request(request)] = &read(input.as_bytes())[..] else { panic!("no request: {input}") };
            request.params().unwrap()[0].as_str().unwrap().to_owned()
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
        assert_eq!(read(&input), [Incoming::Request(Request::build("\u{fffd}").finish())]);
    }
}

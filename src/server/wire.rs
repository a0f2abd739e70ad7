//! The line to one client: its messages are read one after the other, answered side by side, and what is said to it goes out
//! one after the other.

use std::future::Future;
use std::io;
use std::pin::Pin;

use futures_util::stream::FuturesUnordered;
use futures_util::{Stream, StreamExt};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;

/// How many messages are handled at once. Requests that wait take places; cancellations need one, too.
const CONCURRENCY: usize = 256;
/// How many more may wait to be handled.
const QUEUE: usize = 100;

/// A message's JSON, without its header.
pub type Text = String;
/// Gives the answer to a message, if it has one.
pub type Answering = Pin<Box<dyn Future<Output = Option<Text>> + Send>>;

/// Where messages that are read are put to be answered.
pub fn queue() -> (mpsc::Sender<Answering>, mpsc::Receiver<Answering>) {
    mpsc::channel(QUEUE)
}

/// Answers what is put into the queue, begun in that order, until its other end is gone and all is answered.
pub async fn work(mut queue: mpsc::Receiver<Answering>, answers: mpsc::Sender<Text>) {
    let mut begun = FuturesUnordered::new();
    let mut has_more = true;
    while has_more || !begun.is_empty() {
        tokio::select! {
            biased;
            next = queue.recv(), if has_more && begun.len() < CONCURRENCY => match next {
                Some(next) => begun.push(next),
                None => has_more = false,
            },
            Some(answer) = begun.next() => {
                if let Some(answer) = answer {
                    // nobody is left to read it
                    let _ = answers.send(answer).await;
                }
            }
        }
    }
}

/// Writes what the server says until there are no more answers. What it says unasked goes first: an answer comes behind what
/// was said before it.
///
/// # Errors
///
/// When nobody reads any more.
pub async fn say(
    mut output: impl AsyncWrite + Unpin,
    mut unasked: impl Stream<Item = Text> + Unpin,
    mut answers: mpsc::Receiver<Text>,
) -> io::Result<()> {
    loop {
        let text = tokio::select! {
            biased;
            Some(text) = unasked.next() => text,
            answer = answers.recv() => match answer {
                Some(text) => text,
                None => return Ok(()),
            },
        };
        // in one piece: each piece would cost standard output a thread's waking
        output.write_all(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes()).await?;
        output.flush().await?;
    }
}

#[cfg(test)]
mod tests {
    use futures_util::stream;
    use tokio::runtime::Builder;

    use super::*;

    fn answering(answer: impl Future<Output = &'static str> + Send + 'static) -> Answering {
        Box::pin(async { Some(answer.await.to_owned()) })
    }

    #[test]
    fn what_is_said_unasked_goes_before_the_answer_that_follows_it() {
        let (answers, answered) = mpsc::channel(2);
        answers.try_send("3".to_owned()).unwrap();
        answers.try_send("4".to_owned()).unwrap();
        drop(answers);
        let mut output = Vec::new();
        let unasked = stream::iter(["1".to_owned(), "“2”".to_owned()]);
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(say(&mut output, unasked, answered)).unwrap();
        let expected = [(1, "1"), (7, "“2”"), (1, "3"), (1, "4")];
        let expected = expected.map(|(length, text)| format!("Content-Length: {length}\r\n\r\n{text}"));
        assert_eq!(String::from_utf8(output).unwrap(), expected.concat());
    }

    #[test]
    fn a_slow_answer_holds_up_no_other() {
        let (tasks, queue) = queue();
        let (answers, mut answered) = mpsc::channel(9);
        let (go, wait) = tokio::sync::oneshot::channel();
        tasks.try_send(answering(async { wait.await.unwrap() })).unwrap();
        tasks.try_send(Box::pin(async { None })).unwrap();
        tasks.try_send(answering(async { "quick" })).unwrap();
        drop(tasks);
        let runtime = Builder::new_current_thread().build().unwrap();
        let read = async move {
            assert_eq!(answered.recv().await.as_deref(), Some("quick"));
            go.send("slow").unwrap();
            assert_eq!(answered.recv().await.as_deref(), Some("slow"));
            assert_eq!(answered.recv().await, None);
        };
        runtime.block_on(async { tokio::join!(work(queue, answers), read) });
    }

    #[test]
    fn messages_are_begun_in_their_order() {
        let (tasks, queue) = queue();
        let (answers, mut answered) = mpsc::channel(QUEUE);
        let begun = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
        for number in 0..QUEUE {
            let begun = std::sync::Arc::clone(&begun);
            let task = async move {
                begun.lock().unwrap().push(number);
                tokio::task::yield_now().await;
                None
            };
            tasks.try_send(Box::pin(task)).unwrap();
        }
        drop(tasks);
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(work(queue, answers));
        assert_eq!(*begun.lock().unwrap(), (0..QUEUE).collect::<Vec<_>>());
        assert_eq!(runtime.block_on(answered.recv()), None);
    }
}

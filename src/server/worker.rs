//! The threads that analyse open documents, always at their newest version.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use tower_lsp::ls_types::MessageType;

use super::documents::{Documents, Job};
use crate::text::Format;
use crate::workspace::{Analysis, Analyzer};

/// How many documents are analysed at once: a long one doesn't hold up a short one.
const WORKERS: usize = 2;

/// Analyses a text.
pub type Analyze = fn(&mut Analyzer, Arc<str>, Format) -> Analysis;

/// Starts the workers; they end with [`Documents::end`].
pub fn start(documents: &Arc<Documents>, analyze: Analyze) -> std::io::Result<()> {
    for number in 1..=WORKERS {
        let documents = Arc::clone(documents);
        thread::Builder::new().name(format!("analysis {number}")).spawn(move || {
            while let Some(job) = documents.next_job() {
                run(&documents, job, analyze);
            }
        })?;
    }
    Ok(())
}

/// Bytes of a text from which on its beginning is shown first, and how long that is at most.
const LONG: usize = 40_000;
const BEGINNING: usize = 20_000;

/// Has a client see what is to be found at the beginning of a long text that it opened, as soon as that alone is read.
fn show_beginning(documents: &Documents, job: &Job, source: &str, analyze: impl FnOnce(Arc<str>) -> Analysis) {
    if !job.is_first() || source.len() < LONG || documents.client().pull_diagnostics {
        return;
    }
    let end = memchr::memmem::rfind(&source.as_bytes()[..BEGINNING], b"\n\n");
    let Some(beginning) = end.and_then(|end| source.get(..end)) else { return };
    // A panic costs the whole text's analysis, which tells of it.
    if let Ok(analysis) = catch_unwind(AssertUnwindSafe(|| analyze(beginning.into()))) {
        documents.show_beginning(job, &analysis);
    }
}

/// Does a job. A panic in it costs this version's answers, and nothing else.
fn run(documents: &Documents, mut job: Job, analyze: Analyze) {
    let judgement = documents.judgement(&job.uri);
    if job.rope.len_bytes() as u64 > judgement.max_file_size {
        documents.leave_alone(job, judgement.max_file_size);
        return;
    }
    let source: Arc<str> = String::from(&job.rope).into();
    let mut analyzer = std::mem::take(&mut job.analyzer);
    analyzer.set_settings(judgement.settings);
    analyzer.set_sources(documents.sources_for(&job.uri, judgement.sources.as_deref()));
    let began = Instant::now();
    show_beginning(documents, &job, &source, |beginning| analyze(&mut analyzer, beginning, job.format));
    let outcome = catch_unwind(AssertUnwindSafe(|| analyze(&mut analyzer, Arc::clone(&source), job.format)));
    let (ms, bytes) = (began.elapsed().as_secs_f64() * 1e3, source.len());
    tracing::debug!(ms, bytes, version = job.version(), "analysed: {}", job.uri.as_str());
    match outcome {
        Ok(analysis) => {
            job.analyzer = analyzer;
            documents.finish(job, Some(analysis));
        }
        Err(_) => {
            let mut hasher = DefaultHasher::new();
            source.hash(&mut hasher);
            let message = format!("analysis failed: {} (text {:016x})", job.uri.as_str(), hasher.finish());
            documents.outbox.log(MessageType::ERROR, message);
            documents.finish(job, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fail_on_panic(analyzer: &mut Analyzer, source: Arc<str>, format: Format) -> Analysis {
        assert!(!source.contains("panic"), "as asked");
        analyzer.analyze(source, format)
    }

    #[test]
    fn a_panic_costs_one_version_and_no_more() {
        let documents = Documents::default();
        let uri: tower_lsp::ls_types::Uri = "file:///a.txt".parse().unwrap();
        documents.open(uri.clone(), "plaintext", 1, "panic");
        run(&documents, documents.next_job().unwrap(), fail_on_panic);
        let waiting = documents.outbox.take();
        assert_eq!(waiting.publications[&uri].version, Some(1));
        assert!(waiting.log[0].1.starts_with("analysis failed: file:///a.txt (text "));

        let fixed: Vec<_> = serde_json::from_str(r#"[{"text": "calm"}]"#).unwrap();
        documents.change(&uri, 2, &fixed);
        run(&documents, documents.next_job().unwrap(), fail_on_panic);
        let waiting = documents.outbox.take();
        assert_eq!(waiting.publications[&uri].version, Some(2));
        assert!(waiting.log.is_empty());
    }

    /// What is shown of a text's beginning, if anything is.
    fn beginning_shown(text: &str) -> Option<Vec<String>> {
        let documents = Documents::default();
        let uri: tower_lsp::ls_types::Uri = "file:///a.txt".parse().unwrap();
        documents.open(uri.clone(), "plaintext", 1, text);
        let job = documents.next_job().unwrap();
        show_beginning(&documents, &job, text, |beginning| Analyzer::default().analyze(beginning, job.format));
        let shown = documents.outbox.take().publications.remove(&uri)?;
        assert_eq!(shown.version, Some(1));
        Some(shown.diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect())
    }

    #[test]
    fn the_beginning_of_a_long_text_is_shown_first() {
        let begin = "It is believed that the bridge will fall.\n\n";
        let day = "Ana Orr closed the gate at six in the evening and walked home by the river.\n\n";
        let shown = beginning_shown(&format!("{begin}{}", day.repeat(600))).unwrap();
        assert!(shown.len() == 1 && shown[0].contains("is believed"), "{shown:?}");
        // at the end of the beginning anything may still be told by what follows
        let late = day.repeat(BEGINNING / day.len() - 2);
        assert_eq!(beginning_shown(&format!("{late}{begin}{}", day.repeat(600))).unwrap(), [""; 0]);
        assert_eq!(beginning_shown(&format!("{begin}{}", day.repeat(60))), None);
        assert_eq!(beginning_shown(&"It is believed. ".repeat(6_000)), None);
    }

    #[test]
    fn workers_end_with_the_session() {
        let documents = Arc::new(Documents::default());
        start(&documents, Analyzer::analyze).unwrap();
        documents.end();
        while Arc::strong_count(&documents) > 1 {
            thread::yield_now();
        }
    }
}

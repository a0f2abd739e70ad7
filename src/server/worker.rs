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

/// Does a job. A panic in it costs this version's answers, and nothing else.
fn run(documents: &Documents, mut job: Job, analyze: Analyze) {
    let judgement = documents.judgement(&job.uri);
    if job.rope.len_bytes() as u64 > judgement.max_file_size {
        documents.leave_alone(job, judgement.max_file_size);
        return;
    }
    let source: Arc<str> = job.rope.to_string().into();
    let mut analyzer = std::mem::take(&mut job.analyzer);
    analyzer.set_settings(judgement.settings);
    analyzer.set_sources(documents.sources_for(&job.uri, judgement.sources.as_deref()));
    let began = Instant::now();
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

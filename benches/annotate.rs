//! What reading and annotating cost: `cargo bench`. Compare figures of one run with each other, not with another's.

mod article;

use std::sync::Arc;

use article::article;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use sayso::annotate::{self, Annotator};
use sayso::model::{Features, Tagger};
use sayso::rules;
use sayso::text::{self, Format};
use sayso::workspace::Analyzer;

fn main() {
    divan::main();
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn read(bencher: Bencher, words: usize) {
    let source = article(words);
    bencher
        .counter(BytesCount::of_str(&source))
        .counter(ItemsCount::new(words))
        .bench(|| text::read(&source, Format::Markdown));
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn tokens_and_sentences(bencher: Bencher, words: usize) {
    let source = article(words);
    let document = text::read(&source, Format::Markdown);
    bencher.counter(ItemsCount::new(words)).bench(|| {
        for paragraph in &document.paragraphs {
            let tokens = text::tokenize(paragraph.text());
            divan::black_box(text::split_sentences(paragraph.text(), &tokens));
        }
    });
}

/// The tagger alone: the network, the best sequence of labels, and how likely each is.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn tag(bencher: Bencher, words: usize) {
    let tokens = tagger_tokens(words);
    let tagger = Tagger::shipped();
    bencher
        .counter(ItemsCount::new(words))
        .bench(|| tokens.iter().map(|tokens| tagger.tag(tokens)).collect::<Vec<_>>());
}

/// The same in plain code.
#[divan::bench(args = [1_000, 10_000])]
fn tag_portably(bencher: Bencher, words: usize) {
    let tokens = tagger_tokens(words);
    let tagger = Tagger::shipped();
    let tag = || tokens.iter().map(|tokens| tagger.tag_portably(tokens)).collect::<Vec<_>>();
    bencher.counter(ItemsCount::new(words)).bench(tag);
}

/// Decoding alone: the best sequence of labels and their likelihoods, from the network's scores.
#[divan::bench(args = [1_000, 10_000])]
fn decode(bencher: Bencher, words: usize) {
    let tagger = Tagger::shipped();
    let scores: Vec<_> = tagger_tokens(words).iter().map(|tokens| tagger.scores(tokens)).collect();
    bencher.counter(ItemsCount::new(words)).bench(|| scores.iter().map(|s| tagger.decode(s)).collect::<Vec<_>>());
}

/// Reading the model that ships with the program.
#[divan::bench]
fn load_the_model(bencher: Bencher) {
    bencher.bench(|| Tagger::from_bytes(Tagger::SHIPPED));
}

/// An article's paragraphs as the tagger sees them.
fn tagger_tokens(words: usize) -> Vec<Vec<Features>> {
    let document = text::read(&article(words), Format::Markdown);
    let tokens = document.paragraphs.iter().map(annotate::tagger_input);
    tokens.map(|tokens| tokens.into_iter().map(|token| token.features).collect()).collect()
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn annotate_afresh(bencher: Bencher, words: usize) {
    let document = text::read(&article(words), Format::Markdown);
    bencher.counter(ItemsCount::new(words)).bench(|| annotate::annotate(&document));
}

/// What an edit costs: all paragraphs but one are known.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn annotate_after_an_edit(bencher: Bencher, words: usize) {
    let source = article(words);
    let before = text::read(&source, Format::Markdown);
    let after = text::read(&source.replacen("berth", "place", 1), Format::Markdown);
    let mut annotator = Annotator::default();
    let mut edited = false;
    bencher.bench_local(|| {
        edited = !edited;
        annotator.annotate(if edited { &after } else { &before })
    });
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn check(bencher: Bencher, words: usize) {
    let source = article(words);
    let document = text::read(&source, Format::Markdown);
    let annotation = annotate::annotate(&document);
    let settings = rules::Settings::default();
    let context = rules::Context::new(&source, &document, &annotation, &settings);
    bencher.counter(ItemsCount::new(words)).bench_local(|| rules::check(&context));
}

/// All that an edit costs, but for the protocol: reading, annotating, checking.
#[divan::bench(args = [1_000, 10_000, 100_000])]
fn analyze_after_an_edit(bencher: Bencher, words: usize) {
    let before: Arc<str> = article(words).into();
    let after: Arc<str> = before.replacen("berth", "place", 1).into();
    let mut analyzer = Analyzer::default();
    let mut edited = false;
    bencher.bench_local(|| {
        edited = !edited;
        analyzer.analyze(Arc::clone(if edited { &after } else { &before }), Format::Markdown)
    });
}

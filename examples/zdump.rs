//! x
use sayso::{annotate, text};
fn main() {
    let show = std::env::var("SHOW").is_ok();
    for p in std::env::args().skip(1) {
        let s = std::fs::read_to_string(&p).unwrap();
        let d = text::read(&s, text::Format::from_path(p.as_ref()).unwrap());
        let a = annotate::annotate(&d);
        let cp = |b: usize| s[..b].chars().count();
        let sp = |v: &[text::TextRange]| {
            serde_json::json!(v.iter().map(|r| vec![cp(r.start), cp(r.end)]).collect::<Vec<_>>())
        };
        if show {
            let f = |v: &[text::TextRange]| v.iter().map(|r| &s.as_str()[*r]).collect::<Vec<_>>().join(" // ");
            for x in &a.attributions {
                println!(
                    "{:?} S[{}] C[{}] K[{}]\n    -> {:?} cand {:?} conf {}",
                    x.kind,
                    f(&x.source),
                    f(&x.cue),
                    f(&x.content),
                    x.speaker.map(|e| &a.entity(e).name),
                    x.candidates.iter().map(|e| &a.entity(*e).name).collect::<Vec<_>>(),
                    x.confidence.0
                );
            }
            for q in &a.quotations {
                println!(
                    "Q speech={} bal={} depth={} attr={:?} [{}]",
                    q.speech,
                    q.balanced,
                    q.depth,
                    q.attribution,
                    &s.as_str()[q.span]
                );
            }
            for e in &a.entities {
                println!(
                    "E {:?} {:?} roles {:?} mentions {:?}",
                    e.name,
                    e.kind,
                    e.roles.iter().map(|r| &r.text).collect::<Vec<_>>(),
                    e.mentions.iter().map(|m| &s.as_str()[m.span]).collect::<Vec<_>>()
                );
            }
            continue;
        }
        let attrs: Vec<_> = a.attributions.iter().map(|x| serde_json::json!({"source": sp(&x.source), "cue": sp(&x.cue), "content": sp(&x.content), "confidence": x.confidence.0})).collect();
        println!("{}", serde_json::json!({"path": p, "attributions": attrs}));
    }
}

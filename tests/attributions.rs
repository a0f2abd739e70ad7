//! Short texts with what a careful reader would mark in them.

mod marked;

use sayso::annotate;
use sayso::text::{self, Format};

/// The source, cue and content of an attribution, as written.
type Words = [Vec<String>; 3];

/// Asserts that the annotator finds exactly the marked attributions, in the order of their content.
#[track_caller]
fn check(marked: &str) {
    let (text, expected) = marked::parse(marked, str::to_owned);
    let annotation = annotate::annotate(&text::read(&text, Format::Plain));
    let words = |spans: &[text::TextRange]| spans.iter().map(|span| text[span.start..span.end].to_owned()).collect();
    let found = annotation.attributions.iter().map(|a| [words(&a.source), words(&a.cue), words(&a.content)]);
    let marked = |spans: &[std::ops::Range<usize>]| spans.iter().map(|span| text[span.clone()].to_owned()).collect();
    let expected = expected.values().map(|parts| [marked(&parts.source), marked(&parts.cue), marked(&parts.content)]);
    assert_eq!(found.collect::<Vec<Words>>(), expected.collect::<Vec<Words>>(), "in: {text}");
}

#[test]
fn direct_speech_after_before_and_around_its_source() {
    check("[“We won,”|content] [said|cue] [Maya Wang|source].");
    check("[“We won,”|content] [Maya Wang|source] [said|cue].");
    check("[Maya Wang|source] [said|cue], [“We won.”|content]");
    check("[Maya Wang|source] [said:|cue] [“We won.”|content]");
    check("[“We won,”|content] [Wang|source] [said|cue], [“and they know it.”|content]");
    check("[“We won,”|content] [she|source] [later told|cue] reporters.");
    check("[“Did we win?”|content] [Wang|source] [asked|cue].");
    check("[“We won”|content], [says|cue] [Maya Wang, an expert with rights group Harbour Watch|source].");
    check("[“We won. They lost,”|content] [Wang|source] [said|cue] on Monday.");
    check("[‘We won,’|content] [said|cue] [Wang|source].");
    check("[\"We won,\"|content] [said|cue] [Wang|source].");
    check("[“We won,”|content] [his wife, Ana Lima,|source] [wrote|cue] on Monday.");
    check("[“We won,”|content] [said|cue] [Ana Lima|source], speaking of the vote, [“and they know it.”|content]");
}

#[test]
fn a_bare_quotation_goes_on_with_the_last_speaker() {
    check("[“We won,”|content] [said|cue] [Wang|source]. [“They know it.”|content]");
    check("[“We won,”|content] [said|cue] [Wang|source].\n\n[“They know it. It took a year.”|content]");
    check("[“We won. It took a year.|content]\n\n[“They know it,”|content] [said|cue] [Wang|source].");
}

#[test]
fn a_cue_at_a_paragraphs_end_has_its_quotation_in_the_next() {
    check("[Wang|source] [said:|cue]\n\n[“We won. It took a year.”|content]");
    check("The vote was over by noon. [Wang|source] [replied:|cue]\n\n[“We won. It took a year.”|content]");
    check(
        "[“We won,”|content 1] [said|cue 1] [Wang|source 1]. Then [she|source 2] [added:|cue 2]\n\n[“Just.”|content 2]",
    );
    // the next quotation is somebody else's
    check("Wang spoke for an hour.\n\n[“She lost,”|content] [said|cue] [Lima|source].");
    // still to be written
    check("Then [she|source] [replied:|cue]");
}

#[test]
fn indirect_speech() {
    check("[Wang|source] [said|cue] [that the vote was lost|content].");
    check("[Wang|source] [said|cue] [the vote was lost|content].");
    check("[The vote was lost|content], [Wang|source] [said|cue].");
    check("[The vote|content], [Wang|source] [said|cue], [was lost|content].");
    check("[Maya Wang, a lawyer with the port,|source] [said|cue] [the vote was lost|content].");
    check("[She|source] [believes|cue] [that the vote was lost|content].");
    check("[Wang|source] [told|cue] reporters on Monday [that the vote was lost|content].");
    check("[Wang and Ortiz|source] [said|cue] [the vote was lost|content].");
}

#[test]
fn indirect_speech_with_a_part_in_quotation_marks() {
    check("[Wang|source] [called|cue] [the vote “a disgrace to the town”|content].");
    check("[Wang|source] [said|cue] [the vote was “a disgrace to the town”|content].");
}

#[test]
fn according_to() {
    check("[The vote was lost|content], [according to|cue] [Maya Wang|source].");
    check("[According to|cue] [Maya Wang|source], [the vote was lost|content].");
    check(
        "[The aim is|content], [according to|cue] [Maya Wang of the West Institute|source], [to “win the next vote at any price”|content].",
    );
}

#[test]
fn headlines_and_signatures() {
    check("[Mayor|source] [Calls for|cue] [Reform of Saltmere Harbour|content]\n\nThe council meets in May.");
    check("[“Nets mend themselves when nobody looks.”|content] [—|cue] [Ana Lima|source]");
    check(
        "[“Nets mend themselves. Nobody looks.”|content] [―|cue] [Ana Lima|source]\n[“Boats don’t.”|content 2] [—|cue 2] [Pu Lin|source 2]",
    );
    check("[“Nets mend themselves when nobody looks.”|content]\n\n[—|cue] [Ana Lima|source]");
}

#[test]
fn turns_of_a_transcript() {
    check("[LIMA|source][:|cue] [Let us begin with the nets|content].");
    check("[MR. LIMA|source][:|cue] [“Let us begin.”|content]");
}

#[test]
fn a_quotation_is_not_given_to_a_cue_beyond_other_sentences() {
    check(
        "[Lima|source] [called|cue] [the plan “brave, if late”|content]. Rain had emptied the market. “We read it in the paper \
         like everybody else.”",
    );
}

#[test]
fn speech_that_nothing_gives_to_anybody_is_kept_apart() {
    let text = "“You came by boat, then?”\n\n“I did, sir. The road was under water.”\n\nRain fell on the nets.";
    let annotation = annotate::annotate(&text::read(text, Format::Plain));
    assert!(annotation.attributions.is_empty(), "{:?}", annotation.attributions);
    let said = annotation.unsourced.iter().flat_map(|speech| &speech.content).map(|part| &text[part.start..part.end]);
    assert_eq!(said.collect::<Vec<_>>(), ["“You came by boat, then?”", "“I did, sir. The road was under water.”"]);
    assert!(annotation.unsourced.iter().all(|speech| speech.kind == annotate::Kind::Direct));
}

#[test]
fn documents_are_sources() {
    check("[The report|source] [shows|cue] [that landings fell by a fifth|content].");
}

#[test]
fn what_is_no_attribution() {
    check("The film “The Long Tide” opens in May.");
    check("The boats returned to the harbour on Monday.");
    check("In the United States the season begins in June.");
}

#[test]
fn a_turn_of_a_conversation_is_not_the_last_speakers() {
    check(
        "[“You came,”|content] [said|cue] [Ana Lima|source].\n\n“I did.”\n\n“By boat?”\n\n“By boat. The road was under water.”\n\n\
         [“Sit down,”|content 2] [she|source 2] [said|cue 2].",
    );
}

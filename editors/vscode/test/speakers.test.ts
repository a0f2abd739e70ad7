import assert from "node:assert/strict";
import { test } from "node:test";
import * as speakers from "../src/speakers";
import type { Quote, Range, Speaker } from "../src/speakers";

const range = (line: number, start: number, end: number, last = line): Range => ({
  start: { line, character: start },
  end: { line: last, character: end },
});

const quote = (text: string, where: Range, cue = "said"): Quote => ({ text, range: where, kind: "direct", cue });

const marsh: Speaker = {
  name: "Ada Marsh",
  heading: "Ada Marsh (the mayor)",
  roles: ["the mayor", "a sailor"],
  words: 1,
  mentions: [range(0, 12, 21), range(2, 0, 3)],
  quotes: [quote("“No,”", range(0, 0, 5))],
};
const okoro: Speaker = {
  name: "Tom Okoro",
  heading: "Tom Okoro",
  roles: [],
  words: 5,
  mentions: [range(4, 30, 39)],
  quotes: [quote("“Yes, of course,”", range(4, 0, 17), "added"), quote("that it rained", range(5, 9, 23))],
};
const nobody: Speaker = {
  name: null,
  heading: "no speaker found",
  roles: [],
  words: 2,
  mentions: [],
  quotes: [1, 2, 3].map((line) => quote("“Why?”", range(6 + line, 0, 6), "")),
};
const all = [marsh, okoro, nobody];

test("speakers keep the order of the text, or those come first who say more; nobody comes last", () => {
  const names = (order: speakers.Order) => speakers.ordered([nobody, marsh, okoro], order).map(speakers.title);
  assert.deepEqual(names("text"), ["Ada Marsh", "Tom Okoro", "no speaker found"]);
  assert.deepEqual(names("count"), ["Tom Okoro", "Ada Marsh", "no speaker found"]);
});

test("who a speaker is, and how much they say", () => {
  assert.equal(speakers.description(marsh, all, 1), "the mayor · 1 quote · 13 % · 1 finding");
  assert.equal(speakers.description(okoro, all, 0), "2 quotes · 63 %");
  assert.equal(speakers.share({ ...marsh, words: 0 }, []), 0);
});

test("the whole text in a few words", () => {
  assert.equal(speakers.summary(all, 2), "2 speakers · 6 quotes · 2 findings");
  assert.equal(speakers.summary([], 0), "0 speakers · 0 quotes · 0 findings");
});

test("findings are about those whose words or mentions they touch", () => {
  const findings = [range(0, 2, 4), range(2, 0, 3), range(2, 3, 6), range(4, 39, 45)];
  assert.equal(speakers.findingsAbout(marsh, findings), 2);
  assert.equal(speakers.findingsAbout(okoro, findings), 0);
});

test("at a place is who is mentioned or speaks there, in the smallest range", () => {
  const outer: Speaker = { ...nobody, name: "Bo", quotes: [quote("…", range(0, 0, 50, 4))], mentions: [] };
  const at = (line: number, character: number) => speakers.speakerAt([outer, ...all], { line, character });
  assert.equal(at(0, 21)?.speaker, marsh, "the end of a mention");
  assert.equal(at(0, 21)?.quote, undefined);
  assert.equal(at(0, 5)?.quote, marsh.quotes[0]);
  assert.equal(at(3, 0)?.speaker, outer);
  assert.equal(at(6, 0), undefined);
});

test("a speaker is renamed where the name stands, not where a pronoun does", () => {
  const texts = new Map([
    [marsh.mentions[0], "she"],
    [marsh.mentions[1], "Ms. Marsh"],
  ]);
  const textOf = (where: Range) => texts.get(where) ?? "";
  assert.equal(speakers.nameMention(marsh, textOf), marsh.mentions[1]);
  assert.equal(speakers.nameMention(okoro, textOf), undefined);
  assert.equal(speakers.nameMention(nobody, () => "anything"), undefined);
});

test("quotes fit a list, whole letters at a time", () => {
  assert.equal(speakers.label(quote("🚢🚢🚢🚢", range(0, 0, 8)), 3), "🚢🚢…");
  assert.equal(speakers.label(quote("🚢🚢🚢", range(0, 0, 6)), 3), "🚢🚢🚢");
  assert.equal(speakers.label(quote("", range(0, 0, 0))), "…");
  assert.equal(speakers.placeOf(okoro.quotes[0] as Quote), "line 5 · added");
  assert.equal(speakers.placeOf(nobody.quotes[0] as Quote), "line 8");
});

test("a speaker's quotes as Markdown and for the clipboard", () => {
  const expected = "## Tom Okoro\n\n- “Yes, of course,” (direct, line 5)\n- that it rained (direct, line 6)\n";
  assert.equal(speakers.markdown(okoro), expected);
  assert.equal(speakers.plain(okoro), "“Yes, of course,”\nthat it rained");
});

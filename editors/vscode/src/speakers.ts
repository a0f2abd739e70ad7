// What the server tells of who speaks in a text, and what the editor makes of it in words. Knows nothing of VS Code.

/** A place in a text, as the protocol has it. */
export interface Position {
  line: number;
  character: number;
}

export interface Range {
  start: Position;
  end: Position;
}

/** Something that is said. */
export interface Quote {
  text: string;
  range: Range;
  kind: "direct" | "indirect" | "mixed";
  cue: string;
}

/** Somebody who says something; those who are nobody for sure have no name. */
export interface Speaker {
  name: string | null;
  heading: string;
  roles: string[];
  words: number;
  mentions: Range[];
  quotes: Quote[];
}

/** In which order speakers are listed: as they first speak, or by how much they say. */
export type Order = "text" | "count";

/** The speakers in an order; who is nobody for sure comes last in any. */
export function ordered(speakers: readonly Speaker[], order: Order): Speaker[] {
  const rank = (speaker: Speaker) => (speaker.name === null ? 1 : 0);
  const size = (speaker: Speaker) => (order === "count" ? speaker.quotes.length : 0);
  return [...speakers].sort((one, other) => rank(one) - rank(other) || size(other) - size(one));
}

/** What a speaker is called in a list. */
export function title(speaker: Speaker): string {
  return speaker.name ?? speaker.heading;
}

/** How much of all that is said a speaker says, in per cent of the words. */
export function share(speaker: Speaker, speakers: readonly Speaker[]): number {
  const words = speakers.reduce((sum, each) => sum + each.words, 0);
  return words === 0 ? 0 : Math.round((100 * speaker.words) / words);
}

/** Who a speaker is and how much they say: "the mayor · 2 quotes · 40 % · 1 finding". */
export function description(speaker: Speaker, speakers: readonly Speaker[], findings: number): string {
  return [
    ...speaker.roles.slice(0, 1),
    counted(speaker.quotes.length, "quote"),
    `${share(speaker, speakers)} %`,
    ...(findings > 0 ? [counted(findings, "finding")] : []),
  ].join(" · ");
}

/** The whole text in a few words: "2 speakers · 5 quotes · 1 finding". */
export function summary(speakers: readonly Speaker[], findings: number): string {
  const named = speakers.filter(({ name }) => name !== null).length;
  const quotes = speakers.reduce((sum, { quotes }) => sum + quotes.length, 0);
  return [counted(named, "speaker"), counted(quotes, "quote"), counted(findings, "finding")].join(" · ");
}

/** A quotation's place and cue: "line 3 · said". */
export function placeOf(quote: Quote): string {
  return [`line ${quote.range.start.line + 1}`, ...(quote.cue === "" ? [] : [quote.cue])].join(" · ");
}

/** A quotation on one line that fits a list. */
export function label(quote: Quote, length = 120): string {
  const letters = [...(quote.text === "" ? "…" : quote.text)];
  return letters.length <= length ? letters.join("") : `${letters.slice(0, length - 1).join("")}…`;
}

/** How many of the findings are about a speaker: they touch what is said or where the speaker is mentioned. */
export function findingsAbout(speaker: Speaker, findings: readonly Range[]): number {
  const places = [...speaker.mentions, ...speaker.quotes.map(({ range }) => range)];
  return findings.filter((finding) => places.some((place) => overlaps(place, finding))).length;
}

/** Who is mentioned or speaks at a place, and which of their quotations stands there: the one in the smallest range. */
export function speakerAt(
  speakers: readonly Speaker[],
  position: Position,
): { speaker: Speaker; quote: Quote | undefined } | undefined {
  const found = speakers
    .flatMap((speaker) => [
      ...speaker.mentions.map((range) => ({ speaker, quote: undefined, range })),
      ...speaker.quotes.map((quote) => ({ speaker, quote, range: quote.range })),
    ])
    .filter(({ range }) => !isBefore(position, range.start) && !isBefore(range.end, position));
  return found.sort((one, other) => compareSizes(one.range, other.range))[0];
}

/** The mention to rename a speaker at: one that holds the name, or else the last word of it. */
export function nameMention(speaker: Speaker, textOf: (range: Range) => string): Range | undefined {
  const { name } = speaker;
  if (name === null) {
    return undefined;
  }
  const words = [name, ...(name.split(/\s+/).slice(-1) ?? [])];
  for (const word of words) {
    const mention = speaker.mentions.find((range) => textOf(range).includes(word));
    if (mention !== undefined) {
      return mention;
    }
  }
  return undefined;
}

/** A speaker's quotations as Markdown, as the server writes those of all. */
export function markdown(speaker: Speaker): string {
  const lines = speaker.quotes.map((quote) => `- ${quote.text || "…"} (${quote.kind}, line ${quote.range.start.line + 1})`);
  return `## ${speaker.heading}\n\n${lines.join("\n")}\n`;
}

/** A speaker's quotations for the clipboard: one a line. */
export function plain(speaker: Speaker): string {
  return speaker.quotes.map(({ text }) => text).join("\n");
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

function overlaps(one: Range, other: Range): boolean {
  return isBefore(one.start, other.end) && isBefore(other.start, one.end);
}

function compareSizes(one: Range, other: Range): number {
  const lines = (range: Range) => range.end.line - range.start.line;
  const characters = (range: Range) => range.end.character - range.start.character;
  return lines(one) - lines(other) || characters(one) - characters(other);
}

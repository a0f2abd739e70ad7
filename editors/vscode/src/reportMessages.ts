// What the report's page and the extension say to each other, and what the server tells of a report.

import type { Range } from "./speakers";

/** A report as the server makes it. */
export interface Report {
  html: string;
  /** What of the page stands for something in the text: ids, and where that is. */
  places: Record<string, Range>;
}

/** From the page. */
export type FromPage =
  /** It can show something now. */
  | { type: "ready" }
  /** A link was followed to what stands in the text. */
  | { type: "follow"; id: string };

/** To the page. */
export type ToPage =
  /** Show this report; links to what has one of these ids lead into the text. */
  | { type: "report"; html: string; ids: string[] }
  /** Say this, as there is no report. */
  | { type: "none"; why: string };

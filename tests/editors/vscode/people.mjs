// Who speaks in a text: counts, the view, lists of quotes.

import assert from "node:assert/strict";
import { PATIENCE, test } from "./session.mjs";

test("the status bar counts, and leads to the view of who speaks", async ({ page, open, row, status, shoot }) => {
  await open("article.md");
  const counts = /2 speakers · 3 quotes · 1 finding/;
  await status(counts);
  await page.locator(".statusbar-item", { hasText: counts }).locator("a").click();
  const marsh = row(/Ada Marsh.*the mayor of Saltby · 2 quotes · \d+ %/);
  await marsh.waitFor({ timeout: PATIENCE });
  await shoot("sources");
  await marsh.click();
  await row(/The silt came back.*line 3 · said/).click();
  await status(/Ln 3, Col \d+ \(\d+ selected\)/);
  await row(/We dredged/).waitFor({ timeout: PATIENCE });
  await shoot("sources-quotes");
});

test("the view follows the cursor, and says so of a text in which nobody speaks", async (window) => {
  const { page, open, command, row } = window;
  await open("article.md");
  await command("sayso: Focus on Sources View");
  await row(/Ada Marsh/).waitFor({ timeout: PATIENCE });
  await page.locator(".view-line", { hasText: "We dredged" }).click({ position: { x: 30, y: 8 } });
  await page.locator(".pane-body .monaco-list-row.selected", { hasText: "We dredged" }).waitFor({ timeout: PATIENCE });
  await open("clean.txt");
  await command("sayso: Focus on Sources View");
  await page.getByText("Nobody says anything in this text.").waitFor({ timeout: PATIENCE });
});

test("a quote is chosen from a speaker's, and gone to", async ({ open, squiggle, command, choose, status, shoot }) => {
  await open("article.md");
  await squiggle();
  await command("sayso: Show a Speaker's Quotes");
  await choose("Marsh", /Ada Marsh.*the mayor of Saltby/);
  await shoot("quotes");
  await choose("silt", /The silt came back.*line 3/);
  await status(/Ln 3, Col \d+ \(\d+ selected\)/);
});

test("quotes are exported to a new document, which is not read like an article", async (window) => {
  const { page, open, squiggle, drawn, command, choose, shoot } = window;
  await open("article.md");
  await squiggle();
  await command("sayso: Export Quotes…");
  await choose("Mark", /Markdown/);
  await page.locator(".tab.active", { hasText: /Untitled|# article/ }).waitFor({ timeout: PATIENCE });
  await drawn(/## Ada Marsh.*the mayor of Saltby/);
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator("[class*=squiggly-]").count(), 0, "no findings in it");
  await shoot("exported");
});

// What is shown in the text and beside it: hints, hovers, the outline; and which texts are read.

import assert from "node:assert/strict";
import { PATIENCE, test } from "./session.mjs";

test("the speaker is named in the text", async ({ open, drawn }) => {
  await open("article.md");
  await drawn(/came back,” she\W*Ada Marsh\W*said/);
});

test("hover says who a speaker is, and whose a quote", async ({ open, drawn, hover, shoot }) => {
  await open("article.md");
  await drawn(/she\W*Ada Marsh/);
  await hover("Ada Marsh", /Ada Marsh.*the mayor of Saltby/s);
  await shoot("speaker");
  await hover("silt came", /Ada Marsh/);
  await shoot("quote");
});

test("quotes are in the outline, with their speakers", async ({ page, open, squiggle, shoot }) => {
  await open("article.md");
  await squiggle();
  const outline = page.locator('.pane-header[aria-label*="Outline"]');
  if ((await outline.getAttribute("aria-expanded")) === "false") {
    await outline.click();
  }
  for (const words of ["We dredged", "The silt"]) {
    const quote = page.locator(".outline-tree .monaco-list-row", { hasText: words });
    await quote.waitFor({ timeout: PATIENCE });
    assert.match(await quote.innerText(), /Ada Marsh/, words);
  }
  await shoot("outline");
});

test("plain text is read too", async ({ open, squiggle }) => {
  await open("note.txt");
  await squiggle();
});

test("a text that was never saved is read too", async ({ page, open, squiggle, shoot }) => {
  await open("clean.txt");
  // Beside the tabs: a new one.
  await page.locator(".tabs-container").dblclick({ position: { x: 600, y: 15 } });
  await page.locator(".tab.active", { hasText: "Untitled" }).waitFor({ timeout: PATIENCE });
  await page.keyboard.type("Experts say the pier will close.");
  await squiggle();
  await shoot("untitled");
});

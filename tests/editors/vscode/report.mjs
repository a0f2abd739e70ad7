// The report: the page beside the text, what it looks like in each theme, and where its links lead.

import assert from "node:assert/strict";
import { PATIENCE, test } from "./session.mjs";
import { violations } from "./accessibility.mjs";

test("the report stands beside the text, and its links lead into that", async (window) => {
  const { page, open, squiggle, command, report, status, shoot } = window;
  await open("article.md");
  await squiggle();
  await command("sayso: Show Report");
  const frame = await report();
  assert.equal(await frame.textContent("h1"), "Saltby dredges its harbour");
  assert.match(await frame.textContent(".figures"), /2 speakers say 3 things in \d+ words/);
  await shoot("report");

  await frame.click("#a1-f1 a");
  await status(/Ln 5, Col 8 \(7 selected\)/);
  await frame.focus(".ribbon a[aria-label*='Ada Marsh']");
  await page.keyboard.press("Enter");
  await status(/Ln 3, Col \d+ \(\d+ selected\)/);
  // A link of the page's text leads to what the page knows of it.
  await frame.click(".prose a.badge");
  await frame.waitForSelector("tr.target:focus", { timeout: PATIENCE });
  assert.match(await frame.textContent("tr.target"), /Ada Marsh/);
});

test("the report follows the text, and the reader stays where they are", async (window) => {
  const { page, open, squiggle, command, report, click } = window;
  await open("article.md");
  await squiggle();
  await command("sayso: Show Report");
  const frame = await report();
  await frame.evaluate(() => scrollTo(0, 300));
  await click("Experts");
  await page.keyboard.press("Home");
  for (const _ of "Experts say ") {
    await page.keyboard.press("Delete");
  }
  await frame.waitForFunction(() => document.querySelector("#a1-f1") === null, null, { timeout: PATIENCE });
  assert.match(await frame.textContent(".figures"), /1 speaker says 2 things/);
  assert.equal(await frame.evaluate(() => scrollY), 300);
  // Hidden behind another tab it forgets all, and comes back.
  await page.locator(".tab", { hasText: "Report: article.md" }).click();
  await command("File: New Untitled Text File");
  await page.locator(".tab.active", { hasText: "Untitled" }).waitFor({ timeout: PATIENCE });
  await page.locator(".tab", { hasText: "Report: article.md" }).click();
  assert.equal(await (await report()).textContent("h1"), "Saltby dredges its harbour");
});

test("the report follows the theme, and everybody can read it", async (window) => {
  const { page, open, squiggle, command, report, writeSettings, shoot } = window;
  const themes = ["Default Dark Modern", "Default Light Modern", "Default High Contrast", "Default High Contrast Light"];
  const papers = [];
  for (const theme of themes) {
    writeSettings({}, { "workbench.colorTheme": theme });
    await open("article.md");
    await squiggle();
    await command("sayso: Show Report");
    const frame = await report();
    await page.waitForTimeout(500);
    await shoot(`report-${theme.toLowerCase().replaceAll(" ", "-")}`);
    papers.push(await frame.evaluate(() => getComputedStyle(document.body).backgroundColor));
    assert.deepEqual(await violations(frame), [], theme);
  }
  assert.deepEqual(papers, ["rgb(21, 24, 28)", "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
});

test("a report needs a text", async ({ page, open, command, notification }) => {
  await open("clean.txt");
  await command("View: Close All Editors");
  await page.locator(".tab").first().waitFor({ state: "detached", timeout: PATIENCE });
  await command("sayso: Show Report");
  await notification(/open a text first/, []);
});

// What is wrong in a text: marked, told, mended.

import { PATIENCE, test } from "./session.mjs";

test("a vague source is marked, and no more once it is mended", async (window) => {
  const { page, open, squiggle, noSquiggle, hover, status, shoot } = window;
  await open("article.md");
  await squiggle();
  await hover("Experts", /sayso\(vague-source\)/);
  await shoot("finding");
  await page.keyboard.press("Control+Shift+M");
  const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "vague-source" }).first();
  await problem.waitFor({ timeout: PATIENCE });
  await shoot("problems");

  await problem.dblclick();
  await status(/Ln 5,/);
  await page.locator(".editor-instance .monaco-editor.focused").waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Home");
  for (const _ of "Experts say ") {
    await page.keyboard.press("Delete");
  }
  await noSquiggle();
});

test("a quick fix mends a finding", async ({ open, session, squiggle, noSquiggle, drawn, fix, shoot }) => {
  session.write("fix.md", "“The pier is safe,” admitted Ada Marsh, the mayor of Saltby.\n");
  await open("fix.md");
  await squiggle();
  await fix("admitted", "said", () => shoot("fix"));
  await drawn(/^“The pier is safe,” said Ada Marsh, the mayor of Saltby\.$/);
  await noSquiggle();
});

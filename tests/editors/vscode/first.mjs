// The first minutes: the walkthrough, and the entry that says what runs.

import assert from "node:assert/strict";
import { PATIENCE, test } from "./session.mjs";

test("the walkthrough has a sample article to look at", async (window) => {
  const { page, open, squiggle, drawn, command, choose, shoot } = window;
  await open("clean.txt");
  await command("Welcome: Open Walkthrough...");
  await choose("Who Says", /Who Says What\?/);
  const steps = page.locator(".getting-started-step");
  await steps.first().waitFor({ timeout: PATIENCE });
  assert.ok((await steps.count()) > 3);
  await page.locator(".getting-started-step img, .getting-started-media img").first().waitFor({ timeout: PATIENCE });
  await shoot("walkthrough");
  await page.getByRole("button", { name: "Open the Sample" }).click();
  await page.locator(".tab.active", { hasText: "The night ferry.md" }).waitFor({ timeout: PATIENCE });
  await squiggle();
  await drawn(/on the quay,” she\W*Ingrid Solheim\W*said/);
  await shoot("sample");
});

test("the language status tells which server runs", async ({ page, open, squiggle, shoot }) => {
  await open("article.md");
  await squiggle();
  await page.locator('[id="status.languageStatus"]').hover();
  const entry = page.locator(".hover-language-status", { hasText: /sayso \d+\.\d+\.\d+/ });
  await entry.waitFor({ timeout: PATIENCE });
  // No sayso is on the PATH: this is the one that the package carries.
  assert.match(await entry.innerText(), /the program that came with the extension/);
  await shoot("language-status");
});

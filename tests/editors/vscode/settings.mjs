// Settings: where they come from, and that they take effect.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { PATIENCE, test } from "./session.mjs";

test("settings are read again when that is asked for", async ({ open, squiggle, noSquiggle, command, folder }) => {
  await open("article.md");
  await squiggle();
  fs.writeFileSync(path.join(folder, "sayso.toml"), "[rules]\nvague-source = 'off'\n");
  await command("sayso: Check Again");
  await noSquiggle();
  fs.rmSync(path.join(folder, "sayso.toml"));
});

test("who says what has colours, unless the setting says otherwise", async (window) => {
  const { page, open, squiggle, writeSettings, shoot } = window;
  const colors = (words) =>
    page.evaluate((words) => {
      const spans = [...document.querySelectorAll(".view-line span span")];
      const found = spans.filter((span) => span.textContent.replaceAll("\u00a0", " ").includes(words));
      return found.map((span) => getComputedStyle(span).color);
    }, words);
  await open("note.txt");
  await squiggle();
  const differ = async () => JSON.stringify(await colors("Experts")) !== JSON.stringify(await colors("channel"));
  for (const end = Date.now() + PATIENCE; !(await differ()); ) {
    assert.ok(Date.now() < end, "the source has a colour of its own");
    await page.waitForTimeout(100);
  }
  await shoot("colours");
  writeSettings({ "sayso.colors": false });
  for (const end = Date.now() + PATIENCE; await differ(); ) {
    assert.ok(Date.now() < end, "all has one colour");
    await page.waitForTimeout(100);
  }
});

test("a wrong path in the settings is quoted", async (window) => {
  const { page, open, notification, until, writeSettings, shoot, servers } = window;
  writeSettings({ "sayso.path": "/no/such/sayso" });
  await open("article.md");
  await notification(/found no program at “\/no\/such\/sayso”/, ["Open settings", "Try again"]);
  await shoot("missing");
  await page.locator(".notification-toast").getByText("Open settings").click();
  const field = page.locator('.settings-editor [data-key="sayso.path"] input').first();
  await field.waitFor({ timeout: PATIENCE });
  assert.equal(await field.inputValue(), "/no/such/sayso", "the setting is at hand");
  await shoot("setting");
  await field.fill("");
  await page.keyboard.press("Tab");
  await until("a server runs once the setting is mended", () => servers().length === 1);
});

test("the trace is switched on by its setting alone", async (window) => {
  const { page, open, squiggle, command, writeSettings, shoot, modules } = window;
  if (!fs.existsSync(path.join(modules, "node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/build"))) {
    return "skipped, as this VS Code can't write logs: its module @vscode/spdlog was not built";
  }
  writeSettings({ "sayso.trace.server": "messages" });
  await open("article.md");
  await squiggle();
  await command("sayso: Show log");
  await page
    .locator(".output-view .view-line", { hasText: "textDocument/documentSymbol" })
    .first()
    .waitFor({ timeout: PATIENCE });
  await shoot("log");
});

test("a setting takes effect at once", async ({ open, squiggle, noSquiggle, writeSettings }) => {
  await open("article.md");
  await squiggle();
  writeSettings({ "sayso.rules": { "vague-source": "off" } });
  await noSquiggle();
  writeSettings({ "sayso.profile": "news", "sayso.sources": "" });
  await squiggle();
  writeSettings({ "sayso.profile": "fiction" });
  await noSquiggle();
});

test("settings have a form of their own", async ({ page, open, command, shoot }) => {
  await open("article.md");
  await command("Preferences: Open Settings (UI)");
  await page.locator(".settings-editor .search-container").waitFor({ timeout: PATIENCE });
  await page.keyboard.type("@ext:sayso.sayso");
  await page.locator(".settings-editor", { hasText: "What kind of text it is" }).waitFor({ timeout: PATIENCE });
  await shoot("settings");
});

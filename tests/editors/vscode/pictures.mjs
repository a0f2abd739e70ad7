// Takes the pictures of the documentation and the walkthrough: the sample article, and what sayso shows of it.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { moving, small } from "./png.mjs";
import { PATIENCE, test } from "./session.mjs";

const SAMPLE = path.join(import.meta.dirname, "../../../editors/vscode/media/sample.md");
const NAME = "The night ferry.md";
const LOOK = { viewport: { width: 900, height: 560 }, deviceScaleFactor: 1.25 };
/** What would only distract. */
const QUIET = {
  "workbench.colorTheme": "Default Light Modern",
  "editor.minimap.enabled": false,
  "breadcrumbs.enabled": false,
  "window.commandCenter": false,
  "workbench.layoutControl.enabled": false,
  "workbench.navigationControl.enabled": false,
  "chat.commandCenter.enabled": false,
  "editor.wordWrap": "on",
  "editor.fontSize": 15,
  "editor.lineHeight": 24,
  "editor.renderLineHighlight": "none",
  "editor.occurrencesHighlight": "off",
  "editor.cursorBlinking": "solid",
};

/** Takes a picture when all stands still. */
function picture(name, body, look = LOOK) {
  test(`picture: ${name}`, async (window) => {
    const { page, session, open, squiggle, drawn, writeSettings, pictures } = window;
    session.write(NAME, fs.readFileSync(SAMPLE, "utf8"));
    writeSettings({}, QUIET);
    await open(NAME);
    await squiggle();
    await drawn(/on the quay,” she\W*Ingrid Solheim\W*said/);
    await page.keyboard.press("Control+B");
    await body(window);
    await page.waitForTimeout(1_000);
    fs.mkdirSync(pictures, { recursive: true });
    fs.writeFileSync(path.join(pictures, `vscode-${name}.png`), small(await page.screenshot()));
  }, look);
}

picture("hints", async ({ page }) => {
  await page.mouse.move(450, 520);
});

picture("hover", async ({ hover }) => {
  await hover("Ingrid Solheim", /Ingrid Solheim/);
});

picture("fix", async ({ page, click }) => {
  await click("admitted");
  await page.locator(".editor-instance .monaco-editor.focused").waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Control+.");
  await page.locator(".action-widget .monaco-list-row.action").first().waitFor({ timeout: PATIENCE });
});

picture("sources", async ({ page, command, row, click }) => {
  await command("sayso: Focus on Sources View");
  await row(/Ingrid Solheim/).waitFor({ timeout: PATIENCE });
  await row(/Ingrid Solheim/).click();
  // The view is given more room.
  const { x, width } = await page.locator(".part.sidebar").boundingBox();
  await page.mouse.move(x + width, 300);
  await page.mouse.down();
  await page.mouse.move(x + width + 130, 300, { steps: 5 });
  await page.mouse.up();
  await click("new ferry");
});

picture(
  "report",
  async ({ page, command, report }) => {
    await command("sayso: Show Report");
    await report();
    await page.mouse.move(400, 640);
  },
  { viewport: { width: 1280, height: 720 } },
);

picture("settings", async ({ page, command }) => {
  await command("Preferences: Open Settings (UI)");
  await page.locator(".settings-editor .search-container").waitFor({ timeout: PATIENCE });
  await page.keyboard.type("@ext:sayso.sayso");
  await page.locator(".settings-editor", { hasText: "What kind of text it is" }).waitFor({ timeout: PATIENCE });
});

test("picture: writing, which moves", async (window) => {
  const { page, session, open, squiggle, drawn, click, fix, writeSettings, pictures } = window;
  const written = " “Nobody will be left standing on the quay,” she said.";
  const sample = fs.readFileSync(SAMPLE, "utf8");
  assert.ok(sample.includes(written), "the sample article has what is written");
  session.write(NAME, sample.replace(written, ""));
  writeSettings({}, QUIET);
  await open(NAME);
  await squiggle();
  await page.keyboard.press("Control+B");
  await click("Tuesday");
  await page.keyboard.press("End");
  await page.mouse.move(450, 520);
  await page.waitForTimeout(1_000);

  const frames = [];
  const show = async (milliseconds) => frames.push({ png: await page.screenshot(), milliseconds });
  await show(1_200);
  for (const letters of written.match(/.{1,2}/gsu)) {
    await page.keyboard.type(letters);
    await show(80);
  }
  await drawn(/Ingrid Solheim\W*said\./);
  await show(2_200);
  await click("admitted");
  await show(700);
  await fix("admitted", "said", () => show(1_500));
  await drawn(/Ingrid Solheim\W*said the price/);
  await page.waitForTimeout(2_000);
  await show(2_500);
  fs.writeFileSync(path.join(pictures, "vscode-writing.png"), moving(frames));
}, { ...LOOK, viewport: { width: 900, height: 520 } });

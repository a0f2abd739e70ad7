// Opens an article in VS Code with the packaged extension as a user has it, and looks at what is on the screen. run.sh
// starts it; --shots names a folder for screenshots.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";

const text = { type: "string" };
const { modules, chromium, vsix, shots } = parseArgs({
  options: { modules: text, chromium: text, vsix: text, shots: text },
}).values;
const { chromium: browserType } = await import(
  pathToFileURL(path.join(modules, "node_modules/playwright-core/index.mjs"))
);

/** Longer than a slow machine takes to start VS Code; a step that can be done takes a fraction of it. */
const PATIENCE = 60_000;
const HERE = import.meta.dirname;

const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "sayso-vscode-")));
const folder = path.join(scratch, "articles");
const data = path.join(scratch, "data");
const code = path.join(modules, "node_modules/code-server/lib/vscode/out/server-main.js");
const place = ["--server-data-dir", data, "--extensions-dir", path.join(scratch, "extensions")];

fs.mkdirSync(folder);
fs.copyFileSync(path.join(HERE, "article.md"), path.join(folder, "article.md"));
fs.writeFileSync(path.join(folder, "note.txt"), "Experts say the channel will close within a year.\n");
fs.writeFileSync(path.join(folder, "clean.txt"), "The channel is open.\n");
writeSettings({});
execFileSync(process.execPath, [code, "--install-extension", vsix, "--accept-server-license-terms", ...place]);

const port = await freePort();
const server = spawn(
  process.execPath,
  [
    code,
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--without-connection-token",
    "--accept-server-license-terms",
    "--telemetry-level",
    "off",
    ...place,
  ],
  { stdio: ["ignore", "pipe", "ignore"] },
);
await new Promise((listening) => server.stdout.on("data", (chunk) => /listening/i.test(String(chunk)) && listening()));
const browser = await browserType.launch({
  executablePath: chromium,
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

const tests = [];
let page;

test("a vague source is marked, and no more once it is mended", async () => {
  await open("article.md");
  await squiggle();
  await hover("Experts", /sayso\(vague-source\)/);
  await shoot("finding");
  await page.keyboard.press("Control+Shift+M");
  await page.locator(".markers-panel .monaco-list-row", { hasText: "vague-source" }).first().waitFor({ timeout: PATIENCE });
  await shoot("problems");

  await page.locator(".view-line", { hasText: "Experts" }).click();
  await page.locator(".statusbar-item", { hasText: /Ln 5,/ }).waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Home");
  for (const _ of "Experts say ") {
    await page.keyboard.press("Delete");
  }
  await page.waitForFunction(() => document.querySelector("[class*=squiggly-]") === null, null, { timeout: PATIENCE });
});

test("the status bar counts, and leads to the view of who speaks", async () => {
  await open("article.md");
  const status = page.locator(".statusbar-item", { hasText: "2 speakers · 3 quotes · 1 finding" });
  await status.waitFor({ timeout: PATIENCE });
  await status.locator("a").click();
  const marsh = row(/Ada Marsh.*the mayor of Saltby · 2 quotes · \d+ %/);
  await marsh.waitFor({ timeout: PATIENCE });
  await shoot("sources");
  await marsh.click();
  await row(/The silt came back.*line 3 · said/).click();
  await page.locator(".statusbar-item", { hasText: /Ln 3, Col \d+ \(\d+ selected\)/ }).waitFor({ timeout: PATIENCE });
  await row(/We dredged/).waitFor({ timeout: PATIENCE });
  await shoot("sources-quotes");
});

test("the view follows the cursor, and says so of a text in which nobody speaks", async () => {
  await open("article.md");
  await command("sayso: Focus on Sources View");
  await row(/Ada Marsh/).waitFor({ timeout: PATIENCE });
  await page.locator(".view-line", { hasText: "We dredged" }).click({ position: { x: 30, y: 8 } });
  await page.locator(".pane-body .monaco-list-row.selected", { hasText: "We dredged" }).waitFor({ timeout: PATIENCE });
  await open("clean.txt");
  await command("sayso: Focus on Sources View");
  await page.getByText("Nobody says anything in this text.").waitFor({ timeout: PATIENCE });
});

test("a quote is chosen from a speaker's, and gone to", async () => {
  await open("article.md");
  await squiggle();
  await command("sayso: Show a Speaker's Quotes");
  await choose("Marsh", /Ada Marsh.*the mayor of Saltby/);
  await shoot("quotes");
  await choose("silt", /The silt came back.*line 3/);
  await page.locator(".statusbar-item", { hasText: /Ln 3, Col \d+ \(\d+ selected\)/ }).waitFor({ timeout: PATIENCE });
});

test("quotes are exported to a new document, which is not read like an article", async () => {
  await open("article.md");
  await squiggle();
  await command("sayso: Export Quotes");
  await choose("Mark", /Markdown/);
  await page.locator(".tab.active", { hasText: /Untitled|# article/ }).waitFor({ timeout: PATIENCE });
  await drawn(/## Ada Marsh.*the mayor of Saltby/);
  await page.waitForTimeout(1_500);
  assert.equal(await page.locator("[class*=squiggly-]").count(), 0, "no findings in it");
  await shoot("exported");
});

test("settings are read again when that is asked for", async () => {
  await open("article.md");
  await squiggle();
  fs.writeFileSync(path.join(folder, "sayso.toml"), "[rules]\nvague-source = 'off'\n");
  await command("sayso: Check Again");
  await page.waitForFunction(() => document.querySelector("[class*=squiggly-]") === null, null, { timeout: PATIENCE });
  fs.rmSync(path.join(folder, "sayso.toml"));
});

test("who says what has colours, unless the setting says otherwise", async () => {
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
  writeSettings({});
});

test("the speaker is named in the text", async () => {
  await open("article.md");
  await drawn(/came back,” she\W*Ada Marsh\W*said/);
});

test("hover says who a speaker is, and whose a quote", async () => {
  await open("article.md");
  await drawn(/she\W*Ada Marsh/);
  await hover("Ada Marsh", /Ada Marsh.*the mayor of Saltby/s);
  await shoot("speaker");
  await hover("silt came", /Ada Marsh/);
  await shoot("quote");
});

test("quotes are in the outline, with their speakers", async () => {
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

test("plain text is read too", async () => {
  await open("note.txt");
  await squiggle();
});

test("a text that was never saved is read too", async () => {
  await open("clean.txt");
  // Beside the tabs: a new one.
  await page.locator(".tabs-container").dblclick({ position: { x: 600, y: 15 } });
  await page.locator(".tab.active", { hasText: "Untitled" }).waitFor({ timeout: PATIENCE });
  await page.keyboard.type("Experts say the pier will close.");
  await squiggle();
  await shoot("untitled");
});

test("a server that is killed comes back", async () => {
  await open("article.md");
  await squiggle();
  const first = await anotherServer();
  process.kill(first, "SIGKILL");
  await anotherServer(first);
  await page.locator(".view-line", { hasText: "Saltby dredges" }).click();
  await page.keyboard.press("End");
  await page.keyboard.type(" and canal");
  await squiggle();
});

test("a server that keeps on ending is left off, and the user is told", async () => {
  await open("article.md");
  await squiggle();
  for (let count = 0, last; count < 4; count++) {
    last = await anotherServer(last);
    // Not before it answered: one that ends sooner could not be started at all.
    await page.waitForTimeout(1_000);
    process.kill(last, "SIGKILL");
  }
  await notification(/ended 4 times within 3 minutes.*/, ["Show log", "Try again"]);
  await shoot("crashed");
  await page.locator(".notification-toast").getByText("Try again").click();
  await squiggle();
});

test("a wrong path in the settings is quoted", async () => {
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
  writeSettings({});
});

test("the trace is switched on by its setting alone", async () => {
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
  writeSettings({});
});

let failed = 0;
for (const { name, body } of tests) {
  // VS Code saves by itself what a test types.
  fs.copyFileSync(path.join(HERE, "article.md"), path.join(folder, "article.md"));
  page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  try {
    const remark = await body();
    console.log(`ok   ${name}${remark === undefined ? "" : `: ${remark}`}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}: ${error.message}`);
    await shoot(`failed-${failed}`);
  }
  await page.context().close();
}
await browser.close();
server.kill();
await until("no server outlives the editor", () => servers().length === 0).catch((error) => {
  failed += 1;
  console.log(`FAIL ${error.message}`);
});
fs.rmSync(scratch, { recursive: true, force: true });
process.exit(failed === 0 ? 0 : 1);

function test(name, body) {
  tests.push({ name, body });
}

/** Shows a file of the folder in a new window. */
async function open(file) {
  const remote = (where) => `vscode-remote://127.0.0.1:${port}${where}`;
  const payload = JSON.stringify([["openFile", remote(path.join(folder, file))]]);
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}&payload=${encodeURIComponent(payload)}`);
  await page.locator(".editor-instance .view-lines").waitFor({ timeout: PATIENCE });
}

async function squiggle() {
  await page.locator("[class*=squiggly-]").first().waitFor({ timeout: PATIENCE, state: "attached" });
}

/** Waits for a line that reads so on the screen, hints included. */
async function drawn(pattern) {
  await page.waitForFunction(
    ({ source, flags }) => {
      const lines = [...document.querySelectorAll(".view-line")].map((line) =>
        line.textContent.replaceAll("\u00a0", " "),
      );
      return new RegExp(source, flags).test(lines.join(""));
    },
    { source: pattern.source, flags: pattern.flags },
    { timeout: PATIENCE },
  );
}

/** Rests the mouse on the words, once nothing is shown any more, and waits for what is shown then. */
async function hover(words, pattern) {
  await page.mouse.move(640, 780);
  await page.locator(".monaco-hover:not(.hidden) .hover-row").first().waitFor({ state: "hidden", timeout: PATIENCE });
  const { x, y } = await page.evaluate((words) => {
    const walker = document.createTreeWalker(document.querySelector(".view-lines"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = node.data.replaceAll("\u00a0", " ").indexOf(words);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(node, at + 1);
        range.setEnd(node, at + 3);
        return range.getBoundingClientRect();
      }
    }
    throw new Error(`“${words}” isn't on the screen`);
  }, words);
  await page.mouse.move(x, y + 6);
  await page.mouse.move(x + 2, y + 7);
  await page
    .locator(".monaco-hover:not(.hidden) .hover-row", { hasText: pattern })
    .first()
    .waitFor({ timeout: PATIENCE });
}

async function notification(pattern, buttons) {
  const toast = page.locator(".notification-toast", { hasText: pattern });
  await toast.waitFor({ timeout: PATIENCE });
  for (const button of buttons) {
    await toast.getByText(button, { exact: true }).waitFor({ timeout: PATIENCE });
  }
  // It slides in.
  await page.waitForTimeout(500);
}

/** Runs a command from the palette. */
async function command(name) {
  await page.keyboard.press("F1");
  await page.keyboard.type(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor({ timeout: PATIENCE });
  await page.keyboard.press("Enter");
}

/** Takes the entry of the list that is open that is left when some words are typed. */
async function choose(words, pattern) {
  const entries = page.locator(".quick-input-list .monaco-list-row", { hasText: pattern });
  await entries.first().waitFor({ timeout: PATIENCE });
  await page.keyboard.type(words);
  await page.waitForFunction(() => document.querySelectorAll(".quick-input-list .monaco-list-row").length === 1);
  await page.keyboard.press("Enter");
}

/** A row of the view of who speaks. */
function row(pattern) {
  return page.locator(".pane-body .monaco-list-row", { hasText: pattern }).first();
}

/** The running servers of this test: the process ids of the program that the extension carries. */
function servers() {
  return fs
    .readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(path.join(scratch, "extensions")) &&
          fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("\0lsp\0")
        );
      } catch {
        return false;
      }
    });
}

/** The one server that runs, once it isn't `last` any more. */
function anotherServer(last) {
  return until("one server runs, and a new one", () => {
    const [pid, ...others] = servers();
    return others.length === 0 && pid !== last ? pid : undefined;
  });
}

/** What `look` gives, as soon as it gives something. */
async function until(what, look) {
  for (const end = Date.now() + PATIENCE; ;) {
    const got = look();
    if (got !== undefined && got !== false) {
      return got;
    }
    assert.ok(Date.now() < end, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function writeSettings(settings) {
  const always = {
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": false,
    "editor.hover.delay": 100,
  };
  for (const [whose, what] of Object.entries({ User: always, Machine: settings })) {
    fs.mkdirSync(path.join(data, "data", whose), { recursive: true });
    fs.writeFileSync(path.join(data, "data", whose, "settings.json"), JSON.stringify(what));
  }
}

async function shoot(name) {
  if (shots !== undefined) {
    fs.mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Opens articles in VS Code with the packaged extension as a user has it, and looks at what is on the screen. run.sh starts it.
//
//   --only GROUP       some of the tests: the name of a file in vscode/; otherwise all but those of path and pictures
//   --on-path FOLDER   a folder on the PATH; on the rest of it no sayso is found
//   --shots FOLDER     for screenshots
//   --tries N          how often a test is tried before it has failed; once
//   --pictures FOLDER  for the documentation's pictures, with --only pictures

import * as path from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { PATIENCE, Session, tests } from "./vscode/session.mjs";
import { hands } from "./vscode/window.mjs";

const text = { type: "string" };
const options = { modules: text, chromium: text, vsix: text, only: text, "on-path": text, shots: text, pictures: text, tries: text };
const given = parseArgs({ options }).values;
const playwright = path.join(given.modules, "node_modules/playwright-core/index.mjs");
const { chromium } = await import(pathToFileURL(playwright));
const all = ["findings", "text", "formats", "people", "report", "first", "settings", "trust", "server"];
for (const group of given.only === undefined ? all : given.only.split(",")) {
  await import(`./vscode/${group}.mjs`);
}

const session = new Session({ modules: given.modules, vsix: given.vsix, onPath: given["on-path"] });
await session.start();
const browser = await chromium.launch({
  executablePath: given.chromium,
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

let failed = 0;
for (const test of tests) {
  let left = Number(given.tries ?? 1);
  do {
    left -= 1;
  } while (!(await passes(test, left > 0)) && left > 0);
}

/** Whether a test passes; one that fails counts unless it is tried again. */
async function passes({ name, body, look }, again) {
  session.fill();
  session.writeSettings({});
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const test = hands(session, page, given.shots);
  try {
    const remark = await body({ ...test, browser, pictures: given.pictures });
    console.log(`ok   ${name}${remark === undefined ? "" : `: ${remark}`}`);
    return true;
  } catch (error) {
    failed += again ? 0 : 1;
    console.log(`${again ? "once more" : "FAIL"} ${name}: ${error.stack}`);
    await test.shoot(`failed-${failed}`).catch(() => undefined);
    return false;
  } finally {
    await context.close();
  }
}
await browser.close();
await session.end().catch((error) => {
  failed += 1;
  console.log(`FAIL ${error.message}`);
});
process.exit(failed === 0 ? 0 : 1);

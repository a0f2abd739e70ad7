// A folder that isn't trusted: sayso works in it, but it can't choose the program.

import * as fs from "node:fs";
import * as path from "node:path";
import { PATIENCE, test } from "./session.mjs";

test("a folder that isn't trusted can't say which program runs", async (window) => {
  const { page, open, squiggle, folder, writeSettings, shoot } = window;
  fs.mkdirSync(path.join(folder, ".vscode"));
  fs.writeFileSync(path.join(folder, ".vscode/settings.json"), '{ "sayso.path": "/no/such/sayso" }');
  writeSettings(
    {},
    { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" },
  );
  try {
    await open("article.md");
    await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor({ timeout: PATIENCE });
    await squiggle();
    await shoot("restricted");
  } finally {
    fs.rmSync(path.join(folder, ".vscode"), { recursive: true });
  }
});

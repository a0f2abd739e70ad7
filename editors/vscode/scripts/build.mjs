// Bundles the extension into dist/, with the report's page, the walkthrough's pictures and the licences of what went into it;
// with --tests, the unit tests into out/.

import * as fs from "node:fs";
import * as path from "node:path";
import { build } from "esbuild";

process.chdir(path.dirname(import.meta.dirname));
const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

if (process.argv.includes("--tests")) {
  fs.rmSync("out", { recursive: true, force: true });
  const entryPoints = fs
    .readdirSync("test")
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => path.join("test", name));
  await build({ ...common, entryPoints, outdir: "out", sourcemap: "inline" });
} else {
  fs.rmSync("dist", { recursive: true, force: true });
  const entryPoints = ["src/extension.ts"];
  const { metafile } = await build({
    ...common,
    entryPoints,
    outdir: "dist",
    external: ["vscode"],
    minify: true,
    metafile: true,
  });
  fs.writeFileSync("dist/report.html", await reportPage());
  copyPictures();
  fs.writeFileSync("dist/THIRD-PARTY-LICENSES.txt", licences(Object.keys(metafile.inputs)));
}

/** The page that shows reports, with its style and its script inside: so it has nothing to load. */
async function reportPage() {
  const { outputFiles } = await build({
    ...common,
    entryPoints: ["webview/report.ts"],
    platform: "browser",
    format: "iife",
    target: "es2022",
    minify: true,
    write: false,
  });
  const inside = { style: fs.readFileSync("webview/report.css", "utf8"), script: outputFiles[0].text };
  const frame = fs.readFileSync("webview/report.html", "utf8");
  return frame.replace(/\{\{(style|script)\}\}/g, (_, name) => inside[name]);
}

/** Those pictures of the documentation that the walkthrough shows. */
function copyPictures() {
  const { walkthroughs } = JSON.parse(fs.readFileSync("package.json", "utf8")).contributes;
  const shown = walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => path.basename(media.image)));
  fs.mkdirSync("dist/pictures");
  for (const picture of shown) {
    fs.copyFileSync(path.join("../../docs/pictures", picture), path.join("dist/pictures", picture));
  }
}

/** The licence texts of the packages that the bundled files come from; a package without one stops the build. */
function licences(files) {
  const packages = new Set(
    files.map((file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean),
  );
  const texts = [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8"));
    const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) {
      throw new Error(`${folder} has no licence text`);
    }
    return `${name} ${version} (${license})\n\n${fs.readFileSync(path.join(folder, file), "utf8").trim()}\n`;
  });
  return `This extension contains these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

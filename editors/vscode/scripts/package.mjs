// Packages the extension into a .vsix beside package.json.
//
//   npm run package                            runs the sayso that the user has installed
//   npm run package -- --server PROGRAM        carries PROGRAM with it; the package is then for this kind of system alone
//   npm run package -- --server PROGRAM --target win32-x64
//                                              the same for another kind, which PROGRAM was built for
//
// What it wrote is the last line that it prints.

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

/** The kinds of systems that VS Code knows packages for and that a program runs on. */
const TARGETS = ["win32", "linux", "alpine", "darwin"].flatMap((system) => [`${system}-x64`, `${system}-arm64`]);

const text = { type: "string" };
const { server, target = server && `${process.platform}-${process.arch}` } = parseArgs({
  options: { server: text, target: text },
}).values;
if (target !== undefined && !TARGETS.includes(target)) {
  fail(`there are no packages for ${target}; there are for ${TARGETS.join(", ")}`);
}
if (target !== undefined && server === undefined) {
  fail(`a package for ${target} carries a program: say which by --server PROGRAM`);
}
// npm runs scripts in the package's folder; a relative path is meant from where the user is.
const program = server && path.resolve(process.env.INIT_CWD ?? ".", server);
const folder = path.dirname(import.meta.dirname);
process.chdir(folder);

fs.rmSync("server", { recursive: true, force: true });
if (program !== undefined) {
  fs.mkdirSync("server");
  const inside = path.join("server", target.startsWith("win32") ? "sayso.exe" : "sayso");
  fs.copyFileSync(program, inside);
  fs.chmodSync(inside, 0o755);
}
execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });

const { version } = JSON.parse(fs.readFileSync("package.json", "utf8"));
const packagePath = path.join(folder, `sayso-${target === undefined ? "" : `${target}-`}${version}.vsix`);
await createVSIX({
  cwd: folder,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  ...(target && { target }),
});
console.log(packagePath);

function fail(why) {
  console.error(`package: ${why}`);
  process.exit(2);
}

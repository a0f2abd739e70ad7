// Packages the extension into a .vsix beside package.json.
//
//   npm run package                            runs the sayso that the user has installed
//   npm run package -- --server PROGRAM        carries PROGRAM with it; the package is then for this system alone

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

const { server } = parseArgs({ options: { server: { type: "string" } } }).values;
// npm runs scripts in the package's folder; a relative path is meant from where the user is.
const program = server && path.resolve(process.env.INIT_CWD ?? ".", server);
const folder = path.dirname(import.meta.dirname);
process.chdir(folder);

fs.rmSync("server", { recursive: true, force: true });
if (program !== undefined) {
  fs.mkdirSync("server");
  fs.copyFileSync(program, path.join("server", process.platform === "win32" ? "sayso.exe" : "sayso"));
}
execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });

const target = program === undefined ? undefined : `${process.platform}-${process.arch}`;
const { version } = JSON.parse(fs.readFileSync("package.json", "utf8"));
const packagePath = path.join(folder, `sayso-${target === undefined ? "" : `${target}-`}${version}.vsix`);
await createVSIX({
  cwd: folder,
  packagePath,
  dependencies: false,
  allowMissingRepository: true,
  ...(target && { target }),
});

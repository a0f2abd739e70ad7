import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import manifest from "../package.json";

const source = fs
  .readdirSync("src")
  .map((name) => fs.readFileSync(`src/${name}`, "utf8"))
  .join("\n");

test("each command on offer is registered, and none besides", () => {
  const registered = [...source.matchAll(/registerCommand\("([^"]+)"/g)].map((match) => match[1]);
  assert.deepEqual(registered.sort(), manifest.contributes.commands.map(({ command }) => command).sort());
});

test("a folder that isn't trusted can't say which program runs", () => {
  assert.ok(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations.includes("sayso.path"));
});

test("versions are pinned exactly", () => {
  for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/);
  }
});

test("the lock file names no host that packages come from", () => {
  const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { resolved?: string }>;
  };
  assert.deepEqual(
    Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined),
    [],
  );
});

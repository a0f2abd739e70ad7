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

test("each command in a menu is on offer", () => {
  const offered = new Set(manifest.contributes.commands.map(({ command }) => command));
  const inMenus = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
  assert.deepEqual(
    inMenus.filter((command) => !offered.has(command)),
    [],
  );
});

test("what is asked of the settings is on offer", () => {
  const asked = [...source.matchAll(/getConfiguration\("sayso"\)\.get\("([^"]+)"/g)].map((match) => `sayso.${match[1]}`);
  assert.ok(asked.length > 2);
  assert.deepEqual(
    asked.filter((name) => !(name in manifest.contributes.configuration.properties)),
    [],
  );
});

test("the colours are for tokens that there are", () => {
  const types = manifest.contributes.semanticTokenTypes.map(({ id }) => id);
  const modifiers = manifest.contributes.semanticTokenModifiers.map(({ id }) => id);
  for (const selector of manifest.contributes.semanticTokenScopes.flatMap(({ scopes }) => Object.keys(scopes))) {
    const [type, ...more] = selector.split(".");
    assert.ok(type !== undefined && types.includes(type) && more.every((it) => modifiers.includes(it)), selector);
  }
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

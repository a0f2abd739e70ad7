import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { test } from "node:test";
import manifest from "../package.json";

const source = fs
  .readdirSync("src")
  .map((name) => fs.readFileSync(`src/${name}`, "utf8"))
  .join("\n");

const settings = Object.assign({}, ...manifest.contributes.configuration.map(({ properties }) => properties)) as Record<
  string,
  { scope?: string; description?: string; markdownDescription?: string }
>;
const steps = manifest.contributes.walkthroughs.flatMap(({ steps }) => steps);

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

test("the extension is started by the texts that it reads, and by no others", () => {
  const [, list = ""] = /PROSE = \[([^\]]+)\]/.exec(source) ?? [];
  const read = [...list.matchAll(/"([^"]+)"/g)].map(([, language]) => `onLanguage:${language}`);
  assert.ok(read.length > 7);
  assert.deepEqual(manifest.activationEvents, read);
});

test("what is asked of the settings is on offer", () => {
  const asked = [...source.matchAll(/getConfiguration\("sayso"\)\.get\("([^"]+)"/g)].map((match) => `sayso.${match[1]}`);
  assert.ok(asked.length > 2);
  assert.deepEqual(
    asked.filter((name) => !(name in settings)),
    [],
  );
});

test("the settings that sayso.toml has too are those of its schema", () => {
  // It fails with what is to be done.
  execFileSync(process.execPath, ["scripts/settings.mjs", "--check"], { stdio: ["ignore", "ignore", "inherit"] });
});

test("each setting has a scope and is described", () => {
  const poor = Object.entries(settings).filter(
    ([, { scope, description, markdownDescription }]) => !scope || !(description ?? markdownDescription),
  );
  assert.deepEqual(poor, []);
});

test("the walkthrough leads to commands and settings that there are, and shows pictures that there are", () => {
  const commands = manifest.contributes.commands.map(({ command }) => command);
  const known = new Set([...commands, "sayso.sources.focus"]);
  for (const { id, description, media, completionEvents = [] } of steps) {
    const links = [...description.matchAll(/\]\(command:([^)?]+)(?:\?([^)]*))?\)/g)];
    for (const [, command = "", query = ""] of links) {
      assert.ok(known.has(command) || /^(workbench|editor)\.action\./.test(command), `${id}: ${command}`);
      const [setting = ""] = query === "" ? [] : (JSON.parse(decodeURIComponent(query)) as string[]);
      assert.ok(!setting.startsWith("sayso.") || setting in settings, `${id}: ${setting}`);
    }
    for (const event of completionEvents) {
      const [, name = ""] = event.split(":");
      assert.ok(known.has(name) || name in settings || /^(sayso\.sources|editor\.action\..*)$/.test(name), `${id}: ${event}`);
    }
    assert.ok(media.altText, id);
    assert.ok(fs.existsSync(media.image.replace("dist", "../../docs")), `${id}: ${media.image}`);
  }
  assert.ok(steps.length > 3);
});

test("colours, an untrusted folder and a virtual one are spoken of", () => {
  assert.ok("sayso.colors" in settings);
  for (const { supported, description } of Object.values(manifest.capabilities)) {
    assert.equal(supported, "limited");
    assert.ok(description);
  }
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

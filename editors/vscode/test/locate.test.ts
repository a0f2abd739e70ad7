import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, type Location, type Probe, type Surroundings } from "../src/locate";

/** A machine with `files` on it, and a folder `/ext` that holds the extension. */
function machine(files: Record<string, Probe>, given: Partial<Surroundings> = {}): Surroundings {
  return {
    setting: "",
    extensionFolder: "/ext",
    workspaceFolder: "/articles",
    homeFolder: "/home/ada",
    searchPath: "/usr/local/bin:/usr/bin",
    platform: "linux",
    probe: (file) => files[file] ?? "missing",
    ...given,
  };
}

function found(program: string, origin: "setting" | "extension" | "PATH"): Location {
  return { found: true, program, origin };
}

test("the setting comes first, then the program in the extension, then the PATH", () => {
  const files: Record<string, Probe> = {
    "/opt/sayso": "program",
    "/ext/server/sayso": "program",
    "/usr/bin/sayso": "program",
  };
  assert.deepEqual(locate(machine(files, { setting: "/opt/sayso" })), found("/opt/sayso", "setting"));
  assert.deepEqual(locate(machine(files)), found("/ext/server/sayso", "extension"));
  delete files["/ext/server/sayso"];
  assert.deepEqual(locate(machine(files)), found("/usr/bin/sayso", "PATH"));
});

test("the first program on the PATH wins, past files that can't run", () => {
  const files: Record<string, Probe> = { "/usr/local/bin/sayso": "not executable", "/usr/bin/sayso": "program" };
  assert.deepEqual(locate(machine(files)), found("/usr/bin/sayso", "PATH"));
});

test("a relative entry of the PATH is not searched, as the open folder could hold any program", () => {
  const files: Record<string, Probe> = { sayso: "program", "./sayso": "program", "bin/sayso": "program" };
  assert.equal(locate(machine(files, { searchPath: ".:bin:" })).found, false);
});

test("a setting that names nothing is not replaced by another program", () => {
  const files: Record<string, Probe> = { "/ext/server/sayso": "program", "/usr/bin/sayso": "program" };
  assert.deepEqual(locate(machine(files, { setting: "/opt/sayso" })), {
    found: false,
    setting: "/opt/sayso",
    notExecutable: undefined,
  });
});

test("a setting may start at home, be relative to the workspace, or be a name on the PATH", () => {
  const files: Record<string, Probe> = {
    "/home/ada/bin/sayso": "program",
    "/articles/tools/sayso": "program",
    "/usr/bin/sayso-next": "program",
  };
  assert.deepEqual(locate(machine(files, { setting: " ~/bin/sayso " })), found("/home/ada/bin/sayso", "setting"));
  assert.deepEqual(locate(machine(files, { setting: "tools/sayso" })), found("/articles/tools/sayso", "setting"));
  assert.deepEqual(locate(machine(files, { setting: "sayso-next" })), found("/usr/bin/sayso-next", "setting"));
  assert.equal(locate(machine(files, { setting: "tools/sayso", workspaceFolder: undefined })).found, false);
});

test("a file that can't run is named", () => {
  const files: Record<string, Probe> = { "/ext/server/sayso": "not executable", "/usr/bin/sayso": "program" };
  assert.deepEqual(locate(machine(files)), { found: false, setting: undefined, notExecutable: "/ext/server/sayso" });
});

test("on Windows the program has its extension, and paths their backslashes", () => {
  const windows: Partial<Surroundings> = {
    platform: "win32",
    extensionFolder: "C:\\ext",
    homeFolder: "C:\\Users\\ada",
    searchPath: "C:\\Windows;D:\\bin",
  };
  const files: Record<string, Probe> = { "D:\\bin\\sayso.exe": "program", "C:\\Users\\ada\\sayso.exe": "program" };
  assert.deepEqual(locate(machine(files, windows)), found("D:\\bin\\sayso.exe", "PATH"));
  assert.deepEqual(
    locate(machine(files, { ...windows, setting: "~\\sayso.exe" })),
    found("C:\\Users\\ada\\sayso.exe", "setting"),
  );
  files["C:\\ext\\server\\sayso.exe"] = "program";
  assert.deepEqual(locate(machine(files, windows)), found("C:\\ext\\server\\sayso.exe", "extension"));
});

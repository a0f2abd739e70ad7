// Finds the sayso program. Everything it knows of the machine comes in as an argument; it starts nothing.

import * as path from "node:path";

/** What is at a path, as far as running it goes. */
export type Probe = "program" | "not executable" | "missing";

/** What the search depends on. */
export interface Surroundings {
  /** The setting `sayso.path`. */
  setting: string;
  /** The extension's own folder. */
  extensionFolder: string;
  /** The first workspace folder on disk, if any. */
  workspaceFolder: string | undefined;
  homeFolder: string;
  /** The environment's `PATH`. */
  searchPath: string;
  platform: NodeJS.Platform;
  probe(file: string): Probe;
}

/** Where a program was found: by the setting, in the extension, or on the `PATH`. */
export type Origin = "setting" | "extension" | "PATH";

export type Location =
  | { found: true; program: string; origin: Origin }
  /** `setting`: what asked for a program that isn't there; `notExecutable`: a file that is there, but can't run. */
  | { found: false; setting: string | undefined; notExecutable: string | undefined };

/**
 * The program to run. A setting is taken at its word: when it names nothing that runs, no other program is run in its
 * place, as the user would not know which one it was.
 */
export function locate(surroundings: Surroundings): Location {
  const setting = surroundings.setting.trim();
  if (setting !== "") {
    return firstProgram(fromSetting(setting, surroundings), "setting", setting, surroundings);
  }
  const paths = pathsOf(surroundings);
  const bundled = firstProgram(
    [paths.join(surroundings.extensionFolder, "server", programName("sayso", surroundings))],
    "extension",
    undefined,
    surroundings,
  );
  return bundled.found || bundled.notExecutable !== undefined
    ? bundled
    : firstProgram(onSearchPath("sayso", surroundings), "PATH", undefined, surroundings);
}

function fromSetting(setting: string, surroundings: Surroundings): string[] {
  const paths = pathsOf(surroundings);
  if (/^~[/\\]/.test(setting)) {
    return [paths.join(surroundings.homeFolder, setting.slice(2))];
  }
  if (paths.isAbsolute(setting)) {
    return [setting];
  }
  if (paths.basename(setting) === setting) {
    return onSearchPath(setting, surroundings);
  }
  return surroundings.workspaceFolder === undefined ? [] : [paths.join(surroundings.workspaceFolder, setting)];
}

function onSearchPath(name: string, surroundings: Surroundings): string[] {
  const paths = pathsOf(surroundings);
  // A relative entry would let whatever folder is open decide which program runs.
  const folders = surroundings.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  return folders.map((folder) => paths.join(folder, programName(name, surroundings)));
}

function firstProgram(files: string[], origin: Origin, setting: string | undefined, { probe }: Surroundings): Location {
  let notExecutable: string | undefined;
  for (const file of files) {
    const state = probe(file);
    if (state === "program") {
      return { found: true, program: file, origin };
    }
    if (state === "not executable") {
      notExecutable ??= file;
    }
  }
  return { found: false, setting, notExecutable };
}

function programName(name: string, { platform }: Surroundings): string {
  return platform === "win32" && path.win32.extname(name) === "" ? `${name}.exe` : name;
}

function pathsOf({ platform }: Surroundings): path.PlatformPath {
  return platform === "win32" ? path.win32 : path.posix;
}

// VS Code on this machine with the packaged extension, started once for all tests; each test has a window of its own.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import * as os from "node:os";
import * as path from "node:path";

/** Longer than a slow machine takes to start VS Code; a step that can be done takes a fraction of it, in milliseconds. */
export const PATIENCE = 60_000;
const HERE = path.dirname(import.meta.dirname);

/** The tests, in the order in which they are told. */
export const tests = [];

/** Tells a test; `look` is what the browser's window is like. */
export function test(name, body, look = {}) {
  tests.push({ name, body, look });
}

/** VS Code, with a folder of articles to open. */
export class Session {
  scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "sayso-vscode-")));
  folder = path.join(this.scratch, "articles");
  #data = path.join(this.scratch, "data");
  #extensions = path.join(this.scratch, "extensions");
  #server;

  /** `onPath`: a folder to find programs in, beside those of the system, among which must be no sayso. */
  constructor({ modules, vsix, onPath }) {
    this.modules = modules;
    this.code = path.join(modules, "node_modules/code-server/lib/vscode/out/server-main.js");
    const found = process.env.PATH.split(path.delimiter).filter((it) => !fs.existsSync(path.join(it, "sayso")));
    const PATH = [...(onPath === undefined ? [] : [onPath]), ...found].join(path.delimiter);
    // VS Code takes the PATH of a login shell unless it was started from a command line.
    this.env = { ...process.env, PATH, VSCODE_CLI: "1" };
    fs.mkdirSync(this.folder);
    this.fill();
    this.writeSettings({});
    this.install(vsix);
  }

  /** Installs an extension; windows that are opened from then on have it. */
  install(vsix) {
    const install = ["--install-extension", vsix, "--accept-server-license-terms", ...this.#place()];
    // It complains of a module for logs that it can do without.
    execFileSync(process.execPath, [this.code, ...install], { env: this.env, stdio: ["ignore", "ignore", "pipe"] });
  }

  #place() {
    return ["--server-data-dir", this.#data, "--extensions-dir", this.#extensions];
  }

  /** Puts the articles there as they were, and nothing else: VS Code keeps by itself what a test types, also what is no file. */
  fill() {
    fs.rmSync(path.join(this.#data, "data/User/Backups"), { recursive: true, force: true });
    fs.readdirSync(this.folder).forEach((name) => fs.rmSync(path.join(this.folder, name), { recursive: true }));
    fs.copyFileSync(path.join(HERE, "article.md"), path.join(this.folder, "article.md"));
    this.write("note.txt", "Experts say the channel will close within a year.\n");
    this.write("clean.txt", "The channel is open.\n");
  }

  /** What a file of the folder holds. */
  read(name) {
    return fs.readFileSync(path.join(this.folder, name), "utf8");
  }

  /** Puts a file into the folder. */
  write(name, content) {
    fs.writeFileSync(path.join(this.folder, name), content);
  }

  async start() {
    this.port = await freePort();
    const address = ["--host", "127.0.0.1", "--port", String(this.port), "--without-connection-token"];
    const more = ["--accept-server-license-terms", "--telemetry-level", "off", ...this.#place()];
    const stdio = ["ignore", "pipe", "ignore"];
    this.#server = spawn(process.execPath, [this.code, ...address, ...more], { stdio, env: this.env });
    const { stdout } = this.#server;
    await new Promise((listening) => stdout.on("data", (chunk) => /listening/i.test(String(chunk)) && listening()));
  }

  /** Ends it; fails if a server of ours stays behind. */
  async end() {
    this.#server.kill();
    await until("no server outlives the editor", () => this.servers().length === 0);
    fs.rmSync(this.scratch, { recursive: true, force: true });
  }

  /** Settings as a user has them on this machine, and those that only a browser's window has. */
  writeSettings(settings, looks = {}) {
    const always = {
      "workbench.startupEditor": "none",
      "security.workspace.trust.enabled": false,
      "editor.hover.delay": 100,
      ...looks,
    };
    for (const [whose, what] of Object.entries({ User: always, Machine: settings })) {
      fs.mkdirSync(path.join(this.#data, "data", whose), { recursive: true });
      fs.writeFileSync(path.join(this.#data, "data", whose, "settings.json"), JSON.stringify(what));
    }
  }

  /** The process ids of the servers that this editor runs, and what each was started as. */
  servers() {
    return fs
      .readdirSync("/proc")
      .filter((entry) => /^\d+$/.test(entry))
      .map((pid) => ({ pid: Number(pid), words: commandLine(pid) }))
      .filter(({ pid, words }) => words[1] === "lsp" && path.basename(words[0]) === "sayso" && this.#owns(pid));
  }

  /** Whether one of the processes that a process comes from is this editor. */
  #owns(pid) {
    for (let one = pid; one > 1; one = parent(one)) {
      if (one === this.#server.pid || commandLine(one).some((word) => word.includes(this.#extensions))) {
        return true;
      }
    }
    return false;
  }
}

/** What `look` gives, as soon as it gives something. */
export async function until(what, look) {
  for (const end = Date.now() + PATIENCE; ;) {
    const got = await look();
    if (got !== undefined && got !== false) {
      return got;
    }
    assert.ok(Date.now() < end, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function commandLine(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [""];
  }
}

function parent(pid) {
  try {
    return Number(fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ")[1]);
  } catch {
    return 0;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

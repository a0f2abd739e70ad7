// Starts the server, starts it again when it falls over, and tells the user when that is of no use.

import * as fs from "node:fs";
import * as os from "node:os";
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  TransportKind,
  type Executable,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import { Crashes } from "./crashes";
import { locate, type Probe } from "./locate";
import { crashedRepeatedly, noProgram, notStarted, type Trouble } from "./trouble";

/** A program that says nothing for this long is not a language server. */
const START_TIMEOUT_MS = 20_000;

/** The server of this window. At most one runs; starts and stops happen one after the other. */
export class Server {
  #client: LanguageClient | undefined;
  #crashes = new Crashes();
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly extensionFolder: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly trace: vscode.LogOutputChannel,
  ) {}

  /** Starts the server; one that runs is ended first. */
  restart(): Promise<void> {
    this.#crashes.forget();
    return this.#next(async () => {
      await this.#end();
      await this.#start();
    });
  }

  /** Ends the server for good. */
  stop(): Promise<void> {
    return this.#next(() => this.#end());
  }

  #next(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step).catch((error: unknown) => this.log.error(String(error)));
    return this.#last;
  }

  async #start(): Promise<void> {
    const location = locate({
      setting: vscode.workspace.getConfiguration("sayso").get("path", ""),
      extensionFolder: this.extensionFolder,
      workspaceFolder: vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file")?.uri.fsPath,
      homeFolder: os.homedir(),
      searchPath: process.env["PATH"] ?? "",
      platform: process.platform,
      probe,
    });
    if (!location.found) {
      return this.#report(noProgram(location));
    }
    const { program, origin } = location;
    this.log.info(`Starting ${program} (found by: ${origin})`);
    const client = this.#newClient(program);
    try {
      await withTimeout(client.start(), START_TIMEOUT_MS);
      if (!client.isRunning()) {
        throw new Error("it ended at once");
      }
    } catch (error) {
      client.serverProcess?.kill();
      return this.#report(notStarted(program, error));
    }
    this.#client = client;
    const { name = "The server", version = "of unknown version" } = client.initializeResult?.serverInfo ?? {};
    this.log.info(`${name} ${version} is running`);
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // A server that doesn't end when told is killed by the client; there is nothing to add here.
    await client?.dispose().catch(() => undefined);
  }

  #newClient(program: string): LanguageClient {
    const run: Executable = { command: program, args: ["lsp"], transport: TransportKind.stdio };
    const options: LanguageClientOptions = {
      documentSelector: [
        ...["markdown", "plaintext"].flatMap((language) =>
          ["file", "untitled"].map((scheme) => ({ language, scheme })),
        ),
        // a project's settings and its list of people: what is wrong in them is shown as they are typed
        { scheme: "file", pattern: "**/{sayso,sources}.toml" },
      ],
      outputChannel: this.log,
      traceOutputChannel: this.trace,
      stdioOptions: {
        stdout: () => undefined,
        stderr: (input, log) => createInterface({ input }).on("line", (line) => log.info(line)),
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          // One that ends before it ran makes `start` fail, and is reported there.
          if (this.#client === client) {
            void this.#next(() => this.#startAfterCrash(client));
          }
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
    };
    const client: LanguageClient = new QuietClient("sayso", "sayso", run, options);
    return client;
  }

  async #startAfterCrash(crashed: LanguageClient): Promise<void> {
    if (this.#client !== crashed) {
      return;
    }
    await this.#end();
    if (this.#crashes.note(Date.now()) === "give up") {
      return this.#report(crashedRepeatedly());
    }
    await this.#start();
  }

  #report({ message, remedies }: Trouble): void {
    this.log.error(message);
    void vscode.window.showErrorMessage(message, ...remedies).then((remedy) => {
      switch (remedy) {
        case "Open settings":
          return openSetting("sayso.path");
        case "Try again":
          return this.restart();
        case "Show log":
          return this.log.show();
        case undefined:
          return;
      }
    });
  }
}

/** Writes its troubles to the log only: what the user is told, `Server` says, once and with a remedy. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  override warn(message: string, data?: unknown): void {
    super.warn(message, data, false);
  }
}

/** Shows a setting where it is edited: in a remote window, what belongs to the machine isn't among the user's own. */
function openSetting(name: string): Thenable<unknown> {
  const scope = vscode.env.remoteName === undefined ? "Settings" : "RemoteSettings";
  return vscode.commands.executeCommand(`workbench.action.open${scope}`, { query: name });
}

function probe(file: string): Probe {
  try {
    if (!fs.statSync(file).isFile()) {
      return "missing";
    }
    fs.accessSync(file, fs.constants.X_OK);
    return "program";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" ? "not executable" : "missing";
  }
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it said nothing for ${milliseconds / 1000} seconds`)), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

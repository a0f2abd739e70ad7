// Starts the server, starts it again when it falls over, and tells the user when that is of no use.

import * as fs from "node:fs";
import * as os from "node:os";
import { createInterface } from "node:readline";
import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  ExecuteCommandRequest,
  LanguageClient,
  SemanticTokensRegistrationType,
  TransportKind,
  type Executable,
  type LanguageClientOptions,
  type Middleware,
} from "vscode-languageclient/node";
import { Crashes } from "./crashes";
import { locate, type Probe } from "./locate";
import type { Report } from "./reportMessages";
import type { ServerState } from "./serverState";
import { forServer } from "./settings";
import type { Speaker } from "./speakers";
import { crashedRepeatedly, noProgram, notStarted, type Trouble } from "./trouble";
import { Unread } from "./unread";

/** A program that says nothing for this long is not a language server. */
const START_TIMEOUT_MS = 20_000;

/** The texts that are read. What VS Code has no language for, as Typst and AsciiDoc without an extension, is plain text to it. */
export const PROSE = [
  "asciidoc",
  "html",
  "latex",
  "markdown",
  "mdx",
  "plaintext",
  "quarto",
  "restructuredtext",
  "rmd",
  "tex",
  "typst",
].flatMap((language) => ["file", "untitled"].map((scheme) => ({ language, scheme })));

/** What code lenses lead to, with what the server says of them. */
export interface LensCommands {
  showQuotes(speaker: string): Promise<void>;
  exportQuotes(format: string): Promise<void>;
}

/** The server of this window. At most one runs; starts and stops happen one after the other. */
export class Server {
  #client: LanguageClient | undefined;
  #crashes = new Crashes();
  #last: Promise<void> = Promise.resolve();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #unread = new Unread();
  #lenses: LensCommands | undefined;

  #state: ServerState = { is: "stopped", why: undefined };

  /** Its state is another. */
  readonly onDidChange = this.#changed.event;

  constructor(
    private readonly extensionFolder: string,
    private readonly log: vscode.LogOutputChannel,
    private readonly trace: vscode.LogOutputChannel,
  ) {}

  /** Whether it runs. */
  get state(): ServerState {
    return this.#state;
  }

  /** Starts the server; one that runs is ended first. */
  restart(): Promise<void> {
    this.#crashes.forget();
    return this.#next(async () => {
      await this.#end();
      await this.#start();
    });
  }

  /** Whether a document is one of those whose text it reads. */
  reads(document: vscode.TextDocument): boolean {
    return vscode.languages.match(PROSE, document) > 0 && !this.#unread.has(document);
  }

  /** Who speaks in a document; `undefined`: that can't be known now. */
  async speakers(document: vscode.TextDocument): Promise<Speaker[] | undefined> {
    const answer = await this.#execute<{ speakers: Speaker[] }>("sayso.speakers", document);
    return answer?.speakers;
  }

  /** Who said what in a document, as text. */
  exportQuotes(document: vscode.TextDocument, format: string): Promise<string | undefined> {
    return this.#execute<string>("sayso.exportQuotes", document, format);
  }

  /** A page about a document; `undefined`: there is none to be had now. */
  report(document: vscode.TextDocument): Promise<Report | undefined> {
    return this.#execute<Report>("sayso.report", document);
  }

  /** Has settings and lists of sources read again, and all open documents looked at anew; false: no server runs. */
  async recheck(): Promise<boolean> {
    if (this.#client?.isRunning() !== true) {
      return false;
    }
    await this.#execute("sayso.recheck");
    return true;
  }

  /** Opens a new document that is not to be read. */
  openUnread(opening: () => Thenable<vscode.TextDocument>, text: string): Promise<vscode.TextDocument> {
    return this.#unread.open(text, opening);
  }

  /** Says what happens when a code lens is chosen. */
  set lenses(commands: LensCommands) {
    this.#lenses = commands;
  }

  /** Has who says what coloured again, or no longer. */
  recolor(): void {
    const feature = this.#client?.getFeature(SemanticTokensRegistrationType.method);
    for (const document of vscode.workspace.textDocuments) {
      feature?.getProvider(document)?.onDidChangeSemanticTokensEmitter.fire();
    }
  }

  async #execute<T>(command: string, document?: vscode.TextDocument, ...more: string[]): Promise<T | undefined> {
    const client = this.#client;
    if (client?.isRunning() !== true) {
      return undefined;
    }
    const uri = document && client.code2ProtocolConverter.asUri(document.uri);
    const params = { command, arguments: uri === undefined ? [] : [uri, ...more] };
    try {
      return ((await client.sendRequest(ExecuteCommandRequest.type, params)) as T | null) ?? undefined;
    } catch (error) {
      this.log.warn(`${command}: ${String(error)}`);
      return undefined;
    }
  }

  #middleware(): Middleware {
    const colors = () => vscode.workspace.getConfiguration("sayso").get("colors", true);
    const unread = this.#unread;
    return {
      didOpen: async (document, next) => (unread.has(document) ? undefined : next(document)),
      didChange: async (change, next) => (unread.has(change.document) ? undefined : next(change)),
      didSave: async (document, next) => (unread.has(document) ? undefined : next(document)),
      didClose: async (document, next) => {
        const read = !unread.has(document);
        unread.forget(document);
        return read ? next(document) : undefined;
      },
      provideDocumentSemanticTokens: (document, token, next) => (colors() ? next(document, token) : undefined),
      provideDocumentSemanticTokensEdits: (document, previous, token, next) =>
        colors() ? next(document, previous, token) : undefined,
      provideDocumentRangeSemanticTokens: (document, range, token, next) =>
        colors() ? next(document, range, token) : undefined,
      executeCommand: (command, args: unknown[], next) => {
        const argument = args[1];
        if (command === "sayso.showQuotes" && typeof argument === "string") {
          return this.#lenses?.showQuotes(argument);
        }
        if (command === "sayso.exportQuotes" && typeof argument === "string") {
          return this.#lenses?.exportQuotes(argument);
        }
        return next(command, args);
      },
      workspace: {
        configuration: async (params, token, next) => {
          const settings = await next(params, token);
          return Array.isArray(settings) ? settings.map(forServer) : settings;
        },
      },
    };
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
    this.#become({ is: "starting" });
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
    this.#become({ is: "running", version, origin });
    this.log.info(`${name} ${version} is running`);
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#become({ is: "stopped", why: undefined });
    // A server that doesn't end when told is killed by the client; there is nothing to add here.
    await client?.dispose().catch(() => undefined);
  }

  #newClient(program: string): LanguageClient {
    const run: Executable = { command: program, args: ["lsp"], transport: TransportKind.stdio };
    const options: LanguageClientOptions = {
      documentSelector: [
        ...PROSE,
        // a project's settings and its list of people: what is wrong in them is shown as they are typed
        { scheme: "file", pattern: "**/{sayso,sources}.toml" },
      ],
      middleware: this.#middleware(),
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

  #become(state: ServerState): void {
    this.#state = state;
    this.#changed.fire();
  }

  #report({ message, remedies }: Trouble): void {
    this.#become({ is: "stopped", why: message });
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

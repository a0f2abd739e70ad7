// Knows who speaks in the text of the active editor, and asks the server again whenever that may have changed.

import * as vscode from "vscode";
import type { Server } from "./server";
import type { Range, Speaker } from "./speakers";

/** How long nothing must be typed before the server is asked, in milliseconds. */
const PAUSE_MS = 300;

/** Who speaks in a document, and where findings are. */
export interface People {
  document: vscode.TextDocument;
  speakers: Speaker[];
  findings: Range[];
}

/** Follows the active editor. */
export class ActivePeople implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #people: People | undefined;
  #timer: NodeJS.Timeout | undefined;
  #asked = 0;

  /** Something about them is different. */
  readonly onDidChange = this.#changed.event;

  constructor(private readonly server: Server) {
    const isShown = (document: vscode.TextDocument) => document === this.#document();
    this.#subscriptions = [
      this.#changed,
      server.onDidChange(() => this.#soon(0)),
      vscode.window.onDidChangeActiveTextEditor(() => this.#soon(0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => isShown(document) && this.#soon(PAUSE_MS)),
      vscode.workspace.onDidCloseTextDocument(() => this.#soon(0)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const uri = this.#document()?.uri.toString();
        // New findings come with a new look at the text, by whatever that was caused.
        if (uris.some((changed) => changed.toString() === uri)) {
          this.#soon(PAUSE_MS);
        }
      }),
    ];
    this.#soon(0);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Those of the active editor; `undefined`: none of its text is read. */
  get current(): People | undefined {
    return this.#people;
  }

  /** The newest there is to know of the active editor's text. */
  async newest(): Promise<People | undefined> {
    await this.#ask();
    return this.#people;
  }

  /** The document shown; while a panel has the focus, the one that was shown last. */
  #document(): vscode.TextDocument | undefined {
    const active = vscode.window.activeTextEditor?.document;
    if (active !== undefined && this.server.reads(active)) {
      return active;
    }
    const last = this.#people?.document;
    const isVisible = vscode.window.visibleTextEditors.some(({ document }) => document === last);
    return active === undefined && isVisible ? last : undefined;
  }

  #soon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), milliseconds);
  }

  async #ask(): Promise<void> {
    const document = this.#document();
    const asked = ++this.#asked;
    const speakers = document && (await this.server.speakers(document));
    if (asked !== this.#asked) {
      return;
    }
    this.#people = document && speakers && { document, speakers, findings: findingsOf(document) };
    this.#changed.fire();
  }
}

/** Tells that what was asked for needs a text. */
export function sayNoText(): void {
  void vscode.window.showInformationMessage("sayso: open a text first, such as an article in Markdown, HTML or LaTeX.");
}

function findingsOf(document: vscode.TextDocument): Range[] {
  const diagnostics = vscode.languages.getDiagnostics(document.uri);
  return diagnostics.filter(({ source }) => source === "sayso").map(({ range }) => range);
}

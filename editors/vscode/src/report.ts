// The report beside the text: the server's page, made anew whenever the text is known anew; its links lead into the text.

import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { sayNoText, type ActivePeople } from "./people";
import { toRange } from "./places";
import type { FromPage, Report, ToPage } from "./reportMessages";
import type { Server } from "./server";

/** How long nothing must be typed before the report is made anew, in milliseconds. */
const PAUSE_MS = 400;

/** The one report of a window: about the text that was active when it was last asked for. */
export class ReportPanel implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #uri: vscode.Uri | undefined;
  #report: Report | undefined;
  #shown: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #asked = 0;

  constructor(
    private readonly server: Server,
    private readonly people: ActivePeople,
    private readonly extensionFolder: string,
  ) {
    const ifIts = (uri: vscode.Uri, pause: number) => {
      if (uri.toString() === this.#uri?.toString()) {
        this.#soon(pause);
      }
    };
    this.#subscriptions = [
      server.onDidChange(() => this.#soon(0)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => ifIts(uri, 0)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => ifIts(document.uri, PAUSE_MS)),
      // New findings come with a new look at the text, by whatever that was caused.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => ifIts(uri, PAUSE_MS))),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Shows the report of the active text. */
  async show(): Promise<void> {
    const document = (await this.people.newest())?.document;
    if (document === undefined) {
      sayNoText();
      return;
    }
    this.#uri = document.uri;
    this.#panel ??= this.#newPanel();
    this.#panel.title = `Report: ${path.posix.basename(document.uri.path)}`;
    this.#panel.reveal(undefined, false);
    await this.#refresh();
  }

  #newPanel(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel("sayso.report", "Report", vscode.ViewColumn.Beside, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.iconPath = vscode.Uri.file(path.join(this.extensionFolder, "icon.png"));
    panel.webview.onDidReceiveMessage((message: FromPage) => this.#hear(message));
    panel.onDidDispose(() => {
      this.#panel = this.#uri = this.#report = this.#shown = undefined;
    });
    const frame = fs.readFileSync(path.join(this.extensionFolder, "dist/report.html"), "utf8");
    panel.webview.html = frame.replaceAll("{{nonce}}", randomBytes(24).toString("base64url"));
    return panel;
  }

  #hear(message: FromPage): Promise<void> | undefined {
    switch (message.type) {
      case "ready":
        // It may have been hidden, and forgot all.
        this.#shown = undefined;
        return this.#refresh();
      case "follow":
        return this.#goTo(message.id);
    }
  }

  /** Shows in the text what something in the page stands for. */
  async #goTo(id: string): Promise<void> {
    const place = this.#report?.places[id];
    const uri = this.#uri;
    if (place === undefined || uri === undefined) {
      return;
    }
    const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
    const viewColumn = open?.viewColumn ?? vscode.ViewColumn.One;
    const selection = toRange(place);
    const editor = await vscode.window.showTextDocument(uri, { viewColumn, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  #soon(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), milliseconds);
  }

  async #refresh(): Promise<void> {
    const uri = this.#uri?.toString();
    // One that is hidden says that it is ready when it comes back.
    if (uri === undefined || this.#panel?.visible !== true) {
      return;
    }
    const asked = ++this.#asked;
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri);
    const report = document && (await this.server.report(document));
    if (asked !== this.#asked || uri !== this.#uri?.toString()) {
      return;
    }
    if (report !== undefined) {
      this.#report = report;
      this.#say(report.html, { type: "report", html: report.html, ids: Object.keys(report.places) });
    } else if (this.#report === undefined) {
      const why = "There is no report: sayso doesn't run, or the text is too long for it.";
      this.#say(why, { type: "none", why });
    }
  }

  /** Has something shown, unless it is shown. */
  #say(what: string, message: ToPage): void {
    if (what !== this.#shown) {
      this.#shown = what;
      void this.#panel?.webview.postMessage(message);
    }
  }
}

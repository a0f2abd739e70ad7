// The entry among what VS Code knows of a language: whether the server runs, and which.

import * as vscode from "vscode";
import { PROSE, type Server } from "./server";
import { told } from "./serverState";

export class LanguageStatus implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem("sayso.server", PROSE);
  readonly #subscription: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.#item.name = "sayso";
    this.#subscription = server.onDidChange(() => this.#update());
    this.#update();
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#item).dispose();
  }

  #update(): void {
    const { state } = this.server;
    const { Error, Information } = vscode.LanguageStatusSeverity;
    const stopped = state.is === "stopped";
    Object.assign(this.#item, told(state));
    this.#item.busy = state.is === "starting";
    this.#item.severity = stopped ? Error : Information;
    this.#item.command = stopped
      ? { command: "sayso.restartServer", title: "Restart server" }
      : { command: "sayso.showLog", title: "Show log" };
  }
}

// The item in the status bar: how many speak, how much, and what is open.

import * as vscode from "vscode";
import type { ActivePeople } from "./people";
import { summary } from "./speakers";

export class Status implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("sayso.status", vscode.StatusBarAlignment.Right, 100);
  readonly #subscription: vscode.Disposable;

  constructor(private readonly people: ActivePeople) {
    this.#item.name = "sayso";
    this.#item.tooltip = "sayso: show who speaks in this text";
    this.#item.command = "sayso.sources.focus";
    this.#subscription = people.onDidChange(() => this.#update());
    this.#update();
  }

  dispose(): void {
    vscode.Disposable.from(this.#subscription, this.#item).dispose();
  }

  #update(): void {
    const people = this.people.current;
    if (people === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = `$(quote) ${summary(people.speakers, people.findings.length)}`;
    this.#item.show();
  }
}

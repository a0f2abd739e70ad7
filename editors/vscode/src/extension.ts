// The extension's entry: one server, what is shown of what it knows, and a fresh start when the setting changes.

import * as vscode from "vscode";
import * as commands from "./commands";
import { LanguageStatus } from "./languageStatus";
import { ActivePeople } from "./people";
import { ReportPanel } from "./report";
import { openSample } from "./sample";
import { Server } from "./server";
import { SourcesView, type Node } from "./sources";
import { Status } from "./status";
import { traceChannel } from "./trace";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("sayso", { log: true });
  const running = new Server(context.extensionPath, log, traceChannel(log, context.subscriptions));
  server = running;
  const people = new ActivePeople(running);
  const sources = new SourcesView(people, context.workspaceState);
  const report = new ReportPanel(running, people, context.extensionPath);
  running.lenses = {
    showQuotes: (speaker) => commands.showQuotes(people, speaker),
    exportQuotes: (format) => commands.exportQuotes(running, people, format),
  };
  context.subscriptions.push(
    log,
    people,
    sources,
    report,
    new Status(people),
    new LanguageStatus(running),
    vscode.commands.registerCommand("sayso.restartServer", () => running.restart()),
    vscode.commands.registerCommand("sayso.showLog", () => log.show()),
    vscode.commands.registerCommand("sayso.showSpeakersQuotes", () => commands.showQuotes(people)),
    vscode.commands.registerCommand("sayso.exportAsText", () => commands.exportQuotes(running, people)),
    vscode.commands.registerCommand("sayso.showReport", () => report.show()),
    vscode.commands.registerCommand("sayso.openSample", () => openSample(context)),
    vscode.commands.registerCommand("sayso.checkAgain", () => commands.recheck(running)),
    vscode.commands.registerCommand("sayso.sources.sortByCount", () => sources.sort("count")),
    vscode.commands.registerCommand("sayso.sources.sortByOrder", () => sources.sort("text")),
    vscode.commands.registerCommand("sayso.sources.rename", (node?: Node) => commands.renameSpeaker(node)),
    vscode.commands.registerCommand("sayso.sources.copy", (node?: Node) => commands.copyQuotes(node)),
    vscode.commands.registerCommand("sayso.sources.export", (node?: Node) => commands.exportSpeaker(running, node)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("sayso.path")) {
        void running.restart();
      }
      if (change.affectsConfiguration("sayso.colors")) {
        running.recolor();
      }
    }),
  );
  void running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

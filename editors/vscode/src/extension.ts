// The extension's entry: one server, two commands, and a fresh start when the setting changes.

import * as vscode from "vscode";
import { Server } from "./server";
import { traceChannel } from "./trace";

let server: Server | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("sayso", { log: true });
  const running = new Server(context.extensionPath, log, traceChannel(log, context.subscriptions));
  server = running;
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("sayso.restartServer", () => running.restart()),
    vscode.commands.registerCommand("sayso.showLog", () => log.show()),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("sayso.path")) {
        void running.restart();
      }
    }),
  );
  void running.restart();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

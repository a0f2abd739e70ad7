// Lets the setting sayso.trace.server alone switch the trace on.

import * as vscode from "vscode";

/**
 * `log`, as the language client wants to see it. The client traces only while its channel's level is Trace, whatever
 * the setting says; this channel's level follows the setting, and what is traced is written to `log` at a level that
 * shows.
 */
export function traceChannel(
  log: vscode.LogOutputChannel,
  subscriptions: vscode.Disposable[],
): vscode.LogOutputChannel {
  const levelOfSetting = () =>
    vscode.workspace.getConfiguration("sayso").get("trace.server", "off") === "off"
      ? vscode.LogLevel.Info
      : vscode.LogLevel.Trace;
  const changed = new vscode.EventEmitter<vscode.LogLevel>();
  subscriptions.push(
    changed,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("sayso.trace.server")) {
        changed.fire(levelOfSetting());
      }
    }),
  );
  return Object.create(log, {
    logLevel: { get: levelOfSetting },
    onDidChangeLogLevel: { value: changed.event },
    trace: { value: log.info.bind(log) },
  }) as vscode.LogOutputChannel;
}

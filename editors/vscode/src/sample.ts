// The sample article of the walkthrough: a copy that may be edited, so that no change to it is ever asked to be saved.

import * as vscode from "vscode";

/** Opens the sample as it came with the extension; one that is open already is shown as it is. */
export async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const copy = vscode.Uri.joinPath(context.globalStorageUri, "The night ferry.md");
  const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === copy.toString());
  if (!isOpen) {
    await vscode.workspace.fs.createDirectory(context.globalStorageUri);
    const sample = vscode.Uri.joinPath(context.extensionUri, "media", "sample.md");
    await vscode.workspace.fs.copy(sample, copy, { overwrite: true });
  }
  await vscode.window.showTextDocument(copy);
}

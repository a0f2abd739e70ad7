// Keeps what the extension itself has written, such as exported quotes, from being read like an article.

import type * as vscode from "vscode";

/** Documents that the server is told nothing of. */
export class Unread {
  readonly #uris = new Set<string>();
  readonly #expected = new Set<string>();

  /** Opens a new document with a text, without the server. */
  async open(text: string, opening: () => Thenable<vscode.TextDocument>): Promise<vscode.TextDocument> {
    // The client hears of the document before its URI is known here.
    this.#expected.add(text);
    try {
      const document = await opening();
      this.#uris.add(document.uri.toString());
      return document;
    } finally {
      this.#expected.delete(text);
    }
  }

  has(document: vscode.TextDocument): boolean {
    const uri = document.uri.toString();
    if (document.isUntitled && this.#expected.has(document.getText())) {
      this.#uris.add(uri);
    }
    return this.#uris.has(uri);
  }

  forget(document: vscode.TextDocument): void {
    this.#uris.delete(document.uri.toString());
  }
}

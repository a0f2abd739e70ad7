import assert from "node:assert/strict";
import { test } from "node:test";
import type * as vscode from "vscode";
import { Unread } from "../src/unread";

const document = (uri: string, text: string, isUntitled = true) =>
  ({ uri: { toString: () => uri }, getText: () => text, isUntitled }) as unknown as vscode.TextDocument;

test("a document is left unread from the moment it opens until it is closed", async () => {
  const unread = new Unread();
  const exported = document("untitled:1", "# Quotes");
  const opened = await unread.open("# Quotes", async () => {
    assert.ok(unread.has(exported), "the client hears of it now");
    assert.ok(!unread.has(document("untitled:2", "# Other")));
    assert.ok(!unread.has(document("file:///a.md", "# Quotes", false)));
    return exported;
  });
  assert.equal(opened, exported);
  assert.ok(unread.has(document("untitled:1", "# Quotes, edited")));
  assert.ok(!unread.has(document("untitled:3", "# Quotes")), "another of the same text later is read");
  unread.forget(exported);
  assert.ok(!unread.has(exported));
});

test("where none was opened, none is left unread", async () => {
  const unread = new Unread();
  await assert.rejects(unread.open("text", () => Promise.reject(new Error("full"))));
  assert.ok(!unread.has(document("untitled:1", "text")));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../src/serverState";

test("a server that runs is told with its version and where it was found", () => {
  const { text, detail } = told({ is: "running", version: "1.2.3", origin: "extension" });
  assert.equal(text, "sayso 1.2.3");
  assert.match(detail, /came with the extension/);
});

test("a server that doesn't run says why, if there is anything to say", () => {
  assert.deepEqual(told({ is: "stopped", why: "It is gone." }), { text: "sayso is not running", detail: "It is gone." });
  assert.equal(told({ is: "stopped", why: undefined }).detail, "");
});

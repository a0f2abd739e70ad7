import assert from "node:assert/strict";
import { test } from "node:test";
import { forServer } from "../src/settings";

test("an empty text in the settings is none", () => {
  assert.deepEqual(forServer({ sources: "", profile: "news", rules: {}, "allowed-groups": [], "code-lens": false }), {
    profile: "news",
    rules: {},
    "allowed-groups": [],
    "code-lens": false,
  });
  for (const odd of [null, undefined, "", ["", "a"]]) {
    assert.deepEqual(forServer(odd), odd);
  }
});

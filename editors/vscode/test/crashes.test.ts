import assert from "node:assert/strict";
import { test } from "node:test";
import { Crashes } from "../src/crashes";

const MINUTE = 60_000;

test("a few crashes are forgiven, four in three minutes are not", () => {
  const crashes = new Crashes();
  assert.deepEqual(
    [0, 1, 2, 2.9].map((minute) => crashes.note(minute * MINUTE)),
    ["start again", "start again", "start again", "give up"],
  );
});

test("crashes far apart never add up", () => {
  const crashes = new Crashes();
  for (let minute = 0; minute < 60; minute += 1.1) {
    assert.equal(crashes.note(minute * MINUTE), "start again");
  }
});

test("a restart by hand starts the count anew", () => {
  const crashes = new Crashes();
  for (let count = 0; count < 4; count++) {
    crashes.note(0);
  }
  crashes.forget();
  assert.equal(crashes.note(1), "start again");
});

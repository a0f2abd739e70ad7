import assert from "node:assert/strict";
import { test } from "node:test";
import { crashedRepeatedly, noProgram, notStarted } from "../src/trouble";

test("no program at all: the message says what to install or set", () => {
  const { message, remedies } = noProgram({ found: false, setting: undefined, notExecutable: undefined });
  assert.match(message, /none on the PATH.*sayso\.path/);
  assert.equal(remedies[0], "Open settings");
});

test("a wrong setting is quoted, so that a typing error shows", () => {
  const { message } = noProgram({ found: false, setting: "/opt/saiso", notExecutable: undefined });
  assert.match(message, /“\/opt\/saiso”.*sayso\.path/);
});

test("a file that can't run is told apart from one that isn't there", () => {
  const { message } = noProgram({ found: false, setting: "/opt/sayso", notExecutable: "/opt/sayso" });
  assert.match(message, /“\/opt\/sayso”.*isn't executable/);
});

test("a failed start gives its reason in one line, with one full stop", () => {
  const message = (reason: unknown) => notStarted("/opt/sayso", reason).message;
  assert.equal(
    message(new Error("spawn EACCES.\n    at somewhere")),
    "sayso could not start “/opt/sayso”: spawn EACCES.",
  );
  assert.equal(message("it ended"), "sayso could not start “/opt/sayso”: it ended.");
  assert.equal(message(new Error("")), "sayso could not start “/opt/sayso”: no reason was given.");
});

test("after repeated crashes the log is one click away, and so is another try", () => {
  assert.deepEqual(crashedRepeatedly().remedies, ["Show log", "Try again"]);
});

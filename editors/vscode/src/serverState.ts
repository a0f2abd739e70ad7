// How the server is, and what of that a person is told. Knows nothing of VS Code.

import type { Origin } from "./locate";

export type ServerState =
  | { is: "starting" }
  | { is: "running"; version: string; origin: Origin }
  /** `why`: undefined when it was ended on purpose. */
  | { is: "stopped"; why: string | undefined };

const ORIGINS: Record<Origin, string> = {
  setting: "the program of the setting sayso.path",
  extension: "the program that came with the extension",
  PATH: "the program on the PATH",
};

/** What the language status says: a few words, and more about them. */
export function told(state: ServerState): { text: string; detail: string } {
  switch (state.is) {
    case "starting":
      return { text: "sayso", detail: "starting" };
    case "running":
      return { text: `sayso ${state.version}`, detail: ORIGINS[state.origin] };
    case "stopped":
      return { text: "sayso is not running", detail: state.why ?? "" };
  }
}

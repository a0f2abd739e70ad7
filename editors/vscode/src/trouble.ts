// What the user is told when there is no server, and what they can do about it with one click.

import { LIMIT } from "./crashes";
import type { Location } from "./locate";

/** The label of a button. */
export type Remedy = "Open settings" | "Try again" | "Show log";

/** A message with its buttons, the most likely remedy first. */
export interface Trouble {
  message: string;
  remedies: Remedy[];
}

export function noProgram({ setting, notExecutable }: Extract<Location, { found: false }>): Trouble {
  const remedies: Remedy[] = ["Open settings", "Try again"];
  if (notExecutable !== undefined) {
    return { message: `sayso can't run “${notExecutable}”: the file isn't executable.`, remedies };
  }
  if (setting !== undefined) {
    return { message: `sayso found no program at “${setting}”, which is what the setting sayso.path says.`, remedies };
  }
  return {
    message:
      "sayso found no program to run: none came with this extension and there is none on the PATH. Install sayso, or say where it is in the setting sayso.path.",
    remedies,
  };
}

export function notStarted(program: string, reason: unknown): Trouble {
  return {
    message: `sayso could not start “${program}”: ${describe(reason)}.`,
    remedies: ["Show log", "Try again", "Open settings"],
  };
}

export function crashedRepeatedly(): Trouble {
  return {
    message: `sayso's server ended ${LIMIT.crashes} times within ${LIMIT.withinMinutes} minutes and is left off for now.`,
    remedies: ["Show log", "Try again"],
  };
}

function describe(reason: unknown): string {
  const text = reason instanceof Error ? reason.message : String(reason);
  const line = text.split("\n", 1)[0]?.trim().replace(/\.$/, "");
  return line === undefined || line === "" ? "no reason was given" : line;
}

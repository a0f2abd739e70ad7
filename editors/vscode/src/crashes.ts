// Decides whether a server that went away is worth starting again.

/** How many ends within how long are too many. */
export const LIMIT = { crashes: 4, withinMinutes: 3 } as const;

/** Counts the unexpected ends of the server. */
export class Crashes {
  #times: number[] = [];

  /** Notes an end at `now`, in milliseconds, and says what to do. */
  note(now: number): "start again" | "give up" {
    this.#times = this.#times.filter((time) => now - time < LIMIT.withinMinutes * 60_000);
    this.#times.push(now);
    return this.#times.length < LIMIT.crashes ? "start again" : "give up";
  }

  /** A person asked for a fresh start. */
  forget(): void {
    this.#times = [];
  }
}

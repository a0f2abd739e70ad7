// What of the settings the server is told. Knows nothing of VS Code.

/** Settings without those that say nothing: in the editor's form an empty text stands for none. */
export function forServer(settings: unknown): unknown {
  if (typeof settings !== "object" || settings === null || Array.isArray(settings)) {
    return settings;
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ""));
}

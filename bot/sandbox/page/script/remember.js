// What the browser remembers between visits. A browser that refuses storage simply remembers nothing.

const PREFIX = "hecun.";

/** The remembered value under `key`, or `otherwise`. */
export function recall(key, otherwise) {
  try {
    const kept = localStorage.getItem(PREFIX + key);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

/** Remembers a JSON value. */
export function remember(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the page works without.
  }
}

// What the browser remembers between visits, and what a tab does. A browser that refuses storage simply remembers nothing.

const PREFIX = "hecun.";

/** The value that the browser remembers under `key`, or `otherwise`. */
export const recall = (key, otherwise) => read(() => localStorage, key, otherwise);

/** Remembers a JSON value for all visits. */
export const remember = (key, value) => write(() => localStorage, key, value);

/** The value that this tab remembers: it survives a reload and a change of the language, and nothing else. */
export const recallInTab = (key, otherwise) => read(() => sessionStorage, key, otherwise);

/** Remembers a JSON value for this tab. */
export const rememberInTab = (key, value) => write(() => sessionStorage, key, value);

function read(storage, key, otherwise) {
  try {
    const kept = storage().getItem(PREFIX + key);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

function write(storage, key, value) {
  try {
    storage().setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the page works without.
  }
}

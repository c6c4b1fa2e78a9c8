// Fetching on a nudge: at most one fetch runs, and a nudge that comes meanwhile makes one more.

import { Away, Refused } from "./api.js";

/** A function that asks for a fetch. When nobody answers it stays owed, and the next nudge pays it. */
export function nudged(fetchNow) {
  let running = false;
  let owed = false;
  return async function nudge() {
    owed = true;
    if (running) return;
    running = true;
    try {
      while (owed) {
        owed = false;
        await fetchNow();
      }
    } catch (error) {
      owed = true;
      // A refusal has been noted where it matters (`reach`); anything else is a fault of this page.
      if (!(error instanceof Away || error instanceof Refused)) throw error;
    } finally {
      running = false;
    }
  };
}

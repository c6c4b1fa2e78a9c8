// Extras: the crowd of a scene. They are people like others, but kept apart: the strip does not list them one by one, and
// their chats are fetched only when somebody looks.

import { emit } from "./bus.js";
import { recall, remember } from "./remember.js";

let extras = new Set(recall("extras", []));

export const isExtra = (personId) => extras.has(personId);

/** Notes who the extras are; remembered, so that the next visit knows from the start. */
export function noteExtras(personIds) {
  if (personIds.length === extras.size && personIds.every(isExtra)) return;
  extras = new Set(personIds);
  remember("extras", personIds);
  emit("people");
}

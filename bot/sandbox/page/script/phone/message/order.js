// The order of the messages in a chat, and which of them belong together.

import { isService } from "./service.js";

const GROUP_SECONDS = 600;

/** The messages in their order; one that replaces another, for this person alone, stands in its place. */
export function arranged(messages) {
  const ids = new Set(messages.map((message) => message.message_id));
  const moved = messages.filter((message) => ids.has(message.replaces));
  const instead = new Map(moved.map((message) => [message.replaces, message]));
  return messages.filter((message) => !moved.includes(message)).map((message) => instead.get(message.message_id) ?? message);
}

/** Whether two neighbours are of one sender, in one go. */
export function together(a, b) {
  if (!a || !b || isService(a) || isService(b)) return false;
  return a.from.id === b.from.id && a.message_thread_id === b.message_thread_id && Math.abs(b.date - a.date) < GROUP_SECONDS;
}

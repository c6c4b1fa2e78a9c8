// What happened, told to whoever listens. Topics and their details:
//
//   from the emulator   bot {}  people {}  chat {personId, arrived}  typing {personId}  sms {personId, fresh}
//                       answer {personId, callbackQueryId?, text, alert}  nudge {kind, …}  reset {}
//                       opened {isNew} (once, when all chats are here; new if nobody has written anything yet)
//   its reach           reach {who, isHere}  back {} (the stream opened again)
//   from the page       tap {personId, messageId}  unread {personId}  passed {to, from, url, text}  clock {zoneIsNew}  bank {}
//                       did {what, personId} (what: "scan" | "link" | "clock" | "bank")
//   asking the page     bring {personId} (to the stage)  stage {}  dock {tab}  fill {personId, text} (the composer)

const listeners = new Map();

/** Calls `listener(detail)` at each `topic` until the returned function is called. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

/** Tells everyone who listens to `topic`. */
export function emit(topic, detail = {}) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

// What happened, told to whoever listens. Topics and their details:
//
//   from the emulator   bot {}  people {}  chat {personId, chatId, arrived}  chats {personId}  typing {personId, chatId}  sms {personId, fresh}
//                       answer {personId, callbackQueryId?, text, alert}  nudge {kind, …}  reset {}
//                       opened {isNew} (once, when all chats are here; new if nobody has written anything yet)
//   its reach           reach {who, isHere}  back {} (the stream opened again)
//   from the page       tap {personId, chatId, messageId}  unread {personId, chatId}  passed {to, from, url, text}  clock {zoneIsNew}  bank {holders}
//                       did {what, personId} (what: "scan" | "link" | "clock" | "bank")
//                       timeline {added}  faults {count}  held {deviceKey}
//   asking the page     add-device {personId}  bring-all {people, quiet}  dock-news {tab, kind: "busy" | "alarm" | null}
//                       show-entry {n} (of the timeline)
//                       open-chat {personId, chatId, write?}  choose-chat {personId, allowed?, write}  choose-group {personId, url}
//                       show-message {personId, chatId, messageId}
//                       bring {personId} (to the stage)  stage {}  dock {tab}  fill {personId, text} (the composer)

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

// Tapping inline buttons: one tap at a time per button, a spinner until the bot has answered.

import { emit, on } from "../../bus.js";

const WAIT_SECONDS = 12;
const SPIN_AT_MOST_MS = 30_000;
// A browser opens few connections to one host: beyond these, an answer comes with the next nudge instead.
const WAITING_AT_MOST = 2;

const pending = new Map();
let waiting = 0;

const keyOf = (here, messageId, callbackData) => `${here.personId}/${here.chatId}/${messageId}/${callbackData}`;

export const isPending = (here, messageId, callbackData) => pending.has(keyOf(here, messageId, callbackData));

/** Taps; resolves to the answer if it came at once. The answer's words are shown by the chat. */
export async function tap(here, messageId, callbackData) {
  const { personId, chatId } = here;
  const key = keyOf(here, messageId, callbackData);
  if (pending.has(key)) return null;
  const entry = { personId, chatId, messageId, queryId: null, timer: setTimeout(() => settle(key), SPIN_AT_MOST_MS) };
  pending.set(key, entry);
  changed(entry);
  const mayWait = waiting < WAITING_AT_MOST;
  waiting += mayWait ? 1 : 0;
  try {
    const tapped = await here.act("taps", {
      message_id: messageId,
      callback_data: callbackData,
      wait: mayWait ? WAIT_SECONDS : 0,
    });
    entry.queryId = tapped.callback_query_id;
    if (!tapped.answer) return null;
    settle(key);
    here.chat.showAnswer(tapped.callback_query_id, tapped.answer.text, tapped.answer.show_alert);
    return tapped.answer;
  } catch (error) {
    settle(key);
    throw error;
  } finally {
    waiting -= mayWait ? 1 : 0;
  }
}

// An answer can arrive by the chat before the tap's own call returns it.
on("answer", ({ callbackQueryId }) => {
  for (const [key, entry] of pending) if (entry.queryId === callbackQueryId) settle(key);
});
on("reset", () => [...pending.keys()].forEach(settle));

function settle(key) {
  const entry = pending.get(key);
  if (!entry) return;
  clearTimeout(entry.timer);
  pending.delete(key);
  changed(entry);
}

const changed = ({ personId, chatId, messageId }) => emit("tap", { personId, chatId, messageId });

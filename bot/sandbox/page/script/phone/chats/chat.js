// One person's view of a chat, as the emulator last told it.

import { Refused, get, post } from "../../api.js";
import { emit } from "../../bus.js";
import { t } from "../../language.js";
import { nudged } from "../../nudged.js";
import { recall, remember } from "../../remember.js";

const TYPING_MS = 6_000;
const DRAFT_MS = 30_000;

export class Chat {
  #messages = new Map();
  #revision = 0;
  #answered = new Set();
  #stopTyping = null;
  #forgetDraft = null;
  #doubtful = false;

  /** The chat with the bot has the person's own id. */
  constructor(personId, chatId = personId) {
    this.personId = personId;
    this.chatId = chatId;
    this.loaded = false;
    this.typing = false;
    this.draft = null;
    this.unsent = [];
    this.readUpTo = recall(this.#readKey, 0);
    this.nudge = nudged(() => this.#fetch());
  }

  get #readKey() {
    return this.chatId === this.personId ? `read.${this.personId}` : `read.${this.personId}.${this.chatId}`;
  }

  /** The messages that are there, oldest first. */
  messages() {
    return [...this.#messages.values()].filter((message) => !message.deleted).sort((a, b) => a.message_id - b.message_id);
  }

  message(messageId) {
    return this.#messages.get(messageId);
  }

  get unread() {
    return this.messages().filter((message) => !message.out && message.message_id > this.readUpTo).length;
  }

  markRead() {
    const newest = Math.max(0, ...this.#messages.keys());
    if (newest <= this.readUpTo) return;
    this.readUpTo = newest;
    remember(this.#readKey, newest);
    emit("unread", { personId: this.personId, chatId: this.chatId });
  }

  /** Whether the bot has done anything since that message: what the second tick says. */
  reactedTo(message) {
    return this.#revision > message.revision;
  }

  /** Sends text; until the emulator has it, it waits among the unsent, where it can be sent again. */
  async send(text, { replyTo, threadId } = {}) {
    const draft = { text, replyTo, threadId, failed: false, date: Date.now() / 1000 };
    this.unsent.push(draft);
    await this.resend(draft);
  }

  async resend(draft) {
    draft.failed = false;
    this.#changed([]);
    try {
      const { message } = await post(`/sim/people/${this.personId}/messages`, {
        text: draft.text,
        chat_id: this.chatId,
        ...(draft.replyTo ? { reply_to_message_id: draft.replyTo } : {}),
        ...(draft.threadId ? { message_thread_id: draft.threadId } : {}),
      });
      this.unsent = this.unsent.filter((other) => other !== draft);
      this.take([message]);
    } catch (error) {
      draft.failed = true;
      draft.reason = error instanceof Refused ? error.message : t("away.nobody");
      this.#changed([]);
    }
  }

  forgetUnsent(draft) {
    this.unsent = this.unsent.filter((other) => other !== draft);
    this.#changed([]);
  }

  /** Shows each answer to a tap once, whichever way it reaches the page first. */
  showAnswer(callbackQueryId, text, alert) {
    if (this.#answered.has(callbackQueryId)) return;
    this.#answered.add(callbackQueryId);
    emit("answer", { personId: this.personId, callbackQueryId, text, alert });
  }

  /** Whether what is here is what the emulator had, the last time that it was asked. */
  get settled() {
    return this.loaded && !this.#doubtful;
  }

  /** Asks for the whole chat again: the connection was lost, and another emulator may be answering now. */
  refetch() {
    this.#doubtful = true;
    return this.nudge();
  }

  /** Forgets everything: the emulator was reset. */
  forget() {
    this.#messages.clear();
    this.#revision = 0;
    this.#answered.clear();
    this.unsent = [];
    this.loaded = false;
    this.readUpTo = 0;
    remember(this.#readKey, 0);
    this.#changed([]);
  }

  async #fetch() {
    const isFirst = !this.loaded;
    const isWhole = isFirst || this.#doubtful;
    const after = isWhole ? 0 : this.#revision;
    const news = await get(`/sim/people/${this.personId}/messages?chat_id=${this.chatId}&after=${after}&wait=0`);
    this.loaded = true;
    this.#doubtful = false;
    this.#revision = news.revision;
    for (const toast of news.toasts ?? []) {
      if (isFirst) this.#answered.add(toast.callback_query_id);
      else this.showAnswer(toast.callback_query_id, toast.text, toast.show_alert);
    }
    this.#setTyping(news.typing === true);
    this.#setDraft(news.draft ?? null);
    if (isWhole) this.#dropAllBut(news.messages);
    this.take(news.messages, isFirst);
  }

  #dropAllBut(messages) {
    const ids = new Set(messages.map((message) => message.message_id));
    for (const id of this.#messages.keys()) if (!ids.has(id)) this.#messages.delete(id);
    // A sandbox that was started afresh counts from the beginning again.
    this.readUpTo = Math.min(this.readUpTo, Math.max(0, ...ids));
  }

  /** Takes in messages that the emulator told of: in answer to a fetch, or to what the person did. */
  take(messages, isFirst = false) {
    const arrived = [];
    for (const message of messages) {
      const known = this.#messages.get(message.message_id);
      if (known && known.revision > message.revision) continue;
      this.#messages.set(message.message_id, message);
      if (!known && !message.out && !message.deleted && !isFirst) arrived.push(message);
    }
    this.#changed(arrived);
  }

  #changed(arrived) {
    emit("chat", { personId: this.personId, chatId: this.chatId, arrived });
  }

  // What the bot is just writing fades by itself, and the emulator tells nobody when.
  #setDraft(draft) {
    clearTimeout(this.#forgetDraft);
    if (draft) this.#forgetDraft = setTimeout(() => { this.draft = null; this.#changed([]); }, DRAFT_MS);
    this.draft = draft;
  }

  #setTyping(typing) {
    clearTimeout(this.#stopTyping);
    if (typing) this.#stopTyping = setTimeout(() => this.#setTyping(false), TYPING_MS);
    if (this.typing === typing) return;
    this.typing = typing;
    emit("typing", { personId: this.personId, chatId: this.chatId });
  }
}

// The SMS that the bank sends to one person's phone.

import { get } from "./api.js";
import { emit } from "./bus.js";
import { nudged } from "./nudged.js";

export class SmsInbox {
  #after = 0;
  #doubtful = false;

  constructor(personId) {
    this.personId = personId;
    this.messages = [];
    this.unread = 0;
    this.loaded = false;
    this.nudge = nudged(() => this.#fetch());
  }

  markRead() {
    this.unread = 0;
    emit("sms", { personId: this.personId, fresh: [] });
  }

  forget() {
    this.messages = [];
    this.#after = 0;
    this.markRead();
  }

  /** Whether what is here is what the emulator had, the last time that it was asked. */
  get settled() {
    return this.loaded && !this.#doubtful;
  }

  /** Asks for all of them again: the connection was lost, and another emulator may be answering now. */
  refetch() {
    this.#doubtful = true;
    return this.nudge();
  }

  async #fetch() {
    const isWhole = !this.settled;
    const { sms } = await get(`/sim/people/${this.personId}/sms?after=${isWhole ? 0 : this.#after}&wait=0`);
    this.#doubtful = false;
    const known = new Set(this.messages.map((message) => message.id));
    const fresh = this.loaded ? sms.filter((message) => !known.has(message.id)) : [];
    this.messages = isWhole ? sms : [...this.messages, ...sms];
    this.#after = Math.max(0, ...this.messages.map((message) => message.id));
    this.loaded = true;
    this.unread = Math.min(this.unread + fresh.length, this.messages.length);
    emit("sms", { personId: this.personId, fresh });
  }
}

/** The one-time code in an SMS: six digits, else four to eight; never the end of a masked number. Null if there is none. */
export const codeIn = (text) =>
  (text.match(/(?<![\d*•.])\d{6}(?!\d)/) ?? text.match(/(?<![\d*•.,¥])\d{4,8}(?![\d,.]\d)(?!\d)/))?.[0] ?? null;

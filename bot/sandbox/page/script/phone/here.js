// One person's device in one chat: who acts there, and what they are told.

import { Refused, patch, post, remove } from "../api.js";
import { emit, on } from "../bus.js";
import { t } from "../language.js";
import { browserZone } from "../moments.js";
import { chatListOf, chatOf, personOf, world } from "../world.js";

const GENERAL = 1;

export class Here {
  #stops = [];

  /** The topic of a forum that is open; null for all of them. */
  threadId = null;

  constructor(device, chatId) {
    this.device = device;
    this.personId = device.personId;
    this.chatId = chatId;
    this.chat = chatOf(this.personId, chatId);
  }

  get person() {
    return personOf(this.personId);
  }

  /** What is known of the chat: see ChatList. */
  get entry() {
    const isPrivate = this.chatId > 0;
    const unknown = { id: this.chatId, type: isPrivate ? "private" : "group", with: this.isWithBot ? "bot" : null, title: "…" };
    return chatListOf(this.personId).entry(this.chatId) ?? { ...unknown, members: [], topics: [] };
  }

  get isWithBot() {
    return this.chatId === this.personId;
  }

  get isGroup() {
    return this.entry.type !== "private";
  }

  /** Whether the person has that right in the group: "can_delete_messages" … */
  may(right) {
    return this.entry.my_rights?.[right] === true;
  }

  get hasBot() {
    return this.isWithBot || this.entry.members.some((member) => member.is_bot);
  }

  /** The reader of what is written here: {zone, locale}. */
  get reader() {
    return { zone: this.person?.zone ?? browserZone, locale: tongueOf(this.person) };
  }

  /** Calls `listener(detail)` at `topic`, if it concerns this device and, where it names a chat, this chat. */
  on(topic, listener) {
    this.#stops.push(this.device.on(topic, listener, ({ chatId }) => chatId === undefined || chatId === this.chatId));
  }

  /** The same, also while the device is held still, and only for what names this person and this chat. */
  onEven(topic, listener) {
    this.#stops.push(on(topic, (detail) => detail.personId === this.personId && detail.chatId === this.chatId && listener(detail)));
  }

  /** Calls `listener()` when somebody else has read here. */
  onRead(listener) {
    this.#stops.push(on("unread", ({ chatId }) => chatId === this.chatId && !this.device.held && listener()));
  }

  /** Listens no more: the chat is gone. */
  close() {
    for (const stop of this.#stops) stop();
  }

  /** Does something as the person; `path` is below `/sim/people/ID/`. */
  act(path, body = {}) {
    return post(`/sim/people/${this.personId}/${path}`, { ...body, chat_id: this.chatId });
  }

  /** The same in the open topic. */
  actInTopic(path, body) {
    return this.act(path, this.writesIn ? { ...body, message_thread_id: this.writesIn } : body);
  }

  /** The topic that one writes in; undefined in the general one, which is not named. */
  get writesIn() {
    return this.threadId > GENERAL ? this.threadId : undefined;
  }

  edit(messageId, text) {
    return patch(`/sim/people/${this.personId}/messages/${messageId}`, { text, chat_id: this.chatId });
  }

  delete(messageId) {
    return remove(`/sim/people/${this.personId}/messages/${messageId}?chat_id=${this.chatId}`);
  }

  /** Says something in passing, on the phone. */
  say(words) {
    emit("answer", { personId: this.personId, text: words, alert: false });
  }

  /** Says why something did not work. */
  complain = (error) => this.say(error instanceof Refused ? error.message : t("away.tryAgain"));

  /** Shows `chatId` on this person's phone; with words in its text field if `write` is given. */
  open(chatId, write) {
    emit("open-chat", { personId: this.personId, chatId, write });
  }
}

function tongueOf(person) {
  try {
    return Intl.getCanonicalLocales(person?.language_code ?? "en")[0];
  } catch {
    return "en";
  }
}

/** "@hecun_sandbox_bot": how the bot is called in words. */
export const botMention = () => `@${world.bot?.username ?? "bot"}`;

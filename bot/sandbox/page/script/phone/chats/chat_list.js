// The chats one person sees, as the emulator last told them.

import { get } from "../../api.js";
import { emit } from "../../bus.js";
import { nudged } from "../../nudged.js";
import { Chat } from "./chat.js";

export class ChatList {
  #chats = new Map();
  #doubtful = false;

  constructor(personId) {
    this.personId = personId;
    this.loaded = false;
    this.entries = [];
    this.nudge = nudged(() => this.#fetch());
  }

  /** The chat of that id, the one with the bot if none is named; it is filled once it is nudged. */
  chat(chatId = this.personId) {
    if (!this.#chats.has(chatId)) this.#chats.set(chatId, new Chat(this.personId, chatId));
    return this.#chats.get(chatId);
  }

  /** {id, type, title, with, is_forum, topics, members, …} of a chat; undefined if the person sees no such chat. */
  entry(chatId) {
    return this.entries.find((entry) => entry.id === chatId);
  }

  /** Those to be listed: the chat with the bot first, then those with the newest talk first; no group that has moved. */
  listed() {
    const [own, ...others] = this.entries.filter((entry) => !entry.upgraded_to);
    if (!own) return [];
    return [own, ...others.sort((a, b) => this.#newest(b) - this.#newest(a))];
  }

  #newest(entry) {
    return this.lastOf(entry)?.date ?? 0;
  }

  lastOf(entry) {
    const chat = this.chat(entry.id);
    return chat.loaded ? chat.messages().at(-1) : entry.last;
  }

  get unread() {
    return [...this.#chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  }

  get settled() {
    return this.loaded && !this.#doubtful;
  }

  /** Something happened in that chat. */
  heard(chatId = this.personId) {
    this.chat(chatId).nudge();
    if (chatId !== this.personId && !this.entry(chatId)) this.nudge();
  }

  refetch() {
    this.#doubtful = true;
    for (const chat of this.#chats.values()) chat.refetch();
    return this.nudge();
  }

  /** The emulator was reset: all chats but the one with the bot are gone. */
  forget() {
    for (const chat of this.#chats.values()) chat.forget();
    this.entries = [];
    this.#keepOnly(new Set([this.personId]));
    this.loaded = false;
    emit("chats", { personId: this.personId });
  }

  async #fetch() {
    if (!this.chat().settled) this.chat().nudge();
    const { chats } = await get(`/sim/people/${this.personId}/chats`);
    this.entries = chats;
    this.loaded = true;
    this.#doubtful = false;
    this.#keepOnly(new Set([this.personId, ...chats.map((entry) => entry.id)]));
    for (const { id } of chats) if (!this.chat(id).settled) this.chat(id).nudge();
    emit("chats", { personId: this.personId });
  }

  #keepOnly(ids) {
    for (const id of this.#chats.keys()) if (!ids.has(id)) this.#chats.delete(id);
  }
}

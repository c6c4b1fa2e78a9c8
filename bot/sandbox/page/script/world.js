// What the page knows: the bot, the people, their chats and phones. Filled from the emulator, refreshed on its nudges.

import { get, post } from "./api.js";
import { emit } from "./bus.js";
import { isExtra } from "./extras.js";
import { SmsInbox } from "./inbox.js";
import { nudged } from "./nudged.js";
import { ChatList } from "./phone/chats/chat_list.js";
import { reach } from "./reach.js";

const LONG_ENOUGH_TO_BE_AWAY_MS = 2_500;

export const world = { bot: null, people: [], peopleLoaded: false };

const chatLists = new Map();
const inboxes = new Map();

export const personOf = (personId) => world.people.find((person) => person.id === personId);

/** Everybody but the extras: those who are listed one by one. */
export const principals = () => world.people.filter((person) => !isExtra(person.id));

export function chatListOf(personId) {
  if (!chatLists.has(personId)) chatLists.set(personId, new ChatList(personId));
  return chatLists.get(personId);
}

/** A person's chat of that id, the one with the bot if none is named. */
export const chatOf = (personId, chatId) => chatListOf(personId).chat(chatId);

export function inboxOf(personId) {
  if (!inboxes.has(personId)) inboxes.set(personId, new SmsInbox(personId));
  return inboxes.get(personId);
}

export const loadBot = nudged(async () => {
  world.bot = await get("/sim/bot");
  noticePolling(world.bot.polling);
  emit("bot");
});

export const loadPeople = nudged(async () => {
  world.people = (await get("/sim/people")).people;
  world.peopleLoaded = true;
  emit("people");
  for (const { id } of principals()) watch(id);
});

/** Everything again, wholly: at the start, and whenever the emulator is back. */
export async function refreshAll() {
  for (const list of chatLists.values()) list.refetch();
  for (const inbox of inboxes.values()) inbox.refetch();
  await Promise.all([loadBot(), loadPeople()]);
}

/** Whether what happens to that person is worth fetching: an extra's chats are once somebody has looked. */
export const isWatched = (personId) => !isExtra(personId) || chatListOf(personId).loaded;

/** Fetches what is on that person's phone, if it is not here yet. */
export function watch(personId) {
  if (!chatListOf(personId).settled) chatListOf(personId).nudge();
  if (!inboxOf(personId).settled) inboxOf(personId).nudge();
}

/** Forgets the chats and asks again: the emulator was reset. */
export async function startOver() {
  for (const list of chatLists.values()) list.forget();
  for (const inbox of inboxes.values()) inbox.forget();
  emit("reset");
  await refreshAll();
}

export const resetEmulator = () => post("/sim/reset");

// Between two polls a bot is "not polling" for a moment, so only a lasting silence counts as being away.
let doubt = null;

function noticePolling(polling) {
  clearTimeout(doubt);
  if (polling) reach.say("bot", true);
  else doubt = setTimeout(askAgain, LONG_ENOUGH_TO_BE_AWAY_MS);
}

async function askAgain() {
  const bot = await get("/sim/bot").catch(() => null);
  if (!bot) return;
  reach.say("bot", bot.polling);
  if (!bot.polling) doubt = setTimeout(askAgain, LONG_ENOUGH_TO_BE_AWAY_MS);
}

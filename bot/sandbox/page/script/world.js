// What the page knows: the bot, the people, their chats and phones. Filled from the emulator, refreshed on its nudges.

import { get, post } from "./api.js";
import { emit } from "./bus.js";
import { Chat } from "./chat.js";
import { SmsInbox } from "./inbox.js";
import { nudged } from "./nudged.js";
import { reach } from "./reach.js";

const LONG_ENOUGH_TO_BE_AWAY_MS = 2_500;

export const world = { bot: null, people: [], peopleLoaded: false };

const chats = new Map();
const inboxes = new Map();

export const personOf = (personId) => world.people.find((person) => person.id === personId);

export function chatOf(personId) {
  if (!chats.has(personId)) chats.set(personId, new Chat(personId));
  return chats.get(personId);
}

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
  for (const { id } of world.people) {
    if (!chatOf(id).settled) chatOf(id).nudge();
    if (!inboxOf(id).settled) inboxOf(id).nudge();
  }
});

/** Everything again, wholly: at the start, and whenever the emulator is back. */
export async function refreshAll() {
  for (const chat of chats.values()) chat.refetch();
  for (const inbox of inboxes.values()) inbox.refetch();
  await Promise.all([loadBot(), loadPeople()]);
}

/** Forgets the chats and asks again: the emulator was reset. */
export async function startOver() {
  for (const chat of chats.values()) chat.forget();
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

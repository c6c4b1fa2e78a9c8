// The steps of the guide, and how the page sees that one was done. Their words are in the catalogue under `guide.<id>`.

import { chatOf, world } from "./world.js";

// Those who come in first are the guide's; a scene brings others, who tick nothing off here.
const FIRST = 6;

/** The people in their parts: `list[0]` opens the campaign, the others join; `names` fill the words' placeholders. */
export function cast() {
  const list = world.people.slice(0, FIRST);
  const called = (index) => list[index]?.first_name ?? "…";
  return { list, names: { a: called(0), b: called(1), c: called(2), d: called(3) } };
}

const messagesOf = (person) => (person ? chatOf(person.id).messages() : []);
const wrote = (person, pattern) => messagesOf(person).some((message) => message.out && pattern.test(message.text ?? ""));
// A card to pass on: a picture whose link can be copied.
const isPassedOn = (message) =>
  !message.out && message.photo && (message.reply_markup?.inline_keyboard ?? []).flat().some((key) => key.copy_text);
const anyone = (people, test) => people.list.some(test);

// "/join K7QF-2M9D", or the code alone.
const SHORT_CODE = /^(\/join \S|[0-9a-z]{4}[- ]?[0-9a-z]{4}$)/i;

export const STEPS = [
  { id: "start", who: 0, isDone: ({ people }) => anyone(people, (person) => wrote(person, /^\/start/)) },
  {
    id: "campaign",
    who: 0,
    isDone: ({ people }) => anyone(people, (person) => messagesOf(person).some(isPassedOn)),
  },
  { id: "link", who: 0, isDone: ({ actions }) => actions.has("link") },
  { id: "scan", who: 0, isDone: ({ actions }) => actions.has("scan") },
  { id: "code", who: 3, isDone: ({ people }) => anyone(people, (person) => wrote(person, SHORT_CODE)) },
  { id: "fill", isDone: ({ ownsShare }) => ownsShare },
  { id: "bank", opensBank: true, isDone: ({ actions, ownsShare }) => ownsShare && actions.has("bank") },
  { id: "clock", isDone: ({ actions }) => actions.has("clock") },
];

// A round picture with the first letter of a name, in one of Telegram's seven colours by id.

import { h } from "./dom.js";
import { MARK } from "./icons.js";

const segments = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;

/** The first thing a reader would call a letter: a whole emoji, an accented letter, a Han character. */
export function firstLetter(words) {
  const trimmed = words.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim() || "?";
  const first = segments ? segments.segment(trimmed)[Symbol.iterator]().next().value.segment : [...trimmed][0];
  return first.toUpperCase();
}

export const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

export const avatar = (person, size = "") =>
  h("span", { class: `avatar avatar-${Math.abs(person.id) % 7} ${size}`, "aria-hidden": "true" }, firstLetter(person.first_name));

export const botAvatar = (size = "") => h("img", { class: `avatar ${size}`, src: MARK, alt: "" });

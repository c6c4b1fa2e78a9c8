// The page's own language: English or Simplified Chinese, as chosen, else as the browser prefers.

import { recall, remember } from "./remember.js";
import { WORDS } from "./words.js";

const preferred = (navigator.languages ?? [navigator.language]).find((tag) => /^(en|zh)/i.test(tag)) ?? "en";

/** "en" or "zh". */
export const language = recall("language", preferred.toLowerCase().startsWith("zh") ? "zh" : "en");

/** The BCP 47 tag for dates and numbers. */
export const locale = language === "zh" ? "zh-CN" : "en-GB";

document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";

/** The page's words under `key`, with `{placeholders}` filled in. */
export function t(key, values = {}) {
  const words = WORDS[language][key] ?? WORDS.en[key];
  if (words === undefined) throw new Error(`no words for ${key}`);
  return words.replace(/\{(\w+)\}/g, (_, placeholder) => isolated(String(values[placeholder] ?? "")));
}

/** The same as nodes: each placeholder is filled with a node or words, which keep their own direction. */
export const phrase = (key, nodes) =>
  t(key, Object.fromEntries(Object.keys(nodes).map((name) => [name, `{${name}}`])))
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 ? nodes[part] : part));

const TURNING = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/;
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** Words from outside, kept from turning the direction of the words around them. */
const isolated = (words) => (TURNING.test(words) ? `\u2068${words.replace(CONTROLS, "")}\u2069` : words);

/** Words under `key` if there are any, else `otherwise`: for codes that come from outside. */
export const tOr = (key, otherwise) => WORDS[language][key] ?? otherwise;

/** Words that come from outside in both languages, {en, "zh-hans"}. */
export const wordsIn = (words) => words[language === "zh" ? "zh-hans" : "en"];

/** Switches, and draws the page anew; all that is worth keeping is remembered. */
export function chooseLanguage(choice) {
  remember("language", choice);
  location.reload();
}

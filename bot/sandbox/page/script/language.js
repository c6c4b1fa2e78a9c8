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
  return words.replace(/\{(\w+)\}/g, (_, placeholder) => String(values[placeholder] ?? ""));
}

/** Words under `key` if there are any, else `otherwise`: for codes that come from outside. */
export const tOr = (key, otherwise) => WORDS[language][key] ?? otherwise;

/** Switches, and draws the page anew; all that is worth keeping is remembered. */
export function chooseLanguage(choice) {
  remember("language", choice);
  location.reload();
}

// Which language each person's Telegram speaks: switched on their phone, and following the page until they have started.

import { patch } from "./api.js";
import { on } from "./bus.js";
import { h } from "./dom.js";
import { chooseLanguage, language, t } from "./language.js";
import { recall, remember } from "./remember.js";
import { say } from "./toast.js";
import { chatOf, personOf, principals } from "./world.js";

const CODES = { en: "en", zh: "zh-hans" };

const tongueOf = (person) => (person.language_code ?? "en").split("-")[0];
const hasStarted = (person) => chatOf(person.id).messages().some((message) => message.out);

/** "中文" or "EN": a person's language in short. */
export const tongueLabel = (person) => (tongueOf(person) === "zh" ? "中文" : tongueOf(person).toUpperCase());

/** The line of a person's note that is in the page's language: the first is English, the second Chinese. */
export function noteOf(person) {
  const [english, chinese] = (person.note ?? "").split("\n");
  return (language === "zh" && chinese) || english;
}

/** The button that switches a person's language between English and Chinese. */
export function tongueSwitch(person, kind = "") {
  const other = tongueOf(person) === "zh" ? "en" : "zh";
  return h("button", {
    type: "button",
    class: `tongue ${kind}`,
    title: t(`tongue.${other}`, { name: person.first_name }),
    "aria-label": t(`tongue.${other}`, { name: person.first_name }),
    data: { testid: "tongue", tongue: tongueOf(person) },
    on: { click: () => speak(person.id, CODES[other]).catch((error) => say(error.message)) },
  }, tongueLabel(person));
}

/** Draws the page in the other language; whoever has not started yet follows. */
export async function switchPage(choice) {
  await follow(choice).catch((error) => say(error.message));
  chooseLanguage(choice);
}

const speak = (personId, code) => patch(`/sim/people/${personId}`, { language_code: code });

// A Chinese page turns people to Chinese; an English one gives back what that had turned, so that who is Chinese stays so.
async function follow(choice) {
  const turned = recall("turned", {});
  for (const person of principals().filter((each) => !hasStarted(each))) {
    if (choice === "zh" && tongueOf(person) !== "zh") {
      turned[person.id] = person.language_code;
      await speak(person.id, CODES.zh);
    } else if (choice === "en" && turned[person.id]) {
      await speak(person.id, turned[person.id]);
      delete turned[person.id];
    }
  }
  remember("turned", turned);
}

on("opened", ({ isNew }) => {
  const isFirstVisit = recall("turned", null) === null;
  if (isNew || isFirstVisit) remember("turned", {});
  if (language === "zh" && (isNew || isFirstVisit)) follow("zh").catch((error) => say(error.message));
});

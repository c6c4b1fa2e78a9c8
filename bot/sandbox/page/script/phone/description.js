// What stands in a chat in which nobody has written yet.

import { h } from "../dom.js";
import { t } from "../language.js";
import { noteOf } from "../tongues.js";
import { world } from "../world.js";
import { titleOf } from "./faces.js";

/** What the bot says of itself, and who the person is whom one is playing. */
export function describeBot(person) {
  return h("div", { class: "description", data: { testid: "bot-description" } },
    h("strong", {}, t("chat.whatCanItDo")),
    h("p", { dir: "auto" }, descriptionFor(person) || t("chat.nothingYet")),
    person?.note && h("div", { class: "who" },
      h("strong", {}, t("chat.whoIsThis", { name: person.first_name })),
      h("p", { dir: "auto" }, noteOf(person))));
}

export const descriptionFor = (person) =>
  world.bot?.descriptions?.[person?.language_code?.split("-")[0]] ?? world.bot?.description;

export const describeChat = (here) =>
  h("div", { class: "description" },
    h("strong", {}, h("bdi", {}, titleOf(here.entry))),
    h("p", {}, t(here.isGroup ? "chat.nothingYet" : "chat.withPerson")));

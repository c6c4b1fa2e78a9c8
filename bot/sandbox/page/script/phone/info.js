// Who or what a chat is with: the bot, a person, or a group and its members.

import { post } from "../api.js";
import { wordButton } from "../controls.js";
import { copyText } from "../copy.js";
import { h, name } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { chatListOf, personOf, world } from "../world.js";
import { createBotSwitches } from "./bot_switches.js";
import { chatRow } from "./chats/chat_row.js";
import { descriptionFor } from "./description.js";
import { pictureOf, subtitleOf, titleOf } from "./faces.js";
import { openGroupInfo } from "./group/group_info.js";
import { openProfile } from "./profile.js";

export function openInfo(here, phone) {
  if (here.isGroup) return openGroupInfo(here, phone);
  return phone.sheets.open(t("info"), (close) => [
    infoHead(here.entry),
    here.isWithBot ? aboutBot(here, phone, close) : aboutPerson(personOf(here.entry.with)),
  ], { testid: "info" });
}

/** Picture, title and what is said below it. */
export const infoHead = (entry) =>
  h("div", { class: "info-head" }, pictureOf(entry, "huge"), h("h4", {}, name(titleOf(entry))), h("p", {}, subtitleOf(entry)));

const fact = (label, words) => words && h("div", { class: "fact" }, h("bdi", {}, words), h("span", {}, label));

function aboutPerson(person) {
  return h("div", { class: "info-facts" },
    fact(t("profile.phone"), person?.phone),
    fact(t("profile.username"), person?.username && `@${person.username}`),
    wordButton([icon("person"), t("profile")], () => openProfile(person.id), { kind: "row-act" }));
}

function aboutBot(here, phone, close) {
  const link = `https://t.me/${world.bot?.username}`;
  return h("div", { class: "info-facts" },
    fact(t("chat.whatCanItDo"), descriptionFor(here.person)),
    fact(t("profile.username"), `@${world.bot?.username}`),
    wordButton([icon("addPerson"), t("bot.addToGroup")], () => { close(); chooseGroup(here, phone); }, { kind: "row-act", testid: "add-to-group" }),
    createBotSwitches(here),
    wordButton([icon("copy"), t("link.copy")], async () => here.say(t((await copyText(link)) ? "copied" : "copy.refused")), { kind: "row-act" }));
}

/** Asks into which group the bot is to be added; a link with `startgroup` is followed there. */
export function chooseGroup(here, phone, url = `https://t.me/${world.bot?.username}?startgroup`) {
  const groups = chatListOf(here.personId).listed().filter((entry) => entry.type !== "private");
  phone.sheets.open(t("bot.addToGroup"), (close) => groups.length
    ? h("ul", { class: "rows" }, groups.map((entry) => h("li", {}, chatRow(entry, () => add(entry, close), { testid: "choose-group" }))))
    : h("p", { class: "empty" }, t("bot.noGroups")), { testid: "choose-group-sheet" });

  async function add(entry, close) {
    try {
      await post(`/sim/people/${here.personId}/open`, { url, chat_id: entry.id });
      close();
      here.open(entry.id);
    } catch (error) {
      here.complain(error);
    }
  }
}

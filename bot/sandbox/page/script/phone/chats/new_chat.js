// Beginning: a chat with another person, a group, a supergroup.

import { post } from "../../api.js";
import { avatar, botAvatar, fullName } from "../../avatar.js";
import { emit } from "../../bus.js";
import { wordButton } from "../../controls.js";
import { h, name } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openMenu } from "../../popup.js";
import { principals, world } from "../../world.js";
import { openForm } from "../forms.js";
import { createPeopleList } from "./people_list.js";

const others = (personId) => principals().filter((person) => person.id !== personId);

export function openNewChatMenu(device, sheets, anchor) {
  openMenu(anchor, [
    { icon: icon("people"), label: t("group.new"), testid: "new-group", choose: () => makeGroup(device, sheets, "group") },
    { icon: icon("people"), label: t("group.newSuper"), testid: "new-supergroup", choose: () => makeGroup(device, sheets, "supergroup") },
    { icon: icon("person"), label: t("chats.newPrivate"), testid: "new-private", choose: () => choosePartner(device, sheets) },
  ], { label: t("chats.new") });
}

/** Opens the chat of two people on the phone of the first; it is made if there is none yet. */
export async function openPerson(personId, other, write) {
  const chat = await post(`/sim/people/${personId}/chats`, { with: other });
  emit("open-chat", { personId, chatId: chat.id, write });
  return chat;
}

function choosePartner(device, sheets) {
  sheets.open(t("chats.newPrivate"), (close) => h("ul", { class: "rows" }, others(device.personId).map((person) =>
    h("li", {}, wordButton([avatar(person), h("span", { class: "row-words" }, h("strong", {}, name(fullName(person))))], async () => {
      try {
        await openPerson(device.personId, person.id);
        close();
      } catch (error) {
        emit("answer", { personId: device.personId, text: error.message, alert: false });
      }
    }, { kind: "row", testid: "partner", data: { person: person.id } })))), { testid: "new-private-sheet" });
}

function makeGroup(device, sheets, type) {
  const bot = { id: world.bot?.id, first_name: world.bot?.first_name ?? "", face: botAvatar(), hint: t("chat.bot") };
  const people = createPeopleList([bot, ...others(device.personId)]);
  const isSuper = type === "supergroup";
  openForm(sheets, t(isSuper ? "group.newSuper" : "group.new"), {
    testid: "new-group-sheet",
    fields: [
      { key: "title", label: t("group.title"), required: true, maxlength: 128 },
      ...(isSuper ? [{ key: "is_forum", label: t("topics.on"), kind: "check" }] : []),
      h("div", { class: "field-group" }, h("span", {}, t("group.who")), people.element),
    ],
    done: t("create"),
    submit: async ({ title, is_forum: isForum = false }) => {
      const { chat } = await post(`/sim/people/${device.personId}/groups`, { title, type, is_forum: isForum, members: people.picked() });
      emit("open-chat", { personId: device.personId, chatId: chat.id });
    },
  });
}

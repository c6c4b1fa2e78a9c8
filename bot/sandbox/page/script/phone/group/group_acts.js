// What one does with a group: add and remove people, leave, upgrade; promote and restrict somebody.

import { post, remove } from "../../api.js";
import { botAvatar } from "../../avatar.js";
import { wordButton } from "../../controls.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { principals, world } from "../../world.js";
import { createPeopleList } from "../chats/people_list.js";
import { titleOf } from "../faces.js";
import { openForm } from "../forms.js";

const path = (here) => `/sim/people/${here.personId}/groups/${here.chatId}`;

const RIGHTS = [
  "can_manage_chat", "can_change_info", "can_delete_messages", "can_restrict_members", "can_invite_users", "can_pin_messages",
  "can_manage_topics", "can_promote_members",
];
const PERMISSIONS = ["can_send_messages", "can_send_photos", "can_send_documents", "can_send_other_messages", "can_invite_users", "can_pin_messages"];

/** A sheet with everybody who is not in the group, the bot too. */
export function addPeople(here, sheets) {
  const present = new Set(here.entry.members.map((member) => member.user_id));
  const bot = { id: world.bot?.id, first_name: world.bot?.first_name ?? "", face: botAvatar(), hint: t("chat.bot") };
  const people = createPeopleList([bot, ...principals()].filter((each) => !present.has(each.id)));
  sheets.open(t("group.add"), (close) => [
    people.element,
    h("div", { class: "sheet-actions" }, wordButton(t("group.addThem"), async () => {
      try {
        for (const id of people.picked()) await post(`${path(here)}/members`, { user_id: id });
        close();
      } catch (error) {
        here.complain(error);
      }
    }, { kind: "solid", testid: "add-them" })),
  ], { testid: "add-people" });
}

export const removeMember = (here, userId) => remove(`${path(here)}/members/${userId}`).catch(here.complain);

export async function leave(here, questions) {
  const agreed = await questions.ask({
    title: t("group.leave"),
    words: t("group.leaveWords", { title: titleOf(here.entry) }),
    yes: t("group.leaveYes"),
    testid: "leave",
  });
  if (agreed) await removeMember(here, here.personId);
}

export async function upgrade(here, questions) {
  const agreed = await questions.ask({ title: t("group.upgrade"), words: t("group.upgradeWords"), yes: t("group.upgradeYes"), testid: "upgrade" });
  if (!agreed) return;
  try {
    const { chat } = await post(`${path(here)}/upgrade`);
    here.open(chat.id);
  } catch (error) {
    here.complain(error);
  }
}

const boxes = (keys, isOn) => keys.map((key) => ({ key, label: t(`right.${key}`), kind: "check", value: isOn(key) }));

/** A form with an administrator's rights. */
export function promote(here, sheets, member) {
  openForm(sheets, t("member.promote", { name: member.name }), {
    testid: "promote",
    fields: boxes(RIGHTS, (key) => key !== "can_promote_members"),
    done: t("save"),
    submit: (rights) => post(`${path(here)}/promote`, { user_id: member.user_id, rights }),
  });
}

export const demote = (here, member) => post(`${path(here)}/demote`, { user_id: member.user_id }).catch(here.complain);

/** A form with what somebody may still do. */
export function restrict(here, sheets, member) {
  openForm(sheets, t("member.restrict", { name: member.name }), {
    testid: "restrict",
    lead: t("member.restrictLead"),
    fields: boxes(PERMISSIONS, () => member.status !== "restricted"),
    done: t("save"),
    submit: (permissions) => post(`${path(here)}/restrict`, { user_id: member.user_id, permissions }),
  });
}

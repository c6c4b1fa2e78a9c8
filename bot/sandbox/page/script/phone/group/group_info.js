// A group's sheet: its members with their standing, and what one can do with it.

import { on } from "../../bus.js";
import { iconButton, wordButton } from "../../controls.js";
import { h, name, refill } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openMenu } from "../../popup.js";
import { faceOf } from "../faces.js";
import { infoHead } from "../info.js";
import { addPeople, demote, leave, promote, removeMember, restrict, upgrade } from "./group_acts.js";
import { editGroup } from "./group_form.js";

export function openGroupInfo(here, phone) {
  const inside = h("div", {});
  const draw = () => here.isGroup && refill(inside, contents(here, phone, () => sheet.close()));
  const stop = on("chats", ({ personId }) => personId === here.personId && draw());
  const sheet = phone.sheets.open(t("group.info"), () => inside, { testid: "group-info", closed: stop });
  draw();
}

function contents(here, phone, close) {
  const { entry } = here;
  const act = (iconName, words, run, options) => wordButton([icon(iconName), words], run, { kind: "row-act", ...options });
  return [
    infoHead(entry),
    entry.description && h("p", { class: "facts", dir: "auto" }, entry.description),
    h("div", { class: "info-facts" },
      h("div", { class: "fact" }, h("span", { dir: "ltr" }, String(entry.id)), h("span", {}, t(`type.${entry.type}`))),
      here.may("can_change_info") && act("edit", t("group.edit"), () => editGroup(here, phone.sheets), { testid: "group-edit-open" }),
      here.may("can_invite_users") && act("addPerson", t("group.add"), () => addPeople(here, phone.sheets), { testid: "group-add" }),
      entry.type === "group" && entry.my_status === "creator" &&
        act("up", t("group.upgrade"), () => { close(); upgrade(here, phone.questions); }, { testid: "group-upgrade" }),
      act("leave", t("group.leave"), () => { close(); leave(here, phone.questions); }, { testid: "group-leave" })),
    h("h4", { class: "rows-heading" }, t(entry.members.length === 1 ? "group.member" : "group.members", { count: entry.members.length })),
    h("ul", { class: "rows", "aria-label": t("group.membersList") }, entry.members.map((member) => memberRow(here, phone, member))),
  ];
}

function memberRow(here, phone, member) {
  const mine = member.user_id === here.personId;
  const items = mine || member.status === "creator" ? [] : memberActs(here, phone, member);
  const openTheMenu = (anchor) => openMenu(anchor, items, { label: member.name });
  return h("li", { class: "row", data: { testid: "member", user: member.user_id, status: member.status } },
    faceOf(member.user_id, member.name),
    h("span", { class: "row-words" },
      h("strong", {}, name(member.name)),
      h("span", {}, member.is_bot ? t("chat.bot") : mine ? t("you") : t(`status.${member.status}`))),
    member.status !== "member" && h("span", { class: "tag" }, member.title ? name(member.title) : t(`status.${member.status}`)),
    items.length > 0 && iconButton("more", t("member.menu", { name: member.name }), openTheMenu, {
      testid: "member-menu", popup: "menu", tiny: true,
    }));
}

function memberActs(here, phone, member) {
  const isAdmin = member.status === "administrator";
  const act = (iconName, words, testid, choose) => ({ icon: icon(iconName), label: t(words), testid, choose });
  const promoting = [
    act("up", isAdmin ? "member.rights" : "member.makeAdmin", "promote-member", () => promote(here, phone.sheets, member)),
    isAdmin && act("down", "member.demote", "demote-member", () => demote(here, member)),
  ];
  const restricting = [
    // Only supergroups know restrictions.
    !isAdmin && here.entry.type === "supergroup" &&
      act("lock", "member.limit", "restrict-member", () => restrict(here, phone.sheets, member)),
    { ...act("trash", "member.remove", "remove-member", () => removeMember(here, member.user_id)), danger: true },
  ];
  return [
    ...(here.may("can_promote_members") ? promoting : []),
    ...(here.may("can_restrict_members") ? restricting : []),
  ].filter(Boolean);
}

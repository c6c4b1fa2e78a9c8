// The menus of a phone: what one can do in this chat, and what belongs to the phone wherever one is.

import { post } from "../api.js";
import { emit } from "../bus.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { openLinkDialog } from "../link_dialog.js";
import { openMenu } from "../popup.js";
import { addPeople, leave } from "./group/group_acts.js";
import { openInfo } from "./info.js";
import { openProfile } from "./profile.js";
import { chooseContact, shareContact } from "./writing/share_contact.js";

export function openRoomMenu(here, phone, anchor) {
  openMenu(anchor, [...inThisChat(here, phone, anchor), ...onThisPhone(here.device)], { label: t("menu"), testid: "phone-menu-items" });
}

/** The menu of the list of chats. */
export function openListMenu(device, anchor) {
  openMenu(anchor, onThisPhone(device), { label: t("menu"), testid: "phone-menu-items" });
}

const onThisPhone = (device) => [
  { icon: icon("person"), label: t("profile"), testid: "profile", choose: () => openProfile(device.personId) },
  { icon: icon("link"), label: t("link.paste"), testid: "menu-paste-link", choose: () => openLinkDialog(device.personId) },
  {
    icon: icon("phones"),
    label: t("device.second"),
    testid: "menu-second-device",
    choose: () => emit("add-device", { personId: device.personId }),
  },
  device.held
    ? { icon: icon("play"), label: t("device.release"), testid: "menu-release", choose: () => device.hold(false) }
    : { icon: icon("pause"), label: t("device.hold"), testid: "menu-hold", choose: () => device.hold(true) },
];

function inThisChat(here, phone, anchor) {
  const info = { icon: icon("info"), label: t(here.isGroup ? "group.info" : "info"), testid: "menu-info", choose: () => openInfo(here, phone) };
  if (here.isGroup) {
    return [
      info,
      { icon: icon("addPerson"), label: t("group.add"), testid: "menu-add", choose: () => addPeople(here, phone.sheets) },
      { icon: icon("leave"), label: t("group.leave"), danger: true, testid: "menu-leave", choose: () => leave(here, phone.questions) },
    ];
  }
  const contacts = [
    {
      icon: icon("contact"),
      label: t("contact.shareOwn"),
      testid: "menu-share-contact",
      choose: () => shareContact(here, phone.questions.ask).catch(here.complain),
    },
    { icon: icon("contact"), label: t("contact.shareOther"), testid: "menu-share-other", choose: () => chooseContact(here, phone.sheets, anchor) },
  ];
  return here.isWithBot ? [info, ...contacts, blocking(here)] : [info, ...contacts];
}

function blocking(here) {
  const act = (path) => () => post(`/sim/people/${here.personId}/${path}`).catch(here.complain);
  return here.person.blocked
    ? { icon: icon("check"), label: t("menu.unblock"), testid: "menu-unblock", choose: act("unblock") }
    : { icon: icon("block"), label: t("menu.block"), danger: true, testid: "menu-block", choose: act("block") };
}

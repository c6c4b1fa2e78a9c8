// What one can do with a message: react, reply, edit, copy, forward, delete.

import { post } from "../../api.js";
import { copyText } from "../../copy.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openMenu } from "../../popup.js";
import { summary } from "./kinds.js";
import { reactionPicker } from "./reactions.js";
import { isService } from "./service.js";

/** Opens the menu at `spot` (an element, or {x, y}); `acts` is {reply, edit, forward}, each called with the message. */
export function openMessageMenu(here, message, spot, acts) {
  const service = isService(message);
  const ephemeral = message.only_for_you;
  const mayEdit = message.out && !message.forward_origin && !message.via_bot && (message.text || message.photo || message.document);
  const mayDelete = here.isWithBot || message.out || here.may("can_delete_messages") || here.entry.type === "private";
  const mayPin = here.may("can_pin_messages") && !ephemeral && !service;
  openMenu(spot, [
    !service && !ephemeral && { bare: (close) => reactionPicker(here, message, close) },
    !service && !ephemeral && { icon: icon("reply"), label: t("message.reply"), testid: "reply", choose: () => acts.reply(message) },
    mayEdit && { icon: icon("edit"), label: t("message.edit"), testid: "edit", choose: () => acts.edit(message) },
    mayPin && {
      icon: icon("pin"),
      label: t(message.pinned ? "message.unpin" : "message.pin"),
      testid: "pin",
      choose: () => pin(here, message),
    },
    { icon: icon("copy"), label: t("message.copy"), testid: "copy", choose: () => copy(here, message) },
    !service && !ephemeral && { icon: icon("forward"), label: t("message.forward"), testid: "forward", choose: () => acts.forward(message) },
    mayDelete && { icon: icon("trash"), label: t("message.delete"), danger: true, testid: "delete", choose: () => remove(here, message) },
  ], { label: t("message") });
}

async function pin(here, message) {
  const body = { message_id: message.message_id, pinned: !message.pinned };
  await post(`/sim/people/${here.personId}/groups/${here.chatId}/pin`, body).catch(here.complain);
}

async function copy(here, message) {
  here.say(t((await copyText(summary(message))) ? "copied" : "copy.refused"));
}

async function remove(here, message) {
  await here.delete(message.message_id).catch(here.complain);
}

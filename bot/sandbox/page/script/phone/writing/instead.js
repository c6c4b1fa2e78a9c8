// What stands instead of the text field where one cannot write (yet): START, "unblock", or why.

import { post } from "../../api.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { topicOf } from "../group/topics.js";

/** A button, or words on one that does nothing; null if one can write here. */
export function insteadOfWriting(here) {
  const { chat, entry } = here;
  const act = (path, body) => () => post(`/sim/people/${here.personId}/${path}`, body).catch(here.complain);
  if (here.isWithBot && here.person?.blocked) return bigButton("unblock", t("unblock"), act("unblock"));
  if (here.isWithBot && chat.loaded && !chat.messages().length && !chat.unsent.length) {
    return bigButton("start", t("start"), act("start", { payload: "" }));
  }
  if (entry.upgraded_to) return bigButton("upgraded", t("group.openUpgraded"), () => here.open(entry.upgraded_to));
  if (here.isGroup && entry.my_status && !here.may("can_send_messages")) return bigButton("muted", t("group.muted"), null);
  if (topicOf(here)?.closed && !here.may("can_manage_topics")) return bigButton("closed-topic", t("topics.isClosed"), null);
  return null;
}

const bigButton = (testid, words, act) =>
  h("button", { type: "button", class: "big-button", disabled: !act, data: { testid }, on: { click: act } }, words);

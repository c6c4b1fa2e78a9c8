// The buttons under a message: rows, colours, what each kind does when tapped.

import { emit } from "../../bus.js";
import { copyText } from "../../copy.js";
import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { readLink } from "../../links.js";
import { openLink } from "../../open_link.js";
import { openShareMenu } from "../../share.js";
import { botMention } from "../here.js";
import { isPending, tap } from "./taps.js";

const CORNER_ICONS = { url: "open", copy: "copy", share: "forward", switch: "forward" };

/** The keyboard of `message` in that chat, or null if it has none. */
export function renderInlineKeyboard(here, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "inline-keyboard", data: { testid: "inline-keyboard" } },
    rows.map((row, rowNumber) =>
      h("div", { class: "key-row" },
        row.map((key, column) => renderKey(here, message, key, rowNumber, column)))));
}

function renderKey(here, message, key, row, column) {
  const kind = kindOfButton(key);
  const pending = key.callback_data !== undefined && isPending(here, message.message_id, key.callback_data);
  return h(
    "button",
    {
      type: "button",
      class: `key ${["primary", "success", "danger"].includes(key.style) ? `key-${key.style}` : ""}`,
      disabled: kind === "disabled",
      "aria-busy": pending ? "true" : null,
      data: { testid: "inline-button", callback: key.callback_data, kind, row, column, url: key.url, style: key.style },
      on: { click: (event) => pressButton(here, message, key, kind, event.currentTarget) },
    },
    h("span", { class: "key-text", dir: "auto" }, key.text),
    CORNER_ICONS[kind] && icon(CORNER_ICONS[kind]),
    pending && h("span", { class: "spinner", role: "progressbar", "aria-label": t("waiting") }),
  );
}

/** "callback", "url", "copy", "share" (a link to pass on), "switch" (to inline mode), "disabled" or "unplayed". */
export function kindOfButton(key) {
  if (key.disabled) return "disabled";
  if (key.callback_data !== undefined) return "callback";
  if (key.copy_text) return "copy";
  if (key.url !== undefined) return readLink(key.url).kind === "share" ? "share" : "url";
  if (Object.keys(key).some((field) => field.startsWith("switch_inline_query"))) return "switch";
  return "unplayed";
}

const presses = {
  disabled: () => {},
  callback: async (here, message, key, anchor) => {
    const answer = await tap(here, message.message_id, key.callback_data);
    if (answer?.url) openLink(here.personId, answer.url, anchor, { directly: true });
  },
  copy: async (here, _message, key) => here.say(t((await copyText(key.copy_text.text)) ? "copied" : "copy.refused")),
  url: (here, _message, key, anchor) => openLink(here.personId, key.url, anchor),
  share: (here, _message, key, anchor) => openShareMenu(here.personId, readLink(key.url), anchor),
  switch: (here, _message, key) => switchInline(here, key),
  unplayed: (here) => here.say(t("button.unplayed")),
};

/** In this chat at once; else a chat is asked for first, of the kinds that the button allows. */
function switchInline(here, key) {
  const chosen = key.switch_inline_query_chosen_chat;
  const query = key.switch_inline_query_current_chat ?? key.switch_inline_query ?? chosen?.query ?? "";
  const write = `${botMention()} ${query}`;
  if (key.switch_inline_query_current_chat !== undefined) here.open(here.chatId, write);
  else emit("choose-chat", { personId: here.personId, allowed: chosen, write });
}

/** Does what the button is for. */
export async function pressButton(here, message, key, kind, anchor) {
  try {
    await presses[kind](here, message, key, anchor);
  } catch (error) {
    here.complain(error);
  }
}

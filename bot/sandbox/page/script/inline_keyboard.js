// The buttons under a message: rows, colours, what each kind does when tapped.

import { Refused } from "./api.js";
import { emit } from "./bus.js";
import { copyText } from "./copy.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { deepLinkIn, readLink } from "./links.js";
import { openLink } from "./open_link.js";
import { openShareMenu } from "./share.js";
import { isPending, tap } from "./taps.js";

const CORNER_ICONS = { url: "open", copy: "copy", share: "forward" };

/** The keyboard of `message` in that person's chat, or null if it has none. */
export function renderInlineKeyboard(personId, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  return h("div", { class: "inline-keyboard", data: { testid: "inline-keyboard" } },
    rows.map((row, rowNumber) =>
      h("div", { class: "key-row" },
        row.map((key, column) => renderKey(personId, message, key, rowNumber, column)))));
}

function renderKey(personId, message, key, row, column) {
  const kind = kindOf(key);
  const pending = key.callback_data !== undefined && isPending(personId, message.message_id, key.callback_data);
  return h(
    "button",
    {
      type: "button",
      class: `key ${["primary", "success", "danger"].includes(key.style) ? `key-${key.style}` : ""}`,
      disabled: kind === "disabled",
      "aria-busy": pending ? "true" : null,
      data: { testid: "inline-button", callback: key.callback_data, kind, row, column, url: key.url, style: key.style },
      on: { click: (event) => press(personId, message, key, kind, event.currentTarget) },
    },
    h("span", { class: "key-text", dir: "auto" }, key.text),
    CORNER_ICONS[kind] && icon(CORNER_ICONS[kind]),
    pending && h("span", { class: "spinner", role: "progressbar", "aria-label": t("waiting") }),
  );
}

function kindOf(key) {
  if (key.disabled) return "disabled";
  if (key.callback_data !== undefined) return "callback";
  if (key.copy_text) return "copy";
  if (key.url !== undefined) return readLink(key.url).kind === "share" ? "share" : "url";
  if (Object.keys(key).some((field) => field.startsWith("switch_inline_query"))) return "share";
  return "unplayed";
}

const presses = {
  disabled: () => {},
  callback: async (personId, message, key, anchor) => {
    const answer = await tap(personId, message.message_id, key.callback_data);
    if (answer?.url) openLink(personId, answer.url, anchor, { directly: true });
  },
  copy: async (personId, _message, key) =>
    emit("answer", { personId, text: t((await copyText(key.copy_text.text)) ? "copied" : "copy.refused"), alert: false }),
  url: (personId, _message, key, anchor) => openLink(personId, key.url, anchor),
  share: (personId, message, key, anchor) => {
    const shared = key.url ? readLink(key.url) : { url: deepLinkIn(message) ?? "", text: "" };
    if (shared.url || shared.text) openShareMenu(personId, shared, anchor);
    else emit("answer", { personId, text: t("button.unplayed"), alert: false });
  },
  unplayed: (personId) => emit("answer", { personId, text: t("button.unplayed"), alert: false }),
};

async function press(personId, message, key, kind, anchor) {
  try {
    await presses[kind](personId, message, key, anchor);
  } catch (error) {
    emit("answer", { personId, text: error instanceof Refused ? error.message : t("away.tryAgain"), alert: false });
  }
}

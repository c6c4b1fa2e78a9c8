// The keyboard that replaces the phone's own: which one is up, and what its keys do.

import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";

/**
 * What the chat's last word on keyboards is:
 * {markup, messageId, used} for a keyboard, {force: message} for "please reply to this", else null.
 */
export function keyboardNow(messages) {
  for (const message of [...messages].reverse()) {
    const markup = message.reply_markup;
    if (message.out || !markup || markup.inline_keyboard) continue;
    if (markup.remove_keyboard) return null;
    const used = messages.some((later) => later.out && later.message_id > message.message_id);
    if (markup.force_reply) return used ? null : { force: message };
    if (markup.keyboard) return { markup, messageId: message.message_id, used };
  }
  return null;
}

/** The keys; `press(key)` is called with the KeyboardButton. */
export function renderReplyKeyboard(markup, press) {
  return h("div", { class: `reply-keyboard ${markup.resize_keyboard ? "resized" : ""}`, data: { testid: "reply-keyboard" } },
    markup.keyboard.map((row) =>
      h("div", { class: "key-row" },
        row.map((raw) => {
          const key = typeof raw === "string" ? { text: raw } : raw;
          const kind = kindOf(key);
          return h("button", {
            type: "button",
            class: `reply-key ${key.style ? `key-${key.style}` : ""}`,
            data: { testid: "reply-button", kind, text: key.text },
            on: { click: () => press(key, kind) },
          }, h("span", { dir: "auto" }, key.text));
        }))));
}

function kindOf(key) {
  if (key.request_contact) return "contact";
  if (key.request_users) return "users";
  if (key.request_chat) return "chat";
  return Object.keys(key).some((field) => field.startsWith("request_") || field === "web_app") ? "unplayed" : "text";
}

/** The toggle that shows or hides the keyboard. */
export const keyboardToggle = (shown, toggle) =>
  h("button", {
    type: "button",
    class: "round",
    "aria-label": t(shown ? "keyboard.hide" : "keyboard.show"),
    "aria-pressed": String(shown),
    data: { testid: "keyboard-toggle" },
    on: { click: toggle },
  }, icon(shown ? "down" : "keyboard"));

// The buttons inside a rich message: they do what the buttons under a message do.

import { h } from "../../dom.js";
import { pressButton, kindOfButton } from "./inline_keyboard.js";
import { renderRich } from "./rich_text.js";

export function richButton(here, message, key) {
  const kind = kindOfButton(key);
  return h("button", {
    type: "button",
    class: `rich-button ${["primary", "success", "danger"].includes(key.style) ? `key-${key.style}` : ""}`,
    disabled: kind === "disabled",
    data: { testid: "rich-button", kind, callback: key.callback_data },
    on: { click: (event) => pressButton(here, message, key, kind, event.currentTarget) },
  }, renderRich(key.text, { on: {}, reader: here.reader }));
}

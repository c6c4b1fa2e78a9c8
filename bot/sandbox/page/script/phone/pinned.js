// The bar with the newest pinned message of a chat.

import { emit } from "../bus.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { summary } from "./message/kinds.js";

export function createPinnedBar(here) {
  const element = h("div", { class: "pinned-bar", hidden: true, data: { testid: "pinned" } });

  function draw() {
    const pinned = here.chat.messages().filter((message) => message.pinned).at(-1);
    element.hidden = !pinned;
    if (!pinned) return;
    const show = () => emit("show-message", { personId: here.personId, chatId: here.chatId, messageId: pinned.message_id });
    refill(element, h("button", { type: "button", on: { click: show } },
      icon("pin"),
      h("span", { class: "reply-words" }, h("strong", {}, t("message.pinned")), h("span", { dir: "auto" }, summary(pinned)))));
  }

  here.on("chat", draw);
  draw();
  return { element };
}

// The list of chats on one device: who was last heard of, what they said, how much is unread.

import { iconButton, wordButton } from "../../controls.js";
import { h, name, refill } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { browserZone, listMoment } from "../../moments.js";
import { recallInTab } from "../../remember.js";
import { chatListOf, personOf } from "../../world.js";
import { nameOfUser, pictureOf, titleOf } from "../faces.js";
import { Here } from "../here.js";
import { summary } from "../message/kinds.js";
import { isService } from "../message/service.js";
import { tickOf } from "../message/ticks.js";
import { openListMenu } from "../room_menu.js";
import { smsButton } from "../sms_button.js";
import { openNewChatMenu } from "./new_chat.js";

/** The screen; `open(chatId)` is called when a chat is chosen. */
export function createChatScreen(device, { open, sms, sheets }) {
  const { personId } = device;
  const chats = chatListOf(personId);
  const header = h("header", { class: "chat-header" });
  const list = h("ul", { class: "chats", "aria-label": t("chats"), data: { testid: "chats" } });
  const element = h("div", { class: "chat-screen" },
    header,
    list,
    wordButton([icon("edit"), t("chats.new")], (anchor) => openNewChatMenu(device, sheets, anchor), {
      kind: "solid new-chat", testid: "new-chat", "aria-haspopup": "menu",
    }));
  list.addEventListener("keydown", steer);

  function draw() {
    refill(header,
      h("strong", { class: "screen-title" }, t("chats")),
      smsButton(personId, sms),
      iconButton("more", t("menu"), (anchor) => openListMenu(device, anchor), { testid: "phone-menu", popup: "menu" }));
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    refill(list, chats.listed().map((entry) => h("li", {}, row(entry))));
    if (focused) list.querySelector(`[data-chat="${focused}"]`)?.focus({ preventScroll: true });
  }

  function row(entry) {
    const chat = chats.chat(entry.id);
    const last = chats.lastOf(entry);
    return h("button", {
      type: "button",
      class: "chat-row",
      data: { testid: "chat-row", chat: entry.id, type: entry.type },
      on: { click: () => open(entry.id) },
    },
    pictureOf(entry, "large"),
    h("span", { class: "chat-row-words" },
      h("span", { class: "chat-row-top" },
        h("strong", {}, entry.type !== "private" && icon("people"), name(titleOf(entry))),
        last?.out && !isService(last) && tickOf(new Here(device, entry.id), last),
        last && h("time", {}, listMoment(last.date * 1000, personOf(personId)?.zone ?? browserZone))),
      h("span", { class: "chat-row-bottom" },
        h("span", { class: "preview" }, preview(entry, chat, last)),
        chat.unread > 0 && h("span", { class: "badge", "aria-label": t("unread", { count: chat.unread }), data: { testid: "chat-unread" } }, chat.unread))));
  }

  function preview(entry, chat, last) {
    const draft = recallInTab(`draft.${device.key}.${entry.id}`, "");
    if (chat.typing) return h("span", { class: "typing" }, t("chat.typing"));
    if (draft) return [h("span", { class: "draft" }, t("chats.draft")), " ", name(draft)];
    if (!last) return t("chat.nothingYet");
    const isNamed = entry.type !== "private" && !isService(last);
    return [isNamed && h("span", { class: "preview-who" }, name(last.out ? t("you") : nameOfUser(last.from)), ": "), name(summary(last))];
  }

  function steer(event) {
    const rows = [...list.querySelectorAll(".chat-row")];
    const at = rows.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined || !rows.length) return;
    event.preventDefault();
    rows.at(to % rows.length).focus();
  }

  const redraw = () => element.isConnected && draw();
  for (const topic of ["chat", "chats", "unread", "typing", "people", "bot", "sms"]) device.on(topic, redraw);
  return {
    element,
    focus: () => list.querySelector("button")?.focus({ preventScroll: true }),
    shown: (fromChat) => {
      draw();
      list.querySelector(`[data-chat="${fromChat}"]`)?.focus({ preventScroll: true });
    },
  };
}

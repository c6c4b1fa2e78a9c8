// The header of a chat: back to the list, whom the chat is with, the SMS, the menu.

import { iconButton } from "../controls.js";
import { h, name, refill } from "../dom.js";
import { t } from "../language.js";
import { tongueSwitch } from "../tongues.js";
import { chatListOf, world } from "../world.js";
import { pictureOf, subtitleOf, titleOf } from "./faces.js";
import { openInfo } from "./info.js";
import { openRoomMenu } from "./room_menu.js";
import { smsButton } from "./sms_button.js";

export function createRoomHeader(here, phone) {
  const element = h("header", { class: "chat-header" });

  function draw() {
    const { entry, person, chat } = here;
    const elsewhere = chatListOf(here.personId).unread - chat.unread;
    const typing = t(here.isGroup ? "chat.typingIn" : "chat.typing", { name: world.bot?.first_name ?? "" });
    refill(element,
      iconButton("back", t("chats.back", { count: elsewhere }), phone.back, {
        testid: "back",
        more: elsewhere > 0 && h("span", { class: "badge", data: { testid: "unread-elsewhere" } }, elsewhere),
      }),
      h("button", {
        type: "button",
        class: "chat-title",
        "aria-label": t("info.of", { title: titleOf(entry) }),
        data: { testid: "chat-info" },
        on: { click: () => openInfo(here, phone) },
      },
      pictureOf(entry),
      h("span", { class: "chat-words" },
        h("strong", { data: { testid: here.isWithBot ? "bot-name" : "chat-name" } }, name(titleOf(entry))),
        h("span", { class: chat.typing ? "typing" : "" }, chat.typing ? typing : subtitleOf(entry)))),
      person && tongueSwitch(person, "narrow-only"),
      smsButton(here.personId, phone.sms),
      iconButton("more", t("menu"), (anchor) => openRoomMenu(here, phone, anchor), { testid: "phone-menu", popup: "menu" }));
  }

  for (const topic of ["people", "bot", "chats", "typing"]) here.on(topic, draw);
  for (const topic of ["sms", "unread", "chat"]) here.device.on(topic, draw);
  draw();
  return { element };
}

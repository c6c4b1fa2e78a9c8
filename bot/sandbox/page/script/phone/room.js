// One chat on one device: header, topics, messages, and where one writes.

import { h } from "../dom.js";
import { chooseChat } from "./chats/choose_chat.js";
import { forwardTo } from "./chats/forward.js";
import { createTopicBar } from "./group/topics.js";
import { Here } from "./here.js";
import { createConversation } from "./message/conversation.js";
import { openMessageMenu } from "./message/message_menu.js";
import { createPinnedBar } from "./pinned.js";
import { createRoomHeader } from "./room_header.js";
import { createComposer } from "./writing/composer.js";

/** A room; `phone` is {questions, sheets, sms, back} of the phone that it is in. */
export function createRoom(device, chatId, phone) {
  const here = new Here(device, chatId);
  const acts = {
    reply: (message) => composer.reply(message),
    edit: (message) => composer.edit(message),
    forward: (message) => chooseChat(here, phone.sheets, { choose: (to) => forwardTo(here, message, to) }),
  };
  const openMenu = (message, spot) => openMessageMenu(here, message, spot, acts);
  const header = createRoomHeader(here, phone);
  const conversation = createConversation(here, { openMenu });
  const composer = createComposer(here, { ...phone, sent: () => conversation.toEnd() });
  const topics = createTopicBar(here, phone.sheets, () => {
    conversation.redraw();
    conversation.toEnd();
    composer.draw();
  });
  const pinned = createPinnedBar(here);
  const element = h("div", { class: "room", data: { testid: "room", chat: chatId } },
    header.element, topics.element, pinned.element, conversation.element, composer.element);

  // What arrives in a chat that somebody looks at is read.
  const read = () => element.isConnected && document.visibilityState === "visible" && here.chat.markRead();
  here.on("chat", read);
  document.addEventListener("visibilitychange", read);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    composer.focus();
  });

  function close() {
    here.close();
    document.removeEventListener("visibilitychange", read);
  }

  return {
    here,
    close,
    element,
    focus: composer.focus,
    write: composer.write,
    /** To be called when it has come into the page. */
    shown() {
      if (!here.chat.settled) here.chat.nudge();
      composer.draw();
      conversation.shown();
      read();
    },
  };
}

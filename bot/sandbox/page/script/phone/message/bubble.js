// One message as a row of a conversation: its bubble with picture, words, time and ticks, and the buttons below it.

import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t, tOr } from "../../language.js";
import { timeOfDay } from "../../moments.js";
import { openLink } from "../../open_link.js";
import { faceOf, nameOfUser } from "../faces.js";
import { botMention } from "../here.js";
import { openName } from "../open_name.js";
import { renderText } from "./entities.js";
import { forwardedFrom, onlyForYou, quoteOf, senderOf } from "./heading.js";
import { renderInlineKeyboard } from "./inline_keyboard.js";
import { unknownKind } from "./kinds.js";
import { contactOf, fileLink, pictureOf, stickerOf } from "./media.js";
import { renderReactions } from "./reactions.js";
import { richButton } from "./rich_button.js";
import { renderRichMessage } from "./rich.js";
import { isService, serviceWords } from "./service.js";
import { thingOf } from "./things.js";
import { tickOf } from "./ticks.js";

/**
 * An element that shows `message`; `update(message)` changes it in place, keeping a picture that stayed and the focus.
 * `openMenu(message, spot)` is called when the person wants to do something with it.
 */
export function createBubble(here, message, openMenu) {
  const element = h("div", {
    class: `message ${message.out ? "out" : "in"} ${isService(message) ? "service" : ""} ${here.isGroup ? "in-group" : ""}`,
    tabIndex: -1,
    data: { testid: "message", messageId: message.message_id, person: here.personId, chat: here.chatId },
  });
  const pictures = new Map();

  function update(next) {
    const focused = focusedKey(element);
    if (isService(next)) element.replaceChildren(serviceRow(here, next));
    else {
      element.replaceChildren(
        h("div", { class: "stack" }, bubbleOf(here, next, pictures), renderInlineKeyboard(here, next)),
        h("button", {
          type: "button",
          class: "round tiny message-more",
          tabIndex: -1,
          "aria-label": t("message.menu"),
          title: t("message.menu"),
          on: { click: (event) => openMenu(next, event.currentTarget) },
        }, icon("more")));
    }
    if (focused) refocus(element, focused);
  }

  update(message);
  return { element, update };
}

function focusedKey(element) {
  const focused = document.activeElement;
  return element.contains(focused) && focused.dataset.row ? { ...focused.dataset } : null;
}

function refocus(element, { row, column }) {
  const keys = element.querySelectorAll(".key:enabled");
  const same = [...keys].find((key) => key.dataset.row === row && key.dataset.column === column);
  (same ?? keys[0])?.focus({ preventScroll: true });
}

function serviceRow(here, message) {
  return h("div", { class: "service-words", data: { testid: "service", messageId: message.message_id, person: here.personId } },
    serviceWords(message));
}

function bubbleOf(here, message, pictures) {
  const words = wordsOf(here, message);
  const picture = message.photo && pictureOf(here, message, pictures);
  const above = picture && message.show_caption_above_media;
  const isBare = message.sticker && !message.reply_to_message && !message.forward_origin;
  return h(
    "article",
    {
      class: `bubble ${picture ? "with-picture" : ""} ${isBare ? "bare" : ""} ${words ? "" : "wordless"}`,
      "aria-label": here.isGroup ? nameOfUser(message.from) : undefined,
      data: {
        testid: "bubble",
        messageId: message.message_id,
        person: here.personId,
        out: message.out ? "1" : "0",
        edited: message.edit_date && "1",
      },
    },
    here.isGroup && !message.out && faceOf(message.from.id, nameOfUser(message.from), "beside"),
    senderOf(here, message),
    onlyForYou(message),
    forwardedFrom(message),
    quoteOf(here, message),
    above ? [words, picture] : [picture, words],
    message.sticker && stickerOf(message),
    message.contact && contactOf(message),
    thingOf(message),
    message.document && !message.animation && fileLink(message.document),
    unplayed(message),
    !words && metaOf(here, message),
    renderReactions(here, message),
  );
}

function unplayed(message) {
  const kind = unknownKind(message);
  return kind && h("p", { class: "unplayed" }, t("kind.unplayed", { kind: tOr(`kind.${kind}`, kind) }));
}

function wordsOf(here, message) {
  const text = message.text ?? message.caption;
  if (!text && !message.rich_message) return null;
  const { reader } = here;
  const on = {
    link: (href, anchor) => openLink(here.personId, href, anchor),
    command: (command) => here.chat.send(addressed(here, message, command), { threadId: here.writesIn }),
    mention: (mention) => openName(here, mention),
  };
  const button = (key) => richButton(here, message, key);
  return h("div", { class: "text", dir: "auto", lang: reader.locale, data: { testid: "text" } },
    text && renderText(text, message.entities ?? message.caption_entities, on, reader),
    message.rich_message && renderRichMessage(message.rich_message, { on, reader, button }),
    metaOf(here, message));
}

// In a group a command of the bot's message says whose it is.
const addressed = (here, message, command) =>
  here.isGroup && message.from.is_bot && !command.includes("@") ? command + botMention() : command;

function metaOf(here, message) {
  const sentAt = message.date * 1000;
  return h("span", { class: "meta", dir: "ltr" },
    message.pinned && h("span", { class: "tick", role: "img", "aria-label": t("message.pinned") }, icon("pin")),
    message.edit_date && h("span", {}, t("message.edited")),
    h("time", { datetime: new Date(sentAt).toISOString() }, timeOfDay(sentAt, here.reader.zone)),
    message.out && tickOf(here, message));
}

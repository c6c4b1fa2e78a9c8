// One message as a bubble, with its picture, words, time, ticks and the buttons below it.

import { fileUrl } from "./api.js";
import { emit } from "./bus.js";
import { avatar, fullName } from "./avatar.js";
import { h, name } from "./dom.js";
import { renderText } from "./entities.js";
import { icon } from "./icons.js";
import { renderInlineKeyboard } from "./inline_keyboard.js";
import { t } from "./language.js";
import { openLightbox } from "./lightbox.js";
import { timeOfDay } from "./moments.js";
import { openLink } from "./open_link.js";
import { chatOf, personOf } from "./world.js";

/** An element that shows `message`; `update(message)` changes it in place, keeping a picture that stayed and the focus. */
export function createBubble(personId, message) {
  const element = h("div", {
    class: `message ${message.out ? "out" : "in"}`,
    data: { testid: "message", messageId: message.message_id, person: personId },
  });
  const pictures = new Map();

  function update(next) {
    const focused = focusedKey(element);
    element.replaceChildren(
      h("div", { class: "stack" }, bubbleOf(personId, next, pictures), renderInlineKeyboard(personId, next)));
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

function bubbleOf(personId, message, pictures) {
  const words = wordsOf(personId, message);
  const picture = message.photo && pictureOf(personId, message, pictures);
  const above = picture && message.show_caption_above_media;
  return h(
    "article",
    {
      class: `bubble ${picture ? "with-picture" : ""} ${words ? "" : "wordless"}`,
      data: {
        testid: "bubble",
        messageId: message.message_id,
        person: personId,
        out: message.out ? "1" : "0",
        edited: message.edit_date && "1",
      },
    },
    quoteOf(personId, message),
    above ? [words, picture] : [picture, words],
    contactOf(message),
    documentOf(message),
    !knows(message) && h("p", { class: "unplayed" }, t("message.unplayed")),
    !words && metaOf(personId, message),
    message.reactions && h("div", { class: "reactions" }, message.reactions.map((emoji) => h("span", {}, emoji))),
  );
}

const knows = (message) => ["text", "caption", "photo", "contact", "document"].some((field) => message[field] !== undefined);

function wordsOf(personId, message) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const person = personOf(personId);
  const reader = { zone: person?.time_zone ?? undefined, locale: tongueOf(person) };
  const on = {
    link: (href, anchor) => openLink(personId, href, anchor),
    command: (command) => chatOf(personId).send(command),
  };
  return h("div", { class: "text", dir: "auto", lang: reader.locale, data: { testid: "text" } },
    renderText(text, message.entities ?? message.caption_entities, on, reader),
    metaOf(personId, message));
}

const tongueOf = (person) => {
  try {
    return Intl.getCanonicalLocales(person?.language_code ?? "en")[0];
  } catch {
    return "en";
  }
};

function metaOf(personId, message) {
  const sentAt = message.date * 1000;
  return h("span", { class: "meta", dir: "ltr" },
    message.edit_date && h("span", {}, t("message.edited")),
    h("time", { datetime: new Date(sentAt).toISOString() }, timeOfDay(sentAt, personOf(personId)?.time_zone)),
    message.out && tickOf(personId, message));
}

function tickOf(personId, message) {
  const handled = chatOf(personId).reactedTo(message);
  return h("span", { class: "tick", role: "img", "aria-label": t(handled ? "tick.handled" : "tick.sent") },
    icon(handled ? "ticks" : "check"));
}

function pictureOf(personId, message, pictures) {
  const size = message.photo.reduce((best, other) => (other.width * other.height > best.width * best.height ? other : best));
  if (!pictures.has(size.file_unique_id ?? size.file_id)) {
    const image = h("img", { src: fileUrl(size.file_id), alt: t("picture"), width: size.width, height: size.height, draggable: "false" });
    pictures.clear();
    pictures.set(size.file_unique_id ?? size.file_id, image);
  }
  return h(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-label": t("picture.open"),
      data: { testid: "photo", fileId: size.file_id },
      on: { click: () => openLightbox(personId, size.file_id, message) },
    },
    pictures.get(size.file_unique_id ?? size.file_id));
}

function contactOf(message) {
  const contact = message.contact;
  if (!contact) return null;
  return h("div", { class: "contact-card", data: { testid: "contact" } },
    avatar({ id: contact.user_id ?? 0, first_name: contact.first_name }),
    h("div", {},
      h("strong", {}, name(fullName(contact))),
      h("span", { class: "contact-number", dir: "ltr" }, contact.phone_number)));
}

function documentOf(message) {
  const file = message.document;
  if (!file) return null;
  return h("a", { class: "document", href: fileUrl(file.file_id), download: file.file_name ?? "", data: { testid: "document" } },
    h("span", { class: "document-icon" }, icon("file")), name(file.file_name ?? t("file")));
}

function quoteOf(personId, message) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  return h(
    "button",
    { type: "button", class: "reply-quote", on: { click: () => emit("show-message", { personId, messageId: quoted.message_id }) } },
    h("strong", {}, name(quoted.from?.first_name ?? "")),
    h("span", { dir: "auto" }, summary(quoted)));
}

/** A message in one line. */
export const summary = (message) =>
  message.text ?? message.caption ?? (message.contact ? t("contact") : message.photo ? t("picture") : t("message"));

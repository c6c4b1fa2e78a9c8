// What a message is, and what it says in one line.

import { t, tOr } from "../../language.js";
import { plainText } from "./rich_text.js";
import { isService, serviceLine } from "./service.js";

// What is shown, and what only says how a message came here or what surrounds it. Any other field is content of a kind
// that this page does not show, and the bubble says so.
const SHOWN = ["text", "caption", "photo", "contact", "document", "sticker", "rich_message", "animation", "dice", "location"];
const AROUND = new Set([
  "message_id", "message_thread_id", "from", "sender_chat", "date", "chat", "forward_origin", "is_topic_message", "receiver_user",
  "ephemeral_message_id", "reply_to_message", "external_reply", "quote", "via_bot", "edit_date", "has_protected_content", "entities",
  "link_preview_options", "effect_id", "caption_entities", "show_caption_above_media", "has_media_spoiler", "reply_markup",
  "out", "deleted", "revision", "pinned", "reactions", "reactions_of", "only_for_you", "media_group_id", "author_signature",
  "sender_tag", "is_from_offline", "sender_boost_count", "replaces",
]);

/** The field of a kind of content that the page does not show; null if it shows the message. */
export function unknownKind(message) {
  if (SHOWN.some((field) => message[field] !== undefined) || isService(message)) return null;
  return Object.keys(message).find((field) => !AROUND.has(field)) ?? "message";
}

/** A message in one line. */
export function summary(message) {
  if (message.text) return message.text;
  if (isService(message)) return serviceLine(message);
  if (message.photo) return withCaption(t("picture"), message);
  if (message.animation) return withCaption(t("kind.animation"), message);
  if (message.dice) return `${message.dice.emoji} ${message.dice.value}`;
  if (message.location) return message.venue?.title ?? t("kind.location");
  if (message.sticker) return [t("sticker"), message.sticker.emoji].filter(Boolean).join(" ");
  if (message.document) return withCaption(message.document.file_name ?? t("file"), message);
  if (message.contact) return t("contact");
  if (message.rich_message) return plainText(message.rich_message);
  return message.caption ?? tOr(`kind.${unknownKind(message)}`, t("message"));
}

const withCaption = (kind, message) => message.caption ?? kind;

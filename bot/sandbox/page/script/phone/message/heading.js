// What stands above a message's own content: who wrote it, by way of whom, where it came from, what it answers.

import { emit } from "../../bus.js";
import { h, name } from "../../dom.js";
import { icon } from "../../icons.js";
import { phrase, t } from "../../language.js";
import { colouredName, nameOfUser } from "../faces.js";
import { botMention } from "../here.js";
import { summary } from "./kinds.js";

const TAGS = { creator: "member.owner", administrator: "member.admin" };

/** The sender's name in a group, and "via @bot" for what an inline query brought. Null where there is neither. */
export function senderOf(here, message) {
  const via = message.via_bot && h("span", { class: "via" }, phrase("message.via", { bot: viaButton(here, message.via_bot) }));
  const isNamed = here.isGroup && !message.out;
  const topic = here.threadId === null && topicNamed(here, message);
  if (!isNamed && !via && !topic) return null;
  const member = here.entry.members.find((each) => each.user_id === message.from.id);
  const tag = member?.title ? name(member.title) : TAGS[member?.status] && t(TAGS[member.status]);
  return h("div", { class: `sender ${via ? "always" : ""}` },
    isNamed && h("strong", { data: { testid: "sender" } }, colouredName(message.from)),
    via,
    isNamed && tag && h("span", { class: "sender-tag" }, tag),
    topic && h("span", { class: "sender-topic" }, name(topic.name)));
}

// Where the messages of all topics are shown together, each says which it belongs to.
const topicNamed = (here, message) =>
  message.is_topic_message && here.entry.topics.find((topic) => topic.message_thread_id === message.message_thread_id);

const viaButton = (here, bot) =>
  h("button", {
    type: "button",
    class: "word-button",
    data: { testid: "via" },
    on: { click: () => here.open(here.chatId, `@${bot.username ?? botMention().slice(1)} `) },
  }, `@${bot.username ?? nameOfUser(bot)}`);

/** Says that an ephemeral message is there for this person alone. */
export const onlyForYou = (message) =>
  message.only_for_you && h("div", { class: "only-for-you", data: { testid: "only-for-you" } }, icon("eye"), h("span", {}, t("message.onlyForYou")));

export function forwardedFrom(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const who = origin.sender_user
    ? colouredName(origin.sender_user)
    : name(origin.sender_user_name ?? (origin.sender_chat ?? origin.chat)?.title ?? "");
  return h("div", { class: "forwarded", data: { testid: "forwarded" } }, phrase("message.forwarded", { who: h("strong", {}, who) }));
}

/** The message that this one answers, as a button that leads there. */
export function quoteOf(here, message) {
  const quoted = message.reply_to_message;
  if (!quoted || isTopicStart(message, quoted)) return null;
  return h(
    "button",
    {
      type: "button",
      class: `reply-quote line-${Math.abs(quoted.from?.id ?? 0) % 7}`,
      data: { testid: "quote" },
      on: { click: () => emit("show-message", { personId: here.personId, chatId: here.chatId, messageId: quoted.message_id }) },
    },
    h("strong", {}, quoted.from ? colouredName(quoted.from) : null),
    h("span", { dir: "auto" }, message.quote?.text ?? summary(quoted)));
}

// In a forum everything answers the message that opened the topic; Telegram's apps do not show that.
const isTopicStart = (message, quoted) => message.is_topic_message && quoted.forum_topic_created !== undefined;

// What happened in a chat, as Telegram words it between the messages: "X added Y".

import { h } from "../../dom.js";
import { phrase, t } from "../../language.js";
import { colouredName, nameOf, nameOfUser } from "../faces.js";

const HAPPENED = {
  new_chat_members: ({ from, new_chat_members: added }) =>
    added.length === 1 && added[0].id === from.id
      ? ["service.joined", { who: from }]
      : ["service.added", { who: from, whom: added }],
  left_chat_member: ({ from, left_chat_member: gone }) =>
    gone.id === from.id ? ["service.left", { who: from }] : ["service.removed", { who: from, whom: [gone] }],
  group_chat_created: ({ from, chat }) => ["service.created", { who: from, title: chat.title }],
  supergroup_chat_created: ({ from, chat }) => ["service.created", { who: from, title: chat.title }],
  new_chat_title: ({ from, new_chat_title: title }) => ["service.title", { who: from, title }],
  migrate_to_chat_id: () => ["service.upgraded", {}],
  migrate_from_chat_id: () => ["service.upgraded", {}],
  pinned_message: ({ from, pinned_message: pinned }) =>
    pinned.text ? ["service.pinnedText", { who: from, title: short(pinned.text) }] : ["service.pinned", { who: from }],
  forum_topic_created: ({ from, forum_topic_created: topic }) => ["service.topicCreated", { who: from, title: topic.name }],
  forum_topic_edited: ({ from, forum_topic_edited: topic }) => ["service.topicRenamed", { who: from, title: topic.name ?? "" }],
  forum_topic_closed: ({ from }) => ["service.topicClosed", { who: from }],
  forum_topic_reopened: ({ from }) => ["service.topicReopened", { who: from }],
  general_forum_topic_hidden: ({ from }) => ["service.generalHidden", { who: from }],
  general_forum_topic_unhidden: ({ from }) => ["service.generalShown", { who: from }],
  users_shared: ({ users_shared: shared }) => ["service.usersShared", { whom: shared.users.map((user) => ({ id: user.user_id, ...user })) }],
  chat_shared: ({ chat_shared: shared }) => ["service.chatShared", { title: shared.title ?? `id ${shared.chat_id}` }],
  write_access_allowed: () => ["service.writeAllowed", {}],
  message_auto_delete_timer_changed: ({ from }) => ["service.timer", { who: from }],
  new_chat_photo: ({ from }) => ["service.photo", { who: from }],
  delete_chat_photo: ({ from }) => ["service.photoGone", { who: from }],
};

const kindOf = (message) => Object.keys(HAPPENED).find((field) => message[field] !== undefined);

export const isService = (message) => kindOf(message) !== undefined;

const parts = (message) => HAPPENED[kindOf(message)](message);
const short = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
const called = (user) => (user.first_name || user.is_bot ? nameOfUser(user) : nameOf(user.id, `id ${user.id}`));

/** The same as plain words, for a line in a list. */
export function serviceLine(message) {
  const [key, { who, whom, title }] = parts(message);
  return t(key, { who: who && called(who), whom: whom?.map(called).join(", "), title });
}

/** The nodes that say what happened. */
export function serviceWords(message) {
  const [key, { who, whom, title }] = parts(message);
  const person = (user) => h("strong", {}, user.first_name ? colouredName(user) : called(user));
  const people = whom?.flatMap((user, index) => (index ? [", ", person(user)] : [person(user)]));
  return phrase(key, { who: who && person(who), whom: people, title: h("bdi", {}, title) });
}

// What chats and people are called and look like: titles, names, round pictures, the colour of a name.

import { avatar, botAvatar, fullName } from "../avatar.js";
import { h, name } from "../dom.js";
import { t } from "../language.js";
import { personOf, world } from "../world.js";

const isBot = (userId) => userId === world.bot?.id;

/** A person's or the bot's name, by id; `otherwise` where the page knows nobody of that id. */
export function nameOf(userId, otherwise = "…") {
  if (isBot(userId)) return world.bot.first_name;
  const person = personOf(userId);
  return person ? fullName(person) : otherwise;
}

/** The name of a Bot API User. */
export const nameOfUser = (user) => (isBot(user.id) ? world.bot.first_name : fullName(user));

/** A User's name as an element in the colour that it has in groups. */
export const colouredName = (user) => h("span", { class: `peer-${Math.abs(user.id) % 7}` }, name(nameOfUser(user)));

export function faceOf(userId, otherwise, size = "") {
  if (isBot(userId)) return botAvatar(size);
  return avatar(personOf(userId) ?? { id: userId, first_name: otherwise ?? "?" }, size);
}

/** The title of an entry of the chat list. */
export function titleOf(entry) {
  if (entry.with === "bot") return world.bot?.first_name ?? "…";
  if (entry.type === "private") return nameOf(entry.with);
  return entry.title ?? "";
}

export function pictureOf(entry, size = "") {
  if (entry.with === "bot") return botAvatar(size);
  if (entry.type === "private") return faceOf(entry.with, undefined, size);
  return avatar({ id: entry.id, first_name: entry.title ?? "?" }, size);
}

/** What is said below a chat's title. */
export function subtitleOf(entry) {
  if (entry.with === "bot") return t("chat.bot");
  if (entry.type === "private") return personOf(entry.with)?.username ? `@${personOf(entry.with).username}` : t("chat.person");
  const count = entry.members.length;
  return t(count === 1 ? "group.member" : "group.members", { count });
}

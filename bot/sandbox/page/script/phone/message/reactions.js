// Reactions: the little row under a message, and the row one chooses from.

import { h } from "../../dom.js";
import { t } from "../../language.js";
import { world } from "../../world.js";
import { faceOf, nameOf } from "../faces.js";

const FACES_AT_MOST = 3;

// The first few are at hand, the others behind "more"; these are all that Telegram knows.
const QUICK = ["👍", "❤", "🔥", "🎉", "👏", "😁", "🤔"];
const MORE = `👎 🥰 🤯 😱 🤬 😢 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓
  👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡`.split(/\s+/);

const shownEmoji = (emoji) => (["❤", "☃", "✍", "🕊", "⚡"].includes(emoji) ? `${emoji}\ufe0f` : emoji);

/** Who reacted with what: emoji → ids, the bot's own among them. */
function byEmoji(message) {
  const everybody = [
    ...Object.entries(message.reactions_of ?? {}).map(([id, emoji]) => [Number(id), emoji]),
    ...(message.reactions ? [[world.bot?.id, message.reactions]] : []),
  ];
  const found = new Map();
  for (const [userId, emoji] of everybody) {
    for (const each of emoji) found.set(each, [...(found.get(each) ?? []), userId]);
  }
  return found;
}

const mine = (here, message) => message.reactions_of?.[here.personId] ?? [];

/** Reacts with that emoji instead of an earlier one; taken back if it was that. */
function react(here, message, emoji) {
  const wanted = mine(here, message).includes(emoji) ? [] : [emoji];
  return here.act("reactions", { message_id: message.message_id, emoji: wanted }).catch(here.complain);
}

/** The row under a message; null if nobody reacted. */
export function renderReactions(here, message) {
  const found = byEmoji(message);
  if (!found.size) return null;
  return h("div", { class: "reactions", role: "group", "aria-label": t("reactions") },
    [...found].map(([emoji, users]) => {
      const names = users.map((id) => nameOf(id)).join(", ");
      return h("button", {
        type: "button",
        class: "reaction",
        "aria-pressed": String(mine(here, message).includes(emoji)),
        "aria-label": t("reaction.by", { emoji, names }),
        title: names,
        data: { testid: "reaction", emoji, count: users.length },
        on: { click: () => react(here, message, emoji) },
      },
      h("span", {}, shownEmoji(emoji)),
      here.isGroup && users.length <= FACES_AT_MOST
        ? h("span", { class: "faces" }, users.map((id) => faceOf(id, undefined, "mini")))
        : users.length > 1 && h("span", { class: "count" }, users.length));
    }));
}

/** The row one chooses from, for a message's menu; `done()` is called when one was chosen. */
export function reactionPicker(here, message, done) {
  const row = h("div", { class: "reaction-picker", role: "group", "aria-label": t("reactions") });
  const choice = (emoji) =>
    h("button", {
      type: "button",
      role: "menuitemcheckbox",
      class: "reaction-choice",
      "aria-label": emoji,
      "aria-checked": String(mine(here, message).includes(emoji)),
      data: { testid: "react", emoji },
      on: { click: () => { done(); react(here, message, emoji); } },
    }, shownEmoji(emoji));
  const more = h("button", {
    type: "button",
    role: "menuitem",
    class: "reaction-choice",
    "aria-label": t("reactions.more"),
    on: {
      click: () => {
        row.classList.add("all");
        row.replaceChildren(...[...QUICK, ...MORE].map(choice));
        row.firstChild.focus();
      },
    },
  }, "…");
  row.append(...QUICK.map(choice), more);
  return row;
}

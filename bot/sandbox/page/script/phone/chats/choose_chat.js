// Choosing a chat: to forward to, to pass something on to, to use inline mode in.

import { post } from "../../api.js";
import { avatar, fullName } from "../../avatar.js";
import { wordButton } from "../../controls.js";
import { h, name } from "../../dom.js";
import { t } from "../../language.js";
import { chatListOf, principals } from "../../world.js";
import { chatRow } from "./chat_row.js";

/**
 * Opens a sheet with this person's chats and all other people; `choose(entry)` is called with the chosen chat.
 * `allowed` is a SwitchInlineQueryChosenChat: which kinds of chat there are to choose from.
 */
export function chooseChat(here, sheets, { choose, allowed }) {
  const list = chatListOf(here.personId);
  const entries = list.listed().filter((entry) => isAllowed(entry, allowed));
  const met = new Set(list.entries.map((entry) => entry.with));
  const strangers = allowed && !allowed.allow_user_chats
    ? []
    : principals().filter((person) => person.id !== here.personId && !met.has(person.id));
  sheets.open(t("chats.choose"), (close) => {
    const take = (entry) => { close(); choose(entry); };
    const begin = (person) => post(`/sim/people/${here.personId}/chats`, { with: person.id }).then(take).catch(here.complain);
    return h("ul", { class: "rows" },
      entries.map((entry) => h("li", {}, chatRow(entry, () => take(entry), { testid: "choose-chat" }))),
      strangers.map((person) => h("li", {}, wordButton(
        [avatar(person), h("span", { class: "row-words" }, h("strong", {}, name(fullName(person))), h("span", {}, t("chats.newPrivate")))],
        () => begin(person), { kind: "row", testid: "choose-chat", data: { person: person.id } }))));
  }, { testid: "choose-chat-sheet" });
}

function isAllowed(entry, allowed) {
  if (!allowed) return true;
  if (entry.with === "bot") return allowed.allow_bot_chats === true;
  return (entry.type === "private" ? allowed.allow_user_chats : allowed.allow_group_chats) === true;
}

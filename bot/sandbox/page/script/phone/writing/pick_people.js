// Answering a key that asks for users, as many as the bot asked for at most, or for a group.

import { post } from "../../api.js";
import { wordButton } from "../../controls.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { chatListOf, principals, world } from "../../world.js";
import { chatRow } from "../chats/chat_row.js";
import { createPeopleList } from "../chats/people_list.js";

/** `request` is a KeyboardButtonRequestUsers. */
export function pickPeople(here, sheets, request) {
  const most = request.max_quantity ?? 1;
  sheets.open(t(most === 1 ? "pick.one" : "pick.some", { most }), (close) => {
    const done = wordButton(t("pick.done", { count: 0 }), () => send(), { kind: "solid", testid: "pick-done", disabled: true });
    const people = createPeopleList(choices(here, request), {
      most,
      changed: (ids) => {
        done.disabled = ids.length === 0;
        done.textContent = t("pick.done", { count: ids.length });
      },
    });
    async function send() {
      try {
        await post(`/sim/people/${here.personId}/pick`, { request_id: request.request_id, people: people.picked() });
        close();
      } catch (error) {
        here.complain(error);
      }
    }
    return [
      h("p", { class: "facts" }, t("pick.lead", { bot: world.bot?.first_name ?? "" })),
      people.element,
      h("div", { class: "sheet-actions" }, done),
    ];
  }, { testid: "pick-people" });
}

/** `request` is a KeyboardButtonRequestChat: one of the person's groups is chosen. */
export function pickChat(here, sheets, request) {
  const groups = chatListOf(here.personId).listed().filter((entry) => entry.type !== "private");
  sheets.open(t("pick.chat"), (close) => groups.length
    ? h("ul", { class: "rows" }, groups.map((entry) => h("li", {}, chatRow(entry, async () => {
      try {
        await post(`/sim/people/${here.personId}/pick`, { request_id: request.request_id, chat: entry.id });
        close();
      } catch (error) {
        here.complain(error);
      }
    }, { testid: "pick-chat-row" }))))
    : h("p", { class: "empty" }, t("bot.noGroups")), { testid: "pick-chat" });
}

// There are no bots here but this one, and a bot is not asked to share itself.
const choices = (here, request) => (request.user_is_bot ? [] : principals().filter((person) => person.id !== here.personId));

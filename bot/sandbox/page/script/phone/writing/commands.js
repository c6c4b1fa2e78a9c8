// The bot's command menu, above the composer: opened by "/" or its button, narrowed by typing.

import { get } from "../../api.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { botMention } from "../here.js";
import { createListbox } from "./listbox.js";

/** A list box over the composer. `choose(command)` is called with "/name". */
export function createCommandMenu(here, field, choose) {
  const list = createListbox(field, {
    label: t("composer.commands"),
    testid: "command-menu",
    optionClass: "command",
    render: ({ command, description }) => [h("strong", {}, `/${command}`), h("span", { dir: "auto" }, description)],
    dataOf: ({ command }) => ({ testid: "command-option", command }),
    // In a group a command says whose it is.
    choose: ({ command }) => choose(`/${command}${here.isGroup ? botMention() : ""}`),
  });
  let commands = [];

  return {
    element: list.element,
    hide: list.hide,
    isOpen: list.isOpen,
    steer: list.steer,
    load: async () => {
      const asked = get(`/sim/people/${here.personId}/commands?chat_id=${here.chatId}`);
      commands = here.hasBot ? (await asked.catch(() => ({ commands }))).commands : [];
    },
    /** Shows the commands that begin with `typed` ("/", "/jo"). */
    show(typed) {
      list.show(commands.filter(({ command }) => command.startsWith(typed.slice(1).toLowerCase())));
    },
  };
}

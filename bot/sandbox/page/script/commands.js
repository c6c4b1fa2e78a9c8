// The bot's command menu, above the composer: opened by "/" or its button, narrowed by typing.

import { get } from "./api.js";
import { h } from "./dom.js";

/** A list box over the composer. `choose(command)` is called with "/name". */
export function createCommandMenu(personId, choose) {
  const element = h("div", { class: "command-menu", role: "listbox", hidden: true, data: { testid: "command-menu" } });
  let commands = [];
  let shown = [];
  let at = 0;

  function draw() {
    element.replaceChildren(...shown.map(({ command, description }, index) =>
      h("button", {
        type: "button",
        role: "option",
        tabIndex: -1,
        class: "command",
        "aria-selected": String(index === at),
        data: { testid: "command-option", command },
        on: { click: () => take(index), pointermove: () => index !== at && select(index) },
      }, h("strong", {}, `/${command}`), h("span", { dir: "auto" }, description))));
    element.hidden = shown.length === 0;
  }

  function select(index) {
    at = (index + shown.length) % shown.length;
    [...element.children].forEach((option, row) => option.setAttribute("aria-selected", String(row === at)));
    element.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const { command } = shown[index];
    hide();
    choose(`/${command}`);
  }

  function hide() {
    shown = [];
    draw();
  }

  return {
    element,
    hide,
    isOpen: () => !element.hidden,
    load: async () => {
      commands = (await get(`/sim/people/${personId}/commands`).catch(() => ({ commands }))).commands;
    },
    /** Shows the commands that begin with `typed` ("/", "/jo"). */
    show(typed) {
      shown = commands.filter(({ command }) => command.startsWith(typed.slice(1).toLowerCase()));
      at = 0;
      draw();
    },
    /** Whether the menu took the key. */
    steer(event) {
      if (element.hidden) return false;
      if (event.key === "ArrowDown") select(at + 1);
      else if (event.key === "ArrowUp") select(at - 1);
      else if (event.key === "Enter" || event.key === "Tab") take(at);
      else if (event.key === "Escape") hide();
      else return false;
      event.preventDefault();
      return true;
    },
  };
}

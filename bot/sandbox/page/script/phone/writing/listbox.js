// A list over the text field that is steered by its keys: commands, inline results. The focus stays in the field.

import { h, refill } from "../../dom.js";

let lists = 0;

/**
 * `render(item)` is an option's inside, `dataOf(item)` its data-*, `choose(item)` is called when one is taken.
 * The field says to screen readers which option is meant.
 */
export function createListbox(field, { label, testid, optionClass, render, dataOf, choose }) {
  const id = `list-${(lists += 1)}`;
  const above = h("div");
  const list = h("div", { role: "listbox", id, "aria-label": label });
  const element = h("div", { class: "over-composer", hidden: true, data: { testid } }, above, list);
  let items = [];
  let at = 0;

  /** Lists these; `extra` is an element that stands above them. */
  function show(wanted, extra = null) {
    items = wanted;
    at = 0;
    refill(above, extra);
    refill(list, items.map(option));
    element.hidden = !items.length && !extra;
    if (element.hidden) field.removeAttribute("aria-activedescendant");
    else if (items.length) mark();
  }

  function option(item, index) {
    return h("button", {
      type: "button",
      role: "option",
      id: `${id}-${index}`,
      tabIndex: -1,
      class: optionClass,
      data: dataOf(item),
      on: { click: () => take(index), pointermove: () => index !== at && select(index, false) },
    }, render(item));
  }

  const options = () => [...list.children];

  function mark() {
    options().forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function select(index, scroll = true) {
    at = (index + items.length) % items.length;
    mark();
    if (scroll) options()[at].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const item = items[index];
    show([]);
    choose(item);
  }

  return {
    element,
    show,
    hide: () => show([]),
    isOpen: () => !element.hidden,
    /** Whether the list took the key. */
    steer(event) {
      if (element.hidden) return false;
      if (event.key === "Escape") show([]);
      else if (!items.length) return false;
      else if (event.key === "ArrowDown") select(at + 1);
      else if (event.key === "ArrowUp") select(at - 1);
      else if ((event.key === "Enter" && !event.isComposing) || event.key === "Tab") take(at);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

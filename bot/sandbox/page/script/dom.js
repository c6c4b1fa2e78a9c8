// Building elements. Text always goes in as text nodes: nothing a person or the bot wrote is ever read as HTML.

const PROPERTIES = new Set(["checked", "disabled", "hidden", "inert", "open", "tabIndex", "value"]);

/** An element with attributes, `data` (data-*), `on` (event → listener) and children; empty children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "data") setData(element, value);
    else if (name === "on") listen(element, value);
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  fill(element, children);
  return element;
}

/** Replaces what is inside `element`. */
export function refill(element, ...children) {
  element.replaceChildren();
  return fill(element, children);
}

/** A name from outside, kept from turning the direction of the words around it. */
export const name = (words) => h("bdi", {}, words);

function fill(element, children) {
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setData(element, data) {
  for (const [key, value] of Object.entries(data)) {
    if (value !== undefined && value !== null && value !== false) element.dataset[key] = String(value);
  }
}

function listen(element, listeners) {
  for (const [kind, listener] of Object.entries(listeners)) {
    if (listener) element.addEventListener(kind, listener);
  }
}

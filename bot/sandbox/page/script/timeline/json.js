// JSON as people read it: indented, with its parts coloured. Everything in it goes in as text.

import { h } from "../dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(true|false|null)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** A <pre> that shows the value. */
export function renderJson(value) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon, word, number] = match;
    nodes.push(text.slice(at, match.index));
    if (string && colon) nodes.push(h("span", { class: "json-key" }, string), colon);
    else nodes.push(h("span", { class: string ? "json-string" : word ? "json-word" : "json-number" }, string ?? word ?? number));
    at = match.index + whole.length;
  }
  nodes.push(text.slice(at));
  return h("pre", { class: "json", dir: "ltr" }, nodes);
}

// RichText of the Bot API as elements: a string, a list of RichText, or one marked-up piece.

import { h } from "../../dom.js";
import { link, mathematics, momentOf, spoilerOf } from "./entities.js";

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", subscript: "sub", superscript: "sup", marked: "mark",
};

/** The nodes of a RichText; `context` is {on, reader} as for `renderText`, and `button(button)`, which makes a button. */
export function renderRich(text, context) {
  if (text === undefined || text === null) return [];
  if (typeof text === "string") return [text];
  if (Array.isArray(text)) return text.flatMap((part) => renderRich(part, context));
  const inside = renderRich(text.text, context);
  if (TAGS[text.type]) return [h(TAGS[text.type], {}, inside)];
  return [(PIECES[text.type] ?? mention)(text, inside, context)];
}

const mention = (_text, inside) => h("span", { class: "mention" }, inside);

const PIECES = {
  spoiler: (_text, inside) => spoilerOf(inside),
  date_time: (text, inside, { reader }) => momentOf(text, inside, reader),
  text_mention: (_text, inside) => h("bdi", { class: "mention" }, inside),
  custom_emoji: (text) => h("span", { role: "img" }, text.alternative_text),
  mathematical_expression: (text) => mathematics(text.expression),
  url: (text, inside, context) => link(text.url, inside, context),
  email_address: (text, inside) => h("a", { href: `mailto:${text.email_address}` }, inside),
  bot_command: (text, inside, { on }) =>
    h("button", { type: "button", class: "word-button", on: { click: () => on.command(text.bot_command) } }, inside),
  button: (text, _inside, { button }) => button(text.button),
  anchor: (text) => h("span", { data: { anchor: text.name } }),
  anchor_link: (text, inside) => jump(text.anchor_name, inside),
  reference: (text, inside) => h("span", { data: { anchor: text.name } }, inside),
  reference_link: (text, inside) => jump(text.reference_name, inside),
};

const jump = (anchor, inside) =>
  h("button", {
    type: "button",
    class: "word-button",
    on: {
      click: (event) => {
        const places = event.currentTarget.closest(".bubble").querySelectorAll("[data-anchor]");
        [...places].find((place) => place.dataset.anchor === anchor)?.scrollIntoView({ block: "center", behavior: "smooth" });
      },
    },
  }, inside);

/** The first words of a rich message, without what marks them up. */
export function plainText(message) {
  const words = (part) => {
    if (typeof part === "string") return part;
    if (Array.isArray(part)) return part.map(words).join("");
    return part ? words(part.text ?? part.summary ?? part.alternative_text ?? part.expression ?? part.blocks ?? "") : "";
  };
  return message.blocks.map(words).find(Boolean) ?? "";
}

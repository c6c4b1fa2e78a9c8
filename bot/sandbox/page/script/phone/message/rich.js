// A rich message of the Bot API as elements: paragraphs, headings, lists, tables, quotations, buttons.

import { h } from "../../dom.js";
import { tOr, t } from "../../language.js";
import { expandable, mathematics } from "./entities.js";
import { fileLink, photoImage } from "./media.js";
import { plainText, renderRich } from "./rich_text.js";

/** The element that shows a RichMessage; `context` as for `renderRich`. */
export const renderRichMessage = (message, context) =>
  h("div", { class: "rich", dir: message.is_rtl ? "rtl" : "auto", data: { testid: "rich" } }, blocksOf(message.blocks, context));

const blocksOf = (blocks, context) => blocks.map((block) => (BLOCKS[block.type] ?? unplayed)(block, context));

const unplayed = (block) => h("p", { class: "unplayed" }, t("kind.unplayed", { kind: tOr(`kind.${block.type}`, block.type) }));

const BLOCKS = {
  paragraph: (block, context) => h("p", {}, renderRich(block.text, context)),
  heading: (block, context) => h(`h${Math.min(Math.max(block.size, 1), 6)}`, {}, renderRich(block.text, context)),
  pre: (block, context) =>
    h("pre", { dir: "ltr" }, block.language && h("span", { class: "pre-language" }, block.language), h("code", {}, renderRich(block.text, context))),
  footer: (block, context) => h("p", { class: "rich-footer" }, renderRich(block.text, context)),
  divider: () => h("hr"),
  mathematical_expression: (block) => h("p", { class: "rich-mathematics" }, mathematics(block.expression)),
  anchor: (block) => h("span", { data: { anchor: block.name } }),
  list: (block, context) => h("ul", { class: "rich-list" }, block.items.map((item) => listItem(item, context))),
  blockquote: (block, context) => h("blockquote", {}, blocksOf(block.blocks, context), credit(block, context)),
  expandable_blockquote: (block, context) => expandable(plainText({ blocks: [block] }), [renderRich(block.text, context), credit(block, context)]),
  pullquote: (block, context) => h("blockquote", { class: "rich-pullquote" }, renderRich(block.text, context), credit(block, context)),
  collage: (block, context) => figure(h("div", { class: "rich-collage" }, blocksOf(block.blocks, context)), block, context),
  slideshow: (block, context) => figure(h("div", { class: "rich-slides", tabIndex: 0 }, blocksOf(block.blocks, context)), block, context),
  table: (block, context) => tableOf(block, context),
  details: (block, context) =>
    h("details", { open: block.is_open === true }, h("summary", {}, renderRich(block.summary, context)), blocksOf(block.blocks, context)),
  buttons: (block, { button }) => h("div", { class: "rich-buttons" }, block.buttons.map(button)),
  photo: (block, context) => figure(photoImage(block.photo), block, context),
  document: (block, context) => figure(fileLink(block.document), block, context),
  thinking: (block, context) => h("p", { class: "rich-thinking" }, renderRich(block.text, context)),
};

const credit = (block, context) => block.credit && h("cite", {}, renderRich(block.credit, context));

const figure = (content, { caption }, context) =>
  h("figure", {}, content, caption && h("figcaption", {}, renderRich(caption.text, context), credit(caption, context)));

const listItem = (item, context) =>
  h("li", {},
    h("span", { class: "rich-label" },
      item.has_checkbox ? h("input", { type: "checkbox", checked: item.is_checked === true, disabled: true }) : item.label),
    h("div", {}, blocksOf(item.blocks, context)));

function tableOf(block, context) {
  const classes = ["is_bordered", "is_striped", "is_compact"].filter((trait) => block[trait]).join(" ");
  return h("div", { class: "rich-table", tabIndex: 0 },
    h("table", { class: classes },
      block.caption && h("caption", {}, renderRich(block.caption, context)),
      h("tbody", {}, block.cells.map((row) => h("tr", {}, row.map((cell) => cellOf(cell, context)))))));
}

const cellOf = (cell, context) =>
  h(cell.is_header ? "th" : "td", {
    colspan: cell.colspan,
    rowspan: cell.rowspan,
    class: `align-${cell.align} valign-${cell.valign}`,
  }, renderRich(cell.text, context));

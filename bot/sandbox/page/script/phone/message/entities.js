// Telegram's message entities as elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { wordButton } from "../../controls.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { isWebAddress } from "../../links.js";
import { fullMoment, telegramTime } from "../../moments.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// What Telegram's servers find by themselves in words without entities.
const URL_FOUND = /(?<url>(?:https?:\/\/|tg:\/\/|t\.me\/)[^\s<>"“”，。；）]*[^\s<>"“”，。；）.,;:!?)\]])/;
const COMMAND_FOUND = /(?<![\w/<>])(?<bot_command>\/[a-z0-9_]{1,32}(?:@\w+)?)(?![\w/<>])/;
const FOUND = new RegExp(`${URL_FOUND.source}|${COMMAND_FOUND.source}`, "gi");

/**
 * The nodes that show `text`. `on.link(href, anchor)` and `on.command(text)` are called when one is tapped;
 * `reader` is {zone?, locale?}, for moments in the reader's own time.
 */
export function renderText(text, entities, on, reader = {}) {
  const tree = nest(text, [...(entities ?? []), ...found(text, entities ?? [])]);
  return renderSpan(text, 0, text.length, tree, { on, reader });
}

function found(text, entities) {
  const covers = entities.filter((entity) => !["bold", "italic", "underline", "strikethrough", "blockquote"].includes(entity.type));
  return [...text.matchAll(FOUND)]
    .map((match) => ({ type: match.groups.url ? "url" : "bot_command", offset: match.index, length: match[0].length }))
    .filter((one) => !covers.some((other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length));
}

/** Entities as a tree; one that overlaps the end of another is split there, so that every tag closes inside its parent. */
function nest(text, entities) {
  const queue = entities
    .map((entity) => ({ ...entity, end: Math.min(entity.offset + entity.length, text.length) }))
    .filter((entity) => entity.offset >= 0 && entity.end > entity.offset)
    .sort(byPlace);
  const root = [];
  const stack = [];
  while (queue.length) {
    const entity = queue.shift();
    while (stack.length && stack.at(-1).end <= entity.offset) stack.pop();
    const parent = stack.at(-1);
    if (parent && entity.end > parent.end) {
      queue.push({ ...entity, offset: parent.end });
      queue.sort(byPlace);
      entity.end = parent.end;
    }
    entity.children = [];
    (parent?.children ?? root).push(entity);
    stack.push(entity);
  }
  return root;
}

const byPlace = (a, b) => a.offset - b.offset || b.end - a.end;

function renderSpan(text, from, to, entities, context) {
  const nodes = [];
  let at = from;
  for (const [index, entity] of entities.entries()) {
    const isBlock = BLOCKS.has(entity.type);
    // A block starts and ends lines by itself: the line breaks around it would show as empty lines.
    let before = text.slice(at, entity.offset);
    if (isBlock && before.endsWith("\n")) before = before.slice(0, -1);
    if (before) nodes.push(before);
    nodes.push(renderEntity(text, entity, context));
    at = entity.end;
    if (isBlock && text[at] === "\n" && (entities[index + 1]?.offset ?? to) > at) at += 1;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function renderEntity(text, entity, context) {
  const inside = renderSpan(text, entity.offset, entity.end, entity.children, context);
  const words = text.slice(entity.offset, entity.end);
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, inside);
  return (RENDERERS[entity.type] ?? ((_words, _entity, children) => h("span", {}, children)))(words, entity, inside, context);
}

/** A link to `href`; one that is no address of the web is only told of, never followed by the browser. */
export const link = (href, children, { on }) =>
  h("a", {
    href: isWebAddress(href) ? href : "#",
    rel: "noopener noreferrer",
    data: { testid: "link", href },
    on: {
      click: (event) => {
        event.preventDefault();
        on.link(href, event.currentTarget);
      },
    },
  }, children);

const RENDERERS = {
  url: (words, _entity, children, context) => link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, children, context),
  text_link: (_words, entity, children, context) => link(entity.url, children, context),
  email: (words, _entity, children) => h("a", { href: `mailto:${words}` }, children),
  bot_command: (words, _entity, children, { on }) =>
    wordButton(children, () => on.command(words), { testid: "command", kind: "word-button", data: { command: words } }),
  mention: (words, _entity, children, { on }) =>
    on.mention ? wordButton(children, () => on.mention(words), { kind: "word-button" }) : h("span", { class: "mention" }, children),
  text_mention: (_words, _entity, children) => h("bdi", { class: "mention" }, children),
  hashtag: (_words, _entity, children) => h("span", { class: "mention" }, children),
  cashtag: (_words, _entity, children) => h("span", { class: "mention" }, children),
  phone_number: (_words, _entity, children) => h("span", { class: "mention" }, children),
  pre: (_words, entity, children) =>
    h("pre", { dir: "ltr" }, entity.language && h("span", { class: "pre-language" }, entity.language), h("code", {}, children)),
  blockquote: (_words, _entity, children) => h("blockquote", {}, children),
  expandable_blockquote: (words, _entity, children) => expandable(words, children),
  spoiler: (_words, _entity, children) => spoilerOf(children),
  date_time: (_words, entity, children, { reader }) => momentOf(entity, children, reader),
};

/** A quotation that folds when it is long; `words` is what it says, without markup. */
export function expandable(words, children) {
  const quote = h("blockquote", { class: "expandable" }, h("div", { class: "quoted" }, children));
  if (words.split("\n").length <= 3 && words.length <= 120) return quote;
  quote.classList.add("folded");
  const toggle = h("button", { type: "button", class: "unfold", "aria-expanded": "false" }, t("quote.more"));
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!folded));
    toggle.textContent = t(folded ? "quote.more" : "quote.less");
  });
  quote.append(toggle);
  return quote;
}

/** Words that are hidden until they are tapped. */
export function spoilerOf(children) {
  const hidden = h("span", { class: "spoiler", role: "button", tabIndex: 0, "aria-label": t("spoiler.show") },
    h("span", { class: "spoiled" }, children));
  const reveal = (event) => {
    if (hidden.classList.contains("revealed") || (event.type === "keydown" && !["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    hidden.classList.add("revealed");
    for (const attribute of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(attribute);
  };
  hidden.addEventListener("click", reveal, true);
  hidden.addEventListener("keydown", reveal);
  return hidden;
}

/** An instant in the reader's own time; `children` where no format is given. */
export function momentOf(entity, children, { zone, locale }) {
  const shown = telegramTime(entity.unix_time, entity.date_time_format, zone, locale);
  return h("time", {
    class: "moment",
    datetime: new Date(entity.unix_time * 1000).toISOString(),
    title: fullMoment(entity.unix_time, zone, locale),
    data: { testid: "moment" },
  }, shown ?? children);
}

/** An expression in TeX, shown as it was written. */
export const mathematics = (expression) => h("code", { dir: "ltr", class: "mathematics" }, expression);

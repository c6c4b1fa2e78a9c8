// The scrolling list of one chat. Bubbles are kept by message id: an edit changes its own bubble and nothing else.

import { createBubble, summary } from "./bubble.js";
import { on } from "./bus.js";
import { iconButton } from "./controls.js";
import { copyText } from "./copy.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { dayKey, dayLine } from "./moments.js";
import { openMenu } from "./popup.js";
import { noteOf } from "./tongues.js";
import { renderUnsent } from "./unsent.js";
import { chatOf, personOf, world } from "./world.js";

const NEAR_PX = 90;
const GROUP_SECONDS = 600;
const VANISH_MS = 220;

/** The list and its "to the newest" button. `reply(message)` is called when the person wants to reply to one. */
export function createConversation(personId, { reply }) {
  const chat = chatOf(personId);
  const whose = t("chat.of", { name: personOf(personId)?.first_name ?? "" });
  const list = h("div", { class: "list", role: "log", "aria-label": whose });
  const scroller = h("div", { class: "scroller", tabIndex: 0, "aria-label": t("chat.scroller") }, list);
  const toNewest = iconButton("down", t("chat.toNewest"), () => jump(true), { class: "to-newest", hidden: true });
  const element = h("div", { class: "conversation", data: { testid: "conversation" } }, scroller, toNewest);
  const bubbles = new Map();
  let stuck = true;

  scroller.addEventListener("scroll", () => {
    stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    toNewest.hidden = stuck;
  }, { passive: true });
  const keepAtEnd = new ResizeObserver(() => stuck && jump());
  keepAtEnd.observe(scroller);
  keepAtEnd.observe(list);
  list.addEventListener("contextmenu", (event) => openMessageMenu(event));

  function jump(smooth = false) {
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  function draw() {
    const messages = chat.messages();
    const wanted = new Set(messages.map((message) => message.message_id));
    for (const [id, kept] of bubbles) {
      if (wanted.has(id)) continue;
      bubbles.delete(id);
      vanish(kept.bubble.element);
    }
    for (const transient of list.querySelectorAll(".day, .description, .unsent")) transient.remove();

    const rows = messages.length || chat.unsent.length || !chat.loaded ? [] : [describeBot(personOf(personId))];
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      if (!before || day(before) !== day(message)) rows.push(dayRow(message));
      rows.push(rowOf(message, before, messages[index + 1]));
    });
    rows.push(...chat.unsent.map((draft) => renderUnsent(personId, draft)));
    arrange(rows);
    if (stuck || chat.unsent.length) jump();
  }

  function rowOf(message, before, after) {
    let kept = bubbles.get(message.message_id);
    const state = `${message.revision}/${message.out && chat.reactedTo(message)}`;
    if (!kept) {
      kept = { bubble: createBubble(personId, message), state };
      bubbles.set(message.message_id, kept);
      if (drawnOnce) playOnce(kept.bubble.element, "arriving");
    } else if (kept.state !== state) {
      const edited = kept.state.split("/")[0] !== String(message.revision);
      kept.bubble.update(message);
      kept.state = state;
      if (edited) playOnce(kept.bubble.element, "edited");
    }
    const { classList } = kept.bubble.element;
    classList.toggle("first", !together(before, message));
    classList.toggle("last", !together(message, after));
    return kept.bubble.element;
  }

  let drawnOnce = false;
  function arrange(rows) {
    let cursor = list.firstChild;
    for (const row of rows) {
      while (cursor?.classList?.contains("vanishing")) cursor = cursor.nextSibling;
      if (row === cursor) cursor = cursor.nextSibling;
      else list.insertBefore(row, cursor);
    }
    drawnOnce = chat.loaded;
  }

  const zone = () => personOf(personId)?.time_zone;
  const day = (message) => dayKey(message.date * 1000, zone());
  const dayRow = (message) => h("div", { class: "day" }, h("span", {}, dayLine(message.date * 1000, zone())));

  function openMessageMenu(event) {
    const row = event.target.closest(".message[data-message-id]");
    if (!row || String(getSelection()).trim()) return;
    const message = chat.message(Number(row.dataset.messageId));
    event.preventDefault();
    openMenu({ x: event.clientX, y: event.clientY }, [
      { icon: icon("reply"), label: t("message.reply"), testid: "reply", choose: () => reply(message) },
      { icon: icon("copy"), label: t("message.copy"), choose: () => copyText(summary(message)) },
    ], { label: t("message") });
  }

  on("chat", (news) => news.personId === personId && draw());
  on("tap", ({ personId: whose, messageId }) => {
    const kept = bubbles.get(messageId);
    if (whose === personId && kept) kept.bubble.update(chat.message(messageId));
  });
  on("show-message", ({ personId: whose, messageId }) => {
    const kept = whose === personId && bubbles.get(messageId);
    if (!kept) return;
    kept.bubble.element.scrollIntoView({ block: "center", behavior: "smooth" });
    playOnce(kept.bubble.element, "edited");
  });
  for (const topic of ["bot", "people"]) on(topic, () => !chat.messages().length && draw());
  on("clock", ({ zoneIsNew }) => redrawMoments(zoneIsNew));

  function redrawMoments(zoneIsNew) {
    for (const [id, kept] of bubbles) {
      if (zoneIsNew || kept.bubble.element.querySelector(".moment")) kept.bubble.update(chat.message(id));
    }
    if (zoneIsNew) draw();
  }

  draw();
  return {
    element,
    toEnd: () => { stuck = true; jump(); },
  };
}

const together = (a, b) => a && b && a.out === b.out && Math.abs(b.date - a.date) < GROUP_SECONDS;

function describeBot(person) {
  return h("div", { class: "description", data: { testid: "bot-description" } },
    h("strong", {}, t("chat.whatCanItDo")),
    h("p", { dir: "auto" }, descriptionFor(person) || t("chat.nothingYet")),
    person?.note && h("div", { class: "who" },
      h("strong", {}, t("chat.whoIsThis", { name: person.first_name })),
      h("p", { dir: "auto" }, noteOf(person))));
}

const descriptionFor = (person) =>
  world.bot?.descriptions?.[person?.language_code?.split("-")[0]] ?? world.bot?.description;

/** Plays an animation of motion.css; the class goes when it ends, so that a later redraw does not play it again. */
function playOnce(element, animation) {
  element.classList.remove(animation);
  void element.offsetWidth; // lets one that is still running start again
  element.classList.add(animation);
  element.addEventListener("animationend", () => element.classList.remove(animation), { once: true });
}

function vanish(element) {
  element.classList.add("vanishing");
  setTimeout(() => element.remove(), VANISH_MS);
}

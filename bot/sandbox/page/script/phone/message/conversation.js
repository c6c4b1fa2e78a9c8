// The scrolling list of one chat. Bubbles are kept by message id: an edit changes its own bubble and nothing else.

import { iconButton } from "../../controls.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { dayKey, dayLine } from "../../moments.js";
import { describeBot, describeChat } from "../description.js";
import { titleOf } from "../faces.js";
import { isInTopic } from "../group/topics.js";
import { createBubble } from "./bubble.js";
import { renderDraft } from "./draft.js";
import { steerMessages } from "./message_keys.js";
import { arranged, together } from "./order.js";
import { hasSecondTick } from "./ticks.js";
import { renderUnsent } from "./unsent.js";

const NEAR_PX = 90;
const VANISH_MS = 220;

/** The list and its "to the newest" button. `openMenu(message, spot)` is called when somebody wants to do something with one. */
export function createConversation(here, { openMenu }) {
  const { chat } = here;
  const whose = here.isWithBot ? "chat.of" : "chat.ofIn";
  const list = h("div", {
    class: "list",
    role: "log",
    "aria-label": t(whose, { name: here.person?.first_name ?? "", title: titleOf(here.entry) }),
  });
  const scroller = h("div", { class: "scroller", tabIndex: 0, "aria-label": t("chat.scroller") }, list);
  const toNewest = iconButton("down", t("chat.toNewest"), () => jump(true), { class: "to-newest", hidden: true });
  const element = h("div", { class: "conversation", data: { testid: "conversation" } }, scroller, toNewest);
  const bubbles = new Map();
  let stuck = true;
  let leftAt = 0;
  let drawnOnce = false;

  scroller.addEventListener("scroll", () => {
    if (!element.isConnected) return;
    leftAt = scroller.scrollTop;
    stuck = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX;
    toNewest.hidden = stuck;
  }, { passive: true });
  const keepAtEnd = new ResizeObserver(() => stuck && jump());
  keepAtEnd.observe(scroller);
  keepAtEnd.observe(list);
  const messageOf = (row) => bubbles.get(Number(row.dataset.messageId))?.message;
  steerMessages(scroller, (row, spot) => openMenu(messageOf(row), spot));

  function jump(smooth = false) {
    scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  function draw() {
    const messages = arranged(chat.messages().filter((message) => isInTopic(here, message)));
    const unsent = chat.unsent.filter((draft) => !here.threadId || draft.threadId === here.threadId);
    const wanted = new Set(messages.map((message) => message.message_id));
    for (const [id, kept] of bubbles) {
      if (wanted.has(id)) continue;
      bubbles.delete(id);
      vanish(kept.bubble.element);
    }
    for (const transient of list.querySelectorAll(".day, .description, .unsent, .draft-row")) transient.remove();

    const rows = messages.length || unsent.length || !chat.loaded ? [] : [here.isWithBot ? describeBot(here.person) : describeChat(here)];
    messages.forEach((message, index) => {
      const before = messages[index - 1];
      if (!before || day(before) !== day(message)) rows.push(dayRow(message));
      rows.push(rowOf(message, before, messages[index + 1]));
    });
    rows.push(...unsent.map((draft) => renderUnsent(here, draft)));
    if (chat.draft) rows.push(renderDraft(here, chat.draft));
    arrange(rows);
    if (stuck || unsent.length) jump();
  }

  function rowOf(message, before, after) {
    let kept = bubbles.get(message.message_id);
    const state = `${message.revision}/${message.out && hasSecondTick(here, message)}`;
    if (!kept) {
      kept = { bubble: createBubble(here, message, openMenu), state, message };
      bubbles.set(message.message_id, kept);
      if (drawnOnce) playOnce(kept.bubble.element, "arriving");
    } else if (kept.state !== state) {
      const edited = kept.message.edit_date !== message.edit_date;
      kept.bubble.update(message);
      Object.assign(kept, { state, message });
      if (edited) playOnce(kept.bubble.element, "edited");
    }
    const { classList } = kept.bubble.element;
    classList.toggle("first", !together(before, message));
    classList.toggle("last", !together(message, after));
    return kept.bubble.element;
  }

  function arrange(rows) {
    let cursor = list.firstChild;
    for (const row of rows) {
      while (cursor?.classList?.contains("vanishing")) cursor = cursor.nextSibling;
      if (row === cursor) cursor = cursor.nextSibling;
      else list.insertBefore(row, cursor);
    }
    drawnOnce = chat.loaded;
  }

  const day = (message) => dayKey(message.date * 1000, here.reader.zone);
  const dayRow = (message) => h("div", { class: "day" }, h("span", {}, dayLine(message.date * 1000, here.reader.zone)));

  here.on("chat", draw);
  // Somebody else has read what one wrote.
  if (!here.isWithBot) here.onRead(draw);
  here.onEven("tap", ({ messageId }) => {
    const kept = bubbles.get(messageId);
    if (kept) kept.bubble.update(kept.message);
  });
  here.onEven("show-message", ({ messageId }) => {
    const kept = bubbles.get(messageId);
    if (!kept) return;
    kept.bubble.element.scrollIntoView({ block: "center", behavior: "smooth" });
    playOnce(kept.bubble.element, "edited");
  });

  // Who is called how, and in which zone they read, is drawn into every bubble.
  function redraw() {
    for (const kept of bubbles.values()) kept.bubble.update(kept.message);
    draw();
  }
  let drawnFor = "";
  for (const topic of ["bot", "people", "chats"]) {
    here.on(topic, () => {
      const now = JSON.stringify([here.reader, here.entry.members]);
      if (now !== drawnFor || !chat.messages().length) redraw();
      drawnFor = now;
    });
  }
  here.on("clock", () => {
    for (const kept of bubbles.values()) if (kept.bubble.element.querySelector(".moment")) kept.bubble.update(kept.message);
  });

  draw();
  return {
    element,
    redraw,
    toEnd: () => { stuck = true; jump(); },
    /** To be called when it has come into the page (again): at its end, or where one had left it. */
    shown: () => (stuck ? jump() : scroller.scrollTo({ top: leftAt, behavior: "instant" })),
  };
}

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

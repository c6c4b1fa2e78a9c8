// The timeline: every call of the Bot API, update, delivery, fault and breach, live, the newest first.

import { emit, on } from "../bus.js";
import { wordButton } from "../controls.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { createDetails } from "./details.js";
import { Entries } from "./entries.js";
import { createFilters } from "./filters.js";
import { createList } from "./list.js";

const FEW = 40;

/** The tab. */
export function createTimeline() {
  const entries = new Entries();
  let isShown = false;
  let unseen = 0;
  let wanted = null; // the number of an entry to be opened as soon as it is here
  const details = createDetails(() => list.select(null));
  const list = createList({ chosen: (entry) => details.show(entry), atEnd: askForOlder });
  const filters = createFilters(() => draw({ keepPlace: false }));
  const count = h("p", { class: "line-count", role: "status" });
  const toNewest = wordButton("", () => { list.toTop(); seen(); }, { kind: "solid small to-top", testid: "timeline-newer", hidden: true });
  const element = h("div", { class: "timeline", data: { testid: "timeline-panel" } },
    filters.element, count, h("div", { class: "lines-frame" }, list.element, toNewest), details.element);
  list.element.addEventListener("scroll", () => list.isAtTop() && seen(), { passive: true });

  function draw({ keepPlace = true } = {}) {
    if (!isShown) return;
    const fitting = entries.all.filter(filters.fits).reverse();
    list.set(fitting, { keepPlace });
    const how = entries.hasOlder ? "timeline.countNewest" : fitting.length < entries.all.length ? "timeline.countOf" : "timeline.count";
    count.textContent = t(how, { count: fitting.length, all: entries.all.length });
    const found = wanted !== null && entries.all.find((each) => each.n === wanted);
    if (found) {
      wanted = null;
      list.select(found);
    }
    const isOlder = wanted !== null && wanted < entries.all[0]?.n;
    if (fitting.length < FEW || isOlder) askForOlder();
  }

  async function askForOlder() {
    if (isShown && entries.hasOlder) await entries.older().catch(() => {});
  }

  function seen() {
    unseen = 0;
    toNewest.hidden = true;
  }

  on("timeline", ({ added }) => {
    const away = isShown && !list.isAtTop();
    draw();
    if (!away || !added) return;
    unseen += added;
    toNewest.hidden = false;
    toNewest.replaceChildren(icon("up"), t("timeline.newer", { count: unseen }));
  });
  on("nudge", ({ kind }) => kind === "timeline" && isShown && entries.load());
  on("back", () => isShown && entries.load());
  on("people", () => {
    list.forgetRows();
    draw();
  });
  on("reset", () => {
    entries.forget();
    list.select(null);
    if (isShown) entries.load();
  });
  on("show-entry", ({ n }) => {
    wanted = n;
    emit("dock", { tab: "timeline" });
  });

  return {
    id: "timeline",
    icon: "timeline",
    element,
    whole: true,
    shown: () => { isShown = true; draw(); entries.load(); },
    hidden: () => { isShown = false; },
  };
}

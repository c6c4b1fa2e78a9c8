// The lines of the timeline, newest first. Only those in sight are in the page, so that thousands cost nothing.

import { h, name } from "../dom.js";
import { t } from "../language.js";
import { aboutOf, momentOf, titleOf, whomOf } from "./wording.js";

const ROW_PX = 46;
const SPARE_ROWS = 8;

/** A list box; `chosen(entry)` is called with what is chosen (null for nothing), `atEnd()` when the oldest is in sight. */
export function createList({ chosen, atEnd }) {
  let entries = [];
  let selected = null;
  const rows = new Map();
  const space = h("div", { class: "lines-space" });
  const element = h("div", {
    class: "lines",
    role: "listbox",
    tabIndex: 0,
    "aria-label": t("timeline.list"),
    data: { testid: "timeline" },
  }, space);

  element.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(() => {
    if (selected !== null) show(entries.findIndex(({ n }) => n === selected));
    draw();
  }).observe(element);
  element.addEventListener("keydown", (event) => {
    const at = entries.findIndex(({ n }) => n === selected);
    const page = Math.max(1, Math.floor(element.clientHeight / ROW_PX) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: entries.length - 1 }[event.key];
    if (event.key === "Escape" && selected !== null) select(null);
    else if (to !== undefined && entries.length) select(entries[Math.min(Math.max(to, 0), entries.length - 1)]);
    else return;
    event.preventDefault();
  });

  function select(entry) {
    selected = entry?.n ?? null;
    if (entry) show(entries.indexOf(entry));
    draw();
    chosen(entry);
  }

  function show(index) {
    if (index < 0) return;
    const top = index * ROW_PX;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_PX > element.scrollTop + element.clientHeight) element.scrollTop = top + ROW_PX - element.clientHeight;
  }

  function draw() {
    const first = Math.max(0, Math.floor(element.scrollTop / ROW_PX) - SPARE_ROWS);
    const last = Math.min(entries.length, Math.ceil((element.scrollTop + element.clientHeight) / ROW_PX) + SPARE_ROWS);
    space.style.height = `${entries.length * ROW_PX}px`;
    const inSight = entries.slice(first, last);
    const kept = new Set(inSight.map(({ n }) => n));
    for (const [n, row] of rows) {
      if (kept.has(n)) continue;
      row.remove();
      rows.delete(n);
    }
    inSight.forEach((entry, offset) => place(rowOf(entry), entry, first + offset));
    if (kept.has(selected)) element.setAttribute("aria-activedescendant", `line-${selected}`);
    else element.removeAttribute("aria-activedescendant");
    if (last === entries.length) atEnd();
  }

  // A row that stays in sight stays the same element: replaced under the finger, it would miss the tap.
  function rowOf(entry) {
    if (!rows.has(entry.n)) {
      rows.set(entry.n, line(entry));
      space.append(rows.get(entry.n));
    }
    return rows.get(entry.n);
  }

  function place(row, entry, index) {
    row.style.top = `${index * ROW_PX}px`;
    row.setAttribute("aria-selected", String(entry.n === selected));
    row.setAttribute("aria-posinset", index + 1);
    row.setAttribute("aria-setsize", entries.length);
  }

  function line(entry) {
    return h("div", {
      class: `line kind-${entry.kind} ${entry.ok === false ? "refused" : ""}`,
      role: "option",
      id: `line-${entry.n}`,
      data: { testid: "timeline-entry", n: entry.n, kind: entry.kind, title: entry.title, ok: entry.ok === false ? "0" : "1" },
      on: { click: () => select(entry.n === selected ? null : entry) },
    },
    h("i", { class: "line-mark", title: t(`timeline.kind.${entry.kind}`) }),
    h("span", { class: "line-title", dir: "ltr" }, h("span", { class: "offscreen" }, `${t(`timeline.kind.${entry.kind}`)} `), titleOf(entry)),
    h("time", { dateTime: entry.at }, momentOf(entry)),
    h("span", { class: "line-about" }, whomOf(entry) && h("b", {}, name(whomOf(entry))), " ", name(aboutOf(entry))),
    entry.ms !== undefined && h("span", { class: "line-ms" }, t("timeline.ms", { ms: entry.ms })));
  }

  return {
    element,
    /** Shows these, newest first. Who has scrolled down keeps their place, though newer ones have come above it. */
    set(next, { keepPlace = true } = {}) {
      const top = entries[Math.floor(element.scrollTop / ROW_PX)];
      const scrolled = element.scrollTop > ROW_PX / 2;
      const offset = element.scrollTop % ROW_PX;
      entries = next;
      draw();
      if (!keepPlace) element.scrollTop = 0;
      else if (scrolled && top) {
        const at = entries.indexOf(top);
        if (at >= 0) element.scrollTop = at * ROW_PX + offset;
        draw();
      }
    },
    select,
    /** Draws anew what names people. */
    forgetRows() {
      for (const row of rows.values()) row.remove();
      rows.clear();
    },
    isAtTop: () => element.scrollTop < ROW_PX,
    toTop: () => { element.scrollTop = 0; },
  };
}

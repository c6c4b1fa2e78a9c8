// The panel beside the stage (a sheet over it on narrow screens): one tab per view, the business clock over those of the bank.

import { emit, on } from "./bus.js";
import { iconButton } from "./controls.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { recall, remember } from "./remember.js";

const BESIDE = matchMedia("(min-width: 1080px)");

/**
 * The dock. Its tabs are {id, icon, element, ofHouse?, clock?, whole?, shown?(), hidden?()}: those of the house are not
 * there for a foreign bot, `clock` stays over those that ask for it, a whole one scrolls by itself.
 */
export function createDock(all, clock) {
  let tabs = all;
  let current = BESIDE.matches ? recall("dock", tabs[0].id) : null;
  let opener = null;
  const news = new Map();
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": t("dock") });
  const heading = h("h2", { class: "offscreen" });
  const content = h("div", { class: "tab-content", id: "dock-content", role: "tabpanel", tabIndex: 0 });
  const element = h("aside", { class: "dock", "aria-label": t("dock"), data: { testid: "dock" } },
    h("div", { class: "dock-head" }, bar,
      iconButton("close", t("close"), () => close(), { testid: "dock-close" })),
    heading, clock, content);
  const scrim = h("div", { class: "scrim", on: { click: () => close() } });

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !BESIDE.matches) close();
  });
  bar.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(tabs.at(to % tabs.length).id);
    focusTab();
  });

  const focusTab = () => bar.querySelector("[aria-selected=true]")?.focus();

  function show(tab) {
    if (current !== tab) tabs.find(({ id }) => id === current)?.hidden?.();
    current = tab;
    if (BESIDE.matches) remember("dock", current);
    draw();
  }

  function close() {
    show(null);
    opener?.focus?.({ preventScroll: true });
  }

  function draw() {
    const chosen = tabs.find(({ id }) => id === current);
    element.hidden = scrim.hidden = !chosen;
    drawBar();
    if (chosen) {
      heading.textContent = t(`dock.${current}`);
      clock.hidden = !chosen.clock;
      if (content.firstChild !== chosen.element) refill(content, chosen.element);
      content.classList.toggle("whole", chosen.whole === true);
      content.setAttribute("aria-labelledby", `tab-${current}`);
      chosen.shown?.();
    }
    emit("docked", { tab: current });
  }

  function drawBar() {
    const focused = bar.contains(document.activeElement);
    refill(bar, tabs.map(({ id, icon: iconName }) => h("button", {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      tabIndex: id === current ? 0 : -1,
      "aria-selected": String(id === current),
      "aria-controls": "dock-content",
      data: { testid: `tab-${id}` },
      on: { click: () => { show(id); focusTab(); } },
    }, icon(iconName), h("span", {}, t(`dock.${id}`)), news.get(id) && h("i", { class: `tab-news ${news.get(id)}` }))));
    if (focused) focusTab();
  }

  on("dock", ({ tab, toggle }) => {
    if (toggle && current === tab) return close();
    opener = document.activeElement;
    show(tab);
    if (!BESIDE.matches) focusTab();
  });
  on("reach", ({ who, isHere }) => {
    if (who !== "house") return;
    tabs = isHere ? all : all.filter((tab) => !tab.ofHouse);
    if (current && !tabs.some(({ id }) => id === current)) show(tabs[0].id);
    else draw();
  });
  // Where the panel lies over the phones, it makes way for one that is to be looked at.
  for (const topic of ["bring", "bring-all"]) on(topic, ({ quiet }) => !quiet && !BESIDE.matches && current && show(null));
  // A dot on a tab says that something goes on there: "busy" or "alarm".
  on("dock-news", ({ tab, kind }) => {
    if (news.get(tab) === kind) return;
    news.set(tab, kind);
    drawBar();
  });
  // Queued, so that those who follow the dock are already listening.
  queueMicrotask(draw);
  return [scrim, element];
}

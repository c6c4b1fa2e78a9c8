// The panel beside the stage (a sheet over it on narrow screens): the business clock, and one tab per view.

import { emit, on } from "./bus.js";
import { iconButton } from "./controls.js";
import { h, refill } from "./dom.js";
import { t } from "./language.js";
import { recall, remember } from "./remember.js";

const BESIDE = matchMedia("(min-width: 1080px)");

/**
 * The dock. `tabs` are {id, element, shown?(), hidden?()}; `above` stays over every tab.
 * Further views (calls, scenes, faults) are further tabs.
 */
export function createDock(tabs, above) {
  let current = BESIDE.matches ? recall("dock", tabs[0].id) : null;
  const bar = h("div", { class: "tabs", role: "tablist", "aria-label": t("dock") });
  const content = h("div", { class: "tab-content", role: "tabpanel", tabIndex: 0 });
  const element = h("aside", { class: "dock", "aria-label": t("dock"), data: { testid: "dock" } },
    h("div", { class: "dock-head" }, bar,
      iconButton("close", t("close"), () => show(null), { testid: "dock-close" })),
    above, content);
  const scrim = h("div", { class: "scrim", on: { click: () => show(null) } });

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !BESIDE.matches) show(null);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.id === current);
    show(tabs.at((at + step) % tabs.length).id);
    bar.querySelector("[aria-selected=true]").focus();
  });

  function show(tab) {
    tabs.find(({ id }) => id === current)?.hidden?.();
    current = tab;
    if (BESIDE.matches) remember("dock", current);
    draw();
  }

  function draw() {
    const chosen = tabs.find(({ id }) => id === current);
    element.hidden = scrim.hidden = !chosen;
    refill(bar, tabs.map(({ id }) => h("button", {
      type: "button",
      role: "tab",
      tabIndex: id === current ? 0 : -1,
      "aria-selected": String(id === current),
      data: { testid: `tab-${id}` },
      on: { click: () => show(id) },
    }, t(`dock.${id}`))));
    if (chosen) {
      refill(content, chosen.element);
      content.setAttribute("aria-label", t(`dock.${current}`));
      chosen.shown?.();
    }
    emit("docked", { tab: current });
  }

  on("dock", ({ tab, toggle }) => show(toggle && current === tab ? null : tab));
  // Queued, so that those who follow the dock are already listening.
  queueMicrotask(draw);
  return [scrim, element];
}

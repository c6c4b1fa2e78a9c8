// Small menus beside what opened them. Arrow keys move, Enter chooses, Escape closes and gives the focus back.

import { h } from "./dom.js";

let close = () => {};

/**
 * Opens a menu at `anchor` (an element, or {x, y}).
 * `items`: {label, icon?, hint?, danger?, testid?, data?, choose}, {heading}, or {bare: (close) => element}, which stands
 * above the others; null and false ones are left out.
 */
export function openMenu(anchor, items, { label, testid } = {}) {
  close();
  const opener = document.activeElement;
  const rows = items.filter(Boolean).map(row);
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label, data: { testid } }, rows);
  const choices = rows.filter((element) => element.matches("button"));
  const steps = () => [...menu.querySelectorAll("button")];

  close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", close);
    close = () => {};
    if (!document.activeElement || document.activeElement === document.body) opener?.focus?.({ preventScroll: true });
  };
  const outside = (event) => {
    if (!menu.contains(event.target)) close();
  };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", close);
  menu.addEventListener("keydown", (event) => steer(event, steps()));

  (document.querySelector("dialog[open]") ?? document.body).append(menu);
  place(menu, anchor);
  choices[0]?.focus({ preventScroll: true });
}

function row(item) {
  if (item.bare) return item.bare(() => close());
  if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  return h(
    "button",
    {
      type: "button",
      role: "menuitem",
      class: `menu-item ${item.danger ? "danger" : ""}`,
      data: { testid: item.testid, ...item.data },
      on: {
        click: () => {
          close();
          item.choose();
        },
      },
    },
    item.icon ?? null,
    h("span", { class: "menu-label" }, item.label),
    item.hint && h("span", { class: "menu-hint" }, item.hint),
  );
}

function steer(event, choices) {
  const at = choices.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: choices.length - 1 }[event.key];
  if (to !== undefined) choices.at(to % choices.length).focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function place(menu, anchor) {
  const spot = anchor.getBoundingClientRect?.() ?? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  // Its size as laid out, not as the opening animation scales it.
  const { offsetWidth: width, offsetHeight: height } = menu;
  const gap = 6;
  const left = Math.max(gap, Math.min(spot.left, innerWidth - width - gap));
  const below = spot.bottom + gap + height <= innerHeight;
  const top = below ? spot.bottom + gap : Math.max(gap, spot.top - gap - height);
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}

// Figures that show it when they change: the new one lights up, with the difference beside it for a while.

import { h } from "./dom.js";
import { money } from "./money.js";

const LIT_MS = 7_000;
const seen = new Map();

/** An amount under a stable `key`; `testid` and `data` are hooks for tests. */
export function figure(key, amountMinor, currency, { testid, data } = {}) {
  const change = changeOf(key, amountMinor);
  return h(
    "span",
    {
      class: `figure ${change ? (change.delta > 0 ? "rose" : "fell") : ""}`,
      data: { testid, ...data, amountMinor },
    },
    change && lit(h("span", { class: "delta", "aria-hidden": "true" }, money(change.delta, currency, { signed: true })), change),
    lit(h("span", { class: "amount" }, money(amountMinor, currency)), change),
  );
}

/** Whether something under `key` is new since the view was first drawn. */
export function isNew(key, firstDrawing) {
  if (!seen.has(key)) seen.set(key, { amountMinor: null, at: firstDrawing ? -Infinity : performance.now() });
  return performance.now() - seen.get(key).at < LIT_MS;
}

/** Forgets what was seen, so that nothing lights up after a reset. */
export const forgetFigures = () => seen.clear();

function changeOf(key, amountMinor) {
  const before = seen.get(key);
  if (!before) {
    seen.set(key, { amountMinor, delta: 0, at: -Infinity });
    return null;
  }
  if (before.amountMinor !== amountMinor) {
    seen.set(key, { amountMinor, delta: amountMinor - before.amountMinor, at: performance.now() });
  }
  const now = seen.get(key);
  return performance.now() - now.at < LIT_MS ? now : null;
}

// The view is drawn anew while a figure is lit; the animation goes on where it was.
function lit(element, change) {
  if (change) element.style.animationDelay = `${Math.min(0, change.at - performance.now())}ms`;
  return element;
}

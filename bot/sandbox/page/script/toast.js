// Short words that pass: one quiet place in each phone, and one on the page. Screen readers hear them.

import { h } from "./dom.js";

const SHOWN_MS = 3_600;
const MS_PER_LETTER = 45;

/** A place for toasts; `show(words)` says them there, the newest instead of the one before. */
export function createToasts(testid = "toast") {
  const place = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
  let timer = null;
  function show(words) {
    clearTimeout(timer);
    place.replaceChildren(h("div", { class: "toast", dir: "auto", data: { testid } }, words));
    timer = setTimeout(() => place.replaceChildren(), SHOWN_MS + words.length * MS_PER_LETTER);
  }
  return { element: place, show };
}

const page = createToasts("page-toast");
page.element.classList.add("page-toasts");

/** The page's own place; to be put into the page once. */
export const pageToasts = page.element;

/** Says something that concerns no phone in particular. */
export const say = page.show;

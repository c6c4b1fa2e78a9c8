// Which phones stand on the stage: up to as many as chosen side by side, one at a time on a narrow screen.

import { emit, on } from "./bus.js";
import { h } from "./dom.js";
import { t } from "./language.js";
import { createPhone } from "./phone.js";
import { recall, remember } from "./remember.js";
import { personOf, world } from "./world.js";

export const MOST_PHONES = 4;
const NARROW = matchMedia("(max-width: 719px)");

const phones = new Map();
const element = h("main", { class: "stage", "aria-label": t("stage"), data: { testid: "stage" } });
const nobody = h("p", { class: "nobody", hidden: true }, t("stage.empty"));
element.append(nobody);

let count = recall("phones", innerWidth >= 1800 ? 3 : 2);
let open = recall("open", []);
let current = recall("current", null);

export const stage = {
  element,
  count: () => count,
  isOpen: (personId) => shown().includes(personId),
  isCurrent: (personId) => current === personId,
  isNarrow: () => NARROW.matches,
  bring,
  setCount,
};

/** Brings that person's phone onto the stage; when it is full, one that is not in use makes room. */
function bring(personId, { focus = false } = {}) {
  if (!personOf(personId)) return;
  if (!open.includes(personId)) {
    while (open.length >= count) makeRoom();
    open.push(personId);
  }
  current = personId;
  draw();
  const { element: phone, focus: focusPhone } = phones.get(personId);
  phone.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "smooth" });
  if (focus) focusPhone();
}

function makeRoom() {
  const leaving = open.find((id) => id !== current) ?? open[0];
  open = open.filter((id) => id !== leaving);
}

function putAway(personId) {
  open = open.filter((id) => id !== personId);
  if (current === personId) current = open[0] ?? null;
  draw();
}

function setCount(wanted) {
  count = wanted;
  open = open.slice(-count);
  for (const person of world.people) {
    if (open.length >= count) break;
    if (!open.includes(person.id)) open.push(person.id);
  }
  if (!open.includes(current)) current = open[0] ?? null;
  draw();
}

const shown = () => (NARROW.matches ? [current].filter((id) => id !== null) : open);

function draw() {
  remember("phones", count);
  remember("open", open);
  remember("current", current);
  const wanted = shown().filter(personOf);
  for (const [personId, phone] of phones) {
    if (!wanted.includes(personId)) phone.element.remove();
  }
  const arrived = wanted.filter((personId) => !phones.get(personId)?.element.isConnected);
  arrange(wanted.map(phoneOf));
  for (const personId of arrived) phones.get(personId).shown();
  element.dataset.count = String(wanted.length);
  nobody.hidden = wanted.length > 0;
  emit("stage");
}

// Moving a phone in the page would lose its scroll position and focus, so only those out of place are moved.
function arrange(wanted) {
  wanted.forEach((phone, index) => {
    if (element.children[index] !== phone) element.insertBefore(phone, element.children[index] ?? null);
  });
}

function phoneOf(personId) {
  if (!phones.has(personId)) phones.set(personId, createPhone(personId, { close: () => putAway(personId) }));
  return phones.get(personId).element;
}

on("people", () => {
  open = open.filter(personOf).slice(0, count);
  if (!open.length) setCount(count);
  if (!personOf(current)) current = open[0] ?? null;
  draw();
});
on("bring", ({ personId }) => bring(personId));
NARROW.addEventListener("change", draw);
element.addEventListener("focusin", (event) => {
  const phone = event.target.closest(".phone");
  if (!phone || NARROW.matches) return;
  current = Number(phone.dataset.person);
  remember("current", current);
  emit("stage");
});

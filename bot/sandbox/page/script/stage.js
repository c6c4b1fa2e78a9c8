// Which phones stand on the stage: up to as many as chosen side by side, one at a time on a narrow screen.

import { emit, on } from "./bus.js";
import { deviceOf, keyOf } from "./devices.js";
import { h } from "./dom.js";
import { t } from "./language.js";
import { createPhone } from "./phone/phone.js";
import { recall, remember } from "./remember.js";
import { personOf, principals, watch } from "./world.js";

export const MOST_PHONES = 4;
const NARROW = matchMedia("(max-width: 719px)");

const phones = new Map();
const element = h("main", { class: "stage", "aria-label": t("stage"), data: { testid: "stage" } });
const nobody = h("p", { class: "nobody", hidden: true }, t("stage.empty"));
element.append(nobody);

let count = recall("phones", innerWidth >= 1800 ? 3 : 2);
let open = recall("devices", []);
let current = recall("device", null);
let expected = [];

const whose = (key) => Number(String(key).split(".")[0]);
const devicesOf = (personId) => open.filter((key) => whose(key) === personId);
const shown = () => (NARROW.matches ? [current].filter((key) => key !== null) : open);

export const stage = {
  element,
  count: () => count,
  isOpen: (personId) => shown().some((key) => whose(key) === personId),
  isCurrent: (personId) => current !== null && whose(current) === personId,
  devices: (personId) => devicesOf(personId).length,
  isNarrow: () => NARROW.matches,
  bring,
  addDevice,
  setCount,
};

/** Brings that person's phone onto the stage; of two, the other one when one of them is in use. */
function bring(personId, { focus = false } = {}) {
  if (!personOf(personId)) return;
  const own = devicesOf(personId);
  const next = own[(own.indexOf(current) + 1) % own.length] ?? keyOf(personId, 1);
  place(next, open.length);
  if (focus) phones.get(next).focus();
}

/** Brings as many of these people as there is room for, the first in use; who is not known yet comes once they are. */
function bringAll(people) {
  const known = people.filter(personOf).slice(0, count);
  expected = known.length < Math.min(people.length, count) ? people : [];
  if (!known.length) return;
  open.filter((key) => !known.includes(whose(key))).slice(0, Math.max(0, open.length + known.length - count)).forEach(drop);
  for (const personId of known.toReversed()) bring(personId);
}

/** Puts a second device of that person beside the first, or the first beside the second. */
function addDevice(personId) {
  const [only, another] = devicesOf(personId);
  if (!only) return bring(personId);
  place(another ?? keyOf(personId, deviceOf(only).number === 1 ? 2 : 1), open.indexOf(only) + 1);
}

function place(key, index) {
  if (!open.includes(key)) {
    open.splice(index, 0, key);
    count = Math.max(count, Math.min(devicesOf(whose(key)).length, MOST_PHONES));
    while (open.length > count) makeRoom(key);
  }
  current = key;
  draw();
  const phone = phones.get(key);
  phone.take();
  phone.element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "smooth" });
}

/** Puts away a phone that is not in use: rather a stranger's than the other one of the person who arrives. */
function makeRoom(arriving) {
  const others = open.filter((key) => key !== arriving);
  const leaving = others.find((key) => key !== current && whose(key) !== whose(arriving)) ?? others.find((key) => key !== current) ?? others[0];
  drop(leaving);
}

function drop(key) {
  open = open.filter((other) => other !== key);
  phones.get(key)?.putDown();
}

function putAway(key) {
  drop(key);
  if (current === key) current = open[0] ?? null;
  draw();
}

function setCount(wanted) {
  count = wanted;
  open.slice(0, -count).forEach(drop);
  for (const { id } of principals()) {
    if (open.length >= count) break;
    if (!devicesOf(id).length) open.push(keyOf(id, 1));
  }
  if (!open.includes(current)) current = open[0] ?? null;
  draw();
}

function draw() {
  remember("phones", count);
  remember("devices", open);
  remember("device", current);
  const wanted = shown().filter((key) => personOf(whose(key)));
  for (const [key, phone] of phones) {
    if (!wanted.includes(key)) phone.element.remove();
  }
  const arrived = wanted.filter((key) => !phones.get(key)?.element.isConnected);
  arrange(wanted.map((key) => phoneOf(key).element));
  for (const key of arrived) {
    watch(whose(key));
    phones.get(key).shown();
  }
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

function phoneOf(key) {
  if (!phones.has(key)) phones.set(key, createPhone(deviceOf(key), { close: () => putAway(key) }));
  return phones.get(key);
}

on("people", () => {
  open = open.filter((key) => personOf(whose(key))).slice(0, count);
  if (!open.length) setCount(count);
  if (!open.includes(current)) current = open[0] ?? null;
  draw();
  if (expected.length) bringAll(expected);
});
on("bring", ({ personId }) => bring(personId));
on("bring-all", ({ people }) => bringAll(people));
on("add-device", ({ personId }) => addDevice(personId));
NARROW.addEventListener("change", draw);

function touch(event) {
  const phone = event.target.closest(".phone");
  if (!phone) return;
  const { device: key } = phone.dataset;
  phones.get(key)?.take();
  if (NARROW.matches || current === key) return;
  current = key;
  remember("device", current);
  emit("stage");
}
element.addEventListener("focusin", touch);
element.addEventListener("pointerdown", touch);

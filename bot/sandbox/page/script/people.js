// The people: a strip of chips, each with language, note and what they have not read yet. A crowd is behind one chip.

import { avatar, fullName } from "./avatar.js";
import { on } from "./bus.js";
import { h, name, refill } from "./dom.js";
import { openEverybody } from "./everybody.js";
import { isExtra } from "./extras.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { openLinkDialog } from "./link_dialog.js";
import { openNewPerson } from "./phone/profile.js";
import { stage } from "./stage.js";
import { noteOf, tongueLabel } from "./tongues.js";
import { chatListOf, inboxOf, world } from "./world.js";

/** The strip. */
export function createPeople() {
  const list = h("div", { class: "chips", role: "toolbar", "aria-label": t("people") });
  const element = h("nav", { class: "people", "aria-label": t("people") },
    list,
    h("button", { type: "button", class: "chip chip-new", "aria-label": t("person.new"), title: t("person.new"), data: { testid: "new-person" }, on: { click: openNewPerson } },
      icon("plus")),
    h("button", { type: "button", class: "chip chip-link", data: { testid: "paste-link" }, on: { click: () => openLinkDialog() } },
      icon("link"), h("span", {}, t("link.paste"))));

  function draw() {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.person : null;
    const apart = world.people.filter((person) => isExtra(person.id) && !stage.isOpen(person.id));
    refill(list,
      world.people.filter((person) => !apart.includes(person)).map(chip),
      apart.length > 0 && everybody(apart.length));
    if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus({ preventScroll: true });
  }

  const everybody = (count) =>
    h("button", { type: "button", class: "chip chip-more", data: { testid: "open-everybody", person: "everybody" }, on: { click: openEverybody } },
      icon("people"), h("span", {}, t("everybody.more", { count })));

  function chip(person) {
    const unread = chatListOf(person.id).unread + inboxOf(person.id).unread;
    const shown = stage.isOpen(person.id);
    const note = person.blocked ? t("person.blocked") : noteOf(person) && name(noteOf(person));
    return h("button", {
      type: "button",
      class: `chip ${shown ? "shown" : ""}`,
      "aria-pressed": String(shown),
      title: noteOf(person),
      data: { testid: "chip", person: person.id },
      on: { click: () => stage.bring(person.id, { focus: !stage.isNarrow() }) },
    },
    avatar(person),
    h("span", { class: "chip-words" },
      h("span", { class: "chip-name" }, name(fullName(person)),
        h("span", { class: "tongue" }, tongueLabel(person)),
        stage.devices(person.id) > 1 && h("span", { class: "tongue", data: { testid: "chip-devices" } }, `× ${stage.devices(person.id)}`)),
      note && h("span", { class: "chip-note", data: { testid: "chip-note" } }, note)),
    unread > 0 && h("span", { class: "badge", "aria-label": t("unread", { count: unread }), data: { testid: "unread" } }, unread));
  }

  /** Keeps the chip of the phone in use in sight. */
  function follow() {
    const chip = [...list.children].find((child) => stage.isCurrent(Number(child.dataset.person)));
    if (!chip) return;
    const before = chip.offsetLeft - list.offsetLeft;
    const after = before + chip.offsetWidth;
    if (before < list.scrollLeft || after > list.scrollLeft + list.clientWidth) list.scrollTo({ left: before - 40, behavior: "smooth" });
  }

  for (const topic of ["people", "stage", "unread", "chat", "chats", "sms", "reset"]) on(topic, draw);
  for (const topic of ["bring", "bring-all"]) on(topic, () => requestAnimationFrame(follow));
  draw();
  return element;
}

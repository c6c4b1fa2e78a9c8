// Narrowing the timeline: by kind, by person, by words.

import { fullName } from "../avatar.js";
import { on } from "../bus.js";
import { h, refill } from "../dom.js";
import { t } from "../language.js";
import { principals } from "../world.js";
import { KINDS, searchableOf } from "./wording.js";

/** The controls, and `fits(entry)`; `changed()` is called when they say something else. */
export function createFilters(changed) {
  const only = new Set();
  let refusedOnly = false;
  const words = h("input", {
    class: "filter-words",
    type: "search",
    placeholder: t("timeline.find"),
    "aria-label": t("timeline.find"),
    data: { testid: "timeline-find" },
    on: { input: () => changed() },
  });
  const person = h("select", { class: "filter-person", "aria-label": t("timeline.person"), data: { testid: "timeline-person" }, on: { change: () => changed() } });
  const kinds = h("div", { class: "filter-kinds", role: "group", "aria-label": t("timeline.kinds") });

  function drawPeople() {
    const { value } = person;
    refill(person,
      h("option", { value: "" }, t("timeline.everybody")),
      principals().map((each) => h("option", { value: each.id }, fullName(each))));
    person.value = value;
  }

  function drawKinds() {
    const focused = document.activeElement?.dataset?.kind;
    refill(kinds,
      KINDS.map((kind) => toggle(kind, t(`timeline.kind.${kind}`), only.has(kind), () => flip(kind))),
      toggle("refused", t("timeline.refusedOnly"), refusedOnly, () => { refusedOnly = !refusedOnly; }));
    if (focused) kinds.querySelector(`[data-kind="${focused}"]`)?.focus();
  }

  const flip = (kind) => (only.has(kind) ? only.delete(kind) : only.add(kind));

  const toggle = (kind, label, pressed, act) => h("button", {
    type: "button",
    class: `kind-toggle kind-${kind}`,
    "aria-pressed": String(pressed),
    data: { testid: "timeline-kind", kind },
    on: { click: () => { act(); drawKinds(); changed(); } },
  }, h("i", {}), label);

  on("people", drawPeople);
  drawPeople();
  drawKinds();
  return {
    element: h("div", { class: "filters" }, kinds, h("div", { class: "filter-row" }, words, person)),
    fits(entry) {
      if ((only.size && !only.has(entry.kind)) || (refusedOnly && entry.ok !== false)) return false;
      const who = Number(person.value);
      if (who && entry.person_id !== who && entry.chat_id !== who) return false;
      const sought = words.value.trim().toLocaleLowerCase();
      return !sought || searchableOf(entry).includes(sought);
    },
  };
}

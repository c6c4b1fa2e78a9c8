// A list of people to tick, in a sheet: narrowed by typing, with those who are ticked above.

import { avatar, fullName } from "../../avatar.js";
import { h, name, refill } from "../../dom.js";
import { t } from "../../language.js";

/**
 * An element, and `picked()`: the ids that are ticked, in that order. `people` are {id, first_name, last_name?, hint?};
 * at most `most` can be ticked, and `changed(ids)` is called at each tick.
 */
export function createPeopleList(people, { most = Infinity, changed = () => {} } = {}) {
  const chosen = new Set();
  const search = h("input", {
    class: "search-field",
    type: "search",
    placeholder: t("people.search"),
    "aria-label": t("people.search"),
    autocomplete: "off",
    on: { input: draw },
  });
  const list = h("ul", { class: "rows" });

  function draw() {
    const sought = search.value.trim().toLowerCase();
    const found = people.filter((person) => fullName(person).toLowerCase().includes(sought));
    refill(list, found.length ? found.map(row) : h("li", { class: "empty" }, t("people.none")));
  }

  function row(person) {
    const box = h("input", {
      type: "checkbox",
      checked: chosen.has(person.id),
      disabled: chosen.size >= most && !chosen.has(person.id) && most > 1,
      on: { change: () => tick(person.id, box.checked) },
    });
    return h("li", {},
      h("label", { class: "row", data: { testid: "person-row", person: person.id } },
        box,
        person.face ?? avatar(person),
        h("span", { class: "row-words" },
          h("strong", {}, name(fullName(person))),
          person.hint && h("span", {}, person.hint))));
  }

  function tick(id, isOn) {
    if (isOn && most === 1) chosen.clear();
    if (isOn) chosen.add(id);
    else chosen.delete(id);
    const focused = document.activeElement.closest(".row")?.dataset.person;
    draw();
    list.querySelector(`[data-person="${focused}"] input`)?.focus({ preventScroll: true });
    changed([...chosen]);
  }

  draw();
  return {
    element: h("div", { class: "people-list" }, people.length > 6 ? search : null, list),
    picked: () => [...chosen],
  };
}

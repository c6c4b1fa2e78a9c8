// Finding one of many people: a dialog with everybody, narrowed by typing.

import { avatar, fullName } from "./avatar.js";
import { emit } from "./bus.js";
import { openDialog } from "./dialog.js";
import { h, name, refill } from "./dom.js";
import { t } from "./language.js";
import { noteOf, tongueLabel } from "./tongues.js";
import { world } from "./world.js";

/** Shows everybody; who is chosen comes onto the stage. */
export function openEverybody() {
  openDialog(t("everybody"), (close) => {
    const field = h("input", { class: "link-field", type: "search", autofocus: true, "aria-label": t("everybody.find"), placeholder: t("everybody.find"), data: { testid: "find-person" } });
    const list = h("div", { class: "everybody", data: { testid: "everybody" } });
    const count = h("p", { class: "facts", role: "status" });
    const choose = (person) => { close(); emit("bring", { personId: person.id }); };

    function draw() {
      const sought = field.value.trim().toLocaleLowerCase();
      const found = world.people.filter((person) => `${fullName(person)} ${person.id} ${person.phone ?? ""}`.toLocaleLowerCase().includes(sought));
      count.textContent = t("everybody.count", { count: found.length });
      refill(list, found.map((person) => row(person, choose)));
    }
    field.addEventListener("input", draw);
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== "ArrowDown") return;
      event.preventDefault();
      const first = list.querySelector("button");
      if (event.key === "Enter") first?.click();
      else first?.focus();
    });
    list.addEventListener("keydown", (event) => {
      const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
      if (!step) return;
      event.preventDefault();
      (document.activeElement[step] ?? field).focus();
    });
    draw();
    return [field, count, list];
  }, { testid: "everybody-dialog" });
}

const row = (person, choose) =>
  h("button", { type: "button", class: "menu-item", data: { testid: "everybody-person", person: person.id }, on: { click: () => choose(person) } },
    avatar(person, "small"),
    h("span", { class: "menu-label" }, name(fullName(person)), noteOf(person) && h("small", {}, name(noteOf(person)))),
    h("span", { class: "tongue" }, tongueLabel(person)));

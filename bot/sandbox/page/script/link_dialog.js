// "Open a link as …": for a link that came from anywhere.

import { avatar, fullName } from "./avatar.js";
import { wordButton } from "./controls.js";
import { openDialog } from "./dialog.js";
import { h, name } from "./dom.js";
import { t } from "./language.js";
import { followAs, readLink } from "./links.js";
import { principals, world } from "./world.js";

/** Asks for the link and the person; `personId` is chosen beforehand if given. */
export function openLinkDialog(personId = null) {
  const field = h("input", {
    class: "link-field",
    autofocus: true,
    autocomplete: "off",
    inputmode: "url",
    placeholder: `https://t.me/${world.bot?.username ?? "bot"}?start=…`,
    "aria-label": t("link.field"),
    data: { testid: "link-field" },
  });
  const complaint = h("p", { class: "complaint", role: "alert" });
  const choices = principals().map((person) => h("label", { class: "choice", data: { testid: "link-person", person: person.id } },
    h("input", { type: "radio", name: "as", value: person.id, checked: person.id === (personId ?? world.people[0].id) }),
    avatar(person, "small"),
    name(fullName(person))));

  openDialog(t("link.paste"), (close) => h("form", {
    class: "form",
    on: {
      submit: (event) => {
        event.preventDefault();
        const href = field.value.trim();
        if (readLink(href).kind !== "start") {
          complaint.textContent = t("link.notOurs");
          field.focus();
          return;
        }
        close();
        followAs(Number(new FormData(event.currentTarget).get("as")), href);
      },
    },
  },
  field,
  complaint,
  h("fieldset", { class: "choices" }, h("legend", {}, t("link.openAs")), choices),
  h("div", { class: "dialog-actions" },
    wordButton(t("cancel"), close),
    h("button", { type: "submit", class: "solid", data: { testid: "link-open" } }, t("link.open")))), { testid: "link-dialog" });
}

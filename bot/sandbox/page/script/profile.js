// A person's particulars: how they are called, and the language of their Telegram.

import { patch } from "./api.js";
import { wordButton } from "./controls.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { t } from "./language.js";
import { say } from "./toast.js";
import { personOf } from "./world.js";

const LANGUAGES = [["en", "English"], ["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["ar", "العربية"], ["de", "Deutsch"], ["fr", "Français"]];

/** Shows them, to be changed. */
export function openProfile(personId) {
  const person = personOf(personId);
  const field = (key, value) => h("input", { name: key, value: value ?? "", dir: "auto", autocomplete: "off", maxlength: 64 });
  const first = field("first_name", person.first_name);
  const last = field("last_name", person.last_name);
  const known = LANGUAGES.some(([code]) => code === person.language_code);
  const tongue = h("select", { name: "language_code" },
    [...(known ? [] : [[person.language_code, person.language_code]]), ...LANGUAGES].map(([code, words]) => h("option", { value: code }, words)));
  tongue.value = person.language_code;

  openDialog(t("profile"), (close) => h("form", {
    class: "form",
    on: {
      submit: async (event) => {
        event.preventDefault();
        try {
          await patch(`/sim/people/${personId}`, { first_name: first.value, last_name: last.value || null, language_code: tongue.value });
          close();
        } catch (error) {
          say(error.message);
        }
      },
    },
  },
  labelled(t("profile.first"), first),
  labelled(t("profile.last"), last),
  labelled(t("profile.language"), tongue),
  h("p", { class: "facts", dir: "ltr" }, [person.phone, person.username && `@${person.username}`, `id ${person.id}`].filter(Boolean).join(" · ")),
  h("div", { class: "dialog-actions" },
    wordButton(t("cancel"), close),
    h("button", { type: "submit", class: "solid" }, t("save")))), { testid: "profile-dialog" });
}

const labelled = (words, control) => h("label", { class: "field" }, h("span", {}, words), control);

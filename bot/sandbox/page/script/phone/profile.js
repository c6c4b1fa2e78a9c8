// A person's particulars: how they are called, their number, language and zone, whether they have blocked the bot.

import { patch, post } from "../api.js";
import { emit } from "../bus.js";
import { wordButton } from "../controls.js";
import { openDialog } from "../dialog.js";
import { h } from "../dom.js";
import { language, t } from "../language.js";
import { personOf } from "../world.js";
import { createZoneField } from "./zone_field.js";

const LANGUAGES = [
  ["en", "English"], ["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["ar", "العربية"], ["de", "Deutsch"], ["es", "Español"], ["fr", "Français"],
];

/** Shows a person's particulars, to be changed. */
export function openProfile(personId) {
  const person = personOf(personId);
  openPersonForm(t("profile"), person, "profile-dialog", (values) => patch(`/sim/people/${personId}`, values));
}

/** Asks who somebody new is, and brings their phone. */
export function openNewPerson() {
  const blank = { first_name: "", language_code: language === "zh" ? "zh-hans" : "en", phone: null };
  openPersonForm(t("person.new"), blank, "new-person-dialog", async (values) => {
    const { id } = await post("/sim/people", values);
    emit("bring", { personId: id });
  });
}

function openPersonForm(title, person, testid, save) {
  const text = (key, limits) =>
    h("input", { name: key, value: person[key] ?? "", dir: "auto", autocomplete: "off", maxlength: 64, ...limits, data: { testid: `profile-${key}` } });
  const fields = {
    first_name: text("first_name", { required: true, autofocus: true }),
    last_name: text("last_name"),
    username: text("username", { maxlength: 32, pattern: "[A-Za-z][A-Za-z0-9_]{3,31}", dir: "ltr", title: t("profile.usernameRule") }),
    phone: text("phone", { inputmode: "tel", dir: "ltr", maxlength: 20 }),
    language_code: languageChoice(person),
  };
  const zone = createZoneField(person.zone);
  const blocked = h("input", { type: "checkbox", checked: person.blocked === true, data: { testid: "profile-blocked" } });
  const complaint = h("p", { class: "complaint", role: "alert" });

  openDialog(title, (close) => h("form", {
    class: "form",
    on: {
      submit: async (event) => {
        event.preventDefault();
        try {
          const values = Object.fromEntries(Object.entries(fields).map(([key, control]) => [key, control.value.trim() || null]));
          await save({ ...values, zone: zone.value(), ...(blocked.checked === (person.blocked === true) ? {} : { blocked: blocked.checked }) });
          close();
        } catch (error) {
          complaint.textContent = error.message;
        }
      },
    },
  },
  h("div", { class: "field-pair" }, labelled(t("profile.first"), fields.first_name), labelled(t("profile.last"), fields.last_name)),
  h("div", { class: "field-pair" }, labelled(t("profile.username"), fields.username), labelled(t("profile.phone"), fields.phone)),
  labelled(t("profile.language"), fields.language_code),
  labelled(t("profile.zone"), zone.element),
  person.id && h("label", { class: "check-row" }, blocked, h("span", {}, t("profile.blocked"))),
  person.id && h("p", { class: "facts", dir: "ltr" }, `id ${person.id}`),
  complaint,
  h("div", { class: "dialog-actions" },
    wordButton(t("cancel"), close),
    h("button", { type: "submit", class: "solid", data: { testid: "profile-save" } }, t("save")))), { testid });
}

function languageChoice(person) {
  const known = LANGUAGES.some(([code]) => code === person.language_code);
  const choices = [...(known || !person.language_code ? [] : [[person.language_code, person.language_code]]), ...LANGUAGES];
  const choice = h("select", { name: "language_code", data: { testid: "profile-language_code" } },
    choices.map(([code, words]) => h("option", { value: code }, words)));
  choice.value = person.language_code ?? "en";
  return choice;
}

const labelled = (words, control) => h("label", { class: "field" }, h("span", {}, words), control);

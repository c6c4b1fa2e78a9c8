// Small forms in a sheet of a phone: labelled fields, a complaint where something is wrong, one button that does it.

import { Refused } from "../api.js";
import { h } from "../dom.js";
import { t } from "../language.js";

/**
 * Opens a form. `fields` are {key, label, value?, required?, maxlength?}, {key, label, kind: "check", value?},
 * {key, label, kind: "choice", options: [[value, words]]} or elements. `submit(values)` does it; the form stays open
 * with the words of a refusal if it throws.
 */
export function openForm(sheets, title, { fields, done, submit, testid, lead }) {
  return sheets.open(title, (close) => {
    const complaint = h("p", { class: "complaint", role: "alert" });
    const controls = fields.filter((field) => field.key).map((field) => [field.key, controlOf(field)]);
    const labelOf = ([key, control]) => labelled(fields.find((field) => field.key === key), control);
    const button = h("button", { type: "submit", class: "solid", data: { testid: "form-done" } }, done);
    return h("form", {
      class: "form",
      on: {
        submit: async (event) => {
          event.preventDefault();
          button.disabled = true;
          complaint.textContent = "";
          try {
            await submit(Object.fromEntries(controls.map(([key, control]) => [key, valueOf(control)])));
            close();
          } catch (error) {
            complaint.textContent = error instanceof Refused ? error.message : t("away.tryAgain");
          } finally {
            button.disabled = false;
          }
        },
      },
    },
    lead && h("p", { class: "facts" }, lead),
    controls.map(labelOf),
    fields.filter((field) => !field.key),
    complaint,
    h("div", { class: "dialog-actions" }, button));
  }, { testid });
}

const valueOf = (control) => (control.type === "checkbox" ? control.checked : control.value.trim());

function controlOf(field) {
  if (field.kind === "check") return h("input", { type: "checkbox", name: field.key, checked: field.value === true });
  if (field.kind === "choice") {
    return h("select", { name: field.key, data: { testid: `field-${field.key}` } },
      field.options.map(([value, words]) => h("option", { value }, words)));
  }
  return h("input", {
    name: field.key,
    value: field.value ?? "",
    dir: "auto",
    autocomplete: "off",
    required: field.required,
    maxlength: field.maxlength,
    autofocus: field.required,
    data: { testid: `field-${field.key}` },
  });
}

const labelled = (field, control) =>
  field.kind === "check"
    ? h("label", { class: "check-row" }, control, h("span", {}, field.label))
    : h("label", { class: "field" }, h("span", {}, field.label), control);

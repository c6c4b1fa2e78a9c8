// Choosing a time zone: typing narrows the list of the IANA's zones.

import { h } from "../dom.js";
import { t } from "../language.js";
import { browserZone, zoneLabel } from "../moments.js";

const zones = typeof Intl.supportedValuesOf === "function" ? [...Intl.supportedValuesOf("timeZone"), "UTC"] : ["UTC", browserZone];
let lists = 0;

/** An element, and `value()`: the name of a zone, or null for the browser's. A word that names none is complained of. */
export function createZoneField(zone) {
  const id = `zones-${(lists += 1)}`;
  const field = h("input", {
    name: "zone",
    list: id,
    value: zone ?? "",
    placeholder: t("profile.zoneOfBrowser", { zone: zoneLabel(browserZone) }),
    autocomplete: "off",
    dir: "ltr",
    data: { testid: "profile-zone" },
    on: { input: check },
  });
  const choices = h("datalist", { id }, zones.map((each) => h("option", { value: each, label: zoneLabel(each) })));

  function found() {
    const typed = field.value.trim().toLowerCase().replaceAll(" ", "_");
    return zones.find((each) => each.toLowerCase() === typed) ?? zones.find((each) => each.toLowerCase().endsWith(`/${typed}`));
  }

  function check() {
    field.setCustomValidity(field.value.trim() && !found() ? t("profile.zoneUnknown") : "");
  }

  return {
    element: h("span", { class: "zone-field" }, field, choices),
    value: () => (field.value.trim() ? found() ?? null : null),
  };
}

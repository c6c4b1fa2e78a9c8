// A line over the conversation of a device that is held still, with the way to let it go on.

import { on } from "./bus.js";
import { wordButton } from "./controls.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";

export function createHeldBar(device) {
  const element = h("div", { class: "held-bar", role: "status", data: { testid: "held" } });
  const words = [icon("pause"), h("span", {}, t("device.held"))];
  const release = wordButton(t("device.release.short"), () => device.hold(false), { testid: "release", kind: "link-button" });
  on("held", ({ deviceKey }) => deviceKey === device.key && element.replaceChildren(...(device.held ? [...words, release] : [])));
  return element;
}

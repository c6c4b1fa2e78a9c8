// Whether the emulator and the bot can be reached: a dot in the top bar, and clear words when something is away.

import { on } from "./bus.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { reach } from "./reach.js";

/** "emulator-away", "bot-away", "asking" or "well". */
function state() {
  if (!reach.of("emulator")) return "emulator-away";
  if (reach.of("bot") === null) return "asking";
  return reach.of("bot") ? "well" : "bot-away";
}

export function createStatusDot() {
  const element = h("span", { class: "status", role: "status", data: { testid: "status" } });
  const draw = () => {
    element.dataset.state = state();
    element.title = t(`status.${state()}`);
    refill(element, h("span", { class: "dot", "aria-hidden": "true" }), h("span", { class: "status-words" }, t(`status.${state()}`)));
  };
  on("reach", draw);
  draw();
  return element;
}

/** A bar that appears only while something is away. */
export function createAwayBar() {
  const element = h("div", { class: "away-bar", role: "alert", data: { testid: "away" } });
  const draw = () => {
    const now = state();
    element.hidden = !now.endsWith("away");
    refill(element, element.hidden ? null : [icon("warning"), h("span", {}, t(`${now}.words`))]);
  };
  on("reach", draw);
  draw();
  return element;
}

// Failing on purpose: what is spoilt now, what can be, and the pace of sending.

import { get } from "../api.js";
import { emit, on } from "../bus.js";
import { h, refill } from "../dom.js";
import { t } from "../language.js";
import { nudged } from "../nudged.js";
import { renderActive } from "./active.js";
import { createPace } from "./pace.js";
import { createPlaying } from "./playing.js";

/** The tab. */
export function createFaults() {
  const now = h("section", { class: "faults-now", "aria-live": "polite", "aria-label": t("faults.now") });
  const load = nudged(async () => {
    const { faults } = await get("/sim/faults");
    refill(now, renderActive(faults, load));
    emit("dock-news", { tab: "faults", kind: faults.length ? "alarm" : null });
    emit("faults", { count: faults.length });
  });
  const pace = createPace();
  const element = h("div", { class: "faults", data: { testid: "faults" } },
    h("p", { class: "lead" }, t("faults.lead")), now, createPlaying(load), pace.element);

  on("nudge", ({ kind }) => kind === "faults" && load());
  on("back", load);
  on("reset", load);
  return {
    id: "faults",
    icon: "faults",
    element,
    shown: () => { load(); pace.load(); },
  };
}

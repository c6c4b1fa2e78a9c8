// Telegram's pace of sending: whether it is watched or enforced, and where the bot broke it.

import { get, put, remove } from "../api.js";
import { emit, on } from "../bus.js";
import { wordButton } from "../controls.js";
import { h, refill } from "../dom.js";
import { t } from "../language.js";
import { nudged } from "../nudged.js";
import { whomOf } from "../timeline/wording.js";
import { say } from "../toast.js";

const MODES = ["off", "record", "enforce"];
const SHOWN = 50;

/** The section; `load()` asks for what is so now. */
export function createPace() {
  let pace = null;
  const element = h("section", { class: "pace", "aria-label": t("pace"), data: { testid: "pace" } });
  const load = nudged(async () => {
    pace = await get("/sim/pace");
    draw();
  });

  function draw() {
    if (!pace) return;
    const focused = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    element.dataset.mode = pace.mode;
    refill(element,
      h("h3", {}, t("pace")),
      h("p", { class: "small-words" }, t("pace.words", { overall: pace.overall_per_second, chat: pace.chat_per_second, burst: pace.chat_burst, group: pace.group_per_minute })),
      h("div", { class: "segments", role: "radiogroup", "aria-label": t("pace"), on: { keydown: steer } }, MODES.map(mode)),
      h("p", { class: "small-words" }, t(`pace.${pace.mode}.words`)),
      breaches());
    if (focused) element.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  const mode = (name) => h("button", {
    type: "button",
    role: "radio",
    "aria-checked": String(pace.mode === name),
    tabIndex: pace.mode === name ? 0 : -1,
    data: { testid: "pace-mode", mode: name, key: `mode.${name}` },
    on: { click: () => set(name) },
  }, t(`pace.${name}`));

  function steer(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = MODES.at((MODES.indexOf(pace.mode) + step) % MODES.length);
    element.querySelector(`[data-key="mode.${next}"]`).focus();
    set(next);
  }

  function breaches() {
    const newest = pace.breaches.slice(-SHOWN).reverse();
    if (!newest.length) return pace.mode === "off" ? null : h("p", { class: "calm", data: { testid: "no-breaches" } }, t("pace.none"));
    return h("div", { class: "breaches" },
      h("header", {},
        h("strong", { data: { testid: "breach-count" } }, t("pace.breaches", { count: pace.breaches.length })),
        wordButton(t("pace.forget"), forget, { kind: "plain small", testid: "forget-breaches" })),
      h("ul", {}, newest.map((breach) => h("li", {},
        wordButton([
          h("strong", { dir: "ltr" }, breach.method),
          h("span", {}, `${whomOf(breach)} · ${t(`pace.rule.${breach.rule}`)} · ${t("faults.retry_after.short", { value: breach.retry_after })}`),
        ], () => emit("show-entry", { n: breach.n }), { kind: "breach", testid: "breach", data: { n: breach.n } })))));
  }

  async function set(name) {
    try {
      pace = await put("/sim/pace", { mode: name });
      draw();
    } catch (error) {
      say(error.message);
    }
  }

  async function forget() {
    await remove("/sim/pace/breaches").catch((error) => say(error.message));
    load();
  }

  on("nudge", ({ kind }) => kind === "pace" && load());
  return { element, load };
}

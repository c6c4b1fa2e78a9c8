// One entry of the timeline, opened: what was asked, and what was answered, as JSON that one can copy.

import { get } from "../api.js";
import { iconButton, wordButton } from "../controls.js";
import { copyText } from "../copy.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { say } from "../toast.js";
import { renderJson } from "./json.js";
import { momentOf, titleOf } from "./wording.js";

const PARTS = ["parameters", "answer", "update", "url"];

/** The pane below the list; `close()` is called when it is put away. */
export function createDetails(close) {
  const element = h("section", { class: "details", hidden: true, "aria-label": t("timeline.details"), data: { testid: "timeline-details" } });
  let wanted = null;

  async function show(entry) {
    wanted = entry?.n ?? null;
    element.hidden = !entry;
    if (!entry) return;
    try {
      const whole = await get(`/sim/timeline/${entry.n}`);
      if (wanted === entry.n) draw(entry, whole);
    } catch (error) {
      if (wanted === entry.n) refill(element, head(entry), h("p", { class: "complaint" }, error.message));
    }
  }

  const head = (entry) => h("header", { class: "details-head" },
    h("strong", { dir: "ltr" }, titleOf(entry)),
    h("span", {}, `#${entry.n} · ${momentOf(entry)}`),
    iconButton("close", t("close"), close, { testid: "details-close", tiny: true }));

  function draw(entry, whole) {
    const rest = Object.fromEntries(Object.entries(whole).filter(([key]) => !PARTS.includes(key)));
    refill(element,
      head(entry),
      h("div", { class: "details-parts", tabIndex: 0, role: "group", "aria-label": t("timeline.details") },
        PARTS.filter((key) => whole[key] !== undefined).map((key) => part(key, whole[key])),
        part("about", rest)));
  }

  const part = (key, value) => h("section", { class: "details-part", data: { testid: "details-part", part: key } },
    h("header", {},
      h("h3", {}, t(`timeline.part.${key}`)),
      wordButton([icon("copy"), t("timeline.copy")], async () => say(t((await copyText(JSON.stringify(value, null, 2))) ? "copied" : "copy.refused")), {
        kind: "plain small",
        testid: "details-copy",
        "aria-label": `${t("timeline.copy")}: ${t(`timeline.part.${key}`)}`,
      })),
    renderJson(value));

  return { element, show };
}

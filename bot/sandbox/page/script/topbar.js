// The bar at the top: what this is, whether all are there, how many phones, the panels, the language, starting over.

import { emit, on } from "./bus.js";
import { iconButton, wordButton } from "./controls.js";
import { confirmDialog } from "./dialog.js";
import { h, refill } from "./dom.js";
import { MARK, icon } from "./icons.js";
import { language, t } from "./language.js";
import { openLinkDialog } from "./link_dialog.js";
import { openMenu } from "./popup.js";
import { openNewPerson } from "./phone/profile.js";
import { MOST_PHONES, stage } from "./stage.js";
import { createStatusDot } from "./status.js";
import { say } from "./toast.js";
import { switchPage } from "./tongues.js";
import { resetEmulator } from "./world.js";

export function createTopbar() {
  return h("header", { class: "topbar" },
    h("img", { class: "mark", src: MARK, alt: "" }),
    h("h1", {}, "Hecun", h("span", { lang: "zh-Hans" }, "合存")),
    h("span", { class: "subtitle" }, t("subtitle")),
    createStatusDot(),
    h("span", { class: "stretch" }),
    phonePicker(),
    h("nav", { class: "panel-buttons", "aria-label": t("dock") }, PANELS.map(panelButton)),
    wordButton([icon("language"), OTHER_LANGUAGE], toggleLanguage, {
      testid: "language",
      kind: "plain wide-only",
      lang: language === "zh" ? "en" : "zh-Hans",
      "aria-label": t("language.other"),
    }),
    wordButton([icon("reset"), t("reset")], reset, { testid: "reset", kind: "plain wide-only" }),
    iconButton("more", t("more"), openMore, { testid: "more", popup: "menu", class: "narrow-only" }));
}

const PANELS = ["guide", "scenes", "timeline", "faults", "bank"];
const OF_HOUSE = ["guide", "scenes", "bank"];
const OTHER_LANGUAGE = language === "zh" ? "English" : "中文";

const toggleLanguage = () => switchPage(language === "zh" ? "en" : "zh");

function openMore(anchor) {
  openMenu(anchor, [
    { icon: icon("link"), label: t("link.paste"), choose: () => openLinkDialog() },
    { icon: icon("plus"), label: t("person.new"), testid: "more-new-person", choose: openNewPerson },
    ...["timeline", "faults"].map((tab) => ({ icon: icon(tab), label: t(`dock.${tab}`), testid: `more-${tab}`, choose: () => emit("dock", { tab }) })),
    { icon: icon("language"), label: OTHER_LANGUAGE, testid: "more-language", choose: toggleLanguage },
    { icon: icon("reset"), label: t("reset"), danger: true, testid: "more-reset", choose: reset },
  ], { label: t("more") });
}

async function reset() {
  const options = { danger: true, testid: "reset-dialog" };
  if (!(await confirmDialog(t("reset.title"), t("reset.words"), t("reset.yes"), options))) return;
  try {
    await resetEmulator();
    say(t("reset.done"));
  } catch (error) {
    say(error.message);
  }
}

function phonePicker() {
  const element = h("div", { class: "picker wide-only", role: "group", "aria-label": t("phones") });
  const draw = () => refill(element,
    h("span", { class: "picker-label" }, t("phones")),
    Array.from({ length: MOST_PHONES }, (_, index) => index + 1).map((count) =>
      h("button", {
        type: "button",
        "aria-pressed": String(stage.count() === count),
        "aria-label": t("phones.count", { count }),
        data: { testid: "phone-count", count },
        on: { click: () => stage.setCount(count) },
      }, count)));
  on("stage", draw);
  draw();
  return element;
}

function panelButton(tab) {
  const button = wordButton([icon(tab), h("span", {}, t(`dock.${tab}`))], () => emit("dock", { tab, toggle: true }), {
    testid: `open-${tab}`,
    kind: `plain panel-button open-${tab}`,
    title: t(`dock.${tab}`),
    "aria-pressed": "false",
  });
  if (OF_HOUSE.includes(tab)) on("reach", ({ who, isHere }) => who === "house" && (button.hidden = !isHere));
  on("docked", (docked) => button.setAttribute("aria-pressed", String(docked.tab === tab)));
  return button;
}

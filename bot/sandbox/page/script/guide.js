// "What to try first": a checklist that ticks itself as the newcomer plays, and one line of it for narrow screens.

import { fullName } from "./avatar.js";
import { emit, on } from "./bus.js";
import { iconButton, wordButton } from "./controls.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { STEPS, cast } from "./guide_steps.js";
import { reach } from "./reach.js";
import { recall, remember } from "./remember.js";
import { world } from "./world.js";

let done = new Set(recall("done", []));
let dismissed = recall("dismissed", false);
const actions = new Set(recall("actions", []));
let holders = new Set();

function look() {
  if (!world.peopleLoaded) return;
  const before = done.size;
  const people = cast();
  const ownsShare = people.list.some((person) => holders.has(fullName(person)));
  for (const step of STEPS) if (step.isDone({ actions, ownsShare, people })) done.add(step.id);
  if (done.size === before) return;
  save();
}

function save() {
  remember("done", [...done]);
  remember("dismissed", dismissed);
  remember("actions", [...actions]);
  emit("guide");
}

on("chat", look);
on("people", look);
on("bank", (news) => {
  holders = news.holders;
  look();
});
on("did", ({ what }) => {
  actions.add(what);
  look();
  save();
});
on("reset", () => {
  holders = new Set();
  forget();
});
on("opened", ({ isNew }) => isNew && forget()); // what was ticked in another sandbox does not count

function forget() {
  done = new Set();
  actions.clear();
  save();
}

const words = (step, part) => t(`guide.${step.id}.${part}`, cast().names);

/** The tab of the dock. */
export function createGuide() {
  const element = h("div", { class: "guide", data: { testid: "guide" } });

  function draw() {
    const next = STEPS.find((step) => !done.has(step.id));
    refill(element,
      h("p", { class: "lead" }, t("guide.lead")),
      h("ol", { class: "steps" }, STEPS.map((step, index) => row(step, index, step === next))),
      next ? null : h("p", { class: "all-done", data: { testid: "guide-finished" } }, icon("check"), t("guide.finished")),
      h("p", { class: "guide-foot" },
        wordButton(t("guide.openScenes"), () => emit("dock", { tab: "scenes" }), { testid: "guide-scenes", kind: "link-button" }),
        wordButton(t("guide.again"), again, { testid: "guide-again", kind: "link-button" })));
  }

  function row(step, index, isNext) {
    const isDone = done.has(step.id);
    const box = h("button", {
      type: "button",
      class: "step-box",
      role: "checkbox",
      "aria-checked": String(isDone),
      "aria-label": words(step, "title"),
      on: { click: () => toggle(step) },
    }, isDone ? icon("check") : index + 1);
    const classes = `step ${isDone ? "done" : ""} ${isNext ? "next" : ""}`;
    return h("li", { class: classes, data: { testid: "step", step: step.id, done: isDone ? "1" : "0" } },
      box,
      h("div", {},
        h("strong", {}, words(step, "title")),
        !isDone && h("p", {}, words(step, "words")),
        isNext && bringButton(step)));
  }

  on("guide", draw);
  on("people", draw);
  draw();
  return { id: "guide", icon: "guide", element, ofHouse: true, clock: true, shown: draw };
}

function bringButton(step) {
  const person = step.who === undefined ? null : cast().list[step.who];
  if (step.opensBank) return stepButton(t("guide.openBank"), () => emit("dock", { tab: "bank" }));
  return person ? stepButton(t("guide.goTo", { name: person.first_name }), () => emit("bring", { personId: person.id })) : null;
}

const stepButton = (label, act) => wordButton([label, icon("forward")], act, { kind: "plain small" });

/** One line with the next step, for screens on which the guide does not fit beside the phone. */
export function createCoach() {
  const element = h("div", { class: "coach", data: { testid: "coach" } });
  function draw() {
    const at = STEPS.findIndex((step) => !done.has(step.id));
    element.hidden = dismissed || at < 0 || reach.of("house") === false;
    if (element.hidden) return;
    refill(element,
      h("button", { type: "button", class: "coach-words", on: { click: () => emit("dock", { tab: "guide" }) } },
        h("span", { class: "coach-number" }, `${at + 1}/${STEPS.length}`),
        h("span", {}, words(STEPS[at], "title"))),
      iconButton("close", t("guide.dismiss"), dismiss, { testid: "coach-close", tiny: true }));
  }
  for (const topic of ["guide", "people", "reach"]) on(topic, draw);
  draw();
  return element;
}

function dismiss() {
  dismissed = true;
  save();
}

function again() {
  dismissed = false;
  forget();
}

function toggle(step) {
  if (done.has(step.id)) done.delete(step.id);
  else done.add(step.id);
  save();
}

// The business clock: what it says, and turning it forward so that what is due happens now.

import { get, post } from "./api.js";
import { emit, on } from "./bus.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t, tOr } from "./language.js";
import { businessMoment, setBusinessTime, shortMoment } from "./moments.js";
import { nudged } from "./nudged.js";
import { reach } from "./reach.js";
import { say } from "./toast.js";

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const TICK_MS = 10_000;

/** The clock's card. */
export function createClock() {
  let told = null;
  let toldAt = 0;
  let turning = false;
  const now = () => Date.parse(told.now) + (performance.now() - toldAt);
  const face = h("time", { class: "clock-face", data: { testid: "clock" } });
  const buttons = h("div", { class: "clock-buttons" });
  const element = h("section", { class: "clock", "aria-label": t("clock") }, h("div", { class: "clock-top" }, icon("clock"), face), buttons);

  const load = nudged(async () => take(await get("/sim/app/clock")));

  function take(answer) {
    told = answer;
    toldAt = performance.now();
    const zoneIsNew = setBusinessTime(answer.zone, now);
    draw();
    emit("clock", { zoneIsNew });
  }

  function draw() {
    const here = told && reach.of("backstage") !== false;
    element.classList.toggle("away", !here);
    tick();
    refill(buttons,
      turn(t("clock.hour"), { advance_seconds: HOUR_SECONDS }, "clock-hour"),
      turn(t("clock.day"), { advance_seconds: DAY_SECONDS }, "clock-day"),
      turn(nextWords(), { to: "next_event" }, "clock-next", !told?.next_event));
  }

  function nextWords() {
    const next = told?.next_event;
    if (!next) return t("clock.nothingDue");
    return h("span", { class: "next-event" },
      h("span", {}, t("clock.next")),
      h("small", {}, `${shortMoment(Date.parse(next.at))} · ${eventWords(next.what)}`));
  }

  function turn(words, body, testid, off = false) {
    return h("button", {
      type: "button",
      class: "plain",
      disabled: off || turning || !told || reach.of("backstage") === false,
      data: { testid },
      on: { click: () => turnTo(body) },
    }, words);
  }

  async function turnTo(body) {
    turning = true;
    draw();
    try {
      take(await post("/sim/app/clock", body));
      emit("did", { what: "clock" });
    } catch (error) {
      say(error.message);
    } finally {
      turning = false;
      draw();
    }
  }

  function tick() {
    face.textContent = told ? businessMoment(now()) : t("clock.away");
    if (told) face.dateTime = new Date(now()).toISOString();
  }

  setInterval(tick, TICK_MS);
  on("back", load);
  on("bank", load);
  on("reset", load);
  on("reach", ({ who, isHere }) => {
    if (who === "bot" && isHere) load();
    draw();
  });
  draw();
  return element;
}

/** "expire K7QF-2M9D" in the page's words; what is not known is shown as it came. */
function eventWords(what) {
  const [, kind, code] = what.match(/^(.+) (\S+)$/) ?? [];
  return kind ? tOr(`event.${kind.replaceAll(" ", "_")}`, what).replace("{code}", code) : what;
}

// The clock of a phone, in its person's zone.

import { on } from "../bus.js";
import { h } from "../dom.js";
import { t } from "../language.js";
import { browserZone, timeOfDay, zoneLabel } from "../moments.js";
import { personOf } from "../world.js";

const TICK_MS = 5_000;

export function createPhoneClock(device) {
  const element = h("time", { class: "phone-clock", data: { testid: "phone-clock" } });

  function draw() {
    const zone = personOf(device.personId)?.zone ?? browserZone;
    const now = timeOfDay(Date.now(), zone);
    if (element.textContent !== now) element.textContent = now;
    element.dataset.zone = zone;
    element.title = t("phone.zone", { zone: zoneLabel(zone) });
  }

  on("people", draw);
  setInterval(() => element.isConnected && draw(), TICK_MS);
  draw();
  return { element };
}

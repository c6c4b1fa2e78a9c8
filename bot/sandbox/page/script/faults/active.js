// The faults that are in force: what is left of each, and taking it away.

import { remove } from "../api.js";
import { fullName } from "../avatar.js";
import { iconButton, wordButton } from "../controls.js";
import { h } from "../dom.js";
import { t, tOr } from "../language.js";
import { timeOfDay } from "../moments.js";
import { say } from "../toast.js";
import { personOf } from "../world.js";

/** The list; `changed()` is called after one was taken away. */
export function renderActive(faults, changed) {
  const lift = async (path) => {
    await remove(`/sim/faults${path}`).catch((error) => say(error.message));
    changed();
  };
  if (!faults.length) return h("p", { class: "calm", data: { testid: "no-faults" } }, t("faults.none"));
  return h("div", { class: "active-faults" },
    h("ul", {}, faults.map((fault) => h("li", { class: "active-fault", data: { testid: "active-fault", fault: fault.id, kind: fault.kind } },
      h("div", {},
        h("strong", {}, tOr(`fault.${fault.kind}`, fault.kind)),
        h("span", {}, [whatOf(fault), whereOf(fault), leftOf(fault)].filter(Boolean).join(" · "))),
      iconButton("close", `${t("faults.lift")}: ${tOr(`fault.${fault.kind}`, fault.kind)}`, () => lift(`/${fault.id}`), { testid: "lift-fault", tiny: true })))),
    faults.length > 1 && wordButton(t("faults.liftAll"), () => lift(""), { kind: "plain small", testid: "lift-all" }));
}

const whatOf = (fault) =>
  ["retry_after", "status", "seconds", "repeats"]
    .filter((field) => fault[field])
    .map((field) => t(`faults.${field}.short`, { value: fault[field] }))
    .join(", ");

function whereOf(fault) {
  const person = personOf(fault.chat_id);
  const chat = fault.chat_id ? t("faults.in", { chat: person ? fullName(person) : fault.chat_id }) : "";
  const methods = Array.isArray(fault.methods) ? fault.methods.join(", ") : "";
  return [chat, methods].filter(Boolean).join(" · ");
}

function leftOf(fault) {
  if (fault.until) return t("faults.until", { time: timeOfDay(Date.parse(fault.until)) });
  return fault.times_left === null ? t("faults.always") : t("faults.left", { count: fault.times_left });
}

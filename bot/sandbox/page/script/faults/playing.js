// Playing a fault: one click as it stands, with its figures, its chat and how often set before if one likes.

import { post } from "../api.js";
import { fullName } from "../avatar.js";
import { on } from "../bus.js";
import { wordButton } from "../controls.js";
import { h, refill } from "../dom.js";
import { icon } from "../icons.js";
import { t } from "../language.js";
import { say } from "../toast.js";
import { principals } from "../world.js";
import { KINDS, TIMES } from "./kinds.js";

/** The form; `played()` is called after a fault was played. */
export function createPlaying(played) {
  const chat = h("select", { data: { testid: "fault-chat" } });
  const times = h("select", { data: { testid: "fault-times" } },
    TIMES.map((count) => h("option", { value: count ?? "" }, count === null ? t("faults.always") : t("faults.next", { count }))));
  const methods = h("input", { type: "text", placeholder: "sendMessage, sendPhoto", autocomplete: "off", spellcheck: "false", dir: "ltr", data: { testid: "fault-methods" } });

  function drawChats() {
    const { value } = chat;
    refill(chat, h("option", { value: "" }, t("faults.everywhere")), principals().map((person) => h("option", { value: person.id }, fullName(person))));
    chat.value = value;
  }

  async function play(kind, numbers) {
    const rule = { kind: kind.kind, ...numbers() };
    if (!kind.whole) {
      rule.times = times.value ? Number(times.value) : null;
      if (chat.value) rule.chat_id = Number(chat.value);
      const named = methods.value.split(/[\s,，]+/).filter(Boolean);
      if (kind.calls && named.length) rule.methods = named;
    }
    try {
      await post("/sim/faults", rule);
      say(t("faults.played", { fault: t(`fault.${kind.kind}`) }));
    } catch (error) {
      say(error.message);
    }
    played();
  }

  function row(kind) {
    const fields = Object.entries(kind.numbers).map(([field, [value, min, max]]) =>
      h("input", { type: "number", name: field, value, min, max, inputmode: "numeric", data: { testid: `fault-${field}` } }));
    const numbers = () => Object.fromEntries(fields.map((field) => [field.name, Number(field.value)]));
    return h("li", { class: "fault-kind", data: { testid: "fault", kind: kind.kind } },
      h("div", { class: "fault-words" }, h("strong", {}, t(`fault.${kind.kind}`)), h("p", {}, t(`fault.${kind.kind}.words`))),
      h("div", { class: "fault-do" },
        fields.map((field) => h("label", { class: "fault-number" }, h("span", {}, t(`faults.${field.name}`)), field)),
        wordButton([icon("play"), t("faults.play")], () => {
          const wrong = fields.find((field) => !field.reportValidity());
          if (!wrong) play(kind, numbers);
        }, { kind: "plain small", testid: "fault-play", "aria-label": `${t("faults.play")}: ${t(`fault.${kind.kind}`)}` })));
  }

  const group = (title, kinds) => [h("h3", {}, t(title)), h("ul", { class: "fault-kinds" }, kinds.map(row))];

  on("people", drawChats);
  drawChats();
  return h("div", {},
    h("div", { class: "fault-scope" },
      h("label", { class: "field" }, h("span", {}, t("faults.where")), chat),
      h("label", { class: "field" }, h("span", {}, t("faults.often")), times),
      h("label", { class: "field wide" }, h("span", {}, t("faults.methods")), methods)),
    group("faults.calls", KINDS.filter((kind) => kind.calls)),
    group("faults.updates", KINDS.filter((kind) => !kind.calls)));
}

// The SMS drawer of one phone: what the bank wrote, each one-time code ready to be taken into the chat.

import { emit, on } from "../bus.js";
import { iconButton } from "../controls.js";
import { copyText } from "../copy.js";
import { h, name, refill } from "../dom.js";
import { icon } from "../icons.js";
import { codeIn } from "../inbox.js";
import { t } from "../language.js";
import { shortMoment } from "../moments.js";
import { inboxOf } from "../world.js";

/** Copies the code, and puts it into the composer as a phone's keyboard would offer to. */
export async function takeCode(personId, code) {
  const copied = await copyText(code);
  emit("fill", { personId, text: code });
  inboxOf(personId).markRead();
  emit("answer", { personId, text: t(copied ? "sms.codeCopied" : "sms.codeFilled", { code }), alert: false });
}

/** A drawer over the phone's conversation. */
export function createSmsDrawer(personId) {
  const inbox = inboxOf(personId);
  const list = h("div", { class: "sms-list" });
  const element = h("section", {
    class: "sms-drawer",
    hidden: true,
    "aria-label": t("sms.title"),
    data: { testid: "sms-drawer", person: personId },
  },
    h("header", { class: "drawer-header" },
      h("h3", {}, t("sms.title")),
      iconButton("close", t("close"), () => toggle(false), { testid: "sms-close" })),
    list);
  element.addEventListener("keydown", (event) => event.key === "Escape" && toggle(false));

  function draw() {
    refill(list, inbox.messages.length ? inbox.messages.map(row).reverse() : h("p", { class: "empty" }, t("sms.none")));
  }

  function row(message) {
    const code = codeIn(message.text);
    return h("article", { class: "sms", data: { testid: "sms" } },
      h("header", {}, h("strong", {}, name(message.sender)), message.at && h("time", {}, shortMoment(new Date(message.at)))),
      h("p", { dir: "auto" }, message.text),
      code && h("button", {
        type: "button",
        class: "code-button",
        "aria-label": t("sms.copyCode", { code }),
        data: { testid: "sms-code", code },
        on: { click: () => { toggle(false); takeCode(personId, code); } },
      }, code, icon("copy")));
  }

  function toggle(shown = element.hidden) {
    element.hidden = !shown;
    if (!shown) return;
    draw();
    inbox.markRead();
    element.querySelector("button").focus({ preventScroll: true });
  }

  on("sms", ({ personId: whose }) => {
    if (whose !== personId || element.hidden) return;
    if (inbox.unread) inbox.markRead();
    draw();
  });
  return { element, toggle };
}

// The bar above the text field: which message is answered, or which of one's own is being edited.

import { iconButton } from "../../controls.js";
import { h, refill } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { nameOfUser } from "../faces.js";
import { summary } from "../message/kinds.js";

/** `write(text)` puts words into the text field, `focus()` moves there. */
export function createReplyBar(write, focus) {
  const element = h("div", { class: "reply-bar", hidden: true, data: { testid: "reply-bar" } });
  let now = { kind: null, message: null };

  function show(kind, message) {
    const wasEdited = now.kind === "edit" && kind !== "edit";
    now = { kind, message };
    element.hidden = !kind;
    if (wasEdited) write("");
    if (!kind) return;
    refill(element,
      icon(kind),
      h("span", { class: "reply-words" },
        h("strong", {}, kind === "edit" ? t("message.editing") : t("message.replyTo", { name: nameOfUser(message.from) })),
        h("span", { dir: "auto" }, summary(message))),
      iconButton("close", t("cancel"), () => show(null, null), { testid: "reply-cancel" }));
  }

  return {
    element,
    isOpen: () => now.kind !== null,
    answered: () => (now.kind === "reply" ? now.message : null),
    edited: () => (now.kind === "edit" ? now.message : null),
    answer(message) {
      show("reply", message);
      focus();
    },
    edit(message) {
      show("edit", message);
      write(message.text ?? message.caption ?? "");
      focus();
    },
    clear: () => show(null, null),
  };
}

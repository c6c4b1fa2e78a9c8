// A message on its way: a clock while it travels, and a way to send it again when it did not arrive.

import { wordButton } from "../../controls.js";
import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";

/** The bubble of one draft of `chat.unsent`. */
export function renderUnsent({ chat }, draft) {
  return h("div", { class: `message out unsent ${draft.failed ? "failed" : ""}`, data: { testid: "unsent" } },
    h("div", { class: "stack" },
      h("article", { class: "bubble" },
        h("div", { class: "text", dir: "auto" },
          draft.text,
          h("span", { class: "meta", dir: "ltr" },
            h("span", { class: "tick", role: "img", "aria-label": t("tick.pending") }, icon(draft.failed ? "warning" : "pending"))))),
      draft.failed && h("div", { class: "unsent-actions" },
        h("span", {}, t("unsent.why", { why: draft.reason })),
        wordButton(t("unsent.again"), () => chat.resend(draft), { testid: "send-again", kind: "link-button" }),
        wordButton(t("unsent.forget"), () => chat.forgetUnsent(draft), { kind: "link-button" }))));
}

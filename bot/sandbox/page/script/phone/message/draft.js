// What the bot is just writing: a bubble that grows, with a button that stops it if the bot lets one.

import { wordButton } from "../../controls.js";
import { h } from "../../dom.js";
import { t } from "../../language.js";
import { renderText } from "./entities.js";
import { renderRichMessage } from "./rich.js";

/** The row of a draft {draft_id, can_stop, text?, entities?, rich_message?}. */
export function renderDraft(here, draft) {
  const context = { on: { link: () => {}, command: () => {} }, reader: here.reader, button: () => null };
  const isEmpty = !draft.text && !draft.rich_message;
  return h("div", { class: "message in first last draft-row", data: { testid: "draft" } },
    h("div", { class: "stack" },
      h("article", { class: "bubble", "aria-busy": "true" },
        h("div", { class: "text", dir: "auto" },
          isEmpty && h("span", { class: "thinking" }, t("draft.thinking")),
          draft.text && renderText(draft.text, draft.entities, context.on, context.reader),
          draft.rich_message && renderRichMessage(draft.rich_message, context),
          !isEmpty && h("span", { class: "cursor", "aria-hidden": "true" }))),
      draft.can_stop && wordButton(t("draft.stop"), () => here.act("stop").catch(here.complain), { kind: "plain small", testid: "stop-draft" })));
}

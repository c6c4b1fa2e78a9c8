// A question or an alert inside one phone: the phone waits, the others go on.

import { wordButton } from "../controls.js";
import { h } from "../dom.js";
import { t } from "../language.js";

/** `over` is the phone's body, made inert meanwhile. Both functions resolve when the person has answered. */
export function createQuestions(over, layer) {
  let queue = Promise.resolve();

  function show({ title, words, yes, no, testid }) {
    return new Promise((resolve) => {
      const before = document.activeElement;
      const answer = (agreed) => {
        veil.remove();
        over.inert = false;
        if (over.contains(before)) before.focus({ preventScroll: true });
        resolve(agreed);
      };
      const yesButton = wordButton(yes, () => answer(true), { testid: "question-yes", kind: "text-button" });
      const veil = h("div", { class: "veil", on: { keydown: (event) => event.key === "Escape" && answer(false) } },
        h("div", { class: "question", role: "alertdialog", "aria-modal": "true", "aria-label": title ?? words, data: { testid } },
          title && h("h3", {}, title),
          h("p", { dir: "auto" }, words),
          h("div", { class: "question-actions" },
            no && wordButton(no, () => answer(false), { testid: "question-no", kind: "text-button quiet" }),
            yesButton)));
      over.inert = true;
      layer.append(veil);
      yesButton.focus({ preventScroll: true });
    });
  }

  const next = (question) => {
    const shown = queue.then(() => show(question));
    queue = shown;
    return shown;
  };

  return {
    /** An alert of the bot: words and OK. */
    alert: (words) => next({ words, yes: t("ok"), testid: "alert" }),
    /** A question; resolves to true or false. */
    ask: ({ title, words, yes, testid }) => next({ title, words, yes, no: t("cancel"), testid }),
  };
}

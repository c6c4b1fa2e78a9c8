// Dialogs over the whole page, on the browser's own <dialog>: it keeps the focus inside and closes on Escape.

import { iconButton, wordButton } from "./controls.js";
import { h } from "./dom.js";
import { t } from "./language.js";

/** Opens a dialog with that title; `build(close)` returns what is inside, `closed()` is called when it is gone. */
export function openDialog(title, build, { testid, closed = () => {} } = {}) {
  const dialog = h("dialog", { class: "dialog", "aria-label": title, data: { testid } });
  const close = () => dialog.close();
  dialog.append(
    h("header", { class: "dialog-header" },
      h("h2", {}, title),
      iconButton("close", t("close"), close)),
    ...[build(close)].flat(),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) close();
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

/** Asks; resolves to whether the answer was yes. */
export function confirmDialog(title, words, yes, { danger = false, testid } = {}) {
  return new Promise((resolve) => {
    let answer = false;
    openDialog(title, (close) => [
      h("p", { class: "dialog-words" }, words),
      h("div", { class: "dialog-actions" },
        wordButton(t("cancel"), close),
        wordButton(yes, () => { answer = true; close(); }, { testid: "confirm-yes", kind: danger ? "solid danger" : "solid", autofocus: true })),
    ], { testid, closed: () => resolve(answer) });
  });
}

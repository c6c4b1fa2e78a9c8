// A sheet that slides over one phone: the phone below waits, the other phones go on.

import { iconButton } from "../controls.js";
import { h, name } from "../dom.js";
import { t } from "../language.js";

/** `over` is the phone's body, made inert while a sheet is up; sheets lie on each other in `layer`. */
export function createSheets(over, layer) {
  const stack = [];

  /**
   * Opens a sheet; `build(close)` returns what is inside. `close()` gives the focus back to where it was;
   * `closed()` is called then.
   */
  function open(title, build, { testid, data, closed = () => {} } = {}) {
    const before = document.activeElement;
    const below = stack.at(-1) ?? over;
    function close() {
      if (!stack.includes(sheet)) return;
      stack.splice(stack.indexOf(sheet), 1);
      sheet.remove();
      below.inert = false;
      if (below.contains(before)) before.focus({ preventScroll: true });
      closed();
    }
    const sheet = h("section", {
      class: "sheet",
      role: "dialog",
      "aria-label": title,
      data: { testid, ...data },
      on: { keydown: (event) => event.key === "Escape" && !event.defaultPrevented && (event.stopPropagation(), close()) },
    },
    h("header", { class: "sheet-header" },
      iconButton("back", t("back"), close, { testid: "sheet-back" }),
      h("h3", {}, name(title))),
    h("div", { class: "sheet-body" }, build(close)));
    below.inert = true;
    stack.push(sheet);
    layer.append(sheet);
    (sheet.querySelector("[autofocus]") ?? sheet.querySelector("button")).focus({ preventScroll: true });
    return { close, body: sheet.querySelector(".sheet-body") };
  }

  return { open, closeAll: () => [...stack].reverse().forEach((sheet) => sheet.querySelector("button").click()) };
}

// The two kinds of button that the page is full of.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** A round button that shows only an icon; `label` is what it says to screen readers. `more` may follow the icon. */
export const iconButton = (iconName, label, act, { testid, tiny = false, popup, more, ...others } = {}) =>
  h("button", {
    type: "button",
    class: `round ${tiny ? "tiny" : ""} ${others.class ?? ""}`,
    "aria-label": label,
    title: label,
    "aria-haspopup": popup,
    hidden: others.hidden ?? false,
    data: { testid },
    on: { click: (event) => act(event.currentTarget) },
  }, icon(iconName), more);

/** A button with words, of a class of controls.css or overlays.css. */
export const wordButton = (words, act, { testid, kind = "plain", ...others } = {}) =>
  h("button", {
    ...others,
    type: "button",
    class: kind,
    data: { testid, ...others.data },
    on: { click: (event) => act(event.currentTarget) },
  }, words);

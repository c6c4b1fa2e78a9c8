// A chat as a row to choose, in a sheet.

import { wordButton } from "../../controls.js";
import { h, name } from "../../dom.js";
import { pictureOf, subtitleOf, titleOf } from "../faces.js";

/** `act()` is called when the row is chosen. */
export const chatRow = (entry, act, { testid }) =>
  wordButton(
    [pictureOf(entry), h("span", { class: "row-words" }, h("strong", {}, name(titleOf(entry))), h("span", {}, subtitleOf(entry)))],
    act, { kind: "row", testid, data: { chat: entry.id } });

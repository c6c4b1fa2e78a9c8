// Throws of dice, places on a map, moving pictures: the smaller things that a message may hold.

import { fileUrl } from "../../api.js";
import { h, name } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";

/** A throw: what was thrown, and what came up. */
const diceOf = ({ dice }) =>
  h("div", { class: "dice", role: "img", "aria-label": t("dice.thrown", { emoji: dice.emoji, value: dice.value }), data: { testid: "dice" } },
    h("span", {}, dice.emoji), h("strong", {}, dice.value));

// No map is fetched from anywhere: the place is told by its coordinates.
function placeOf({ location, venue }) {
  const at = `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`;
  return h("div", { class: "place", data: { testid: "place" } },
    h("span", { class: "document-icon" }, icon("place")),
    h("span", { class: "document-words" },
      h("strong", {}, venue ? name(venue.title) : t(location.live_period ? "place.live" : "kind.location")),
      venue && h("span", {}, name(venue.address)),
      h("span", { dir: "ltr" }, at)));
}

function animationOf({ animation }) {
  const source = fileUrl(animation.file_id);
  const traits = { class: "animation", src: source, width: animation.width, height: animation.height, data: { testid: "animation" } };
  const playing = { autoplay: true, loop: true, muted: true, playsinline: true };
  return animation.mime_type === "image/gif"
    ? h("img", { ...traits, alt: t("kind.animation") })
    : h("video", { ...traits, ...playing, "aria-label": t("kind.animation") });
}

/** The element for such a thing in `message`; null if it holds none. */
export function thingOf(message) {
  if (message.animation) return animationOf(message);
  if (message.dice) return diceOf(message);
  return message.location ? placeOf(message) : null;
}

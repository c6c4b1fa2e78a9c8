// Passing a link on to a friend, as one does in Telegram: it arrives on their phone as a notification they can open.

import { avatar, fullName } from "./avatar.js";
import { emit } from "./bus.js";
import { copyText } from "./copy.js";
import { name } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { openMenu } from "./popup.js";
import { world } from "./world.js";

/** Offers the friends of `personId`; `shared` is {url, text}. */
export function openShareMenu(personId, shared, anchor) {
  openMenu(anchor, [
    { heading: t("share.with") },
    ...world.people.filter((person) => person.id !== personId).map((person) => ({
      icon: avatar(person, "small"),
      label: name(fullName(person)),
      testid: "share-with",
      data: { person: person.id },
      choose: () => passOn(personId, person.id, shared),
    })),
    {
      icon: icon("copy"),
      label: t("link.copy"),
      testid: "copy-link",
      choose: async () => emit("answer", { personId, text: t((await copyText(shared.url)) ? "copied" : "copy.refused"), alert: false }),
    },
  ], { label: t("share.with"), testid: "share-menu" });
}

function passOn(from, to, { url, text }) {
  emit("bring", { personId: to });
  emit("passed", { from, to, url, text });
}

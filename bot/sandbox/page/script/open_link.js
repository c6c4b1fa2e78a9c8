// Tapping a link: a deep link asks as whom to open it; one of the web is shown before the browser leaves.

import { post } from "./api.js";
import { emit } from "./bus.js";
import { avatar, fullName } from "./avatar.js";
import { confirmDialog } from "./dialog.js";
import { copyText } from "./copy.js";
import { name } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { followAs, isWebAddress, readLink } from "./links.js";
import { openMenu } from "./popup.js";
import { openShareMenu } from "./share.js";
import { principals } from "./world.js";

/** What tapping `href` in that person's phone does; `directly` follows a deep link as that person without asking. */
export async function openLink(personId, href, anchor, { directly = false } = {}) {
  const link = readLink(href);
  if (link.kind === "start" && directly) return followAs(personId, href);
  if (link.kind === "start") return openAsMenu(personId, href, anchor);
  if (link.kind === "share") return openShareMenu(personId, link, anchor);
  if (link.kind === "bot") return emit("open-chat", { personId, chatId: personId });
  if (link.kind === "invite") return join(personId, link.href);
  if (link.kind === "group") return emit("choose-group", { personId, url: link.href });
  if (!isWebAddress(href)) return emit("answer", { personId, text: t("link.unplayed"), alert: false });
  if (await confirmDialog(t("link.openTitle"), href, t("link.open"))) window.open(href, "_blank", "noopener,noreferrer");
}

/** Joins the group that an invite link leads into. */
async function join(personId, url) {
  await post(`/sim/people/${personId}/open`, { url })
    .then(() => emit("answer", { personId, text: t("group.joined"), alert: false }))
    .catch((error) => emit("answer", { personId, text: error.message, alert: false }));
}

/** The menu that opens a deep link as the phone's own person or as anybody else. */
function openAsMenu(personId, href, anchor) {
  openMenu(anchor, [
    { heading: t("link.openAs") },
    ...peopleFrom(personId).map((person) => ({
      icon: avatar(person, "small"),
      label: name(fullName(person)),
      hint: person.id === personId ? t("link.thisPhone") : null,
      testid: "open-as",
      data: { person: person.id },
      choose: () => followAs(person.id, href),
    })),
    { icon: icon("copy"), label: t("link.copy"), testid: "copy-link", choose: () => copyLink(personId, href) },
  ], { label: t("link.openAs"), testid: "open-as-menu" });
}

async function copyLink(personId, href) {
  emit("answer", { personId, text: t((await copyText(href)) ? "copied" : "copy.refused"), alert: false });
}

/** All people, `personId` first. */
export const peopleFrom = (personId) => [...principals()].sort((a, b) => (b.id === personId) - (a.id === personId));

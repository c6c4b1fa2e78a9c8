// A picture, large; and "scan this QR as …", which reads the very bytes of the picture as a friend's camera would.

import { Refused, fileUrl, post } from "./api.js";
import { avatar, fullName } from "./avatar.js";
import { emit } from "./bus.js";
import { iconButton, wordButton } from "./controls.js";
import { h, name } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { peopleFrom } from "./open_link.js";
import { openMenu } from "./popup.js";
import { createToasts } from "./toast.js";
import { readLink } from "./links.js";

/** Opens the picture that person sees in `message`. */
export function openLightbox(personId, fileId, message) {
  const toasts = createToasts();
  const image = h("img", { src: fileUrl(fileId), alt: message.caption ?? t("picture") });
  const scan = wordButton([icon("scan"), t("scan.as")], openScanMenu, { testid: "scan", kind: "solid", "aria-haspopup": "menu" });
  const box = h("dialog", { class: "lightbox", "aria-label": t("picture"), data: { testid: "lightbox", fileId } },
    h("div", { class: "lightbox-bar" },
      scan,
      h("a", { class: "round", href: fileUrl(fileId), target: "_blank", rel: "noopener", "aria-label": t("picture.alone") }, icon("open")),
      iconButton("close", t("close"), () => box.close(), { testid: "lightbox-close" })),
    h("div", { class: "lightbox-stage", on: { click: (event) => event.target !== image && box.close() } }, image),
    toasts.element);

  function openScanMenu(anchor) {
    openMenu(anchor, [
      { heading: t("scan.whose") },
      ...peopleFrom(personId).map((person) => ({
        icon: avatar(person, "small"),
        label: name(fullName(person)),
        hint: person.id === personId ? t("link.thisPhone") : null,
        testid: "scan-as",
        data: { person: person.id },
        choose: () => scanAs(person),
      })),
    ], { label: t("scan.as"), testid: "scan-menu" });
  }

  async function scanAs(person) {
    scan.disabled = true;
    try {
      const seen = await post(`/sim/people/${person.id}/scan`, { file_id: fileId });
      box.close();
      emit("bring", { personId: person.id });
      emit("did", { what: "scan", personId: person.id });
      if (readLink(seen.text).kind !== "start") {
        emit("answer", { personId: person.id, text: t("scan.read", { text: seen.text }), alert: false });
      }
    } catch (error) {
      toasts.show(error instanceof Refused ? t("scan.none") : t("away.tryAgain"));
    } finally {
      scan.disabled = false;
    }
  }

  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

// Pictures, stickers, files and contacts in a bubble.

import { fileUrl } from "../../api.js";
import { avatar, fullName } from "../../avatar.js";
import { h, name } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openLightbox } from "../../lightbox.js";

const largest = (photo) => photo.reduce((best, other) => (other.width * other.height > best.width * best.height ? other : best));

/** A photo's `<img>`. */
export function photoImage(photo) {
  const size = largest(photo);
  return h("img", { src: fileUrl(size.file_id), alt: t("picture"), width: size.width, height: size.height, draggable: "false" });
}

/** The photo of `message` as a button that opens it; `kept` holds the image on between two drawings. */
export function pictureOf(here, message, kept) {
  const size = largest(message.photo);
  const key = size.file_unique_id ?? size.file_id;
  if (!kept.has(key)) {
    const image = photoImage(message.photo);
    kept.clear();
    kept.set(key, image);
  }
  const button = h("button", {
    type: "button",
    class: `picture ${message.has_media_spoiler ? "veiled" : ""}`,
    "aria-label": t(message.has_media_spoiler ? "spoiler.show" : "picture.open"),
    data: { testid: "photo", fileId: size.file_id },
    on: { click: () => open() },
  }, kept.get(key));
  function open() {
    if (button.classList.contains("veiled")) {
      button.classList.remove("veiled");
      button.setAttribute("aria-label", t("picture.open"));
    } else openLightbox(here.personId, size.file_id, message);
  }
  return button;
}

export function contactOf(message) {
  const contact = message.contact;
  return h("div", { class: "contact-card", data: { testid: "contact" } },
    avatar({ id: contact.user_id ?? 0, first_name: contact.first_name }),
    h("div", {},
      h("strong", {}, name(fullName(contact))),
      h("span", { class: "contact-number", dir: "ltr" }, contact.phone_number)));
}

const UNITS = ["B", "KB", "MB", "GB"];

/** "312 KB" */
export function fileSize(bytes) {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), UNITS.length - 1);
  return `${(bytes / 1024 ** power).toFixed(power && bytes / 1024 ** power < 10 ? 1 : 0)} ${UNITS[power]}`;
}

export const fileLink = (file) =>
  h("a", { class: "document", href: fileUrl(file.file_id), download: file.file_name ?? "", data: { testid: "document" } },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-words" },
      h("strong", {}, name(file.file_name ?? t("file"))),
      file.file_size !== undefined && h("span", { dir: "ltr" }, fileSize(file.file_size))));

/** A sticker; one that moves or is a film is told by its emoji. */
export function stickerOf(message) {
  const { sticker } = message;
  const words = [t("sticker"), sticker.emoji].filter(Boolean).join(" ");
  if (sticker.is_animated || sticker.is_video) return h("span", { class: "sticker still", role: "img", "aria-label": words }, sticker.emoji ?? "▢");
  return h("img", { class: "sticker", src: fileUrl(sticker.file_id), alt: words, data: { testid: "sticker" } });
}

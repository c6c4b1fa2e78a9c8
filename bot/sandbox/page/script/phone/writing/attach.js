// Attaching a picture or a file: chosen, pasted, looked at, and sent with words below it.

import { iconButton } from "../../controls.js";
import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openForm } from "../forms.js";
import { fileSize } from "../message/media.js";

/** The button; its `paste(event)` takes a file out of what was pasted. */
export function createAttachButton(here, { sheets, field, sent }) {
  const chooser = h("input", { type: "file", class: "offscreen", tabIndex: -1, "aria-hidden": "true", data: { testid: "file-input" } });
  chooser.addEventListener("change", () => {
    if (chooser.files[0]) openAttachment(here, sheets, chooser.files[0], { caption: take(field), sent });
    chooser.value = "";
  });
  const button = iconButton("attach", t("attach"), () => chooser.click(), { testid: "attach" });
  const element = h("span", { class: "attach" }, button, chooser);
  element.paste = (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    openAttachment(here, sheets, file, { caption: take(field), sent });
  };
  return element;
}

function take(field) {
  const words = field.value;
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return words;
}

const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const STICKERS = ["image/png", "image/webp"];
const MOVING = ["image/gif", "video/mp4"];

/** As what a file can be sent, the usual first. */
function waysToSend({ type }) {
  const photo = PICTURES.includes(type) ? ["photo"] : [];
  const moving = MOVING.includes(type) ? ["animation"] : [];
  return [...photo, ...moving, "document", ...(STICKERS.includes(type) ? ["sticker"] : [])];
}

function openAttachment(here, sheets, file, { caption, sent }) {
  const ways = waysToSend(file);
  openForm(sheets, t("attach.title"), {
    testid: "attachment",
    fields: [
      { key: "caption", label: t("attach.caption"), value: caption, maxlength: 1024 },
      { key: "as", label: t("attach.as"), kind: "choice", options: ways.map((way) => [way, t(`attach.${way}`)]) },
      file.type.startsWith("image/") ? preview(file) : fileCard(file),
    ],
    done: t("composer.send"),
    submit: async (values) => {
      const { message } = await here.actInTopic("documents", {
        file_name: file.name || t("file"),
        mime_type: file.type || "application/octet-stream",
        base64: await base64Of(file),
        caption: values.as === "sticker" ? "" : values.caption,
        as: values.as,
      });
      here.chat.take([message]);
      sent();
    },
  });
}

function preview(file) {
  const address = URL.createObjectURL(file);
  return h("img", { class: "attachment-picture", src: address, alt: file.name, on: { load: () => URL.revokeObjectURL(address) } });
}

const fileCard = (file) =>
  h("div", { class: "document" },
    h("span", { class: "document-icon" }, icon("file")),
    h("span", { class: "document-words" }, h("strong", {}, h("bdi", {}, file.name)), h("span", { dir: "ltr" }, fileSize(file.size))));

function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

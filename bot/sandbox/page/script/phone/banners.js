// What slides in at the top of a phone: an SMS of the bank, or a link that a friend passed on.

import { avatar, fullName } from "../avatar.js";
import { on } from "../bus.js";
import { iconButton } from "../controls.js";
import { h, name } from "../dom.js";
import { icon } from "../icons.js";
import { codeIn } from "../inbox.js";
import { t } from "../language.js";
import { followAs } from "../links.js";
import { chatListOf, personOf } from "../world.js";
import { takeCode } from "./sms.js";

const SMS_SHOWN_MS = 20_000;

/** The place for banners of one device. */
export function createBanners(device, { openSms }) {
  const { personId } = device;
  const element = h("div", { class: "banners", role: "group", "aria-live": "polite", "aria-label": t("banners") });

  function slideIn(banner, shownMs) {
    element.replaceChildren(banner);
    if (shownMs) setTimeout(() => banner.remove(), shownMs);
  }

  on("sms", ({ personId: whose, fresh }) => {
    if (whose === personId && fresh.length) slideIn(smsBanner(personId, fresh.at(-1), openSms), SMS_SHOWN_MS);
  });
  on("passed", (shared) => {
    if (shared.to === personId) slideIn(linkBanner(shared));
  });
  on("reset", () => element.replaceChildren());
  return { element };
}

function smsBanner(personId, message, openSms) {
  const code = codeIn(message.text);
  const banner = h("div", { class: "banner", data: { testid: "sms-banner", person: personId } },
    h("span", { class: "banner-icon sms" }, icon("sms")),
    h("button", { type: "button", class: "banner-words", on: { click: () => { banner.remove(); openSms(); } } },
      h("strong", {}, name(message.sender)),
      h("span", { dir: "auto" }, message.text)),
    code && h("button", {
      type: "button",
      class: "code-button",
      "aria-label": t("sms.copyCode", { code }),
      data: { testid: "sms-code", code },
      on: { click: () => { takeCode(personId, code); banner.remove(); } },
    }, code, icon("copy")),
    closeButton(() => banner.remove()));
  return banner;
}

function linkBanner({ from, to, url, text }) {
  const sender = personOf(from);
  const banner = h("div", { class: "banner", data: { testid: "link-banner", person: to } },
    sender && avatar(sender, "small"),
    h("div", { class: "banner-words" },
      h("strong", {}, t("share.from", { name: sender ? fullName(sender) : "" })),
      h("span", { dir: "auto" }, [text, url].filter(Boolean).join(" "))),
    url && h("button", {
      type: "button",
      class: "code-button",
      data: { testid: "open-passed-link" },
      on: { click: () => { banner.remove(); readFrom(to, from); followAs(to, url); } },
    }, t("share.open")),
    closeButton(() => banner.remove()));
  return banner;
}

// The link was passed on in the chat of the two; whoever opens it here has read it.
function readFrom(personId, from) {
  const entry = chatListOf(personId).entries.find((each) => each.with === from);
  if (entry) chatListOf(personId).chat(entry.id).markRead();
}

const closeButton = (shut) => iconButton("close", t("close"), shut, { tiny: true });

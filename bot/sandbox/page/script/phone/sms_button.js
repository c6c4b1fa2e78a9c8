// The button of the SMS drawer, with how many are unread.

import { iconButton } from "../controls.js";
import { h } from "../dom.js";
import { t } from "../language.js";
import { inboxOf } from "../world.js";

export function smsButton(personId, sms) {
  const { unread } = inboxOf(personId);
  return iconButton("sms", t("sms.open", { count: unread }), () => sms.toggle(), {
    testid: "sms-open",
    more: unread > 0 && h("span", { class: "badge", data: { testid: "sms-badge" } }, unread),
  });
}

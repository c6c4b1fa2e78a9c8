// Sharing phone numbers: one's own, which is asked first, or somebody else's.

import { avatar, fullName } from "../../avatar.js";
import { name } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { openMenu } from "../../popup.js";
import { principals } from "../../world.js";
import { openForm } from "../forms.js";

/** Asks, as Telegram does, and then shares the person's own number. */
export async function shareContact(here, ask) {
  const agreed = await ask({
    title: t("contact.askTitle"),
    words: t("contact.ask", { phone: here.person?.phone ?? "—" }),
    yes: t("contact.share"),
    testid: "share-contact",
  });
  if (agreed) await here.act("contact");
}

/** Offers all others, whose contact to share, and a form for somebody who is not on Telegram. */
export function chooseContact(here, sheets, anchor) {
  openMenu(anchor, [
    { heading: t("contact.whose") },
    ...principals().filter((person) => person.id !== here.personId).map((person) => ({
      icon: avatar(person, "small"),
      label: name(fullName(person)),
      testid: "contact-of",
      data: { person: person.id },
      choose: () => here.act("contact", { of: person.id }).catch(here.complain),
    })),
    { icon: icon("plus"), label: t("contact.stranger"), testid: "contact-stranger", choose: () => shareStranger(here, sheets) },
  ], { label: t("contact.whose") });
}

function shareStranger(here, sheets) {
  openForm(sheets, t("contact.strangerTitle"), {
    testid: "stranger-form",
    fields: [
      { key: "first_name", label: t("profile.first"), required: true, maxlength: 64 },
      { key: "phone_number", label: t("profile.phone"), required: true, maxlength: 20 },
    ],
    done: t("contact.share"),
    submit: (card) => here.act("contact", { card }),
  });
}

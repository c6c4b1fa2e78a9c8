// One person's phone: whose it is, the chat's header, the conversation, the composer, and what lies over them.

import { post } from "./api.js";
import { avatar, botAvatar, fullName } from "./avatar.js";
import { createBanners } from "./banners.js";
import { on } from "./bus.js";
import { createComposer, shareContact } from "./composer.js";
import { createConversation } from "./conversation.js";
import { iconButton } from "./controls.js";
import { h, name, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { openLinkDialog } from "./link_dialog.js";
import { openProfile } from "./profile.js";
import { openMenu } from "./popup.js";
import { createQuestions } from "./question.js";
import { createSmsDrawer } from "./sms.js";
import { createToasts } from "./toast.js";
import { noteOf, tongueSwitch } from "./tongues.js";
import { chatOf, inboxOf, personOf, world } from "./world.js";

/** A phone; `close` is called when it is put away. */
export function createPhone(personId, { close }) {
  const chat = chatOf(personId);
  const owner = h("div", { class: "owner" });
  const header = h("header", { class: "chat-header" });
  const body = h("div", { class: "phone-body" });
  const layer = h("div", { class: "phone-layer" });
  const toasts = createToasts();
  const questions = createQuestions(body, layer);
  const sms = createSmsDrawer(personId);
  const banners = createBanners(personId, { openSms: () => sms.toggle(true) });
  const composer = createComposer(personId, { ask: questions.ask, sent: () => conversation.toEnd() });
  const conversation = createConversation(personId, { reply: composer.reply });

  body.append(owner, header, conversation.element, composer.element, sms.element);
  const element = h("section", {
    class: "phone",
    "aria-label": t("phone.of", { name: fullName(personOf(personId)) }),
    data: { testid: "phone", person: personId },
  }, body, banners.element, toasts.element, layer);

  function drawOwner() {
    const person = personOf(personId);
    if (!person) return;
    refill(owner,
      avatar(person, "small"),
      h("span", { class: "owner-name" }, name(fullName(person))),
      tongueSwitch(person),
      person.note && h("span", { class: "owner-note", title: noteOf(person) }, name(noteOf(person))),
      iconButton("close", t("phone.close", { name: fullName(person) }), close, { testid: "close-phone", tiny: true }));
  }

  function drawHeader() {
    const person = personOf(personId);
    const unread = inboxOf(personId).unread;
    refill(header,
      botAvatar(),
      h("div", { class: "chat-title" },
        h("strong", { data: { testid: "bot-name" } }, name(world.bot?.first_name ?? "…")),
        h("span", { class: chat.typing ? "typing" : "" }, t(chat.typing ? "chat.typing" : "chat.bot"))),
      person && tongueSwitch(person, "narrow-only"),
      iconButton("sms", t("sms.open", { count: unread }), () => sms.toggle(), {
        testid: "sms-open",
        more: unread > 0 && h("span", { class: "badge", data: { testid: "sms-badge" } }, unread),
      }),
      iconButton("more", t("menu"), openPhoneMenu, { testid: "phone-menu", popup: "menu" }));
  }

  function openPhoneMenu(anchor) {
    const person = personOf(personId);
    const act = (path) => () => post(`/sim/people/${personId}/${path}`).catch(complain);
    openMenu(anchor, [
      { icon: icon("person"), label: t("profile"), testid: "profile", choose: () => openProfile(personId) },
      { icon: icon("contact"), label: t("contact.shareOwn"), testid: "menu-share-contact", choose: shareOwn },
      { icon: icon("contact"), label: t("contact.shareOther"), testid: "menu-share-other", choose: () => chooseContact(anchor) },
      { icon: icon("link"), label: t("link.paste"), testid: "menu-paste-link", choose: () => openLinkDialog(personId) },
      person.blocked
        ? { icon: icon("check"), label: t("menu.unblock"), testid: "menu-unblock", choose: act("unblock") }
        : { icon: icon("block"), label: t("menu.block"), danger: true, testid: "menu-block", choose: act("block") },
    ], { label: t("menu"), testid: "phone-menu-items" });
  }

  const shareOwn = () => shareContact(personId, questions.ask).catch(complain);

  function chooseContact(anchor) {
    openMenu(anchor, [
      { heading: t("contact.whose") },
      ...world.people.filter((person) => person.id !== personId).map((person) => ({
        icon: avatar(person, "small"),
        label: name(fullName(person)),
        testid: "contact-of",
        data: { person: person.id },
        choose: () => post(`/sim/people/${personId}/contact`, { of: person.id }).catch(complain),
      })),
    ], { label: t("contact.whose") });
  }

  const complain = (error) => toasts.show(error.message);
  const mine = (listener) => (news) => news.personId === personId && listener(news);

  // A phone on the stage is being looked at, so what arrives there is read.
  const read = () => element.isConnected && document.visibilityState === "visible" && chat.markRead();

  on("people", drawOwner);
  on("people", drawHeader);
  on("bot", drawHeader);
  on("typing", mine(drawHeader));
  on("sms", mine(drawHeader));
  on("chat", mine(read));
  on("answer", mine(({ text, alert }) => {
    if (!text) return;
    if (alert) questions.alert(text);
    else toasts.show(text);
  }));
  document.addEventListener("visibilitychange", read);
  drawOwner();
  drawHeader();

  return {
    element,
    focus: composer.focus,
    /** To be called when the phone has come onto the stage. */
    shown: () => { conversation.toEnd(); read(); },
  };
}

// Where a person writes: START, the text field, commands, the reply keyboard; or "unblock" when the bot is blocked.

import { Refused, post } from "./api.js";
import { emit, on } from "./bus.js";
import { summary } from "./bubble.js";
import { createCommandMenu } from "./commands.js";
import { iconButton } from "./controls.js";
import { h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { recallDraft, rememberDraft } from "./drafts.js";
import { keyboardNow, keyboardToggle, renderReplyKeyboard } from "./reply_keyboard.js";
import { chatOf, personOf } from "./world.js";

const TALLEST_PX = 132;

/** The composer of one phone; `ask` opens a question inside the phone. */
export function createComposer(personId, { ask, sent }) {
  const chat = chatOf(personId);
  const element = h("div", { class: "composer-area" });
  const menu = createCommandMenu(personId, (command) => send(command));
  const field = h("textarea", {
    class: "composer",
    rows: 1,
    dir: "auto",
    enterkeyhint: "send",
    "aria-label": t("composer.label"),
    placeholder: t("composer.placeholder"),
    value: recallDraft(personId),
    data: { testid: "composer", person: personId },
  });
  const sendButton = iconButton("send", t("composer.send"), () => send(field.value), { testid: "send", class: "send" });
  const commandsButton = iconButton("slash", t("composer.commands"), toggleCommands, { testid: "commands", popup: "listbox" });
  const keys = h("div", { class: "keys" });
  const toggleSpot = h("span", { class: "toggle-spot" });
  const replyBar = h("div", { class: "reply-bar", hidden: true });
  const row = h("div", { class: "composer-row" }, commandsButton, field, toggleSpot, sendButton);
  let replyTo = null;
  let keyboardShown = null;
  let keyboardOf = null;

  field.addEventListener("input", () => {
    grow();
    rememberDraft(personId, field.value);
    if (/^\/\w*$/.test(field.value)) openCommands(field.value);
    else menu.hide();
  });
  field.addEventListener("keydown", (event) => {
    if (menu.steer(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(field.value);
  });

  function grow() {
    field.style.height = "auto";
    // Its height is known only once it is in the page.
    if (field.value && field.isConnected) field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    sendButton.classList.toggle("ready", field.value.trim() !== "");
  }

  function write(text) {
    field.value = text;
    rememberDraft(personId, text);
    grow();
  }

  function send(text) {
    menu.hide();
    if (!text.trim()) {
      field.focus();
      return;
    }
    if (text === field.value || text.startsWith("/")) write("");
    chat.send(text.trim(), replyTo?.message_id);
    setReply(null);
    sent();
  }

  async function openCommands(typed) {
    const before = field.value;
    await menu.load();
    if (field.value === before) menu.show(typed); // else it was sent meanwhile, or typed on
  }

  function toggleCommands() {
    if (menu.isOpen()) menu.hide();
    else openCommands("/");
    field.focus();
  }

  function setReply(message) {
    replyTo = message;
    replyBar.hidden = !message;
    if (!message) return;
    refill(replyBar, icon("reply"), h("span", { dir: "auto" }, summary(message)),
      iconButton("close", t("cancel"), () => setReply(null)));
    field.focus({ preventScroll: true });
  }

  async function start() {
    try {
      await post(`/sim/people/${personId}/start`, { payload: "" });
    } catch (error) {
      complain(error);
    }
  }

  async function unblock() {
    try {
      await post(`/sim/people/${personId}/unblock`);
    } catch (error) {
      complain(error);
    }
  }

  async function pressKey(key, kind) {
    if (kind === "text") send(key.text);
    else if (kind === "contact") await shareContact(personId, ask).catch(complain);
    else emit("answer", { personId, text: t("button.unplayed"), alert: false });
  }

  const complain = (error) =>
    emit("answer", { personId, text: error instanceof Refused ? error.message : t("away.tryAgain"), alert: false });

  function draw() {
    if (personOf(personId)?.blocked) {
      refill(element, bigButton("unblock", t("unblock"), unblock));
    } else if (chat.loaded && !chat.messages().length && !chat.unsent.length) {
      refill(element, bigButton("start", t("start"), start));
    } else {
      drawKeyboard();
      if (!element.contains(row)) refill(element, menu.element, replyBar, row, keys);
      grow();
    }
  }

  function drawKeyboard() {
    const now = keyboardNow(chat.messages());
    if (now?.force && replyTo?.message_id !== now.force.message_id && keyboardOf !== now.force.message_id) {
      keyboardOf = now.force.message_id;
      setReply(now.force);
    }
    const markup = now?.markup;
    field.placeholder = markup?.input_field_placeholder ?? t("composer.placeholder");
    if (!markup) {
      keyboardShown = null;
      refill(keys);
      refill(toggleSpot);
      return;
    }
    if (keyboardOf !== now.messageId) {
      keyboardOf = now.messageId;
      keyboardShown = null;
    }
    const shown = keyboardShown ?? !(markup.one_time_keyboard && now.used);
    const toggle = () => {
      keyboardShown = !shown;
      drawKeyboard();
    };
    refill(toggleSpot, markup.is_persistent && shown ? null : keyboardToggle(shown, toggle));
    refill(keys, shown ? renderReplyKeyboard(markup, pressKey) : null);
  }

  on("chat", (news) => news.personId === personId && draw());
  on("people", draw);
  on("fill", ({ personId: whose, text }) => {
    if (whose !== personId || !element.contains(field)) return;
    write(text);
    field.focus({ preventScroll: true });
  });
  draw();
  return {
    element,
    reply: setReply,
    focus: () => (element.contains(field) ? field : element.querySelector("button"))?.focus({ preventScroll: true }),
  };
}

/** Asks, as Telegram does, and then shares the person's own number with the bot. */
export async function shareContact(personId, ask) {
  const agreed = await ask({
    title: t("contact.askTitle"),
    words: t("contact.ask", { phone: personOf(personId)?.phone ?? "—" }),
    yes: t("contact.share"),
    testid: "share-contact",
  });
  if (agreed) await post(`/sim/people/${personId}/contact`);
}

const bigButton = (testid, words, act) =>
  h("button", { type: "button", class: "big-button", data: { testid }, on: { click: act } }, words);

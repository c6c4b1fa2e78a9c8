// Where a person writes: START, the text field with its buttons, commands, inline results; or why they cannot write here.

import { iconButton } from "../../controls.js";
import { h, refill } from "../../dom.js";
import { t } from "../../language.js";
import { recallInTab, rememberInTab } from "../../remember.js";
import { createAttachButton } from "./attach.js";
import { createBotKeys } from "./bot_keys.js";
import { createCommandMenu } from "./commands.js";
import { createInlineResults } from "./inline_results.js";
import { insteadOfWriting } from "./instead.js";
import { createReplyBar } from "./reply_bar.js";

const TALLEST_PX = 132;

/** The composer of one device in one chat; `questions` and `sheets` are the phone's, `sent()` is called when something was sent. */
export function createComposer(here, { questions, sheets, sent }) {
  const { personId, chat } = here;
  const draftKey = `draft.${here.device.key}.${here.chatId}`;
  const element = h("div", { class: "composer-area" });
  const field = h("textarea", {
    class: "composer",
    rows: 1,
    dir: "auto",
    enterkeyhint: "send",
    "aria-label": t("composer.label"),
    placeholder: t("composer.placeholder"),
    value: recallInTab(draftKey, ""),
    data: { testid: "composer", person: personId },
  });
  const menu = createCommandMenu(here, field, (command) => send(command));
  const results = createInlineResults(here, field, { chosen: () => { write(""); bar.clear(); sent(); } });
  const bar = createReplyBar((text) => write(text), () => field.focus({ preventScroll: true }));
  const keys = createBotKeys(here, { questions, sheets, field, bar, send: (text) => send(text) });
  const sendButton = iconButton("send", t("composer.send"), () => send(field.value), { testid: "send", class: "send" });
  const commandsButton = iconButton("slash", t("composer.commands"), toggleCommands, { testid: "commands", popup: "listbox", class: "commands" });
  const attach = createAttachButton(here, { sheets, field, sent });
  const row = h("div", { class: "composer-row" }, attach, field, commandsButton, keys.toggle, sendButton);

  field.addEventListener("input", () => {
    grow();
    rememberInTab(draftKey, field.value);
    results.typed(field.value);
    if (/^\/\w*$/.test(field.value)) openCommands(field.value);
    else menu.hide();
  });
  field.addEventListener("keydown", (event) => {
    if (menu.steer(event) || results.steer(event)) return;
    if (event.key === "Escape" && bar.isOpen()) return bar.clear();
    if (event.key === "ArrowUp" && !field.value && !event.shiftKey) return editNewest(event);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(field.value);
  });
  field.addEventListener("paste", (event) => attach.paste(event));

  function grow() {
    field.style.height = "auto";
    // Its height is known only once it is in the page.
    if (field.value && field.isConnected) field.style.height = `${Math.min(field.scrollHeight, TALLEST_PX)}px`;
    const hasWords = field.value.trim() !== "";
    sendButton.classList.toggle("ready", hasWords);
    commandsButton.hidden = hasWords || !here.hasBot;
  }

  function write(text) {
    field.value = text;
    rememberInTab(draftKey, text);
    grow();
    results.typed(text);
  }

  async function send(text) {
    menu.hide();
    results.hide();
    if (!text.trim()) return field.focus();
    const edited = bar.edited();
    if (edited && text === field.value) {
      const { message } = await here.edit(edited.message_id, text.trim()).catch(here.complain) ?? {};
      if (!message) return undefined;
      chat.take([message]);
      bar.clear();
      return write("");
    }
    const replyTo = bar.answered()?.message_id;
    if (text === field.value || text.startsWith("/")) write("");
    bar.clear();
    chat.send(text.trim(), { replyTo, threadId: here.writesIn });
    return sent();
  }

  function editNewest(event) {
    const newest = chat.messages().filter((message) => message.out && message.text && !message.via_bot && !message.forward_origin).at(-1);
    if (!newest) return;
    event.preventDefault();
    bar.edit(newest);
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

  function draw() {
    const other = insteadOfWriting(here);
    if (other) {
      refill(element, other);
      return;
    }
    keys.draw();
    if (!element.contains(row)) refill(element, menu.element, results.element, bar.element, row, keys.element);
    grow();
  }

  for (const topic of ["chat", "people", "chats", "bot"]) here.on(topic, draw);
  draw();
  return {
    element,
    draw,
    reply: bar.answer,
    edit: bar.edit,
    /** Puts words into the text field, if one can write here. */
    write(text) {
      if (!element.contains(field)) return;
      write(text);
      field.focus({ preventScroll: true });
      field.setSelectionRange(text.length, text.length);
    },
    focus: () => (element.contains(field) ? field : element.querySelector("button"))?.focus({ preventScroll: true }),
  };
}

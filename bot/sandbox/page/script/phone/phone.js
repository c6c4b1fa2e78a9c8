// One device of a person: whose it is, the chats or the chat that is open, and what lies over them.

import { avatar, fullName } from "../avatar.js";
import { on } from "../bus.js";
import { iconButton } from "../controls.js";
import { h, name, refill } from "../dom.js";
import { createHeldBar } from "../held.js";
import { t } from "../language.js";
import { recallInTab, rememberInTab } from "../remember.js";
import { createToasts } from "../toast.js";
import { noteOf, tongueSwitch } from "../tongues.js";
import { chatListOf, personOf } from "../world.js";
import { createBanners } from "./banners.js";
import { createChatScreen } from "./chats/chat_screen.js";
import { chooseChat } from "./chats/choose_chat.js";
import { chooseGroup } from "./info.js";
import { createPhoneClock } from "./phone_clock.js";
import { createQuestions } from "./question.js";
import { createRoom } from "./room.js";
import { createSheets } from "./sheet.js";
import { createSmsDrawer } from "./sms.js";

const LIST = "list";

/** The phone of a device; `close` is called when it is put away. */
export function createPhone(device, { close }) {
  const { personId } = device;
  const isSecond = device.number > 1;
  const owner = h("div", { class: "owner" });
  const screen = h("div", { class: "screen" });
  const body = h("div", { class: "phone-body" });
  const layer = h("div", { class: "phone-layer" });
  const toasts = createToasts();
  const sms = createSmsDrawer(personId);
  const parts = { questions: createQuestions(body, layer), sheets: createSheets(body, layer), sms, back: showList };
  const banners = createBanners(device, { openSms: () => sms.toggle(true) });
  const list = createChatScreen(device, { ...parts, open: (chatId) => open(chatId, { focus: true }) });
  const clock = createPhoneClock(device);
  const rooms = new Map();
  const openKey = `open.${device.key}`;
  let room = null; // the chat that is open; null while the list is

  body.append(owner, createHeldBar(device), screen, sms.element);
  const element = h("section", {
    class: "phone",
    "aria-label": t(isSecond ? "phone.second.of" : "phone.of", { name: fullName(personOf(personId)) }),
    data: { testid: "phone", person: personId, device: device.key, held: "0" },
  }, body, banners.element, toasts.element, layer);

  function drawOwner() {
    const person = personOf(personId);
    if (!person) return;
    refill(owner,
      avatar(person, "small"),
      h("span", { class: "owner-name" }, name(fullName(person))),
      isSecond && h("span", { class: "tag" }, t("phone.second")),
      tongueSwitch(person),
      person.note && h("span", { class: "owner-note", title: noteOf(person) }, name(noteOf(person))),
      clock.element,
      iconButton("close", t("phone.close", { name: fullName(person) }), close, { testid: "close-phone", tiny: true }));
  }

  function roomOf(chatId) {
    if (!rooms.has(chatId)) rooms.set(chatId, createRoom(device, chatId, parts));
    return rooms.get(chatId);
  }

  /** Opens a chat; with words in its text field if `write` is given. */
  function open(chatId, { write, focus = false } = {}) {
    const next = roomOf(chatId);
    if (room !== next) {
      room = next;
      screen.replaceChildren(room.element);
      rememberInTab(openKey, chatId);
    }
    room.shown();
    if (write !== undefined) room.write(write);
    else if (focus) room.focus();
  }

  function showList() {
    const left = room?.here.chatId;
    room = null;
    screen.replaceChildren(list.element);
    rememberInTab(openKey, LIST);
    list.shown(left);
  }

  // A chat that one has left, or that was taken away, is closed; a group that has moved is followed.
  function keepUp() {
    const { loaded, entries } = chatListOf(personId);
    const ids = new Set(entries.map((entry) => entry.id));
    for (const [chatId, each] of rooms) {
      each.wasThere ||= ids.has(chatId);
      if (!loaded || ids.has(chatId) || each.here.isWithBot || !each.wasThere) continue;
      each.close();
      rooms.delete(chatId);
      if (each === room) showList();
    }
    const moved = room?.here.entry.upgraded_to;
    if (ids.has(moved)) open(moved);
  }

  function startOver() {
    parts.sheets.closeAll();
    open(personId);
    for (const [chatId, each] of rooms) {
      if (each === room) continue;
      each.close();
      rooms.delete(chatId);
    }
  }

  /** Calls `listener` for what is asked of this person, on the device of theirs that is in hand. */
  const onAsked = (topic, listener) =>
    on(topic, (asked) => asked.personId === personId && device.inHand && listener(asked));

  on("people", drawOwner);
  device.on("chats", keepUp);
  on("held", ({ deviceKey }) => deviceKey === device.key && (element.dataset.held = device.held ? "1" : "0"));
  on("reset", startOver);
  onAsked("answer", ({ text, alert }) => {
    if (text && alert) parts.questions.alert(text);
    else if (text) toasts.show(text);
  });
  onAsked("open-chat", ({ chatId, write }) => open(chatId, { write }));
  onAsked("fill", ({ text }) => open(personId, { write: text }));
  onAsked("choose-chat", ({ allowed, write }) =>
    chooseChat(roomOf(personId).here, parts.sheets, { allowed, choose: (entry) => open(entry.id, { write }) }));
  onAsked("choose-group", ({ url }) => chooseGroup(roomOf(personId).here, parts, url));
  drawOwner();

  const remembered = recallInTab(openKey, personId);
  if (remembered === LIST) showList();
  else open(remembered);

  return {
    element,
    focus: () => (room ?? list).focus(),
    take: () => device.take(),
    putDown: () => device.putDown(),
    /** To be called when the phone has come onto the stage. */
    shown: () => (room ? room.shown() : list.shown()),
  };
}

// The bot's keyboard below the text field: which is up, and what its keys do.

import { h, refill } from "../../dom.js";
import { t } from "../../language.js";
import { GENERAL, topicOf } from "../group/topics.js";
import { pickChat, pickPeople } from "./pick_people.js";
import { keyboardNow, keyboardToggle, renderReplyKeyboard } from "./reply_keyboard.js";
import { shareContact } from "./share_contact.js";

/** "Message", or in which topic it will be. */
function placeholder(here) {
  if (!here.entry.is_forum) return t("composer.placeholder");
  return t("composer.inTopic", { name: (here.threadId > GENERAL && topicOf(here)?.name) || t("topics.general") });
}

/** `send(text)` sends what a plain key says; `bar` is set to what a bot asks to be answered. */
export function createBotKeys(here, { questions, sheets, field, bar, send }) {
  const element = h("div", { class: "keys" });
  const toggle = h("span", { class: "toggle-spot" });
  let isShown = null;
  let keyboardOf = null;

  const presses = {
    text: (key) => send(key.text),
    contact: () => shareContact(here, questions.ask),
    users: (key) => pickPeople(here, sheets, key.request_users),
    chat: (key) => pickChat(here, sheets, key.request_chat),
    unplayed: () => here.say(t("button.unplayed")),
  };

  async function press(key, kind) {
    try {
      await presses[kind](key);
    } catch (error) {
      here.complain(error);
    }
  }

  function draw() {
    const now = keyboardNow(here.chat.messages());
    if (now?.force && bar.answered()?.message_id !== now.force.message_id && keyboardOf !== now.force.message_id) {
      keyboardOf = now.force.message_id;
      bar.answer(now.force);
    }
    const markup = now?.markup;
    field.placeholder = markup?.input_field_placeholder ?? placeholder(here);
    if (!markup) {
      isShown = null;
      refill(element);
      refill(toggle);
      return;
    }
    if (keyboardOf !== now.messageId) {
      keyboardOf = now.messageId;
      isShown = null;
    }
    const shown = isShown ?? !(markup.one_time_keyboard && now.used);
    refill(toggle, markup.is_persistent && shown ? null : keyboardToggle(shown, () => {
      isShown = !shown;
      draw();
    }));
    refill(element, shown ? renderReplyKeyboard(markup, press) : null);
  }

  return { element, toggle, draw };
}

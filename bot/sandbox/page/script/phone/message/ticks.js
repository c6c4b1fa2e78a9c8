// The ticks of a message one has sent: in the bot's chat the second says that the bot handled it, elsewhere that somebody read it.

import { h } from "../../dom.js";
import { icon } from "../../icons.js";
import { t } from "../../language.js";
import { chatListOf } from "../../world.js";

export function hasSecondTick(here, message) {
  if (here.isWithBot) return here.chat.reactedTo(message);
  return readersIn(here).some((personId) => chatListOf(personId).chat(here.chatId).readUpTo >= message.message_id);
}

const readersIn = ({ entry, personId }) =>
  (entry.type === "private" ? [entry.with] : entry.members.filter((member) => !member.is_bot).map((member) => member.user_id))
    .filter((each) => each !== personId && chatListOf(each).entry(entry.id));

export function tickOf(here, message) {
  const isSecond = hasSecondTick(here, message);
  const words = isSecond ? (here.isWithBot ? "tick.handled" : "tick.read") : "tick.sent";
  return h("span", { class: "tick", role: "img", "aria-label": t(words) }, icon(isSecond ? "ticks" : "check"));
}

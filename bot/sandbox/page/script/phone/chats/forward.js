// Passing a message on into another chat.

import { post } from "../../api.js";

/** Forwards `message` of this chat to the chat of an entry, and opens that. */
export async function forwardTo(here, message, entry) {
  try {
    await post(`/sim/people/${here.personId}/messages`, {
      text: "",
      chat_id: entry.id,
      forward_from: { chat_id: here.chatId, message_id: message.message_id },
    });
    here.open(entry.id);
  } catch (error) {
    here.complain(error);
  }
}

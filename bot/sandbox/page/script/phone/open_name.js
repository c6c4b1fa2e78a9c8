// Tapping a name that was mentioned: the chat with whom it names.

import { t } from "../language.js";
import { world } from "../world.js";
import { openPerson } from "./chats/new_chat.js";

/** `mention` is "@name". */
export function openName(here, mention) {
  const called = mention.replace(/^@/, "").toLowerCase();
  const person = world.people.find((each) => each.username?.toLowerCase() === called);
  if (called === world.bot?.username.toLowerCase() || person?.id === here.personId) return here.open(here.personId);
  if (!person) return here.say(t("mention.nobody", { name: mention }));
  return openPerson(here.personId, person.id).catch(here.complain);
}

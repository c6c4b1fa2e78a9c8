// Tells, once all chats are here, whether this sandbox is a new one: nobody has written anything yet.

import { emit, on } from "./bus.js";
import { chatOf, principals } from "./world.js";

let opened = false;

function look() {
  const chats = principals().map((person) => chatOf(person.id));
  if (opened || !chats.length || !chats.every((chat) => chat.loaded)) return;
  opened = true;
  emit("opened", { isNew: !chats.some((chat) => chat.messages().length) });
}

on("chat", look);
on("people", look);

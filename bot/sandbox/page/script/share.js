// Passing a link on, as one does in Telegram: it is written into the chat with a friend, whose phone tells of it at once.

import { post } from "./api.js";
import { avatar, fullName } from "./avatar.js";
import { emit } from "./bus.js";
import { copyText } from "./copy.js";
import { name } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./language.js";
import { pictureOf, titleOf } from "./phone/faces.js";
import { openMenu } from "./popup.js";
import { chatListOf, principals } from "./world.js";

/** Offers the friends of `personId`, and their groups; `shared` is {url, text}. */
export function openShareMenu(personId, shared, anchor) {
  const groups = chatListOf(personId).listed().filter((entry) => entry.type !== "private");
  const say = (words) => emit("answer", { personId, text: words, alert: false });
  const tried = (act) => () => act().catch((error) => say(error.message));
  openMenu(anchor, [
    { heading: t("share.with") },
    ...principals().filter((person) => person.id !== personId).map((person) => ({
      icon: avatar(person, "small"),
      label: name(fullName(person)),
      testid: "share-with",
      data: { person: person.id },
      choose: tried(() => passOn(personId, person.id, shared)),
    })),
    ...groups.map((entry) => ({
      icon: pictureOf(entry, "small"),
      label: name(titleOf(entry)),
      testid: "share-in",
      data: { chat: entry.id },
      choose: tried(() => shareIn(personId, entry.id, shared)),
    })),
    {
      icon: icon("copy"),
      label: t("link.copy"),
      testid: "copy-link",
      choose: async () => say(t((await copyText(shared.url)) ? "copied" : "copy.refused")),
    },
  ], { label: t("share.with"), testid: "share-menu" });
}

// Telegram's apps put the link first, then the words.
const wordsOf = ({ url, text }) => [url, text].filter(Boolean).join("\n");

async function shareIn(personId, chatId, shared) {
  await post(`/sim/people/${personId}/messages`, { text: wordsOf(shared), chat_id: chatId });
  emit("open-chat", { personId, chatId });
}

async function passOn(from, to, shared) {
  emit("bring", { personId: to });
  emit("passed", { from, to, ...shared });
  const chat = await post(`/sim/people/${from}/chats`, { with: to });
  await post(`/sim/people/${from}/messages`, { text: wordsOf(shared), chat_id: chat.id });
}

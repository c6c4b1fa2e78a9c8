// The emulator's nudges (server-sent events). They say what to fetch, never what is in it, so a lost one loses nothing:
// whenever the stream opens again, everything is fetched from the last known revision.

import { emit } from "./bus.js";
import { reach } from "./reach.js";
import { chatListOf, inboxOf, isWatched, loadBot, loadPeople, refreshAll, startOver } from "./world.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

const ifWatched = (act) => (nudge) => isWatched(nudge.person_id) && act(nudge);

const handlers = {
  chat: ifWatched((nudge) => chatListOf(nudge.person_id).heard(nudge.chat_id)),
  chats: ifWatched((nudge) => chatListOf(nudge.person_id).nudge()),
  toast: ifWatched((nudge) => chatListOf(nudge.person_id).heard(nudge.chat_id)),
  sms: ifWatched((nudge) => inboxOf(nudge.person_id).nudge()),
  person: () => loadPeople(),
  bot: () => loadBot(),
  reset: () => startOver(),
};

/** Listens for as long as the page lives. */
export function listen() {
  let pause = FIRST_PAUSE_MS;

  function open() {
    const stream = new EventSource("/sim/events");
    stream.onopen = () => {
      pause = FIRST_PAUSE_MS;
      reach.say("emulator", true);
      refreshAll();
      emit("back");
    };
    stream.onmessage = (event) => {
      const nudge = JSON.parse(event.data);
      handlers[nudge.kind]?.(nudge);
      emit("nudge", nudge);
    };
    stream.onerror = () => {
      // The browser's own retry gives up on some answers; ours does not.
      stream.close();
      reach.say("emulator", false);
      setTimeout(open, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  }

  open();
}

// Who can be reached now: the emulator (this page's server), the bot (it polls), its backstage (bank and clock), and
// whether there is such a house around the bot at all: a foreign bot has neither bank nor clock nor scenes.

import { emit } from "./bus.js";

const now = { emulator: true, bot: null, backstage: null, house: null };

export const reach = {
  /** true, false, or null while nobody has asked yet. */
  of: (who) => now[who],

  /** Notes what was seen; tells the page only when it is news. */
  say(who, isHere) {
    if (now[who] === isHere) return;
    now[who] = isHere;
    emit("reach", { who, isHere });
  },
};

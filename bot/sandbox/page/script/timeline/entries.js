// The entries of the timeline that the page has: the newest at once, the rest when somebody asks for older ones.

import { get } from "../api.js";
import { emit } from "../bus.js";
import { nudged } from "../nudged.js";

const PAGE = 500;
const FIRST = 200;

export class Entries {
  /** Oldest first. */
  all = [];
  hasOlder = false;
  #asking = false;
  load = nudged(() => this.#fetch());

  get newest() {
    return this.all.at(-1)?.n ?? 0;
  }

  /** Fetches what came before the oldest that is here; resolves to whether there was anything. */
  async older() {
    if (this.#asking || !this.hasOlder) return false;
    this.#asking = true;
    try {
      const { entries } = await get(`/sim/timeline?before=${this.all[0].n}&limit=${PAGE}`);
      this.all = [...entries, ...this.all];
      this.hasOlder = entries.length === PAGE;
      emit("timeline", { added: 0 });
      return entries.length > 0;
    } finally {
      this.#asking = false;
    }
  }

  forget() {
    this.all = [];
    this.hasOlder = false;
    emit("timeline", { added: 0 });
  }

  async #fetch() {
    if (!this.all.length) {
      const { entries } = await get(`/sim/timeline?limit=${FIRST}`);
      this.all = entries;
      this.hasOlder = entries.length === FIRST;
      emit("timeline", { added: entries.length });
      return;
    }
    // The newest are told first, so after a storm there may be a gap to be filled from behind.
    const fresh = [];
    for (let before = 0; ;) {
      const { entries } = await get(`/sim/timeline?after=${this.newest}&limit=${PAGE}${before ? `&before=${before}` : ""}`);
      fresh.unshift(...entries);
      if (entries.length < PAGE) break;
      before = entries[0].n;
    }
    if (!fresh.length) return;
    this.all = [...this.all, ...fresh];
    emit("timeline", { added: fresh.length });
  }
}

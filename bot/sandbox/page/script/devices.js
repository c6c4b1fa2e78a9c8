// Devices: a person has a phone, and may have a second one beside it. Each shows what the emulator told, unless it is
// held still: then its screen stands as it is, so that one can tap what has changed meanwhile, as on a phone that is slow.

import { emit, on } from "./bus.js";

const inHand = new Map();

/** Which device of a person was touched last: what concerns one of the two only is shown there. */
const takeInHand = (device) => inHand.set(device.personId, device.key);

export class Device {
  #held = false;
  #missed = new Map();

  /** `number` is 1, or 2 for a person's second device. */
  constructor(personId, number = 1) {
    this.personId = personId;
    this.number = number;
    this.key = keyOf(personId, number);
  }

  get held() {
    return this.#held;
  }

  /** Whether answers to taps, codes to fill in and the like belong here. */
  get inHand() {
    return (inHand.get(this.personId) ?? this.key) === this.key;
  }

  take() {
    takeInHand(this);
  }

  /** To be called when the device leaves the stage: the other one is in hand then. */
  putDown() {
    inHand.delete(this.personId);
    this.hold(false);
  }

  /**
   * Calls `listener(detail)` at `topic`, if it concerns this person and what else `concerns(detail)` asks for.
   * What a held device misses it is told afterwards. Returns the function that ends it.
   */
  on(topic, listener, concerns = () => true) {
    return on(topic, (detail) => {
      if (detail.personId !== undefined && detail.personId !== this.personId) return;
      if (!concerns(detail)) return;
      if (this.#held) this.#missed.set(listener, detail);
      else listener(detail);
    });
  }

  hold(still) {
    if (this.#held === still) return;
    this.#held = still;
    const missed = [...this.#missed];
    this.#missed.clear();
    for (const [listener, detail] of missed) listener(detail);
    emit("held", { deviceKey: this.key });
  }
}

export const keyOf = (personId, number) => `${personId}.${number}`;

/** The device of a key that was remembered. */
export function deviceOf(key) {
  const [personId, number] = String(key).split(".").map(Number);
  return new Device(personId, number || 1);
}

import type { Meta } from "../store/meta.ts";

/** First key of Zeebe's partition 1; keys grow from there and stay exact in a double. */
const FIRST_KEY = 2 ** 51;

/** Gives keys that never repeat, also after a crash: the high-water mark is written with each group. */
export interface Keys {
  next(): number;
  /** Whether a key can have come from here. */
  isKnown(key: number): boolean;
}

/** Goes on from the persisted high-water mark. */
export function openKeys(meta: Meta): Keys {
  return {
    next: () => {
      const key = meta.number("lastKey", FIRST_KEY) + 1;
      meta.set("lastKey", key);
      return key;
    },
    isKnown: (key) => key > FIRST_KEY && key <= meta.number("lastKey", FIRST_KEY),
  };
}

import type { Meta } from "../store/meta.ts";

/** First key of Zeebe's partition 1; keys grow from there and stay exact in a double. */
const FIRST_KEY = 2 ** 51;

/** Gives keys that never repeat, also after a crash: the high-water mark is written with each group. */
export interface Keys {
  next(): number;
  /** Takes back a key and all after it: Zeebe gives the keys of a refused deployment again. Only within the step that drew them. */
  giveBack(first: number): void;
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
    giveBack: (first) => {
      meta.set("lastKey", first - 1);
    },
    isKnown: (key) => key > FIRST_KEY && key <= meta.number("lastKey", FIRST_KEY),
  };
}

import type { DueSource } from "./due.ts";

/** Timers that are due. */
export const dueTimers: DueSource = {
  next: (state) => state.timers.least("due", 0),
  collect: (state, now) =>
    state.timers.query("due", now).map(({ key, value }) => ({ valueType: "TIMER", intent: "TRIGGER", key, value })),
};

/** Buffered messages whose time to live is over. */
export const dueMessages: DueSource = {
  next: (state) => state.messages.least("deadline", 0),
  collect: (state, now) =>
    state.messages
      .query("expired", now)
      .map(({ key, value }) => ({ valueType: "MESSAGE", intent: "EXPIRE", key, value })),
};

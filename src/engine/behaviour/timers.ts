import type { CatchEventKind } from "./catch-events.ts";

/** Waiting for timers. */
export const timerEvents: CatchEventKind = {
  prepare: (context, catching) => {
    throw new Error(
      `Expected timers to be supported at ${catching.id} of ${String(context.key)}, but they are not yet`,
    );
  },
  close: () => undefined,
};

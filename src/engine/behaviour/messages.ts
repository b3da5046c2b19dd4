import type { CatchEventKind } from "./catch-events.ts";

/** Waiting for messages. */
export const messageEvents: CatchEventKind = {
  prepare: (context, catching) => {
    throw new Error(
      `Expected messages to be supported at ${catching.id} of ${String(context.key)}, but they are not yet`,
    );
  },
  close: () => undefined,
};

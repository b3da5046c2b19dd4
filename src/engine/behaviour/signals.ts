import type { CatchEventKind } from "./catch-events.ts";

/** Waiting for signals. */
export const signalEvents: CatchEventKind = {
  prepare: (context, catching) => {
    throw new Error(
      `Expected signals to be supported at ${catching.id} of ${String(context.key)}, but they are not yet`,
    );
  },
  close: () => undefined,
};

import type { EngineRecord } from "../../src/engine/core/record.ts";
import { openEngine, type Engine, type EngineOptions } from "../../src/engine/engine.ts";
import { START, type Subject } from "./player.ts";

const HOUR_MS = 3_600_000;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;

/** Commands whose answer task listeners can hold back. */
const LATE = new Set(["USER_TASK", "VARIABLE_DOCUMENT", "PROCESS_INSTANCE"]);

/** Whether a task listener can hold the answer of a command back. */
export function mayAnswerLater({ valueType }: { readonly valueType: string }): boolean {
  return LATE.has(valueType);
}

/** Length of an ISO duration of days and less, in milliseconds. */
function millisecondsOf(duration: string): number {
  const parts: readonly (string | undefined)[] | null = DURATION.exec(duration);
  if (parts === null) throw new Error(`Expected a duration of days and less, but got ${duration}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * 24 * HOUR_MS + hours * HOUR_MS + minutes * 60_000 + seconds * 1000;
}

/** Our engine in memory, watched by observers. The caller closes what {@link reset} opened last. */
export function embeddedEngine(
  ...observers: NonNullable<EngineOptions["observers"]>
): Subject & { close(): Promise<void>; readonly read: Engine["read"] } {
  let engine: Engine | undefined;
  const current = (): Engine => {
    if (engine === undefined) throw new Error("Expected a reset before the first command, but there was none");
    return engine;
  };
  const close = async () => {
    await engine?.close();
    engine = undefined;
  };
  const since = async (act: () => Promise<unknown>): Promise<readonly EngineRecord[]> => {
    const next = (current().records(0).at(-1)?.position ?? 0) + 1;
    await act();
    return current().records(next);
  };
  return {
    close,
    read: (query) => current().read(query),
    reset: async () => {
      await close();
      engine = openEngine({ file: ":memory:", observers });
      await engine.clock.pin(START);
    },
    // An answer may come in a later step, when a result is awaited or a listener stands before it: then the command is only worked off.
    command: (command, isAwaiting) =>
      since(async () => {
        const outcome = current().execute(command);
        const mayWait = isAwaiting || mayAnswerLater(command);
        if (!mayWait) await outcome;
        else await current().clock.pin(current().clock.now());
      }),
    advance: (duration) => since(() => current().clock.pin(current().clock.now() + millisecondsOf(duration))),
  };
}

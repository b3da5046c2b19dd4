import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { EngineRecord } from "../../../../src/engine/core/record.ts";
import { openEngine, type Engine } from "../../../../src/engine/engine.ts";
import { mayAnswerLater } from "../../../conformance/engine-subject.ts";
import { START, type Subject } from "../../../conformance/player.ts";
import { millisecondsOf } from "./durations.ts";

/** Our engine on a file that is closed after every single step and opened again before the next. */
export function reopeningEngine(folder: string): Subject {
  const file = join(folder, "engine.db");
  let last = 0;
  const opened = async (act: (engine: Engine) => Promise<unknown>): Promise<readonly EngineRecord[]> => {
    const engine = openEngine({ file });
    try {
      await act(engine);
      const records = engine.records(last + 1);
      last = records.at(-1)?.position ?? last;
      return records;
    } finally {
      await engine.close();
    }
  };
  return {
    reset: async () => {
      last = 0;
      for (const suffix of ["", "-wal", "-shm"]) await rm(`${file}${suffix}`, { force: true });
      await opened((engine) => engine.clock.pin(START));
    },
    // An answer that a task listener holds back dies with the engine; the command has been worked off all the same.
    command: (command) =>
      opened(async (engine) => {
        const outcome = engine.execute(command);
        if (mayAnswerLater(command)) await engine.clock.pin(engine.clock.now());
        else await outcome;
      }),
    advance: (duration) => opened((engine) => engine.clock.pin(engine.clock.now() + millisecondsOf(duration))),
  };
}

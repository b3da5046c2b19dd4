import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { EngineRecord } from "../../../../src/engine/core/record.ts";
import { z } from "zod";
import { openEngine, type Engine } from "../../../../src/engine/engine.ts";
import { openHistory } from "../../../../src/engine/history/history.ts";
import type { Db, Row } from "../../../../src/engine/store/db.ts";
import { START, type Subject } from "../../../conformance/player.ts";
import { millisecondsOf } from "./durations.ts";

const SUFFIXES = ["", "-wal", "-shm"];

/** All tables of a file; what only says how far the file is left out. */
const EXCEPT = new Set(["state_change", "history_progress"]);

function tablesOf(db: Db): Readonly<Record<string, readonly unknown[]>> {
  const names = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .map((row) => String(row["name"]))
    .filter((name) => !EXCEPT.has(name));
  return Object.fromEntries(
    names.map((name) => [name, db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all().map(comparable)]),
  );
}

/** A command is committed in the turn after the one that gave it; waiting by a write would bring the tables up to date. */
async function aFewTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await setImmediate();
}

/** JSON says the same in any order of its fields. */
function comparable(row: Row): Readonly<Record<string, unknown>> {
  const { data } = row;
  const isJson = typeof data === "string" && data.startsWith("{");
  return isJson ? { ...row, data: z.unknown().parse(JSON.parse(data)) } : row;
}

const open = (file: string): Engine => openEngine({ file, observers: [(db, log) => openHistory(db, log)] });

/**
 * Our engine on a file that is copied after every step as it lies on the disk while the engine runs, as a kill would leave it; the next
 * step runs on the copy. `compare` gets all tables of the copy, opened, and of the original, which went on without a break.
 */
export function killedEngine(folder: string, compare: (killed: unknown, unharmed: unknown) => void): Subject {
  let generation = 0;
  let last = 0;
  const file = (): string => join(folder, `engine-${generation}.db`);
  const opened = async (act: (engine: Engine) => Promise<unknown>): Promise<readonly EngineRecord[]> => {
    const engine = open(file());
    await act(engine);
    const records = engine.records(last + 1);
    last = records.at(-1)?.position ?? last;
    const before = file();
    generation += 1;
    for (const suffix of SUFFIXES) {
      await cp(`${before}${suffix}`, `${file()}${suffix}`, { force: true }).catch(() => undefined);
    }
    const copy = join(folder, "compared.db");
    for (const suffix of SUFFIXES) await rm(`${copy}${suffix}`, { force: true });
    for (const suffix of SUFFIXES) await cp(`${file()}${suffix}`, `${copy}${suffix}`).catch(() => undefined);
    const killed = open(copy);
    compare(killed.read(tablesOf), engine.read(tablesOf));
    await killed.close();
    await engine.close();
    for (const suffix of SUFFIXES) await rm(`${before}${suffix}`, { force: true });
    return records;
  };
  return {
    reset: async () => {
      for (const suffix of SUFFIXES) await rm(`${file()}${suffix}`, { force: true });
      last = 0;
      await opened((engine) => engine.clock.pin(START));
    },
    // Some commands are answered in a later step: then what counts is that they have been worked off and are on disk.
    command: (command) =>
      opened(async (engine) => {
        const answered = engine.execute(command);
        if (command.valueType === "DEPLOYMENT") await answered;
        else await Promise.race([answered, aFewTurns()]);
      }),
    advance: (duration) => opened((engine) => engine.clock.pin(engine.clock.now() + millisecondsOf(duration))),
  };
}

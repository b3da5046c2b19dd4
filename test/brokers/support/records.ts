import { closeSync, fstatSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const record = z.object({
  partitionId: z.number(),
  position: z.number(),
  key: z.number(),
  timestamp: z.number(),
  valueType: z.string(),
  intent: z.string(),
  value: z.looseObject({}),
});

/** An event of the engine, as its exporters are told. */
export type EngineRecord = z.output<typeof record>;

/** Everything that the brokers have exported so far. */
export interface Records {
  /** All records, each once, in the engine's order; reads what is new. */
  all(): readonly EngineRecord[];
}

interface Tail {
  /** Bytes that were read, up to the end of a line. */
  offset: number;
}

/** Follows the files of several brokers; what two leaders have told of is one record. */
export function recordsIn(folder: string): Records {
  const tails = new Map<string, Tail>();
  const known = new Map<string, EngineRecord>();
  return {
    all: () => {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".jsonl"),
      );
      for (const name of files) {
        const path = join(folder, name);
        const tail = tails.get(path) ?? { offset: 0 };
        tails.set(path, tail);
        for (const each of linesAfter(path, tail))
          known.set(`${String(each.partitionId)}:${String(each.position)}`, each);
      }
      return [...known.values()].toSorted((one, other) => one.position - other.position);
    },
  };
}

function linesAfter(path: string, tail: Tail): EngineRecord[] {
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(fstatSync(file).size - tail.offset);
  readSync(file, bytes, 0, bytes.length, tail.offset);
  closeSync(file);
  const end = bytes.lastIndexOf("\n") + 1;
  tail.offset += end;
  const lines = bytes.subarray(0, end).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => record.parse(JSON.parse(line)));
}

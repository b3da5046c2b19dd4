import { readdirSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
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
  all(): Promise<readonly EngineRecord[]>;
}

interface Tail {
  offset: number;
  rest: string;
}

/** Follows the files of several brokers; what two leaders have told of is one record. */
export function recordsIn(folder: string): Records {
  const tails = new Map<string, Tail>();
  const known = new Map<string, EngineRecord>();
  return {
    all: async () => {
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".jsonl"),
      );
      for (const name of files) {
        const path = join(folder, name);
        const tail = tails.get(path) ?? { offset: 0, rest: "" };
        tails.set(path, tail);
        for (const each of await linesAfter(path, tail))
          known.set(`${String(each.partitionId)}:${String(each.position)}`, each);
      }
      return [...known.values()].toSorted((one, other) => one.position - other.position);
    },
  };
}

async function linesAfter(path: string, tail: Tail): Promise<EngineRecord[]> {
  const length = statSync(path).size - tail.offset;
  if (length === 0) return [];
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, tail.offset);
  await file.close();
  const end = buffer.lastIndexOf("\n") + 1;
  tail.offset += end;
  const lines = buffer.subarray(0, end).toString("utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => record.parse(JSON.parse(line)));
}

import { z } from "zod";
import type { JsonValue } from "../register/index.ts";
import { InstructionFailed } from "./errors.ts";

const RECORD = z.object({
  recordType: z.enum(["COMMAND", "EVENT", "COMMAND_REJECTION"]),
  valueType: z.string(),
  intent: z.string(),
  key: z.number(),
  rejectionReason: z.string(),
  value: z.record(z.string(), z.json()),
});

/** A record of the real Zeebe engine, as far as scenarios read it. */
export type OracleRecord = z.output<typeof RECORD>;

/** A command of Zeebe's protocol. */
export interface OracleCommand {
  readonly valueType: string;
  readonly intent: string;
  readonly key?: number;
  readonly value: Readonly<Record<string, JsonValue>>;
}

/** The real Zeebe engine behind its HTTP face: commands in, records out. */
export interface OracleClient {
  /** All records since the engine was emptied. */
  readonly records: readonly OracleRecord[];
  reset(): Promise<void>;
  /** Runs a command until the engine is idle. Throws InstructionFailed when the engine rejects it. */
  command(command: OracleCommand): Promise<readonly OracleRecord[]>;
  /** Moves the clock forward by milliseconds. */
  advance(ms: number): Promise<void>;
}

/** A client of the oracle at an address such as http://127.0.0.1:26599. */
export function createOracleClient(address: string): OracleClient {
  const records: OracleRecord[] = [];
  const ask = async (path: string, body: string): Promise<readonly OracleRecord[]> => {
    const answer = await fetch(`${address}${path}`, { method: "POST", body });
    const text = await answer.text();
    if (!answer.ok)
      throw new InstructionFailed(`Expected the real Zeebe engine to answer ${path}, but it said: ${text}`);
    const written = parse(text);
    records.push(...written);
    return written;
  };
  return {
    records,
    reset: async () => {
      await ask("/reset", "");
      records.length = 0;
    },
    command: async (command) => {
      const written = await ask("/command", JSON.stringify(command));
      const rejection = written.find((record) => isAnswerTo(command, record));
      if (rejection !== undefined)
        throw new InstructionFailed(
          `Expected ${command.valueType} ${command.intent} to be accepted, but: ${rejection.rejectionReason}`,
        );
      return written;
    },
    advance: async (ms) => {
      await ask(`/time?PT${ms / MS_PER_SECOND}S`, "");
    },
  };
}

const MS_PER_SECOND = 1000;

/** The first rejection of the command's own kind; others belong to what it caused. */
function isAnswerTo(command: OracleCommand, record: OracleRecord): boolean {
  const sameKind = record.valueType === command.valueType && record.intent === command.intent;
  return (
    record.recordType === "COMMAND_REJECTION" && sameKind && (command.key === undefined || record.key === command.key)
  );
}

function parse(text: string): OracleRecord[] {
  return text
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => RECORD.parse(JSON.parse(row)));
}

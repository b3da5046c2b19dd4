import { z } from "zod";
import type { EngineRecord } from "../../../src/engine/core/record.ts";
import type { Subject } from "../player.ts";

const line = z.object({
  position: z.number(),
  recordType: z.enum(["COMMAND", "EVENT", "COMMAND_REJECTION"]),
  valueType: z.string(),
  intent: z.string(),
  key: z.number(),
  sourceRecordPosition: z.number(),
  timestamp: z.number(),
  rejectionType: z.enum([
    "NULL_VAL",
    "INVALID_ARGUMENT",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "INVALID_STATE",
    "PROCESSING_ERROR",
    "EXCEEDED_BATCH_RECORD_SIZE",
    "UNAUTHORIZED",
    "FORBIDDEN",
  ]),
  rejectionReason: z.string(),
  value: z.record(z.string(), z.json()),
});

async function ask(url: string, body?: string): Promise<string> {
  const answer = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`Expected the real Zeebe engine to answer ${url}, but it said: ${text}`);
  return text;
}

const parse = (text: string): EngineRecord[] =>
  text
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => line.parse(JSON.parse(row)));

/** The real Zeebe engine behind its HTTP face at an address such as http://127.0.0.1:26599. */
export const oracleAt = (address: string): Subject => ({
  reset: async () => {
    await ask(`${address}/reset`, "");
  },
  command: async (command) => parse(await ask(`${address}/command`, JSON.stringify(command))),
  advance: async (duration) => parse(await ask(`${address}/time?${duration}`, "")),
});

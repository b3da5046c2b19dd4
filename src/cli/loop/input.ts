import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AppError } from "../../platform/errors.ts";

/** Thrown when the file of a loop cannot be read or says something that cannot be played. */
export class LoopInputInvalid extends AppError {
  override readonly code = "LOOP_INPUT_INVALID";
}

const day = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/,
    "expected a day or a day and time, such as 2026-01-05 or 2026-01-05T09:00",
  );

const duration = z.string().regex(/^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/, "expected a duration such as P10D or P3M");

const report = z.strictObject({
  /** Log-in of the person who reports. */
  als: z.string(),
  am: day.optional(),
  /** How long after the loop began. */
  nach: duration.optional(),
  titel: z.string(),
  beschreibung: z.string(),
  themen: z.array(z.string()).min(1),
  kommunen: z.array(z.string()).min(1),
  rechtskreise: z.array(z.string()).min(1),
  stellenarten: z.array(z.string()).optional(),
  haeufigkeit: z.string().optional(),
  folge: z.number().optional(),
  seitQuartal: z.string().optional(),
  quelle: z.string().optional(),
  eilt: z.boolean().optional(),
  eiltGrund: z.string().optional(),
  bisherUnternommen: z.string().optional(),
  loesungsvorschlag: z.string().optional(),
});

const decision = z.strictObject({
  /** Id of the form of the task, such as meldung-pruefen. */
  aufgabe: z.string(),
  als: z.string(),
  /** Not before. */
  am: day.optional(),
  /** How long the person takes, from when the task is there. */
  nach: duration.optional(),
  /** Fields of the form. Numbers in lists of measures are their places, 1 the first; "+P30D" is the day in thirty days. */
  werte: z.record(z.string(), z.json()),
});

const loop = z.strictObject({
  titel: z.string(),
  /** The clock is moved here first, unless it is later already. */
  beginn: day.optional(),
  meldungen: z.array(report).min(1),
  entscheidungen: z.array(decision),
});

/** A report of the file. */
export type LoopReport = z.output<typeof report>;

/** A decision of the file. */
export type LoopDecision = z.output<typeof decision>;

/** The file: who reports what, and who decides what. The order of decisions about one form counts, all else follows the process. */
export type LoopInput = z.output<typeof loop>;

/** Reads the file; throws {@link LoopInputInvalid} with a line for each fault. */
export function readLoopInput(file: string): LoopInput {
  const parsed = loop.safeParse(parseFile(file));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${file}: ${issue.path.join(".")}: ${issue.message}`);
  throw new LoopInputInvalid(faults.join("\n"));
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LoopInputInvalid(`Expected to read ${file}, but cannot: ${reason}`, { cause });
  }
}

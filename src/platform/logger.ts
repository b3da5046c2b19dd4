import { createRequire } from "node:module";
import { pino, type DestinationStream, type Logger } from "pino";
import type Pretty from "pino-pretty";

/** The logger that every part takes as an argument. Fields carry keys and ids, never names, addresses or free text. */
export type { Logger } from "pino";

/** Fields that must not reach a log line, wherever they stand. */
const REDACTED_FIELDS: readonly string[] = [
  "password",
  "passwort",
  "secret",
  "token",
  "authorization",
  "cookie",
  "email",
  "name",
  "titel",
  "beschreibung",
  "variables",
];

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** pino's levels; "silent" writes nothing. */
  readonly level: string;
  /** Readable lines for a terminal instead of one JSON object a line. */
  readonly isPretty: boolean;
  /** Where the lines go; default standard output. */
  readonly destination?: { write(line: string): void };
}

/** One JSON line per event on standard output, readable lines on a terminal. */
export function createLogger({ level, isPretty, destination }: LoggerOptions): Logger {
  const redact = {
    paths: REDACTED_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: "[redacted]",
  };
  const options = { level, base: null, redact, timestamp: pino.stdTimeFunctions.isoTime };
  if (destination !== undefined) return pino(options, destination);
  return isPretty ? pino(options, prettyStream()) : pino(options);
}

/** Loaded for a terminal alone: a service starts without it. */
function prettyStream(): DestinationStream {
  const load: (name: string) => typeof Pretty = createRequire(import.meta.url);
  return load("pino-pretty")({ translateTime: "HH:MM:ss", sync: true });
}

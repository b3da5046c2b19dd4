import { readFile, writeFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { DEFAULTS } from "./defaults.ts";
import type { Chapter, Fact } from "./normalise.ts";

const FOLDER = join(import.meta.dirname, "recordings");

const file = z.object({
  name: z.string(),
  steps: z.array(
    z.object({
      step: z.string(),
      at: z.number(),
      records: z.array(
        z.object({
          what: z.string(),
          key: z.union([z.string(), z.number()]),
          at: z.number().optional(),
          reason: z.string().optional(),
          value: z.record(z.string(), z.json()),
        }),
      ),
    }),
  ),
});

/** Where the recording of a behaviour lies. */
export const recordingPath = (subject: string, name: string): string =>
  join(
    FOLDER,
    subject,
    `${name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")}.json`,
  );

/** Fields that hold the protocol's default are not written, to keep recordings small; reading puts them back. */
const defaultsOf = (what: string) => Object.entries(DEFAULTS[what.split(" ").at(-2) ?? ""] ?? {});

function packed({ what, key, at, reason, value }: Fact, stepAt: number): object {
  const defaults = new Map(defaultsOf(what));
  const kept = Object.entries(value).filter(
    ([name, member]) => !defaults.has(name) || !isDeepStrictEqual(defaults.get(name), member),
  );
  return {
    what,
    key,
    ...(at === stepAt ? {} : { at }),
    ...(reason === undefined ? {} : { reason }),
    value: Object.fromEntries(kept),
    ...missing(value, what),
  };
}

/** A default field that the record does not have at all must not come back when it is read. */
function missing(value: Fact["value"], what: string): object {
  const absent = defaultsOf(what).filter(([name]) => !(name in value));
  if (absent.length > 0) {
    throw new Error(`Expected ${what} to have the fields ${absent.map(([name]) => name).join(", ")}, but it does not`);
  }
  return {};
}

/** A recording as text: one record a line. */
export function recordingText(name: string, chapters: readonly Chapter[]): string {
  const steps = chapters.map(({ step, records }) => {
    const at = records[0]?.at ?? 0;
    const lines = records.map((fact) => `      ${JSON.stringify(packed(fact, at))}`).join(",\n");
    const list = lines === "" ? "[]" : `[\n${lines}\n    ]`;
    return `    { "step": ${JSON.stringify(step)}, "at": ${at}, "records": ${list} }`;
  });
  return `{\n  "name": ${JSON.stringify(name)},\n  "steps": [\n${steps.join(",\n")}\n  ]\n}\n`;
}

/** The recorded answer of the real Zeebe engine; undefined when there is none. */
export async function readRecording(path: string): Promise<readonly Chapter[] | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  return parseRecording(text);
}

/** The chapters of a recording's text. */
export function parseRecording(text: string): readonly Chapter[] {
  return file.parse(JSON.parse(text)).steps.map(({ step, at: stepAt, records }) => ({
    step,
    records: records.map(({ what, key, at = stepAt, reason, value }) => ({
      what,
      key,
      at,
      ...(reason === undefined ? {} : { reason }),
      value: { ...Object.fromEntries(defaultsOf(what)), ...value },
    })),
  }));
}

/** Writes a recording. */
export async function writeRecording(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

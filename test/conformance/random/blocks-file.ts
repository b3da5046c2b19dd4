import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";
import type { Chapter } from "../normalise.ts";
import { parseRecording, recordingText } from "../recording.ts";

/** Seeds of one file of recordings. */
export const BLOCK_SIZE = 100;
/** How many blocks are recorded. */
export const BLOCK_COUNT = 20;

const FOLDER = join(import.meta.dirname, "..", "recordings", "random");
const LARGEST_WINDOW = 24;

/** What the real engine did with the model of a seed; nothing where it failed itself. */
export interface RecordedSeed {
  readonly seed: number;
  readonly chapters: readonly Chapter[] | undefined;
}

const content = z.array(z.object({ seed: z.number(), recording: z.string().nullable() }));

/** The seeds of a block, counted from 1. */
export const seedsOf = (block: number): number[] =>
  Array.from({ length: BLOCK_SIZE }, (_, index) => (block - 1) * BLOCK_SIZE + index + 1);

const pathOf = (block: number): string => join(FOLDER, `${String(block).padStart(2, "0")}.json.br`);

/** Reads a block of recordings; undefined when there is none. */
export async function readBlock(block: number): Promise<readonly RecordedSeed[] | undefined> {
  const packed = await readFile(pathOf(block)).catch(() => undefined);
  if (packed === undefined) return undefined;
  return content.parse(JSON.parse(brotliDecompressSync(packed).toString())).map(({ seed, recording }) => ({
    seed,
    chapters: recording === null ? undefined : parseRecording(recording),
  }));
}

/** Writes a block of recordings. */
export async function writeBlock(block: number, recorded: readonly RecordedSeed[]): Promise<void> {
  const entries = recorded.map(({ seed, chapters }) => ({
    seed,
    recording: chapters === undefined ? null : recordingText(`random ${seed}`, chapters),
  }));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: LARGEST_WINDOW };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(pathOf(block), brotliCompressSync(JSON.stringify(entries), { params }));
}

import { afterAll, describe, expect, it } from "vitest";
import { firstDifference } from "../compare.ts";
import { embeddedEngine } from "../engine-subject.ts";
import { askOurs } from "./ask.ts";
import { KNOWN_DIFFERENCES } from "./known-differences.ts";
import { BLOCK_SIZE, readBlock } from "./blocks-file.ts";

const PATIENCE_MS = 240_000;

/** Tests our engine against the recordings of some blocks of random models. */
export function playBlocks(blocks: readonly number[]): void {
  const engine = embeddedEngine();
  afterAll(() => engine.close());

  describe("random models: our engine writes the records of the real Zeebe engine", () => {
    it.each(blocks)(
      "hundred seeds of block %i",
      async (block) => {
        const recorded = (await readBlock(block)) ?? [];
        expect(recorded).toHaveLength(BLOCK_SIZE);
        const differences: string[] = [];
        for (const { seed, chapters } of recorded) {
          if (chapters === undefined) continue;
          const difference = firstDifference(chapters, await askOurs(engine, seed));
          if (KNOWN_DIFFERENCES.has(seed)) {
            if (difference === undefined) differences.push(`seed ${seed} differs no longer: take it off the list`);
          } else if (difference !== undefined) differences.push(`seed ${seed}: ${difference}`);
        }
        expect(differences.join("\n")).toBe("");
      },
      PATIENCE_MS,
    );
  });
}

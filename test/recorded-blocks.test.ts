import { it } from "vitest";
import { BLOCK_COUNT, readBlock } from "./conformance/random/blocks-file.ts";
import { playBlocks } from "./conformance/random/played-blocks.ts";

// Whatever blocks of random models are recorded are played.
const numbers = Array.from({ length: BLOCK_COUNT }, (_, index) => index + 1);
const found = await Promise.all(numbers.map(async (block) => ((await readBlock(block)) === undefined ? [] : [block])));
const recorded = found.flat();

if (recorded.length === 0) it.todo("plays the recorded blocks of random models");
else playBlocks(recorded);

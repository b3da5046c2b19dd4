import { playBlocks } from "./random/played-blocks.ts";

// The other blocks are in test/random-models, so that this folder stays quick.
playBlocks([1, 16]);

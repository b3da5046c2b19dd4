import { playBlocks } from "../conformance/random/played-blocks.ts";

playBlocks([7, 8, 9, 10, 11]);

import { playBlocks } from "../conformance/random/played-blocks.ts";

playBlocks([2, 3, 4, 5, 6]);

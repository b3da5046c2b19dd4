import { playBlocks } from "../conformance/random/played-blocks.ts";

playBlocks([17, 18, 19, 20]);

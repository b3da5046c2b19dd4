import { playBlocks } from "../conformance/random/played-blocks.ts";

playBlocks([12, 13, 14, 15]);

import type { Node } from "./moddle.ts";

/** Says what is wrong with a node; what is no text is no error. */
export type Rule = (node: Node) => (string | false | undefined)[];

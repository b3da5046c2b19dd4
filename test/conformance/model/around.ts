import { end, flows, process, start, type Part } from "./bpmn.ts";

/** Resources with one process "p": start event, the part, end event; further parts stand beside. */
export const around = (part: Part, ...more: readonly (Part | readonly Part[])[]): Record<string, string> => ({
  "p.bpmn": process("p", [
    start("start"),
    part,
    end("end"),
    flows(`start > ${String(part.attributes["id"])} > end`),
    ...more,
  ]),
});

/** The same element with further extension elements. */
export const extended = (part: Part, ...extensions: readonly string[]): Part => ({
  ...part,
  extensions: [...part.extensions, ...extensions],
});

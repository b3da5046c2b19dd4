import { z } from "zod";

/** A JSON object as it travels in variables. */
export const jsonObject = z.record(z.string(), z.json());

/** A JSON object as it travels in variables. */
export type JsonObject = z.infer<typeof jsonObject>;

/** Parses JSON text; undefined when it is none. */
export function parseJson(text: string): z.infer<ReturnType<typeof z.json>> | undefined {
  try {
    return z.json().parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

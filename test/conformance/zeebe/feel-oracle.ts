import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { javaCommand } from "./start-oracle.ts";

const answer = z.object({
  expression: z.string(),
  type: z.string().optional(),
  /** As JSON text, so that no digit is lost. */
  value: z.string().optional(),
  failure: z.string().optional(),
  invalid: z.string().optional(),
  warnings: z.array(z.string()).optional(),
});

/** What the real engine answers to an expression. */
export type FeelAnswer = z.infer<typeof answer>;

/**
 * Evaluates expressions, without the leading equals sign, by the real engine's expression language. The variables are
 * JSON as text, because 1.0 and 1 are not the same there. Needs Java.
 */
export async function askFeelOracle(variables: string, expressions: readonly string[]): Promise<readonly FeelAnswer[]> {
  const { path, args } = await javaCommand(join(import.meta.dirname, "FeelOracle.java"));
  const child = spawn(path, args, { stdio: ["pipe", "pipe", "ignore"] });
  const answers: FeelAnswer[] = [];
  const lines = expressions.map((text) => JSON.stringify(`=${text}`));
  child.stdin.end([variables.replace(/\s+/g, " "), ...lines].join("\n"));
  for await (const line of createInterface({ input: child.stdout })) answers.push(answer.parse(JSON.parse(line)));
  if (answers.length !== expressions.length)
    throw new Error(`Expected ${expressions.length} answers of the real engine, but got ${answers.length}`);
  return answers;
}

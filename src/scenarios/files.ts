import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { ScenarioInvalid } from "./errors.ts";
import { TEST_FILE, type TestCase } from "./format.ts";

/** A scenario file and its cases. */
export interface ScenarioFile {
  readonly path: string;
  readonly testCases: readonly TestCase[];
}

/** All scenario files of the repository, in the order of their names. */
export function findScenarioFiles(root: string): string[] {
  return globSync(`${root}/test/scenarios/**/*.test.json`).toSorted();
}

/** Reads a file. Throws ScenarioInvalid with one line per fault: case, instruction, what was expected. */
export async function readScenarioFile(path: string): Promise<ScenarioFile> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new ScenarioInvalid(`Expected a scenario file at ${path}, but it cannot be read`, { cause });
  });
  const parsed = TEST_FILE.safeParse(parseJson(path, text));
  if (parsed.success) return { path, testCases: parsed.data.testCases };
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new ScenarioInvalid(
    `Expected ${relative(process.cwd(), path)} to be in Camunda's test-case format, but:\n  ${faults.join("\n  ")}`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ScenarioInvalid(`Expected ${path} to be JSON, but it is not`, { cause });
  }
}

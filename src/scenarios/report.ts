import type { ModelCoverage } from "./coverage.ts";
import type { CaseResult } from "./run-case.ts";

/** Results of one file. */
export interface FileResult {
  readonly path: string;
  readonly results: readonly CaseResult[];
}

/** The report as people read it: each case, what failed and why, then how much of each model was walked. */
export function reportText(files: readonly FileResult[], coverage: readonly ModelCoverage[]): string {
  const cases = files.flatMap(({ results }) => results);
  const failed = cases.filter(({ failure }) => failure !== undefined).length;
  return [
    ...files.flatMap(fileLines),
    "",
    ...coverageLines(coverage),
    "",
    `${cases.length} scenarios, ${failed} failed`,
    "",
  ].join("\n");
}

function fileLines({ path, results }: FileResult): string[] {
  return ["", path, ...results.flatMap(caseLines)];
}

function caseLines({ name, failure, durationMs }: CaseResult): string[] {
  const time = `${Math.round(durationMs)} ms`;
  if (failure === undefined) return [`  ok      ${name} (${time})`];
  return [
    `  FAILED  ${name} (${time})`,
    `          instruction ${failure.instruction} ${failure.type}: ${failure.message}`,
  ];
}

const FULL = 100;

function coverageLines(coverage: readonly ModelCoverage[]): string[] {
  const width = Math.max(0, ...coverage.map(({ processId }) => processId.length));
  return coverage.flatMap(({ processId, covered, total, missing }) => {
    const percent = total === 0 ? FULL : Math.floor((covered * FULL) / total);
    const line = `${processId.padEnd(width)}  ${String(percent).padStart(3)} %  ${covered} of ${total} elements and flows`;
    return missing.length === 0 ? [line] : [line, `    not reached: ${missing.join(", ")}`];
  });
}

import { z } from "zod";
import type { Case } from "./report.ts";

/** Which cases do not pass, by the reason; all others must. */
export const EXPECTED = z.strictObject({
  /** Version of the suite that the list is about. */
  suite: z.string(),
  cases: z.int(),
  /** How many pass every time. */
  passed: z.int(),
  failed: z.record(z.string(), z.array(z.string())),
  /** Cases whose outcome is a matter of who is faster: they pass, or fail with this text and no other. */
  raced: z.record(z.string(), z.strictObject({ failure: z.string().min(1), cases: z.array(z.string()) })),
  skipped: z.record(z.string(), z.array(z.string())),
});
export type Expected = z.infer<typeof EXPECTED>;

/** What is not as listed, a sentence each; none when the list is true. */
export function differences(expected: Expected, cases: readonly Case[]): string[] {
  const listed = listedOutcomes(expected);
  const played = new Set(cases.map(({ name }) => name));
  const lost = new Map(racesOf(expected));
  const wrong = cases.flatMap((played) => {
    if (hasRaced(played, lost.get(played.name))) return [];
    const wanted = listed.get(played.name) ?? "passed";
    if (played.outcome === wanted) return [];
    return [`Expected to be ${wanted}, but ${played.outcome}: ${played.name}${detail(played)}`];
  });
  const gone = [...listed.keys(), ...lost.keys()].filter((name) => !played.has(name));
  const count = cases.filter(({ name, outcome }) => outcome === "passed" && !lost.has(name)).length;
  return [
    ...wrong,
    ...gone.map((name) => `Expected a case of this name, but the suite has none: ${name}`),
    ...different("cases", expected.cases, cases.length),
    ...different("cases that pass", expected.passed, count),
  ];
}

function listedOutcomes({ failed, skipped }: Expected): Map<string, Case["outcome"]> {
  return new Map([
    ...Object.values(failed)
      .flat()
      .map((name) => [name, "failed"] as const),
    ...Object.values(skipped)
      .flat()
      .map((name) => [name, "skipped"] as const),
  ]);
}

/** The raced cases, each with the text that it fails with when it loses. */
function racesOf({ raced }: Expected): (readonly [string, string])[] {
  return Object.values(raced).flatMap(({ failure, cases }) => cases.map((name) => [name, failure] as const));
}

function hasRaced({ outcome, failure }: Case, lost: string | undefined): boolean {
  if (lost === undefined) return false;
  return outcome === "passed" || (outcome === "failed" && failure.includes(lost));
}

function detail({ failure }: Case): string {
  return failure === "" ? "" : `\n    ${failure}`;
}

function different(what: string, wanted: number, found: number): string[] {
  return wanted === found ? [] : [`Expected ${wanted} ${what}, but got ${found}`];
}

/** The list without the cases that pass by now, and its counts. Nothing is ever added: a new failure needs a reason. */
export function withoutPassed(expected: Expected, cases: readonly Case[]): Expected {
  const raced = new Set(racesOf(expected).map(([name]) => name));
  const hasPassed = ({ name, outcome }: Case) => outcome === "passed" && !raced.has(name);
  const passed = new Set(cases.filter(hasPassed).map(({ name }) => name));
  return {
    ...expected,
    cases: cases.length,
    passed: passed.size,
    failed: without(expected.failed, passed),
    skipped: without(expected.skipped, passed),
  };
}

function without(byReason: Expected["failed"], passed: ReadonlySet<string>): Expected["failed"] {
  return Object.fromEntries(
    Object.entries(byReason)
      .map(([reason, names]) => [reason, names.filter((name) => !passed.has(name))] as const)
      .filter(([, names]) => names.length > 0),
  );
}

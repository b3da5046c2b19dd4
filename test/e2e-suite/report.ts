import { z } from "zod";

/** A case of the suite and how it ended. */
export interface Case {
  /** File, groups and title, joined by " › ". */
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  /** The first lines of the failure; empty unless it failed. */
  readonly failure: string;
}

interface Group {
  readonly title: string;
  readonly suites?: readonly Group[] | undefined;
  readonly specs?: readonly z.infer<typeof SPEC>[] | undefined;
}

const RESULT = z.object({ error: z.object({ message: z.string().optional() }).optional() });
const SPEC = z.object({
  title: z.string(),
  tests: z.array(z.object({ status: z.string(), results: z.array(RESULT) })),
});
const GROUP: z.ZodType<Group> = z.lazy(() =>
  z.object({ title: z.string(), suites: z.array(GROUP).optional(), specs: z.array(SPEC).optional() }),
);
const REPORT = z.object({ suites: z.array(GROUP) });

/** The cases of Playwright's JSON report. */
export function casesOf(report: string): Case[] {
  return REPORT.parse(JSON.parse(report)).suites.flatMap((group) => casesIn(group, []));
}

function casesIn(group: Group, above: readonly string[]): Case[] {
  const path = [...above, group.title];
  const own = (group.specs ?? []).flatMap(({ title, tests }) =>
    tests.map(({ status, results }) => ({
      name: [...path, title].join(" › "),
      outcome: outcomeOf(status),
      failure: failureText(results.at(-1)?.error?.message ?? ""),
    })),
  );
  return [...own, ...(group.suites ?? []).flatMap((inner) => casesIn(inner, path))];
}

function outcomeOf(status: string): Case["outcome"] {
  if (status === "expected") return "passed";
  return status === "skipped" ? "skipped" : "failed";
}

/** Without the colours of a terminal. */
function failureText(message: string): string {
  return message
    .replaceAll(/\u{1b}\[[\d;]*m/gu, "")
    .split("\n")
    .slice(0, 6)
    .join("\n    ");
}

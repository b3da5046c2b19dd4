import { z } from "zod";
import { badRequest, invalidArgument, type Problem } from "./problem.ts";

type Issue = z.core.$ZodIssue;

/** Parses a request's body; throws the Problem that names the field. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw problemOf(parsed.error.issues);
}

/** Shape errors come first and one at a time, as from a parser; then all missing and wrong values together, as Camunda lists them. */
function problemOf(issues: readonly Issue[]): Problem {
  const [misshapen] = issues.flatMap((issue) => shapeError(issue));
  if (misshapen !== undefined) return badRequest(misshapen);
  return invalidArgument(`${issues.map(valueError).join(". ")}.`);
}

function shapeError(issue: Issue): string[] {
  if (issue.code === "unrecognized_keys")
    return [`Request property [${pathOf(issue, issue.keys[0])}] cannot be parsed`];
  if (issue.code === "invalid_type" && issue.input !== undefined && issue.input !== null) {
    return [`Request property [${pathOf(issue)}] cannot be parsed`];
  }
  if (issue.code === "invalid_union" && issue.message === "Invalid input")
    return [`Request property [${pathOf(issue)}] cannot be parsed`];
  return [];
}

function valueError(issue: Issue): string {
  const name = pathOf(issue);
  const isMissing = issue.input === undefined || issue.input === null;
  if (issue.code === "invalid_type" && isMissing) return `No ${name} provided`;
  if (issue.code === "too_small" && issue.origin === "string") return `No ${name} provided`;
  if (issue.code === "too_small")
    return `The value for ${name} is '${shown(issue.input)}' but must be ${atLeast(issue)}`;
  if (issue.code === "too_big")
    return `The value for ${name} is '${shown(issue.input)}' but must be at most ${issue.maximum}`;
  if (issue.code === "invalid_format" && issue.format === "regex") return invalidKey(name, issue.input);
  return issue.message;
}

function atLeast(issue: z.core.$ZodIssueTooSmall): string {
  return issue.inclusive === true ? `at least ${issue.minimum}` : `greater than ${issue.minimum}`;
}

function pathOf(issue: Issue, last?: string): string {
  const path = [...issue.path.map(String), ...(last === undefined ? [] : [last])];
  return path.length === 0 ? "body" : path.join(".");
}

function shown(input: unknown): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

/** The text of a key that is no number, as Camunda words it. */
export function invalidKey(name: string, value: unknown): string {
  return (
    `The provided ${name} '${shown(value)}' is not a valid key. Expected a numeric value. ` +
    "Did you pass an entity id instead of an entity key?"
  );
}

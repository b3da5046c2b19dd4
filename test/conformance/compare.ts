import { isDeepStrictEqual } from "node:util";
import type { JsonValue } from "../../src/engine/core/record.ts";
import type { Chapter, Fact } from "./normalise.ts";

const CONTEXT = 4;

const short = (fact: Fact | undefined): string => {
  if (fact === undefined) return "nothing";
  const { elementId, name, type } = fact.value;
  const detail = [elementId, name, type].flatMap((part) => (typeof part === "string" && part !== "" ? [part] : []));
  return [fact.what, JSON.stringify(fact.key), ...detail].join(" ");
};

function members(expected: JsonValue | undefined, actual: JsonValue | undefined, path: string): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  const isPair = isComposite(expected) && isComposite(actual) && Array.isArray(expected) === Array.isArray(actual);
  if (!isPair) return [`  ${path}: expected ${JSON.stringify(expected)}, but got ${JSON.stringify(actual)}`];
  const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const [left, right] = [new Map(Object.entries(expected)), new Map(Object.entries(actual))];
  return [...names].flatMap((name) => members(left.get(name), right.get(name), `${path}.${name}`));
}

const isComposite = (found: JsonValue | undefined): found is Record<string, JsonValue> =>
  typeof found === "object" && found !== null;

const plainFact = (fact: Fact): JsonValue => ({
  what: fact.what,
  key: fact.key,
  at: fact.at,
  reason: fact.reason ?? null,
  value: fact.value,
});

function describe(expected: Chapter, actual: Chapter | undefined, index: number): string {
  const [wanted, got] = [expected.records[index], actual?.records[index]];
  const before = expected.records.slice(Math.max(0, index - CONTEXT), index).map((fact) => `    = ${short(fact)}`);
  const details =
    wanted !== undefined && got !== undefined && wanted.what === got.what
      ? members(plainFact(wanted), plainFact(got), "record")
      : [
          ...expected.records.slice(index, index + CONTEXT).map((fact) => `    - ${short(fact)}`),
          ...(actual?.records.slice(index, index + CONTEXT).map((fact) => `    + ${short(fact)}`) ?? []),
        ];
  return [
    `step "${expected.step}", record ${index + 1}: expected ${short(wanted)}, but got ${short(got)}`,
    ...before,
    ...details,
    ...(got?.reason === undefined ? [] : [`  reason: ${got.reason}`]),
  ].join("\n");
}

/** The first difference between what the real engine and another one did, to be read by people; undefined if equal. */
export function firstDifference(expected: readonly Chapter[], actual: readonly Chapter[]): string | undefined {
  for (const [number, chapter] of expected.entries()) {
    const other = actual[number];
    if (other?.step !== chapter.step) return `expected step "${chapter.step}", but got "${other?.step ?? "none"}"`;
    const length = Math.max(chapter.records.length, other.records.length);
    for (let index = 0; index < length; index++) {
      if (!isDeepStrictEqual(chapter.records[index], other.records[index])) return describe(chapter, other, index);
    }
  }
  return actual.length > expected.length ? "expected no further step, but got one" : undefined;
}

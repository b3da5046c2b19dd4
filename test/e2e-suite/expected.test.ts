import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { differences, EXPECTED, withoutPassed, type Expected } from "./expected.ts";
import { casesOf, type Case } from "./report.ts";

const LIST: Expected = {
  suite: "1",
  cases: 3,
  passed: 1,
  failed: { "not offered": ["b"] },
  raced: {},
  skipped: { "not asked": ["c"] },
};
const played = (name: string, outcome: Case["outcome"], failure = ""): Case => ({ name, outcome, failure });
const AS_LISTED = [played("a", "passed"), played("b", "failed"), played("c", "skipped")];

describe("the list of cases of Camunda's suite that do not pass", () => {
  it("is true when every case ends as listed and the others pass", () => {
    expect(differences(LIST, AS_LISTED)).toEqual([]);
  });

  it("is false on a new failure, told with its text", () => {
    const cases = [played("a", "failed", "501"), ...AS_LISTED.slice(1)];
    expect(differences(LIST, cases)).toEqual([
      "Expected to be passed, but failed: a\n    501",
      "Expected 1 cases that pass, but got 0",
    ]);
  });

  it("is false on a case that passes by now", () => {
    const cases = [played("a", "passed"), played("b", "passed"), played("c", "skipped")];
    expect(differences(LIST, cases)).toContain("Expected to be failed, but passed: b");
  });

  it("is false when a listed case is gone, or the number of cases changes", () => {
    expect(differences(LIST, AS_LISTED.slice(0, 2))).toEqual([
      "Expected a case of this name, but the suite has none: c",
      "Expected 3 cases, but got 2",
    ]);
  });

  it("lets a raced case pass, or fail with its own text, but in no other way", () => {
    const list = { ...LIST, cases: 4, raced: { "who is first": { failure: "too late", cases: ["d"] } } };
    const ended = (...last: Case[]) => differences(list, [...AS_LISTED, ...last]);
    expect(ended(played("d", "passed"))).toEqual([]);
    expect(ended(played("d", "failed", "409: too late"))).toEqual([]);
    expect(ended(played("d", "failed", "500"))).toEqual(["Expected to be passed, but failed: d\n    500"]);
    expect(ended(played("d", "skipped"))).toEqual(["Expected to be passed, but skipped: d"]);
    expect(ended()).toContain("Expected a case of this name, but the suite has none: d");
    expect(withoutPassed(list, [...AS_LISTED, played("d", "passed")])).toEqual(list);
  });

  it("loses what passes by now, and takes nothing on", () => {
    const cases = [played("a", "failed"), played("b", "passed"), played("c", "skipped")];
    expect(withoutPassed(LIST, cases)).toEqual({ ...LIST, passed: 1, failed: {} });
  });

  it("is about the installed suite, and names no case twice", () => {
    const list = EXPECTED.parse(JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8")));
    const manifest = createRequire(import.meta.url).resolve("@camunda/e2e-test-suite/package.json");
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, "utf8")));
    const raced = Object.values(list.raced).map(({ cases }) => cases);
    const names = [...Object.values(list.failed), ...raced, ...Object.values(list.skipped)].flat();
    expect(list.suite).toBe(version);
    expect(names).toHaveLength(new Set(names).size);
    expect(list.cases).toBe(list.passed + names.length);
  });
});

describe("the report of the suite", () => {
  it("names a case by its file, groups and title", () => {
    const spec = {
      title: "works",
      tests: [{ status: "unexpected", results: [{ error: { message: "\u001b[31mno" } }] }],
    };
    const report = { suites: [{ title: "a.spec.js", suites: [{ title: "Group", specs: [spec] }] }] };
    expect(casesOf(JSON.stringify(report))).toEqual([
      { name: "a.spec.js › Group › works", outcome: "failed", failure: "no" },
    ]);
  });
});

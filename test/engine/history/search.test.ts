import { describe, expect, it } from "vitest";
import { createProjection } from "../../../src/engine/history/projection.ts";
import { openDb } from "../../../src/engine/store/db.ts";
import { JOBS, PROCESS_INSTANCES, VARIABLES } from "../../../src/engine/store/history-entities.ts";
import { openHistoryStore } from "../../../src/engine/store/history-rows.ts";
import { globOf, HistorySearch, type Page, type Search } from "../../../src/engine/store/history-search.ts";
import type { EngineRecord } from "../../../src/engine/core/record.ts";

const START = 2251799813685250;

/** Twelve jobs: types a…l, retries 0, 1, 2, 0, …, every second one failed with an error code. */
function jobRecords(): EngineRecord[] {
  return Array.from("abcdefghijkl").flatMap((type, index) => {
    const key = START + index;
    const value = { type, retries: index % 3, jobKind: "BPMN_ELEMENT", deadline: -1, tenantId: "<default>" };
    const created = event("JOB", "CREATED", { key, value });
    return index % 2 === 0
      ? [created]
      : [created, event("JOB", "FAILED", { key, value: { ...value, errorCode: `E[${type}]` } })];
  });
}

function event(valueType: string, intent: string, what: Pick<EngineRecord, "key" | "value">): EngineRecord {
  const none = { position: 1, sourceRecordPosition: -1, timestamp: 1_767_600_000_000, rejectionReason: "" };
  return { ...none, recordType: "EVENT", valueType, intent, rejectionType: "NULL_VAL", ...what };
}

function searchOver(records: readonly EngineRecord[]): HistorySearch {
  const db = openDb(":memory:");
  const projection = createProjection(openHistoryStore(db));
  for (const record of records) projection.onRecord(record);
  projection.settle();
  return new HistorySearch(db);
}

const page = (more: Partial<Page> = {}): Page => ({ limit: 100, from: 0, ...more });
const search = (more: Partial<Search>): Search => ({ filter: {}, conditions: [], sort: [], page: page(), ...more });

describe("a search in the history", () => {
  const history = searchOver(jobRecords());
  const types = (filter: Search["filter"]): string =>
    history
      .find(JOBS, search({ filter }))
      .items.map((item) => String(item["type"]))
      .join("");

  it.each([
    ["a bare value", { type: "c" }, "c"],
    ["$eq", { type: { $eq: "c" } }, "c"],
    ["$neq", { state: { $neq: "FAILED" } }, "acegik"],
    ["$exists true", { errorCode: { $exists: true } }, "bdfhjl"],
    ["$exists false", { errorCode: { $exists: false } }, "acegik"],
    ["$gt and $lte together", { retries: { $gt: 0, $lte: 1 } }, "behk"],
    ["$gte", { retries: { $gte: 2 } }, "cfil"],
    ["$lt on keys", { jobKey: { $lt: String(START + 2) } }, "ab"],
    ["$in", { type: { $in: ["a", "l", "z"] } }, "al"],
    ["$notIn", { type: { $notIn: ["a", "b", "c", "d", "e", "f", "g", "h", "i"] } }, "jkl"],
    ["$notIn on a missing value", { errorCode: { $notIn: ["E[b]"] } }, "acdefghijkl"],
    ["$like with any text", { errorCode: { $like: "E[*" } }, "bdfhjl"],
    ["$like with one character", { errorCode: { $like: "E[?]" } }, "bdfhjl"],
    ["$like of capitals", { type: { $like: "A" } }, ""],
    ["a truth value", { hasFailedWithRetriesLeft: true }, "bfhl"],
    ["an instant", { creationTime: { $gte: "2026-01-05T09:00:00.000+01:00" } }, "abcdefghijkl"],
    ["two fields", { state: "FAILED", retries: 0 }, "dj"],
    ["an empty list", { type: { $in: [] } }, ""],
  ])("finds by %s", (_, filter, expected) => {
    expect(types(filter)).toBe(expected);
  });

  it("takes * and ? literally after a backslash, and a bracket always", () => {
    expect(globOf("a\\*b?[x\\\\")).toBe("a[*]b?[[]x\\");
  });

  it("counts all that fits, whatever the page", () => {
    const found = history.find(JOBS, search({ page: page({ limit: 5, from: 10 }) }));
    expect(found.items.map((item) => item["type"])).toEqual(["k", "l"]);
    expect(found.totalItems).toBe(12);
  });

  it.each([
    ["rising, with missing values", [{ field: "errorCode", order: "ASC" as const }], "acegikbdfhjl"],
    ["falling, with missing values", [{ field: "errorCode", order: "DESC" as const }], "ljhfdbacegik"],
    [
      "by two fields",
      [
        { field: "retries", order: "DESC" as const },
        { field: "type", order: "ASC" as const },
      ],
      "cfilbehkadgj",
    ],
  ])("walks forward and back by cursors in the same order: %s", (_, sort, expected) => {
    const forward: string[] = [];
    let after: Page["after"];
    let last: Page["after"];
    do {
      const found = history.find(JOBS, search({ sort, page: page({ limit: 5, after }) }));
      forward.push(...found.items.map((item) => String(item["type"])));
      last = found.start ?? last;
      after = found.end;
    } while (after !== undefined);
    expect(forward.join("")).toBe(expected);
    const before = history.find(JOBS, search({ sort, page: page({ limit: 4, before: last }) }));
    expect(before.items.map((item) => item["type"]).join("")).toBe(expected.slice(6, 10));
  });

  it("knows the instances and elements that lie above an open incident, and forgets them when it is resolved", () => {
    const value = {
      bpmnElementType: "PROCESS",
      processInstanceKey: START,
      processDefinitionKey: 1,
      parentProcessInstanceKey: -1,
      tenantId: "<default>",
    };
    const incident = {
      errorType: "JOB_NO_RETRIES",
      errorMessage: "no",
      processInstanceKey: START + 1,
      elementInstanceKey: START + 2,
    };
    const path = {
      elementInstancePath: [
        [START, START + 9],
        [START + 1, START + 2],
      ],
    };
    const records = [
      event("PROCESS_INSTANCE", "ELEMENT_ACTIVATING", { key: START, value }),
      event("INCIDENT", "CREATED", { key: 7, value: { ...incident, ...path } }),
    ];
    const hasIncident = (all: readonly EngineRecord[]): unknown =>
      searchOver(all).find(PROCESS_INSTANCES, search({ filter: { hasIncident: true } })).totalItems;
    expect(hasIncident(records)).toBe(1);
    expect(hasIncident([...records, event("INCIDENT", "RESOLVED", { key: 7, value: incident })])).toBe(0);
  });

  it("drops what a rolled-back group would have written", () => {
    const db = openDb(":memory:");
    const projection = createProjection(openHistoryStore(db));
    projection.onRecord(event("VARIABLE", "CREATED", { key: 5, value: { name: "x", value: "1" } }));
    projection.recover(() => []);
    projection.settle();
    expect(new HistorySearch(db).find(VARIABLES, search({})).items).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { EngineRecord } from "../../../src/engine/core/record.ts";
import { openDb } from "../../../src/engine/store/db.ts";
import { openLog, type RecordLog } from "../../../src/engine/store/log.ts";

const RECORDS = readFileSync(new URL("../history/streams/order.ndjson", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => z.custom<EngineRecord>((value) => typeof value === "object").parse(JSON.parse(line)));

function group(log: RecordLog, records: readonly EngineRecord[]): void {
  log.append(records);
  log.flush();
}

describe("the record log", () => {
  it("gives back every record of the real Zeebe engine as it was written", () => {
    const log = openLog(openDb(":memory:"));
    for (let at = 0; at < RECORDS.length; at += 10) group(log, RECORDS.slice(at, at + 10));
    expect(log.from(0)).toEqual(RECORDS);
    expect(log.lastPosition()).toBe(RECORDS.at(-1)?.position);
  });

  it("gives records from a position in the middle of a group's on", () => {
    const log = openLog(openDb(":memory:"));
    group(log, RECORDS.slice(0, 10));
    group(log, RECORDS.slice(10, 20));
    const from = RECORDS[7]?.position ?? 0;
    expect(log.from(from)).toEqual(RECORDS.slice(7, 20));
  });

  it("takes less than half of the room that plain JSON takes", () => {
    const db = openDb(":memory:");
    group(openLog(db), RECORDS);
    const kept = Number(db.prepare("SELECT sum(length(records)) AS kept FROM record_batch").get()?.["kept"]);
    expect(kept).toBeLessThan(JSON.stringify(RECORDS).length / 2);
  });

  it("knows no word of a group that was rolled back", () => {
    const db = openDb(":memory:");
    const log = openLog(db);
    db.exec("BEGIN");
    group(log, RECORDS.slice(0, 10));
    db.exec("ROLLBACK");
    log.forget();
    group(log, RECORDS.slice(10, 20));
    expect(log.from(0)).toEqual(RECORDS.slice(10, 20));
  });

  it("rewrites what one group wrote and nothing else", () => {
    const log = openLog(openDb(":memory:"));
    group(log, RECORDS.slice(0, 10));
    group(log, RECORDS.slice(10, 20));
    log.rewrite(RECORDS[12]?.position ?? 0, (record) => ({ ...record, value: {} }));
    expect(log.from(0).slice(0, 10)).toEqual(RECORDS.slice(0, 10));
    expect(
      log
        .from(0)
        .slice(10)
        .every(({ value }) => Object.keys(value).length === 0),
    ).toBe(true);
  });
});

import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine } from "../../../src/engine/engine.ts";
import { verifyFile } from "../../../src/engine/maintenance/verify.ts";
import { openDb, type Db } from "../../../src/engine/store/db.ts";
import { migrate } from "../../../src/engine/store/schema.ts";
import { ONE_JOB } from "../core/support/models.ts";

let folder = "";
let file = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-schema-"));
  file = join(folder, "engine.db");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function inFile<T>(work: (db: Db) => T): T {
  const db = openDb(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}
const versionOf = (db: Db) => db.prepare("PRAGMA user_version").get()?.["user_version"];
const note = (text: string) => (db: Db) => {
  db.exec(`CREATE TABLE IF NOT EXISTS note (text TEXT); INSERT INTO note VALUES ('${text}')`);
};
const notes = (db: Db) =>
  db
    .prepare("SELECT text FROM note")
    .all()
    .map((row) => row["text"]);

describe("the schema of the engine's file", () => {
  it("has a number from the start", async () => {
    await openEngine({ file }).close();
    expect(inFile(versionOf)).toBeGreaterThan(0);
  });

  it("is brought up to date by the changes that the file lacks, once and in order", () => {
    const changes = [note("first"), note("second")];
    inFile((db) => {
      migrate(db, file, { migrations: changes.slice(0, 1) });
      migrate(db, file, { migrations: changes });
      migrate(db, file, { migrations: changes });
      expect(notes(db)).toEqual(["first", "second"]);
      expect(versionOf(db)).toBe(2);
    });
  });

  it("stays as it was when a change fails", () => {
    const failing = (db: Db) => {
      db.exec("INSERT INTO nowhere VALUES (1)");
    };
    inFile((db) => {
      migrate(db, file, { migrations: [note("first")] });
      expect(() => {
        migrate(db, file, { migrations: [note("first"), note("second"), failing] });
      }).toThrow("Expected to use the engine's data file");
      expect(notes(db)).toEqual(["first"]);
      expect(versionOf(db)).toBe(1);
    });
  });

  it("is tried on a copy first, so that a change that fails has never touched the file, and the copy does not stay", () => {
    const touched: string[] = [];
    const failing = (db: Db) => {
      const [main] = db.prepare("PRAGMA database_list").all();
      touched.push(basename(String(main?.["file"])));
      db.exec("INSERT INTO nowhere VALUES (1)");
    };
    inFile((db) => {
      migrate(db, file, { migrations: [note("first")] });
      expect(() => {
        migrate(db, file, { migrations: [note("first"), failing] });
      }).toThrow(/could not be brought to schema 2: no such table: nowhere. It is as it was/);
    });
    expect(touched).toEqual(["engine.db.trial"]);
    expect(readdirSync(folder).filter((name) => name.includes("trial"))).toEqual([]);
  });

  it("is not moved on when the copy is not in order afterwards", () => {
    inFile((db) => {
      migrate(db, file, { migrations: [note("first")] });
      const migrations = [note("first"), note("second")];
      const verify = (copy: Db) => (notes(copy).length === 2 ? ["Expected one note, but there are two"] : []);
      expect(() => {
        migrate(db, file, { migrations, verify });
      }).toThrow("Expected one note, but there are two");
      expect([notes(db), versionOf(db)]).toEqual([["first"], 1]);
    });
  });

  it("brings a file of an older program up to date with its instances, and they go on", async () => {
    // given a file as it was before the schema had a number
    const older = openEngine({ file });
    const value = { resources: [{ resourceName: "p.bpmn", resource: ONE_JOB }] };
    await older.execute({ valueType: "DEPLOYMENT", intent: "CREATE", value });
    const create = { bpmnProcessId: "p", version: -1, variables: {} };
    const created = await older.execute({ valueType: "PROCESS_INSTANCE_CREATION", intent: "CREATE", value: create });
    await older.close();
    inFile((db) => {
      db.exec("PRAGMA user_version = 0");
    });
    // when
    const newer = openEngine({ file });
    // then
    const job = created.records.find(({ valueType }) => valueType === "JOB");
    const completed = await newer.execute({ valueType: "JOB", intent: "COMPLETE", key: job?.key ?? -1, value: {} });
    expect(completed.kind).toBe("accepted");
    await newer.close();
    expect(verifyFile(file).findings).toEqual([]);
  });

  it("is refused when a newer program has written it", () => {
    inFile((db) => {
      db.exec("PRAGMA user_version = 99");
    });
    expect(() => openEngine({ file })).toThrow("but a newer program has written it (schema 99, this one knows");
    expect(inFile(versionOf)).toBe(99);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine } from "../../../src/engine/engine.ts";
import { openDb, type Db } from "../../../src/engine/store/db.ts";
import { migrate } from "../../../src/engine/store/schema.ts";

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
      migrate(db, file, changes.slice(0, 1));
      migrate(db, file, changes);
      migrate(db, file, changes);
      expect(notes(db)).toEqual(["first", "second"]);
      expect(versionOf(db)).toBe(2);
    });
  });

  it("stays as it was when a change fails", () => {
    const failing = (db: Db) => {
      db.exec("INSERT INTO nowhere VALUES (1)");
    };
    inFile((db) => {
      migrate(db, file, [note("first")]);
      expect(() => {
        migrate(db, file, [note("first"), note("second"), failing]);
      }).toThrow("Expected to use the engine's data file");
      expect(notes(db)).toEqual(["first"]);
      expect(versionOf(db)).toBe(1);
    });
  });

  it("is refused when a newer program has written it", () => {
    inFile((db) => {
      db.exec("PRAGMA user_version = 99");
    });
    expect(() => openEngine({ file })).toThrow("but a newer program has written it (schema 99, this one knows");
    expect(inFile(versionOf)).toBe(99);
  });
});

import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openEngine, type Engine } from "../../../src/engine/engine.ts";
import { ONE_JOB } from "./support/models.ts";

let folder = "";
let engine: Engine | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kim-trouble-"));
});

afterEach(async () => {
  await engine?.close();
  engine = undefined;
  await rm(folder, { recursive: true, force: true });
});

const deploy = (on: Engine) =>
  on.execute({
    valueType: "DEPLOYMENT",
    intent: "CREATE",
    value: { resources: [{ resourceName: "p.bpmn", resource: ONE_JOB }] },
  });
const create = (on: Engine, note: string) =>
  on.execute({
    valueType: "PROCESS_INSTANCE_CREATION",
    intent: "CREATE",
    value: { bpmnProcessId: "p", version: -1, variables: { note } },
  });

describe("the engine's data file", () => {
  it("is refused to a second engine while the first has it open", async () => {
    const file = join(folder, "engine.db");
    engine = openEngine({ file });
    expect(() => openEngine({ file })).toThrow(
      `Expected to use the engine's data file ${file}, but another engine has it open`,
    );
    expect((await deploy(engine)).kind).toBe("accepted");
  });

  it("is refused with a reason when it is no database", async () => {
    const file = join(folder, "engine.db");
    await writeFile(
      file,
      "this is a letter, not a database, and it is long enough to be read as a header of one".repeat(20),
    );
    expect(() => openEngine({ file })).toThrow("but it is no intact database");
  });

  it("is refused with a reason when its folder does not exist", () => {
    const file = join(folder, "nowhere", "engine.db");
    expect(() => openEngine({ file })).toThrow("but it cannot be opened; check that the folder exists");
  });

  it.skipIf(process.getuid?.() === 0)("is refused with a reason when it is read-only", async () => {
    const file = join(folder, "engine.db");
    await openEngine({ file }).close();
    await chmod(file, 0o400);
    expect(() => openEngine({ file })).toThrow("but it is read-only");
  });

  it("refuses a command with a reason when it turns read-only while it is open", async () => {
    const file = join(folder, "engine.db");
    engine = openEngine({ file });
    await deploy(engine);
    engine.read((db) => {
      db.exec("PRAGMA query_only = ON");
    });
    await expect(create(engine, "note")).rejects.toThrow("but it is read-only");
    engine.read((db) => {
      db.exec("PRAGMA query_only = OFF");
    });
    expect((await create(engine, "note")).kind).toBe("accepted");
  });

  it("refuses a command when the disk is full and goes on when there is room again", async () => {
    const file = join(folder, "engine.db");
    engine = openEngine({ file });
    await deploy(engine);
    const pages = engine.read((db) => Number(db.prepare("PRAGMA page_count").get()?.["page_count"]));
    engine.read((db) => {
      db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    });
    const before = engine.records(0).length;
    await expect(create(engine, "x".repeat(100_000))).rejects.toThrow(
      `Expected to use the engine's data file ${file}, but the disk is full`,
    );
    expect(engine.records(0)).toHaveLength(before);
    engine.read((db) => {
      db.exec("PRAGMA max_page_count = 1000000");
    });
    const outcome = await create(engine, "short");
    expect(outcome.kind).toBe("accepted");
    expect(outcome.record.position).toBeGreaterThan(before);
  });
});

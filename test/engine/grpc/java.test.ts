import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { classPath, findJava } from "../../conformance/zeebe/start-oracle.ts";
import * as m from "../../conformance/model/bpmn.ts";
import { temporaryFolder } from "../rest/support.ts";
import { startGateway } from "./support.ts";

const run = promisify(execFile);

const model = m.process("java", [
  m.start("start"),
  m.service("task", "work"),
  m.end("end"),
  m.flows("start > task > end"),
]);

/** Java and the jars of Zeebe's client 8.8.21, which come with those of the real engine; undefined where they are not to be had. */
const java = await findJava()
  .then(async ({ path }) => ({ path, lib: await classPath() }))
  .catch(() => undefined);

describe.runIf(java !== undefined)("Zeebe's Java client 8.8.21, unchanged", { timeout: 180_000 }, () => {
  for (const way of ["poll", "stream"]) {
    it(`works on jobs by ${way}`, async () => {
      const { gateway, served } = await startGateway();
      const file = join(temporaryFolder(), "java.bpmn");
      await writeFile(file, model);
      const program = join(import.meta.dirname, "java", "Workers.java");
      const port = gateway.slice(gateway.lastIndexOf(":") + 1);
      const { stdout } = await run(java?.path ?? "", ["-cp", join(java?.lib ?? "", "*"), program, port, file, way]);
      expect(stdout).toBe("version 8.8.21\ncompleted 20\n");
      const completed = served.engine
        .records(0)
        .filter(({ valueType, intent }) => `${valueType} ${intent}` === "JOB COMPLETED");
      expect(completed).toHaveLength(20);
    });
  }
});

it.runIf(java === undefined)("skips the Java client: there is no Java 21 or newer, or no Maven", () => undefined);

import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { validateZeebe } from "@bpmn-io/element-templates-validator";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { deployResources } from "../../src/camunda/deploy.ts";
import { clientOf, startEngine, until } from "../camunda/served-engine.ts";

const HOME = fileURLToPath(new URL("../..", import.meta.url));
const GUIDE = readFileSync(join(HOME, "docs", "worker.md"), "utf8");

/** The code of the guide's section with this number. */
function codeOf(section: number): string {
  const [, text = ""] = new RegExp(`^## ${String(section)}\\.[^]*?\`\`\`\\w+\\n([^]*?)\`\`\``, "m").exec(GUIDE) ?? [];
  return text;
}

const template = z
  .object({ properties: z.array(z.object({ value: z.string(), binding: z.looseObject({ type: z.string() }) })) })
  .parse(JSON.parse(codeOf(5)));

/** The program with what the guide says to add, in a folder of its own. */
function scratchCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-guide-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const name of ["package.json", "tsconfig.json", "vitest.config.ts"])
    cpSync(join(HOME, name), join(folder, name));
  for (const name of ["workers", "src"]) cpSync(join(HOME, name), join(folder, name), { recursive: true });
  symlinkSync(join(HOME, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "workers", "widerspruchsfrist.ts"), codeOf(1));
  cpSync(join(HOME, "test", "workers"), join(folder, "test", "workers"), { recursive: true });
  writeFileSync(join(folder, "test", "workers", "widerspruchsfrist.test.ts"), codeOf(3));
  return folder;
}

test("the guide's worker passes the guide's own test", async () => {
  // given
  const folder = scratchCopy();
  const vitest = join(HOME, "node_modules", "vitest", "vitest.mjs");

  // when
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [vitest, "run", "--root", folder, "test/workers/widerspruchsfrist.test.ts"],
    { cwd: folder },
  );

  // then
  expect(stdout).toContain("1 passed");
}, 120_000);

test("the guide's building block is an element template that Camunda Modeler takes", () => {
  const { valid, errors } = validateZeebe(JSON.parse(codeOf(5)));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
});

test("a wrong building block would be refused", () => {
  const wrong = { ...z.looseObject({}).parse(JSON.parse(codeOf(5))), appliesTo: "bpmn:Task" };
  expect(validateZeebe(wrong).valid).toBe(false);
});

test("a task made from the building block is served by the guide's worker on a running engine", async () => {
  // given the building block as Camunda Modeler applies it
  const engine = await startEngine();
  const camunda = clientOf(engine.url);
  await deployResources(camunda, [{ name: "frist.bpmn", content: new TextEncoder().encode(appliedTemplate()) }]);
  const folder = scratchCopy();
  writeFileSync(join(folder, "serve.ts"), SERVE);

  // when the guide's worker runs in its own process
  const child = execFile(process.execPath, [join(folder, "serve.ts"), engine.url], { cwd: folder });
  onTestFinished(() => void child.kill());
  await camunda.createProcessInstance({ processDefinitionId: "frist", variables: { beschlussAm: "2027-01-31" } });

  // then
  const result = async (): Promise<string | undefined> => {
    const filter = { name: "widerspruchBis" };
    const { items } = await camunda.searchVariables({ filter }, { consistency: { waitUpToMs: 0 } });
    return items[0]?.value;
  };
  await until(async () => (await result()) !== undefined, "the worker's result");
  expect(await result()).toBe('"2027-02-28"');
});

/** Runs the guide's worker alone, with the program's own worker host. */
const SERVE = `
  import { Registry } from "prom-client";
  import { createCamundaClient } from "./src/camunda/client.ts";
  import { restTransport } from "./src/camunda/rest-transport.ts";
  import { createWorkerHost } from "./src/camunda/worker-host.ts";
  import { createWorkerMetrics } from "./src/camunda/worker-metrics.ts";
  import { createLogger } from "./src/platform/logger.ts";
  import { widerspruchsfrist } from "./workers/widerspruchsfrist.ts";
  createWorkerHost({
    transport: restTransport(createCamundaClient({ address: process.argv[2] })),
    workers: [widerspruchsfrist.prepare(undefined)],
    settings: { workerName: "guide", jobTimeoutMs: 60_000, maxJobs: 1, pollTimeoutMs: 2_000 },
    logger: createLogger({ level: "silent", isPretty: false }),
    metrics: createWorkerMetrics(new Registry()),
  }).start();
`;

/** A process whose task has what the template binds. */
function appliedTemplate(): string {
  const bound = (type: string) => template.properties.filter(({ binding }) => binding.type === type);
  const [definition] = bound("zeebe:taskDefinition");
  const inputs = bound("zeebe:input").map(
    ({ value, binding }) => `<zeebe:input source="${value}" target="${String(binding["name"])}" />`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://kim" id="d">
  <bpmn:process id="frist" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:serviceTask id="task">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="${definition?.value ?? ""}" />
        <zeebe:ioMapping>${inputs.join("")}</zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="end" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;
}

import { expect, test } from "vitest";
import { deployResources } from "../../src/camunda/deploy.ts";
import { parseDeploymentProblems } from "../../src/camunda/deployment-problems.ts";
import { DeploymentRefused, EngineUnreachable } from "../../src/camunda/errors.ts";
import { capabilitiesOf } from "../../src/camunda/capabilities.ts";
import { clientOf, oneTask, startEngine } from "./served-engine.ts";

test("models are deployed in one request, and an unchanged one keeps its version", async () => {
  // given
  const camunda = clientOf((await startEngine()).url);
  const model = { name: "probe.bpmn", content: oneTask("probe") };
  // when
  const first = await deployResources(camunda, [model]);
  const second = await deployResources(camunda, [model]);
  const changed = await deployResources(camunda, [{ ...model, content: oneTask("anders") }]);
  // then
  expect(first).toMatchObject([{ processId: "probe", version: 1, resourceName: "probe.bpmn" }]);
  expect(second).toEqual(first);
  expect(changed).toMatchObject([{ version: 2 }]);
});

test("a model that does not deploy is refused with file, element and problem in German", async () => {
  // given
  const camunda = clientOf((await startEngine()).url);
  const broken = { name: "kaputt.bpmn", content: oneTask("") };
  // when
  const refusal: unknown = await deployResources(camunda, [broken]).catch((error: unknown) => error);
  // then
  expect(refusal).toBeInstanceOf(DeploymentRefused);
  expect(refusal).toHaveProperty(
    "message",
    expect.stringMatching(/^Nichts wurde bereitgestellt:\n- kaputt\.bpmn, Element task > taskDefinition: .+/),
  );
});

test("a file that is no XML is named", async () => {
  const camunda = clientOf((await startEngine()).url);
  const refusal: unknown = await deployResources(camunda, [
    { name: "bild.bpmn", content: new TextEncoder().encode("kein XML") },
  ]).catch((error: unknown) => error);
  expect(refusal).toHaveProperty(
    "message",
    "Nichts wurde bereitgestellt:\n- bild.bpmn: Die Datei ist kein gültiges XML.",
  );
});

test("an engine that is not there is named with its address and the way out", async () => {
  const engine = await startEngine();
  await engine.close();
  const trouble: unknown = await deployResources(clientOf(engine.url), [
    { name: "probe.bpmn", content: oneTask("probe") },
  ]).catch((error: unknown) => error);
  expect(trouble).toBeInstanceOf(EngineUnreachable);
  expect(trouble).toHaveProperty("message", expect.stringContaining(`${engine.url}/v2`));
});

test("every problem of a refusal has its own line, and unknown words stay as they are", () => {
  const detail =
    "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:\n" +
    "'a.bpmn': - Element: gw\n    - ERROR: Must have at least one condition\n    - ERROR: Something new\n" +
    "'b.bpmn': - Element: start\n    - ERROR: Invalid timer date expression (was 'NULL'. The evaluation reported the following warnings:\n[NO_VARIABLE_FOUND] No variable found with name 'x')\n" +
    "Duplicated process id in resources 'p.bpmn' and 'q.bpmn'";
  expect(parseDeploymentProblems(detail)).toEqual([
    { file: "a.bpmn", element: "gw", problem: "Es fehlt eine Bedingung." },
    { file: "a.bpmn", element: "gw", problem: "Something new" },
    {
      file: "b.bpmn",
      element: "start",
      problem:
        "Die Zeitangabe ist ungültig (was 'NULL'. The evaluation reported the following warnings: [NO_VARIABLE_FOUND] No variable found with name 'x').",
    },
    { file: undefined, element: undefined, problem: "Zwei Dateien enthalten denselben Prozess: p.bpmn und q.bpmn." },
  ]);
});

test("what an engine can do follows from its version", () => {
  expect(capabilitiesOf("8.6.0", { isEmbedded: false })).toMatchObject({ hasSearch: false });
  expect(capabilitiesOf("8.8.21", { isEmbedded: false })).toMatchObject({
    hasSearch: true,
    hasAuditLog: false,
    hasIdentity: false,
    isConsistent: false,
  });
  expect(capabilitiesOf("8.9.17", { isEmbedded: false })).toMatchObject({
    hasSearch: true,
    hasAuditLog: true,
    hasIdentity: true,
  });
  expect(capabilitiesOf("8.8.21", { isEmbedded: true })).toMatchObject({ hasErasure: true, isConsistent: true });
  expect(capabilitiesOf("8.5.3", { isEmbedded: false })).toBeUndefined();
});

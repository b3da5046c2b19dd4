import { onTestFinished } from "vitest";
import { serveEngine, type ServeOptions } from "../../src/engine/serve.ts";
import { createCamundaClient, type CamundaClient } from "../../src/camunda/client.ts";
import { createLogger } from "../../src/platform/logger.ts";

/** Logs nothing: tests read answers. */
export const silent = createLogger({ level: "silent", isPretty: false });

/** An embedded engine behind its REST API, on a free port or a given one. */
export async function startEngine(
  options: Partial<Pick<ServeOptions, "file" | "port" | "clock">> = {},
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const served = await serveEngine({ file: ":memory:", port: 0, logger: silent, ...options });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await served.close();
  };
  onTestFinished(close);
  return { url: served.address.url, port: served.address.port, close };
}

/** A client without retries of its own, so that trouble is seen at once. */
export function clientOf(url: string): CamundaClient {
  return createCamundaClient({ address: url });
}

/** Waits until a condition holds; polls often, fails after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const limit = AbortSignal.timeout(10_000);
  while (!(await condition())) {
    if (limit.aborted) throw new Error(`Expected ${what} within ten seconds, but it did not happen`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A process with one service task of the given type, and a boundary error event for code NEIN. */
export function oneTask(type: string, { retries = 3 } = {}): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://kim" id="d">
  <bpmn:error id="nein" name="nein" errorCode="NEIN" />
  <bpmn:process id="probe" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="task" />
    <bpmn:serviceTask id="task">
      <bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="${String(retries)}" /></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:boundaryEvent id="caught" attachedToRef="task"><bpmn:outgoing>f3</bpmn:outgoing><bpmn:errorEventDefinition id="e" errorRef="nein" /></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="task" targetRef="end" />
    <bpmn:sequenceFlow id="f3" sourceRef="caught" targetRef="refused" />
    <bpmn:endEvent id="end"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="refused"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`);
}

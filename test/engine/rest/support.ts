import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Camunda8 } from "@camunda8/sdk";
import { onTestFinished } from "vitest";
import type { EngineUsers } from "../../../src/engine/access/users.ts";
import { serveEngine, type ServedEngine } from "../../../src/engine/serve.ts";

/** The real client refuses every answer that is not of 8.9's shape: missing, wrong and unknown fields alike. */
process.env["CAMUNDA_SDK_VALIDATION"] = "res:fanatical";
process.env["CAMUNDA_SDK_LOG_LEVEL"] = "error";

/** The Monday morning on which the tests' engine begins. */
const START = Date.parse("2026-01-05T08:00:00Z");

/** No waiting: an answer given is visible in the next search. */
export const NOW = { consistency: { waitUpToMs: 0 } };

const logger = {
  debug: () => undefined,
  error: (fields: object, message: string) => {
    console.error(message, fields);
  },
};

/** How a test's engine is started. */
export interface TestEngineOptions {
  readonly file?: string;
  readonly transientVariables?: readonly string[];
  readonly users?: EngineUsers;
  /** Whose credentials the client sends; default none. */
  readonly as?: { readonly username: string; readonly password: string };
  readonly requestTimeoutMs?: number;
}

/** A served engine on a free port with the real Camunda client for it; closed by the caller. */
export async function openTestEngine({ as, ...options }: TestEngineOptions = {}) {
  const served = await serveEngine({ file: ":memory:", port: 0, clock: () => START, logger, ...options });
  return { served, url: `${served.address.url}/v2`, client: clientOf(served, as) };
}

/** The same, closed when the test ends. */
export async function startTestEngine(options: TestEngineOptions = {}) {
  const engine = await openTestEngine(options);
  onTestFinished(() => engine.served.close());
  return engine;
}

type KeyedClient = ReturnType<Camunda8["getOrchestrationClusterApiClient"]>;

/** The client with plain texts for keys in what it is given; what it answers keeps its types. */
type PlainClient = {
  readonly [M in keyof KeyedClient]: KeyedClient[M] extends (...args: never[]) => infer Answer
    ? (input?: object, options?: object) => Answer
    : KeyedClient[M];
};

/** The real Camunda client. */
function clientOf({ address }: ServedEngine, as: TestEngineOptions["as"]): PlainClient {
  const place = { CAMUNDA_REST_ADDRESS: address.url, ZEEBE_REST_ADDRESS: address.url };
  const login =
    as === undefined
      ? { CAMUNDA_AUTH_STRATEGY: "NONE" as const }
      : {
          CAMUNDA_AUTH_STRATEGY: "BASIC" as const,
          CAMUNDA_BASIC_AUTH_USERNAME: as.username,
          CAMUNDA_BASIC_AUTH_PASSWORD: as.password,
        };
  return plain(new Camunda8({ ...place, ...login }, { defaultCached: false }).getOrchestrationClusterApiClient());
}

function plain(client: KeyedClient): PlainClient;
function plain(client: unknown): unknown {
  return client;
}

/** A model of this folder as a file to deploy. */
export function model(name: string): File {
  return new File([readFileSync(new URL(`models/${name}`, import.meta.url))], name);
}

/** A process of a start event, one element with the id "task", and an end event. */
export function linear(processId: string, element: string): string {
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://bpmn.io/schema/bpmn">
    <bpmn:process id="${processId}" isExecutable="true">
      <bpmn:startEvent id="start" />
      <bpmn:sequenceFlow id="in" sourceRef="start" targetRef="task" />
      ${element}
      <bpmn:sequenceFlow id="out" sourceRef="task" targetRef="end" />
      <bpmn:endEvent id="end" />
    </bpmn:process>
  </bpmn:definitions>`;
}

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "kim-engine-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A plain request, for what the client would not send. */
export async function request(url: string, method: string, body?: unknown) {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: content }) });
  const text = await answer.text();
  const parsed: unknown = text.startsWith("{") ? JSON.parse(text) : text;
  return { status: answer.status, type: answer.headers.get("content-type"), body: parsed };
}

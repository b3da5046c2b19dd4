import { status } from "@grpc/grpc-js";
import { z } from "zod";
import { within } from "../../core/time-limit.ts";
import type { Command, EngineRecord } from "../../core/record.ts";
import { numberOf, objectOf, textOf } from "../../history/values.ts";
import { document, key, tenantOf } from "../fields.ts";
import { Refusal } from "../refusal.ts";
import { accepted, command, unary, type Rpc } from "../rpc.ts";

/** How long the gateway waits for the end of an instance unless the request says: Zeebe's default. */
const DEFAULT_AWAIT_MS = 15_000;

const creation = (call: string) =>
  z.object({
    processDefinitionKey: key,
    bpmnProcessId: z.string(),
    version: z.number(),
    variables: document,
    startInstructions: z.array(z.object({ elementId: z.string() })),
    tenantId: tenantOf(call),
  });
type Creation = z.infer<ReturnType<typeof creation>>;

/** Calls about process instances. */
export const PROCESS_INSTANCE_RPCS: readonly Rpc[] = [
  command({
    name: "CreateProcessInstance",
    request: creation("CreateProcessInstance"),
    command: (request) => creationCommand("CREATE", request),
    answer: createdAnswer,
  }),
  unary({
    name: "CreateProcessInstanceWithResult",
    request: z.object({
      request: creation("CreateProcessInstanceWithResult").nullable(),
      requestTimeout: z.number(),
      fetchVariables: z.array(z.string()),
    }),
    handle: async ({ engine }, { request, requestTimeout, fetchVariables }, signal) => {
      const asked = creationCommand("CREATE_WITH_AWAITING_RESULT", request ?? NOTHING);
      const running = engine.execute({ ...asked, value: { ...asked.value, fetchVariables } });
      const timeoutMs = requestTimeout > 0 ? requestTimeout : DEFAULT_AWAIT_MS;
      const outcome = await within(running, { timeoutMs, signal });
      if (outcome === undefined) throw timedOut(timeoutMs);
      const record = accepted(outcome);
      const result = outcome.records.find(({ valueType }) => valueType === "PROCESS_INSTANCE_RESULT") ?? record;
      return { ...createdAnswer(result), variables: JSON.stringify(objectOf(result.value, "variables")) };
    },
  }),
  command({
    name: "CancelProcessInstance",
    request: z.object({ processInstanceKey: key }),
    command: ({ processInstanceKey }) => ({
      valueType: "PROCESS_INSTANCE",
      intent: "CANCEL",
      key: processInstanceKey,
      value: {},
    }),
  }),
];

const NOTHING: Creation = creation("").parse({
  processDefinitionKey: 0,
  bpmnProcessId: "",
  version: 0,
  variables: "",
  startInstructions: [],
  tenantId: "",
});

function creationCommand(intent: string, request: Creation): Command {
  const { processDefinitionKey, bpmnProcessId, version, variables, startInstructions, tenantId } = request;
  return {
    valueType: "PROCESS_INSTANCE_CREATION",
    intent,
    value: { processDefinitionKey, bpmnProcessId, version, variables, startInstructions, tenantId },
  };
}

function createdAnswer({ value }: EngineRecord) {
  return {
    processDefinitionKey: numberOf(value, "processDefinitionKey"),
    bpmnProcessId: textOf(value, "bpmnProcessId"),
    version: numberOf(value, "version"),
    processInstanceKey: numberOf(value, "processInstanceKey"),
    tenantId: textOf(value, "tenantId"),
  };
}

const timedOut = (timeoutMs: number) =>
  new Refusal(
    status.DEADLINE_EXCEEDED,
    `Time out between gateway and broker: Request timed out in PT${timeoutMs / 1000}S`,
  );

import { mergeLocal } from "../behaviour/variables.ts";
import { numberField, objectField, objectsField, textField, textsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { refuseAfterAll } from "../core/refusal.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import { TENANT, type ProcessInstanceValue } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";
import type { ProcessRow } from "../store/tables.ts";
import { startAt, startRefusal } from "./start-instructions.ts";

/** Starting process instances. */
export const createInstanceCommands: CommandProcessors = {
  "PROCESS_INSTANCE_CREATION CREATE": (rt, command) => {
    const created = create(rt, command);
    if (created !== undefined) rt.writers.respond(created.record);
  },
  "PROCESS_INSTANCE_CREATION CREATE_WITH_AWAITING_RESULT": (rt, command) => {
    const created = create(rt, command);
    const requestId = rt.writers.requestId;
    if (created === undefined || requestId === undefined) return;
    rt.awaited.set(created.key, { requestId, fetchVariables: textsField(command.value, "fetchVariables") });
  },
};

function create(rt: Runtime, command: PendingCommand) {
  const found = findProcess(rt, command.value);
  if ("refused" in found) {
    rt.writers.reject(found.type, found.refused);
    return undefined;
  }
  const starts = objectsField(command.value, "startInstructions").map((start) => textField(start, "elementId"));
  const refusal = refusalOf(rt, found, starts);
  if (refusal !== undefined) {
    rt.writers.reject(starts.length === 0 ? "INVALID_STATE" : "INVALID_ARGUMENT", refusal);
    return undefined;
  }
  return begin(rt, { process: found, command, starts });
}

function begin(
  rt: Runtime,
  { process, command, starts }: { process: ProcessRow; command: PendingCommand; starts: readonly string[] },
) {
  const key = rt.keys.next();
  const tags = textsField(command.value, "tags");
  const value = rootValue(process, key, tags);
  rt.state.variables.begin(key);
  rt.state.endAfter.begin(key);
  const variables = objectField(command.value, "variables");
  mergeLocal({ rt, scopeKey: key, owner: value }, variables);
  const endAfter = objectsField(command.value, "runtimeInstructions").map((each) => textField(each, "afterElementId"));
  for (const id of endAfter) rt.state.endAfter.put(key, id, 1);
  const refusal = starts.length === 0 ? undefined : startAt(rt, { key, value, starts });
  if (refusal !== undefined) {
    refuseAfterAll(rt, refusal);
    return undefined;
  }
  if (starts.length === 0) rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key, value });
  const record = rt.writers.event("PROCESS_INSTANCE_CREATION", "CREATED", {
    key: rt.keys.next(),
    value: {
      version: process.version,
      bpmnProcessId: process.bpmnProcessId,
      variables,
      processInstanceKey: key,
      tenantId: TENANT,
      processDefinitionKey: process.key,
      tags,
      startInstructions: objectsField(command.value, "startInstructions"),
      runtimeInstructions: objectsField(command.value, "runtimeInstructions"),
    },
  });
  return { key, record };
}

/** The value of a process instance that nobody called. */
function rootValue(process: ProcessRow, key: number, tags: readonly string[] = []): ProcessInstanceValue {
  return {
    version: process.version,
    bpmnProcessId: process.bpmnProcessId,
    processInstanceKey: key,
    tenantId: TENANT,
    processDefinitionKey: process.key,
    tags,
    elementId: process.bpmnProcessId,
    flowScopeKey: -1,
    bpmnElementType: "PROCESS",
    bpmnEventType: "UNSPECIFIED",
    parentProcessInstanceKey: -1,
    parentElementInstanceKey: -1,
    elementInstancePath: [],
    processDefinitionPath: [],
    callingElementPath: [],
  };
}

type Refusal = { readonly refused: string; readonly type: "NOT_FOUND" | "INVALID_ARGUMENT" };

function findProcess(rt: Runtime, value: JsonObject): ProcessRow | Refusal {
  const id = textField(value, "bpmnProcessId");
  const version = numberField(value, "version");
  const key = numberField(value, "processDefinitionKey");
  if (id !== "") return version >= 0 ? byVersion(rt, id, version) : latest(rt, id);
  if (key < 0) {
    return {
      type: "INVALID_ARGUMENT",
      refused: "Expected at least a bpmnProcessId or a key greater than -1, but none given",
    };
  }
  return (
    rt.state.processes.get(key) ?? {
      type: "NOT_FOUND",
      refused: `Expected to find process definition with key '${key}', but none found`,
    }
  );
}

function latest(rt: Runtime, id: string): ProcessRow | Refusal {
  return (
    rt.state.latestProcess(id) ?? {
      type: "NOT_FOUND",
      refused: `Expected to find process definition with process ID '${id}', but none found`,
    }
  );
}

function byVersion(rt: Runtime, id: string, version: number): ProcessRow | Refusal {
  return (
    rt.state.processes.query("version", id, version)[0] ?? {
      type: "NOT_FOUND",
      refused: `Expected to find process definition with process ID '${id}' and version '${version}', but none found`,
    }
  );
}

function refusalOf(rt: Runtime, row: ProcessRow, starts: readonly string[]): string | undefined {
  const process = rt.process(row.key);
  if (process === undefined) return `Expected process ${row.key} to be readable, but it is not`;
  const hasNoneStart = process.root.startEvents.some((event) => event.eventType === "NONE");
  if (starts.length === 0)
    return hasNoneStart
      ? undefined
      : "Expected to create instance of process with none start event, but there is no such event";
  return starts.map((id) => startRefusal(process, id)).find((each) => each !== undefined);
}

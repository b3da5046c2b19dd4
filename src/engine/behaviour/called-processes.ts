import type { JsonObject } from "../core/record.ts";
import { contextOf, instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import { TENANT, type ProcessInstanceValue } from "../core/values.ts";
import type { CallSource } from "../model/source.ts";
import type { ProcessRow } from "../store/tables.ts";
import { evaluateText, type Result } from "./expressions.ts";
import { putVariables } from "./results.ts";
import { localVariables, mergeLocal, visibleVariables } from "./variables.ts";

/** Process instances that may call each other in a row: Zeebe's default. */
const MAX_DEPTH = 1000;

/** Refuses a call that would nest deeper than Zeebe allows: processes that call each other for ever come to rest at an incident. */
export function refuseDepth(context: ElementContext): Failure | undefined {
  const depth = instanceOf(context).path.length;
  if (depth + 1 <= MAX_DEPTH) return undefined;
  return { errorType: "CALLED_ELEMENT_ERROR", message: TOO_DEEP };
}

const TOO_DEEP =
  `The call activity has reached the maximum depth of ${MAX_DEPTH}. This is likely due to a recursive call. ` +
  "Cancel the root process instance if this was unintentional. Otherwise, consider increasing the maximum depth, " +
  "or use process instance modification to adjust the process instance.";

/** Finds the process that a call activity calls; it must have a none start event. */
export function findCalledProcess(context: ElementContext, call: CallSource): Result<ProcessRow> {
  const id = evaluateText(context, call.id);
  if (!id.ok) return id;
  const process = lookUp(context, call, id.value);
  if (process === undefined) return refuse(context, notFound(context, call, id.value));
  if (hasNoneStartEvent(context, process)) return { ok: true, value: process };
  const wanted = `Expected process with BPMN process id '${id.value}' to have a none start event`;
  return refuse(context, `${wanted}, but not found.`);
}

function hasNoneStartEvent({ rt }: ElementContext, process: ProcessRow): boolean {
  return rt.process(process.key)?.root.startEvents.some(({ eventType }) => eventType === "NONE") ?? false;
}

function lookUp(context: ElementContext, call: CallSource, id: string): ProcessRow | undefined {
  const { state } = context.rt;
  switch (call.bindingType) {
    case "latest":
      return state.latestProcess(id);
    case "versionTag":
      return state.processes.query("tagged", id, call.versionTag ?? "")[0];
    case "deployment":
      return state.processes.query("deployed", id, deploymentOf(context))[0];
  }
}

function deploymentOf({ rt, value }: ElementContext): number {
  return rt.state.processes.get(value.processDefinitionKey)?.deploymentKey ?? -1;
}

function notFound(context: ElementContext, call: CallSource, id: string): string {
  const wanted = `Expected to call process with BPMN process id '${id}'`;
  switch (call.bindingType) {
    case "latest":
      return `Expected process with BPMN process id '${id}' to be deployed, but not found.`;
    case "versionTag":
      return `${wanted} and version tag '${call.versionTag ?? ""}', but no such process found. To resolve this incident, deploy a process with the given process id and version tag.`;
    case "deployment":
      return `${wanted} with binding type 'deployment', but no such process found in the deployment with key ${deploymentOf(context)} which contained the current process. To resolve this incident, migrate the process instance to a process definition that is deployed together with the intended process to call.`;
  }
}

function refuse({ key }: ElementContext, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { errorType: "CALLED_ELEMENT_ERROR", message, variableScopeKey: key } };
}

/** Starts the called process with the variables that the call hands over. */
export function callProcess(
  context: ElementContext,
  { call, process }: { call: CallSource; process: ProcessRow },
): void {
  const { rt } = context;
  const key = rt.keys.next();
  const value = calledValue(context, key, process);
  const variables = handedOver(context, call);
  rt.state.elementInstances.put(context.key, { ...instanceOf(context), calledKey: key });
  mergeLocal({ rt, scopeKey: key, owner: value }, variables);
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key, value });
}

/** All that the call sees, or only what is its own: and that only where it has input mappings, as in Zeebe. */
function handedOver({ rt, key, element }: ElementContext, call: CallSource): JsonObject {
  if (call.propagateAllParentVariables) return visibleVariables(rt, key);
  return element.inputs.length > 0 ? localVariables(rt, key) : {};
}

function calledValue({ key: callKey, value }: ElementContext, key: number, process: ProcessRow): ProcessInstanceValue {
  return {
    version: process.version,
    bpmnProcessId: process.bpmnProcessId,
    processInstanceKey: key,
    tenantId: TENANT,
    processDefinitionKey: process.key,
    tags: value.tags,
    elementId: process.bpmnProcessId,
    flowScopeKey: -1,
    bpmnElementType: "PROCESS",
    bpmnEventType: "UNSPECIFIED",
    parentProcessInstanceKey: value.processInstanceKey,
    parentElementInstanceKey: callKey,
    elementInstancePath: [],
    processDefinitionPath: [],
    callingElementPath: [],
  };
}

/** The call activity that waits for a process instance; undefined when nobody called it. */
function callOf({ rt, value }: ElementContext): ElementContext | undefined {
  return value.parentElementInstanceKey < 0 ? undefined : contextOf(rt, value.parentElementInstanceKey);
}

/** Takes the result of a called process; call it before the process instance's variables are gone, and run what it returns after. */
export function takeResultOfCall(context: ElementContext): () => void {
  const call = callOf(context);
  if (call === undefined) return () => undefined;
  const wantsVariables = call.element.outputs.length > 0 || call.element.call?.propagateAllChildVariables === true;
  const variables = wantsVariables ? localVariables(context.rt, context.key) : {};
  return () => {
    putVariables(call, variables);
    complete(call);
  };
}

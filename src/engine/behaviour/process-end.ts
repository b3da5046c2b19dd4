import { contextOf, isContainer, type ElementContext, type Failure } from "../core/runtime.ts";
import { visibleVariables } from "./variables.ts";

/** Completes a process instance; whoever waits for its result gets it. */
export function finishProcess(context: ElementContext, finish: () => Failure | undefined): Failure | undefined {
  const { rt, key, value } = context;
  const awaited = rt.awaited.get(key);
  const variables = awaited === undefined ? {} : visibleVariables(rt, key, awaited.fetchVariables);
  const failure = finish();
  if (failure !== undefined || awaited === undefined) return failure;
  const result = {
    bpmnProcessId: value.bpmnProcessId,
    processDefinitionKey: value.processDefinitionKey,
    version: value.version,
    tenantId: value.tenantId,
    variables,
    processInstanceKey: key,
    tags: value.tags,
  };
  rt.awaited.delete(key);
  rt.writers.answer(awaited.requestId, {
    valueType: "PROCESS_INSTANCE_RESULT",
    intent: "COMPLETED",
    key: rt.keys.next(),
    value: result,
  });
  return undefined;
}

/** Nobody gets the result of a terminated instance: as in Zeebe, whoever waits for it waits until their time is over. */
export function leaveAwaiting({ rt, key }: ElementContext): void {
  const awaited = rt.awaited.get(key);
  if (awaited === undefined) return;
  rt.awaited.delete(key);
  rt.writers.leave(awaited.requestId);
}

/** Tells the call activity of a terminated instance. */
export function endCalled({ rt, value }: ElementContext): void {
  const caller = contextOf(rt, value.parentElementInstanceKey);
  if (caller === undefined) return;
  const behaviour = rt.elements(caller.element.type);
  if (isContainer(behaviour)) behaviour.childTerminated(caller, caller);
}

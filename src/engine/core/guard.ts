import type { ElementInstance } from "../store/tables.ts";
import type { Runtime } from "./runtime.ts";
import type { ProcessInstanceValue } from "./values.ts";

/** Why an element instance cannot be activated in its scope now; undefined when it can. Zeebe's sentences. */
export function activationRefusal(rt: Runtime, value: ProcessInstanceValue): string | undefined {
  if (value.flowScopeKey < 0) return undefined;
  return scopeRefusal(rt, value) ?? endingRefusal(rt, value);
}

/** Why an element instance cannot be completed now. */
export function completionRefusal(rt: Runtime, key: number): string | undefined {
  const instance = rt.state.elementInstances.get(key);
  const refusal = phaseRefusal(key, instance, ["ELEMENT_ACTIVATED", "ELEMENT_COMPLETING"]);
  if (refusal !== undefined || instance === undefined || instance.parentKey < 0) return refusal;
  return endingRefusal(rt, instance.value) ?? scopeRefusal(rt, instance.value);
}

function endingRefusal(rt: Runtime, { processInstanceKey }: ProcessInstanceValue): string | undefined {
  const process = rt.state.elementInstances.get(processInstanceKey);
  if (process?.isEnding !== true) return undefined;
  return `Expected process instance to be active but was interrupted by an event with id '${process.interruptedBy}'.`;
}

/** Why an element instance cannot be terminated now. */
export function terminationRefusal(rt: Runtime, key: number): string | undefined {
  const instance = rt.state.elementInstances.get(key);
  return phaseRefusal(key, instance, ["ELEMENT_ACTIVATING", "ELEMENT_ACTIVATED", "ELEMENT_COMPLETING"]);
}

function scopeRefusal(rt: Runtime, value: ProcessInstanceValue): string | undefined {
  const scope = rt.state.elementInstances.get(value.flowScopeKey);
  if (scope === undefined) {
    return `Expected flow scope instance with key '${value.flowScopeKey}' to be present in state but not found.`;
  }
  if (scope.phase !== "ELEMENT_ACTIVATED") {
    return `Expected flow scope instance to be in state 'ELEMENT_ACTIVATED' but was '${scope.phase}'.`;
  }
  if (scope.interruptedBy === "" || scope.interruptedBy === value.elementId) return undefined;
  return `Expected flow scope instance to be not interrupted but was interrupted by an event with id '${scope.interruptedBy}'.`;
}

function phaseRefusal(
  key: number,
  instance: ElementInstance | undefined,
  phases: readonly string[],
): string | undefined {
  if (instance === undefined)
    return `Expected element instance with key '${key}' to be present in state but not found.`;
  if (phases.includes(instance.phase)) return undefined;
  const [first, ...others] = phases;
  return `Expected element instance to be in state '${String(first)}' or one of '[${others.join(", ")}]' but was '${instance.phase}'.`;
}

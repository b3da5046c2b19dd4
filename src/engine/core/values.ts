import type { Element } from "../model/process.ts";
import type { ElementType, EventType } from "../model/source.ts";
import type { JsonObject } from "./record.ts";

/** The only tenant of the embedded engine. */
export const TENANT = "<default>";

/** Value of PROCESS_INSTANCE records. */
export type ProcessInstanceValue = {
  readonly version: number;
  readonly bpmnProcessId: string;
  readonly processInstanceKey: number;
  readonly tenantId: string;
  readonly processDefinitionKey: number;
  readonly tags: readonly string[];
  readonly elementId: string;
  readonly flowScopeKey: number;
  readonly bpmnElementType: ElementType;
  readonly bpmnEventType: EventType;
  readonly parentProcessInstanceKey: number;
  readonly parentElementInstanceKey: number;
  readonly elementInstancePath: readonly (readonly number[])[];
  readonly processDefinitionPath: readonly number[];
  readonly callingElementPath: readonly number[];
};

/** The same instance's value for another element or flow in a scope. */
export function elementValue(
  value: ProcessInstanceValue,
  element: Pick<Element, "id" | "type" | "eventType">,
  flowScopeKey: number,
): ProcessInstanceValue {
  return {
    version: value.version,
    bpmnProcessId: value.bpmnProcessId,
    processInstanceKey: value.processInstanceKey,
    tenantId: value.tenantId,
    processDefinitionKey: value.processDefinitionKey,
    tags: [],
    elementId: element.id,
    flowScopeKey,
    bpmnElementType: element.type,
    bpmnEventType: element.eventType,
    parentProcessInstanceKey: value.parentProcessInstanceKey,
    parentElementInstanceKey: value.parentElementInstanceKey,
    elementInstancePath: [],
    processDefinitionPath: [],
    callingElementPath: [],
  };
}

/** Takes the value of an engine's own PROCESS_INSTANCE command for what it is. */
export function processInstanceValue(value: JsonObject): ProcessInstanceValue;
export function processInstanceValue(value: JsonObject): JsonObject {
  return value;
}

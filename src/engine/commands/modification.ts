import { numberField, objectField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { TENANT } from "../core/values.ts";

/** Variables for a scope; an empty element id means the process instance. */
export interface VariableInstruction {
  readonly elementId: string;
  readonly variables: JsonObject;
}

/** An element to activate. */
export interface ActivateInstruction {
  readonly elementId: string;
  /** -1 for none. */
  readonly ancestorScopeKey: number;
  readonly variables: readonly VariableInstruction[];
  /** As the records show it. */
  readonly value: JsonObject;
}

/** What a modification asks for. */
export interface Modification {
  readonly processInstanceKey: number;
  readonly activate: readonly ActivateInstruction[];
  readonly terminate: readonly { readonly elementInstanceKey: number }[];
  /** The whole command with the protocol's defaults. */
  readonly value: JsonObject;
}

/** Reads the value of a modification's command. */
export function readModification(given: JsonObject): Modification {
  const processInstanceKey = numberField(given, "processInstanceKey");
  const activate = objectsField(given, "activateInstructions").map(activateInstruction);
  const terminate = objectsField(given, "terminateInstructions").map((each) => ({
    elementInstanceKey: numberField(each, "elementInstanceKey"),
  }));
  const value = {
    processInstanceKey,
    tenantId: TENANT,
    activateInstructions: activate.map((each) => each.value),
    terminateInstructions: terminate,
    ancestorScopeKeys: [],
  };
  return { processInstanceKey, activate, terminate, value };
}

function activateInstruction(given: JsonObject): ActivateInstruction {
  const elementId = textField(given, "elementId");
  const ancestorScopeKey = numberField(given, "ancestorScopeKey");
  const variables = objectsField(given, "variableInstructions").map((each) => ({
    elementId: textField(each, "elementId"),
    variables: objectField(each, "variables"),
  }));
  const value = { elementId, ancestorScopeKey, variableInstructions: variables, ancestorScopeKeys: [] };
  return { elementId, ancestorScopeKey, variables, value };
}

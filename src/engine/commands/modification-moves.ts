import { booleanField, numberField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { Refusal } from "../core/refusal.ts";
import type { ElementContext } from "../core/runtime.ts";
import type { ElementInstance } from "../store/tables.ts";
import { typeOf } from "./start-instructions.ts";

type Expanded = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly refusal: Refusal };

/**
 * Writes out what 8.9 says in short: moves, and terminations by the id of an element. What comes out says the same in
 * activations and terminations of single element instances, the only ones that 8.8 knows.
 */
export function expandModification(process: ElementContext, value: JsonObject): Expanded {
  const activate = [...objectsField(value, "activateInstructions")];
  const terminate: JsonObject[] = [];
  for (const each of objectsField(value, "terminateInstructions")) {
    const elementId = textField(each, "elementId");
    if (elementId === "") terminate.push(each);
    else if (typeOf(process.process, elementId) === undefined) return unknownTermination(process, elementId);
    else terminate.push(...instancesOf(process, elementId).map(terminationOf));
  }
  for (const move of objectsField(value, "moveInstructions")) {
    const sources = sourcesOf(process, move);
    if (!sources.ok) return sources;
    activate.push(...sources.instances.map((source) => activationOf(move, source)));
    terminate.push(...sources.instances.map(terminationOf));
  }
  return { ok: true, value: { ...value, activateInstructions: activate, terminateInstructions: terminate } };
}

function refused({ value }: ElementContext, reason: string): { readonly ok: false; readonly refusal: Refusal } {
  const subject = `Expected to modify instance of process '${value.bpmnProcessId}' but it contains one or more`;
  return { ok: false, refusal: { type: "INVALID_ARGUMENT", reason: `${subject} ${reason}` } };
}

function unknownTermination(process: ElementContext, id: string) {
  return refused(process, `terminate instructions with an element that could not be found: '${id}'`);
}

type Sources =
  | { readonly ok: true; readonly instances: readonly ElementInstance[] }
  | { readonly ok: false; readonly refusal: Refusal };

function sourcesOf(process: ElementContext, move: JsonObject): Sources {
  const id = textField(move, "sourceElementId");
  const key = numberField(move, "sourceElementInstanceKey");
  if (id !== "" && typeOf(process.process, id) === undefined) {
    return refused(process, `move instructions with a source element id that could not be found: '${id}'`);
  }
  if (id !== "") return { ok: true, instances: instancesOf(process, id) };
  const instance = process.rt.state.elementInstances.get(key);
  if (instance?.value.processInstanceKey === process.key) return { ok: true, instances: [instance] };
  const why = instance === undefined ? "could not be found" : "does not belong to the modified process instance";
  return refused(process, `move instructions with a source element instance that ${why}: '${key}'`);
}

/** The active instances of an element, each loop's body in place of the instances inside. */
function instancesOf({ rt, key }: ElementContext, elementId: string): readonly ElementInstance[] {
  const found: ElementInstance[] = [];
  const open = [key];
  for (let scopeKey = open.shift(); scopeKey !== undefined; scopeKey = open.shift()) {
    for (const child of rt.state.elementInstances.query("children", scopeKey)) {
      if (child.value.elementId === elementId) found.push(child);
      else open.push(child.key);
    }
  }
  return found;
}

const terminationOf = ({ key }: ElementInstance): JsonObject => ({ elementInstanceKey: key });

function activationOf(move: JsonObject, source: ElementInstance): JsonObject {
  return {
    elementId: textField(move, "targetElementId"),
    ancestorScopeKey: ancestorOf(move, source),
    variableInstructions: objectsField(move, "variableInstructions"),
  };
}

/** The scope that is named, the one that the source stands in, or the engine's choice. */
function ancestorOf(move: JsonObject, source: ElementInstance): number {
  const usesParent =
    booleanField(move, "useSourceParentKeyAsAncestorScopeKey") ||
    booleanField(move, "inferAncestorScopeFromSourceHierarchy");
  return usesParent ? source.parentKey : numberField(move, "ancestorScopeKey");
}

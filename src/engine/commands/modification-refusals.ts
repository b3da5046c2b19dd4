import type { Refusal } from "../core/refusal.ts";
import type { ElementContext } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import { inHashOrder, javaCapacity } from "../core/hash-order.ts";
import type { ActivateInstruction, Modification } from "./modification.ts";
import { isBehindEventGateway, SUPPORTED_TYPES, typeOf, UNSUPPORTED_TYPES } from "./start-instructions.ts";

type Check = (process: ElementContext, modification: Modification) => string | undefined;

/** Why a modification is refused before anything of it is done; undefined when it is not. */
export function modificationRefusal(process: ElementContext, modification: Modification): Refusal | undefined {
  for (const check of CHECKS) {
    const found = check(process, modification);
    if (found === undefined) continue;
    const reason = `Expected to modify instance of process '${process.value.bpmnProcessId}' but it contains one or more ${found}`;
    return { type: "INVALID_ARGUMENT", reason };
  }
  return undefined;
}

const CHECKS: readonly Check[] = [
  unknownElements,
  eventsBehindGateways,
  unsupportedElements,
  unknownInstances,
  unknownVariableScopes,
  variableScopesElsewhere,
  inactiveAncestors,
  ancestorsOfOthers,
  ancestorsThatAreNone,
  scopesThatEnd,
];

const quoted = (ids: readonly (string | number)[]): string => ids.map((id) => `'${id}'`).join(", ");

/** As Zeebe lists a set of texts. */
function asSet(ids: readonly string[]): readonly string[] {
  const distinct = [...new Set(ids)].map((id) => ({ id }));
  return inHashOrder(distinct, javaCapacity(distinct.length)).map(({ id }) => id);
}

function unknownElements({ process }: ElementContext, { activate }: Modification): string | undefined {
  const ids = activate.map(({ elementId }) => elementId).filter((id) => typeOf(process, id) === undefined);
  if (ids.length === 0) return undefined;
  return `activate instructions with an element that could not be found: ${quoted(asSet(ids))}`;
}

function distinctIds({ activate }: Modification): readonly string[] {
  return [...new Set(activate.map(({ elementId }) => elementId))];
}

function unsupported(ids: readonly string[], why: string): string | undefined {
  if (ids.length === 0) return undefined;
  return `activate instructions for elements that are unsupported: ${quoted(ids)}. ${why}.`;
}

function eventsBehindGateways({ process }: ElementContext, modification: Modification): string | undefined {
  const ids = distinctIds(modification).filter((id) => isBehindEventGateway(process, id));
  return unsupported(ids, "The activation of events belonging to an event-based gateway is not supported");
}

function unsupportedElements({ process }: ElementContext, modification: Modification): string | undefined {
  const elements = distinctIds(modification).flatMap((id) => {
    const type = typeOf(process, id);
    return type !== undefined && UNSUPPORTED_TYPES.has(type) ? [{ id, type }] : [];
  });
  const types = [...new Set(elements.map(({ type }) => type))];
  const why = `The activation of elements with type ${quoted(types)} is not supported. Supported element types are: [${SUPPORTED_TYPES}]`;
  return unsupported(
    elements.map(({ id }) => id),
    why,
  );
}

function unknownInstances({ rt }: ElementContext, { terminate }: Modification): string | undefined {
  const keys = [...new Set(terminate.map(({ elementInstanceKey }) => elementInstanceKey))];
  const unknown = keys.filter((key) => rt.state.elementInstances.get(key) === undefined);
  if (unknown.length === 0) return undefined;
  return `terminate instructions with an element instance that could not be found: ${quoted(unknown)}`;
}

function unknownVariableScopes({ process }: ElementContext, { activate }: Modification): string | undefined {
  const ids = activate.flatMap(({ variables }) => variables.map(({ elementId }) => elementId));
  const unknown = ids.filter((id) => id !== "" && typeOf(process, id) === undefined);
  if (unknown.length === 0) return undefined;
  return `variable instructions with a scope element id that could not be found: ${quoted(asSet(unknown))}`;
}

function variableScopesElsewhere(context: ElementContext, { activate }: Modification): string | undefined {
  const isElsewhere = ({ elementId, variables }: ActivateInstruction): boolean =>
    variables.some(
      (each) => each.elementId !== "" && each.elementId !== elementId && !isInside(context, elementId, each.elementId),
    );
  if (!activate.some(isElsewhere)) return undefined;
  return (
    "variable instructions with a scope element that doesn't belong to the activating element's flow scope. " +
    "These variables should be set before or after the modification."
  );
}

/** Whether an element lies, at any depth, in a scope of the given id. */
function isInside({ process }: ElementContext, elementId: string, scopeId: string): boolean {
  let scope: Element | undefined = process.element(elementId)?.container;
  while (scope !== undefined && scope.id !== scopeId) scope = scope.container;
  return scope !== undefined;
}

function ancestorKeys({ activate }: Modification): readonly number[] {
  return [...new Set(activate.map(({ ancestorScopeKey }) => ancestorScopeKey))].filter((key) => key > 0);
}

/** Zeebe lists keys in the order of a hash table, which depends on keys that nobody else sees; here they come in order. */
function inactiveAncestors({ rt }: ElementContext, modification: Modification): string | undefined {
  const inactive = ancestorKeys(modification).filter(
    (key) => rt.state.elementInstances.get(key)?.phase !== "ELEMENT_ACTIVATED",
  );
  if (inactive.length === 0) return undefined;
  return `activate instructions with an ancestor scope key that does not exist, or is not in an active state: ${quoted(inactive)}`;
}

function ancestorsOfOthers({ rt }: ElementContext, modification: Modification): string | undefined {
  const others = ancestorKeys(modification).filter((key) => {
    const ancestor = rt.state.elementInstances.get(key);
    return ancestor !== undefined && ancestor.value.processInstanceKey !== modification.processInstanceKey;
  });
  if (others.length === 0) return undefined;
  return `activate instructions with an ancestor scope key that does not belong to the modified process instance: ${quoted(others)}`;
}

function ancestorsThatAreNone(context: ElementContext, { activate }: Modification): string | undefined {
  const lines = activate.flatMap(({ ancestorScopeKey: key, elementId }) => {
    const ancestor = context.rt.state.elementInstances.get(key);
    if (key <= 0 || ancestor === undefined || isInside(context, elementId, ancestor.value.elementId)) return [];
    return [
      `\n- instance '${key}' of element '${ancestor.value.elementId}' is not an ancestor of element '${elementId}'`,
    ];
  });
  if (lines.length === 0) return undefined;
  return `activate instructions with an ancestor scope key that is not an ancestor of the element to activate:${lines.join("")}`;
}

function scopesThatEnd(context: ElementContext, { activate, terminate }: Modification): string | undefined {
  const keys = [...new Set(terminate.map(({ elementInstanceKey }) => elementInstanceKey))];
  const conflicts = keys.flatMap((key) => {
    const ending = context.rt.state.elementInstances.get(key);
    return activate
      .filter(({ elementId, ancestorScopeKey }) =>
        ancestorScopeKey > 0
          ? ancestorScopeKey === key
          : ending !== undefined && isInside(context, elementId, ending.value.elementId),
      )
      .map(({ elementId }) => `element '${elementId}' requires flow scope instance '${key}' which is being terminated`);
  });
  if (conflicts.length === 0) return undefined;
  return (
    `activate instructions for elements whose required flow scope instance is also being terminated: ${conflicts.join(", ")}. ` +
    "Please provide a valid ancestor scope key for the activation or avoid terminating the required flow scope."
  );
}

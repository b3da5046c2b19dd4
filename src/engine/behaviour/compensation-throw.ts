import { endScope } from "../core/instances.ts";
import { contextFor, contextOf, instanceOf, type ElementContext } from "../core/runtime.ts";
import { toActivating } from "../core/transitions.ts";
import { elementValue } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { CompensationRow } from "../store/tables-compensation.ts";
import { compensationEdge, handlerOf, subscriptionsOf, write } from "./compensation.ts";

/** Compensates what a compensation event of this scope means; false when there is nothing to compensate. */
export function throwCompensation(context: ElementContext): boolean {
  const { event } = context.element;
  const activity = event?.kind === "compensation" ? event.activity : undefined;
  const scopeKeys = scopesOf(context);
  const open = subscriptionsOf(context).filter(({ value }) => value.throwEventId === "");
  const meant = open.filter(
    ({ value }) =>
      scopeKeys.includes(value.compensableActivityScopeKey) &&
      (activity === undefined || value.compensableActivityId === activity),
  );
  for (const row of meant) compensate(context, open, row);
  return meant.length > 0;
}

/** An event in an event sub-process compensates the scope around that too. */
function scopesOf({ rt, value }: ElementContext): readonly number[] {
  const scope = contextOf(rt, value.flowScopeKey);
  if (scope?.element.type !== "EVENT_SUB_PROCESS") return [value.flowScopeKey];
  return [value.flowScopeKey, scope.value.flowScopeKey];
}

function compensate(context: ElementContext, open: readonly CompensationRow[], row: CompensationRow): void {
  const { value } = row;
  write(context, "TRIGGERED", {
    key: row.key,
    value: {
      ...value,
      compensationHandlerInstanceKey: value.compensationHandlerId === "" ? -1 : startHandler(context, row),
      throwEventId: context.element.id,
      throwEventInstanceKey: context.key,
    },
  });
  for (const inner of open) {
    if (inner.value.compensableActivityScopeKey === value.compensableActivityInstanceKey)
      compensate(context, open, inner);
  }
}

/** Passes the boundary event of the activity and appends the activation of the handler; both belong to the scope of the throw event. */
function startHandler(context: ElementContext, { value }: CompensationRow): number {
  const { rt, process } = context;
  const activity = process.element(value.compensableActivityId);
  const edge = activity === undefined ? undefined : compensationEdge(activity);
  const handler = edge === undefined ? undefined : process.element(handlerOf(edge));
  if (edge === undefined || handler === undefined) {
    throw new Error(`Expected ${value.compensableActivityId} to have a compensation handler, but it has none`);
  }
  passEdge(context, edge);
  const key = rt.keys.next();
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", {
    key,
    value: elementValue(context.value, { ...handler, eventType: "COMPENSATION" }, context.value.flowScopeKey),
  });
  return key;
}

function passEdge({ rt, value }: ElementContext, edge: Element): void {
  const event = contextFor(rt, rt.keys.next(), elementValue(value, edge, value.flowScopeKey));
  toActivating(event);
  const { path, definitionPath, callingPath } = instanceOf(event);
  const shown = {
    ...event.value,
    elementInstancePath: path,
    processDefinitionPath: definitionPath,
    callingElementPath: callingPath,
  };
  for (const intent of ["ELEMENT_ACTIVATED", "ELEMENT_COMPLETING", "ELEMENT_COMPLETED"]) {
    rt.writers.event("PROCESS_INSTANCE", intent, { key: event.key, value: shown });
  }
  endScope(event);
}

import type { ElementContext } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { ElementType } from "../model/source.ts";
import type { CompensationRow, CompensationValue } from "../store/tables-compensation.ts";

/** Scopes that are compensated by compensating what was completed inside of them. */
const SCOPES: ReadonlySet<ElementType> = new Set<ElementType>([
  "SUB_PROCESS",
  "MULTI_INSTANCE_BODY",
  "AD_HOC_SUB_PROCESS",
  "AD_HOC_SUB_PROCESS_INNER_INSTANCE",
]);

/** The subscriptions of a process instance, oldest first. */
export function subscriptionsOf({ rt, value, process }: ElementContext): readonly CompensationRow[] {
  return process.hasCompensation ? rt.state.compensations.query("ofInstance", value.processInstanceKey) : [];
}

/** Notes that an activity which is about to be completed can be compensated: it has a handler, or holds others that can. */
export function openCompensation(context: ElementContext): void {
  const { element, value, key } = context;
  const edge = compensationEdge(element);
  if (edge === undefined && !holdsCompensable(context)) return;
  const subscription: CompensationValue = {
    tenantId: TENANT,
    processInstanceKey: value.processInstanceKey,
    processDefinitionKey: value.processDefinitionKey,
    compensableActivityId: element.id,
    compensableActivityInstanceKey: key,
    compensableActivityScopeKey: value.flowScopeKey,
    compensationHandlerId: edge === undefined ? "" : handlerOf(edge),
    compensationHandlerInstanceKey: -1,
    throwEventId: "",
    throwEventInstanceKey: -1,
    variables: {},
  };
  write(context, "CREATED", { key: context.rt.keys.next(), value: subscription });
}

function holdsCompensable(context: ElementContext): boolean {
  return SCOPES.has(context.element.type) && hasInScope(subscriptionsOf(context), context.key);
}

/** Whether something in a scope can be compensated. */
export function hasInScope(rows: readonly CompensationRow[], scopeKey: number): boolean {
  return rows.some(({ value }) => value.compensableActivityScopeKey === scopeKey);
}

/** The boundary event that leads to the handler of an activity; undefined when it has none. */
export function compensationEdge(element: Element): Element | undefined {
  return element.boundaryEvents.find((event) => event.event?.kind === "compensation");
}

/** Id of the handler that a compensation boundary event leads to. */
export function handlerOf(edge: Element): string {
  return edge.event?.kind === "compensation" ? (edge.event.handler ?? "") : "";
}

/** Nothing in a process instance can be compensated any more. */
export function dropCompensations(context: ElementContext): void {
  for (const row of subscriptionsOf(context)) write(context, "DELETED", row);
}

/** Nothing in a scope that is terminated can be compensated any more, nor in the scopes that have been completed inside. */
export function dropCompensationsInScope(context: ElementContext): void {
  dropInside(context, subscriptionsOf(context), context.key);
}

function dropInside(context: ElementContext, rows: readonly CompensationRow[], scopeKey: number): void {
  for (const row of rows) {
    if (row.value.compensableActivityScopeKey !== scopeKey) continue;
    write(context, "DELETED", row);
    dropInside(context, rows, row.value.compensableActivityInstanceKey);
  }
}

/** Writes what became of a subscription; one that is completed or deleted is gone. */
export function write(
  { rt }: ElementContext,
  intent: "CREATED" | "TRIGGERED" | "COMPLETED" | "DELETED",
  row: CompensationRow,
): void {
  if (intent === "CREATED" || intent === "TRIGGERED") rt.state.compensations.put(row.key, row);
  else rt.state.compensations.delete(row.key);
  rt.writers.event("COMPENSATION_SUBSCRIPTION", intent, row);
}

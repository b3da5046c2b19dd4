import { contextOf, type ElementContext } from "../core/runtime.ts";
import { complete } from "../core/transitions.ts";
import type { CompensationRow } from "../store/tables-compensation.ts";
import { hasInScope, subscriptionsOf, write } from "./compensation.ts";

/** A handler has been completed: its subscription is over, with the scopes around it that wait for no other; then its throw event goes on. */
export function endHandler(handler: ElementContext): void {
  if (handler.value.bpmnEventType !== "COMPENSATION") return;
  const rows = subscriptionsOf(handler);
  const row = rows.find(
    ({ value }) => value.throwEventId !== "" && value.compensationHandlerInstanceKey === handler.key,
  );
  if (row === undefined) return;
  write(handler, "COMPLETED", row);
  endScopes(handler, row.value.compensableActivityScopeKey);
  const { throwEventInstanceKey } = row.value;
  const isLast = !subscriptionsOf(handler).some(({ value }) => value.throwEventInstanceKey === throwEventInstanceKey);
  const thrower = contextOf(handler.rt, throwEventInstanceKey);
  if (isLast && thrower !== undefined) complete(thrower);
}

function endScopes(handler: ElementContext, scopeKey: number): void {
  for (let open: number | undefined = scopeKey; open !== undefined;) open = endScopeOf(handler, open);
}

/** Completes the subscription of a scope in which nothing is left to compensate; gives the scope around it. */
function endScopeOf(handler: ElementContext, scopeKey: number): number | undefined {
  const rows = subscriptionsOf(handler);
  if (hasInScope(rows, scopeKey)) return undefined;
  const isMeant = ({ value }: CompensationRow): boolean =>
    value.compensableActivityInstanceKey === scopeKey && value.compensationHandlerId === "";
  const row = rows.find(isMeant);
  if (row === undefined) return undefined;
  write(handler, "COMPLETED", row);
  return row.value.compensableActivityScopeKey;
}

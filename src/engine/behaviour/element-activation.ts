import { isJoin } from "../core/instances.ts";
import type { Refusal } from "../core/refusal.ts";
import { contextFor, type ElementContext, type Runtime } from "../core/runtime.ts";
import { toActivatedAtOnce, toActivating } from "../core/transitions.ts";
import { elementValue, type ProcessInstanceValue } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import type { ElementInstance } from "../store/tables.ts";
import { subscribe } from "./catch-events.ts";

/** An element to be activated out of turn. */
export interface Activation {
  readonly element: Element;
  /** The element instance in which it is wanted, or one above; -1 leaves the choice to the engine. */
  readonly ancestorKey: number;
  /** Told of each scope around the element, used or made, and of the element instance itself. */
  readonly onScope: (elementId: string, scopeKey: number) => void;
}

/** The keys of the scopes around an activated element, outermost first; or why it cannot be activated. */
export type Activated =
  { readonly ok: true; readonly scopeKeys: readonly number[] } | { readonly ok: false; readonly refusal: Refusal };

/** Activates an element out of turn; scopes around it that are not active are activated first. */
export function activateElement(process: ElementContext, activation: Activation): Activated {
  const { rt } = process;
  const { element, onScope } = activation;
  const scopeKeys: number[] = [];
  if (element !== process.element) {
    scopeKeys.push(process.key);
    onScope(process.element.id, process.key);
  }
  for (const scope of scopesBetween(process.element, element)) {
    const found = scopeFor(process, { scope, activation, within: scopeKeys.at(-1) ?? process.key });
    if (!found.ok) return found;
    scopeKeys.push(found.key);
  }
  const key = rt.keys.next();
  const value = valueFor(process.value, element, scopeKeys.at(-1) ?? process.key);
  rt.writers.command("PROCESS_INSTANCE", "ACTIVATE_ELEMENT", { key, value });
  onScope(element.id, key);
  return { ok: true, scopeKeys };
}

/** What an activation changes in the scopes around it: they are no longer interrupted, and a join finds its tokens. */
export function prepareScopes({ rt }: ElementContext, element: Element, scopeKeys: readonly number[]): void {
  for (const key of scopeKeys) {
    const scope = rt.state.elementInstances.get(key);
    if (scope !== undefined && scope.interruptedBy !== "") {
      rt.state.elementInstances.put(key, { ...scope, interruptedBy: "" });
    }
  }
  const scopeKey = scopeKeys.at(-1);
  if (scopeKey === undefined || !isJoin(element)) return;
  for (const { id } of element.incoming) {
    rt.state.tokens.put(scopeKey, id, (rt.state.tokens.get(scopeKey, id) ?? 0) + 1);
  }
}

/** As in Zeebe, such element instances do not name the instance that called theirs. */
function valueFor(value: ProcessInstanceValue, element: Element, scopeKey: number): ProcessInstanceValue {
  return { ...elementValue(value, element, scopeKey), parentProcessInstanceKey: -1, parentElementInstanceKey: -1 };
}

function scopesBetween(root: Element, element: Element): readonly Element[] {
  const scopes: Element[] = [];
  for (let scope = element.container; scope !== undefined && scope !== root; scope = scope.container)
    scopes.push(scope);
  return scopes.toReversed();
}

interface Wanted {
  readonly scope: Element;
  readonly activation: Activation;
  /** Key of the scope around it. */
  readonly within: number;
}

type Found = { readonly ok: true; readonly key: number } | { readonly ok: false; readonly refusal: Refusal };

function scopeFor(process: ElementContext, wanted: Wanted): Found {
  const { scope, activation } = wanted;
  const reusable = findReusable(process, wanted);
  if (reusable === "unclear") return { ok: false, refusal: unclear(process, scope) };
  if (reusable === undefined) return openScope(process, wanted);
  activation.onScope(scope.id, reusable);
  return { ok: true, key: reusable };
}

/** The only active instance of a scope, or the one that the ancestor selects; below a selected ancestor a new one is wanted. */
function findReusable({ rt }: ElementContext, { scope, activation, within }: Wanted): number | "unclear" | undefined {
  const { ancestorKey } = activation;
  const instances = rt.state.elementInstances
    .query("children", within)
    .filter(({ value }) => value.elementId === scope.id);
  const [first, second] = instances;
  if (first === undefined) return undefined;
  const isSelected = ancestorKey !== -1;
  if (second === undefined) return isSelected && isBelow(rt, first, ancestorKey) ? undefined : first.key;
  if (!isSelected) return "unclear";
  if (instances.some(({ key }) => key === ancestorKey)) return ancestorKey;
  if (instances.some((instance) => isBelow(rt, instance, ancestorKey))) return undefined;
  const ancestor = rt.state.elementInstances.get(ancestorKey);
  const above = instances.find(({ key }) => ancestor !== undefined && isBelow(rt, ancestor, key));
  return above?.key ?? "unclear";
}

function isBelow(rt: Runtime, instance: ElementInstance, ancestorKey: number): boolean {
  let { parentKey } = instance;
  while (parentKey !== -1 && parentKey !== ancestorKey) {
    parentKey = rt.state.elementInstances.get(parentKey)?.parentKey ?? -1;
  }
  return parentKey !== -1;
}

function openScope(process: ElementContext, { scope, activation, within }: Wanted): Found {
  if (scope.type === "MULTI_INSTANCE_BODY" || scope.body !== undefined) {
    return { ok: false, refusal: loopRefusal(process, scope) };
  }
  const { rt } = process;
  const context = contextFor(rt, rt.keys.next(), valueFor(process.value, scope, within));
  const refusal = openAtOnce(context, () => {
    activation.onScope(scope.id, context.key);
  });
  return refusal === undefined ? { ok: true, key: context.key } : { ok: false, refusal };
}

/** Activates a scope in one go, without its mappings; `begun` runs before its events are subscribed to. */
export function openAtOnce(context: ElementContext, begun: () => void = () => undefined): Refusal | undefined {
  toActivating(context);
  begun();
  toActivatedAtOnce(context);
  const failure = subscribe(context);
  if (failure === undefined) return undefined;
  const reason = `Expected to subscribe to catch event(s) of '${context.element.id}' but ${failure.message}`;
  return { type: "INVALID_ARGUMENT", reason };
}

const wantsMore = ({ value }: ElementContext): string =>
  `Expected to modify instance of process '${value.bpmnProcessId}' but it contains one or more activate instructions`;

function unclear(process: ElementContext, scope: Element): Refusal {
  const reason =
    `${wantsMore(process)} for an element that has a flow scope with more than one active instance: '${scope.id}'. ` +
    "Can't decide in which instance of the flow scope the element should be activated. " +
    "Please specify an ancestor element instance key for this activate instruction.";
  return { type: "INVALID_ARGUMENT", reason };
}

function loopRefusal(process: ElementContext, scope: Element): Refusal {
  const reason = `${wantsMore(process)} that would result in the activation of multi-instance element '${scope.id}', which is currently unsupported.`;
  return { type: "INVALID_ARGUMENT", reason };
}

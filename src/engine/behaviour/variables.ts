import type { JsonObject, JsonValue } from "../core/record.ts";
import type { Runtime } from "../core/runtime.ts";
import type { ProcessInstanceValue } from "../core/values.ts";
import type { Variable } from "../store/state.ts";

/** Whose variables are written, for the records. */
export type VariableOwner = Pick<
  ProcessInstanceValue,
  "bpmnProcessId" | "processInstanceKey" | "tenantId" | "processDefinitionKey"
>;

/** A scope to write variables to. */
export interface VariableTarget {
  readonly rt: Runtime;
  readonly scopeKey: number;
  readonly owner: VariableOwner;
}

/** The value of a variable as a scope sees it: its own, else its parents'; undefined where no scope has it. */
export function readVariable(rt: Runtime, scopeKey: number, name: string): JsonValue | undefined {
  for (let key = scopeKey; key > 0; key = parentScope(rt, key)) {
    const variable = rt.state.variables.get(key, name);
    if (variable !== undefined) return valueOf(variable);
  }
  return undefined;
}

/** All variables that a scope sees, or those of the given names. */
export function visibleVariables(rt: Runtime, scopeKey: number, names: readonly string[] = []): JsonObject {
  const seen = new Map<string, JsonValue>();
  for (let key = scopeKey; key > 0; key = parentScope(rt, key)) {
    for (const [name, variable] of rt.state.variables.of(key)) {
      if (!seen.has(name) && (names.length === 0 || names.includes(name))) seen.set(name, valueOf(variable));
    }
  }
  return Object.fromEntries(seen);
}

/** The variables of one scope only. */
export function localVariables(rt: Runtime, scopeKey: number): JsonObject {
  return Object.fromEntries([...rt.state.variables.of(scopeKey)].map(([name, variable]) => [name, valueOf(variable)]));
}

/** The value of a variable; read once, because each of its jobs is given it. */
function valueOf(variable: Variable): JsonValue {
  return (variable.parsed ??= parse(variable.text));
}

/** The scope around a scope; -1 above a process instance. */
function parentScope(rt: Runtime, scopeKey: number): number {
  return rt.state.elementInstances.get(scopeKey)?.parentKey ?? -1;
}

/** Sets every name of a document in the scope itself. */
export function mergeLocal(target: VariableTarget, document: JsonObject): void {
  for (const [name, value] of Object.entries(document)) setLocal(target, name, value);
}

/** Sets one variable in the scope itself; an equal value writes nothing. */
export function setLocal(target: VariableTarget, name: string, value: JsonValue): void {
  const existing = target.rt.state.variables.get(target.scopeKey, name);
  const text = JSON.stringify(value);
  if (existing === undefined) write(target, "CREATED", { name, variable: { key: target.rt.keys.next(), text } });
  else if (existing.text !== text) write(target, "UPDATED", { name, variable: { key: existing.key, text } });
}

/**
 * Sets each name of a document in the nearest scope that has it, else at the root.
 * As in Zeebe, an inner variable that already holds an equal value does not stop the walk: the name goes on up.
 */
export function mergeUpwards(target: VariableTarget, document: JsonObject): void {
  const { rt } = target;
  const open = new Map(Object.entries(document));
  let scopeKey = target.scopeKey;
  for (let parent = parentScope(rt, scopeKey); parent > 0 && open.size > 0; parent = parentScope(rt, scopeKey)) {
    for (const [name, value] of [...open]) {
      const existing = rt.state.variables.get(scopeKey, name);
      if (existing === undefined || existing.text === JSON.stringify(value)) continue;
      setLocal({ ...target, scopeKey }, name, value);
      open.delete(name);
    }
    scopeKey = parent;
  }
  for (const [name, value] of open) setLocal({ ...target, scopeKey }, name, value);
}

function write(
  { rt, scopeKey, owner }: VariableTarget,
  intent: string,
  entry: { name: string; variable: Variable },
): void {
  rt.state.variables.put(scopeKey, entry.name, entry.variable);
  rt.writers.event("VARIABLE", intent, {
    key: entry.variable.key,
    value: {
      name: entry.name,
      value: entry.variable.text,
      bpmnProcessId: owner.bpmnProcessId,
      processInstanceKey: owner.processInstanceKey,
      tenantId: owner.tenantId,
      processDefinitionKey: owner.processDefinitionKey,
      scopeKey,
    },
  });
}

function parse(text: string): JsonValue;
function parse(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

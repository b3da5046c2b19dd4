import type { Refusal } from "../core/refusal.ts";
import type { ProcessInstanceValue } from "../core/values.ts";
import { elementValue } from "../core/values.ts";
import type { Flow } from "../model/process.ts";
import type { ElementInstance } from "../store/tables.ts";
import { CONCURRENT, typeChanged, type Candidate } from "./element-checks.ts";

/** The flows whose tokens wait at a join of a scope, with the id of each in the target; or why they cannot go along. */
export function takenFlows(
  candidate: Candidate,
):
  | { readonly ok: true; readonly flows: readonly (readonly [string, string])[] }
  | { readonly ok: false; readonly refusal: Refusal } {
  const { rt, plan, instance } = candidate;
  const flows: (readonly [string, string])[] = [];
  for (const id of rt.state.tokens.of(instance.key).keys()) {
    const flow = plan.source.flows.get(id);
    if (flow === undefined) continue;
    const refusal = joinRefusal(candidate, flow);
    const targetId = plan.mapping.get(id);
    if (refusal === undefined && targetId !== undefined) flows.push([id, targetId]);
    else return { ok: false, refusal: refusal ?? unmapped(candidate, flow) };
  }
  return { ok: true, flows };
}

function refusalOf({ instance }: Candidate, reason: string, type: Refusal["type"] = "INVALID_ARGUMENT"): Refusal {
  return { type, reason: `Expected to migrate process instance '${instance.value.processInstanceKey}' but ${reason}` };
}

function unmapped(candidate: Candidate, { id, to }: Flow): Refusal {
  const reason =
    `joining gateway with id '${to.id}' has a taken sequence flow with id '${id}'. ` +
    "Taken sequence flows must be mapped to a sequence flow in the target process definition.";
  return refusalOf(candidate, reason);
}

function joinRefusal(candidate: Candidate, { to: gateway }: Flow): Refusal | undefined {
  const { rt, plan, instance } = candidate;
  const taken = gateway.incoming.filter(({ id }) => rt.state.tokens.get(instance.key, id) !== undefined);
  if (taken.length === gateway.incoming.length) return refusalOf(candidate, CONCURRENT, "INVALID_STATE");
  const targetId = plan.mapping.get(gateway.id);
  if (targetId === undefined) {
    const reason =
      `gateway '${gateway.id}' has at least one incoming sequence flow taken. Joining gateways with at least one incoming ` +
      "sequence flow taken must be mapped to a gateway of the same type in the target process definition.";
    return refusalOf(candidate, reason);
  }
  const target = plan.target.element(targetId);
  if (target?.type !== gateway.type) {
    return refusalOf(candidate, typeChanged(gateway, { id: targetId, type: target?.type ?? "SEQUENCE_FLOW" }));
  }
  if (target.incoming.length >= gateway.incoming.length) return undefined;
  const reason =
    `target gateway with id '${targetId}' has less incoming sequence flows than the source gateway with id '${gateway.id}'. ` +
    "Target gateway must have at least the same number of incoming sequence flows as the source gateway.";
  return refusalOf(candidate, reason);
}

/** Lets the tokens of a scope wait at the flows of the target. */
export function moveTokens(
  candidate: Candidate,
  flows: readonly (readonly [string, string])[],
  migrated: ProcessInstanceValue,
): void {
  for (const [from, to] of flows) {
    moveFlow(candidate, { intent: "SEQUENCE_FLOW_DELETED", id: from, value: candidate.instance.value, change: -1 });
    moveFlow(candidate, { intent: "SEQUENCE_FLOW_TAKEN", id: to, value: migrated, change: 1 });
  }
}

interface Move {
  readonly intent: string;
  readonly id: string;
  readonly value: ProcessInstanceValue;
  readonly change: 1 | -1;
}

function moveFlow({ rt, instance: { key } }: Candidate, { intent, id, value, change }: Move): void {
  const flow = { id, type: "SEQUENCE_FLOW", eventType: "UNSPECIFIED" } as const;
  rt.writers.event("PROCESS_INSTANCE", intent, { key: rt.keys.next(), value: elementValue(value, flow, key) });
  const tokens = (rt.state.tokens.get(key, id) ?? 0) + change;
  if (tokens > 0) rt.state.tokens.put(key, id, tokens);
  else rt.state.tokens.delete(key, id);
  const scope = rt.state.elementInstances.get(key);
  if (scope !== undefined) rt.state.elementInstances.put(key, { ...scope, activeFlows: changed(scope, id, change) });
}

function changed({ activeFlows }: ElementInstance, id: string, change: 1 | -1): readonly string[] {
  if (change === 1) return [...activeFlows, id];
  return activeFlows.toSpliced(activeFlows.indexOf(id), activeFlows.includes(id) ? 1 : 0);
}

import { contextOfInstance, instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import { complete, toActivated } from "../core/transitions.ts";
import { TENANT } from "../core/values.ts";
import type { Element } from "../model/process.ts";
import { catchEventsOf, codeOf } from "./errors.ts";
import { evaluateText } from "./expressions.ts";
import { triggerEvent } from "./event-trigger.ts";

/** Throws the escalation of an event; the thrower goes on unless the catch interrupts it. */
export function throwEscalation(context: ElementContext, source: string): Failure | undefined {
  const { rt } = context;
  const code = source.startsWith("=") ? evaluateText(context, source) : { ok: true as const, value: source };
  if (!code.ok) return code.failure;
  toActivated(context);
  const caught = findCatch(context, code.value);
  const hasHit =
    caught !== undefined &&
    triggerEvent(rt, { scopeKey: caught.scopeKey, elementId: caught.element.id, variables: {} });
  rt.writers.event("ESCALATION", hasHit ? "ESCALATED" : "NOT_ESCALATED", {
    key: rt.keys.next(),
    value: {
      escalationCode: code.value,
      throwElementId: context.element.id,
      catchElementId: caught?.element.id ?? "",
      processInstanceKey: context.value.processInstanceKey,
      tenantId: TENANT,
    },
  });
  // As in Zeebe, a catch that interrupts but cannot be hit any more leaves the thrower waiting for ever.
  if (caught === undefined || caught.element.isInterrupting === false) complete(context);
  return undefined;
}

/** The nearest catch; as in Zeebe it is named also where it cannot be hit any more. */
function findCatch(context: ElementContext, code: string): { scopeKey: number; element: Element } | undefined {
  const { rt } = context;
  for (let key = instanceOf(context).parentKey; key > 0;) {
    const instance = rt.state.elementInstances.get(key);
    if (instance === undefined) return undefined;
    const catching = catchEventsOf(contextOfInstance(rt, instance).element, "escalation");
    const element =
      catching.find((each) => codeOf(each) === code) ?? catching.find((each) => codeOf(each) === undefined);
    if (element !== undefined) return { scopeKey: key, element };
    key = instance.parentKey > 0 ? instance.parentKey : instance.value.parentElementInstanceKey;
  }
  return undefined;
}

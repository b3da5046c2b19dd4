import type { JsonObject, JsonValue } from "../core/record.ts";
import type { ElementContext } from "../core/runtime.ts";

/** Keeps what an element's own work has yielded until its completion maps it outward. */
export function putVariables({ rt, key, element }: ElementContext, variables: JsonObject): void {
  const trigger = rt.keys.next();
  rt.state.eventTriggers.put(key, String(trigger), { key: trigger, elementId: element.id, variables });
}

/** Keeps a result under the name of its variable. */
export function putResult(context: ElementContext, variable: string, value: JsonValue): void {
  putVariables(context, { [variable]: value });
}

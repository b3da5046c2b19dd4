import { objectField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { ElementContext } from "../core/runtime.ts";
import { mergeLocal, mergeUpwards } from "./variables.ts";

/** Sets the variables of a document at an element instance, locally or outward as the document says. */
export function setVariables({ rt, key, value }: ElementContext, document: JsonObject): void {
  const target = { rt, scopeKey: key, owner: value };
  const variables = objectField(document, "variables");
  if (textField(document, "updateSemantics", "PROPAGATE") === "LOCAL") mergeLocal(target, variables);
  else mergeUpwards(target, variables);
}

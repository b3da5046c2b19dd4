import { mergeLocal, mergeUpwards } from "../behaviour/variables.ts";
import { numberField, objectField, textField } from "../core/fields.ts";
import { contextOf, type CommandProcessors, type Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";

/** Setting variables from outside. */
export const variableDocumentCommands: CommandProcessors = { "VARIABLE_DOCUMENT UPDATE": update };

function update(rt: Runtime, command: PendingCommand): void {
  const scopeKey = numberField(command.value, "scopeKey");
  const context = contextOf(rt, scopeKey);
  if (context === undefined) {
    rt.writers.reject(
      "NOT_FOUND",
      `Expected to update variables for element with key '${scopeKey}', but no such element was found`,
    );
    return;
  }
  const variables = objectField(command.value, "variables");
  const updateSemantics = textField(command.value, "updateSemantics", "PROPAGATE");
  const key = rt.keys.next();
  const target = { rt, scopeKey, owner: context.value };
  if (updateSemantics === "LOCAL") mergeLocal(target, variables);
  else mergeUpwards(target, variables);
  const value = { scopeKey, updateSemantics, variables, tenantId: context.value.tenantId };
  rt.writers.respond(rt.writers.event("VARIABLE_DOCUMENT", "UPDATED", { key, value }));
}

import { numberField, textField } from "../core/fields.ts";
import type { CommandProcessors, Runtime } from "../core/runtime.ts";
import type { PendingCommand } from "../core/writers.ts";

/** Deleting what the history keeps of something that has ended. */
export const deleteHistoryCommands: CommandProcessors = { "HISTORY_DELETION DELETE": deleteHistory };

function deleteHistory(rt: Runtime, { value }: PendingCommand): void {
  const key = numberField(value, "resourceKey");
  const resourceType = textField(value, "resourceType");
  if (resourceType === "PROCESS_INSTANCE" && rt.state.elementInstances.get(key) !== undefined) {
    const reason = `Expected to delete history for process instance with key '${key}', but it is still active.`;
    rt.writers.reject("INVALID_STATE", reason);
    return;
  }
  const entry = { key, value: { resourceKey: key, resourceType } };
  rt.writers.respond(rt.writers.event("HISTORY_DELETION", "DELETED", entry));
}

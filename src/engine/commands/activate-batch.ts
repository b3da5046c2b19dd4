import { numberField } from "../core/fields.ts";
import { contextOf, type CommandProcessors } from "../core/runtime.ts";
import { activateChild } from "../core/transitions.ts";

/** The engine's own command that activates the inner instances of a parallel multi-instance body, one after the other. */
export const batchCommands: CommandProcessors = {
  "PROCESS_INSTANCE_BATCH ACTIVATE": (rt, command) => {
    const body = contextOf(rt, numberField(command.value, "batchElementInstanceKey"));
    const inner = body?.element.inner;
    if (body === undefined || inner === undefined) return;
    const index = numberField(command.value, "index", 0) - 1;
    activateChild(body, inner, rt.keys.next());
    if (index === 0) return;
    rt.writers.command("PROCESS_INSTANCE_BATCH", "ACTIVATE", { key: command.key, value: { ...command.value, index } });
  },
};

import { numberField } from "../core/fields.ts";
import { contextOfInstance, type CommandProcessors } from "../core/runtime.ts";
import { terminate } from "../core/transitions.ts";

/** Ends the children of a scope one after the other, so that each has ended before the next begins to. */
export const terminateBatchCommands: CommandProcessors = {
  "PROCESS_INSTANCE_BATCH TERMINATE": (rt, { key, value }) => {
    const index = numberField(value, "index");
    const [child, next] = rt.state.elementInstances.query(
      "childrenFrom",
      numberField(value, "batchElementInstanceKey"),
      index,
    );
    if (child === undefined) return;
    if (child.phase !== "ELEMENT_TERMINATING") terminate(contextOfInstance(rt, child));
    if (next === undefined) return;
    rt.writers.command("PROCESS_INSTANCE_BATCH", "TERMINATE", { key, value: { ...value, index: next.key } });
  },
};

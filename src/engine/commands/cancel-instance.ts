import { awaitEnd } from "../behaviour/requests.ts";
import { contextOf, type CommandProcessors } from "../core/runtime.ts";
import { terminate } from "../core/transitions.ts";

/** Cancelling process instances. */
export const cancelInstanceCommands: CommandProcessors = {
  "PROCESS_INSTANCE CANCEL": (rt, command) => {
    const { key } = command;
    const context = contextOf(rt, key);
    const phase = rt.state.elementInstances.get(key)?.phase;
    if (context?.element.type !== "PROCESS" || phase === "ELEMENT_TERMINATING") {
      rt.writers.reject(
        "NOT_FOUND",
        `Expected to cancel a process instance with key '${key}', but no such process was found`,
      );
      return;
    }
    if (context.value.parentProcessInstanceKey > 0) {
      rt.writers.reject(
        "INVALID_STATE",
        `Expected to cancel a process instance with key '${key}', but it is created by a parent process instance. Cancel the root process instance '${context.value.parentProcessInstanceKey}' instead.`,
      );
      return;
    }
    awaitEnd(rt, key);
    terminate(context);
  },
};

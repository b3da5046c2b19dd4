import { dropIncidents } from "../behaviour/incidents.ts";
import { inheritTrigger, mapInputs, mapOutputs } from "../behaviour/mapping.ts";
import { hasNoActivePaths, terminateChildrenInTurn } from "../behaviour/termination.ts";
import { instanceOf, type ContainerBehaviour, type ElementContext } from "../core/runtime.ts";
import { complete, tellTerminated, toCompleted, toTerminated } from "../core/transitions.ts";
import { subProcess } from "./sub-process.ts";

/** An event sub-process whose start event has been triggered; as in Zeebe it leaves its own subscriptions open when it ends. */
export const eventSubProcess: ContainerBehaviour = {
  prepare: (context) => {
    inheritTrigger(context);
    return mapInputs(context);
  },
  activate: (context) => subProcess.activate(context),
  conclude: mapOutputs,
  complete: (context) => toCompleted(context),
  terminate: (context) => {
    dropIncidents(context);
    if (terminateChildrenInTurn(context)) end(context);
  },
  childCompleted: (container, child) => {
    subProcess.childCompleted(container, child);
  },
  childTerminated: (container) => {
    const { children, phase, interruptedBy } = instanceOf(container);
    if (phase === "ELEMENT_TERMINATING") {
      if (children === 0) end(container);
      return;
    }
    // As in Zeebe, one that another event sub-process inside of it has interrupted never goes on.
    if (interruptedBy === "" && hasNoActivePaths(container)) complete(container);
  },
};

function end(context: ElementContext): void {
  toTerminated(context);
  tellTerminated(context);
}

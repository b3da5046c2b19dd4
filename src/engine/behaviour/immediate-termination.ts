import { contextOf, contextOfInstance, instanceOf, type ElementContext } from "../core/runtime.ts";
import { toTerminated, toTerminating, valueWithPaths } from "../core/transitions.ts";
import { unsubscribe } from "./catch-events.ts";
import { dropIncidents } from "./incidents.ts";
import { cancelJob } from "./jobs.ts";
import { forgetItems, progressOf } from "./multi-instance.ts";
import { leaveAwaiting } from "./process-end.ts";
import { releaseStart } from "./start-events.ts";
import { cancelUserTask } from "./user-tasks.ts";

/** Ends an element instance with all that is in it, in one go and without going on anywhere, as a modification does. */
export function terminateAtOnce(context: ElementContext): void {
  const open = [context];
  const closed: ElementContext[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    close(next);
    closed.push(next);
    open.push(...inside(next));
  }
  for (const each of closed.toReversed()) end(each);
}

function close(context: ElementContext): void {
  toTerminating(context, valueWithPaths(context));
  cancelJob(context);
  cancelUserTask(context);
  dropIncidents(context);
  unsubscribe(context);
}

/** What is to end with an element instance: its children, or the process instance that it has called. */
function inside(context: ElementContext): readonly ElementContext[] {
  const { rt, key, element } = context;
  if (element.type === "CALL_ACTIVITY") {
    const called = contextOf(rt, instanceOf(context).calledKey);
    return called === undefined ? [] : [called];
  }
  const children = rt.state.elementInstances.query("children", key);
  return children.filter(({ phase }) => phase !== "ELEMENT_TERMINATING").map((child) => contextOfInstance(rt, child));
}

function end(context: ElementContext): void {
  const { rt, key, element, value } = context;
  if (element.type === "MULTI_INSTANCE_BODY") forgetItems(context);
  if (element.type === "PROCESS") {
    leaveAwaiting(context);
    releaseStart(rt, { bpmnProcessId: value.bpmnProcessId, processInstanceKey: key });
  }
  countInLoop(context);
  toTerminated(context, valueWithPaths(context));
}

function countInLoop({ rt, value }: ElementContext): void {
  const scope = contextOf(rt, value.flowScopeKey);
  if (scope?.element.type !== "MULTI_INSTANCE_BODY") return;
  const progress = progressOf(scope);
  const loop = { ...progress, terminated: progress.terminated + 1 };
  rt.state.elementInstances.put(scope.key, { ...instanceOf(scope), loop });
}

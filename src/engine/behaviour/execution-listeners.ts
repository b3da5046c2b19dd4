import type { JsonObject } from "../core/record.ts";
import { instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import type { ListenerSource } from "../model/source.ts";
import { cancelJob, createListenerJob, jobProperties } from "./jobs.ts";
import { mergeLocal } from "./variables.ts";

/** When a listener is called: before its element is active, or before it is completed. */
export type ListenerPhase = "START" | "END";

/** What a phase comes to: it waits for a listener's job, it has failed, or it goes on. */
export type Listening = "waiting" | "done" | Failure;

/** Calls the first listener of a phase; a phase that is repeated after an incident begins with the first again. */
export function beginListening(context: ElementContext, phase: ListenerPhase): Listening {
  if (listenersOf(context, phase).length === 0) return "done";
  return call(context, phase, 0);
}

/** Takes the result of a listener's job and calls the next listener. */
export function goOnListening(context: ElementContext, phase: ListenerPhase, variables: JsonObject): Listening {
  takeVariables(context, phase, variables);
  return call(context, phase, instanceOf(context).listenerIndex + 1);
}

/** Cancels the job of a listener whose element is terminated. */
export function stopListening(context: ElementContext): void {
  if (context.element.listeners === undefined) return;
  if (context.rt.state.jobs.get(instanceOf(context).jobKey)?.value.jobKind === "EXECUTION_LISTENER") cancelJob(context);
}

function listenersOf({ element }: ElementContext, phase: ListenerPhase): readonly ListenerSource[] {
  if (element.listeners === undefined) return NONE;
  return phase === "START" ? element.listeners.start : element.listeners.end;
}

const NONE: readonly ListenerSource[] = [];

function call(context: ElementContext, phase: ListenerPhase, index: number): Listening {
  const { rt, key, element } = context;
  const listener = listenersOf(context, phase)[index];
  rt.state.elementInstances.put(key, { ...instanceOf(context), listenerIndex: index });
  if (listener === undefined) return "done";
  const properties = jobProperties(context, listener);
  if ("failure" in properties) return properties.failure;
  createListenerJob(context, properties, {
    jobKind: "EXECUTION_LISTENER",
    jobListenerEventType: phase,
    headers: element.headers ?? {},
  });
  return "waiting";
}

/** At the start they are the element's own, at the end its flow scope's; as in Zeebe they are lost where an event sub-process has interrupted the element. */
function takeVariables(context: ElementContext, phase: ListenerPhase, variables: JsonObject): void {
  const { rt, key, element, value } = context;
  if (element.children.length > 0 && instanceOf(context).accepts !== "all") return;
  const isOwn = phase === "START" || value.flowScopeKey < 0;
  mergeLocal({ rt, scopeKey: isOwn ? key : value.flowScopeKey, owner: value }, variables);
}

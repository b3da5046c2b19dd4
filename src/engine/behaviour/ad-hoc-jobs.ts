import { listField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { instanceOf, type ElementContext, type Failure } from "../core/runtime.ts";
import { toActivated } from "../core/transitions.ts";
import { TENANT } from "../core/values.ts";
import type { JobSource } from "../model/source.ts";
import { adHocOf, finishAdHoc } from "./ad-hoc.ts";
import { subscribe } from "./catch-events.ts";
import { cancelJob, createListenerJob, jobProperties, type JobProperties } from "./jobs.ts";
import { mergeUpwards } from "./variables.ts";

/** Makes the first job of an ad-hoc sub-process that a worker drives. */
export function openAdHocJob(context: ElementContext): Failure | undefined {
  const properties = jobProperties(context, jobOf(context));
  if ("failure" in properties) return properties.failure;
  const subscribing = subscribe(context);
  if (subscribing !== undefined) return subscribing;
  makeJob(context, properties);
  toActivated(context);
  return undefined;
}

/** After each inner instance the worker is asked again, unless it has said that the end is near. As in Zeebe, a job whose properties fail is not made. */
export function endOfInnerInstance(context: ElementContext): void {
  cancelJob(context);
  if (instanceOf(context).isFulfilled === true) {
    finishAdHoc(context, adHocOf(context).cancelRemaining);
    return;
  }
  const properties = jobProperties(context, jobOf(context));
  if (!("failure" in properties)) makeJob(context, properties);
}

function jobOf({ element }: ElementContext): JobSource {
  if (element.job === undefined) throw new Error(`Expected ${element.id} to have a task definition, but it has none`);
  return element.job;
}

function makeJob(context: ElementContext, properties: JobProperties): void {
  const { headers } = jobOf(context);
  createListenerJob(context, properties, {
    jobKind: "AD_HOC_SUB_PROCESS",
    jobListenerEventType: "UNSPECIFIED",
    headers,
  });
}

/** Takes what the worker says: variables, elements to activate, and whether it is over. */
export function takeAdHocResult(context: ElementContext, variables: JsonObject, result: JsonObject): void {
  const { rt, key, value } = context;
  const elements = listField(result, "activateElements");
  const isOver = result["completionConditionFulfilled"] === true;
  const instruction = {
    adHocSubProcessInstanceKey: key,
    activateElements: elements,
    cancelRemainingInstances: result["cancelRemainingInstances"] === true,
    completionConditionFulfilled: isOver,
    tenantId: TENANT,
  };
  const append = (intent: string): void => {
    rt.writers.command("AD_HOC_SUB_PROCESS_INSTRUCTION", intent, { key, value: instruction });
  };
  if (elements.length > 0) append("ACTIVATE");
  if (isOver) append("COMPLETE");
  mergeUpwards({ rt, scopeKey: key, owner: value }, variables);
}

/** A worker's answer in the words of the records; the protocol has other names for two of its fields. */
export function adHocResult(result: JsonObject): JsonObject {
  const { isCompletionConditionFulfilled, isCancelRemainingInstances, ...others } = result;
  return {
    ...others,
    ...(isCompletionConditionFulfilled === undefined
      ? {}
      : { completionConditionFulfilled: isCompletionConditionFulfilled }),
    ...(isCancelRemainingInstances === undefined ? {} : { cancelRemainingInstances: isCancelRemainingInstances }),
  };
}

/** The ids of the elements that a worker's answer wants to be active. */
export function wantedElements(result: JsonObject): readonly string[] {
  return objectsField(result, "activateElements").map((each) => textField(each, "elementId"));
}

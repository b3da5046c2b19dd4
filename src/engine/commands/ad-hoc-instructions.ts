import { activateInside, cancelInside, finishAdHoc, unknownElements } from "../behaviour/ad-hoc.ts";
import { booleanField, numberField, objectField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import { contextOf, instanceOf, type CommandProcessors, type ElementContext, type Runtime } from "../core/runtime.ts";
import { TENANT } from "../core/values.ts";
import type { PendingCommand } from "../core/writers.ts";

/** Activating elements of an ad-hoc sub-process, and ending it. */
export const adHocCommands: CommandProcessors = {
  "AD_HOC_SUB_PROCESS_INSTRUCTION ACTIVATE": activate,
  "AD_HOC_SUB_PROCESS_INSTRUCTION COMPLETE": finish,
};

function activate(rt: Runtime, command: PendingCommand): void {
  const value = instructionOf(command.value);
  const context = adHocFor(rt, command, value);
  if (context === undefined) return;
  const elements = objectsField(value, "activateElements");
  const unknown = unknownElements(
    context,
    elements.map((each) => textField(each, "elementId")),
  );
  if (unknown !== undefined) {
    rt.writers.reject("NOT_FOUND", unknown, value);
    return;
  }
  if (booleanField(value, "cancelRemainingInstances")) cancelInside(context);
  for (const each of elements) activateInside(context, textField(each, "elementId"), objectField(each, "variables"));
  rt.writers.respond(rt.writers.event("AD_HOC_SUB_PROCESS_INSTRUCTION", "ACTIVATED", { key: command.key, value }));
}

/** The ad-hoc sub-process that is to activate elements; refuses the command when there is none that can. */
function adHocFor(rt: Runtime, command: PendingCommand, value: JsonObject): ElementContext | undefined {
  const key = numberField(command.value, "adHocSubProcessInstanceKey");
  const context = contextOf(rt, key);
  const wanted = "Expected to activate activities for ad-hoc sub-process";
  // The real engine fails with an exception at an element instance of another kind.
  if (context?.element.type !== "AD_HOC_SUB_PROCESS") {
    const refusal = `${wanted} but no ad-hoc sub-process instance found with key '${key}'.`;
    rt.writers.reject("NOT_FOUND", refusal, value);
    return undefined;
  }
  if (instanceOf(context).phase === "ELEMENT_ACTIVATED") return context;
  rt.writers.reject("INVALID_STATE", `${wanted} with key '${key}', but it is not active.`, value);
  return undefined;
}

/** The engine's own command that a worker's answer causes. */
function finish(rt: Runtime, command: PendingCommand): void {
  const value = instructionOf(command.value);
  const key = numberField(value, "adHocSubProcessInstanceKey");
  const context = contextOf(rt, key);
  if (context === undefined) {
    rt.writers.reject("NOT_FOUND", `No element instance found with key '${key}'`, value);
    return;
  }
  finishAdHoc(context, booleanField(value, "cancelRemainingInstances"));
  rt.state.elementInstances.put(key, { ...instanceOf(context), isFulfilled: true });
  rt.writers.respond(rt.writers.event("AD_HOC_SUB_PROCESS_INSTRUCTION", "COMPLETED", { key: command.key, value }));
}

function instructionOf(value: JsonObject): JsonObject {
  const elements = objectsField(value, "activateElements");
  return {
    adHocSubProcessInstanceKey: numberField(value, "adHocSubProcessInstanceKey"),
    activateElements: elements.map((each) => ({
      elementId: textField(each, "elementId"),
      variables: objectField(each, "variables"),
    })),
    cancelRemainingInstances: booleanField(value, "cancelRemainingInstances"),
    completionConditionFulfilled: booleanField(value, "completionConditionFulfilled"),
    tenantId: TENANT,
  };
}

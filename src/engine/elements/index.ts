import type { ElementBehaviour } from "../core/runtime.ts";
import type { ElementType } from "../model/source.ts";
import { adHocInnerInstance } from "./ad-hoc-inner-instance.ts";
import { adHocSubProcess } from "./ad-hoc-sub-process.ts";
import { boundaryEvent } from "./boundary-event.ts";
import { catchEvent } from "./catch-event.ts";
import { throwEvent } from "./end-event.ts";
import { eventBasedGateway } from "./event-based-gateway.ts";
import { eventSubProcess } from "./event-sub-process.ts";
import { exclusiveGateway, inclusiveGateway, parallelGateway } from "./gateways.ts";
import { businessRuleTask } from "./business-rule-task.ts";
import { callActivity } from "./call-activity.ts";
import { jobTask } from "./job-task.ts";
import { multiInstanceBody } from "./multi-instance-body.ts";
import { plainTask } from "./plain-task.ts";
import { processElement } from "./process.ts";
import { scriptTask } from "./script-task.ts";
import { startEvent } from "./start-event.ts";
import { userTask } from "./user-task.ts";
import { subProcess } from "./sub-process.ts";

/** The behaviour of every kind of element that the engine runs. */
const BEHAVIOURS: Partial<Readonly<Record<ElementType, ElementBehaviour>>> = {
  PROCESS: processElement,
  START_EVENT: startEvent,
  SUB_PROCESS: subProcess,
  EVENT_SUB_PROCESS: eventSubProcess,
  AD_HOC_SUB_PROCESS: adHocSubProcess,
  AD_HOC_SUB_PROCESS_INNER_INSTANCE: adHocInnerInstance,
  END_EVENT: throwEvent,
  INTERMEDIATE_THROW_EVENT: throwEvent,
  INTERMEDIATE_CATCH_EVENT: catchEvent,
  RECEIVE_TASK: catchEvent,
  BOUNDARY_EVENT: boundaryEvent,
  EXCLUSIVE_GATEWAY: exclusiveGateway,
  PARALLEL_GATEWAY: parallelGateway,
  INCLUSIVE_GATEWAY: inclusiveGateway,
  EVENT_BASED_GATEWAY: eventBasedGateway,
  MANUAL_TASK: plainTask,
  TASK: plainTask,
  SERVICE_TASK: jobTask,
  SEND_TASK: jobTask,
  SCRIPT_TASK: scriptTask,
  BUSINESS_RULE_TASK: businessRuleTask,
  USER_TASK: userTask,
  CALL_ACTIVITY: callActivity,
  MULTI_INSTANCE_BODY: multiInstanceBody,
};

/** The behaviour of a kind of element; throws for a kind that deployment should have refused. */
export function behaviourOf(type: ElementType): ElementBehaviour {
  const behaviour = BEHAVIOURS[type];
  if (behaviour === undefined) throw new Error(`Expected an element that the engine runs, but got ${type}`);
  return behaviour;
}

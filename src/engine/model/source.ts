/** Zeebe's names of the kinds of flow elements. */
export type ElementType =
  | "PROCESS"
  | "SUB_PROCESS"
  | "EVENT_SUB_PROCESS"
  | "AD_HOC_SUB_PROCESS"
  | "AD_HOC_SUB_PROCESS_INNER_INSTANCE"
  | "START_EVENT"
  | "INTERMEDIATE_CATCH_EVENT"
  | "INTERMEDIATE_THROW_EVENT"
  | "BOUNDARY_EVENT"
  | "END_EVENT"
  | "SERVICE_TASK"
  | "RECEIVE_TASK"
  | "USER_TASK"
  | "MANUAL_TASK"
  | "TASK"
  | "EXCLUSIVE_GATEWAY"
  | "PARALLEL_GATEWAY"
  | "EVENT_BASED_GATEWAY"
  | "INCLUSIVE_GATEWAY"
  | "SEQUENCE_FLOW"
  | "MULTI_INSTANCE_BODY"
  | "CALL_ACTIVITY"
  | "BUSINESS_RULE_TASK"
  | "SCRIPT_TASK"
  | "SEND_TASK";

/** Zeebe's names of the kinds of events. */
export type EventType =
  | "UNSPECIFIED"
  | "NONE"
  | "MESSAGE"
  | "TIMER"
  | "ERROR"
  | "ESCALATION"
  | "SIGNAL"
  | "TERMINATE"
  | "LINK"
  | "COMPENSATION";

/** An input or output mapping: an expression and the path it is written to. */
export interface MappingSource {
  readonly source: string;
  readonly target: string;
}

/** A job that an element makes. */
export interface JobSource {
  readonly type: string;
  readonly retries: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Resources whose keys the job carries in a header. */
  readonly linked?: readonly LinkedSource[];
}

/** A job that an execution listener or a task listener makes. */
export interface ListenerSource {
  readonly type: string;
  readonly retries: string;
}

/** Execution listeners of an element, in the order of the model. */
export interface ListenersSource {
  readonly start: readonly ListenerSource[];
  readonly end: readonly ListenerSource[];
}

/** When task listeners are called. */
export type TaskListenerEvent = "creating" | "assigning" | "updating" | "completing" | "canceling";

/** When a timer is due. */
export interface TimerSource {
  readonly kind: "timer";
  readonly form: "date" | "duration" | "cycle";
  readonly expression: string;
}

/** What an event throws or waits for; every text may be an expression. */
export type EventSource =
  | { readonly kind: "message"; readonly name: string; readonly correlationKey: string | undefined }
  | { readonly kind: "signal"; readonly name: string }
  | TimerSource
  /** Without a code it catches all. */
  | { readonly kind: "error" | "escalation"; readonly code: string | undefined }
  | { readonly kind: "link"; readonly name: string }
  | { readonly kind: "terminate" }
  /** Throw and end events: the activity meant, undefined for all of the scope. Boundary events: id of the handler. */
  | { readonly kind: "compensation"; readonly activity: string | undefined; readonly handler: string | undefined };

/** Multi-instance characteristics. */
export interface LoopSource {
  readonly isSequential: boolean;
  readonly inputCollection: string;
  readonly inputElement: string | undefined;
  readonly outputCollection: string | undefined;
  readonly outputElement: string | undefined;
  readonly completionCondition: string | undefined;
}

/** Which version of a called resource is meant. */
export interface BindingSource {
  readonly bindingType: "latest" | "deployment" | "versionTag";
  readonly versionTag: string | undefined;
}

/** What an ad-hoc sub-process says about its elements and its end. */
export interface AdHocSource {
  /** The elements that are active at once. */
  readonly activeElements: string | undefined;
  readonly completionCondition: string | undefined;
  readonly cancelRemaining: boolean;
  readonly outputCollection: string | undefined;
  readonly outputElement: string | undefined;
}

/** A resource that a job links, such as a script. */
export interface LinkedSource extends BindingSource {
  readonly resourceId: string;
  readonly resourceType: string;
  readonly linkName: string;
}

/** Properties of Camunda user tasks; `isNative` is false for the job-based legacy type. */
export interface UserTaskSource extends BindingSource {
  readonly isNative: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly assignee: string | undefined;
  readonly candidateGroups: string | undefined;
  readonly candidateUsers: string | undefined;
  readonly dueDate: string | undefined;
  readonly followUpDate: string | undefined;
  readonly priority: string | undefined;
  readonly formId: string | undefined;
  readonly formKey: string | undefined;
  readonly externalReference: string | undefined;
  /** Task listeners by what they stand before, in the order of the model. */
  readonly taskListeners?: Partial<Readonly<Record<TaskListenerEvent, readonly ListenerSource[]>>> | undefined;
}

/** What is called by a call activity or a business rule task. */
export interface CallSource extends BindingSource {
  readonly id: string;
  readonly resultVariable: string | undefined;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

/** A flow element as the model says it; plain data that is kept beside the deployed model. */
export interface ElementSource {
  readonly id: string;
  readonly name: string | undefined;
  readonly type: ElementType;
  readonly eventType: EventType;
  /** Id of the process or sub-process around it; undefined for the process itself. */
  readonly scope: string | undefined;
  readonly inputs: readonly MappingSource[];
  readonly outputs: readonly MappingSource[];
  readonly job?: JobSource | undefined;
  readonly event?: EventSource | undefined;
  /** Boundary events: id of the activity. */
  readonly attachedTo?: string | undefined;
  /** Boundary events and start events of event sub-processes. */
  readonly isInterrupting?: boolean | undefined;
  readonly defaultFlow?: string | undefined;
  readonly loop?: LoopSource | undefined;
  readonly adHoc?: AdHocSource | undefined;
  /** Text of the first documentation. */
  readonly documentation?: string | undefined;
  readonly call?: CallSource | undefined;
  readonly script?: { readonly expression: string; readonly resultVariable: string } | undefined;
  readonly userTask?: UserTaskSource | undefined;
  readonly listeners?: ListenersSource | undefined;
  /** Headers of the task, for its own job and those of its listeners. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly properties?: Readonly<Record<string, string>> | undefined;
}

/** A sequence flow as the model says it. */
export interface FlowSource {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly condition: string | undefined;
}

/** A process as the model says it; the first element is the process itself. */
export interface ProcessSource {
  readonly id: string;
  readonly name: string | undefined;
  readonly versionTag: string;
  readonly elements: readonly ElementSource[];
  readonly flows: readonly FlowSource[];
}

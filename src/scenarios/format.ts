import { z } from "zod";

const variables = z.record(z.string(), z.json());
const processDefinition = z.strictObject({ processDefinitionId: z.string() });
const processInstance = z.strictObject({ processDefinitionId: z.string() });
const element = z
  .strictObject({ elementId: z.string().optional(), elementName: z.string().optional() })
  .refine(hasOne, "Expected elementId or elementName");
const userTask = z
  .strictObject({
    elementId: z.string().optional(),
    taskName: z.string().optional(),
    processDefinitionId: z.string().optional(),
  })
  .refine(hasOne, "Expected elementId, taskName or processDefinitionId");
const job = z
  .strictObject({
    jobType: z.string().optional(),
    elementId: z.string().optional(),
    processDefinitionId: z.string().optional(),
  })
  .refine(
    ({ jobType, elementId }) => jobType !== undefined || elementId !== undefined,
    "Expected jobType or elementId",
  );
const incident = z
  .strictObject({ elementId: z.string().optional(), processDefinitionId: z.string().optional() })
  .refine(hasOne, "Expected elementId or processDefinitionId");
const decision = z
  .strictObject({ decisionDefinitionId: z.string().optional(), decisionDefinitionName: z.string().optional() })
  .refine(hasOne, "Expected decisionDefinitionId or decisionDefinitionName");

function hasOne(selector: Readonly<Record<string, unknown>>): boolean {
  return Object.values(selector).some((value) => value !== undefined);
}

const ACTIONS = [
  z.strictObject({
    type: z.literal("CREATE_PROCESS_INSTANCE"),
    processDefinitionSelector: processDefinition,
    variables: variables.optional(),
    startInstructions: z.array(z.strictObject({ elementId: z.string() })).optional(),
  }),
  z.strictObject({
    type: z.literal("COMPLETE_USER_TASK"),
    userTaskSelector: userTask,
    variables: variables.optional(),
  }),
  z.strictObject({ type: z.literal("COMPLETE_JOB"), jobSelector: job, variables: variables.optional() }),
  z.strictObject({
    type: z.literal("THROW_BPMN_ERROR_FROM_JOB"),
    jobSelector: job,
    errorCode: z.string(),
    errorMessage: z.string().optional(),
    variables: variables.optional(),
  }),
  z.strictObject({
    type: z.literal("PUBLISH_MESSAGE"),
    name: z.string(),
    correlationKey: z.string().optional(),
    variables: variables.optional(),
    timeToLive: z.number().int().optional(),
    messageId: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("CORRELATE_MESSAGE"),
    name: z.string(),
    correlationKey: z.string().optional(),
    variables: variables.optional(),
  }),
  z.strictObject({ type: z.literal("BROADCAST_SIGNAL"), signalName: z.string(), variables: variables.optional() }),
  z.strictObject({ type: z.literal("INCREASE_TIME"), duration: z.string() }),
  z.strictObject({ type: z.literal("SET_TIME"), time: z.string() }),
  z.strictObject({ type: z.literal("RESOLVE_INCIDENT"), incidentSelector: incident }),
  z.strictObject({
    type: z.literal("UPDATE_VARIABLES"),
    processInstanceSelector: processInstance,
    elementSelector: element.optional(),
    variables,
  }),
  z.strictObject({
    type: z.literal("EVALUATE_DECISION"),
    decisionDefinitionSelector: z.strictObject({ decisionDefinitionId: z.string() }),
    variables: variables.optional(),
  }),
] as const;

const MOCKS = [
  z.strictObject({
    type: z.literal("MOCK_JOB_WORKER_COMPLETE_JOB"),
    jobType: z.string(),
    variables: variables.optional(),
  }),
  z.strictObject({
    type: z.literal("MOCK_JOB_WORKER_THROW_BPMN_ERROR"),
    jobType: z.string(),
    errorCode: z.string(),
    errorMessage: z.string().optional(),
    variables: variables.optional(),
  }),
  z.strictObject({
    type: z.literal("MOCK_DMN_DECISION"),
    decisionDefinitionId: z.string(),
    variables: variables.optional(),
  }),
  z.strictObject({
    type: z.literal("MOCK_CHILD_PROCESS"),
    processDefinitionId: z.string(),
    variables: variables.optional(),
  }),
] as const;

const ASSERTIONS = [
  z.strictObject({
    type: z.literal("ASSERT_PROCESS_INSTANCE"),
    processInstanceSelector: processInstance,
    state: z.enum(["IS_ACTIVE", "IS_COMPLETED", "IS_CREATED", "IS_TERMINATED"]).optional(),
    hasActiveIncidents: z.boolean().optional(),
  }),
  z.strictObject({
    type: z.literal("ASSERT_ELEMENT_INSTANCE"),
    processInstanceSelector: processInstance,
    elementSelector: element,
    state: z.enum(["IS_ACTIVE", "IS_COMPLETED", "IS_TERMINATED"]),
    amount: z.number().int().min(1).default(1),
  }),
  z.strictObject({
    type: z.literal("ASSERT_ELEMENT_INSTANCES"),
    processInstanceSelector: processInstance,
    elementSelectors: z.array(element),
    state: z.enum([
      "IS_ACTIVE",
      "IS_COMPLETED",
      "IS_TERMINATED",
      "IS_NOT_ACTIVE",
      "IS_NOT_ACTIVATED",
      "IS_ACTIVE_EXACTLY",
      "IS_COMPLETED_IN_ORDER",
    ]),
  }),
  z.strictObject({
    type: z.literal("ASSERT_VARIABLES"),
    processInstanceSelector: processInstance,
    elementSelector: element.optional(),
    variableNames: z.array(z.string()).optional(),
    variables: variables.optional(),
  }),
  z.strictObject({
    type: z.literal("ASSERT_USER_TASK"),
    userTaskSelector: userTask,
    state: z.enum(["IS_CREATED", "IS_COMPLETED", "IS_CANCELED", "IS_FAILED"]).optional(),
    assignee: z.string().optional(),
    candidateGroups: z.array(z.string()).optional(),
    priority: z.number().int().optional(),
    elementId: z.string().optional(),
    name: z.string().optional(),
    dueDate: z.string().optional(),
    followUpDate: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("ASSERT_DECISION"),
    decisionSelector: decision,
    output: z.json().optional(),
    matchedRules: z.array(z.number().int()).optional(),
    notMatchedRules: z.array(z.number().int()).optional(),
    noMatchedRules: z.boolean().default(false),
  }),
  z.strictObject({
    type: z.literal("ASSERT_PROCESS_INSTANCE_MESSAGE_SUBSCRIPTION"),
    processInstanceSelector: processInstance,
    messageSelector: z.strictObject({ messageName: z.string(), correlationKey: z.string().optional() }),
    state: z.enum(["IS_WAITING", "IS_NOT_WAITING", "IS_CORRELATED"]),
  }),
] as const;

const ACTION = z.discriminatedUnion("type", ACTIONS);
const MOCK = z.discriminatedUnion("type", MOCKS);
const ASSERTION = z.discriminatedUnion("type", ASSERTIONS);
const INSTRUCTION = z.discriminatedUnion("type", [ACTION, MOCK, ASSERTION]);

const TEST_CASE = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  metadata: z
    .looseObject({
      profil: z.string().default("rsk-2021"),
      jetzt: z.string().default("2026-01-05T09:00:00+01:00"),
      vorlage: z.string().default("leer"),
    })
    .prefault({}),
  instructions: z.array(INSTRUCTION),
});

/** A file of test cases in Camunda's JSON format 8.9; further fields on file and case are allowed, on instructions they are not. */
export const TEST_FILE = z.looseObject({ $schema: z.string().optional(), testCases: z.array(TEST_CASE) });

/** One test case. */
export type TestCase = z.output<typeof TEST_CASE>;
/** An instruction that does something to the engine. */
export type Action = z.output<typeof ACTION>;
/** An instruction that replaces a worker, decision or process. */
export type Mock = z.output<typeof MOCK>;
/** An instruction that claims something about the engine's state. */
export type Assertion = z.output<typeof ASSERTION>;
/** Any instruction. */
export type Instruction = Action | Mock | Assertion;

/** Selects an element by id or name. */
export type ElementSelector = z.output<typeof element>;
/** Selects a user task. */
export type UserTaskSelector = z.output<typeof userTask>;
/** Selects a job by type or element. */
export type JobSelector = z.output<typeof job>;

/** Tells whether an instruction is a claim. */
export function isAssertion(instruction: Instruction): instruction is Assertion {
  return instruction.type.startsWith("ASSERT_");
}

/** Tells whether an instruction replaces a worker, decision or process. */
export function isMock(instruction: Instruction): instruction is Mock {
  return instruction.type.startsWith("MOCK_");
}

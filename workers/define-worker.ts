import { z } from "zod";
import { AppError } from "../src/platform/errors.ts";

/** Thrown by a handler that checks part of its input itself (the variables of one step); the job becomes an incident at once. */
export class VariablesInvalid extends AppError {
  override readonly code = "VARIABLES_INVALID";
  readonly problems: z.ZodError;

  constructor(problems: z.ZodError) {
    super("Expected valid variables, but some are not", { cause: problems });
    this.problems = problems;
  }
}

/** What a worker is told about its job: the checked input and the keys that make a second run recognisable. */
interface WorkerJob<Input> {
  readonly input: Input;
  /** Key of the job; the same when the engine hands the job out a second time. */
  readonly jobKey: string;
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly elementId: string;
  readonly processId: string;
}

/** A job as it comes from an engine: the same, with unchecked variables. */
export interface RawJob extends Omit<WorkerJob<unknown>, "input"> {
  readonly variables: unknown;
}

/** The one result of a job. `retryLater` is for trouble that passes by itself, `bpmnError` for an outcome that the model knows. */
type Outcome<Output, Code extends string> =
  | { readonly kind: "complete"; readonly variables: Output }
  | { readonly kind: "bpmnError"; readonly code: Code; readonly message: string }
  | { readonly kind: "retryLater"; readonly reason: string };

/** A job's result after its input and output were checked; `invalidInput` and `invalidOutput` name the variable and become an incident. */
export type JobResult =
  | Outcome<Readonly<Record<string, unknown>>, string>
  | { readonly kind: "invalidInput"; readonly message: string }
  | { readonly kind: "invalidOutput"; readonly message: string };

/** A worker that has its dependencies and waits for jobs. */
export interface PreparedWorker {
  readonly type: string;
  /** Names of the variables it wants, or "all" where the process owner may add further text fields. */
  readonly variables: readonly string[] | "all";
  readonly bpmnErrors: readonly string[];
  run(job: RawJob): Promise<JobResult>;
}

/** A worker without its dependencies. */
export interface WorkerDefinition<Dependencies> {
  readonly type: string;
  readonly variables: readonly string[] | "all";
  readonly bpmnErrors: readonly string[];
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  prepare(dependencies: Dependencies): PreparedWorker;
}

interface Definition<Input extends z.ZodObject, Output extends z.ZodObject, Code extends string> {
  readonly type: string;
  readonly input: Input;
  readonly output: Output;
  readonly bpmnErrors?: readonly Code[];
}

type Handler<Input extends z.ZodObject, Output extends z.ZodObject, Code extends string> = (
  job: WorkerJob<z.output<Input>>,
) => Promise<Outcome<z.input<Output>, Code>>;

/** Ends a job with these variables. */
export function complete<Output>(variables: Output): { kind: "complete"; variables: Output } {
  return { kind: "complete", variables };
}

/** Ends a job with an outcome that the model catches. */
export function bpmnError<Code extends string>(
  code: Code,
  message: string,
): { kind: "bpmnError"; code: Code; message: string } {
  return { kind: "bpmnError", code, message };
}

/** Hands a job back, because something that it needs is not there for the moment. */
export function retryLater(reason: string): { kind: "retryLater"; reason: string } {
  return { kind: "retryLater", reason };
}

/** Ties a job type, its checked input and output, and its BPMN errors to a function of its dependencies. */
export function defineWorker<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Dependencies,
  Code extends string = never,
>(
  definition: Definition<Input, Output, Code>,
  handler: (dependencies: Dependencies) => Handler<Input, Output, Code>,
): WorkerDefinition<Dependencies> {
  const described = {
    type: definition.type,
    variables: namesOf(definition.input),
    bpmnErrors: definition.bpmnErrors ?? [],
  };
  return {
    ...described,
    input: definition.input,
    output: definition.output,
    prepare: (dependencies) => {
      const handle = handler(dependencies);
      return { ...described, run: (job) => runChecked(definition, handle, job) };
    },
  };
}

async function runChecked<Input extends z.ZodObject, Output extends z.ZodObject, Code extends string>(
  definition: Definition<Input, Output, Code>,
  handle: Handler<Input, Output, Code>,
  job: RawJob,
): Promise<JobResult> {
  const { variables, ...keys } = job;
  const input = definition.input.safeParse(withoutNulls(variables));
  if (!input.success) return { kind: "invalidInput", message: describe(definition.type, "input", input.error) };
  const outcome = await handled(definition.type, () => handle({ ...keys, input: input.data }));
  if (outcome.kind === "invalidInput") return outcome;
  if (outcome.kind !== "complete") return outcome;
  const output = definition.output.safeParse(outcome.variables);
  if (!output.success) return { kind: "invalidOutput", message: describe(definition.type, "output", output.error) };
  return complete(output.data);
}

async function handled<T>(
  type: string,
  handle: () => Promise<T>,
): Promise<T | { kind: "invalidInput"; message: string }> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof VariablesInvalid)) throw error;
    return { kind: "invalidInput", message: describe(type, "input", error.problems) };
  }
}

/** A process has null where a person left a field empty or a mapping found nothing; to a worker both are "not there". */
function withoutNulls(variables: unknown): unknown {
  if (typeof variables !== "object" || variables === null) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null));
}

/** Names only the variables and the expectation, never a value: values may be texts of persons. */
function describe(type: string, side: "input" | "output", error: z.ZodError): string {
  const problems = error.issues.map((issue) => `"${issue.path.join(".")}": ${issue.message}`).join("; ");
  return `Expected valid ${side} variables for job type "${type}", but ${problems}`;
}

function namesOf(input: z.ZodObject): readonly string[] | "all" {
  return input.def.catchall === undefined ? Object.keys(input.shape) : "all";
}

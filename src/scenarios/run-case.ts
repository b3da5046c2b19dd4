import { act, mock } from "./act.ts";
import { claim } from "./claim.ts";
import { AppError } from "../platform/errors.ts";
import { problemOf } from "../camunda/problem.ts";
import { isAssertion, isMock, type Instruction, type TestCase } from "./format.ts";
import type { ElementNames } from "./models.ts";
import { openStage, type Stage, type StageParts } from "./stage.ts";

/** Why a case failed: which instruction (from 1; 0 = preparation, one after the last = at its end) and a sentence. */
export interface CaseFailure {
  readonly instruction: number;
  readonly type: string;
  readonly message: string;
}

/** What a case did: elements and flows by process, and how each instance ended. */
export interface CaseResult {
  readonly name: string;
  readonly failure: CaseFailure | undefined;
  readonly covered: ReadonlyMap<string, ReadonlySet<string>>;
  /** Final states of the instances in the order of their creation: "meldung completed". */
  readonly outcome: readonly string[];
  readonly durationMs: number;
}

/** Plays one case from its preparation to its end; `inspect` looks at register and engine before they are closed. */
export async function runCase(
  parts: StageParts,
  testCase: TestCase,
  options: { readonly names: ElementNames; readonly inspect?: ((stage: Stage) => Promise<void>) | undefined },
): Promise<CaseResult> {
  const started = performance.now();
  const failure = await play(parts, testCase, options);
  const { driver } = parts;
  const [snapshot, flows] = await Promise.all([driver.snapshot(), driver.takenFlows()]);
  const covered = new Map<string, Set<string>>();
  for (const { processId, elementId } of snapshot.elements) addTo(covered, processId, elementId);
  for (const { processId, flowId } of flows) addTo(covered, processId, flowId);
  return {
    name: testCase.name,
    failure,
    covered,
    outcome: snapshot.instances.map(({ processId, state }) => `${processId} ${state}`),
    durationMs: performance.now() - started,
  };
}

async function play(
  parts: StageParts,
  testCase: TestCase,
  {
    names,
    inspect,
  }: { readonly names: ElementNames; readonly inspect?: ((stage: Stage) => Promise<void>) | undefined },
): Promise<CaseFailure | undefined> {
  let at = { instruction: 0, type: "preparation" };
  try {
    const stage = await openStage(parts, testCase);
    for (const [index, instruction] of testCase.instructions.entries()) {
      at = { instruction: index + 1, type: instruction.type };
      await step(stage, names, instruction);
    }
    at = { instruction: testCase.instructions.length + 1, type: "end" };
    const unexpected = await unexpectedIncident(stage, testCase);
    if (unexpected !== undefined) return { ...at, message: unexpected };
    await inspect?.(stage);
    return undefined;
  } catch (error) {
    return { ...at, message: sentenceOf(error) };
  }
}

function step(stage: Stage, names: ElementNames, instruction: Instruction): Promise<void> {
  if (isMock(instruction)) return mock(stage, instruction);
  if (isAssertion(instruction)) return claim(stage.driver, names, instruction);
  return act(stage, names, instruction);
}

/** An incident that the case does not speak of is a fault, even where every claim holds. */
async function unexpectedIncident({ driver }: Stage, { instructions }: TestCase): Promise<string | undefined> {
  const expects = instructions.some(
    (instruction) => instruction.type === "ASSERT_PROCESS_INSTANCE" && instruction.hasActiveIncidents === true,
  );
  if (expects) return undefined;
  const [incident] = (await driver.snapshot()).incidents;
  return incident === undefined
    ? undefined
    : `Expected no incident at the end, but ${incident.elementId} of ${incident.processId} has one: ${incident.message}`;
}

function addTo(covered: Map<string, Set<string>>, processId: string, id: string): void {
  const known = covered.get(processId) ?? new Set<string>();
  known.add(id);
  covered.set(processId, known);
}

function sentenceOf(error: unknown): string {
  if (error instanceof AppError) return error.message;
  const { status, title, detail } = problemOf(error);
  if (status !== undefined)
    return `Expected the engine to accept this, but it answered ${status} ${title ?? ""}: ${detail ?? ""}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

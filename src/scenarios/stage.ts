import { z } from "zod";
import type { JobResult, PreparedWorker } from "../../workers/define-worker.ts";
import { prepareWorkers } from "../../workers/index.ts";
import { reportOf, runWorker } from "../camunda/job-report.ts";
import { seedRegister, type Profile, type Register } from "../register/index.ts";
import type { HandedJob, OutgoingMessage, ScenarioDriver } from "./driver.ts";
import { InstructionFailed } from "./errors.ts";
import type { Mock, TestCase } from "./format.ts";
import { prepareRegister } from "./prepared-registers.ts";

/** One test case in play: an empty engine with the models, a register with the profile, the workers, and a clock that moves when told. */
export interface Stage {
  readonly driver: ScenarioDriver;
  readonly register: Register;
  /** Jobs that an instruction of this case completes by itself. */
  readonly held: HandedJob[];
  now(): number;
  /** Moves the clock, works off what comes due. */
  moveTo(epochMs: number): Promise<void>;
  /** Works off all jobs until nothing moves any more. */
  settle(): Promise<void>;
  mock(mock: WorkerMock): void;
}

/** What replaces a worker. */
export type WorkerMock = Extract<Mock, { type: "MOCK_JOB_WORKER_COMPLETE_JOB" | "MOCK_JOB_WORKER_THROW_BPMN_ERROR" }>;

/** What a stage is made of; the clock is shared with the register. */
export interface StageParts {
  readonly driver: ScenarioDriver;
  readonly register: Register;
  readonly clock: MovableClock;
  readonly profile: Profile;
}

/** A clock that stands still until it is set. */
export interface MovableClock {
  now(): number;
  set(epochMs: number): void;
}

/** Passes of handing out and completing jobs after which a case is taken for an endless loop. */
const MAX_PASSES = 500;

const JSON_OBJECT = z.record(z.string(), z.json());

/** Prepares register and clock as the case wants them. */
export async function openStage(parts: StageParts, testCase: TestCase): Promise<Stage> {
  const { driver, register, clock, profile } = parts;
  const start = Date.parse(testCase.metadata.jetzt);
  clock.set(start);
  await driver.setTime(start);
  await seedRegister(register, { ...profile, demoAccounts: [] }, { demo: true });
  await prepareRegister(register, { vorlage: testCase.metadata.vorlage, clock });
  const workers = new Map(prepareWorkers(dependenciesOf(driver, register)).map((worker) => [worker.type, worker]));
  const mocks = new Map<string, WorkerMock>();
  const held: HandedJob[] = [];
  const handler = { workers, mocks, held, isHeld: heldBy(testCase) };
  return {
    driver,
    register,
    held,
    now: () => clock.now(),
    settle: () => settle(driver, handler),
    moveTo: async (epochMs) => {
      clock.set(epochMs);
      await driver.setTime(epochMs);
      await settle(driver, handler);
    },
    mock: (mock) => mocks.set(mock.jobType, mock),
  };
}

function dependenciesOf(driver: ScenarioDriver, register: Register): Parameters<typeof prepareWorkers>[0] {
  return {
    register,
    portalUrl: "http://localhost:3000",
    onQueued: () => undefined,
    publish: async (message) => {
      await driver.publishMessage(toOutgoing(message));
      return "taken";
    },
  };
}

function toOutgoing(message: Parameters<Parameters<typeof prepareWorkers>[0]["publish"]>[0]): OutgoingMessage {
  return { ...message, variables: JSON_OBJECT.parse(message.variables) };
}

/** Tells which jobs the case wants to complete by an instruction of its own. */
function heldBy({ instructions }: TestCase): (type: string, job: HandedJob) => boolean {
  const selectors = instructions.flatMap((instruction) =>
    "jobSelector" in instruction ? [instruction.jobSelector] : [],
  );
  return (type, { elementId }) =>
    selectors.some(
      (selector) =>
        (selector.jobType === undefined || selector.jobType === type) &&
        (selector.elementId === undefined || selector.elementId === elementId),
    );
}

interface JobHandler {
  readonly workers: ReadonlyMap<string, PreparedWorker>;
  readonly mocks: ReadonlyMap<string, WorkerMock>;
  readonly held: HandedJob[];
  readonly isHeld: (type: string, job: HandedJob) => boolean;
}

/** Time stands still meanwhile, so every job of one moment is done at that moment. */
async function settle(driver: ScenarioDriver, handler: JobHandler): Promise<void> {
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const handed = await workOff(driver, handler);
    if (handed === 0) return;
  }
  throw new InstructionFailed(
    `Expected the jobs to come to an end, but after ${MAX_PASSES} rounds there are still more`,
  );
}

async function workOff(driver: ScenarioDriver, handler: JobHandler): Promise<number> {
  let handed = 0;
  for (const type of await driver.waitingJobTypes()) {
    for (const job of await driver.activateJobs(type)) {
      handed += 1;
      if (handler.isHeld(type, job)) handler.held.push(job);
      else await answer(driver, { type, job, handler });
    }
  }
  return handed;
}

/** Time stands still, so a job that failed is tried again at once, until it is an incident that the case ends with. */
async function answer(
  driver: ScenarioDriver,
  { type, job, handler }: { type: string; job: HandedJob; handler: JobHandler },
): Promise<void> {
  const mock = handler.mocks.get(type);
  const worker = handler.workers.get(type);
  if (mock === undefined && worker === undefined)
    throw new InstructionFailed(
      `Expected a worker for job type "${type}" of ${job.elementId}, but there is none; mock it`,
    );
  const result = mock === undefined && worker !== undefined ? await runWorker(worker, job) : mockedResult(mock);
  const report = reportOf(result, { type, jobKey: job.jobKey, retries: job.retries, attempt: 0 });
  await driver.reportJob(job.jobKey, report.action === "failed" ? { ...report, retryBackOffMs: 0 } : report);
}

function mockedResult(mock: WorkerMock | undefined): JobResult {
  if (mock?.type === "MOCK_JOB_WORKER_THROW_BPMN_ERROR")
    return { kind: "bpmnError", code: mock.errorCode, message: mock.errorMessage ?? "" };
  return { kind: "complete", variables: mock?.variables ?? {} };
}

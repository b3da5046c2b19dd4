import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { EngineRecord, Records } from "./records.ts";

/** What the records tell of one moment. */
export interface Story {
  /** Instances of a process by key, of those that began by themselves and those that were called. */
  readonly instances: ReadonlyMap<
    number,
    { readonly processId: string; readonly state: "active" | "completed" | "terminated" }
  >;
  /** Keys of user tasks that wait for somebody. */
  readonly openTasks: readonly number[];
  /** Types of jobs that wait for a worker, or for its answer. */
  readonly openJobs: readonly string[];
  /** Messages of incidents that nobody has resolved. */
  readonly incidents: readonly string[];
  /** What workers said of jobs that failed. */
  readonly failures: readonly string[];
  /** How often a job was taken away from a worker that did not answer in time. */
  readonly timeouts: number;
  /** Jobs that were completed, by type and worker. */
  readonly completed: readonly { readonly type: string; readonly worker: string }[];
}

const instance = z.object({ bpmnElementType: z.string(), bpmnProcessId: z.string() });
const job = z.object({ type: z.string(), worker: z.string() });
const failure = z.object({ type: z.string(), errorMessage: z.string() });
const incident = z.object({ errorMessage: z.string(), elementId: z.string() });

const ENDS = { ELEMENT_COMPLETED: "completed", ELEMENT_TERMINATED: "terminated" } as const;

/** Reads the records. */
export function storyOf(records: readonly EngineRecord[]): Story {
  const of = (valueType: string, ...intents: readonly string[]): EngineRecord[] =>
    records.filter((record) => record.valueType === valueType && intents.includes(record.intent));
  return {
    instances: instancesOf(of("PROCESS_INSTANCE", "ELEMENT_ACTIVATED", ...Object.keys(ENDS))),
    openTasks: without(of("USER_TASK", "CREATED"), of("USER_TASK", "COMPLETED", "CANCELED")).map(({ key }) => key),
    openJobs: without(of("JOB", "CREATED"), of("JOB", "COMPLETED", "CANCELED", "ERROR_THROWN")).map(
      ({ value }) => job.parse(value).type,
    ),
    incidents: without(of("INCIDENT", "CREATED"), of("INCIDENT", "RESOLVED")).map(({ value }) => {
      const { elementId, errorMessage } = incident.parse(value);
      return `${elementId}: ${errorMessage}`;
    }),
    failures: of("JOB", "FAILED").map(({ value }) => {
      const { type, errorMessage } = failure.parse(value);
      return `${type}: ${errorMessage}`;
    }),
    timeouts: of("JOB", "TIMED_OUT").length,
    completed: of("JOB", "COMPLETED").map(({ value }) => job.parse(value)),
  };
}

function instancesOf(records: readonly EngineRecord[]): Story["instances"] {
  const instances = new Map<number, { processId: string; state: "active" | "completed" | "terminated" }>();
  for (const { key, intent, value } of records) {
    const { bpmnElementType, bpmnProcessId: processId } = instance.parse(value);
    if (bpmnElementType !== "PROCESS") continue;
    const state =
      intent === "ELEMENT_ACTIVATED" ? "active" : intent === "ELEMENT_COMPLETED" ? "completed" : "terminated";
    instances.set(key, { processId, state });
  }
  return instances;
}

function without(created: readonly EngineRecord[], ended: readonly EngineRecord[]): readonly EngineRecord[] {
  const keys = new Set(ended.map(({ key }) => key));
  return created.filter(({ key }) => !keys.has(key));
}

const LOOK_EVERY_MS = 250;

/** Waits for a moment in the story; throws with the last one when it does not come in time. */
export async function untilStory(
  records: Records,
  { what, patienceMs = 120_000, is }: { what: string; patienceMs?: number; is: (story: Story) => boolean },
): Promise<Story> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const story = storyOf(records.all());
    if (is(story)) return story;
    if (performance.now() > giveUpAt) throw new Error(`Expected ${what}, but: ${described(story)}`);
    await delay(LOOK_EVERY_MS);
  }
}

function described({ instances, openTasks, openJobs, incidents, failures, timeouts, completed }: Story): string {
  const active = [...instances.values()].filter(({ state }) => state === "active").length;
  const lists = { openTasks, openJobs, failures, completed };
  const counts = Object.entries(lists).map(([name, list]) => `${String(list.length)} ${name}`);
  return `${String(instances.size)} instances, ${String(active)} active, ${counts.join(", ")}, ${String(timeouts)} timeouts; incidents: ${incidents.join("; ")}`;
}

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { Connection } from "./http-client.ts";
import { fiveTasksBpmn, JOB_TYPE, PROCESS_ID, VARIABLES } from "./model.ts";
import { rateOf } from "./figures.ts";

const READY = z.object({ kind: z.literal("ready"), port: z.number(), startMs: z.number(), nodeBootMs: z.number() });
const MEMORY = z.object({ kind: z.literal("memory"), rssMb: z.number(), heapMb: z.number() });
const JOBS = z.object({ jobs: z.array(z.object({ jobKey: z.string() })) });

/** The engine in a process of its own. */
export interface EngineProcess {
  readonly port: number;
  /** From the first line of our own code to the first answer. */
  readonly startMs: number;
  memory(): Promise<{ rssMb: number; heapMb: number }>;
  stop(): Promise<void>;
}

/** Starts the engine alone in its process. */
export async function startEngine(file: string): Promise<EngineProcess> {
  const child: ChildProcess = fork(new URL("engine-process.ts", import.meta.url), [file], {
    execArgv: ["--expose-gc"],
  });
  const [ready]: unknown[] = await once(child, "message");
  const { port, startMs } = READY.parse(ready);
  return {
    port,
    startMs,
    memory: async () => {
      child.send({ kind: "memory" });
      const [answer]: unknown[] = await once(child, "message");
      return MEMORY.parse(answer);
    },
    stop: async () => {
      const exit = once(child, "exit");
      child.disconnect();
      child.kill("SIGTERM");
      await exit;
    },
  };
}

/** Deploys the process of the figures over HTTP. */
export async function deploy(port: number): Promise<void> {
  const form = new FormData();
  form.append("resources", new File([fiveTasksBpmn()], "five-tasks.bpmn"));
  const answer = await fetch(`http://127.0.0.1:${port}/v2/deployments`, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`Expected a deployment, but got ${await answer.text()}`);
}

/** Five-task instances per second over HTTP: 16 creators, 4 activators of 32 jobs, 64 connections in all. */
export async function httpRate(port: number, duration: { warmUpMs: number; measureMs: number }): Promise<number> {
  const state: Load = { jobs: 0, open: 0, isRunning: true, idle: [] };
  const creators = Array.from({ length: 16 }, async () => createUntilStopped(await Connection.open(port), state));
  state.idle.push(...(await Promise.all(Array.from({ length: 44 }, () => Connection.open(port)))));
  const activators = Array.from({ length: 4 }, async () => workUntilStopped(await Connection.open(port), state));
  const rate = await rateOf(() => state.jobs / 5, duration);
  state.isRunning = false;
  await Promise.all([...creators, ...activators]);
  for (const connection of state.idle) connection.close();
  return rate;
}

interface Load {
  jobs: number;
  open: number;
  isRunning: boolean;
  readonly idle: Connection[];
}

/** How many instances are open at a time: enough to keep the workers busy. */
const OPEN_LIMIT = 512;

async function createUntilStopped(connection: Connection, state: Load): Promise<void> {
  while (state.isRunning) {
    if (state.open - state.jobs / 5 < OPEN_LIMIT) {
      state.open += 1;
      await connection.post("/v2/process-instances", { processDefinitionId: PROCESS_ID, variables: VARIABLES });
    } else await new Promise((resolve) => setImmediate(resolve));
  }
  connection.close();
}

async function workUntilStopped(connection: Connection, state: Load): Promise<void> {
  while (state.isRunning) {
    const jobs = await activate(connection);
    await Promise.all(jobs.map((jobKey) => complete(state, jobKey)));
    state.jobs += jobs.length;
  }
  connection.close();
}

async function activate(connection: Connection): Promise<string[]> {
  const request = { type: JOB_TYPE, worker: "bench", timeout: 60_000, maxJobsToActivate: 32, requestTimeout: 1000 };
  const body = await connection.post("/v2/jobs/activation", request);
  return JOBS.parse(JSON.parse(body)).jobs.map(({ jobKey }) => jobKey);
}

async function complete(state: Load, jobKey: string): Promise<void> {
  let connection = state.idle.pop();
  while (connection === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    connection = state.idle.pop();
  }
  await connection.post(`/v2/jobs/${jobKey}/completion`, { variables: { done: 1 } });
  state.idle.push(connection);
}

/** Milliseconds from the completion of a job to the next one in hand, one instance at a time. */
export async function latencies(port: number, count: number): Promise<number[]> {
  const connection = await Connection.open(port);
  const measured: number[] = [];
  while (measured.length < count) {
    await connection.post("/v2/process-instances", { processDefinitionId: PROCESS_ID, variables: VARIABLES });
    let [jobKey] = await activate(connection);
    for (let task = 1; task <= 5 && jobKey !== undefined; task += 1) {
      const start = performance.now();
      await connection.post(`/v2/jobs/${jobKey}/completion`, {});
      if (task === 5) break;
      [jobKey] = await activate(connection);
      measured.push(performance.now() - start);
    }
  }
  connection.close();
  return measured;
}

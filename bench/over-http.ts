import { z } from "zod";
import { Connection } from "./http-client.ts";
import { fiveTasksBpmn, JOB_TYPE, PROCESS_ID, VARIABLES } from "./model.ts";
import { rateOf } from "./figures.ts";

const JOBS = z.object({ jobs: z.array(z.object({ jobKey: z.string(), processInstanceKey: z.string() })) });

/** Deploys the process of the figures over HTTP. */
export async function deploy(port: number): Promise<void> {
  const form = new FormData();
  form.append("resources", new File([fiveTasksBpmn()], "five-tasks.bpmn"));
  const answer = await fetch(`http://127.0.0.1:${port}/v2/deployments`, { method: "POST", body: form });
  if (!answer.ok) throw new Error(`Expected a deployment, but got ${await answer.text()}`);
}

/** Five-task instances per second over HTTP: 16 creators, 4 activators of 32 jobs, 64 connections in all. */
export async function httpRate(port: number, duration: { warmUpMs: number; measureMs: number }): Promise<number> {
  const load: Load = { jobs: 0, isRunning: true, creations: new Pool(), completions: new Pool() };
  const connections = await Promise.all(Array.from({ length: 64 }, () => Connection.open(port)));
  // As many permits as instances shall be open at a time: enough to keep the workers busy.
  for (let open = 0; open < 512; open += 1) load.creations.put(open);
  const creators = connections.slice(0, 16).map((connection) => createUntilStopped(connection, load));
  const activators = connections.slice(16, 20).map((connection) => workUntilStopped(connection, load));
  for (const connection of connections.slice(20)) load.completions.put(connection);
  const rate = await rateOf(() => load.jobs / 5, duration);
  load.isRunning = false;
  for (let creator = 0; creator < 16; creator += 1) load.creations.put(creator);
  await Promise.all([...creators, ...activators]);
  for (const connection of connections) connection.close();
  return rate;
}

type ActivatedJob = z.infer<typeof JOBS>["jobs"][number];

interface Load {
  jobs: number;
  isRunning: boolean;
  /** A permit for each instance that may be started. */
  readonly creations: Pool<number>;
  /** Connections that no completion uses now. */
  readonly completions: Pool<Connection>;
}

/** Things to take and to put back; whoever finds none waits without turning. */
export class Pool<T> {
  readonly #things: T[] = [];
  readonly #waiting: ((thing: T) => void)[] = [];

  take(): Promise<T> {
    const thing = this.#things.pop();
    if (thing !== undefined) return Promise.resolve(thing);
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  put(thing: T): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#things.push(thing);
    else next(thing);
  }
}

async function createUntilStopped(connection: Connection, load: Load): Promise<void> {
  for (;;) {
    await load.creations.take();
    if (!load.isRunning) return;
    await connection.post("/v2/process-instances", { processDefinitionId: PROCESS_ID, variables: VARIABLES });
  }
}

async function workUntilStopped(connection: Connection, load: Load): Promise<void> {
  while (load.isRunning) {
    const jobs = await activate(connection);
    await Promise.all(jobs.map(({ jobKey }) => complete(load, jobKey)));
  }
}

/** Takes up to 32 jobs; waits up to a second for them. */
export async function activate(connection: Connection): Promise<readonly ActivatedJob[]> {
  const request = { type: JOB_TYPE, worker: "bench", timeout: 60_000, maxJobsToActivate: 32, requestTimeout: 1000 };
  const body = await connection.post("/v2/jobs/activation", request);
  return JOBS.parse(JSON.parse(body)).jobs;
}

async function complete(load: Load, jobKey: string): Promise<void> {
  const connection = await load.completions.take();
  await connection.post(`/v2/jobs/${jobKey}/completion`, { variables: { done: 1 } });
  load.completions.put(connection);
  load.jobs += 1;
  // Five completed tasks are an instance that has ended: another one may start.
  if (load.jobs % 5 === 0) load.creations.put(load.jobs);
}

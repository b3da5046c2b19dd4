import { setTimeout as pause } from "node:timers/promises";
import { Connection } from "./http-client.ts";
import { PROCESS_ID, VARIABLES } from "./model.ts";
import { activate, Pool } from "./over-http.ts";

const CONNECTIONS = 48;
const ACTIVATORS = 4;

/** A steady load: so many instances are started each second, however fast the engine is. */
export interface SteadyLoad {
  readonly instancesPerSecond: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

interface Running {
  readonly connections: Pool<Connection>;
  /** When the job before was completed, by process instance. */
  readonly completedAt: Map<string, number>;
  readonly measured: number[];
  isRunning: boolean;
  measuresFrom: number;
}

/** Milliseconds from sending a job's completion to having the next job of the same instance in hand, under a steady load. */
export async function latencies(port: number, load: SteadyLoad): Promise<number[]> {
  const all = await Promise.all(Array.from({ length: CONNECTIONS }, () => Connection.open(port)));
  const running: Running = {
    connections: new Pool(),
    completedAt: new Map(),
    measured: [],
    isRunning: true,
    measuresFrom: performance.now() + load.warmUpMs,
  };
  const activators = all.slice(0, ACTIVATORS).map((connection) => workUntilStopped(connection, running));
  for (const connection of all.slice(ACTIVATORS)) running.connections.put(connection);
  await createSteadily(running, load);
  running.isRunning = false;
  await Promise.all(activators);
  for (const connection of all) connection.close();
  return running.measured;
}

/** Starts what is due by the clock, so that a slow answer does not lower the load. */
async function createSteadily(running: Running, load: SteadyLoad): Promise<void> {
  const start = performance.now();
  const begun: Promise<unknown>[] = [];
  const total = ((load.warmUpMs + load.measureMs) / 1000) * load.instancesPerSecond;
  while (begun.length < total) {
    const due = Math.min(total, ((performance.now() - start) / 1000) * load.instancesPerSecond);
    while (begun.length < due) begun.push(create(running));
    await pause(1);
  }
  await Promise.all(begun);
}

async function create({ connections }: Running): Promise<void> {
  const connection = await connections.take();
  await connection.post("/v2/process-instances", { processDefinitionId: PROCESS_ID, variables: VARIABLES });
  connections.put(connection);
}

async function workUntilStopped(connection: Connection, running: Running): Promise<void> {
  while (running.isRunning) {
    const jobs = await activate(connection);
    const now = performance.now();
    for (const { jobKey, processInstanceKey } of jobs) {
      const before = running.completedAt.get(processInstanceKey);
      if (before !== undefined && before >= running.measuresFrom) running.measured.push(now - before);
      void complete(running, { jobKey, processInstanceKey });
    }
  }
}

async function complete(running: Running, job: { jobKey: string; processInstanceKey: string }): Promise<void> {
  const connection = await running.connections.take();
  running.completedAt.set(job.processInstanceKey, performance.now());
  await connection.post(`/v2/jobs/${job.jobKey}/completion`, { variables: { done: 1 } });
  running.connections.put(connection);
}
